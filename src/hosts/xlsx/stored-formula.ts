import { formulaPieces } from "../../workbook/formula-text";

/**
 * Functions that Excel got after 2007. Files write them with a prefix, by which older versions recognise
 * unknown functions.
 */
const NEWER = wordSet(`
  ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND
  BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
  CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH
  COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST
  F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS
  FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST
  GAMMA.INV GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC
  IMSECH IMSINH IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS
  MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION
  PERCENTILE.EXC PERCENTILE.INC PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST
  QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI SCAN SEC
  SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P STDEV.S STOCKHISTORY SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV
  T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRIMRANGE UNICHAR UNICODE UNIQUE
  VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST`);
/** Newer functions with a second prefix, `_xlws.`. */
const NEWER_OF_SHEETS = wordSet("FILTER SORT");

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** An open bracket of a call. */
interface Frame {
  readonly binds: "LET" | "LAMBDA" | undefined;
  /** The index of the current argument. */
  argument: number;
  /** The names bound so far, in capitals. */
  readonly bound: Set<string>;
  /** The name that LET binds next; it is defined only after its value. */
  next: string | undefined;
}

/**
 * The form in which files store a formula, from the typed form (en-US, without `=`). Newer functions and names
 * bound by LET and LAMBDA get prefixes; an optional parameter `[x]` of LAMBDA becomes `_xlop.x`. Not supported:
 * the operators `A1#` and `@`, and functions as values (`BYROW(A1:B2, SUM)`), which files store differently.
 */
export function storedFormula(typed: string): string {
  const pieces = formulaPieces(typed);
  const open: Frame[] = [];
  const isBound = (word: string) => open.some(({ bound }) => bound.has(word.toUpperCase()));
  const neighbour = (n: number, step: 1 | -1): string => {
    let at = n + step;
    while (/^\s$/.test(pieces[at]?.text ?? "")) at += step;
    return pieces[at]?.text ?? "";
  };
  return pieces
    .map(({ kind, text }, n) => {
      const frame = open.at(-1);
      const following = pieces[n + 1]?.text ?? "";
      /** Alone between a bracket or comma and a comma, as LET and LAMBDA list the names that they bind. */
      const isListed = "(,".includes(neighbour(n, -1)) && neighbour(n, 1) === ",";
      switch (text) {
        case "(":
        case "{":
          open.push({ binds: binding(pieces[n - 1]?.text), argument: 0, bound: new Set(), next: undefined });
          return text;
        case ")":
        case "}":
          open.pop();
          return text;
        case ",":
          if (frame) {
            frame.argument++;
            if (frame.next !== undefined && frame.argument % 2 === 0) frame.bound.add(frame.next);
          }
          return text;
      }
      if (kind === "literal" && text.startsWith("[") && frame?.binds === "LAMBDA" && isListed) {
        const name = text.slice(1, -1).trim();
        frame.bound.add(name.toUpperCase());
        return `_xlop.${name}`;
      }
      if (kind !== "word" || following === "!" || neighbour(n, -1).endsWith("!")) return text;
      if (frame?.binds === "LAMBDA" && isListed) {
        frame.bound.add(text.toUpperCase());
        return `_xlpm.${text}`;
      }
      if (frame?.binds === "LET" && isListed && frame.argument % 2 === 0) {
        frame.next = text.toUpperCase();
        return `_xlpm.${text}`;
      }
      if (isBound(text)) return `_xlpm.${text}`;
      return following === "(" ? prefixOf(text) + text : text;
    })
    .join("");
}

function binding(word: string | undefined): Frame["binds"] {
  const name = word?.toUpperCase();
  return name === "LET" || name === "LAMBDA" ? name : undefined;
}

function prefixOf(name: string): string {
  const upper = name.toUpperCase();
  if (NEWER_OF_SHEETS.has(upper)) return "_xlfn._xlws.";
  return NEWER.has(upper) ? "_xlfn." : "";
}

/** The typed form of a stored formula: the inverse of `storedFormula`. */
export const typedFormula = (stored: string): string =>
  formulaPieces(stored)
    .map(({ kind, text }) =>
      kind !== "word"
        ? text
        : text.replace(/^_xlop\.(.*)$/i, "[$1]").replace(/^(?:_xlfn\.|_xlws\.|_xlpm\.)+/i, ""),
    )
    .join("");
