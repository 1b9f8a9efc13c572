import type { Cell, Row } from "../../workbook/cells";
import type { SheetInfo } from "../../workbook/reader";
import { cancelled, changedWhileRead, sheetTooLarge, tooMuchAtOnce } from "../../workbook/errors";
import { rangeAt, type Rectangle } from "./area";
import { hiddenRowsOf, hidesAny } from "./hidden";
import { codeOf } from "./refusals";
import { inExcel } from "./session";

/**
 * The first block is small, for callers that only look. Later blocks are about 1.5 MB; Excel on the web allows
 * 5 MB.
 */
const FIRST_CELLS = 8_192;
const REQUEST_CELLS = 65_536;

/** A stray cell in the last corner makes a sheet of 17 billion cells. */
const MAX_CELLS = 50_000_000;

/** The used rectangle of a sheet. */
export interface UsedArea extends Rectangle {
  readonly sheetId: string;
  readonly address: string;
}

/** A cell as Excel returns it: an error as the text that shows it, a blank as empty text. */
export type Content = string | number | boolean;

/** Whether a cell holds a formula: a text that begins with `=` equals the value that the cell shows. */
export const isFormula = (content: Content, shown: Content): content is string =>
  typeof content === "string" && content.startsWith("=") && content !== shown;

/** A block of cells as Excel returns them. */
export interface Block {
  readonly values: readonly (readonly Content[])[];
  readonly valueTypes: readonly (readonly string[])[];
  readonly formulas: readonly (readonly Content[])[];
  /** Whether the sheet hides each row, by a filter or by hand. */
  readonly hidden: readonly boolean[];
}

/** The rows of a sheet that have content, in blocks, with hidden and filtered rows. One sync for each block. */
export async function* readRows(
  file: string,
  sheet: SheetInfo,
  signal?: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const what = ["values", "valueTypes", "hidden"] as const;
  for await (const { area, row, block } of readBlocks(file, sheet.name, what, signal)) {
    const rows = rowsOfBlock(area, row, block);
    if (rows.length > 0) yield rows;
  }
}

/**
 * Reads the used area of a sheet in blocks of whole rows. Each request also loads the address of the area, and
 * each block begins with the last row of the block before it. A sheet that changes meanwhile, even by sorting,
 * is an error, not a mixture.
 */
export async function* readBlocks(
  file: string,
  sheet: string,
  what: readonly (keyof Block)[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly area: UsedArea; readonly row: number; readonly block: Block }> {
  refuseCancelled(file, signal);
  const area = await usedArea(file, sheet);
  if (!area) return;
  if (area.rows * area.columns > MAX_CELLS)
    throw sheetTooLarge(file, sheet, area.address.replace(/^.*!/, ""));
  let most = Infinity;
  let cells = FIRST_CELLS;
  let last: string | undefined;
  for (let row = 0; row < area.rows; cells = REQUEST_CELLS) {
    refuseCancelled(file, signal);
    const overlap = last === undefined ? 0 : 1;
    const rows = Math.min(Math.max(1, Math.floor(cells / area.columns)), most, area.rows - row);
    const block = await readBlock(file, sheet, area, row - overlap, rows + overlap, what);
    if (block === "too large") {
      if (rows === 1) throw tooMuchAtOnce(file);
      most = Math.floor(rows / 2);
      continue;
    }
    if (last !== undefined && rowText(block, 0) !== last) throw changedWhileRead(file, sheet);
    last = rowText(block, rows + overlap - 1);
    yield { area, row, block: withoutRows(block, overlap) };
    row += rows;
  }
}

function refuseCancelled(file: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(file);
}

/** Absent for a sheet without content, such as chart and macro sheets. */
function usedArea(file: string, sheet: string): Promise<UsedArea | undefined> {
  return inExcel(file, async (context) => {
    const worksheet = context.workbook.worksheets.getItemOrNullObject(sheet).load("id");
    const range = worksheet.getUsedRangeOrNullObject(true).untrack().load(BLOCK_PROPERTIES);
    try {
      await context.sync();
    } catch (error) {
      if (codeOf(error) === "UnsupportedSheet") return undefined;
      throw error;
    }
    if (worksheet.isNullObject) throw changedWhileRead(file, sheet);
    if (range.isNullObject) return undefined;
    const { address, rowIndex, columnIndex, rowCount, columnCount } = range;
    return {
      sheetId: worksheet.id,
      address,
      row: rowIndex,
      column: columnIndex,
      rows: rowCount,
      columns: columnCount,
    };
  });
}

const NO_CELLS: Block = { values: [], valueTypes: [], formulas: [], hidden: [] };
const BLOCK_PROPERTIES = "address,rowIndex,columnIndex,rowCount,columnCount";

function readBlock(
  file: string,
  sheet: string,
  area: UsedArea,
  row: number,
  rows: number,
  what: readonly (keyof Block)[],
): Promise<Block | "too large"> {
  return inExcel(file, async (context) => {
    const worksheet = context.workbook.worksheets.getItemOrNullObject(sheet).load("id");
    const used = worksheet.getUsedRangeOrNullObject(true).untrack().load("address");
    const place = { row: area.row + row, column: area.column, rows, columns: area.columns };
    const cells = what.filter((key) => key !== "hidden");
    const asksHidden = what.includes("hidden");
    const range = rangeAt(worksheet, place).load([...cells, ...(asksHidden ? ["rowHidden"] : [])].join());
    try {
      await context.sync();
    } catch (error) {
      if (codeOf(error) === "ResponsePayloadSizeLimitExceeded") return "too large";
      throw error;
    }
    const stands = !worksheet.isNullObject && worksheet.id === area.sheetId && !used.isNullObject;
    if (!stands || used.address !== area.address) throw changedWhileRead(file, sheet);
    const loaded = cells.map((key) => [key, range[key] as Content[][] | null] as const);
    // If too much is requested, Excel may return nothing without an error.
    if (loaded.some(([, cells]) => cells === null)) return "too large";
    const block = { ...NO_CELLS, ...(Object.fromEntries(loaded) as Partial<Block>) };
    if (!asksHidden || !hidesAny(range.rowHidden)) return block;
    const hidden = await hiddenRowsOf(context, worksheet, place);
    return { ...block, hidden: Array.from({ length: rows }, (_, i) => hidden.has(place.row + i)) };
  });
}

const rowText = (block: Block, row: number): string =>
  JSON.stringify([block.values[row], block.formulas[row]]);

const withoutRows = (block: Block, rows: number): Block =>
  rows === 0
    ? block
    : {
        values: block.values.slice(rows),
        valueTypes: block.valueTypes.slice(rows),
        formulas: block.formulas.slice(rows),
        hidden: block.hidden.slice(rows),
      };

function rowsOfBlock(area: UsedArea, from: number, { values, valueTypes, hidden }: Block): Row[] {
  const before = Array<null>(area.column).fill(null);
  return values.flatMap((line, n) => {
    let length = line.length;
    while (length > 0 && line[length - 1] === "") length--;
    if (length === 0) return [];
    const cells = line.slice(0, length).map((value, column) => readCell(value, valueTypes[n]?.[column]));
    const row = { row: area.row + from + n + 1, cells: [...before, ...cells] };
    return [hidden[n] ? { ...row, hidden: true as const } : row];
  });
}

function readCell(value: Content, type: string | undefined): Cell {
  if (value === "") return null;
  return type === "Error" ? { error: String(value) } : value;
}
