import { placeOf } from "../../workbook/table-place";
import { rangeAt, type Area } from "./area";
import type { StandingSheet } from "./plan";
import type { Outbox } from "./session";

/** Empties our sheet except for the headers of kept tables: clearing a header would change the column. */
export async function clearSheet(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  standing: StandingSheet,
): Promise<void> {
  await outbox.room(12 + standing.charts.length + 8 * standing.tables.length);
  for (const name of standing.charts) sheet.charts.getItem(name).delete();
  if (standing.filtered) sheet.autoFilter.remove();
  sheet.freezePanes.unfreeze();
  for (const { name, keptFor, sameSize } of standing.tables) {
    const table = sheet.tables.getItem(name);
    table.clearFilters();
    if (!keptFor) table.delete();
    else if (!sameSize) table.showTotals = false;
  }
  const whole = sheet.getRange().untrack();
  whole.clear("RemoveHyperlinks");
  whole.clear("Formats");
  whole.dataValidation.clear();
  whole.conditionalFormats.clearAll();
  for (const area of besideHeaders(standing)) rangeAt(sheet, area).clear("Contents");
  for (const { name, keptFor, sameSize } of standing.tables) {
    if (!keptFor || sameSize) continue;
    const { header, lastRow, firstColumn } = placeOf(keptFor);
    const table = sheet.tables.getItem(name);
    const columns = keptFor.columns.length;
    table.resize(
      rangeAt(sheet, { row: header - 1, column: firstColumn, rows: lastRow - header + 1, columns }),
    );
    table.showTotals = keptFor.totals;
  }
}

/** The used cells of a sheet without the headers of kept tables. */
function besideHeaders({ tables, rows, columns }: StandingSheet): Area[] {
  const headers = tables.flatMap(({ keptFor }) => (keptFor ? [placeOf(keptFor)] : []));
  const headerRows = [...new Set(headers.map(({ header }) => header - 1))].sort((a, b) => a - b);
  const areas: Area[] = [];
  const add = (row: number, to: number, column: number, toColumn: number) => {
    if (to > row && toColumn > column)
      areas.push({ row, column, rows: to - row, columns: toColumn - column });
  };
  let row = 0;
  for (const headerRow of headerRows) {
    add(row, headerRow, 0, columns);
    let column = 0;
    const here = headers.filter(({ header }) => header - 1 === headerRow);
    for (const { firstColumn, lastColumn } of here.sort((a, b) => a.firstColumn - b.firstColumn)) {
      add(headerRow, headerRow + 1, column, firstColumn);
      column = lastColumn + 1;
    }
    add(headerRow, headerRow + 1, column, columns);
    row = headerRow + 1;
  }
  add(row, rows, 0, columns);
  return areas;
}
