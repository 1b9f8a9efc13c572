import { counted, listed } from "../engine/wording";
import type { PlacedFormula, Workbook } from "../workbook/workbook";
import {
  FUNCTIONS,
  functionsIn,
  hasTwin,
  twinName,
  twinsIn,
  WITH_TWINS,
  withTwins,
  type FunctionName,
} from "./rewrite";
import { TWINS } from "./twins";

/** What became of a workbook that was to compute without the add-in. */
export interface Portable {
  /** The names that were added, such as SW_FLEXCOST; none that were there already. */
  readonly written: readonly string[];
  /** The formulas that use them now, as they read before. */
  readonly changed: readonly PlacedFormula[];
  readonly left: readonly LeftAlone[];
}

/** A formula that stayed as it was. */
export interface LeftAlone {
  readonly place: string;
  readonly formula: string;
  /** A clause that names the mend. */
  readonly why: string;
}

/**
 * Writes the twins that the workbook's formulas need as names into it, and lets the formulas call them instead of the add-in's
 * functions. Twins that are there already serve as they are; a name that says anything else is the user's, so what needs it
 * is left alone. Running it again changes nothing.
 *
 * @throws {WorkbookError} where a sheet that holds one of the formulas is protected.
 */
export async function makePortable(
  workbook: Workbook,
  { twins = "used" }: { readonly twins?: "used" | "all" } = {},
): Promise<Portable> {
  const ours = await workbook.formulas((formula) => functionsIn(formula).size > 0);
  const state = twinStates(await workbook.names());
  const foreignIn = (formula: string): string[] =>
    [...functionsIn(formula)].flatMap((name) => {
      const there = state(name);
      return typeof there === "object" ? there.foreign : [];
    });
  const twinless = (formula: string): FunctionName[] =>
    [...functionsIn(formula)].filter((name) => !hasTwin(name));
  const moves = (formula: string): boolean =>
    foreignIn(formula).length === 0 && twinless(formula).length === 0;
  const movable = ours.filter(({ formula }) => moves(formula));
  const needed = new Set(movable.flatMap(({ formula }) => [...functionsIn(formula)]));
  const written = WITH_TWINS.filter(
    (name) => state(name) === "absent" && (twins === "all" || needed.has(name)),
  );
  // Names first: where Excel refuses them, no formula may call them yet.
  if (written.length > 0) await workbook.defineNames(written.map((name) => TWINS[name]));
  const changed =
    movable.length === 0
      ? []
      : await workbook.rewriteFormulas((formula) =>
          functionsIn(formula).size > 0 && moves(formula) ? withTwins(formula) : undefined,
        );
  return {
    written: written.map(twinName),
    changed,
    left: ours.flatMap(({ place, formula }) => {
      const [taken, none] = [foreignIn(formula), twinless(formula)];
      if (none.length > 0)
        return [
          { place, formula, why: `${listed(none)} has no formula of Excel's own; freeze its values instead` },
        ];
      return taken.length === 0 ? [] : [{ place, formula, why: whyTaken(taken) }];
    }),
  };
}

const whyTaken = (names: readonly string[]): string =>
  `the workbook uses the ${names.length === 1 ? "name" : "names"} ${listed(names)} for something else; ` +
  `rename or delete ${names.length === 1 ? "it" : "them"} (Formulas > Name Manager) and run again`;

/** What a workbook has under a twin's name: nothing, the twin, or names of somebody else's, which are listed. */
type TwinState = "absent" | "ours" | { readonly foreign: readonly string[] };

/**
 * Tells what the workbook has under a twin's name. A name of the function itself is somebody else's too, and so is a name that only one
 * sheet knows: there it would be meant.
 */
function twinStates(names: ReadonlyMap<string, string>): (name: FunctionName) => TwinState {
  const states = new Map(
    FUNCTIONS.map((name): [FunctionName, TwinState] => {
      const same = [...names].filter(([there]) => {
        const called = there.slice(there.lastIndexOf("!") + 1).toUpperCase();
        return called === twinName(name) || called === name;
      });
      const foreign = same.filter(
        ([there, formula]) =>
          there.toUpperCase() !== twinName(name) ||
          !hasTwin(name) ||
          bare(formula) !== bare(TWINS[name].formula),
      );
      if (foreign.length > 0) return [name, { foreign: foreign.map(([there]) => spelt(there, name)) }];
      return [name, same.length > 0 ? "ours" : "absent"];
    }),
  );
  return (name) => states.get(name) ?? "absent";
}

/** A name as the sentences spell it: a twin of the whole workbook as it is called here, whatever its case there. */
const spelt = (there: string, name: FunctionName): string =>
  there.toUpperCase() === twinName(name) ? twinName(name) : there;

/** White space and the case of names are the host's to choose. */
const bare = (formula: string): string => formula.replace(/\s/g, "").toLowerCase();

/** What freezing would change. */
export interface FreezePreview {
  readonly formulas: readonly PlacedFormula[];
  /** All cells that become plain values, spilled ones too. */
  readonly cells: number;
}

/** The formulas in cells that would become values. Those that show an error are among them, though they will stay. */
export async function previewFreeze(workbook: Workbook): Promise<FreezePreview> {
  const { ours, held } = await freezable(workbook);
  return withCells(ours.filter(({ cells, formula }) => cells > 0 && !held.has(formula)));
}

/** What became of formulas that were to become values. */
export interface Frozen extends FreezePreview {
  readonly left: readonly LeftAlone[];
}

/**
 * Turns the formulas in cells that call functions of ours, or their twins, into the values that they show. Those that show an
 * error or were never computed stay, so do those whose spill other formulas refer to, and those outside cells.
 *
 * @throws {WorkbookError} where a sheet that holds one of them is protected, or still computes.
 */
