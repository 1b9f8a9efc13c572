import type { Contract, Estate } from "../../../src/engine/estate/estate";
import type { IssueCode } from "../../../src/engine/issues";
import { days, fraction, rate, seats } from "../../../src/engine/units";
import { day, daysOfUse, type Given } from "../estate-of";
import { contract, run } from "./firm";

/** Ten seats of AutoCAD at 1,000 on C1 to 2027-06-30, and one user. */
const given = (contracts: readonly Contract[], rest: Partial<Estate> = {}, more: Given = {}): Given => ({
  use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
  seats: [["ann@x", "AutoCAD"]],
  bought: [["AutoCAD", 10, 1000, "C1", "2027-06-30", "2026-07-01"]],
  ...more,
  rest: { contracts, ...rest },
});
const said = (code: IssueCode, ...of: Parameters<typeof given>): string[] =>
  run(given(...of))
    .issues.filter((issue) => issue.code === code)
    .map(({ message }) => message);

describe("lines of one offering that run at the same time", () => {
  const bought: Given["bought"] = [
    ["AutoCAD", 10, 1000, "C1", "2027-06-30", "2026-07-01"],
    ["AutoCAD", 8, 1000, "C2", "2027-09-30", "2026-10-01"],
  ];

  it("are named with their seats and ends, since one may replace another", () => {
    expect(said("lines-at-once", [], {}, { bought })).toEqual([
      "AutoCAD is bought on several lines that run at the same time: 10 seats on contract C1 until 2027-06-30 and " +
        "8 seats on contract C2 until 2027-09-30. All 18 seats count. If one of the lines replaces another, delete " +
        "the one that no longer holds.",
    ]);
  });

  it("are so on one contract with two ends, too, and not where one has ended or is to come", () => {
    const line = (end: string, start: string) => ["AutoCAD", 8, 1000, "C1", end, start] as const;
    expect(
      said("lines-at-once", [], {}, { bought: [bought[0]!, line("2027-09-30", "2026-10-01")] }),
    ).toHaveLength(1);
    expect(said("lines-at-once", [], {}, { bought: [bought[0]!, line("2026-06-30", "2025-07-01")] })).toEqual(
      [],
    );
    expect(said("lines-at-once", [], {}, { bought: [bought[0]!, line("2028-06-30", "2027-07-01")] })).toEqual(
      [],
    );
  });

  it("are not rows of one line, nor those of two companies", () => {
    expect(said("lines-at-once", [], {}, { bought: [bought[0]!, bought[0]!] })).toEqual([]);
    const subscriptions = ["Buyer", "Target"].map((company, i) => ({
      offering: "AutoCAD",
      seats: seats(5),
      contract: `C${i + 1}`,
      company,
      end: day("2027-06-30"),
      origin: { source: 0, row: i },
    }));
    expect(said("lines-at-once", [], { subscriptions }, { bought: [] })).toEqual([]);
  });
});

describe("the end of a line", () => {
  it("that differs from its contract's is said, with the one that was used", () => {
    expect(said("ends-differ", [contract("C1", { end: day("2027-05-31") })])).toEqual([
      "Subscriptions ends AutoCAD of contract C1 on 2027-06-30, and Contracts ends the contract on 2027-05-31. The " +
        "date of Subscriptions was used for the renewal and its notice. Correct the wrong one.",
    ]);
    expect(said("ends-differ", [contract("C1")])).toEqual([]);
    expect(said("ends-differ", [contract("C2", { end: day("2027-05-31") })])).toEqual([]);
  });

  it("that no table gives is asked for, unless it could not be read", () => {
    const bought: Given["bought"] = [["AutoCAD", 10, 1000, "C1"]];
    expect(said("line-without-end", [], {}, { bought })).toEqual([
      "No table gives the end of 10 AutoCAD seats on contract C1, so the last day of notice is unknown, and the " +
        "seats are taken to renew with the first line. Fill in End date.",
    ]);
    const origin = { source: 0, row: 2 };
    const { end: _, ...endless } = contract("C1");
    const refusals: Estate["refusals"] = [
      { kind: "Contracts", origin, rows: 1, fields: ["end"], columns: ["End"], contract: "C1" },
    ];
    expect(said("line-without-end", [endless], { refusals }, { bought })).toEqual([]);
    expect(said("line-without-end", [contract("C1")], {}, { bought })).toEqual([]);
    expect(said("line-without-end", [], {}, { bought: [] })).toEqual([]);
  });
});

