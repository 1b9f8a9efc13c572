import type { Content } from "./rows";
import { TABLE_STYLE } from "../../workbook/looks";
import { rangeAt, oneCell, type Rectangle } from "./area";
import { clearCells } from "./clear";
import {
  blocksOf,
  computedColumns,
  extentOf,
  mixedColumns,
  type SheetContent,
  type TableContent,
} from "./content";
import { stretches, type CellBlock, type PlainCell } from "./layout";
import { bytesOf, type Outbox } from "./session";
import type { StandingSheet } from "./standing";

/** Excel handles long blocks better in pieces. */
const SLICE_BYTES = 400_000;

/**
 * Writes rows, then the tables over them, without formulas: those name tables of any sheet, so all tables must stand
 * first. From top to bottom, because a totals row must find nothing below its table.
 */
export async function layRows(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  content: SheetContent,
  standing: StandingSheet | undefined,
): Promise<void> {
  if (standing) {
    await clearCells(outbox, sheet, standing);
    // A number or a formula that is written into a cell for text would become text.
    const formatBefore = ({ isText, formula, format }: PlainCell) =>
      isText ? undefined : formula !== undefined && format === "@" ? "General" : format;
    for (const block of blocksOf(content)) {
      for (const area of stretches(block, formatBefore)) await setFormat(outbox, sheet, area, area.key);
    }
  }
  for (const block of blocksOf(content)) await formatAsText(outbox, sheet, block);
  const kept = standing?.tables.flatMap(({ keptFor }) => keptFor ?? []) ?? [];
  for (const table of content.tables) {
    await writeValues(outbox, sheet, table.body, mixedColumns(table.body));
    if (!kept.includes(table)) await addExcelTable(outbox, sheet, table);
    if (table.totals) await writeValues(outbox, sheet, table.totals, new Set());
  }
  for (const block of content.loose) await writeValues(outbox, sheet, block, new Set());
}

/** Writes the formulas of a sheet, when all tables and names stand. */
export async function writeFormulas(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  content: SheetContent,
): Promise<void> {
  for (const { body, totals } of content.tables) {
    const mixed = mixedColumns(body);
    for (const column of computedColumns(body)) {
      const only = columnOfBlock(body, column);
      // Never a whole column of different formulas at once: the rest of it holds formulas that are not these.
      const parts =
        mixed.has(column) && body.rows > 1 ? [blockRows(only, 0, -1), blockRows(only, -1)] : [only];
      for (const part of parts) await writeColumn(outbox, sheet, part);
    }
    if (totals) await writeFormulaCells(outbox, sheet, totals);
  }
  for (const block of content.loose) await writeFormulaCells(outbox, sheet, block);
  await keepApostrophes(outbox, sheet, blocksOf(content));
}

/** Gives cells their number formats, also cells that had a text format while they were written. */
export async function setFormats(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  content: SheetContent,
): Promise<void> {
  for (const block of blocksOf(content))
    for (const area of stretches(block, ({ format }) => format))
      await setFormat(outbox, sheet, area, area.key);
}

/** Gives a sheet's cells their former number formats, also cells that were overwritten. */
export async function restoreFormats(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  { whole }: SheetContent,
  other: SheetContent,
): Promise<void> {
  const filled = extentOf(blocksOf(other));
  if (filled.rows > 0) await setFormat(outbox, sheet, filled, "General");
  if (!whole) return;
  for (const area of stretches(whole, ({ format }) => (format === "General" ? undefined : format)))
    await setFormat(outbox, sheet, area, area.key);
}

/** Makes a table over rows that stand. */
async function addExcelTable(outbox: Outbox, sheet: Excel.Worksheet, table: TableContent): Promise<void> {
  const { name, place, headers } = table;
  await outbox.room(
    8,
    headers.reduce((bytes, header) => bytes + bytesOf(header), 0),
  );
  const columns = headers.length;
  const top = rangeAt(sheet, { row: place.header - 1, column: place.firstColumn, rows: 1, columns });
  top.numberFormat = [headers.map(() => "@")];
  top.values = [[...headers]];
  const rows = place.lastRow - place.header + 1;
  const added = sheet.tables.add(
    rangeAt(sheet, { row: place.header - 1, column: place.firstColumn, rows, columns }),
    true,
  );
  added.name = name;
  added.style = TABLE_STYLE;
  added.showTotals = place.totals !== undefined;
  top.numberFormat = [headers.map(() => "General")];
}

