import { addDays, isoDay } from "../../../src/engine/calendar";
import { runAnalysis } from "../../../src/sheets/run";
import { report } from "../../../src/sheets/report/report";
import {
  DEPARTMENTS,
  DOUBLE_COVERAGE,
  MOVES,
  RECONCILIATION,
  TRUE_DOWNS,
  USERS,
} from "../../../src/sheets/report/tables";
import type { Cell } from "../../../src/workbook/cells";
import type { SheetSpec, TableSpec } from "../../../src/workbook/spec";
import { day, sheetsOf } from "../read/sheets-of";
import { PRICED_UNUSED, UNPRICED } from "./unpriced";

/** The exports have rows in few months only, and are known to be whole. */
const COMPLETE = [{ name: "Exports are complete", value: "yes" }];

const reportOf = async (sheets: Parameters<typeof sheetsOf>[0]): Promise<SheetSpec[]> =>
  report({
    ...(await runAnalysis([sheetsOf(sheets)], { today: day("2026-11-15"), set: COMPLETE })),
    dateSystem: 1900,
  });

let specs: SheetSpec[];
beforeAll(async () => {
  specs = await reportOf(UNPRICED);
});

const tables = (): TableSpec[] => specs.flatMap((spec) => spec.tables);
const table = (name: string): TableSpec => tables().find((one) => one.name === name)!;

/** The values of a column, by the row's first cell. */
function column(name: string, header: string): Record<string, unknown> {
  const { columns, rows } = table(name);
  const place = columns.findIndex((one) => one.header === header);
  return Object.fromEntries(rows.map((row) => [String(row[0]?.value), row[place]?.value]));
}

const total = (name: string, header: string): unknown => {
  const cell = table(name).columns.find((one) => one.header === header)?.total;
  return cell && "by" in cell ? cell.value : undefined;
};

/** The figure left of a text on the first sheet. */
function headline(of: readonly SheetSpec[], what: string): unknown {
  const { cells } = of.find(({ key }) => key === "renewal")!;
  const row = cells.find(({ value }) => value === what)?.row;
  return cells.find((cell) => cell.row === row && cell.column === 0)?.value;
}

it("shows an amount that rests on an unknown price as unknown, in every kind of table", () => {
  const { "dan@x": known, ...others } = column(USERS.tableName, USERS.costToday.header);
  expect(others).toEqual({
    "ann@x": "unknown",
    "bob@x": "unknown",
    "cat@x": "unknown",
    "Shared: Revit seats": 2700,
    "Shared: tokens": "unknown",
    "Shared: known part of covers of unknown cost": 0,
  });
  expect(known).toBeCloseTo(280 * 3 * 1.1);
  expect(column(RECONCILIATION.tableName, RECONCILIATION.trueUpCost.header)).toEqual({
    "Civil 3D": "unknown",
    Revit: 0,
    Vault: 0,
  });
  expect(column(TRUE_DOWNS.tableName, TRUE_DOWNS.saving.header)).toEqual({
    "Civil 3D": 0,
    Revit: 2700,
    Vault: "unknown",
  });
  expect(column(DOUBLE_COVERAGE.tableName, DOUBLE_COVERAGE.cost.header)).toEqual({ "bob@x": "unknown" });
  expect(Object.values(column(MOVES.tableName, MOVES.saving.header))).toContain("unknown");
  for (const [offering, price] of [
    ["Civil 3D", "unknown"],
    ["Vault", "unknown"],
    ["Revit", 2700],
  ]) {
    expect(column("SeatwisePrices", "Price today")[String(offering)]).toBe(price);
  }
});

it("gives no line of seats a cost without a price, and says beside every sum which costs are not in it", () => {
  const { columns, rows } = table("SeatwiseSeats");
  const [offering, price, seats, cost] = ["Offering", "Price", "Seats year 1", "Cost year 1"].map((header) =>
    columns.findIndex((one) => one.header === header),
  ) as [number, number, number, number];
  const unpriced = rows.filter((row) => row[price]?.value === "unknown");
  expect(new Set(unpriced.map((row) => row[offering]?.value))).toEqual(new Set(["Civil 3D", "Vault"]));
  for (const row of unpriced) expect(row[cost]?.value).toBe(row[seats]?.value === 0 ? 0 : "unknown");
  for (const text of Object.values(column("SeatwiseScenarios", "Not in the sums")))
    expect(text).toMatch(/Civil 3D.*price/);
});

it("adds no column of which a part is unknown", () => {
  const sums = tables().flatMap(({ name, columns, rows }) =>
    columns.flatMap(({ header, total: cell }, i) =>
      cell && "by" in cell && rows.some((row) => row[i]?.value === "unknown")
        ? [[name, header, cell.value]]
        : [],
    ),
  );
  expect(sums.length).toBeGreaterThanOrEqual(7);
  for (const [name, header, value] of sums) expect([name, header, value]).toEqual([name, header, "unknown"]);
  expect(total(RECONCILIATION.tableName, RECONCILIATION.bought.header)).toBe(4);
});

it("prints no false 0 on the first sheet", () => {
  for (const what of ["Owed in true-ups", "Droppable at renewal", "Paid for twice", "Saving, first year"])
    expect([what, headline(specs, what)]).toEqual([what, "unknown"]);
  expect(headline(specs, "Shelfware")).toBe(3);
});

