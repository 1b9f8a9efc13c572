import type { Cell } from "../../workbook/cells";
import type { ColumnSpec, Look, NumberFormat, SpecCell, TableSpec } from "../../workbook/spec";

/** One column of a report table: its header, and the cell it makes of a record. */
export interface ReportColumn<R> {
  readonly header: string;
  readonly cell: (record: R) => Cell | SpecCell;
  readonly width?: number;
  readonly format?: NumberFormat;
  readonly look?: Look;
  readonly total?: "sum" | "count" | { readonly label: string };
}

const isSpec = (cell: Cell | SpecCell): cell is SpecCell =>
  typeof cell === "object" && cell !== null && "value" in cell;

/** A table of records. Its totals are computed from the cells as they will be stored. */
export function reportTable<R>(
  name: string,
  at: TableSpec["at"],
  columns: readonly ReportColumn<R>[],
  records: readonly R[],
): TableSpec {
  const rows = records.map((record) =>
    columns.map(({ cell }): SpecCell => {
      const made = cell(record);
      return isSpec(made) ? made : { value: made };
    }),
  );
  return {
    name,
    at,
    columns: columns.map(({ header, format, look, total }, i): ColumnSpec => ({
      header,
      ...(format ? { format } : {}),
      ...(look ? { look } : {}),
      ...(total
        ? {
            total: totalOf(
              total,
              rows.map((row) => row[i]?.value ?? null),
            ),
          }
        : {}),
    })),
    rows,
    totals: columns.some(({ total }) => total !== undefined),
  };
}

function totalOf(
  total: "sum" | "count" | { readonly label: string },
  values: readonly Cell[],
): NonNullable<ColumnSpec["total"]> {
  if (typeof total === "object") return total;
  const numbers = values.filter((value) => typeof value === "number");
  if (total === "sum") return { by: "sum", value: numbers.reduce((sum, n) => sum + n, 0) };
  return { by: "count", value: values.filter((value) => value !== null && value !== "").length };
}

/** The last row a table takes, its totals included; an empty table still has one blank row. */
export const lastRow = ({ at, rows, totals }: TableSpec): number =>
  at.row + Math.max(rows.length, 1) + (totals ? 1 : 0);

/** Widths for a sheet: the widest that any of its tables asks for in each column, and that its headers take. */
export function widthsFor(
  ...tables: readonly { at: number; columns: readonly { header: string; width?: number }[] }[]
): number[] {
  const widths: number[] = [];
  for (const { at, columns } of tables) {
    columns.forEach(
      ({ header, width = 14 }, i) =>
        (widths[at + i] = Math.max(widths[at + i] ?? 0, width, header.length + 2)),
    );
  }
  // Columns between two tables, which neither names, are holes here.
  return Array.from(widths, (width: number | undefined) => width ?? 4);
}

/** A column of the row that a formula stands in. */
export const here = (table: string, column: string): string => `${table}[[#This Row],[${column}]]`;

/** A text as SUMIFS and MATCH look for it: `*`, `?` and `~` in it are themselves. It does not begin with a comparison. */
export const exactText = (text: string): string => `"${text.replace(/[~*?]/g, "~$&").replaceAll('"', '""')}"`;

/** A text as formulas write it. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
