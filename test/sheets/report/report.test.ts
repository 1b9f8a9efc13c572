import type { SheetSpec } from "../../../src/workbook/spec";
import { placeOf } from "../../../src/workbook/table-place";
import { report } from "../../../src/sheets/report/report";
import { runAnalysis, type Run } from "../../../src/sheets/run";
import { day, sheetsOf } from "../read/sheets-of";

/** The exports have rows in two months only, and are known to be whole. */
const COMPLETE = [{ name: "Exports are complete", value: "yes" }];
const HOSTILE = '=HYPERLINK("http://x.example","x")';

const SHEETS = {
  Usage: [
    ["product_name", "day_used", "access_option", "email", "tokens_used", "first_name", "last_name"],
    ["AutoCAD", "2025-11-01", "Tokens", "ann@x.example", 7, HOSTILE, ""],
    ["Vault", "2026-10-31", "Seats", "bob@x.example", null, "00123", ""],
    ["AutoCAD", "not a day", "Seats", "bob@x.example", null, "", ""],
  ],
  Subscriptions: [
    ["offering_name", "seat_quantity", "Unit price", "end_date"],
    ["AutoCAD", 3, 1800, "2026-12-31"],
    ["Vault", 1, null, "2026-12-31"],
  ],
  Users: [
    ["email", "offering_name"],
    ["ann@x.example", "AutoCAD"],
    ["bob@x.example", "Vault"],
  ],
};

let run: Run;
let specs: SheetSpec[];
beforeAll(async () => {
  run = await runAnalysis([sheetsOf(SHEETS)], { today: day("2026-11-15"), set: COMPLETE });
  specs = report({ ...run, dateSystem: 1900 });
});

const spec = (key: string): SheetSpec => specs.find((one) => one.key === key) as SheetSpec;
const table = (name: string) => specs.flatMap(({ tables }) => tables).find((one) => one.name === name)!;
const column = (name: string, header: string) => {
  const { columns, rows } = table(name);
  const at = columns.findIndex((one) => one.header === header);
  return rows.map((row) => row[at]?.value);
};

it("makes its sheets in their order", () => {
  expect(specs.map(({ key }) => key)).toEqual([
    "renewal",
    "scenarios",
    "users",
    "token-plan",
    "token-use",
    "waste",
    "audit",
    "harvest",
    "transition",
    "true-down",
    "calendar",
    "brief",
    "letters",
    "reconciliation",
    "decision-log",
    "reconciliation-log",
    "mix",
    "break-even",
    "workings",
    "assumptions",
    "issues",
    "checks",
    "about",
  ]);
});

