import type { SheetKey, SheetSpec } from "../sheets/spec";
import type { SheetReader } from "../sheets/reader";

/** A workbook that our sheets can be written into. */
export interface Workbook extends SheetReader {
  /**
   * Adds our sheets, or clears and refills those that are there (known by their hidden name, not their tab). The user's
   * own sheets, names, tables and parts stay as they are.
   */
  write(specs: readonly SheetSpec[]): Promise<void>;
  /** Takes our sheets, and everything written with them, out again. */
  remove(keys: readonly SheetKey[]): Promise<void>;
}
