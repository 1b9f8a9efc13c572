import type { Row } from "../../workbook/cells";
import { WorkbookError } from "../../workbook/errors";
import type { SheetInfo, SheetReader } from "../../workbook/reader";

/** Where a sheet is damaged. */
export interface Damage {
  readonly error: WorkbookError;
  readonly where: string;
  /** The last row that could be read; null for none. */
  readonly lastRow: number | null;
}

/** Reads sheets of which some may be damaged: such a sheet ends where its damage begins. */
export class SoundRows implements SheetReader {
  private readonly found = new Map<string, Damage>();

  constructor(private readonly reader: SheetReader) {}

  get file() {
    return this.reader.file;
  }
  get dateSystem() {
    return this.reader.dateSystem;
  }
  get decimalSign() {
    return this.reader.decimalSign;
  }
  get remarks() {
    return this.reader.remarks;
  }

  sheets(): Promise<readonly SheetInfo[]> {
    return this.reader.sheets();
  }

  async *rows(sheet: SheetInfo, signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    let lastRow: number | null = null;
    try {
      for await (const block of this.reader.rows(sheet, signal)) {
        yield block;
        lastRow = block.at(-1)?.row ?? lastRow;
      }
    } catch (error) {
      if (!(error instanceof WorkbookError) || error.sheet !== sheet.name || error.where === undefined)
        throw error;
      // A setting that was lost would change figures in silence.
      if (sheet.ours !== undefined) throw error;
      this.found.set(sheet.name, { error, where: error.where, lastRow });
    }
  }

  /** The damage of a sheet that was read; undefined for none. */
  damageOf({ name }: SheetInfo): Damage | undefined {
    return this.found.get(name);
  }
}
