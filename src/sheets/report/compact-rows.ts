import { at } from "../../engine/at";
import type { Cell } from "../../workbook/cells";
import type { SpecCell, TableSpec } from "../../workbook/spec";

/** A column of a long table: the values, and the cells that hold more than a value and the formula of the column. */
interface CompactColumn {
  readonly formula: string | undefined;
  readonly values: Cell[];
  readonly others: Map<number, SpecCell>;
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
  const kept = places.map((column) => compacted(length, (row) => cellAt(row, column)));
  let last: { readonly row: number; readonly cells: readonly SpecCell[] } | undefined;
  // Readers take a row cell by cell.
  const rowAt = (row: number): readonly SpecCell[] => {
    if (last?.row !== row) last = { row, cells: kept.map((column) => compactCell(column, row)) };
    return last.cells;
  };
  return new Proxy(new Array<readonly SpecCell[]>(length), {
    get(rows, key): unknown {
      const row = indexMeant(key);
      return row < length ? rowAt(row) : Reflect.get(rows, key);
    },
    has: (rows, key) => indexMeant(key) < length || Reflect.has(rows, key),
  });
}

/** The place in a list that a key means; NaN for the name of a method and the like. */
const indexMeant = (key: string | symbol): number =>
  typeof key === "string" && /^\d+$/.test(key) ? Number(key) : NaN;

function compacted(length: number, cellAt: (row: number) => SpecCell): CompactColumn {
  const { formula } = cellAt(0);
  const column: CompactColumn = { formula, values: new Array<Cell>(length), others: new Map() };
  for (let row = 0; row < length; row++) {
    const cell = cellAt(row);
    const isPlain = cell.format === undefined && cell.look === undefined && cell.link === undefined;
    if (isPlain && cell.formula === formula) column.values[row] = cell.value;
    else column.others.set(row, cell);
  }
  return column;
}

function compactCell({ formula, values, others }: CompactColumn, row: number): SpecCell {
  const other = others.get(row);
  if (other !== undefined) return other;
  const value = at(values, row);
  return formula === undefined ? { value } : { value, formula };
}
