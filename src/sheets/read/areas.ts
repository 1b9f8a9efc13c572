import { at } from "../../engine/at";
import { cellName, columnLetters, isError, type FarCell, type Row } from "../../workbook/cells";
import { CodedRow } from "../../workbook/coded-row";
import type { SheetInfo, SheetReader, TableArea } from "../../workbook/reader";
import { isFilled } from "./column";
import { FORMATS } from "./formats";
import { plainText } from "./plain-text";
import { HEADER_WITHIN, recognise } from "./recognise";

/** A part of a sheet. Rows count from 1 and columns from 0; the ends may be `Infinity`. */
export interface Area extends Omit<TableArea, "name"> {
  /** The name of the Excel table; absent for an area that was found by its look. */
  readonly name?: string;
}

/** All cells of a sheet. */
export const WHOLE_SHEET: Area = { firstRow: 1, lastRow: Infinity, firstColumn: 0, lastColumn: Infinity };

/** Whether an area was found by its look, beside or below a table. */
export const isPart = ({ name, firstRow, firstColumn, lastColumn }: Area): boolean =>
  name === undefined && (firstRow > 1 || firstColumn > 0 || lastColumn < Infinity);

/** An area as a person names it: `Table Quote`, `H1:I12`, `from H1 on`; undefined for the whole sheet. */
export function areaName({ name, firstRow, lastRow, firstColumn, lastColumn }: Area): string | undefined {
  if (name !== undefined) return `Table ${name}`;
  if (!isPart({ firstRow, lastRow, firstColumn, lastColumn })) return undefined;
  const first = `${columnLetters(firstColumn)}${firstRow}`;
  if (lastRow === Infinity || lastColumn === Infinity) return `From ${first} on`;
  return `${first}:${columnLetters(lastColumn)}${lastRow}`;
}

/**
 * The areas in which to look for tables: the whole sheet or, where several Excel tables stand on it and one of
 * them is known, each of these tables.
 */
export async function areasOf(
  reader: SheetReader,
  sheet: SheetInfo,
  signal: AbortSignal | undefined,
): Promise<readonly Area[]> {
  const tables = sheet.ours === undefined ? [...(sheet.tables ?? [])].sort(byPlace) : [];
  if (tables.length < 2) return [WHOLE_SHEET];
  for (const area of tables) {
    const found = recognise(await headOf(reader, sheet, area, signal), FORMATS);
    if (!("reason" in found)) return tables;
  }
  return [WHOLE_SHEET];
}

/** Hosts list tables in any order; where two contradict each other, the upper one counts. */
const byPlace = (a: TableArea, b: TableArea): number =>
  a.firstRow - b.firstRow || a.firstColumn - b.firstColumn;

/** The first filled rows of an area, as many as the search for a header needs. */
export async function headOf(
  reader: SheetReader,
  sheet: SheetInfo,
  area: Area,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  const blocks = filledRows(reader, sheet, area, signal);
  const first = await firstRows(blocks);
  await blocks.return(undefined);
  return first;
}

/** Takes blocks of rows until they hold as many rows as the search for a header needs. */
export async function firstRows(blocks: AsyncGenerator<readonly Row[], void, void>): Promise<readonly Row[]> {
  const first: Row[] = [];
  while (first.length < HEADER_WITHIN) {
    const { done, value } = await blocks.next();
    if (done) break;
    for (const row of value) first.push(row);
  }
  return first;
}

