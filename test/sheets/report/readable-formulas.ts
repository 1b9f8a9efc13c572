import { report } from "../../../src/sheets/report/report";
import { runAnalysis, type RunOptions } from "../../../src/sheets/run";
import type { SheetReader } from "../../../src/workbook/reader";
import type { SheetSpec, TableSpec } from "../../../src/workbook/spec";
import { totalCell } from "../../../src/workbook/table-place";
import { day } from "../read/sheets-of";

/** Excel shows longer formulas, and nobody reads them. */
const LONGEST = 200;

/** Tables and sheets whose formulas are still to be divided. */
const NOT_YET: ReadonlySet<string> = new Set();

export const reportOf = async (
  readers: readonly SheetReader[],
  set: RunOptions["set"],
): Promise<SheetSpec[]> =>
  report({ ...(await runAnalysis(readers, { today: day("2026-11-15"), set })), dateSystem: 1900 });

/** Tests that the formulas of a report are short, and one in each column. */
export function expectReadable(specsOf: () => Promise<SheetSpec[]>): void {
  let specs: SheetSpec[];
  let tables: TableSpec[];
  beforeAll(async () => {
    specs = await specsOf();
    tables = specs.flatMap((spec) => spec.tables).filter(({ name }) => !NOT_YET.has(name));
  });

  it("has one formula, or none, in all rows of a table column", () => {
    const mixed = tables.flatMap(({ name, columns, rows }) =>
      columns.flatMap(({ header }, c) => {
        const formulas = new Set(rows.map((row) => row[c]?.formula ?? "none"));
        return formulas.size > 1 ? [`${name}[${header}]: ${[...formulas].slice(0, 3).join(" | ")}`] : [];
      }),
    );
    expect(mixed).toEqual([]);
  });

  it(`has no formula over ${LONGEST} characters, and no text in a formula over 255`, () => {
    const found = [
      ...specs
        .filter(({ key }) => !NOT_YET.has(key))
        .flatMap(({ key, cells, names }) => [
          ...cells.map(({ row, column, formula }) => [`${key} ${row} ${column}`, formula] as const),
          ...names.map((one) => [one.name, "formula" in one ? one.formula : undefined] as const),
        ]),
      ...tables.flatMap((table) =>
        table.columns.flatMap((column, c) => [
          [
            `${table.name}[${column.header}]`,
            longest(table.rows.map((row) => row[c]?.formula ?? "")),
          ] as const,
          [`${table.name}[${column.header}] total`, totalCell(table, column)?.formula] as const,
        ]),
      ),
    ];
    const long = found.flatMap(([place, formula = ""]) =>
      formula.length > LONGEST ? [`${place}: ${formula.length} ${formula}`] : [],
    );
    expect(long).toEqual([]);
    for (const [, formula = ""] of found)
      for (const [text] of formula.matchAll(/"(?:[^"]|"")*"/g)) expect(text.length).toBeLessThan(255);
  });
}

const longest = (formulas: readonly string[]): string =>
  formulas.reduce((a, b) => (b.length > a.length ? b : a), "");
