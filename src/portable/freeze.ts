import type { PlacedFormula, Workbook } from "../workbook/workbook";
import type { LeftAlone } from "./make-portable";
import { twinStates } from "./names";
import { functionsIn, twinsIn } from "./rewrite";

/** What freezing would change. */
export interface FreezePreview {
  readonly formulas: readonly PlacedFormula[];
  /** All cells that become plain values, spilled cells too. */
  readonly cells: number;
}

/** The formulas in cells that would become values, with formulas that show an error, although those will stay. */
export async function previewFreeze(workbook: Workbook): Promise<FreezePreview> {
  const { callers, held } = await freezable(workbook);
  return previewOf(callers.filter(({ cells, formula }) => cells > 0 && !held.has(formula)));
}

/** The result of freezing. */
export interface Frozen extends FreezePreview {
  readonly left: readonly LeftAlone[];
}

/**
 * Replaces formulas in cells that call custom functions or twins by the values that they show. A formula stays where
 * it shows an error, was never computed, or stands outside cells, and where a formula refers to its spill.
 *
 * @throws {WorkbookError} where a sheet with one of the formulas is protected, or still computes.
 */
export async function freeze(workbook: Workbook): Promise<Frozen> {
  const { callers, held } = await freezable(workbook);
  const texts = new Set(callers.map(({ formula }) => formula).filter((formula) => !held.has(formula)));
  const formulas = texts.size === 0 ? [] : await workbook.freezeFormulas((formula) => texts.has(formula));
  const frozen = new Set(formulas.map(({ place }) => place));
  return {
    ...previewOf(formulas),
    left: callers
      .filter(({ place }) => !frozen.has(place))
      .map(({ place, formula, cells }) => ({ place, formula, why: whyHeld(cells, held.get(formula)) })),
  };
}

function whyHeld(cells: number, anchor: string | undefined): string {
  if (cells === 0) return "it is not in a cell";
  return anchor === undefined
    ? "it shows an error or nothing; let Excel compute it, save, and run again"
    : `another formula refers to its spill as ${anchor}#; write the cells there, as in A1:A9, and run again`;
}

const previewOf = (formulas: readonly PlacedFormula[]): FreezePreview => ({
  formulas,
  cells: formulas.reduce((sum, { cells }) => sum + cells, 0),
});

/** Formulas that call custom functions or twins; `held` must stay: they map to the cell whose spill is needed. */
interface Freezable {
  readonly callers: readonly PlacedFormula[];
  readonly held: ReadonlyMap<string, string>;
}

async function freezable(workbook: Workbook): Promise<Freezable> {
  const state = twinStates(await workbook.names());
  const isCaller = (formula: string): boolean =>
    [...functionsIn(formula)].some((name) => typeof state(name) !== "object") ||
    [...twinsIn(formula)].some((name) => state(name) === "twin");
  // In one pass: a workbook may be large.
  const found = await workbook.formulas((formula) => isCaller(formula) || spillsIn(formula).length > 0);
  const callers = found.filter(({ formula }) => isCaller(formula));
  const needed = new Set(found.flatMap(({ formula }) => spillsIn(formula)));
  const held = callers
    .filter(({ cells }) => cells > 0)
    .flatMap(({ place, formula }) => {
      const cell = place.slice(place.lastIndexOf("!") + 1);
      return needed.has(cell) ? [[formula, cell] as const] : [];
    });
  return { callers, held: new Map(held) };
}

/**
 * The cells whose spills a formula refers to, as `B6#` or in files as ANCHORARRAY(B6). A value does not spill, so such
 * a reference would break. The sheet is ignored.
 */
const spillsIn = (formula: string): string[] =>
  [...formula.matchAll(/\$?([A-Z]{1,3})\$?(\d+)(?:#|(?<=ANCHORARRAY\((?:'(?:[^']|'')*'!)?[^()']*)\))/gi)].map(
    ([, column = "", row = ""]) => column.toUpperCase() + row,
  );
