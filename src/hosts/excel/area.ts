/** A rectangle of a sheet. Rows and columns count from 0, as Excel's indexes do. */
export interface Rectangle {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The range of an area for one request. Excel does not track it, so it needs no release. */
export const rangeAt = (sheet: Excel.Worksheet, { row, column, rows, columns }: Rectangle): Excel.Range =>
  sheet.getRangeByIndexes(row, column, rows, columns).untrack();

/** One cell as an area. */
export const oneCell = (row: number, column: number): Rectangle => ({ row, column, rows: 1, columns: 1 });