describe("the terms of a contract", () => {
  it("that nothing bought names change nothing, and this is said", () => {
    expect(said("contract-without-lines", [contract("C1"), contract("C9")])).toEqual([
      "No row of purchases names contract C9, so its terms change nothing. Write the same contract there and here.",
    ]);
  });

  it("of the kind tokens do not fit seats", () => {
    expect(said("seats-on-token-contract", [contract("C1", { kind: "tokens" })])).toEqual([
      "Contract C1 is of the kind tokens, and Subscriptions lists 10 seats on it. Correct Kind, or the contract of " +
        "the seats.",
    ]);
  });

  it("cannot ask for a notice as long as the term", () => {
    expect(said("notice-longer-than-term", [contract("C1", { noticeDays: days(400) })])).toEqual([
      "Contract C1 asks for a notice of 400 days, and a term of it lasts 12 months: no notice can be in time. " +
        "Correct Notice days or Term years.",
    ]);
    expect(said("notice-longer-than-term", [contract("C1", { noticeDays: days(180) })])).toEqual([]);
  });
});

describe("a last day of notice that has passed", () => {
  const bought: Given["bought"] = [["AutoCAD", 10, 1000, "C1", "2027-01-31", "2026-02-01"]];
  const ofRenewal = (autoRenews: boolean): Partial<Estate> => ({
    subscriptions: [
      {
        offering: "AutoCAD",
        seats: seats(10),
        contract: "C1",
        start: day("2026-02-01"),
        end: day("2027-01-31"),
        autoRenews,
        origin: { source: 0, row: 2 },
      },
    ],
  });
  const terms = [contract("C1", { noticeDays: days(45), end: day("2027-01-31") })];

  // 45 days before 2027-01-31 is 2026-12-17; the run is of 2026-12-31.
  it("is said for a line that renews automatically, with the end of one more term", () => {
    expect(said("notice-passed", terms, ofRenewal(true), { bought })).toEqual([
      "The last day of notice for 10 AutoCAD seats on contract C1 was 2026-12-17 and has passed. The renewal until " +
        "2028-01-31 can be stopped only if the vendor accepts a late notice.",
    ]);
    expect(said("notice-passed", terms, ofRenewal(false), { bought })).toEqual([]);
    const inTime = [contract("C1", { noticeDays: days(31), end: day("2027-01-31") })];
    expect(said("notice-passed", inTime, ofRenewal(true), { bought })).toEqual([]);
  });
});

describe("a price above what a contract lets today's price rise to", () => {
  const capped = [contract("C1", { upliftCap: fraction(0.03) })];
  const quote = (price: number, discount = 0): Partial<Estate> => ({
    quotes: [
      {
        quote: "Q1",
        offering: "AutoCAD",
        seats: seats(10),
        price: rate(price),
        discount: fraction(discount),
        origin: { source: 0, row: 4 },
      },
    ],
  });

  // 1,000 may rise by 3 % to 1,030.
  it("is named where a quote asks it, after its discount", () => {
    expect(said("price-above-cap", capped, quote(1031))).toEqual([
      "The quote Q1 asks 1,031 for a seat of AutoCAD. Contract C1 lets today's price of 1,000 rise by 3.0 % at most, " +
        "to 1,030. Refer to the contract, or correct the price.",
    ]);
    expect(said("price-above-cap", capped, quote(1030))).toEqual([]);
    expect(said("price-above-cap", capped, quote(1140, 0.1))).toEqual([]);
    expect(said("price-above-cap", [contract("C1")], quote(5000))).toEqual([]);
  });

  it("is named in the price list, too", () => {
    const offers = [
      { offering: "AutoCAD", pricePerYear: rate(1100), covers: [], reference: "Offers" } as const,
    ];
    expect(said("price-above-cap", capped, { offers } as Partial<Estate>)).toEqual([
      expect.stringContaining("Offers asks 1,100 for a seat of AutoCAD."),
    ]);
  });
});

describe("companies", () => {
  const row = (company: string | undefined, i: number) => ({
    offering: "AutoCAD",
    seats: seats(5),
    ...(company === undefined ? {} : { company }),
    end: day("2027-06-30"),
    origin: { source: 0, row: i },
  });
  const held = (companies: readonly string[]) => ({
    person: 0,
    offering: "AutoCAD",
    assigned: true,
    companies,
    origin: { source: 0, row: 9 },
  });

  it("that one table names and another does not may be misspelt", () => {
    const estate = {
      subscriptions: [row("Buyer", 1), row("Target", 2)],
      assignments: [held(["Buyer", "Target Ltd"])],
    };
    expect(said("company-unmatched", [], estate, { bought: [], seats: [] })).toEqual([
      "Subscriptions names the company Target, and Users does not. If it is another spelling of a company there, " +
        "write both alike: until then it counts as a company of its own.",
      "Users names the company Target Ltd, and Subscriptions does not. If it is another spelling of a company there, " +
        "write both alike: until then it counts as a company of its own.",
    ]);
  });

  it("are missing in some rows of purchases", () => {
    const subscriptions = [row("Buyer", 1), row(undefined, 2)];
    expect(said("company-missing", [], { subscriptions }, { bought: [] })).toEqual([
      "1 row of Subscriptions names no company, although others do. Its seats count for no company. Fill in Company.",
    ]);
    expect(said("company-missing", [], { subscriptions: [row(undefined, 1)] }, { bought: [] })).toEqual([]);
  });
});