it("says which use the pool leaves out, where a rate is unknown", () => {
  const { cells } = specs.find(({ key }) => key === "token-plan")!;
  const headings = cells.filter(({ look }) => look === "heading").map(({ value }) => value);
  expect(headings.slice(-2)).toEqual([
    expect.stringContaining("NOT in it, as the rate is unknown: 1 day of Civil 3D"),
    expect.stringContaining("NOT in it, as the rate is unknown: 1 day of Civil 3D"),
  ]);
});

it("knows no shelfware, true-up or double payment where no table says who has or bought seats", async () => {
  const alone = await reportOf({ Usage: UNPRICED.Usage });
  for (const what of ["Shelfware", "Droppable at renewal", "Owed in true-ups", "Paid for twice"])
    expect([what, headline(alone, what)]).toEqual([what, "unknown"]);
});

it("adds up no seat that may come back where no table says who holds seats", async () => {
  const { Users: _, ...others } = UNPRICED;
  const harvest = (await reportOf(others)).find(({ key }) => key === "harvest")!;
  const { columns, rows } = harvest.tables.find(({ name }) => name === DEPARTMENTS.tableName)!;
  expect(rows).toEqual([]);
  expect(columns.slice(1).map(({ total: one }) => one)).toEqual(
    columns.slice(1).map(() => ({ label: "unknown" })),
  );
});

it("knows no true-up where seats are assigned and no table says how many were bought", async () => {
  const { Usage, Users } = UNPRICED;
  expect(headline(await reportOf({ Usage, Users }), "Owed in true-ups")).toBe("unknown");
});

it("adds up known amounts to a number", async () => {
  const priced = await reportOf({
    ...UNPRICED,
    Offers: [
      ["Offering", "Price per year"],
      ["Civil 3D", 2790],
      ["Vault", 500],
    ],
    Rates: [
      ["Product", "Tokens per day"],
      ["Civil 3D", 9],
    ],
  });
  // No table gives the date of the assignment or the start of the line, so the true-up is a range.
  expect(headline(priced, "Owed in true-ups")).toBeUndefined();
  expect(headline(priced, "Owed in true-ups, at least")).toBe(0);
  expect(headline(priced, "Owed in true-ups, at most")).toBe(2790);
  expect(headline(priced, "Droppable at renewal")).toBe(2700 + 2 * 500);
  expect(headline(priced, "Paid for twice")).toBeCloseTo(9 * 3);
});

it("draws no curve where no spend is known, as programs would draw it at 0", async () => {
  const reader = sheetsOf({
    Usage: [
      ["product_name", "day_used", "access_option", "email", "tokens_used"],
      ...Array.from({ length: 365 }, (_, n): Cell[] => {
        return ["AutoCAD", isoDay(addDays(day("2025-11-01"), n)), "Tokens", "ann@x.example", 7];
      }),
    ],
  });
  const run = await runAnalysis([reader], { today: day("2026-11-15"), set: COMPLETE });
  const { tokenPlan } = run.analysis;
  const risk = tokenPlan.risk!;
  const curve = risk.curve.map((order) => ({ ...order, expectedSpend: null, spend: null }));
  const unknown = { ...run.analysis, tokenPlan: { ...tokenPlan, risk: { ...risk, curve } } };
  const drawn = [run.analysis, unknown].map((analysis) =>
    report({ ...run, analysis, dateSystem: 1900 }).flatMap(({ charts }) =>
      charts.filter(({ kind }) => kind === "curve"),
    ),
  );
  expect(drawn.map(({ length }) => length)).toEqual([1, 0]);
});

describe("a scenario of which no cost is known", () => {
  const SUMS = ["Cost year 1", "Cost year 3", "Total", "Present value"];
  const inRow = (specs: SheetSpec[], name: string, headers: readonly string[]): unknown[] => {
    const found = specs.flatMap((spec) => spec.tables).find((one) => one.name === "SeatwiseScenarios")!;
    const row = found.rows.find(([first]) => first?.value === name)!;
    return headers.map((header) => row[found.columns.findIndex((one) => one.header === header)]?.value);
  };

  it("has no cost, total, present value or saving of 0", async () => {
    const found = await reportOf({
      ...PRICED_UNUSED,
      Subscriptions: PRICED_UNUSED.Subscriptions.slice(0, 2),
    });
    const unknown = Array(SUMS.length + 1).fill("unknown");
    expect(inRow(found, "As is", [...SUMS, "Saving against As is"])).toEqual(unknown);
    const { cells } = found.find(({ key }) => key === "brief")!;
    const row = cells.find(({ value }) => value === "Against, first year")?.row;
    expect(cells.filter((cell) => cell.row === row).map(({ value }) => value)).toContain("unknown");
  });

  it("still saves the price of a seat that nobody needs: both sums leave the same seats out", async () => {
    const found = await reportOf(PRICED_UNUSED);
    // Three years at 2,700, discounted by 8 % a year: 2,700 × (1 + 1 ÷ 1.08 + 1 ÷ 1.1664).
    expect(inRow(found, "As is", [...SUMS, "Saving against As is"])).toEqual([
      2700,
      2700,
      8100,
      expect.closeTo(7514.81, 2),
      0,
    ]);
    expect(inRow(found, "Best mix", SUMS)).toEqual(Array(SUMS.length).fill("unknown"));
    expect(inRow(found, "Best mix", ["Saving against As is"])).toEqual([8100]);
  });
});
