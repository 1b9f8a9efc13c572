import { toJson } from "../../src/cli/json";
import { report } from "../../src/sheets/report/report";
import { runAnalysis, type Run } from "../../src/sheets/run";
import { read } from "../../src/sheets/read/read";
import { template } from "../../src/sheets/template";
import type { Cell } from "../../src/workbook/cells";
import { ALL_CASES } from "../cases";
import { day, sheetsOf } from "./read/sheets-of";

/** The cell of the first row, what a cell is changed to, and the cells of the further rows. */
type Column = readonly [first: Cell, changed: Cell, ...further: Cell[]];
/** Columns that matter in the second row; the others are changed in the first. */
const IN_SECOND_ROW: readonly string[] = ["Exception until"];

const ROWS: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  Subscriptions: {
    offering_name: ["Revit", "Maya", "AutoCAD", "Flex"],
    seat_quantity: [20, 21, 5, 500],
    contract_number: ["C1", "C2", "C1", "C1"],
    start_date: ["2026-01-01", "2026-11-15", "2026-01-01", "2026-02-15"],
    end_date: ["2026-12-31", "2027-03-31"],
    autorenew_date: [null, "2026-12-31"],
    subscription_status: ["Active", "Expired", "Active", "Active"],
    "Unit price": [2800, 2700, 1900, null],
    "List price": [null, 3985, 2030],
    Contract: [null, "C9"],
    Currency: [null, "EUR"],
    "Plan end": [null, "2027-06-30"],
    "True-up by": [null, "high-water mark"],
    Company: ["North", "East", "South"],
  },
  Users: {
    email: ["a@x.com", "z@x.com", "b@x.com"],
    first_name: ["Ada", "Eva", "Bob"],
    last_name: ["One", "Two", "Three"],
    team_alias: ["North", "South", "North"],
    account_status: ["active", "inactive", "active"],
    offering_name: ["Revit", "AutoCAD", "Revit"],
    Department: ["Design", "Sales", "Design"],
    Project: ["Tower", "Bridge", "Tower"],
    "Cost centre": ["100", "200", "100"],
    "Token pool": [null, "C2", null],
    "Time zone": [null, "Asia/Tokyo", null],
    Critical: ["no", "yes", "no"],
    Exception: [null, "leave", "leave"],
    "Exception until": [null, "2027-06-30", null],
    Company: ["North", "South", "North"],
  },
  Sessions: {
    User: ["c@x.com", "d@x.com", "b@x.com", "a@x.com"],
    Product: ["Revit", "AutoCAD", "Revit", "AutoCAD"],
    Start: ["2026-09-01T08:00Z", "2026-05-01T08:00Z", "2026-06-02T08:00Z", "2026-07-02T08:00Z"],
    End: ["2026-09-01T17:00Z", "2026-09-03T09:00Z", "2026-06-02T17:00Z", "2026-07-02T17:00Z"],
    Version: ["2026", "2025", "2026"],
    Machine: ["PC1", "PC2", "PC1"],
    "Machine type": ["desktop", "shared", "desktop"],
    "Active minutes": [60, 5, 60],
    Tokens: [10, 20, 10],
    "Logged in": ["yes", "no", "yes"],
  },
  Rates: {
    Product: ["Revit", "Maya", "AutoCAD"],
    "Tokens per day": [10, 12, 7],
    "Flex eligible": ["yes", "no", "yes"],
    From: ["2026-01-01", "2027-01-01", null],
    Source: ["rate sheet", "phone", null],
    "Cheaper alternative": [null, "AutoCAD LT", null],
    "Idle awareness": ["unknown", "yes", null],
  },
  Offers: {
    Offering: ["Revit", "Maya", "AutoCAD"],
    "Minimum seats": [null, 50, null],
    "Price per year": [2900, 3100, 2000],
    "List price": [3000, 3300, 2030],
    Covers: [null, "AutoCAD", null],
    "New price": [null, 3300, null],
    "Price 3 years": [null, 8000, null],
    Currency: ["USD", "EUR", null],
    "Tokens per seat": [null, 100, null],
    "Price per month": [null, 100, null],
    "Multiple of": [null, 3, null],
    "Plan price per seat": [null, 200, null],
  },
  "Token prices": {
    "Minimum tokens": [0, 10, 5000],
    "Unit price": [3, 3.1, 2.8],
    Currency: [null, "EUR"],
  },
  "Token packs": {
    Purchased: ["2025-06-01", "2026-04-01", "2025-12-01", "2026-02-01"],
    Tokens: [500, 600, 100, 200],
    Price: [1500, 1400, 300, 600],
    Ends: ["2027-05-31", "2026-09-30", "2026-11-30", null],
    Contract: ["C1", "C2", "C1", "C1"],
    "Token pool": ["North", "South", "North", "North"],
    Currency: [null, "EUR", "GBP"],
  },
  "Token events": {
    Date: ["2026-05-01", "2026-06-02", "2026-07-01"],
    Event: ["added", "expired", "moved"],
    Tokens: [300, 200, -50],
    Contract: ["C1", "C2", "C1"],
    "Token pool": ["North", "South", "North"],
    Ends: [null, "2027-01-31", null],
  },
  "Planned use": {
    User: [null, "a@x.com", "c@x.com"],
    People: [1, 2, -1],
    Product: ["Revit", "AutoCAD", null],
    "Days a month": [5, 6, null],
    From: ["2026-12-01", "2027-01-01", "2026-12-01"],
    To: ["2027-03-31", "2027-04-30", null],
    Project: [null, "Tower", null],
    Department: [null, "Design", null],
  },
  "Token budgets": {
    Product: ["Revit", "AutoCAD", null, null, null, null],
    Department: [null, "Sales", "Design", null, null, null],
    Project: [null, "Tower", null, "Tower", null, null],
    "Cost centre": [null, "100", null, null, "100", null],
    "Tokens a year": [1000, 2000, null, 300, 400, 500],
    "Amount a year": [null, 900, 3000, null, null, null],
    From: ["2026-05-01", "2026-06-01", "2026-05-01", "2026-05-01", "2026-05-01", "2026-05-01"],
  },
  "Exchange rates": {
    "From currency": ["GBP", "SEK", "USD"],
    "To currency": ["USD", "EUR", "EUR"],
    Rate: [1.25, 1.3, 0.9],
    "As of": ["2026-10-01", "2026-09-01", "2026-10-01"],
    Source: ["bank", "agreement", "bank"],
  },
  Contracts: {
    Contract: ["C1", "C7", "C8"],
    Start: ["2026-01-01", "2027-01-01", "2026-01-01"],
    End: ["2026-12-31", "2027-12-31", "2026-12-31"],
    Kind: [null, "enterprise agreement", null],
    "Notice days": [30, 45, 30],
    "True-down cap": [0.5, 0.05, 0.5],
    Floor: [null, 19, null],
    "Fee follows quantity": ["yes", "no", "yes"],
    "Maintenance rate": [null, 0.2, null],
    Uplift: [null, 0.1, null],
    "Overage price": [2400, 2500, null],
    "Term years": [null, 3, null],
    Currency: [null, "EUR"],
    "Tokens end": [null, "with the contract", null],
    "Grace days": [null, 15, null],
    "Monthly refill": ["no", "yes", null],
    "Maintenance follows quantity": [null, "no", null],
    "Uplift cap": [null, 0.01, null],
    "Overage cap": [null, 0, null],
    "True-up by": [null, "high-water mark", null],
    "Cap of": [null, "band", null],
    Reductions: [null, "each anniversary", "end of term"],
    "Vendor consent": [null, "yes", null],
  },
  Quotes: {
    Quote: ["Q1", "Q2", "Q1", "Q1"],
    Offering: ["Revit", "AutoCAD", "Flex", "AutoCAD"],
    Seats: [15, 10, null, 5],
    Tokens: [null, 100, 500, null],
    Price: [2700, 2650, 2.9, 3000],
    "Term years": [null, 2, null, null],
    Discount: [null, 0.1, null, null],
    Currency: [null, "EUR", null, null],
  },
  "Own scenarios": {
    Scenario: ["Ours", "Theirs", "Other"],
    Contract: ["C1", "C8", null],
    "True-down cap": [1, 0.01, 0.3],
    Floor: [null, 19, null],
    "Seat uplift": [null, 0.2, null],
    "Term years": [null, 2, null],
    Growth: [null, 0.4, null],
    Keep: [null, "Revit", null],
    Drop: [null, "AutoCAD", null],
  },
  "Metered charges": {
    User: ["a@x.com", "c@x.com", "b@x.com"],
    Product: ["Revit", "AutoCAD", "Revit"],
    Date: ["2026-09-01", "2026-09-02", "2026-09-03"],
    Tokens: [10, 7, 10],
    Version: ["2026", "2025", null],
    Machine: ["PC1", "PC2", null],
  },
  "Installed devices": {
    Machine: ["PC1", "PC8", "PC9"],
    Product: ["Revit", "Maya", "AutoCAD"],
    Installed: ["2026-01-05", "2026-02-05", "2026-01-05"],
    "License type": ["perpetual", "floating", null],
    User: ["a@x.com", "c@x.com", "b@x.com"],
    Department: ["Design", "Sales", "Design"],
    Version: ["2026", "2025", "2026"],
    SKU: ["829-1", "829-2", "057-1"],
  },
  "Licenses owned": {
    Product: ["Revit", "Maya", "Maya"],
    "License type": ["perpetual", "floating", "floating"],
    Licenses: [1, 2, 5],
    Deployed: [null, 4, null],
    "Peak in use": [null, 9, 7],
    SKU: ["829-1", "829-9", "657-1"],
    "Maintenance until": [null, "2026-01-31", null],
  },
  Invoices: {
    Invoice: ["I1", "I2"],
    "Invoice date": ["2026-01-02", "2027-01-02"],
    Offering: ["Revit", "AutoCAD"],
    Seats: [10, 11],
    From: [null, "2027-01-01"],
    To: [null, "2026-02-28"],
    "Credited invoice": [null, "I1"],
  },
  "Evidence on file": {
    Evidence: ["notice", "approval"],
    "Evidence date": ["2026-09-01", "2026-08-01"],
    About: ["Design", "Sales"],
    "Kept at": ["mail", "share"],
  },
  Holidays: { Holiday: ["2026-09-01", "2026-09-02"], Name: ["Founding day", "Harvest day"] },
  Assumptions: {
    Name: ["Years compared", "Pool buffer", "Discount rate", "Exports are complete", "Time zone"],
    Value: [2, 4, 0.05, "yes", "Europe/Berlin"],
    Note: [null, "as agreed", null],
  },
};

