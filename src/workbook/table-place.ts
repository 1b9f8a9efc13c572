import type { ColumnSpec, NumberFormat, SpecCell, TableSpec } from "./spec";

/** The numbers by which SUBTOTAL knows what to do; both leave hidden rows out, as tables do. */
const SUBTOTAL = { sum: 109, count: 103 } as const;

/** Where a table stands: its rows from 1, its columns from 0, the last ones included. */
export interface TablePlace {
  readonly header: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** The totals row; absent when it has none. */
  readonly totals: number | undefined;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Where a table's parts stand. A table without rows still has one, a blank one. */
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

/** What stands in a column's totals cell; absent when nothing does. */
export function totalCell(table: TableSpec, { header, total, format }: ColumnSpec): SpecCell | undefined {
  if (!table.totals || !total) return undefined;
  if ("label" in total) return { value: total.label };
  const formula = `SUBTOTAL(${SUBTOTAL[total.by]},${table.name}[${referencedColumn(header)}])`;
  const counted: NumberFormat = "whole";
  return { value: total.value, formula, format: total.by === "count" ? counted : (format ?? "general") };
}

/** A header as structured references spell it. */
const referencedColumn = (header: string): string => header.replace(/[[\]#'@]/g, "'$&");
