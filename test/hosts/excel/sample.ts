import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell } from "../../../src/workbook/cells";
import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { readAll } from "../contract";
import { InMemoryExcel } from "./office";

/** The sample as a file, and its cells in Excel as if somebody had opened it there. */
export async function sampleInExcel() {
  const excel = new InMemoryExcel();
  const path = join(__dirname, "..", "..", "..", "examples", "design-firm.xlsx");
  const file = openXlsx("design-firm.xlsx", new Uint8Array(readFileSync(path)));
  excel.model.name = file.file;
  for (const { name } of await file.sheets()) {
    const sheet = excel.model.addSheet(name);
    for (const { row, cells } of await readAll(file, name)) {
      cells.forEach((value: Cell, column) => {
        if (value !== null) sheet.cell(row - 1, column).value = value;
      });
    }
  }
  excel.model.version++;
  return { excel, file };
}
