import { cellName } from "../../workbook/cells";
import type { CellArea, SheetInfo, WrittenCell } from "../../workbook/reader";
import type { Rectangle } from "./area";
import { readAreas } from "./areas";
import { isFormula } from "./rows";
import { inExcel } from "./session";

/** What was written into some areas of a sheet, by the name of the cell. One sync, and one for each 2 MB. */
export function writtenInExcel(
  file: string,
  { name }: SheetInfo,
  areas: readonly CellArea[],
): Promise<ReadonlyMap<string, WrittenCell>> {
  return inExcel(file, async (context) => {
    const sheet = context.workbook.worksheets.getItem(name).load("id");
    const used = sheet.getUsedRangeOrNullObject().untrack().load("rowIndex,rowCount");
    await context.sync();
    const found = new Map<string, WrittenCell>();
    if (used.isNullObject) return found;
    const rows = used.rowIndex + used.rowCount;
    const asked = areas.map((area) => ({ ...rectangleOf(area, rows), sheet: sheet.id }));
    const what = ["formulas", "values", "numberFormat"] as const;
    for await (const { area, cells } of readAreas({ context, file }, asked, what))
      for (let row = 0; row < area.rows; row++)
        for (let column = 0; column < area.columns; column++) {
          const content = cells.formulas[row]?.[column] ?? "";
          const format = cells.numberFormat[row]?.[column] ?? "General";
          const written: WrittenCell = {
            ...(isFormula(content, cells.values[row]?.[column] ?? "") && { formula: content.slice(1) }),
            ...(format !== "General" && { numberFormat: format }),
          };
          if (Object.keys(written).length > 0)
            found.set(cellName(area.row + row + 1, area.column + column), written);
        }
    return found;
  });
}

/** An area as far as the sheet is used. */
const rectangleOf = ({ firstRow, lastRow, firstColumn, lastColumn }: CellArea, rows: number): Rectangle => ({
  row: firstRow - 1,
  column: firstColumn,
  rows: Math.max(0, Math.min(lastRow, rows) - firstRow + 1),
  columns: lastColumn - firstColumn + 1,
});
