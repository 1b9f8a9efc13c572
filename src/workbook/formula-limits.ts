import { formulasOfColumn } from "./compact-rows";
import { longFormula } from "./errors";
import { formulaPieces } from "./formula-text";
import { isCellName, type SheetSpec } from "./spec";
import { totalCell } from "./table-place";

/** Excel calls a file damaged in which a formula, or a text within one, has more characters. */
const MAX_FORMULA = 8_192;
const MAX_LITERAL = 255;

/** Throws if a formula is longer than a workbook can hold; hosts ask before their first change. */
export function refuseLongFormulas(file: string, specs: readonly SheetSpec[]): void {
  for (const spec of specs)
    for (const formula of formulasIn(spec)) {
      // The sign before a formula counts.
      if (formula.length >= MAX_FORMULA) throw longFormula(file, spec.name, "a formula", MAX_FORMULA);
      if (formula.length > MAX_LITERAL && longestLiteral(formula) > MAX_LITERAL)
        throw longFormula(file, spec.name, "a text in a formula", MAX_LITERAL);
    }
}

/** The formulas of a sheet; of a table, each of a column once. */
function* formulasIn({ cells, names, tables }: SheetSpec): Generator<string> {
  for (const { formula } of cells) if (formula !== undefined) yield formula;
  for (const name of names) if (!isCellName(name)) yield name.formula;
  for (const table of tables)
    for (const [n, column] of table.columns.entries())
      for (const formula of [totalCell(table, column)?.formula, ...formulasOfColumn(table.rows, n)])
        if (formula !== undefined) yield formula;
}

/** The characters of the longest text; a doubled quotation mark in it is one. */
function longestLiteral(formula: string): number {
  const texts = formulaPieces(formula).filter(({ kind, text }) => kind === "literal" && text.startsWith('"'));
  return Math.max(0, ...texts.map(({ text }) => text.slice(1, -1).replaceAll('""', '"').length));
}
