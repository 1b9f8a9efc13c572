import type { SheetReader } from "../workbook/reader";
import { cancelled, unreadable } from "../workbook/errors";
import { openBytes } from "../hosts/open";
import { Turns } from "../workbook/turns";
import { newXlsx, XlsxWorkbook } from "../hosts/xlsx/xlsx";
import type { AnalysedWorkbook, Opened, PaneHost, SavedFile } from "./pane-host";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Files chosen in a browser. They are read here and sent nowhere; the output is a new file. */
export class InBrowser implements PaneHost {
  private outputName = "";

  /** The answer goes into a copy of the workbook if there is exactly one among the files, else into a new workbook. */
  async open(files: readonly File[]): Promise<Opened<XlsxWorkbook>> {
    const readers = await Promise.all(files.map(reader));
    const [only, ...others] = readers.filter((one) => one instanceof XlsxWorkbook);
    const source = only && others.length === 0 ? only : undefined;
    const name = (files[0]?.name ?? "blank").replace(/\.[^.]+$/, "");
    this.outputName = `${name}-seatwise${source?.ending ?? ".xlsx"}`;
    const workbook = source ?? newXlsx(this.outputName);
    workbook.become(this.outputName);
    return { readers, workbook };
  }

  async keep(workbook: AnalysedWorkbook, signal?: AbortSignal): Promise<SavedFile | undefined> {
    if (!(workbook instanceof XlsxWorkbook)) return undefined;
    const pieces: BlobPart[] = [];
    const turns = new Turns();
    for (const piece of workbook.toPieces()) {
      if (signal?.aborted) throw cancelled(workbook.file);
      pieces.push(new Uint8Array(piece));
      await turns.give();
    }
    return { name: this.outputName, content: new Blob(pieces, { type: XLSX }) };
  }
}

async function reader(file: File): Promise<SheetReader | XlsxWorkbook> {
  const bytes = await file.arrayBuffer().catch((error: unknown) => {
    throw unreadable(file.name, error instanceof Error ? error.message : String(error));
  });
  return openBytes(file.name, new Uint8Array(bytes));
}