export async function freeze(workbook: Workbook): Promise<Frozen> {
  const { ours, held } = await freezable(workbook);
  const texts = new Set(ours.map(({ formula }) => formula).filter((formula) => !held.has(formula)));
  const formulas = texts.size === 0 ? [] : await workbook.freezeFormulas((formula) => texts.has(formula));
  const frozen = new Set(formulas.map(({ place }) => place));
  const whyLeft = ({ formula, cells }: PlacedFormula): string => {
    if (cells === 0) return "it is no cell";
    const anchor = held.get(formula);
    return anchor === undefined
      ? "it shows an error or nothing; let Excel compute it, save, and run again"
      : `another formula refers to its spill as ${anchor}#; write the cells there, as in A1:A9, and run again`;
  };
  return {
    ...withCells(formulas),
    left: ours
      .filter(({ place }) => !frozen.has(place))
      .map((one) => ({ place: one.place, formula: one.formula, why: whyLeft(one) })),
  };
}

const withCells = (formulas: readonly PlacedFormula[]): FreezePreview => ({
  formulas,
  cells: formulas.reduce((sum, { cells }) => sum + cells, 0),
});

/** What calls functions of ours or twins that are ours; `held` are those that must stay, with the cell whose spill is needed. */
async function freezable(
  workbook: Workbook,
): Promise<{ readonly ours: readonly PlacedFormula[]; readonly held: ReadonlyMap<string, string> }> {
  const state = twinStates(await workbook.names());
  const isOurs = (formula: string): boolean =>
    [...functionsIn(formula)].some((name) => typeof state(name) !== "object") ||
    [...twinsIn(formula)].some((name) => state(name) === "ours");
  // In one reading: a workbook may be large.
  const found = await workbook.formulas((formula) => isOurs(formula) || spillsIn(formula).length > 0);
  const ours = found.filter(({ formula }) => isOurs(formula));
  const spilling = ours.filter(({ cells }) => cells > 0);
  const needed = new Set(found.flatMap(({ formula }) => spillsIn(formula)));
  const held = spilling.flatMap(({ place, formula }) => {
    const cell = place.slice(place.lastIndexOf("!") + 1);
    return needed.has(cell) ? [[formula, cell] as const] : [];
  });
  return { ours, held: new Map(held) };
}

/** A value does not spill: what refers to `B6#`, in files ANCHORARRAY(B6), would break. The sheet is not looked at. */
const spillsIn = (formula: string): string[] =>
  [...formula.matchAll(/\$?([A-Z]{1,3})\$?(\d+)(?:#|(?<=ANCHORARRAY\((?:'(?:[^']|'')*'!)?[^()']*)\))/gi)].map(
    ([, column = "", row = ""]) => column.toUpperCase() + row,
  );

/** What was done, in sentences for a person; one for each thing. */
export function portableSentences({ written, changed, left }: Portable): string[] {
  const used = FUNCTIONS.filter((name) => changed.some(({ formula }) => functionsIn(formula).has(name)));
  return [
    ...(changed.length > 0
      ? [
          `${counted(changed.length, "formula")}${inSheets(changed)} now ${changed.length === 1 ? "uses" : "use"} ${listed(used.map(twinName))}; whoever opens the workbook in Excel 2024 or 365 can compute ${changed.length === 1 ? "it" : "them"}.`,
        ]
      : []),
    ...(written.length > 0 && changed.length === 0
      ? [`${listed(written)} can be used in the workbook now.`]
      : []),
    ...leftSentences(left),
  ];
}

/** What was frozen, in sentences for a person. */
export const frozenSentences = ({ formulas, cells, left }: Frozen): string[] => [
  ...(formulas.length > 0
    ? [
        `${counted(formulas.length, "formula")}${inSheets(formulas)} ${formulas.length === 1 ? "is a value" : "are values"} now${cells > formulas.length ? `, ${counted(cells, "cell")} in all` : ""}; every spreadsheet program shows ${formulas.length === 1 ? "it" : "them"}.`,
      ]
    : []),
  ...leftSentences(left),
];

/** What came of it, for a person: whether there is anything new to keep, and what to say. No sentence: nothing of ours was found. */
export interface Outcome {
  readonly changed: boolean;
  readonly sentences: readonly string[];
}

/** Makes a workbook portable, and says so. */
export async function portableOutcome(workbook: Workbook): Promise<Outcome> {
  const done = await makePortable(workbook);
  return { changed: done.changed.length > 0, sentences: portableSentences(done) };
}

/** Freezes a workbook, and says so. */
export async function frozenOutcome(workbook: Workbook): Promise<Outcome> {
  const done = await freeze(workbook);
  return { changed: done.formulas.length > 0, sentences: frozenSentences(done) };
}

/** Alike ones as one sentence: the first place, and how many more. */
function leftSentences(left: readonly LeftAlone[]): string[] {
  const reasons = new Map<string, LeftAlone[]>();
  for (const one of left) reasons.set(one.why, [...(reasons.get(one.why) ?? []), one]);
  return [...reasons].map(([why, alike]) => {
    const more = alike.length > 1 ? ` and ${counted(alike.length - 1, "more formula")}` : "";
    return `${alike[0]?.place ?? ""}${more} stayed as ${more === "" ? "it was" : "they were"}: ${why}.`;
  });
}

/** " in 3 sheets"; nothing where none of them stands in a cell. */
function inSheets(formulas: readonly PlacedFormula[]): string {
  const sheets = new Set(
    formulas.flatMap(({ place, cells }) => (cells > 0 ? [place.slice(0, place.lastIndexOf("!"))] : [])),
  );
  return sheets.size === 0 ? "" : ` in ${counted(sheets.size, "sheet")}`;
}
