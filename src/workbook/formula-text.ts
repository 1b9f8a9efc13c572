/** A piece of a formula's text; the pieces joined are the formula. */
export interface FormulaPiece {
  /**
   * `literal`: quoted content, which is text, a sheet's name in quotes, everything in square brackets
   * (structured references, other workbooks), and errors such as #N/A. `word`: a name, function, reference or
   * number. `sign`: one other sign, also white space.
   */
  readonly kind: "literal" | "word" | "sign";
  readonly text: string;
}

const WORD = /[\p{L}\p{N}_.\\?$]+/uy;
const ERROR = /#(?:N\/A|[A-Z_]+(?:\/0)?[!?])/iy;
const QUOTED = { '"': /"(?:[^"]|"")*"?/y, "'": /'(?:[^']|'')*'?/y } as const;

/** Takes a formula (en-US, without its `=`) apart, as far as is needed to tell names from what is quoted. */
export function formulaPieces(formula: string): FormulaPiece[] {
  const pieces: FormulaPiece[] = [];
  for (let at = 0; at < formula.length;) {
    const sign = formula[at] ?? "";
    const word = matched(WORD, formula, at);
    const literal =
      sign === '"' || sign === "'"
        ? matched(QUOTED[sign], formula, at)
        : sign === "#"
          ? matched(ERROR, formula, at)
          : bracketed(formula, at);
    const text = word || literal || sign;
    pieces.push({ kind: word ? "word" : literal ? "literal" : "sign", text });
    at += text.length;
  }
  return pieces;
}

function matched(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** What stands from `[` to the bracket that closes it; an apostrophe in it guards the sign that follows. */
function bracketed(formula: string, start: number): string {
  if (formula[start] !== "[") return "";
  let depth = 0;
  for (let at = start; at < formula.length; at++) {
    if (formula[at] === "'") at++;
    else if (formula[at] === "[") depth++;
    else if (formula[at] === "]" && --depth === 0) return formula.slice(start, at + 1);
  }
  return formula.slice(start);
}
