import { columnOf } from "../../workbook/cells";
import type { TableArea } from "../../workbook/reader";
import { referencedColumn } from "../../workbook/table-place";
import { formulaPieces } from "../../workbook/formula-text";

const REFERENCE = /^\$?([A-Z]{1,3})(\$?)(\d+)$/i;

/**
 * A formula that a person typed into a row of our table, such that it follows the row: `H6` in row 6 becomes the name
 * of the column. Undefined where it refers to other cells of the sheet by place, which the next run moves.
 */
export function followingItsRow(
  formula: string,
  row: number,
  area: TableArea,
  headers: readonly string[],
): string | undefined {
  const pieces = formulaPieces(formula);
  const texts: string[] = [];
  for (const [i, { kind, text }] of pieces.entries()) {
    const reference = kind === "word" ? REFERENCE.exec(text) : null;
    const [before, after] = [pieces[i - 1]?.text, pieces[i + 1]?.text];
    // Cells of other sheets stay where they are; a word before a bracket is a function.
    if (reference === null || before === "!" || after === "(") {
      texts.push(text);
      continue;
    }
    const [, letters = "", fixed, digits] = reference;
    const column = columnOf(letters);
    const header = headers[column - area.firstColumn];
    const isInRow = Number(digits) === row && fixed === "" && column <= area.lastColumn;
    if (!isInRow || header === undefined || before === ":" || after === ":") return undefined;
    texts.push(`${area.name}[[#This Row],[${referencedColumn(header)}]]`);
  }
  return texts.join("");
}

/**
 * A formula that a person typed into a totals row of our table, such that it names the table: `[Saving]`, as programs
 * spell a column in a cell of its own table, gets the table's name. Undefined where it refers to cells by place.
 */
export function namingItsTable(formula: string, table: string): string | undefined {
  const pieces = formulaPieces(formula);
  const texts: string[] = [];
  for (const [i, { kind, text }] of pieces.entries()) {
    const [before, after] = [pieces[i - 1], pieces[i + 1]];
    if (kind === "word" && REFERENCE.test(text) && before?.text !== "!" && after?.text !== "(")
      return undefined;
    // A bracket before a word belongs to the name of another workbook.
    const isColumn = kind === "literal" && text.startsWith("[") && before?.kind !== "word";
    texts.push(isColumn && after?.kind !== "word" ? `${table}${text}` : text);
  }
  return texts.join("");
}

/** The columns of a table that a formula names. */
export function columnsNamed(formula: string, table: string): string[] {
  const pieces = formulaPieces(formula);
  return pieces.flatMap(({ kind, text }, i) => {
    const before = pieces[i - 1]?.text ?? "";
    const isOfTable = before.toLowerCase() === table.toLowerCase();
    if (kind !== "literal" || !text.startsWith("[") || !(isOfTable || text.startsWith("[@"))) return [];
    const inner = text.slice(1, -1).replace(/^@/, "");
    const named = inner.includes("[")
      ? [...inner.matchAll(/\[((?:'.|[^\]'])*)\]/g)].map(([, name = ""]) => name)
      : [inner];
    return named
      .filter((name) => name !== "" && !name.startsWith("#"))
      .map((name) => name.replace(/'(.)/g, "$1"));
  });
}
