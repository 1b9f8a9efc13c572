import { UNKNOWN } from "./cells";
import type { ColumnSpec, NumberFormat, SpecCell, TableSpec } from "./spec";

/** The place of a table: rows count from 1, columns from 0, and the last ones are included. */
export interface TablePlace {
  readonly header: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** The totals row; undefined where there is none. */
  readonly totals: number | undefined;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** The places of a table's parts. A table without rows still has one blank row. */
export function placeOf({ at, rows, columns, totals }: TableSpec): TablePlace {
  const lastRow = at.row + Math.max(1, rows.length);
  return {
    header: at.row,
    firstRow: at.row + 1,
    lastRow,
    totals: totals ? lastRow + 1 : undefined,
    firstColumn: at.column,
    lastColumn: at.column + columns.length - 1,
  };
}

/** The totals cell of a column; undefined where the column has no total. */
export function totalCell(table: TableSpec, { header, total, format }: ColumnSpec): SpecCell | undefined {
  if (!table.totals || !total) return undefined;
  if ("label" in total) return { value: total.label };
  if ("formula" in total) return total;
  const counted: NumberFormat = "whole";
  return {
    value: total.value,
    formula: TOTAL_FUNCTIONS[total.by](`${table.name}[${referencedColumn(header)}]`),
    format: total.by === "count" ? counted : (format ?? "general"),
  };
}

/**
 * The formulas of totals. All leave hidden rows out, as tables do. SUBTOTAL skips text, so a sum first compares the
 * cells that hold anything with those that hold numbers: a visible "unknown" makes the sum unknown.
 */
const TOTAL_FUNCTIONS = {
  sum: (column: string) =>
    `IF(SUBTOTAL(103,${column})>SUBTOTAL(102,${column}),"${UNKNOWN}",SUBTOTAL(109,${column}))`,
  count: (column: string) => `SUBTOTAL(103,${column})`,
} as const;

/** Whether a formula is one that the totals of a column may have. */
export const isTotalFormula = (formula: string, table: string, header: string): boolean =>
  Object.values(TOTAL_FUNCTIONS).some((total) =>
    isSameFormula(formula, total(`${table}[${referencedColumn(header)}]`), table),
  );

/** Whether two formulas of a table's are the same: in a cell of the table, programs leave its name out. */
export function isSameFormula(one: string, other: string, table: string): boolean {
  const plain = (formula: string): string =>
    formula.replaceAll(`${table}[`, "[").replace(/\s+/g, "").toLowerCase();
  return plain(one) === plain(other);
}

/** A header as structured references spell it. */
export const referencedColumn = (header: string): string => header.replace(/[[\]#'@]/g, "'$&");
