import { FUNCTIONS } from "../functions/functions";
import { TWINS, twinName } from "./twins";

/**
 * What a workbook has under the name of a twin: nothing, the twin, or names with a different meaning, which are
 * listed.
 */
export type TwinState = "absent" | "twin" | { readonly foreign: readonly string[] };

/**
 * The state of each twin in a workbook with these names. A name equal to the function's is foreign too, and so is a
 * name that belongs to one sheet: formulas there would mean that name.
 */
export function twinStates(names: ReadonlyMap<string, string>): (name: string) => TwinState {
  const states = new Map(FUNCTIONS.map(({ name }) => [name, twinState(name, names)]));
  return (name) => states.get(name) ?? "absent";
}

function twinState(name: string, names: ReadonlyMap<string, string>): TwinState {
  const twin = TWINS.get(name)?.formula;
  const same = [...names].filter(([defined]) => {
    const localName = defined.slice(defined.lastIndexOf("!") + 1).toUpperCase();
    return localName === twinName(name) || localName === name;
  });
  const isTwin = ([defined, formula]: readonly [string, string]): boolean =>
    defined.toUpperCase() === twinName(name) &&
    twin !== undefined &&
    comparable(formula) === comparable(twin);
  const foreign = same.filter((definition) => !isTwin(definition));
  if (foreign.length > 0) return { foreign: foreign.map(([defined]) => asInSentences(defined, name)) };
  return same.length > 0 ? "twin" : "absent";
}

/** A twin of the whole workbook is spelt in capitals, however the workbook spells it. */
const asInSentences = (defined: string, name: string): string =>
  defined.toUpperCase() === twinName(name) ? twinName(name) : defined;

/** Hosts change white space and the case of names. */
const comparable = (formula: string): string => formula.replace(/\s/g, "").toLowerCase();
