import { finish } from "../../../src/engine/steps";
import { refuseLongTables } from "../../../src/workbook/long-tables";
import type { SheetSpec, TableSpec } from "../../../src/workbook/spec";
import { placeOf } from "../../../src/workbook/table-place";
import { continued } from "../../../src/sheets/report/continued";
import { resultInSteps } from "../../../src/sheets/result";
import { runAnalysis } from "../../../src/sheets/run";
import { day, sheetsOf } from "../read/sheets-of";
import { sheetSpec } from "../../hosts/specs";

const list = (name: string, row: number, rows: number, more: Partial<TableSpec> = {}): TableSpec => ({
  name,
  at: { row, column: 0 },
  columns: [{ header: "Row" }],
  rows: Array.from({ length: rows }, (_, n) => [{ value: n + 1 }]),
  totals: false,
  ...more,
});

/** Data issues with lists one below the other, three rows apart, as the report places them. */
const issuesSheet = (...lengths: readonly number[]): SheetSpec => {
  let row = 4;
  const tables = lengths.map((rows, n) => {
    const table = list(n === 0 ? "SeatwiseIssues" : "SeatwiseKept", row, rows);
    row += rows + 3;
    return table;
  });
  const headings = tables.map(({ at }, n) => ({
    row: at.row - 1,
    column: 0,
    value: n === 0 ? "Issues" : "Texts",
  }));
  return sheetSpec({
    key: "issues",
    name: "Data issues",
    cells: [{ row: 1, column: 0, value: "Data issues", look: "title" }, ...headings],
    tables,
  });
};

const rowsIn = (specs: readonly SheetSpec[]) =>
  specs.map(({ key, tables }) => [
    key,
    ...tables.map(({ name, rows }) => `${name}: ${rows.map(([cell]) => String(cell?.value)).join(" ")}`),
  ]);

it("rows that a sheet cannot hold stand in further sheets, in their order, and each sheet says so", () => {
  // Header in row 4 of 8 rows leaves room for 4 rows on each sheet.
  const specs = continued([issuesSheet(11)], 8);
  expect(rowsIn(specs)).toEqual([
    ["issues", "SeatwiseIssues: 1 2 3 4"],
    ["issues-2", "SeatwiseIssuesPart2: 5 6 7 8"],
    ["issues-3", "SeatwiseIssuesPart3: 9 10 11"],
  ]);
  const said = specs.map(({ cells }) => cells.filter(({ row }) => row <= 2).map(({ value }) => value));
  expect(said).toEqual([
    ["Data issues", "Goes on in: Data issues 2, Data issues 3."],
    ["Data issues 2", "Issues: rows 5 and on, which Data issues cannot hold."],
    ["Data issues 3", "Issues: rows 9 and on, which Data issues cannot hold."],
  ]);
  refuseLongTables("out.xlsx", specs, 8);
});

it("a list that stands wholly beyond the end of the sheet moves to another with its name and heading", () => {
  const first = continued([issuesSheet(4)], 8);
  const texts = list("SeatwiseKept", 11, 2);
  const full = first.map((spec) => ({ ...spec, tables: [...spec.tables, texts] }));
  expect(rowsIn(continued(full, 8))).toEqual([
    ["issues", "SeatwiseIssues: 1 2 3 4"],
    ["issues-2", "SeatwiseKept: 1 2"],
  ]);
});

it("a table with totals, or that a formula or a chart reads, or of another sheet, stays whole, and a host refuses it", () => {
  const long = issuesSheet(11);
  const reading = sheetSpec({
    key: "checks",
    name: "Checks",
    cells: [{ row: 1, column: 0, value: 11, formula: "COUNTA(seatwiseissues[Row])" }],
  });
  const totals = { ...long, tables: [list("SeatwiseIssues", 4, 11, { totals: true })] };
  const log: SheetSpec = { ...long, key: "decision-log" };
  for (const specs of [[long, reading], [totals], [log]]) {
    expect(continued(specs, 8)).toEqual(specs);
    expect(() => refuseLongTables("out.xlsx", specs, 8)).toThrow(/list of the sheet Data issues has 11 rows/);
  }
});

it("a list that ends in the last row of a sheet stays as it is", () => {
  const specs = [issuesSheet(4)];
  expect(placeOf(specs[0]!.tables[0]!).lastRow).toBe(8);
  expect(continued(specs, 8)).toBe(specs);
});

const SHEETS = {
  Usage: [
    ["product_name", "day_used", "access_option", "email", "tokens_used"],
    ["AutoCAD", "2025-11-01", "Tokens", "ann@x.example", 7],
    ["AutoCAD", "2026-10-31", "Tokens", "ann@x.example", 7],
    ...Array.from({ length: 30 }, (_, n) => ["AutoCAD", `no day ${n}`, "Tokens", "ann@x.example", 7]),
  ],
};

it("the whole result holds every issue once, counts the cells of each part, and is told", async () => {
  const run = await runAnalysis([sheetsOf(SHEETS)], { today: day("2026-11-15"), set: [] });
  const { run: told, specs } = finish(resultInSteps({ ...run, dateSystem: 1900 }, 14));
  const parts = specs.filter(({ key }) => key.startsWith("issues"));
  expect(parts.length).toBeGreaterThan(2);
  const messages = parts
    .flatMap(({ tables }) => tables.filter(({ name }) => name.startsWith("SeatwiseIssues")))
    .flatMap(({ columns, rows }) => {
      const at = columns.findIndex(({ header }) => header === "Issue and remedy");
      return rows.map((row) => row[at]?.value);
    });
  expect(messages.sort()).toEqual(told.issues.map(({ message }) => message).sort());
  expect(messages).toContain(
    "A list is longer than a sheet and goes on in further sheets, from Data issues 2 on.",
  );
  for (const { tables } of parts)
    for (const table of tables) expect(placeOf(table).lastRow).toBeLessThanOrEqual(14);
  const checks = specs.find(({ key }) => key === "checks")!.tables[0]!;
  const holds = checks.columns.findIndex(({ header }) => header === "Holds");
  const counted = checks.rows.filter(([figure]) => String(figure?.value).includes("Data issues"));
  expect(counted.map((row) => row[holds]?.value)).toEqual(parts.map(() => "yes"));
});
