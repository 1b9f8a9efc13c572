import type { Row } from "../../workbook/cells";
import { WorkbookError } from "../../workbook/errors";
import { Sha256 } from "../../workbook/sha256";
import type { CellArea, SheetInfo, SheetReader, WrittenCell } from "../../workbook/reader";

/** Where a sheet is damaged. */
export interface Damage {
  readonly error: WorkbookError;
  readonly where: string;
  /** The last row that could be read; null for none. */
  readonly lastRow: number | null;
}

/**
 * Reads sheets of which some may be damaged: such a sheet ends where its damage begins. Of what comes from no file, the
 * cells are hashed as they pass.
 */
export class SoundRows implements SheetReader {
  private readonly found = new Map<string, Damage>();
  private readonly hashes = new Map<string, string>();
  private hashOfFile: string | undefined;

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

  hiddenColumns(sheet: SheetInfo): Promise<ReadonlySet<number>> {
    return this.reader.hiddenColumns?.(sheet) ?? Promise.resolve(new Set<number>());
  }

  writtenIn(sheet: SheetInfo, areas: readonly CellArea[]): Promise<ReadonlyMap<string, WrittenCell>> {
    return this.reader.writtenIn?.(sheet, areas) ?? Promise.resolve(new Map<string, WrittenCell>());
  }

  async *rows(sheet: SheetInfo, signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    let lastRow: number | null = null;
    const cells = this.reader.fileHash ? undefined : new Sha256();
    try {
      for await (const block of this.reader.rows(sheet, signal)) {
        for (const row of cells ? block : []) cells?.add(encodedLine(row));
        yield block;
        lastRow = block.at(-1)?.row ?? lastRow;
      }
      if (cells) this.hashes.set(sheet.name, cells.hex());
    } catch (error) {
      if (!(error instanceof WorkbookError) || error.sheet !== sheet.name || error.where === undefined)
        throw error;
      // A setting that was lost would change figures in silence.
      if (sheet.ours !== undefined) throw error;
      this.found.set(sheet.name, { error, where: error.where, lastRow });
    }
  }

  /** The SHA-256 of the file, or of the cells of a sheet that is in none: a line of JSON for each row with any. */
  async hashOf(sheet: SheetInfo, signal?: AbortSignal): Promise<string> {
    const { fileHash } = this.reader;
    if (fileHash) return (this.hashOfFile ??= await fileHash());
    // A table may end before its sheet does.
    if (!this.hashes.has(sheet.name)) for await (const _ of this.rows(sheet, signal)) continue;
    return this.hashes.get(sheet.name) ?? "";
  }

  /** The damage of a sheet that was read; undefined for none. */
  damageOf({ name }: SheetInfo): Damage | undefined {
    return this.found.get(name);
  }
}

const encoder = new TextEncoder();

const encodedLine = ({ row, cells }: Row): Uint8Array => encoder.encode(`${JSON.stringify([row, cells])}\n`);