/** The filled rows of an area, in blocks. Each cell stays in its column. */
export async function* filledRows(
  reader: SheetReader,
  sheet: SheetInfo,
  area: Area,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[], void, void> {
  const isWhole = area.firstRow === 1 && area.firstColumn === 0 && area.lastColumn === Infinity;
  for await (const rows of reader.rows(sheet, signal)) {
    signal?.throwIfAborted();
    const inside = isWhole ? rows : rows.flatMap((row) => rowInside(row, area) ?? []);
    yield inside.filter(isFilledRow);
    if ((rows.at(-1)?.row ?? 0) > area.lastRow) return;
  }
}

function isFilledRow(row: Row): boolean {
  if (!(row instanceof CodedRow)) return row.far !== undefined || row.cells.some(isFilled);
  for (let column = 0; column < row.width; column++) if (isFilled(row.cellAt(column))) return true;
  return false;
}

/** The part of a row inside an area; undefined above and below it. */
export function rowInside(row: Row, { firstRow, lastRow, firstColumn, lastColumn }: Area): Row | undefined {
  if (row.row < firstRow || row.row > lastRow) return undefined;
  const { cells, far } = row;
  const isFarInside = far !== undefined && lastColumn === Infinity;
  if (cells.length <= firstColumn && !isFarInside) return undefined;
  if (firstColumn === 0 && cells.length <= lastColumn + 1 && (isFarInside || far === undefined)) return row;
  const upTo = cells.slice(0, lastColumn + 1);
  const inside = firstColumn === 0 ? upTo : upTo.fill(null, 0, firstColumn);
  return {
    row: row.row,
    cells: inside,
    ...(row.hidden && { hidden: true }),
    ...(isFarInside ? { far } : {}),
  };
}

/** More texts than this, each alone in its row, are a column of data. */
const FEW_NOTES = 3;

/** Rows that belong to no table. */
export interface Leftover {
  readonly rows: number;
  /** Where they stand, as in `H1:I12`. */
  readonly place: string;
  /** The words of the first. */
  readonly beginsWith: string;
}

/**
 * The rows of an area that belong to no table; undefined without any. A row with one text is a caption or a
 * note, and counts only where there are more than a few.
 */
export async function leftoverIn(
  reader: SheetReader,
  sheet: SheetInfo,
  area: Area,
  tables: readonly Area[],
  signal: AbortSignal | undefined,
): Promise<Leftover | undefined> {
  const data = new Extent();
  const notes = new Extent();
  for await (const block of filledRows(reader, sheet, area, signal)) {
    for (const { row, cells, far = [] } of block) {
      const stray: FarCell[] = [];
      for (let column = 0; column < cells.length; column++) {
        const cell = cells[column];
        if (isFilled(cell) && !isInTable(tables, row, column)) stray.push({ column, cell });
      }
      for (const one of far) if (!isInTable(tables, row, one.column)) stray.push(one);
      const [first, ...others] = stray;
      if (first === undefined) continue;
      const isNote = others.length === 0 && typeof first.cell === "string";
      (isNote ? notes : data).add(row, stray);
    }
  }
  if (notes.rows > FEW_NOTES) return data.with(notes).leftover;
  return data.leftover;
}

/** The extent of rows that stand one below the other. */
class Extent {
  rows = 0;
  private first: { readonly row: number; readonly cells: readonly FarCell[] } | undefined;
  private lastRow = 0;
  private left = Infinity;
  private right = 0;

  /** Adds a row by its filled cells, of which there is at least one. */
  add(row: number, cells: readonly FarCell[]): void {
    this.rows++;
    this.first ??= { row, cells };
    this.lastRow = row;
    this.left = Math.min(this.left, at(cells, 0).column);
    this.right = Math.max(this.right, at(cells, cells.length - 1).column);
  }

  with(other: Extent): Extent {
    const both = new Extent();
    both.rows = this.rows + other.rows;
    both.first = (this.first?.row ?? Infinity) < (other.first?.row ?? Infinity) ? this.first : other.first;
    both.lastRow = Math.max(this.lastRow, other.lastRow);
    both.left = Math.min(this.left, other.left);
    both.right = Math.max(this.right, other.right);
    return both;
  }

  get leftover(): Leftover | undefined {
    if (this.first === undefined) return undefined;
    const place = `${cellName(this.first.row, this.left)}:${cellName(this.lastRow, this.right)}`;
    return { rows: this.rows, place, beginsWith: wordsOf(this.first.cells) };
  }
}

/** Whether a cell stands in one of these tables or in the totals row below it. */
const isInTable = (tables: readonly Area[], row: number, column: number): boolean =>
  tables.some(
    ({ firstRow, lastRow, firstColumn, lastColumn }) =>
      row >= firstRow && row <= lastRow + 1 && column >= firstColumn && column <= lastColumn,
  );

/** The first cells of a row as a person reads them. */
const wordsOf = (cells: readonly FarCell[]): string =>
  cells
    .slice(0, 4)
    .map(({ cell }) => (isError(cell) ? cell.error : plainText(String(cell)).slice(0, 30)))
    .join(", ");
