import { formulaPieces } from "../workbook/formula-text";

/** The functions of the add-in that have a portable twin, as a person types them. */
export const WITH_TWINS = [
  "FLEXCOST",
  "BREAKEVEN_DAYS",
  "POOLSIZE",
  "TRUEDOWN_SAVING",
  "TRUEUP_COST",
  "RATCHET",
  "TOKEN_PRICE",
  "RUNOUT_DATE",
  "EXPIRED_TOKENS",
  "NOTICE_DATE",
  "AUDIT_EXPOSURE",
  "LICENSE_SEGMENT",
  "LICENSE_ACTIVITY",
] as const;

export type TwinnedName = (typeof WITH_TWINS)[number];

/** All functions of the add-in. The search of BEST_COVER is no closed form, so no formula of Excel's own does the same. */
export const FUNCTIONS = [...WITH_TWINS, "BEST_COVER"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export const hasTwin = (name: FunctionName): name is TwinnedName =>
  (WITH_TWINS as readonly string[]).includes(name);

/** The name of a function's twin: another one, since a name of the same spelling would hide the add-in's function. */
export const twinName = (name: FunctionName): string => `SW_${name}`;

/** Saved files call an add-in's function `_xldudf_…`; where the add-in is installed with a prefix, that comes before the name. */
const CALLED = new RegExp(`^(?:_xldudf_)?(?:SEATWISE[._])?(${FUNCTIONS.join("|")})$`, "i");
const TWIN = new RegExp(`^SW_(${WITH_TWINS.join("|")})$`, "i");

/** The functions of ours that a formula calls. */
export const functionsIn = (formula: string): ReadonlySet<FunctionName> => called(formula, CALLED);

/** The functions whose twins a formula calls. */
export const twinsIn = (formula: string): ReadonlySet<TwinnedName> =>
  called(formula, TWIN) as ReadonlySet<TwinnedName>;

/** The formula with every call of a function of ours turned into one of its twin; all else stays, sign for sign. */
export function withTwins(formula: string): string {
  if (!mayCall(formula)) return formula;
  return calls(formula, CALLED)
    .map(({ text, name }) => (name === undefined ? text : twinName(name)))
    .join("");
}

/** Most formulas hold no name of ours at all, and are not taken apart. */
const MENTION = new RegExp(FUNCTIONS.join("|"), "i");
const mayCall = (formula: string): boolean => MENTION.test(formula);

function called(formula: string, spelling: RegExp): ReadonlySet<FunctionName> {
  if (!mayCall(formula)) return new Set();
  return new Set(calls(formula, spelling).flatMap(({ name }) => (name === undefined ? [] : [name])));
}

/** The pieces of a formula, with the function's name where one is called. Behind a `!` stands a name of another place. */
function calls(formula: string, spelling: RegExp): { readonly text: string; readonly name?: FunctionName }[] {
  const pieces = formulaPieces(formula);
  return pieces.map(({ kind, text }, n) => {
    const name = kind === "word" ? spelling.exec(text)?.[1]?.toUpperCase() : undefined;
    const isCall = pieces[n + 1]?.text === "(" && !pieces[n - 1]?.text.endsWith("!");
    return name !== undefined && isCall ? { text, name: name as FunctionName } : { text };
  });
}
