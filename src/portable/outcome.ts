import { FUNCTIONS } from "../functions/functions";
import { counted, listed } from "../engine/wording";
import type { PlacedFormula, Workbook } from "../workbook/workbook";
import { freeze, type Frozen } from "./freeze";
import { makePortable, type LeftAlone, type MadePortable } from "./make-portable";
import { functionsIn } from "./rewrite";
import { twinName } from "./twins";

/**
 * The result for a person: whether the workbook is new, and what to say. No sentence: it calls no custom function.
 */
export interface Outcome {
  readonly changed: boolean;
  readonly sentences: readonly string[];
}

/** Makes a workbook portable, and describes the result. */
export async function portableOutcome(workbook: Workbook): Promise<Outcome> {
  const done = await makePortable(workbook);
  return { changed: done.changed.length > 0, sentences: portableSentences(done) };
}

/** Freezes a workbook, and describes the result. */
export async function frozenOutcome(workbook: Workbook): Promise<Outcome> {
  const done = await freeze(workbook);
  return { changed: done.formulas.length > 0, sentences: frozenSentences(done) };
}

/** What became portable, a sentence for each fact. */
export const portableSentences = ({ written, changed, left }: MadePortable): string[] => [
  ...(changed.length > 0 ? [formulasChanged(changed)] : []),
  ...(written.length > 0 && changed.length === 0
    ? [`${listed(written)} can be used in the workbook now.`]
    : []),
  ...leftSentences(left),
];

function formulasChanged(changed: readonly PlacedFormula[]): string {
  const called = new Set(changed.flatMap(({ formula }) => [...functionsIn(formula)]));
  const twins = FUNCTIONS.filter(({ name }) => called.has(name)).map(({ name }) => twinName(name));
  const [use, them] = changed.length === 1 ? ["uses", "it"] : ["use", "them"];
  return (
    `${counted(changed.length, "formula")}${inSheets(changed)} now ${use} ${listed(twins)}; ` +
    `Excel 2024 and 365 can compute ${them} without the add-in.`
  );
}

/** What was frozen, a sentence for each fact. */
export const frozenSentences = ({ formulas, cells, left }: Frozen): string[] => [
  ...(formulas.length > 0 ? [frozenSentence(formulas, cells)] : []),
  ...leftSentences(left),
];

function frozenSentence(formulas: readonly PlacedFormula[], cells: number): string {
  const [areValues, them] = formulas.length === 1 ? ["is a value", "it"] : ["are values", "them"];
  const inAll = cells > formulas.length ? `, ${counted(cells, "cell")} in all` : "";
  return (
    `${counted(formulas.length, "formula")}${inSheets(formulas)} ${areValues} now${inAll}; ` +
    `every spreadsheet program shows ${them}.`
  );
}

/** Formulas that stayed for the same reason make one sentence: the first place, and how many more. */
function leftSentences(left: readonly LeftAlone[]): string[] {
  const byReason = new Map<string, LeftAlone[]>();
  for (const formula of left) byReason.set(formula.why, [...(byReason.get(formula.why) ?? []), formula]);
  return [...byReason].map(([why, [first, ...more]]) =>
    more.length > 0
      ? `${first!.place} and ${counted(more.length, "more formula")} stayed as they were: ${why}.`
      : `${first!.place} stayed as it was: ${why}.`,
  );
}

/** " in 3 sheets"; nothing where no formula is in a cell. */
function inSheets(formulas: readonly PlacedFormula[]): string {
  const sheets = new Set(
    formulas.flatMap(({ place, cells }) => (cells > 0 ? [place.slice(0, place.lastIndexOf("!"))] : [])),
  );
  return sheets.size === 0 ? "" : ` in ${counted(sheets.size, "sheet")}`;
}
