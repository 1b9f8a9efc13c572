import { openExcel, type ExcelWorkbook } from "../../../src/hosts/excel/excel";
import type { Cell } from "../../../src/workbook/cells";
import { InMemoryExcel, loadOfficeJs } from "./office";

/** The Excel that the library talks to. Each test opens its own. */
export let excel: InMemoryExcel;

/** Which set of Excel's interface there is; the product's floor unless a test says otherwise. */
export const interfaceSet = { newest: 14 };

/** A workbook in Excel with one sheet of the user's, `Log`, of two rows unless others are given. */
export async function opened(rows: readonly (readonly Cell[])[] = LOG): Promise<ExcelWorkbook> {
  // Other test files in this process may have turned the library to an Excel of their own.
  loadOfficeJs(
    () => excel,
    () => interfaceSet.newest,
  );
  excel = new InMemoryExcel();
  excel.model.addSheet("Log", rows);
  const workbook = await openExcel();
  excel.forget();
  return workbook;
}

const LOG = [
  ["User", "Days"],
  ["ann", 3],
];
