import type { DateSystem } from "../engine/calendar";
import type { Row } from "./cells";
import type { CellComment, SheetKey } from "./spec";

/** Whatever holds sheets to read: an .xlsx file, a .csv file, the workbook in Excel. */
export interface SheetReader {
  /** The name by which data issues call it. */
  readonly file: string;
  readonly dateSystem: DateSystem;
  /** The sign that separates decimals in text numbers, where the host knows it: a `;` csv has decimal commas. */
  readonly decimalSign: "." | "," | "unknown";
  /** What a person should know of how the file was read, in sentences (an encoding that was not UTF-8). */
  readonly remarks: readonly string[];
  /** The SHA-256 of the file's bytes, in hexadecimal digits; absent where the host has no file. */
  readonly fileHash?: (() => Promise<string>) | undefined;
  /** The sheets in tab order, hidden ones too. */
  sheets(): Promise<readonly SheetInfo[]>;
  /** The rows of a sheet that hold anything, top to bottom, in blocks. */
  rows(sheet: SheetInfo, signal?: AbortSignal): AsyncIterable<readonly Row[]>;
  /**
   * What was written into some areas of a sheet, by the name of the cell (`B7`): cells with a formula that does not
   * spill, or with a number format. Absent where a host has only values.
   */
  writtenIn?(sheet: SheetInfo, areas: readonly CellArea[]): Promise<ReadonlyMap<string, WrittenCell>>;
  /** The formulas that `picks` accepts: their places and numbers of cells. Absent for files without formulas. */
  formulas?(
    picks: (formula: string) => boolean,
    signal?: AbortSignal,
  ): Promise<readonly { readonly place: string; readonly cells: number }[]>;
  /** The columns of a sheet that it hides, by hand or in a closed group; absent where a host does not tell. */
  hiddenColumns?(sheet: SheetInfo): Promise<ReadonlySet<number>>;
  /** The comments and notes on the cells of some sheets by the sheet's name; absent where the host has none. */
  comments?(sheets: readonly SheetInfo[]): Promise<ReadonlyMap<string, readonly CellComment[]>>;
  /**
   * Whether a run writes into what it reads, and not into a copy. Such a host can read and move comments, but no notes,
   * which stay on their cells though rows move.
   */
  readonly writesInPlace?: true;
}

export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
  /** Which sheet of ours it is; absent for the user's sheets. */
  readonly ours?: SheetKey;
  /** The tables that the host knows on it, other than by their look: with a name, in a frame of their own. */
  readonly tables?: readonly TableArea[];
  /** Rows as the host announces them before reading, for progress; absent where it does not. */
  readonly announcedRows?: number;
}

/** Cells of a sheet. Rows count from 1 and columns from 0, and the last ones are included. */
export interface CellArea {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Where a table stands on its sheet, from the row of the headers on and without its totals row. */
export interface TableArea extends CellArea {
  readonly name: string;
  /** The totals row; absent where there is none. */
  readonly totals?: number;
}

/** What stands behind the value of a cell. */
export interface WrittenCell {
  /** en-US, without the leading `=`. */
  readonly formula?: string;
  /** As files and Office.js spell it; absent for General. */
  readonly numberFormat?: string;
}
