import { at as itemAt } from "../../engine/at";
import { sumKnown, type Quantity } from "../../engine/units";
import { UNKNOWN, type Cell } from "../../workbook/cells";
import type { ColumnSpec, Look, NumberFormat, SpecCell, TableSpec } from "../../workbook/spec";
import { cellsOfColumn, compactRows } from "../../workbook/compact-rows";
import type { ResultTable, TableColumn } from "./tables";

/** A column of a report table, and the cell that it makes of a record. */
export interface ReportColumn<R> {
  readonly column: TableColumn;
  readonly cell: (record: R) => Cell | SpecCell;
  readonly width?: number;
  readonly format?: NumberFormat;
  readonly look?: Look;
  readonly total?: "sum" | { readonly label: string };
}

/** A table at its place, with what the sheet around it needs to know. */
export interface ReportTable extends TableSpec {
  readonly heading: string | undefined;
  readonly widths: readonly number[];
}

const DEFAULT_WIDTH = 14;
/** The characters that the filter button of a header hides. */
const FILTER_BUTTON = 3;

/** Whether a cell comes with more than its value. */
export const isSpec = (cell: Cell | SpecCell): cell is SpecCell =>
  typeof cell === "object" && cell !== null && "value" in cell;

/** A table of records. Its totals are computed from the cells as they are stored. */
export function reportTable<R>(
  { tableName, keys, own }: ResultTable,
  at: TableSpec["at"],
  columns: readonly ReportColumn<R>[],
  records: readonly R[],
  heading?: string,
): ReportTable {
  const rows = compactRows(records.length, columns.length, (row, column) => {
    const made = itemAt(columns, column).cell(itemAt(records, row));
    return isSpec(made) ? made : { value: made };
  });
  return {
    name: tableName,
    keys,
    at,
    columns: columns.map(({ column: { header }, format, look, total }, i): ColumnSpec => ({
      header,
      ...(format ? { format } : {}),
      ...(look ? { look } : {}),
      ...(own.includes(header) ? { own: true as const } : {}),
      ...(total ? { total: total === "sum" ? { by: "sum", value: totalOf(rows, i) } : total } : {}),
    })),
    rows,
    totals: columns.some(({ total }) => total !== undefined),
    heading,
    widths: columns.map(({ column: { header }, width = DEFAULT_WIDTH }) =>
      Math.max(width, headerWidth(header)),
    ),
  };
}

/** The columns, some of them first. */
export const ledBy = <R>(
  leading: readonly TableColumn[],
  columns: readonly ReportColumn<R>[],
): ReportColumn<R>[] => [
  ...leading.flatMap((first) => columns.filter(({ column }) => column === first)),
  ...columns.filter(({ column }) => !leading.includes(column)),
];

/** Headers wrap at blanks, and a filter button hides the end of a line that fits exactly. */
const headerWidth = (header: string): number =>
  Math.max(...header.split(" ").map(({ length }) => length)) + FILTER_BUTTON;

function totalOf(rows: TableSpec["rows"], column: number): number | typeof UNKNOWN {
  const amounts: (Quantity | null)[] = [];
  for (const { value } of cellsOfColumn(rows, column))
    if (value !== null) amounts.push(typeof value === "number" ? (value as Quantity) : null);
  return sumKnown(amounts) ?? UNKNOWN;
}

/** A number that may be unknown, as a cell shows it. */
export const knownCell = (value: number | null): number | typeof UNKNOWN => value ?? UNKNOWN;
