import { folded } from "../../engine/wording";
import type {
  CellTarget,
  ChartSpec,
  HighlightSpec,
  InputRule,
  PlacedCell,
  SheetSpec,
  SpecCell,
} from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { textWidth } from "../../workbook/text-width";
import type { ReportTable } from "./table";
import { SHEET_NAMES, type ResultKey, type TableColumn } from "./tables";

/** The header row of the first table of each sheet; the best mix and the renewal have a block of figures above it. */
export const HEADER_ROWS = {
  users: 5,
  "token-plan": 7,
  "token-use": 8,
  waste: 8,
  audit: 6,
  harvest: 8,
  "decision-log": 5,
  "reconciliation-log": 6,
  scenarios: 5,
  transition: 7,
  "true-down": 9,
  calendar: 5,
  letters: 4,
  "break-even": 6,
  reconciliation: 5,
  issues: 4,
  assumptions: 6,
  checks: 5,
  about: 6,
  workings: 5,
} as const satisfies Partial<Record<ResultKey, number>>;

/** The first of the figures that stand above the tables of the best mix. */
export const FIRST_MIX_FIGURE_ROW = 4;

/** The header row of the seats of the best mix, below its figures. */
export const MIX_SEATS_ROW = FIRST_MIX_FIGURE_ROW + 8;

/** Rows that a chart covers below its first. */
const CHART_ROWS = 16;

/** A figure above the tables: what it is, its value, a note on it, and the rows that it comes from. */
export interface Figure {
  readonly what: string;
  readonly figure: SpecCell;
  readonly note: string;
  readonly to?: CellTarget;
}

interface SheetParts {
  readonly key: ResultKey;
  readonly title: string;
  readonly frozenRows: number;
  /** Sentences below the title, a row each. */
  readonly notes: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly cells?: readonly PlacedCell[];
  readonly charts?: readonly ChartSpec[];
  readonly names?: SheetSpec["names"];
  readonly inputs?: readonly InputRule[];
  readonly highlights?: readonly HighlightSpec[];
  readonly folded?: SheetSpec["folded"];
  /** Widths of all columns, where the tables shall not decide. */
  readonly widths?: readonly number[];
  /** The table that begins a new page in print, where all on one page would be too small to read. */
  readonly newPage?: ReportTable;
}

/** A result sheet: title and notes at the top, and a heading above each table. */
export function resultSheet(parts: SheetParts): SheetSpec {
  const { key, title, notes, tables, frozenRows, cells = [], charts = [], names = [] } = parts;
  return {
    key,
    name: SHEET_NAMES[key],
    widths: parts.widths ?? widthsFor(tables),
    frozenRows,
    cells: [
      { row: 1, column: 0, value: title, look: "title" },
      ...notes
        .flatMap((note) => folded(note, roomFor(parts), textWidth))
        .map((value, i): PlacedCell => ({ row: 2 + i, column: 0, value, look: "note" })),
      ...cells,
      ...tables.flatMap(({ at, heading }): PlacedCell[] =>
        heading === undefined
          ? []
          : [{ row: at.row - 1, column: at.column, value: heading, look: "heading" }],
      ),
    ],
    tables,
    charts,
    names,
    ...(parts.inputs ? { inputs: parts.inputs } : {}),
    ...(parts.highlights ? { highlights: parts.highlights } : {}),
    ...(parts.folded ? { folded: parts.folded } : {}),
    ...(parts.newPage ? { pageBreaks: [parts.newPage.at.row - 1] } : {}),
  };
}

/** The width of a note where the tables are narrow. */
const NOTE_WIDTH = 110;

/** The width that is seen: a note that ran on would be cut where the page ends. */
function roomFor({ widths, tables, folded: groups = [] }: SheetParts): number {
  const seen = (widths ?? widthsFor(tables)).slice(0, Math.min(...groups.map(({ first }) => first)));
  return Math.max(
    NOTE_WIDTH,
    seen.reduce((sum, width) => sum + width, 0),
  );
}

/** How much wider the letters of a title are than ordinary letters. */
const TITLE_LETTER = 1.6;

/** The first column that the title leaves free. */
export function rightOfTitle({ cells, widths }: SheetSpec): number {
  const title = cells.find(({ row, column }) => row === 1 && column === 0)?.value;
  let room = (typeof title === "string" ? title.length : 0) * TITLE_LETTER;
  let column = 0;
  while (room > 0 || column === 0) room -= widths[column++] ?? 8;
  return column;
}

/** The cells of figures, one below the other. */
export const figureCells = (figures: readonly Figure[], firstRow: number): PlacedCell[] =>
  figures.flatMap(({ what, figure, note, to }, i): PlacedCell[] => [
    { row: firstRow + i, column: 0, value: what, ...(to ? { link: to } : {}) },
    { row: firstRow + i, column: 1, look: "figure", ...figure },
    { row: firstRow + i, column: 2, value: note, look: "note" },
  ]);

/** The columns of a table from one on, folded away in one outline group with the columns of tables below. */
export const foldedColumns = (
  table: ReportTable,
  column: TableColumn,
  all: readonly ReportTable[] = [table],
): NonNullable<SheetSpec["folded"]> => [
  { first: columnIn(table, column), last: Math.max(...all.map((one) => placeOf(one).lastColumn)) },
];

/** The column of the sheet in which a column of a table stands. */
export const columnIn = ({ at, columns }: ReportTable, { header }: TableColumn): number =>
  at.column + columns.findIndex((column) => column.header === header);

/** The last row that a table takes, totals included. */
export function lastRow(table: ReportTable): number {
  const place = placeOf(table);
  return place.totals ?? place.lastRow;
}

/** The header's place of a table that follows another, with room for its heading. */
export const below = (table: ReportTable): { readonly row: number; readonly column: number } => ({
  row: lastRow(table) + 3,
  column: table.at.column,
});

/** A table once its place is known. */
export type PlacedTable = (at: ReportTable["at"]) => ReportTable;

/** Tables below each other, the first at a place. */
export function stacked(first: ReportTable["at"], tables: readonly PlacedTable[]): ReportTable[] {
  const placed: ReportTable[] = [];
  for (const table of tables) {
    const above = placed.at(-1);
    placed.push(table(above === undefined ? first : below(above)));
  }
  return placed;
}

/** The area of a chart that begins in a row. */
export const chartArea = (
  row: number,
  columns: { readonly from: number; readonly to: number },
): Pick<ChartSpec, "from" | "to"> => ({
  from: { row, column: columns.from },
  to: { row: row + CHART_ROWS, column: columns.to },
});

/** The header row of a table below a chart that begins in a row. */
export const belowChart = (chartRow: number): number => chartRow + CHART_ROWS + 3;

/** For each column of the sheet the greatest width that a table asks for. */
function widthsFor(tables: readonly ReportTable[]): number[] {
  const widths: number[] = [];
  for (const { at, widths: own } of tables) {
    own.forEach((width, i) => (widths[at.column + i] = Math.max(widths[at.column + i] ?? width, width)));
  }
  // Columns between two tables, which neither names, are holes here.
  return Array.from(widths, (width: number | undefined) => width ?? 4);
}
