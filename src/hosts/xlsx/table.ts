import { cellName } from "../../workbook/cells";
import { formulasOfColumn } from "../../workbook/compact-rows";
import type { ColumnSpec, TableSpec } from "../../workbook/spec";
import { TABLE_STYLE } from "../../workbook/looks";
import { placeOf, totalCell } from "../../workbook/table-place";
import { XML_DECLARATION, type Vocabulary } from "./vocabulary";
import { escaped, escapedText } from "./xml";

/** The part that makes cells a table. */
export function tableXml(table: TableSpec, id: number, vocabulary: Vocabulary): string {
  const place = placeOf(table);
  const area = (last: number) =>
    `${cellName(place.header, place.firstColumn)}:${cellName(last, place.lastColumn)}`;
  const columns = table.columns.map((column, n) =>
    tableColumnXml(table, column, n, commonFormula(table.rows, n)),
  );
  return (
    `${XML_DECLARATION}<table xmlns="${vocabulary.main}" id="${id}" name="${table.name}" displayName="${table.name}"` +
    ` ref="${area(place.totals ?? place.lastRow)}"${table.totals ? ` totalsRowCount="1"` : ` totalsRowShown="0"`}>` +
    `<autoFilter ref="${area(place.lastRow)}"/>` +
    `<tableColumns count="${columns.length}">${columns.join("")}</tableColumns>` +
    `<tableStyleInfo name="${TABLE_STYLE}" showFirstColumn="0" showLastColumn="0"` +
    ` showRowStripes="1" showColumnStripes="0"/>` +
    `</table>`
  );
}

function tableColumnXml(table: TableSpec, column: ColumnSpec, n: number, shared: string | undefined): string {
  const total = table.totals ? column.total : undefined;
  const label = total && "label" in total ? ` totalsRowLabel="${escapedText(total.label)}"` : "";
  const isCount = total && "by" in total && total.by === "count";
  const sum = isCount ? undefined : totalCell(table, column)?.formula;
  const by = isCount ? "count" : sum === undefined ? undefined : "custom";
  const formulas = [
    shared === undefined ? "" : `<calculatedColumnFormula>${escaped(shared)}</calculatedColumnFormula>`,
    sum === undefined ? "" : `<totalsRowFormula>${escaped(sum)}</totalsRowFormula>`,
  ].join("");
  const attributes = `${label}${by ? ` totalsRowFunction="${by}"` : ""}`;
  const start = `<tableColumn id="${n + 1}" name="${escapedText(column.header)}"${attributes}`;
  return formulas === "" ? `${start}/>` : `${start}>${formulas}</tableColumn>`;
}

/** The formula that every row of a column has, so that new rows get it too. */
function commonFormula(rows: TableSpec["rows"], column: number): string | undefined {
  const [formula, ...others] = formulasOfColumn(rows, column);
  return others.length === 0 ? formula : undefined;
}
