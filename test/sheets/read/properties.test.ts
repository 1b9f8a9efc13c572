import fc from "fast-check";
import type { Cell } from "../../../src/workbook/cells";
import type { Reading } from "../../../src/sheets/read/read";
import { readSheets } from "./sheets-of";

/** A header and a row that can be read, of every kind of table. */
const TABLES: Readonly<
  Record<string, { readonly header: readonly string[]; readonly row: readonly Cell[] }>
> = {
  "Usage Report": {
    header: [
      "email",
      "autodesk_id",
      "offering_name",
      "access_option",
      "days_used",
      "monthly_average",
      "tokens_used",
      "last_accessed",
      "seat_assignment",
      "assigned_date",
    ],
    row: ["a@x.com", "A1", "AutoCAD", "Subscription", 3, 1, 7, "2026-07-01", "assigned", "2025-01-01"],
  },
  Usage: {
    header: [
      "email",
      "hashed_autodesk_id",
      "offering_name",
      "product_name",
      "day_used",
      "access_option",
      "version",
      "tokens_used",
    ],
    row: ["a@x.com", "H1", "AutoCAD", "AutoCAD", "2026-07-01", "Tokens", "2026", 7],
  },
  "Seat usage": { header: ["Email", "Product", "Day used"], row: ["a@x.com", "AutoCAD", "2026-07-01"] },
  "Token usage": {
    header: ["Email", "Product", "Day used", "Tokens used", "Feature"],
    row: ["a@x.com", "AutoCAD", "2026-07-01", 7, "F"],
  },
  "Token Flex": {
    header: ["usageDate", "productLineCode", "productName", "tokensConsumed"],
    row: ["2026-07-01", "ACD", "AutoCAD", 7],
  },
  Users: {
    header: [
      "email",
      "autodesk_id",
      "account_status",
      "offering_name",
      "product_name",
      "Team",
      "First name",
      "Critical",
      "Exception",
    ],
    row: ["a@x.com", "A1", "Active", "AutoCAD", "AutoCAD", "North", "Ada", "no", "leave"],
  },
  Subscriptions: {
    header: [
      "offering_name",
      "seat_quantity",
      "contract_number",
      "subscription_id",
      "start_date",
      "end_date",
      "subscription_status",
      "Unit price",
    ],
    row: ["AutoCAD", 5, "C1", "S1", "2025-12-01", "2026-11-30", "Active", 1800],
  },
  Sessions: {
    header: ["User", "Product", "Start", "End", "Tokens", "Active minutes"],
    row: ["a@x.com", "AutoCAD", "2026-07-01T08:00Z", "2026-07-01T09:00Z", 7, 5],
  },
  "Metered charges": {
    header: ["User", "Product", "Date", "Tokens"],
    row: ["a@x.com", "AutoCAD", "2026-07-01", 7],
  },
  Rates: {
    header: ["Product", "Tokens per day", "Flex eligible", "From"],
    row: ["AutoCAD", 7, "yes", "2026-01-01"],
  },
  Offers: {
    header: ["Offering", "Price per year", "List price", "Covers", "Price 3 years", "Tokens per seat"],
    row: ["AutoCAD", 1800, 2030, "AutoCAD", 5000, 100],
  },
  "Token prices": { header: ["Minimum tokens", "Unit price"], row: [500, 3] },
  "Token packs": {
    header: ["Purchased", "Tokens", "Price", "Ends"],
    row: ["2026-01-15", 500, 1500, "2027-01-14"],
  },
  "Token budgets": {
    header: ["Product", "Department", "Tokens a year", "Amount a year", "From"],
    row: ["AutoCAD", null, 5000, null, "2026-01-01"],
  },
  "Installed devices": {
    header: ["Machine", "Product", "License type", "User", "Installed"],
    row: ["PC1", "AutoCAD", "perpetual", "a@x.com", "2026-05-01"],
  },
  "Licenses owned": {
    header: ["Product", "License type", "Licenses", "Peak in use", "Maintenance until"],
    row: ["AutoCAD", "floating", 5, 4, "2026-12-31"],
  },
  Invoices: {
    header: ["Invoice", "Invoice date", "Offering", "Seats", "From", "To"],
    row: ["I1", "2026-01-15", "AutoCAD", 5, "2026-01-15", "2027-01-14"],
  },
  "Evidence on file": {
    header: ["Evidence", "Evidence date", "About", "Kept at"],
    row: ["notice", "2026-05-01", "Design", "mail"],
  },
  Holidays: { header: ["Holiday", "Name"], row: ["2026-05-01", "Labour Day"] },
  "Exchange rates": {
    header: ["From currency", "To currency", "Rate", "As of"],
    row: ["EUR", "USD", 1.08, "2026-10-01"],
  },
  Quotes: {
    header: ["Quote", "Offering", "Seats", "Tokens", "Price", "Term years", "Discount"],
    row: ["Q1", "AutoCAD", 5, null, 1900, 3, 0.05],
  },
  "Own scenarios": {
    header: ["Scenario", "True-down cap", "Floor", "Seat uplift", "Term years", "Growth", "Keep", "Drop"],
    row: ["Ours", 0.2, 5, 0.05, 3, -0.1, "AutoCAD", null],
  },
  "Planned use": {
    header: ["User", "People", "Product", "Days a month", "From", "To", "Project", "Department"],
    row: [null, 3, "AutoCAD", 5, "2026-12-01", "2027-03-31", "Tower", "Design"],
  },
  "Token events": {
    header: ["Date", "Event", "Tokens", "Contract", "Token pool", "Ends"],
    row: ["2026-01-15", "added", 500, "C1", "North", "2027-01-14"],
  },
  Contracts: {
    header: [
      "Contract",
      "Start",
      "End",
      "Notice days",
      "True-down cap",
      "Floor",
      "Uplift",
      "Overage price",
      "Term years",
      "Tokens end",
      "Grace days",
      "Monthly refill",
    ],
    row: [
      ...["C1", "2024-01-01", "2026-12-31", 45, 0.2, 100, 0.05, 1900, 3],
      ...["with the contract", 15, "no"],
    ],
  },
  Assumptions: { header: ["Name", "Value"], row: ["Pool buffer", 0.2] },
  Groups: { header: ["Email", "Group", "Group type"], row: ["a@x.com", "Design", "Custom"] },
};

