import { rangeAt, type Rectangle } from "./area";
import type { StandingSheet } from "./standing";
import type { Outbox } from "./session";

/**
 * Empties the cells of our sheet, except for the headers of kept tables: clearing a header would change the column. A
 * table that does not fit becomes a plain range first, which moves no cell and turns no formula into #REF!.
 */
export async function clearCells(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  standing: StandingSheet,
): Promise<void> {
  await outbox.room(4 + 10 * standing.tables.length);
  for (const { name, keptFor, sameSize } of standing.tables) {
    const table = sheet.tables.getItem(name);
    table.clearFilters();
    if (!keptFor) table.convertToRange();
    else if (!sameSize) table.showTotals = false;
  }
  for (const area of besideHeaders(standing)) rangeAt(sheet, area).clear("Contents");
  for (const { name, keptFor, sameSize } of standing.tables) {
    if (!keptFor || sameSize) continue;
    const { header, lastRow, firstColumn, totals } = keptFor.place;
    const table = sheet.tables.getItem(name);
    const columns = keptFor.headers.length;
    table.resize(
      rangeAt(sheet, { row: header - 1, column: firstColumn, rows: lastRow - header + 1, columns }),
    );
    table.showTotals = totals !== undefined;
  }
}

/** Removes looks, links, rules, charts and filters of our sheet, so that they can be made again. */
export async function clearLooks(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  standing: StandingSheet,
): Promise<void> {
  await outbox.room(8 + 2 * standing.charts.length);
  for (const name of standing.charts) sheet.charts.getItem(name).delete();
  if (standing.filtered) sheet.autoFilter.remove();
  sheet.freezePanes.unfreeze();
  const whole = sheet.getRange().untrack();
  whole.clear("RemoveHyperlinks");
  whole.clear("Formats");
  whole.dataValidation.clear();
  whole.conditionalFormats.clearAll();
}

/** The used cells of a sheet without the headers of kept tables. */
function besideHeaders({ tables, used }: StandingSheet): Rectangle[] {
  if (!used) return [];
  const headers = tables.flatMap(({ keptFor }) => (keptFor ? [keptFor.place] : []));
  const headerRows = [...new Set(headers.map(({ header }) => header - 1))].sort((a, b) => a - b);
  const areas: Rectangle[] = [];
  const columns = used.column + used.columns;
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
  add(row, used.row + used.rows, 0, columns);
  return areas;
}
