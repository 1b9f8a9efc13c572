import type { Row } from "../../workbook/cells";
import { CodedRow } from "../../workbook/coded-row";
import { rowInside, type Area } from "./areas";
import { isFilled } from "./column";
import type { Format } from "./format";
import { columnsOf, headerOf, type Recognised } from "./recognise";
import { RowWords } from "./row-kinds";

/**
 * Takes the rows below a header apart: the part in the columns of the table, and what stands beside. The table
 * ends where another header stands. What stands beside and below it are areas in which to look for tables.
 */
export class TableRows {
  private readonly columns: Area;
  private readonly words: RowWords;
  /** The last rows with anything left and right of the table; 0 without any. */
  private lastLeft = 0;
  private lastRight = 0;
  private below: Area | undefined;
  private previous: number;
  private gap = false;
  /** By the code of the first cell, whether rows that begin with it are data. */
  private readonly isDataBehind: boolean[] = [];

  constructor(
    found: Recognised,
    private readonly header: Row,
    private readonly area: Area,
    private readonly formats: readonly Format[],
  ) {
    const { first, last } = columnsOf(found);
    this.columns = { firstRow: header.row, lastRow: area.lastRow, firstColumn: first, lastColumn: last };
    this.words = new RowWords(new Set(formats.flatMap(({ keys }) => keys)));
    this.previous = header.row;
    this.noteBeside(header);
  }

  /** Whether another table begins, so that no more rows belong to this one. */
  get ended(): boolean {
    return this.below !== undefined;
  }

  /** Whether blank rows stand above the row that was taken last. */
  get afterGap(): boolean {
    return this.gap;
  }

  /** The part of a row in the table; undefined where that is blank, and where the table ends. */
  take(row: Row): Row | undefined {
    const inside = rowInside(row, this.columns);
    const own = inside?.cells.some(isFilled) ? inside : undefined;
    const gap = row.row > this.previous + 1;
    if (gap || this.words.kindOf(own ?? row) === "header") {
      const next = headerOf(row, this.formats);
      const span = next && columnsOf(next);
      if (span && span.first <= this.columns.lastColumn && span.last >= this.columns.firstColumn) {
        const isWider = span.first < this.columns.firstColumn || span.last > this.columns.lastColumn;
        this.endAbove(row, isWider ? this.area : this.columns);
        return undefined;
      }
    }
    this.noteBeside(row);
    if (own === undefined) return undefined;
    this.gap = gap;
    this.previous = row.row;
    return own;
  }

  /**
   * Whether a row is data of this table by its first cell: it stands directly below the row that was taken last, and
   * nothing stands beside it.
   */
  isPlain(row: CodedRow): boolean {
    const { firstColumn, lastColumn, lastRow } = this.columns;
    if (row.row !== this.previous + 1 || row.row > lastRow || row.width > lastColumn + 1) return false;
    for (let column = 0; column < firstColumn; column++) if (row.codeAt(column) !== 0) return false;
    const code = row.codeAt(firstColumn);
    if (code <= 0) return false;
    return (this.isDataBehind[code] ??= this.words.isData(row.cellAt(firstColumn)));
  }

  /** Takes a plain row. */
  takePlain({ row }: CodedRow): void {
    this.gap = false;
    this.previous = row;
  }

  isTotals(row: Row): boolean {
    return this.words.kindOf(row) === "total";
  }

  /**
   * How many cells a row of a text file has, where it has more than the header and nothing lies between them: some
   * stand under the wrong header then.
   */
  cellsOver(row: Row): { readonly cells: number; readonly headers: number } | undefined {
    const { header } = this;
    if (!(row instanceof CodedRow && header instanceof CodedRow)) return undefined;
    const isOver = row.fields > header.fields && row.codeAt(header.fields) !== 0;
    return isOver ? { cells: row.width, headers: header.fields } : undefined;
  }

  /** Ends the table above a row. What follows in its columns is an area of its own. */
  endAbove({ row }: Row, columns: Area = this.columns): void {
    this.below = { ...columns, firstRow: row, lastRow: this.area.lastRow };
  }

  /** The areas beside and below the table that may hold anything. */
  get rest(): readonly Area[] {
    const { firstRow, firstColumn, lastColumn } = this.columns;
    const { below } = this;
    // Where the table ended early in its own columns, the rows beside what follows were not seen.
    const unseen = below?.firstColumn === firstColumn && below.lastColumn === lastColumn;
    const left = unseen ? this.area.lastRow : this.lastLeft;
    const right = unseen ? this.area.lastRow : this.lastRight;
    const areas: Area[] = [];
    if (left > 0 && firstColumn > this.area.firstColumn)
      areas.push({ ...this.area, firstRow, lastRow: left, lastColumn: firstColumn - 1 });
    if (right > 0 && lastColumn < this.area.lastColumn)
      areas.push({ ...this.area, firstRow, lastRow: right, firstColumn: lastColumn + 1 });
    return below ? [...areas, below] : areas;
  }

  private noteBeside({ row, cells, far }: Row): void {
    const { firstColumn, lastColumn } = this.columns;
    for (let column = 0; column < firstColumn; column++) if (isFilled(cells[column])) this.lastLeft = row;
    // The last cell of a row is filled in most, so the search from the end is short.
    let last = cells.length - 1;
    while (last > lastColumn && !isFilled(cells[last])) last--;
    if (last > lastColumn || far) this.lastRight = row;
  }
}