const garbage: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom<Cell>(
    null,
    "",
    "  ",
    "*****",
    "N/A",
    "20 %",
    "1.234",
    "€ 5",
    "yes",
    "Flex",
    "Seats",
    "assigned",
  ),
  fc.constantFrom<Cell>(
    "2026-07-01",
    "2027-07-01",
    "07/08/2026",
    "a@x.com",
    "A@X.com",
    "AutoCAD",
    "autocad",
    0,
    1,
    -1,
  ),
  fc.constantFrom<Cell>(true, false, 46204, 1.5, NaN, Infinity, { error: "#N/A" }),
  fc.string(),
  fc.double(),
);

/** Rows of one kind, each cell the valid one, or anything. */
const mixedRows = (row: readonly Cell[]): fc.Arbitrary<Cell[][]> =>
  fc.array(
    fc
      .tuple(...row.map((valid) => fc.option(garbage, { nil: valid, freq: 2 })))
      .map((cells) =>
        cells.map((cell: Cell | undefined, at) => (cell === undefined ? (row[at] ?? null) : cell)),
      ),
    { maxLength: 60 },
  );

const readTable = (kind: string, rows: readonly (readonly Cell[])[]): Promise<Reading> =>
  readSheets({ [kind]: [TABLES[kind]?.header ?? [], ...rows] }, { ours: { [kind]: "template-test" } });

