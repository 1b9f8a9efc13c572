import type { SheetReader } from "../workbook/reader";
import type { CellTarget } from "../workbook/spec";
import type { Workbook } from "../workbook/workbook";

/** Where the pane does its work: the workbook that is open in Excel, or files that were chosen in a browser. */
export interface PaneHost {
  /** What there is to read now, and the workbook that the answer goes into. */
  open(): Promise<Opened>;
  /** Keeps what was written: Excel has it already, a browser gets a file to save. */
  keep(workbook: Workbook): SavedFile | undefined;
  /** Leads to a cell of one of our sheets; absent where no sheet can be seen. */
  show?(target: CellTarget): Promise<void>;
}

export interface Opened {
  readonly readers: readonly SheetReader[];
  readonly workbook: Workbook;
}

/** A file to save, as a link holds it. */
export interface SavedFile {
  readonly name: string;
  readonly url: string;
}
