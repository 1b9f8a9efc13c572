import { toSerial, type DateSystem } from "../engine/calendar";
import type { DayNumber } from "../engine/units";

/**
 * The content of a cell: text, a number (dates are serial numbers), TRUE/FALSE, nothing, or an error such as
 * #N/A.
 */
export type Cell = string | number | boolean | null | CellError;

export interface CellError {
  readonly error: string;
  /** Whether the file is at fault, and `error` what it stores: no program can show a value. */
  readonly damaged?: true;
}

/** A formula without a stored result, as programs that do not calculate write it: neither a blank nor 0. */
export const NOT_CALCULATED: CellError = { error: "not calculated" };

export const isError = (cell: Cell): cell is CellError => typeof cell === "object" && cell !== null;

/** How our sheets show an unknown number: never as a blank or a 0. */
export const UNKNOWN = "unknown";

/** More blanks than this in a row are no gap inside a table. */
export const WIDE_GAP = 1_024;

/** A filled cell and its column, from 0. */
export interface FarCell {
  readonly column: number;
  readonly cell: Exclude<Cell, null>;
}

/** Consecutive cells of a sheet row; `row` counts from 1, `cells[0]` is column A. */
export interface Row {
  readonly row: number;
  readonly cells: readonly Cell[];
  /** Cells beyond a wide gap, from left to right. No table reaches there; they are named as not read. */
  readonly far?: readonly FarCell[];
  /** Whether the sheet hides the row, by a filter or by hand; absent where the host does not tell. */
  readonly hidden?: true;
}

/** The letters of a column by its place from 0: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}

/** The place of a column from 0 by its letters: A is 0, AA is 26. */
export const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** `B7` for row 7 (from 1) and column 1 (from 0). */
export const cellName = (row: number, column: number): string => `${columnLetters(column)}${row}`;

/** The serial number of a day in a date system; null stays null. */
export const serial = (dateSystem: DateSystem, day: DayNumber | null): number | null =>
  day === null ? null : toSerial(day, dateSystem);
