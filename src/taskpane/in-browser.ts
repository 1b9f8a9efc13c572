import type { SheetReader } from "../workbook/reader";
import { unreadable } from "../workbook/errors";
import { openBytes } from "../hosts/open";
import type { Workbook } from "../workbook/workbook";
import { newXlsx, XlsxWorkbook } from "../hosts/xlsx/xlsx";
import type { Opened, PaneHost, SavedFile } from "./pane-host";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Files chosen in a browser. They are read where they are and sent nowhere; what is written becomes a new file. */
export class InBrowser implements PaneHost {
  private files: readonly File[] = [];
  private saved: string | undefined;

  choose(files: readonly File[]): void {
    this.files = files;
  }

  /** With one workbook among the files the answer goes into a copy of it; else into a new one. */
  async open(): Promise<Opened> {
    const readers = await Promise.all(this.files.map(reader));
    const [only, ...others] = readers.filter((one) => one instanceof XlsxWorkbook);
    return { readers, workbook: only && others.length === 0 ? only : newXlsx(this.outputName()) };
  }

  keep(workbook: Workbook): SavedFile | undefined {
    if (!(workbook instanceof XlsxWorkbook)) return undefined;
    if (this.saved !== undefined) URL.revokeObjectURL(this.saved);
    this.saved = URL.createObjectURL(new Blob([new Uint8Array(workbook.toBytes())], { type: XLSX }));
    return { name: this.outputName(), url: this.saved };
  }

  private outputName(): string {
    return `${(this.files[0]?.name ?? "blank").replace(/\.[^.]+$/, "")}-seatwise.xlsx`;
  }
}

async function reader(file: File): Promise<SheetReader | XlsxWorkbook> {
  const bytes = await file.arrayBuffer().catch((error: unknown) => {
    throw unreadable(file.name, error instanceof Error ? error.name : String(error));
  });
  return openBytes(file.name, new Uint8Array(bytes));
}