/** Every table that a person fills, with one cell changed where that is asked. */
function workbook(changed?: {
  readonly table: string;
  readonly column: string;
  /** What its cell says; without it, what `ROWS` changes it to. */
  readonly word?: string;
}) {
  const sheets: Record<string, Cell[][]> = {};
  for (const [table, columns] of Object.entries(ROWS)) {
    const headers = Object.keys(columns);
    const rows = Math.max(...Object.values(columns).map(({ length }) => length - 1));
    const cellOf = (header: string, row: number): Cell => {
      const [first, to, ...further] = columns[header] as Column;
      const changes = changed?.table === table && changed.column === header;
      if (changes && row === (IN_SECOND_ROW.includes(header) ? 1 : 0)) return changed.word ?? to;
      return (row === 0 ? first : further[row - 1]) ?? null;
    };
    sheets[table] = [
      headers,
      ...Array.from({ length: rows }, (_, row) => headers.map((header) => cellOf(header, row))),
    ];
  }
  return sheetsOf(sheets, {
    ours: Object.fromEntries(Object.keys(sheets).map((name) => [name, "template-filled" as const])),
  });
}

const runOf = (changed?: Parameters<typeof workbook>[0]): Promise<Run> =>
  runAnalysis([workbook(changed)], { today: day("2026-10-31"), asOf: day("2026-10-31"), set: [] });

