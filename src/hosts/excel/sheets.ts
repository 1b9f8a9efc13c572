import type { SheetInfo, TableArea } from "../../workbook/reader";
import { codeOf } from "./refusals";
import { inExcel } from "./session";
import { inventory, type ExcelTab } from "./tabs";

/** The sheets in tab order with their used rows and tables, hidden sheets too. Two syncs, three with tables. */
export function sheetsOf(file: string): Promise<readonly SheetInfo[]> {
  return inExcel(file, async (context) => {
    const tables = context.workbook.tables.load(
      "items/name,items/showHeaders,items/showTotals,items/worksheet/id",
    );
    const { tabs } = await inventory(context);
    // A table without a header row has no column names.
    const framed = tables.items.filter(({ showHeaders }) => showHeaders).map(framedTable);
    if (framed.length > 0) await context.sync();
    const rows = await usedRows(context, tabs);
    return tabs.map(({ id, name, visibility, key }, n): SheetInfo => {
      const announced = rows[n];
      const areas = framed.filter(({ sheetId }) => sheetId === id).map(areaOf);
      return {
        name,
        hidden: visibility !== "Visible",
        ...(key === undefined ? {} : { ours: key }),
        ...(areas.length === 0 ? {} : { tables: areas }),
        ...(announced === undefined ? {} : { announcedRows: announced }),
      };
    });
  });
}

const AREA_PROPERTIES = "rowIndex,columnIndex,rowCount,columnCount";

const framedTable = (table: Excel.Table) => ({
  name: table.name,
  sheetId: table.worksheet.id,
  totals: table.showTotals ? 1 : 0,
  range: table.getRange().untrack().load(AREA_PROPERTIES),
});

const areaOf = ({ name, totals, range }: ReturnType<typeof framedTable>): TableArea => ({
  name,
  firstRow: range.rowIndex + 1,
  lastRow: range.rowIndex + range.rowCount - totals,
  firstColumn: range.columnIndex,
  lastColumn: range.columnIndex + range.columnCount - 1,
  ...(totals > 0 ? { totals: range.rowIndex + range.rowCount } : {}),
});

/** The last used row of each sheet. Unknown for all if one is a chart sheet, which has no cells to ask for. */
async function usedRows(
  context: Excel.RequestContext,
  tabs: readonly ExcelTab[],
): Promise<readonly (number | undefined)[]> {
  const ranges = tabs.map(({ id }) =>
    context.workbook.worksheets
      .getItem(id)
      .getUsedRangeOrNullObject(true)
      .untrack()
      .load("rowIndex,rowCount"),
  );
  try {
    await context.sync();
  } catch (error) {
    if (codeOf(error) === "UnsupportedSheet") return [];
    throw error;
  }
  return ranges.map((range) => (range.isNullObject ? 0 : range.rowIndex + range.rowCount));
}
