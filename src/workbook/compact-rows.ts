import { at } from "../engine/at";
import type { Cell } from "./cells";
import { BLANK_CELL, type SpecCell, type TableSpec } from "./spec";

/** A column of a long table: the values, and the cells that hold more than a value and the formula of the column. */
interface CompactColumn {
  readonly formula: string | undefined;
  readonly valueAt: (row: number) => Cell;
  readonly others: ReadonlyMap<number, SpecCell>;
}

/** From this many rows on, the objects of a table's cells would take more memory than all else of a run. */
const MANY_ROWS = 2_000;

/** The rows of a table. Long ones keep the values of each column, and make the cells of a row whenever it is read. */
export function compactRows(
  length: number,
  columns: number,
  cellAt: (row: number, column: number) => SpecCell,
): TableSpec["rows"] {
  const places = Array.from({ length: columns }, (_, column) => column);
  if (length < MANY_ROWS)
    return Array.from({ length }, (_, row) => places.map((column) => cellAt(row, column)));
  return rowsFrom(
    places.map((column) => compacted(length, (row) => cellAt(row, column))),
    length,
  );
}

/** The columns as rows. They hold on to nothing else, so that the records of which they were made can go. */
function rowsFrom(kept: readonly CompactColumn[], length: number): TableSpec["rows"] {
  let last: { readonly row: number; readonly cells: readonly SpecCell[] } | undefined;
  // Readers take a row cell by cell.
  const rowAt = (row: number): readonly SpecCell[] => {
    if (last?.row !== row) last = { row, cells: kept.map((column) => compactCell(column, row)) };
    return last.cells;
  };
  const rows = new Proxy(new Array<readonly SpecCell[]>(length), {
    get(rows, key): unknown {
      const row = indexMeant(key);
      return row < length ? rowAt(row) : Reflect.get(rows, key);
    },
    has: (rows, key) => indexMeant(key) < length || Reflect.has(rows, key),
  });
  COLUMNS_OF.set(rows, kept);
  return rows;
}

const COLUMNS_OF = new WeakMap<TableSpec["rows"], readonly CompactColumn[]>();

/** The cells of one column, without making the other cells of the rows. */
export function* cellsOfColumn(rows: TableSpec["rows"], column: number): Generator<SpecCell> {
  const kept = COLUMNS_OF.get(rows)?.[column];
  for (let row = 0; row < rows.length; row++)
    yield kept ? compactCell(kept, row) : (rows[row]?.[column] ?? BLANK_CELL);
}

/** The formulas of one column, each once, with undefined where a cell has none; made without reading a long table. */
export function formulasOfColumn(rows: TableSpec["rows"], column: number): ReadonlySet<string | undefined> {
  const kept = COLUMNS_OF.get(rows)?.[column];
  if (kept === undefined) return new Set(rows.map((row) => row[column]?.formula));
  const others = new Set([...kept.others.values()].map(({ formula }) => formula));
  return kept.others.size < rows.length ? others.add(kept.formula) : others;
}

/** The place in a list that a key means; NaN for the name of a method and the like. */
const indexMeant = (key: string | symbol): number =>
  typeof key === "string" && /^\d+$/.test(key) ? Number(key) : NaN;

function compacted(length: number, cellAt: (row: number) => SpecCell): CompactColumn {
  const { formula } = cellAt(0);
  const others = new Map<number, SpecCell>();
  // Most columns have few values; equal texts are kept once.
  const [codes, codeOf] = [new Uint32Array(length), new Map<Cell, number>()];
  for (let row = 0; row < length; row++) {
    const cell = cellAt(row);
    const isPlain = cell.format === undefined && cell.look === undefined && cell.link === undefined;
    if (!isPlain || cell.formula !== formula) {
      others.set(row, cell);
      continue;
    }
    const code = codeOf.get(cell.value) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(cell.value, code);
    codes[row] = code;
  }
  const values = [...codeOf.keys()];
  const stored =
    values.length <= 2 ** 8
      ? Uint8Array.from(codes)
      : values.length <= 2 ** 16
        ? Uint16Array.from(codes)
        : codes;
  return { formula, others, valueAt: (row) => at(values, at(stored, row)) };
}

function compactCell({ formula, valueAt, others }: CompactColumn, row: number): SpecCell {
  const other = others.get(row);
  if (other !== undefined) return other;
  const value = valueAt(row);
  return formula === undefined ? { value } : { value, formula };
}