it("lets formulas name only tables, columns and cells that are there, and no sheet", () => {
  const tables = new Map(
    specs.flatMap(({ tables }) => tables.map((one) => [one.name, one.columns.map(({ header }) => header)])),
  );
  const names = specs.flatMap((one) => one.names.map(({ name }) => name));
  const formulas = specs.flatMap((one) =>
    [
      ...one.cells,
      ...one.tables.flatMap(({ rows }) => rows.flat()),
      ...one.names.flatMap((name) => ("formula" in name ? [name] : [])),
    ].flatMap(({ formula }) => formula ?? []),
  );
  expect(formulas.length).toBeGreaterThan(50);
  for (const formula of formulas) {
    const bare = formula.replace(/"[^"]*"/g, '""');
    expect(bare).not.toContain("!");
    expect(bare).not.toMatch(/[A-Z]{4,}[A-Z_]*\.?\w*LAMBDA|FLEXCOST/);
    for (const [, name, , of] of bare.matchAll(/(Seatwise\w+)\[(\[#(?:This Row|Headers)\],\[)?([^\]]+)\]/g)) {
      if (of !== "#Data" && of !== "#Headers")
        expect(tables.get(name ?? "")).toContain(of?.replace(/^\[/, ""));
    }
    for (const [name] of bare.matchAll(/Seatwise\.\w+/g)) expect(names).toContain(name);
  }
  expect(new Set(tables.keys()).size).toBe(specs.flatMap(({ tables }) => tables).length);
});

it("keeps tables apart from each other and from other cells", () => {
  for (const { name, tables, cells } of specs) {
    const taken = new Map<string, string>();
    const take = (row: number, col: number, by: string) => {
      expect(`${name} ${row} ${col} ${taken.get(`${row} ${col}`) ?? by}`).toBe(`${name} ${row} ${col} ${by}`);
      taken.set(`${row} ${col}`, by);
    };
    for (const { name: by, at, columns, rows, totals } of tables) {
      expect(new Set(columns.map(({ header }) => header)).size).toBe(columns.length);
      for (const row of rows) expect(row).toHaveLength(columns.length);
      const height = 1 + Math.max(1, rows.length) + (totals ? 1 : 0);
      for (let r = 0; r < height; r++) columns.forEach((_, c) => take(at.row + r, at.column + c, by));
    }
    for (const { row, column: col } of cells) take(row, col, "cell");
  }
});

it("writes what input says as text, never as a formula", () => {
  expect(column("SeatwiseUsers", "Name").slice(0, 2)).toEqual([HOSTILE, "00123"]);
  expect(JSON.stringify(specs.flatMap(({ cells }) => cells.map(({ formula }) => formula)))).not.toContain(
    "HYPERLINK",
  );
});

it("shows what is not known as unknown, not as 0", () => {
  expect(column("SeatwiseUsers", "Cost today").slice(0, 2)).toEqual([expect.any(Number), "unknown"]);
  expect(column("SeatwiseReconciliation", "Shelfware cost per year")).toEqual([
    expect.any(Number),
    "unknown",
  ]);
  const names = column("SeatwiseAssumptions", "Name");
  for (const name of ["Rate: Vault", "Price: Vault"]) {
    const row = names.indexOf(name);
    expect(["Value", "In use"].map((header) => column("SeatwiseAssumptions", header)[row])).toEqual([
      null,
      "unknown",
    ]);
  }
});

it("counts every row: used + skipped = rows", () => {
  expect(table("SeatwiseSources").rows.map((row) => row.slice(2, 6).map(({ value }) => value))).toEqual([
    ["Usage", 3, 2, 1],
    ["Subscriptions", 2, 2, 0],
    ["Users", 2, 2, 0],
  ]);
});

it("leads every headline to a row that is there", () => {
  const links = spec("renewal").cells.flatMap(({ link, row }) => (link && row > 1 ? [link] : []));
  expect(links.length).toBeGreaterThanOrEqual(9);
  for (const { sheet, row } of links) {
    const target = spec(sheet);
    const rows = target.tables.flatMap(({ at, rows: body }) => [
      at.row,
      ...body.map((_, i) => at.row + 1 + i),
    ]);
    expect(rows).toContain(row);
  }
});

it("shows every assumption with its unit and source", () => {
  for (const header of ["Name", "Unit", "Takes effect", "Source"]) {
    for (const text of column("SeatwiseAssumptions", header))
      expect(text).toEqual(expect.stringMatching(/./));
  }
});

it("stores dates in the date system of the workbook", () => {
  const in1904 = report({ ...run, dateSystem: 1904 })
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === "SeatwiseUsers");
  const at = table("SeatwiseUsers").columns.findIndex(({ header }) => header === "Last use");
  expect(Number(table("SeatwiseUsers").rows[0]?.[at]?.value) - Number(in1904?.rows[0]?.[at]?.value)).toBe(
    1462,
  );
});

it("gives each name and each table a name of its own: Excel refuses a second, and files keep one of them", () => {
  const given = specs.flatMap(({ names, tables }) =>
    [...names, ...tables].map(({ name }) => name.toLowerCase()),
  );
  expect(given.filter((name, n) => given.indexOf(name) !== n)).toEqual([]);
});

it("repeats the headers of a long table on every page, and the title of a sheet whose tables are short", async () => {
  const titleRow = (made: readonly SheetSpec[]) =>
    made.find(({ key }) => key === "reconciliation")?.page?.titleRows?.first;
  const people = Array.from({ length: 50 }, (_, n) => `p${n}@x.example`);
  const { Usage, Subscriptions, Users } = SHEETS;
  const double = await runAnalysis(
    [
      sheetsOf({
        Usage: [...Usage, ...people.map((mail) => ["AutoCAD", "2026-10-01", "Tokens", mail, 7, "", ""])],
        Subscriptions,
        Users: [...Users, ...people.map((mail) => [mail, "AutoCAD"])],
      }),
    ],
    { today: day("2026-11-15"), set: COMPLETE },
  );
  const long = report({ ...double, dateSystem: 1900 });
  const twice = long.flatMap(({ tables }) => tables).find(({ name }) => name === "SeatwiseDoubleCoverage");
  expect(twice?.rows.length).toBeGreaterThan(40);
  expect(titleRow(long)).toBe(twice?.at.row);
  expect(titleRow(specs)).toBe(1);
});

it("prints no table below a table of workings, which would print, too", () => {
  for (const { name, tables, page } of specs) {
    const last = page?.area?.lastRow;
    if (last === undefined) continue;
    const printing = tables.filter((one) => placeOf(one).lastRow <= last).map((one) => one.name);
    expect([name, ...printing]).not.toContain("SeatwiseTerms");
    expect([name, ...printing]).not.toContain("SeatwiseCurve");
    expect([name, ...printing]).not.toContain("SeatwiseTokenDays");
  }
});
