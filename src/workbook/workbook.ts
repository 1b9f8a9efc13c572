import type { BookSpec, SheetKey, SheetSpec } from "./spec";
import type { SheetReader } from "./reader";

/** Accepts formulas by their text. */
export type FormulaFilter = (formula: string) => boolean;

/** A workbook that our sheets can be written into. */
export interface Workbook extends SheetReader {
  /**
   * Adds our sheets, or clears and refills existing ones (known by their hidden name, not their tab). The
   * user's sheets, names, tables and parts stay as they are.
   */
  write(specs: readonly SheetSpec[], book?: BookSpec, signal?: AbortSignal): Promise<void>;
  /** Removes our sheets and everything written with them. */
  remove(keys: readonly SheetKey[]): Promise<void>;

  /** The formulas whose text `picks` accepts, in tab order, also on hidden sheets. */
  formulas(picks: FormulaFilter, signal?: AbortSignal): Promise<readonly PlacedFormula[]>;
  /**
   * Replaces each formula for which `rewrite` returns another; `undefined` leaves a formula as it is. Either
   * all of them change or none: a protected sheet with one of them is an error that names the sheet.
   */
  rewriteFormulas(rewrite: (formula: string) => string | undefined): Promise<readonly PlacedFormula[]>;
  /** Replaces the formulas that `picks` accepts, with all cells they spill into, by the values they show. */
  freezeFormulas(picks: FormulaFilter): Promise<readonly PlacedFormula[]>;
  /**
   * The formulas of all names, hidden ones too, as typed, without the leading `=`. A sheet's own name is called
   * `'Costs'!Rate`.
   */
  names(): Promise<ReadonlyMap<string, string>>;
  /** Adds workbook-wide names for formulas. Replaces names that exist; the caller checks that they are ours. */
  defineNames(names: readonly FormulaName[]): Promise<void>;
}

/** A formula in the workbook, and its place for a person to find it. */
export interface PlacedFormula {
  /** `Costs!B7`, `the name Yearly`, `column Cost of table Log`: words for a person. */
  readonly place: string;
  /** As stored: en-US, without the leading `=`. A file calls an add-in's function `_xldudf_FLEXCOST`. */
  readonly formula: string;
  /** The number of cells with its result: more than 1 where it spills, 0 for a formula outside cells. */
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