/** Formats text cells as text first. Otherwise Excel would convert `=1+1`, `00123` and `TRUE`. */
async function formatAsText(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  const isForText = ({ isText, value, formula, format }: PlainCell) =>
    isText || (value === "" && formula === undefined && format === "@") || undefined;
  for (const stretch of stretches(block, isForText)) await setFormat(outbox, sheet, stretch, "@");
}

/**
 * Writes the values of a block. In a `mixed` column, a formula that differs from row to row stands for each formula to
 * come: into a column of a table that holds none, Excel would fill the last one that is written.
 */
async function writeValues(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  block: CellBlock,
  mixed: ReadonlySet<number>,
): Promise<void> {
  const computed = computedColumns(block);
  const valueAt = (row: number, column: number): Content => {
    const { formula, value } = block.cell(row, column);
    if (!mixed.has(column)) return computed.has(column) ? "" : value;
    return formula === undefined ? value : `=${row % 2}`;
  };
  for (const { area, rows, bytes } of slices(block, valueAt)) {
    await outbox.room(1, bytes);
    rangeAt(sheet, area).values = rows;
  }
}

async function writeFormulaCells(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  for (const column of computedColumns(block)) await writeColumn(outbox, sheet, columnOfBlock(block, column));
}

async function writeColumn(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  const contentAt = (row: number) => block.cell(row, 0).formula ?? block.cell(row, 0).value;
  for (const { area, rows, bytes } of slices(block, contentAt)) {
    await outbox.room(1, bytes);
    rangeAt(sheet, area).formulas = rows;
  }
}

const columnOfBlock = (block: CellBlock, column: number): CellBlock => ({
  ...block,
  column: block.column + column,
  columns: 1,
  cell: (row) => block.cell(row, column),
});

/** Rows of a block; negative numbers count from its end. */
function blockRows(block: CellBlock, from: number, to = block.rows): CellBlock {
  const first = from < 0 ? block.rows + from : from;
  const last = to < 0 ? block.rows + to : to;
  return {
    ...block,
    row: block.row + first,
    rows: last - first,
    cell: (row, column) => block.cell(first + row, column),
  };
}

/** Splits a block into small pieces of whole rows. */
function* slices(
  block: CellBlock,
  at: (row: number, column: number) => Content,
): Generator<{ readonly area: Rectangle; readonly rows: Content[][]; readonly bytes: number }> {
  let rows: Content[][] = [];
  let bytes = 0;
  for (let row = 0; row < block.rows; row++) {
    const line = Array.from({ length: block.columns }, (_, column) => at(row, column));
    rows.push(line);
    for (const content of line) bytes += bytesOf(content);
    if (bytes < SLICE_BYTES && row < block.rows - 1) continue;
    const { column, columns } = block;
    yield {
      area: { row: block.row + row + 1 - rows.length, column, rows: rows.length, columns },
      rows,
      bytes,
    };
    rows = [];
    bytes = 0;
  }
}

/**
 * A leading apostrophe marks a cell as text and is not part of the text. Whether that also holds in cells
 * formatted as text, depends on Excel: if the first apostrophe is gone after writing, the text gets a second
 * one.
 */
async function keepApostrophes(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  blocks: readonly CellBlock[],
): Promise<void> {
  const doubtful: { readonly cell: Rectangle; readonly seen: Excel.Range; readonly text: string }[] = [];
  for (const block of blocks) {
    const text = ({ value, isText }: PlainCell) =>
      isText && typeof value === "string" && value.startsWith("'") ? value : undefined;
    for (const { key, row, column, rows } of stretches(block, text)) {
      for (let n = 0; n < rows; n++) {
        const cell = oneCell(row + n, column);
        await outbox.room(1, bytesOf(key));
        doubtful.push({ cell, seen: rangeAt(sheet, cell).load("values"), text: key });
      }
    }
  }
  if (doubtful.length === 0) return;
  await outbox.send();
  for (const { cell, seen, text } of doubtful) {
    if (seen.values[0]?.[0] === text) continue;
    await outbox.room(1, bytesOf(text));
    rangeAt(sheet, cell).values = [[`'${text}`]];
  }
}

/** Sets one value for every cell of a range. */
async function setFormat(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  area: Rectangle,
  format: string,
): Promise<void> {
  await outbox.room(1);
  rangeAt(sheet, area).numberFormat = format as unknown as string[][];
}