describe.each(Object.keys(TABLES))("%s", (kind) => {
  const row = TABLES[kind]?.row ?? [];

  it("has a good row in this test", async () => {
    const reading = await readTable(kind, [row]);
    expect(reading.estate.sources.map((source) => source.kind)).toEqual([kind]);
    expect(reading.counts).toEqual([{ source: 0, rows: 1, used: 1, skipped: 0 }]);
  });

  it("counts every row as used or skipped, whatever stands in it", async () => {
    await fc.assert(
      fc.asyncProperty(mixedRows(row), async (rows) => {
        const { counts } = await readTable(kind, rows);
        const filled = rows.filter((cells) =>
          cells.some((cell) => (typeof cell === "string" ? cell.trim() !== "" : cell !== null)),
        );
        expect(counts).toHaveLength(1);
        for (const { rows: all, used, skipped } of counts) {
          expect(all).toBe(filled.length);
          expect(used + skipped).toBe(all);
          expect(Math.min(used, skipped)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("never takes a blank for 0", async () => {
    for (let blank = 0; blank < row.length; blank++) {
      const { estate, given } = await readTable(kind, [row.map((cell, at) => (at === blank ? null : cell))]);
      const quantities = JSON.stringify([estate, given], (key, value: unknown) =>
        ["person", "product", "source", "access", "use", "used"].includes(key) ? undefined : value,
      );
      expect(quantities).not.toMatch(/:0[,}]/);
      expect([...estate.use.tokens]).not.toContain(0);
    }
  });
});

/** The estate as plain data without the rows it came from. */
const contents = ({ estate }: Reading): unknown => {
  const { use, ...rest } = estate;
  const { row: _, ...columns } = use;
  const plain = Object.entries(columns).map(([name, column]) => [
    name,
    typeof column === "number" ? column : [...column],
  ]);
  return JSON.parse(
    JSON.stringify([rest, plain], (key, value: unknown) => (key === "origin" ? undefined : value)),
  );
};

const mail = fc.constantFrom<Cell>("a@x.com", "B@x.com", "c@x.com", "*****", null);
const id = fc.constantFrom<Cell>("I1", "I2", "I3", null);
const product = fc.constantFrom<Cell>("AutoCAD", "autocad", "Zeta", "zeta", "ZETA", "AEC Collection", "Flex");
const date = fc.constantFrom<Cell>("2026-07-01", "2026-07-02", "2026-08-01");
const maybeDate = fc.option(date);
const count = fc.constantFrom<Cell>(null, 0, 1, 7, 20);
const SHUFFLED: Readonly<Record<string, fc.Arbitrary<Cell>[]>> = {
  "Usage Report": [
    mail,
    id,
    product,
    fc.constantFrom<Cell>("Flex", "Subscription"),
    count,
    count,
    count,
    maybeDate,
    fc.constantFrom<Cell>("assigned", "unassigned", null),
    maybeDate,
  ],
  Usage: [
    mail,
    id,
    product,
    product,
    date,
    fc.constantFrom<Cell>("Seats", "Tokens"),
    fc.constantFrom<Cell>("2025", "2026"),
    count,
  ],
  "Token Flex": [date, fc.constantFrom<Cell>("A", "B"), product, fc.constantFrom<Cell>(0, 1, 7)],
  Users: [
    mail,
    id,
    fc.constantFrom<Cell>("Active", "Disabled", null),
    product,
    product,
    fc.constantFrom<Cell>("North", "South", null),
    fc.constantFrom<Cell>("Ada", "Eva"),
    fc.constantFrom<Cell>("yes", "no"),
    fc.constantFrom<Cell>("leave", "hold", null),
  ],
  Subscriptions: [
    product,
    fc.constantFrom<Cell>(0, 5, null),
    fc.constantFrom<Cell>("C1", "C2", null),
    fc.constant<Cell>(null),
    maybeDate,
    fc.constantFrom<Cell>("2026-11-30", null),
    fc.constantFrom<Cell>("Active", "Expired"),
    count,
  ],
  Sessions: [
    fc.constantFrom<Cell>("a@x.com", "b"),
    product,
    fc.constant("2026-07-01T08:00Z"),
    date,
    count,
    count,
  ],
  "Metered charges": [fc.constantFrom<Cell>("a@x.com", "b"), product, date, fc.constantFrom<Cell>(1, 7)],
  "Planned use": [
    fc.constantFrom<Cell>("a@x.com", null),
    fc.constantFrom<Cell>(1, -1, 2, null),
    product,
    count,
    date,
    fc.constantFrom<Cell>("2027-01-01", null),
    fc.constantFrom<Cell>("Tower", null),
    fc.constant<Cell>("Design"),
  ],
  "Token packs": [date, fc.constantFrom<Cell>(1, 7), count, fc.constantFrom<Cell>("2027-01-01", null)],
  "Token events": [
    date,
    fc.constantFrom<Cell>("added", "moved", "expired"),
    fc.constantFrom<Cell>(5, -5),
    fc.constantFrom<Cell>("C1", null),
    fc.constantFrom<Cell>("North", null),
    fc.constantFrom<Cell>("2027-01-14", null),
  ],
};

describe.each(Object.keys(SHUFFLED))("%s in another order of rows", (kind) => {
  it("is the same estate", async () => {
    const rows = fc.array(fc.tuple(...(SHUFFLED[kind] ?? [])), { minLength: 2, maxLength: 25 });
    const both = rows.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(both, async ([list, shuffled]) => {
        const [one, other] = [await readTable(kind, list), await readTable(kind, shuffled)];
        expect(contents(other)).toEqual(contents(one));
        expect(other.counts).toEqual(one.counts);
      }),
      { numRuns: 150 },
    );
  });
});
