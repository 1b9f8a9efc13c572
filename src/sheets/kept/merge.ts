import { at } from "../../engine/at";
import { grouped } from "../../engine/grouped";
import type { Cell } from "../../workbook/cells";
import type { ColumnSpec, SheetSpec, SpecCell, TableSpec } from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { reportTable } from "../report/table";
import { KEPT_TEXTS } from "../report/tables";
import { CELL, commentBy, TOTALS, type Kept, type KeptCell, type KeptText } from "./kept";
import { nameOfWhole, placeKey, rowsByKey } from "./rows-by-key";
import { withComments } from "./comments";
import { columnsNamed } from "./own-formulas";
import { textsOnSheets } from "./texts-on-sheets";
import { totalsOfGoneTables, withOwnTotals } from "./own-totals";

/** The sheets of a run, with the cells that people typed into the sheets of the run before. */
export interface Merged {
  readonly specs: readonly SheetSpec[];
  /** What has no row or column any more, and the texts without a cell. The sheet of data issues holds them. */
  readonly unplaced: readonly KeptText[];
}

const ADDED_WIDTH = 18;

/**
 * Puts kept cells into the rows of the same keys, and appends the columns that a person added. What finds no place
 * stands in a table on the sheet of data issues, from where it goes back when its row does.
 */
export function withKept(kept: Kept, specs: readonly SheetSpec[]): Merged {
  const byTable = grouped(kept.cells, ({ table }) => table);
  const progress: MergeProgress = { placed: new Set(), seen: new Map() };
  const filled = specs.map((spec) => withTables(spec, kept, byTable, progress));
  const names = new Set(specs.flatMap(({ tables }) => tables.map(nameOfWhole)));
  const gone = totalsOfGoneTables(kept.cells, (table) => names.has(table));
  const { specs: merged, left } = withComments(filled, kept.comments);
  const unplaced = [
    ...kept.cells
      .filter((cell) => !progress.placed.has(cell) && !gone.has(cell))
      .map(({ table, row, column, value, formula }): KeptText => {
        const total = row === TOTALS && formula !== undefined ? `=${formula}` : value;
        return { what: CELL, table, row, column, value: total };
      }),
    ...left.map(({ author, table, row, column, text }): KeptText => {
      return { what: commentBy(author), table, row, column, value: text };
    }),
    ...kept.texts,
    ...textsOnSheets(kept.loose, specs),
  ];
  return {
    specs: unplaced.length === 0 ? merged : merged.map((spec) => withTexts(spec, unplaced)),
    unplaced,
  };
}

interface MergeProgress {
  readonly placed: Set<KeptCell>;
  /** How many rows have some keys, by list and keys: the rows of a list may stand in several tables. */
  readonly seen: Map<string, number>;
}

function withTables(
  spec: SheetSpec,
  { added }: Kept,
  byTable: ReadonlyMap<string, readonly KeptCell[]>,
  progress: MergeProgress,
): SheetSpec {
  const widths = [...spec.widths];
  const tables = spec.tables.map((table) => {
    const name = nameOfWhole(table);
    const cells = byTable.get(name) ?? [];
    const own = added.filter((one) => one.table === name);
    const headers = [...new Set(own.map(({ header }) => header))].filter(
      (header) => !table.columns.some((column) => column.header === header),
    );
    if (cells.length === 0 && headers.length === 0) return table;
    const wider = hasRoom(spec, table, headers.length) ? headers : [];
    const formatOf = new Map(own.map(({ header, numberFormat }) => [header, numberFormat] as const));
    const last = table.at.column + table.columns.length;
    wider.forEach((_, i) => {
      while (widths.length < last + i) widths.push(ADDED_WIDTH);
      widths[last + i] ??= ADDED_WIDTH;
    });
    const widened = withColumns(table, wider, formatOf);
    const filled = withKeptCells(widened, wider, cells, progress);
    return withOwnTotals(filled, cells, { placed: progress.placed, hasRoom: hasRoomBelow(spec, table) });
  });
  return { ...spec, widths, tables };
}

/** Whether nothing of ours stands where further columns of a table would. */
function hasRoom(spec: SheetSpec, table: TableSpec, columns: number): boolean {
  const { header, lastRow, totals, lastColumn } = placeOf(table);
  const isInWay = (row: number, column: number): boolean =>
    row >= header && row <= (totals ?? lastRow) && column > lastColumn && column <= lastColumn + columns;
  const others = spec.tables.filter((other) => other !== table).map(placeOf);
  return (
    !spec.cells.some(({ row, column }) => isInWay(row, column)) &&
    !others.some(
      (other) =>
        other.firstColumn > lastColumn &&
        other.firstColumn <= lastColumn + columns &&
        other.header <= (totals ?? lastRow) &&
        (other.totals ?? other.lastRow) >= header,
    )
  );
}

