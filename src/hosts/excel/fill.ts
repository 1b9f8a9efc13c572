import type { Content } from "./rows";
import { cellName } from "../../workbook/cells";
import type { InputRule, SheetKey, SheetSpec } from "../../workbook/spec";
import { quotedTab } from "../../workbook/tabs";
import { placeOf } from "../../workbook/table-place";
import { validationOf } from "../../workbook/validation";
import { addChart, chartOperations } from "./charts";
import { oneCell, rangeAt, type Area } from "./area";
import { blocksOf, stretches, type CellBlock, type PlainCell } from "./layout";
import type { LookName } from "../../workbook/looks";
import { applyLook, LOOK_OPERATIONS, pointsOf } from "./looks";
import { bytesOf, type Outbox } from "./session";

/** Excel handles long blocks better in pieces. */
const SLICE_BYTES = 400_000;

/** Writes the content of the cells: text formatted as text, then numbers and the rest, then formulas. */
export async function fillSheet(outbox: Outbox, sheet: Excel.Worksheet, spec: SheetSpec): Promise<void> {
  const blocks = blocksOf(spec);
  for (const block of blocks) await markText(outbox, sheet, block);
  for (const block of blocks) await writeValues(outbox, sheet, block);
  for (const block of blocks) await writeFormulas(outbox, sheet, block);
  await keepApostrophes(outbox, sheet, blocks);
}

/** Applies looks, links, drop-down lists, column widths and charts. */
export async function finishSheet(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  spec: SheetSpec,
  tabOf: ReadonlyMap<SheetKey, string>,
): Promise<void> {
  const blocks = blocksOf(spec);
  for (const block of blocks) await linkCells(outbox, sheet, block, tabOf);
  for (const block of blocks) await formatCells(outbox, sheet, block);
  for (const table of spec.tables) {
    const { header, firstColumn } = placeOf(table);
    await outbox.room(LOOK_OPERATIONS);
    applyLook(
      rangeAt(sheet, { row: header - 1, column: firstColumn, rows: 1, columns: table.columns.length }),
      "header",
      false,
      1,
    );
  }
  for (const rule of spec.inputs ?? []) await offerChoices(outbox, sheet, rule);
  await outbox.room(spec.widths.length + 1);
  spec.widths.forEach((width, column) => {
    rangeAt(sheet, oneCell(0, column)).getEntireColumn().untrack().format.columnWidth = pointsOf(width);
  });
  if (spec.frozenRows > 0) sheet.freezePanes.freezeRows(spec.frozenRows);
  for (const chart of spec.charts) {
    await outbox.room(chartOperations(chart.series.length));
    addChart(sheet, chart, spec.tables);
  }
}

/** Formats text cells as text first. Otherwise Excel would convert `=1+1`, `00123` and `TRUE`. */
async function markText(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  const isForText = ({ isText, value, formula, format }: PlainCell) =>
    isText || (value === "" && formula === undefined && format === "@") || undefined;
  for (const stretch of stretches(block, isForText)) await setFormat(outbox, sheet, stretch, "@");
}

async function writeValues(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  const computed = computedColumns(block);
  const valueAt = (row: number, column: number) =>
    computed.has(column) ? "" : block.cell(row, column).value;
  for (const { area, rows, bytes } of slices(block, valueAt)) {
    await outbox.room(1, bytes);
    rangeAt(sheet, area).values = rows;
  }
}

/**
 * Writes a column that has a formula as a whole. A formula written alone would be filled by Excel into the
 * blank cells of a table column.
 */
async function writeFormulas(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  for (const column of computedColumns(block)) {
    const only: CellBlock = {
      ...block,
      column: block.column + column,
      columns: 1,
      cell: (row) => block.cell(row, column),
    };
    const contentAt = (row: number) => only.cell(row, 0).formula ?? only.cell(row, 0).value;
    for (const { area, rows, bytes } of slices(only, contentAt)) {
      await outbox.room(1, bytes);
      rangeAt(sheet, area).formulas = rows;
    }
  }
}

function computedColumns(block: CellBlock): Set<number> {
  const columns = new Set<number>();
  for (const { column } of stretches(block, ({ formula }) => (formula === undefined ? undefined : true))) {
    columns.add(column - block.column);
  }
  return columns;
}

/** Splits a block into small pieces of whole rows. */
function* slices(
  block: CellBlock,
  at: (row: number, column: number) => Content,
): Generator<{ readonly area: Area; readonly rows: Content[][]; readonly bytes: number }> {
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
  const doubtful: { readonly cell: Area; readonly seen: Excel.Range; readonly text: string }[] = [];
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

async function linkCells(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  block: CellBlock,
  tabOf: ReadonlyMap<SheetKey, string>,
): Promise<void> {
  for (const area of stretches(block, ({ link }) => link)) {
    const tab = tabOf.get(area.key.sheet);
    if (tab === undefined) continue;
    const { value, isText } = block.cell(area.row - block.row, area.column - block.column);
    await outbox.room(1, 500);
    rangeAt(sheet, area).hyperlink = {
      documentReference: `${quotedTab(tab)}!${cellName(area.key.row, area.key.column)}`,
      ...(isText ? { textToDisplay: String(value) } : {}),
    };
  }
}

async function formatCells(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  for (const area of stretches(block, ({ format }) => format)) await setFormat(outbox, sheet, area, area.key);
  const lookOf = ({ look, link }: PlainCell) =>
    look === "plain" && !link ? undefined : `${look}${link ? " link" : ""}`;
  for (const area of stretches(block, lookOf)) {
    const [look, link] = area.key.split(" ") as [LookName, string?];
    await outbox.room(LOOK_OPERATIONS);
    applyLook(rangeAt(sheet, area), look, link !== undefined, area.rows);
  }
}

/** Sets one value for every cell of a range. */
async function setFormat(outbox: Outbox, sheet: Excel.Worksheet, area: Area, format: string): Promise<void> {
  await outbox.room(1);
  rangeAt(sheet, area).numberFormat = format as unknown as string[][];
}

/** A drop-down list. */
async function offerChoices(outbox: Outbox, sheet: Excel.Worksheet, rule: InputRule): Promise<void> {
  const validation = validationOf(rule);
  if (validation === undefined || !("list" in validation)) return;
  const { firstRow, lastRow, column } = rule;
  const source = validation.list;
  await outbox.room(2, bytesOf(source));
  const cells = rangeAt(sheet, { row: firstRow - 1, column, rows: lastRow - firstRow + 1, columns: 1 });
  cells.dataValidation.rule = { list: { inCellDropDown: true, source } };
}
