import { cellText } from "../limits";
import { isError, type Cell } from "../../workbook/cells";
import {
  BLANK_CELL,
  numberFormatOf,
  type CellTarget,
  type ColumnSpec,
  type PlacedCell,
  type SpecCell,
  type TableSpec,
} from "../../workbook/spec";
import { placeOf, totalCell } from "../../workbook/table-place";
import type { Rectangle } from "./area";
import type { LookName } from "../../workbook/looks";

/** A rectangle of cells, generated on demand: a table may be long. */
export interface CellBlock extends Rectangle {
  cell(row: number, column: number): PlainCell;
}

/** A cell in the form that Excel takes. */
export interface PlainCell {
  /** Empty text stands for a blank cell. */
  readonly value: string | number | boolean;
  /** With the leading `=`. */
  readonly formula?: string;
  /** What the engine computed for the formula; absent where only Excel knows it, as in a person's own column. */
  readonly shows?: string | number | boolean;
  /** Whether the value is text that Excel must not convert. */
  readonly isText: boolean;
  readonly format: string;
  readonly look: LookName;
  readonly link?: CellTarget;
}

/** A cell outside tables. */
export function looseBlock(cell: PlacedCell): CellBlock {
  const plain = plainCell(cell);
  return { row: cell.row - 1, column: cell.column, rows: 1, columns: 1, cell: () => plain };
}

/** The rows of a table, without header and totals. */
export function tableBody(table: TableSpec): CellBlock {
  const { firstRow, lastRow, firstColumn } = placeOf(table);
  return {
    row: firstRow - 1,
    column: firstColumn,
    rows: lastRow - firstRow + 1,
    columns: table.columns.length,
    cell: (row, column) => plainCell(table.rows[row]?.[column] ?? BLANK_CELL, table.columns[column]),
  };
}

/** The totals row; undefined where the table has none. */
export function tableTotals(table: TableSpec): CellBlock | undefined {
  const { totals, firstColumn } = placeOf(table);
  if (totals === undefined) return undefined;
  const cells = table.columns.map((column) => {
    const isOwn = column.total !== undefined && "formula" in column.total;
    return plainCell(totalCell(table, column) ?? BLANK_CELL, isOwn ? { own: true } : undefined, "total");
  });
  return {
    row: totals - 1,
    column: firstColumn,
    rows: 1,
    columns: table.columns.length,
    cell: (_row, column) => cells[column] ?? plainCell(BLANK_CELL),
  };
}

function plainCell(
  cell: SpecCell,
  column?: Pick<ColumnSpec, "format" | "numberFormat" | "look" | "own">,
  look?: LookName,
): PlainCell {
  const isFormula = cell.formula !== undefined;
  return {
    value: isFormula ? "" : excelValue(cell.value),
    ...(isFormula ? { formula: `=${cell.formula ?? ""}` } : {}),
    ...(isFormula && column?.own !== true ? { shows: excelValue(cell.value) } : {}),
    isText: !isFormula && typeof cell.value === "string" && cell.value !== "",
    format: numberFormatOf(cell, column),
    look: look ?? cell.look ?? column?.look ?? "plain",
    ...(cell.link ? { link: cell.link } : {}),
  };
}

/** In a cell that is not formatted as text, Excel converts the text of an error into the error. */
function excelValue(value: Cell): string | number | boolean {
  if (value === null) return "";
  if (typeof value === "string") return cellText(value);
  if (isError(value)) return value.error;
  return typeof value === "number" && !Number.isFinite(value) ? "#NUM!" : value;
}

/** Consecutive cells of a column with the same key. */
export interface KeyedArea<K> extends Rectangle {
  readonly key: K;
}

/** The columns of a block as areas of the same key; cells without a key are in none. */
export function* stretches<K>(
  block: CellBlock,
  keyOf: (cell: PlainCell) => K | undefined,
): Generator<KeyedArea<K>> {
  for (let column = 0; column < block.columns; column++) {
    let start = 0;
    let key: K | undefined;
    for (let row = 0; row <= block.rows; row++) {
      const here = row < block.rows ? keyOf(block.cell(row, column)) : undefined;
      if (here === key && row < block.rows) continue;
      if (key !== undefined) {
        yield { key, row: block.row + start, column: block.column + column, rows: row - start, columns: 1 };
      }
      start = row;
      key = here;
    }
  }
}
