import { columnLetters, columnOf } from "../../workbook/cells";
import { formulaPieces } from "../../workbook/formula-text";

const LAST_ROW = 1_048_576;
/** XFD, counted from 0. */
export const LAST_COLUMN = 16_383;

const CELL_REFERENCE = /^(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})$/i;
const COLUMN_REFERENCE = /^(\$?)([A-Z]{1,3})$/i;
const ROW_REFERENCE = /^(\$?)([1-9]\d{0,6})$/;

/**
 * The text of a formula filled into a cell that is some rows down and columns to the right. Relative references
 * move along; those that would leave the sheet become `#REF!`.
 */
export function filled(formula: string, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return formula;
  const pieces = formulaPieces(formula);
  const textAt = (n: number): string => pieces[n]?.text ?? "";
  return pieces
    .map(({ kind, text }, n) => {
      if (kind !== "word" || "(![".includes(textAt(n + 1)[0] ?? " ")) return text;
      const cell = CELL_REFERENCE.exec(text);
      if (cell) {
        const [, fixedColumn = "", letters = "", fixedRow = "", digits = ""] = cell;
        const column = moved(columnOf(letters), fixedColumn, columns, 0, LAST_COLUMN);
        const row = moved(Number(digits), fixedRow, rows, 1, LAST_ROW);
        if (columnOf(letters) > LAST_COLUMN || Number(digits) > LAST_ROW) return text;
        return column === undefined || row === undefined
          ? "#REF!"
          : `${fixedColumn}${columnLetters(column)}${fixedRow}${row}`;
      }
      // Columns and rows alone are references only in pairs: A:B, 3:$5.
      const paired = (pattern: RegExp) =>
        (textAt(n + 1) === ":" && pattern.test(textAt(n + 2))) ||
        (textAt(n - 1) === ":" && pattern.test(textAt(n - 2)));
      const column = COLUMN_REFERENCE.exec(text);
      if (column && paired(COLUMN_REFERENCE)) {
        const [, fixed = "", letters = ""] = column;
        const to = moved(columnOf(letters), fixed, columns, 0, LAST_COLUMN);
        return to === undefined ? "#REF!" : fixed + columnLetters(to);
      }
      const row = ROW_REFERENCE.exec(text);
      if (row && paired(ROW_REFERENCE)) {
        const [, fixed = "", digits = ""] = row;
        const to = moved(Number(digits), fixed, rows, 1, LAST_ROW);
        return to === undefined ? "#REF!" : `${fixed}${to}`;
      }
      return text;
    })
    .join("");
}

/** The reference after the move; absent beyond the sheet. */
function moved(from: number, fixed: string, by: number, first: number, last: number): number | undefined {
  const to = fixed === "$" ? from : from + by;
  return to < first || to > last ? undefined : to;
}
