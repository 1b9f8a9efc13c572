import { cellName } from "../../workbook/cells";
import type { SheetInfo } from "../../workbook/reader";
import { rangeAt, type Rectangle } from "./area";
import { inExcel } from "./session";

/** Rows of one column in a request: formulas of 100 characters are then 1 MB. */
const ROWS = 10_000;

/** The formulas in some columns of a sheet by the name of the cell, without the leading `=`: a request for 10,000. */
export async function formulasInExcel(
  file: string,
  { name }: SheetInfo,
  columns: readonly number[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await usedRows(file, name);
  const found = new Map<string, string>();
  for (const column of columns)
    for (let row = 0; row < rows; row += ROWS) {
      const area = { row, column, rows: Math.min(ROWS, rows - row), columns: 1 };
      for (const [i, formula] of (await formulasOf(file, name, area)).entries())
        if (typeof formula === "string" && formula.startsWith("="))
          found.set(cellName(row + i + 1, column), formula.slice(1));
    }
  return found;
}

const usedRows = (file: string, sheet: string): Promise<number> =>
  inExcel(file, async (context) => {
    const used = context.workbook.worksheets
      .getItem(sheet)
      .getUsedRangeOrNullObject(true)
      .untrack()
      .load("rowIndex,rowCount");
    await context.sync();
    return used.isNullObject ? 0 : used.rowIndex + used.rowCount;
  });

const formulasOf = (file: string, sheet: string, area: Rectangle): Promise<readonly unknown[]> =>
  inExcel(file, async (context) => {
    const range = rangeAt(context.workbook.worksheets.getItem(sheet), area).load("formulas");
    await context.sync();
    return (range.formulas as unknown[][]).map(([formula]) => formula);
  });
