import { tooManyRows } from "./errors";
import type { SheetSpec } from "./spec";
import { placeOf } from "./table-place";

/** Rows of a sheet, in a file as in Excel. */
export const MAX_ROWS = 1_048_576;

/** Throws if a table has more rows than a sheet; hosts ask before their first change. */
export function refuseLongTables(file: string, specs: readonly SheetSpec[], rows = MAX_ROWS): void {
  for (const { name, tables } of specs)
    for (const table of tables) {
      const { totals, lastRow } = placeOf(table);
      if ((totals ?? lastRow) > rows) throw tooManyRows(file, name, table.rows.length);
    }
}
