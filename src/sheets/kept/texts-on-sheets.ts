import { cellName, type Row } from "../../workbook/cells";
import type { SheetInfo } from "../../workbook/reader";
import type { SheetKey, SheetSpec } from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { isEmptyCell, type KeptText, type LooseCell } from "./kept";

/** The cells of a row that stand in no row of a table, with where they stand to the tables of their sheet. */
export function looseCells(
  key: SheetKey,
  { tables = [], name }: SheetInfo,
  { row, cells }: Row,
): LooseCell[] {
  const hasTables = tables.length > 0;
  const isAbove = hasTables && tables.every(({ firstRow }) => row < firstRow);
  const isBelow = hasTables && tables.every(({ lastRow, totals }) => row > (totals ?? lastRow));
  const right = Math.max(-1, ...tables.map(({ lastColumn }) => lastColumn));
  return cells.flatMap((value, column): LooseCell[] =>
    isEmptyCell(value) ? [] : [{ key, name, row, column, value, isAbove, isBelow, isRight: column > right }],
  );
}

/**
 * The texts that a person typed beside, above or below the tables of a result sheet: they stand where neither the run
 * before nor this one writes anything.
 */
export const textsOnSheets = (loose: readonly LooseCell[], specs: readonly SheetSpec[]): KeptText[] =>
  specs.flatMap((spec) => {
    const isFree = freePlaces(spec);
    return loose
      .filter((cell) => cell.key === spec.key && isFree(cell))
      .map(({ name, row, column, value }): KeptText => {
        return { what: ON_SHEET, table: name, row: name, column: cellName(row, column), value };
      });
  });

const ON_SHEET = "On the sheet";

/** The column of titles and notes, of which another run may have more. */
const TITLES = 0;

/** Tells whether a run writes nothing where a cell stands. */
function freePlaces({ cells, tables }: SheetSpec): (cell: LooseCell) => boolean {
  const places = tables.map(placeOf);
  const right = Math.max(...cells.map(({ column }) => column), ...places.map(({ lastColumn }) => lastColumn));
  const firstRow = Math.min(...places.map(({ header }) => header));
  const lastRow = Math.max(...places.map(({ totals, lastRow: last }) => totals ?? last));
  const above = new Set(cells.filter(({ row }) => row < firstRow).map(({ column }) => column)).add(TITLES);
  const hasBelow = tables.length === 0 || cells.some(({ row }) => row > lastRow);
  return ({ column, isAbove, isBelow, isRight }) =>
    (isRight && column > right) ||
    (isAbove && tables.length > 0 && !above.has(column)) ||
    (isBelow && !hasBelow);
}
