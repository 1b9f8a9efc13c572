import { report } from "../../../src/sheets/report/report";
import { runAnalysis } from "../../../src/sheets/run";
import { newXlsx, openXlsx } from "../../../src/hosts/xlsx/xlsx";
import type { Cell } from "../../../src/workbook/cells";
import { isCellName, type SheetSpec, type SpecCell } from "../../../src/workbook/spec";
import { readAll } from "../../hosts/contract";
import { unzip } from "../../hosts/xlsx/packages";
import { day, sheetsOf } from "../read/sheets-of";
import { HOSTILE, HOSTILE_NAMES } from "./hostile";

let specs: SheetSpec[];
let bytes: Uint8Array;
beforeAll(async () => {
  const set = [{ name: "Exports are complete", value: "yes" }];
  const run = await runAnalysis([sheetsOf(HOSTILE)], { today: day("2026-11-15"), set });
  specs = report({ ...run, dateSystem: 1900 });
  const workbook = newXlsx("hostile.xlsx");
  await workbook.write(specs);
  bytes = workbook.toBytes();
});

/** The cells of a sheet, each with its place. */
const placed = ({ cells, tables }: SheetSpec): { row: number; column: number; cell: SpecCell }[] => [
  ...cells.map((cell) => ({ row: cell.row, column: cell.column, cell })),
  ...tables.flatMap(({ at, rows }) =>
    rows.flatMap((row, r) => row.map((cell, c) => ({ row: at.row + 1 + r, column: at.column + c, cell }))),
  ),
];

const formulasOf = (all: readonly SheetSpec[]): string[] =>
  all.flatMap((spec) => [
    ...placed(spec).flatMap(({ cell }) => cell.formula ?? []),
    ...spec.names.flatMap((name) => (isCellName(name) ? [] : [name.formula])),
  ]);

test("a name that looks like a formula, a number or a word of a program comes back from the file as it was", async () => {
  const workbook = openXlsx("hostile.xlsx", bytes);
  const wrong: unknown[] = [];
  let texts = 0;
  for (const spec of specs) {
    const read = new Map<string, Cell>();
    for (const row of await readAll(workbook, spec.name))
      row.cells.forEach((cell, column) => read.set(`${row.row} ${column}`, cell));
    for (const { row, column, cell } of placed(spec)) {
      if (typeof cell.value !== "string" || cell.formula !== undefined || cell.value === "") continue;
      texts += 1;
      const got = read.get(`${row} ${column}`);
      if (got !== cell.value) wrong.push([spec.name, row, column, cell.value, got]);
    }
  }
  expect(wrong).toEqual([]);
  expect(texts).toBeGreaterThan(1000);
});

test("no name of a table becomes a formula of the file", () => {
  const written = Object.entries(unzip(bytes)).flatMap(([part, xml]) =>
    part.startsWith("xl/worksheets/") ? [...xml.matchAll(/<f[^>]*>([^<]*)<\/f>/g)].map((f) => f[1]!) : [],
  );
  expect(written.length).toBeGreaterThan(1000);
  expect(written.filter((formula) => /^(HYPERLINK|1\+1|TODAY)/.test(formula))).toEqual([]);
});

test("every hostile user has one row in Users", () => {
  const { columns, rows } = specs
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === "SeatwiseUsers")!;
  const user = columns.findIndex(({ header }) => header === "User");
  const shown = rows.map((row) => String(row[user]?.value).toLowerCase());
  for (const name of HOSTILE_NAMES) {
    const plain = name
      .replace(/[\u200e\u200f]/g, "")
      .replace(/\s+/g, " ")
      .toLowerCase();
    // The row of somebody called Shared is told from the rows of shared costs by the kind of its cover.
    // A row of "unknown" names nobody.
    const times = shown.filter((one) => one === plain).length;
    const expected = name === "unknown" ? 0 : 1;
    expect([name, name === "Shared" ? Math.min(times, 1) : times]).toEqual([name, expected]);
  }
});

test("formulas are written as files need them, so that a German Excel opens them, too", () => {
  const used = new Set<string>();
  for (const formula of formulasOf(specs)) {
    const code = formula
      .replace(/"(?:[^"]|"")*"/g, "")
      .replace(/\[(?:[^[\]']|'.|\[(?:[^[\]']|'.)*\])*\]/g, "");
    // In files a semicolon separates nothing; braces, which hold its rows of constants, are not used here.
    if (/[;{}\\]/.test(code)) throw new Error(formula);
    for (const [name] of code.matchAll(/\b[A-Z][A-Z.]*(?=\()/g)) used.add(name);
  }
  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter((name) => !ENGLISH.includes(name))).toEqual([]);
});

/** Names of functions that files of every language have: English. */
const ENGLISH = (
  "ABS AND AVERAGE CHAR CHOOSE COLUMNS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE EXACT FIND FIXED HYPERLINK IF IFERROR IFNA " +
  "INDEX INT ISBLANK ISERROR ISNUMBER ISTEXT LEFT LEN LOOKUP LOWER MATCH MAX MEDIAN MID MIN MOD N NA NOT NPV OR PERCENTILE RIGHT ROUND ROUNDDOWN " +
  "ROUNDUP ROW ROWS SEARCH SIGN SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT T TEXT TRIM VALUE"
).split(" ");
