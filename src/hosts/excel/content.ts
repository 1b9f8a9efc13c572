import { placeOf, type TablePlace } from "../../workbook/table-place";
import type { SheetSpec } from "../../workbook/spec";
import type { Rectangle } from "./area";
import { looseBlock, tableBody, tableTotals, type CellBlock } from "./layout";

/** What shall stand in a sheet of ours: from a spec, or as it was read before a change. */
export interface SheetContent {
  /** From top to bottom. */
  readonly tables: readonly TableContent[];
  /** The cells outside tables. */
  readonly loose: readonly CellBlock[];
  /** All used cells, blank ones too, of a sheet that was read. */
  readonly whole?: CellBlock;
}

export interface TableContent {
  readonly name: string;
  readonly headers: readonly string[];
  readonly place: TablePlace;
  readonly body: CellBlock;
  readonly totals?: CellBlock;
}

export function contentOfSheet(spec: SheetSpec): SheetContent {
  const tables = [...spec.tables].sort((a, b) => a.at.row - b.at.row);
  return {
    tables: tables.map((table): TableContent => {
      const totals = tableTotals(table);
      return {
        name: table.name,
        headers: table.columns.map(({ header }) => header),
        place: placeOf(table),
        body: tableBody(table),
        ...(totals ? { totals } : {}),
      };
    }),
    loose: spec.cells.map(looseBlock),
  };
}

/** All cells but the headers of tables, which are written before the tables. */
export const blocksOf = ({ tables, loose }: SheetContent): readonly CellBlock[] => [
  ...loose,
  ...tables.flatMap(({ body, totals }) => (totals ? [body, totals] : [body])),
];

/** The area from A1 that holds all blocks. */
export const extentOf = (blocks: readonly Rectangle[]): Rectangle => ({
  row: 0,
  column: 0,
  rows: blocks.reduce((most, { row, rows }) => Math.max(most, row + rows), 0),
  columns: blocks.reduce((most, { column, columns }) => Math.max(most, column + columns), 0),
});

/** The columns of a block with a formula, from 0. */
export function computedColumns(block: CellBlock): Set<number> {
  return columnsWith(block, (formulas) => formulas.size > 1 || !formulas.has(undefined));
}

/** The columns of a block whose rows have different formulas, or a formula here and a value there. */
export function mixedColumns(block: CellBlock): Set<number> {
  return columnsWith(block, (formulas) => formulas.size > 1);
}

function columnsWith(
  block: CellBlock,
  holds: (formulas: ReadonlySet<string | undefined>) => boolean,
): Set<number> {
  const columns = new Set<number>();
  for (let column = 0; column < block.columns; column++) {
    const formulas = new Set<string | undefined>();
    for (let row = 0; row < block.rows && formulas.size < 2; row++)
      formulas.add(block.cell(row, column).formula);
    if (holds(formulas)) columns.add(column);
  }
  return columns;
}
