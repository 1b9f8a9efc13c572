import type { SheetKey, SheetSpec } from "./spec";
import type { SheetReader } from "./reader";

/** A workbook that our sheets can be written into. */
export interface Workbook extends SheetReader {
  /**
   * Adds our sheets, or clears and refills those that are there (known by their hidden name, not their tab). The user's
   * own sheets, names, tables and parts stay as they are.
   */
  write(specs: readonly SheetSpec[]): Promise<void>;
  /** Takes our sheets, and everything written with them, out again. */
  remove(keys: readonly SheetKey[]): Promise<void>;

  /** The formulas of the workbook that `picks` picks by their text, in tab order; hidden sheets too. */
  formulas(picks: (formula: string) => boolean, signal?: AbortSignal): Promise<readonly PlacedFormula[]>;
  /**
   * Puts another formula wherever `rewrite` gives one; `undefined` leaves a formula as it is. All of them change or none:
   * a protected sheet that holds one of them is an error that names it.
   */
  rewriteFormulas(rewrite: (formula: string) => string | undefined): Promise<readonly PlacedFormula[]>;
  /** Turns the formulas that `picks` picks in cells into the values they show, with all cells they spill into. */
  freezeFormulas(picks: (formula: string) => boolean): Promise<readonly PlacedFormula[]>;
  /**
   * What names refer to, as a person types it, without the leading `=`; hidden names too. A name that only one sheet knows is
   * called `'Costs'!Rate`.
   */
  names(): Promise<ReadonlyMap<string, string>>;
  /** Adds workbook-wide names for formulas, or replaces those of the same name (which the caller has made sure are ours). */
  defineNames(names: readonly FormulaName[]): Promise<void>;
}

/** A formula in the workbook and where a person finds it. */
export interface PlacedFormula {
  /** `Costs!B7`, `the name Yearly`, `column Cost of table Log`: words for a person. */
  readonly place: string;
  /** As the workbook stores it, en-US, without the leading `=`: a file calls an add-in's function `_xldudf_FLEXCOST`. */
  readonly formula: string;
  /** How many cells show its result: more than 1 where it spills, 0 for a formula outside cells. */
  readonly cells: number;
}

/** A workbook-wide name that stands for a formula, such as a LAMBDA. */
export interface FormulaName {
  readonly name: string;
  /** As a person types it, en-US, without the leading `=`: no `_xlfn.` and no `_xlpm.`, which are a matter of files. */
  readonly formula: string;
  /** What Name Manager and AutoComplete show; at most 200 characters. */
  readonly comment: string;
}