/** Whether a totals row would find nothing of ours below a table. */
function hasRoomBelow(spec: SheetSpec, table: TableSpec): boolean {
  const { lastRow, firstColumn, lastColumn } = placeOf(table);
  const below = lastRow + 1;
  const others = spec.tables.filter((other) => other !== table).map(placeOf);
  return (
    !spec.cells.some(({ row, column }) => row === below && column >= firstColumn && column <= lastColumn) &&
    !others.some(
      (other) =>
        other.header <= below &&
        (other.totals ?? other.lastRow) >= below &&
        other.firstColumn <= lastColumn &&
        other.lastColumn >= firstColumn,
    )
  );
}

const withColumns = (
  table: TableSpec,
  headers: readonly string[],
  formatOf: ReadonlyMap<string, string | undefined>,
): TableSpec => ({
  ...table,
  columns: [
    ...table.columns,
    ...headers.map((header): ColumnSpec => {
      const numberFormat = formatOf.get(header);
      return { header, own: true, ...(numberFormat === undefined ? {} : { numberFormat }) };
    }),
  ],
  rows: table.rows.map((row) => [...row, ...headers.map((): SpecCell => ({ value: null }))]),
});

function withKeptCells(
  table: TableSpec,
  added: readonly string[],
  cells: readonly KeptCell[],
  { placed, seen }: MergeProgress,
): TableSpec {
  const rowOf = rowsByKey(table, seen);
  const columnOf = new Map(table.columns.map(({ header, own }, i) => [header, own ? i : -1] as const));
  const rows = table.rows.map((row) => [...row]);
  for (const cell of cells) {
    if (cell.row === TOTALS) continue;
    const row = rowOf.get(placeKey(cell.row, cell.nth));
    const column = columnOf.get(cell.column) ?? -1;
    if (row === undefined || column < 0 || at(at(rows, row), column).value !== null) continue;
    at(rows, row)[column] = { ...at(at(rows, row), column), ...specCell(cell, columnOf, table.name) };
    placed.add(cell);
  }
  for (const header of added) fillDown(rows, columnOf.get(header) ?? -1);
  return { ...table, rows };
}

/** A formula that names a column which is not there any more keeps its value. */
function specCell(
  { value, formula, numberFormat, table }: KeptCell,
  columnOf: ReadonlyMap<string, number>,
  standsIn: string,
): SpecCell {
  const holds = formula !== undefined && columnsNamed(formula, table).every((header) => columnOf.has(header));
  return {
    ...(holds ? { value, formula: formula.replaceAll(`${table}[`, `${standsIn}[`) } : textCell(value)),
    ...(numberFormat === undefined ? {} : { numberFormat }),
  };
}

/** A value as it was typed: text stays text, whatever it looks like. */
const textCell = (value: Cell): SpecCell =>
  typeof value === "string" ? { value, format: "text" } : { value, format: "general" };

/** New rows get the formula that all rows of an added column have. */
function fillDown(rows: SpecCell[][], column: number): void {
  const formulas = new Set(
    rows.flatMap((row) => (row[column]?.value === null ? [] : [row[column]?.formula])),
  );
  const [formula] = formulas;
  if (formulas.size !== 1 || formula === undefined) return;
  for (const row of rows) if (at(row, column).value === null) row[column] = { value: null, formula };
}

/** The sheet of data issues with the texts below its tables; other sheets as they are. */
function withTexts(spec: SheetSpec, texts: readonly KeptText[]): SheetSpec {
  if (spec.key !== "issues") return spec;
  const below = Math.max(...spec.tables.map(placeOf).map(({ totals, lastRow }) => totals ?? lastRow)) + 3;
  const column = (of: keyof KeptText, header: (typeof KEPT_TEXTS)["what"]) => ({
    column: header,
    cell: (one: KeptText) => textCell(one[of]),
  });
  const {
    heading: _,
    widths: __,
    ...table
  } = reportTable(
    KEPT_TEXTS,
    { row: below, column: 0 },
    [
      column("what", KEPT_TEXTS.what),
      column("table", KEPT_TEXTS.table),
      column("row", KEPT_TEXTS.row),
      column("column", KEPT_TEXTS.column),
      column("value", KEPT_TEXTS.text),
    ],
    texts,
  );
  const heading = {
    row: below - 1,
    column: 0,
    value: "Your texts without a place",
    look: "heading" as const,
  };
  return { ...spec, cells: [...spec.cells, heading], tables: [...spec.tables, table] };
}
