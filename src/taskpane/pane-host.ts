import type { SheetReader } from "../workbook/reader";
import type { CellTarget } from "../workbook/spec";
import type { Workbook } from "../workbook/workbook";

/** The surroundings of the pane: the workbook that is open in Excel, or files chosen in a browser. */
export interface PaneHost {
  /** The sheets to read now, and the workbook to write into. */
  open(): Promise<Opened>;
  /** Keeps the written workbook: Excel has it already, a browser gets a file to save. */
  keep(workbook: Workbook): SavedFile | undefined;
  /** Goes to a cell of one of our sheets; absent where sheets cannot be shown. */
  show?(target: CellTarget): Promise<void>;
}

export interface Opened {
  readonly readers: readonly SheetReader[];
  readonly workbook: Workbook;
}

/** A file to save, as a link. */
export interface SavedFile {
  readonly name: string;
  readonly url: string;
}
