import type { Cell, UNKNOWN } from "./cells";

/**
 * The content of one of our sheets, independent of the host: the .xlsx file, Excel and the browser page all
 * write the same spec. Rows count from 1 and columns from 0, so `{ row: 1, column: 0 }` is A1.
 */
export interface SheetSpec {
  /** What the sheet is to us. A hidden defined name carries it, so a renamed sheet is still found. */
  readonly key: SheetKey;
  /** The tab's name when the sheet is new and the name is free. */
  readonly name: string;
  /** Widths in characters, from column A on. */
  readonly widths: readonly number[];
  /** Rows at the top that stay in view. */
  readonly frozenRows: number;
  /** Cells outside tables. */
  readonly cells: readonly PlacedCell[];
  readonly tables: readonly TableSpec[];
  readonly charts: readonly ChartSpec[];
  /** Workbook-wide names, by which formulas of any sheet refer to cells of this sheet or to a formula. */
  readonly names: readonly (CellNameSpec | FormulaNameSpec)[];
  /** What the sheet is for; its tab has the colour of it. */
  readonly purpose?: Purpose;
  /** How the sheet prints. */
  readonly page?: PageSpec;
  /** Rows with which a new page begins. */
  readonly pageBreaks?: readonly number[];
  /** Columns that an outline group folds away, closed when the sheet is new. */
  readonly folded?: readonly { readonly first: number; readonly last: number }[];
  /** What cells for a person accept: a program that calculates refuses everything else as it is typed. */
  readonly inputs?: readonly InputRule[];
  /** People's comments and notes on cells. */
  readonly comments?: readonly CellComment[];
  /** The cells whose comments stand elsewhere now, since their rows or columns are gone. */
  readonly takenComments?: readonly { readonly row: number; readonly column: number }[];
  /** Looks that follow the values. */
  readonly highlights?: readonly HighlightSpec[];
}

/** A comment or note of a person's on a cell. */
export interface CellComment {
  /** Counted from 1. */
  readonly row: number;
  /** Counted from 0. */
  readonly column: number;
  /** Empty if the host does not say. */
  readonly author: string;
  /** With the answers, where it has any. */
  readonly text: string;
  /** A comment with answers, in the form in which the host that read it writes it again. */
  readonly thread?: string;
  /** Where it was read; absent if it stood on no cell. */
  readonly stood?: { readonly row: number; readonly column: number };
  /** Whether moving it makes a new comment, with the current user as its author. */
  readonly isMadeAnew?: true;
}

/** What a whole workbook says of itself, and where it opens. */
export interface BookSpec {
  readonly title: string;
  readonly subject: string;
  /** The date in the document properties, `YYYY-MM-DD`: the as-of date, so that the same run writes the same bytes. */
  readonly created: string;
  readonly opensOn: SheetKey;
}

export type Purpose = "answer" | "evidence" | "input" | "trust";

/** How a sheet prints, on the paper of the printer: A4 and Letter differ by less than the margins leave. */
export interface PageSpec {
  readonly orientation: "portrait" | "landscape";
  /** On one page, or as wide as the page and as long as it takes. */
  readonly fit: "one page" | "width";
  /** Rows that every page repeats, counted from 1. */
  readonly titleRows?: { readonly first: number; readonly last: number };
  /** The last row and column that print, where workings stand beyond them. */
  readonly area?: { readonly lastRow: number; readonly lastColumn: number };
  /** The left of the footer; the middle has the file's name and the right "page x of y". */
  readonly footer: string;
}

/** A rule for cells of one column. An empty cell is always accepted: clearing an input is a decision, too. */
export interface InputRule {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly column: number;
  readonly accepts:
    | { readonly words: readonly string[] }
    /** Without a limit on one side, `least` is -Infinity or `most` is Infinity. */
    | { readonly least: number; readonly most: number; readonly whole?: true };
  /** The sentence for a refused input. Programs show its first 225 characters. */
  readonly message: string;
}

/**
 * `bar`: as long as the value, from 0 to the highest of the area. The others mark cells that show exactly a text,
 * without regard to case. No rule is needed for "unknown": hosts mark it wherever a figure could stand.
 */
export interface HighlightSpec {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly look:
    { readonly bar: true } | { readonly text: string; readonly as: "failed" | "unsure" | "fine" };
}

export type SheetKey =
  | "renewal"
  | "users"
  | "mix"
  | "scenarios"
  | "transition"
  | "break-even"
  | "reconciliation"
  | "workings"
  | "issues"
  | "assumptions"
  | "token-plan"
  | "token-use"
  | "waste"
  | "audit"
  | "harvest"
  | "decision-log"
  | "reconciliation-log"
  | "true-down"
  | "calendar"
  | "brief"
  | "letters"
  | "checks"
  | "about"
  /** A sheet on which the lists of data issues go on. */
  | `issues-${number}`
  | `template-${string}`;

export interface PlacedCell extends SpecCell {
  readonly row: number;
  readonly column: number;
}

export interface SpecCell {
  /** What the cell shows; for a formula, its value as the engine computed it. Text is always written as text. */
  readonly value: Cell;
  /**
   * An en-US formula without the leading `=`. It names tables and defined names only, never a sheet, so that renamed
   * sheets and hosts make no difference. `[#This Row]` is written out, as files need it.
   */
  readonly formula?: string;
  readonly format?: NumberFormat;
  /** A person's own number format, as files and Office.js spell it. It stands before all others. */
  readonly numberFormat?: string;
  readonly look?: Look;
  /** A cell of one of our sheets to which a click leads. */
  readonly link?: CellTarget;
}

/** A cell that holds nothing. */
export const BLANK_CELL: SpecCell = { value: null };

