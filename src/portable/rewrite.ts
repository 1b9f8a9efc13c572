import { FUNCTIONS } from "../functions/functions";
import { formulaPieces } from "../workbook/formula-text";
import { TWINS, twinName } from "./twins";

const ANY_NAME = FUNCTIONS.map(({ name }) => name).join("|");

/** Saved files call a function of an add-in `_xldudf_…`; a prefix given at installation comes before the name. */
const FUNCTION_CALL = new RegExp(`^(?:_xldudf_)?(?:SEATWISE[._])?(${ANY_NAME})$`, "i");
const TWIN_CALL = new RegExp(`^SW_(${[...TWINS.keys()].join("|")})$`, "i");

/** The custom functions that a formula calls. */
export const functionsIn = (formula: string): ReadonlySet<string> => namesCalled(formula, FUNCTION_CALL);

/** The functions whose twins a formula calls. */
export const twinsIn = (formula: string): ReadonlySet<string> => namesCalled(formula, TWIN_CALL);

/**
 * The formula with every call of a custom function replaced by a call of its twin; everything else stays as it is.
 */
export function withTwins(formula: string): string {
  if (!mayCall(formula)) return formula;
  return calls(formula, FUNCTION_CALL)
    .map(({ text, name }) => (name === undefined ? text : twinName(name)))
    .join("");
}

/** Most formulas contain none of the names, and are not taken apart. */
const MENTION = new RegExp(ANY_NAME, "i");
const mayCall = (formula: string): boolean => MENTION.test(formula);

function namesCalled(formula: string, spelling: RegExp): ReadonlySet<string> {
  if (!mayCall(formula)) return new Set();
  return new Set(calls(formula, spelling).flatMap(({ name }) => (name === undefined ? [] : [name])));
}

/**
 * The pieces of a formula, with the name of the function in each call. A name after `!` belongs to a different place.
 */
function calls(formula: string, spelling: RegExp): { readonly text: string; readonly name?: string }[] {
  const pieces = formulaPieces(formula);
  return pieces.map(({ kind, text }, n) => {
    const name = kind === "word" ? spelling.exec(text)?.[1]?.toUpperCase() : undefined;
    const isCall = pieces[n + 1]?.text === "(" && !pieces[n - 1]?.text.endsWith("!");
    return name !== undefined && isCall ? { text, name } : { text };
  });
}