const sheetsText = (run: Run): string => JSON.stringify(report({ ...run, dateSystem: 1900 }));

const COLUMNS = template().flatMap(({ name, tables }) =>
  tables.flatMap(({ columns }) => columns.map(({ header }) => ({ table: name, column: header }))),
);

test("the tables of this test are those of the template", () => {
  expect(
    Object.entries(ROWS).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => ({ table, column })),
    ),
  ).toEqual(COLUMNS);
});

describe("changing a column of a blank table changes an answer or a remark", () => {
  let base: { json: string; sheets: string };
  beforeAll(async () => {
    const run = await runOf();
    base = { json: toJson(run), sheets: sheetsText(run) };
  });

  it("starts from tables that can be read whole", () => {
    const { counts, issues } = JSON.parse(base.json) as {
      counts?: unknown;
      issues: { severity: string; message: string; row: number | null }[];
    };
    expect(counts).toBeUndefined();
    expect(issues.filter(({ severity, row }) => severity === "error" && row !== null)).toEqual([]);
  });

  // `npm test` changes each eighth column, the proofs all.
  it.each(COLUMNS.filter((_, place) => ALL_CASES || place % 8 === 0))("$table: $column", async (changed) => {
    const run = await runOf(changed);
    const json = toJson(run);
    if (json === base.json && sheetsText(run) === base.sheets)
      expect(json).toContain(JSON.stringify(`"${changed.column}" has`).slice(1, -1));
  });
});

const CHOICES = template().flatMap(({ name, tables, inputs = [] }) =>
  inputs.flatMap(({ column, accepts }) =>
    "words" in accepts
      ? accepts.words.map((word) => ({ table: name, column: tables[0]!.columns[column]!.header, word }))
      : [],
  ),
);

it.each(CHOICES)("the drop-down choice of a blank table is read: $table, $column, $word", async (chosen) => {
  const { issues } = await read([workbook(chosen)], { latest: day("2026-10-31") });
  expect(issues.filter(({ sheet, column }) => sheet === chosen.table && column === chosen.column)).toEqual(
    [],
  );
});
