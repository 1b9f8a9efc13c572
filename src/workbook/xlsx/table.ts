import { cellName } from "../../sheets/cells";
import type { ColumnSpec, NumberFormat, SpecCell, TableSpec } from "../../sheets/spec";
import { XML_DECLARATION, type Vocabulary } from "./vocabulary";
import { escaped, escapedText } from "./xml";

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

/** The part that makes a table of cells. */
export function tableXml(table: TableSpec, id: number, vocabulary: Vocabulary): string {
  const place = placeOf(table);
  const area = (last: number) =>
    `${cellName(place.header, place.firstColumn)}:${cellName(last, place.lastColumn)}`;
  const columns = table.columns.map((column, n) => columnXml(table, column, n));
  return (
    `${XML_DECLARATION}<table xmlns="${vocabulary.main}" id="${id}" name="${table.name}" displayName="${table.name}"` +
    ` ref="${area(place.totals ?? place.lastRow)}"${table.totals ? ` totalsRowCount="1"` : ` totalsRowShown="0"`}>` +
    `<autoFilter ref="${area(place.lastRow)}"/>` +
    `<tableColumns count="${columns.length}">${columns.join("")}</tableColumns>` +
    `<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>` +
    `</table>`
  );
}

function columnXml(table: TableSpec, { header, total }: ColumnSpec, n: number): string {
  const shown = table.totals ? total : undefined;
  const totals = !shown
    ? ""
    : "label" in shown
      ? ` totalsRowLabel="${escapedText(shown.label)}"`
      : ` totalsRowFunction="${shown.by}"`;
  const formula = commonFormula(table, n);
  return (
    `<tableColumn id="${n + 1}" name="${escapedText(header)}"${totals}` +
    (formula === undefined
      ? "/>"
      : `><calculatedColumnFormula>${escaped(formula)}</calculatedColumnFormula></tableColumn>`)
  );
}

/** The formula that every row of a column has: new rows then get it too. */
function commonFormula({ rows }: TableSpec, column: number): string | undefined {
  const formula = rows[0]?.[column]?.formula;
  return rows.every((row) => row[column]?.formula === formula) ? formula : undefined;
}

/** A header as structured references spell it. */
const referencedColumn = (header: string): string => header.replace(/[[\]#'@]/g, "'$&");
