import { openExcel, type ExcelWorkbook } from "../hosts/excel/excel";
import type { Opened, PaneHost } from "./pane-host";

/** The workbook that is open in Excel. Output is written into it directly, so there is no file to save. */
export class InExcel implements PaneHost {
  async open(): Promise<Opened<ExcelWorkbook>> {
    const workbook = await openExcel();
    return { readers: [workbook], workbook };
  }

  keep(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
