import type { CellTarget } from "../workbook/spec";
import { openExcel, showCell } from "../hosts/excel/excel";
import type { Opened, PaneHost } from "./pane-host";

/** The workbook that is open in Excel. What is written into it is there; nothing has to be saved for it. */
export class InExcel implements PaneHost {
  async open(): Promise<Opened> {
    const workbook = await openExcel();
    return { readers: [workbook], workbook };
  }

  keep(): undefined {
    return undefined;
  }

  show(target: CellTarget): Promise<void> {
    return showCell(target);
  }
}
