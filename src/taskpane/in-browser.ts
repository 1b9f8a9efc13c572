import type { SheetReader } from "../workbook/reader";
import { unreadable } from "../workbook/errors";
import { openBytes } from "../hosts/open";
import type { Workbook } from "../workbook/workbook";
import { newXlsx, XlsxWorkbook } from "../hosts/xlsx/xlsx";
import type { Opened, PaneHost, SavedFile } from "./pane-host";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Files chosen in a browser. They are read in the page and sent nowhere; the output is a new file. */
export class InBrowser implements PaneHost {
  private files: readonly File[] = [];
  private saved: string | undefined;
  /** The ending of the output. */
  private ending = ".xlsx";

  choose(files: readonly File[]): void {
    this.files = files;
  }

  /** The answer goes into a copy of the workbook if there is exactly one among the files, else into a new workbook. */
  async open(): Promise<Opened> {
    const readers = await Promise.all(this.files.map(reader));
    const [only, ...others] = readers.filter((one) => one instanceof XlsxWorkbook);
    this.ending = only && others.length === 0 ? only.ending : ".xlsx";
    const workbook = only && others.length === 0 ? only : newXlsx(this.outputName());
    workbook.become(this.outputName());
    return { readers, workbook };
  }

  keep(workbook: Workbook): SavedFile | undefined {
    if (!(workbook instanceof XlsxWorkbook)) return undefined;
    if (this.saved !== undefined) URL.revokeObjectURL(this.saved);
    this.saved = URL.createObjectURL(new Blob([new Uint8Array(workbook.toBytes())], { type: XLSX }));
    return { name: this.outputName(), url: this.saved };
  }

  private outputName(): string {
    return `${(this.files[0]?.name ?? "blank").replace(/\.[^.]+$/, "")}-seatwise${this.ending}`;
  }
}

async function reader(file: File): Promise<SheetReader | XlsxWorkbook> {
  const bytes = await file.arrayBuffer().catch((error: unknown) => {
    throw unreadable(file.name, error instanceof Error ? error.name : String(error));
  });
  return openBytes(file.name, new Uint8Array(bytes));
}
