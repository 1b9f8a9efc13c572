import type { Issue } from "../../engine/issues";
import { isError, type Cell } from "../../workbook/cells";
import type { CellComment, SheetKey } from "../../workbook/spec";

/**
 * What a person typed into result sheets, or added to their tables. It is read before a run writes, and found again by
 * the keys of its row.
 */
export interface Kept {
  /** Cells of the columns that a person fills, and of columns that a person added. */
  readonly cells: readonly KeptCell[];
  /** The columns that a person added to our tables, in their order. */
  readonly added: readonly KeptColumn[];
  /** Comments and notes, which go where their rows and columns go. */
  readonly comments: readonly KeptComment[];
  /** Texts that no cell of a table holds: cells beside tables. */
  readonly texts: readonly KeptText[];
  /** Cells outside the rows of tables. Which of them are a person's, only the sheets of the next run tell. */
  readonly loose: readonly LooseCell[];
  /** The sheets on which lists of that run went on. */
  readonly further: readonly SheetKey[];
  /** Lines of tables to which each run only adds, as they stand. */
  readonly lines: readonly KeptLine[];
  /** What a person should know of it. */
  readonly issues: readonly Issue[];
}

export interface KeptColumn {
  readonly table: string;
  readonly header: string;
  /** The number format of most of its cells that hold anything or have a format; absent for General and for text. */
  readonly numberFormat?: string;
}

export interface KeptCell {
  readonly table: string;
  /** The keys of the row as one text, `TOTALS` for the totals; and which of the rows with these keys it is, from 0. */
  readonly row: string;
  readonly nth: number;
  /** The header of the column. */
  readonly column: string;
  readonly value: Cell;
  /** en-US, without the leading `=`; columns of its own table in its own row are named, not placed. */
  readonly formula?: string;
  /** Of a cell in a column or a total that a person added. */
  readonly numberFormat?: string;
  readonly place: CellPlace;
}

/** A comment on a cell of a table or, if `table` is the key of a sheet, of a row outside tables. */
export interface KeptComment extends Omit<CellComment, "row" | "column"> {
  /** The sheet on which it stands; absent for one that stands among the texts. */
  readonly sheet?: SheetKey;
  readonly table: string;
  /** The keys of the row as one text, `HEADER` for the headings; outside tables the first text of the row. */
  readonly row: string;
  readonly nth: number;
  /** The header of the column, or its letters outside tables. */
  readonly column: string;
}

/** What stands for the keys of a table's headings. */
export const HEADER = "Header";

/** What stands for the keys of a table's totals row. */
export const TOTALS = "Totals row";

/** What the table of kept texts calls a comment. */
export const commentBy = (author: string): string => (author === "" ? COMMENT : `${COMMENT} by ${author}`);

/** The author of a comment by what the table of kept texts calls it; undefined for what is no comment. */
export const authorOf = (what: string): string | undefined =>
  what === COMMENT ? "" : what.startsWith(`${COMMENT} by `) ? what.slice(COMMENT.length + 4) : undefined;

const COMMENT = "Comment";

/** A row of a table to which each run only adds: its cells by header. */
export interface KeptLine {
  readonly table: string;
  readonly place: CellPlace;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** Where a cell stood, for a person. */
export interface CellPlace {
  readonly file: string;
  readonly sheet: string;
  /** Counted from 1. */
  readonly row: number;
}

/** A text without a cell for it: it goes on in the table of kept texts. */
export interface KeptText {
  readonly what: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly value: Cell;
}

/** A cell of a result sheet outside the rows of its tables. */
export interface LooseCell {
  readonly key: SheetKey;
  /** The name of the sheet. */
  readonly name: string;
  readonly row: number;
  readonly column: number;
  readonly value: Cell;
  /** Whether it stands above all tables of its sheet, below all, or to the right of all. */
  readonly isAbove: boolean;
  readonly isBelow: boolean;
  readonly isRight: boolean;
}

/** What the table of kept texts calls a cell that waits for its row to come back. */
export const CELL = "Cell";

/** The keys of a row as one text. Rows without keys have none. */
export const rowKey = (keys: readonly Cell[]): string => keys.map((key) => textOf(key).trim()).join(" | ");

/** A cell as text; blanks and errors have none. */
export const textOf = (cell: Cell): string => (cell === null || isError(cell) ? "" : String(cell));

export const isEmptyCell = (value: Cell): boolean => value === null || value === "";
