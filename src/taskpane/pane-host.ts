import type { SheetReader } from "../workbook/reader";
import type { Workbook } from "../workbook/workbook";

/** Where the sheets come from: the workbook that is open in Excel, or files chosen in a browser. */
export interface PaneHost extends AnalysisHost {
  open(files: readonly File[]): Promise<Opened<Workbook>>;
}

/** The same, as far as an analysis needs it. */
export interface AnalysisHost {
  /** The sheets to read now, and the workbook to write into; `files` are chosen by a person, in a browser. */
  open(files: readonly File[]): Promise<Opened<AnalysedWorkbook>>;
  /** Keeps the written workbook: Excel has it already, a browser gets a file to save. */
  keep(workbook: AnalysedWorkbook, signal?: AbortSignal): Promise<SavedFile | undefined>;
}

export interface Opened<Book> {
  readonly readers: readonly SheetReader[];
  readonly workbook: Book;
}

export type AnalysedWorkbook = SheetReader & Pick<Workbook, "write">;

/** A file to save. */
export interface SavedFile {
  readonly name: string;
  readonly content: Blob;
}
