import type { SheetReader } from "../workbook/reader";
import type { Workbook } from "../workbook/workbook";

/** Where the sheets come from: the workbook that is open in Excel, or files chosen in a browser. */
export interface PaneHost {
  /** The sheets to read now, and the workbook to write into; `files` are those that a person chose, in a browser. */
  open(files: readonly File[]): Promise<Opened>;
  /** Keeps the written workbook: Excel has it already, a browser gets a file to save. */
  keep(workbook: Workbook): SavedFile | undefined;
}

export interface Opened {
  readonly readers: readonly SheetReader[];
  readonly workbook: Workbook;
}

/** A file to save. */
export interface SavedFile {
  readonly name: string;
  readonly content: Blob;
}