export interface CellTarget {
  readonly sheet: SheetKey;
  readonly row: number;
  readonly column: number;
}

/** `text` is Excel's `@`: what is typed stays as typed. `number` shows all decimals. */
export type NumberFormat =
  | "general"
  | "text"
  | "number"
  | "whole"
  | "decimal"
  | "money"
  | "price"
  /** Of a currency without a smaller unit, such as the yen: only prices below 100 have decimals, if any. */
  | "whole price"
  | "percent"
  | "fine percent"
  | "date";

/**
 * A number format for positive and negative numbers, zero, and text such as "unknown". Negative numbers stand in
 * parentheses; `_)` leaves the width of one, so that digits stand below digits and apart from the next column.
 */
const numbers = (code: string): string => `${code}_)_);(${code})_);${code}_)_);@_)_)`;

/**
 * What the number formats are, as files and Office.js spell them in every language. Amounts have no currency: the
 * heading says it once.
 */
export const NUMBER_FORMATS: Readonly<Record<NumberFormat, string>> = {
  general: "General",
  text: "@",
  number: "General_)_)",
  whole: numbers("#,##0"),
  decimal: numbers("#,##0.0"),
  money: numbers("#,##0"),
  price: numbers("#,##0.00"),
  "whole price": "[>=100]#,##0_)_);[<=-100](#,##0)_);General_)_);@_)_)",
  percent: numbers("0.0%"),
  "fine percent": numbers("0.0000%"),
  date: "yyyy\\-mm\\-dd_)_)",
};

/** The number format of a cell, by itself or by its column. */
export const numberFormatOf = (
  cell: Pick<SpecCell, "format" | "numberFormat">,
  column: Pick<ColumnSpec, "format" | "numberFormat"> = {},
): string =>
  cell.numberFormat ??
  (cell.format === undefined ? column.numberFormat : undefined) ??
  NUMBER_FORMATS[cell.format ?? column.format ?? "general"];

/** Whether cells of a format hold numbers, which stand at the right with their heading. */
export const isForNumbers = (format: NumberFormat = "general"): boolean =>
  format !== "general" && format !== "text";

/** How a cell looks; `input` is a cell for a person to change, and `alarm` a sentence that appears when it is due. */
export type Look = "plain" | "title" | "heading" | "note" | "figure" | "input" | "warning" | "alarm" | "wrap";

export interface TableSpec {
  /** Unique in the workbook; starts with `Seatwise`. */
  readonly name: string;
  /** Where the header's first cell stands. */
  readonly at: { readonly row: number; readonly column: number };
  readonly columns: readonly ColumnSpec[];
  /** The rows, each with one cell for each column. May be empty: hosts then leave one blank row, as tables need. */
  readonly rows: readonly (readonly SpecCell[])[];
  /** Whether a totals row stands below. */
  readonly totals: boolean;
  /** The headers whose values identify a row; the next run finds the row of a person's own cells by them. */
  readonly keys?: readonly string[];
}

export interface ColumnSpec {
  /** Unique in its table; text without line breaks. */
  readonly header: string;
  /** The format of every cell below that has none of its own. */
  readonly format?: NumberFormat;
  /** A person's own number format for them; it stands before `format`. */
  readonly numberFormat?: string;
  readonly look?: Look;
  /** Whether a person fills the column (a decision, an owner, a note). Its cells are kept by key on the next run. */
  readonly own?: true;
  /** The totals cell, with its value as the engine computed it; a sum of anything unknown is `UNKNOWN`. */
  readonly total?:
    | { readonly label: string }
    | { readonly by: "sum" | "count"; readonly value: number | typeof UNKNOWN }
    | OwnTotal;
}

/** A person's own total: her formula, what it showed when it was read, and its number format. */
export interface OwnTotal {
  readonly formula: string;
  readonly value: Cell;
  readonly numberFormat?: string;
}

export interface ChartSpec {
  /** Unique in its sheet. */
  readonly name: string;
  readonly title: string;
  /** What the chart shows, in a sentence for people who cannot see it. */
  readonly alt?: string;
  /** `waterfall`: stacked columns over an invisible base, which is the first series. `curve`: lines over numbers. */
  readonly kind: "bar" | "column" | "line" | "waterfall" | "curve";
  readonly from: { readonly row: number; readonly column: number };
  readonly to: { readonly row: number; readonly column: number };
  /** Whole columns of one table of the same sheet: categories, then one series for each header. */
  readonly table: string;
  readonly categories: string;
  readonly series: readonly string[];
  readonly format: NumberFormat;
  /** Points of a curve: each row of another table of the same sheet, named by its first column. */
  readonly points?: { readonly table: string; readonly x: string; readonly y: string };
}

/** Whether the series of a chart are lines. */
export const isOfLines = ({ kind }: Pick<ChartSpec, "kind">): boolean => kind === "line" || kind === "curve";

/** Bars are as long as what they show, so their axis begins at 0; a line may begin where its values do. */
export const beginsAtZero = (chart: ChartSpec, { columns, rows }: TableSpec): boolean =>
  !isOfLines(chart) &&
  columns.every(
    ({ header }, c) => !chart.series.includes(header) || rows.every((row) => Number(row[c]?.value ?? 0) >= 0),
  );

export interface CellNameSpec {
  /** Starts with `Seatwise.`; unique in the workbook. */
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

/**
 * A name for a formula over tables, en-US without the leading `=`: it finds its value by key, wherever that stands. The
 * name goes with the table of ours that its formula mentions first, directly or by other names: a run that writes that
 * table's sheet again, or removes it, drops the name unless it is given again.
 */
export interface FormulaNameSpec {
  readonly name: string;
  readonly formula: string;
}

export const isCellName = (name: CellNameSpec | FormulaNameSpec): name is CellNameSpec => "row" in name;
