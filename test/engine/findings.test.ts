import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../src/engine/assumptions";
import { isoDay, addDays } from "../../src/engine/calendar";
import {
  Access,
  type Contract,
  type Estate,
  type Offer,
  type Rate,
  type ReportedUse,
} from "../../src/engine/estate/estate";
import type { IssueCode } from "../../src/engine/issues";
import { days, rate, seats, tokens } from "../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "./estate-of";

const AS_OF = day("2026-12-31");
const issuesOf = (estate: Estate, changed: Partial<Assumptions> = {}) =>
  analyse(estate, AS_OF, { ...defaultAssumptions(), ...changed }).issues;
/** The issues of one code in an export of 2026. */
const found = (code: IssueCode, given: Given, changed: Partial<Assumptions> = {}) =>
  issuesOf(estateOf({ period: ["2026-01-01", "2026-12-31"], ...given }), changed).filter(
    (one) => one.code === code,
  );

const SOURCES: Estate["sources"] = [
  { file: "daily.csv", sheet: "Usage", kind: "Usage" },
  { file: "report.csv", sheet: "Report", kind: "Usage Report" },
];
const report = (row: number, more: Partial<ReportedUse> = {}): ReportedUse => ({
  person: 0,
  product: 0,
  access: Access.seat,
  daysUsed: days(20),
  from: day("2026-01-01"),
  to: day("2026-12-31"),
  origin: { source: 1, row },
  ...more,
});
const reportOf = (product: string, reportedUse: readonly ReportedUse[], more: Given = {}): Given => ({
  people: { "ann@x": {}, "bob@x": {} },
  ...more,
  rest: { products: [product], sources: SOURCES, reportedUse, ...more.rest },
});

describe("an issue of a Usage Report", () => {
  it("names the report's file, sheet and first row, and counts its rows", () => {
    const rows = [report(9), report(4, { person: 1 }), report(7)];
    expect(found("unknown-rate", reportOf("Civil 3D", rows))).toEqual([
      expect.objectContaining({ file: "report.csv", sheet: "Report", row: 4, rows: 3, severity: "error" }),
    ]);
    expect(found("no-seat-offer", reportOf("Vault", rows))).toEqual([
      expect.objectContaining({ file: "report.csv", sheet: "Report", row: 4, rows: 3 }),
    ]);
  });

  it("names the earlier file where rows of several touch it", () => {
    const given = reportOf("Civil 3D", [report(2)], {
      use: [["bob@x", "Civil 3D", "2026-03-01", "seat", null]],
      rest: { sources: SOURCES },
    });
    expect(found("unknown-rate", given)).toEqual([
      expect.objectContaining({ file: "daily.csv", row: 2, rows: 2 }),
    ]);
  });

  it("counts the rows whose period nobody says", () => {
    const { from: _from, to: _to, ...undated } = report(2);
    expect(found("period-unknown", reportOf("AutoCAD", [undated, { ...undated, person: 1 }]))).toEqual([
      expect.objectContaining({ rows: 2, message: expect.stringContaining("2 users") as string }),
    ]);
    expect(found("period-unknown", reportOf("AutoCAD", [report(2)]))).toEqual([]);
  });

  it("of days of a collection asks for daily use", () => {
    expect(found("collection-days", reportOf("AEC Collection", [report(5)]))).toEqual([
      expect.objectContaining({ row: 5, rows: 1 }),
    ]);
    expect(found("unknown-rate", reportOf("AEC Collection", [report(5)]))).toEqual([]);
  });

  it("says whom only a report shows though there is daily use", () => {
    const daily: UseRow[] = [["bob@x", "AutoCAD", "2026-03-01", "seat", null]];
    const given = reportOf("AutoCAD", [report(2)], { use: daily });
    expect(found("report-only-use", given)).toEqual([expect.objectContaining({ rows: 1 })]);
    expect(found("report-only-use", reportOf("AutoCAD", [report(2)]))).toEqual([]);
  });
});

describe("a product without a rate", () => {
  const noRate: Rate[] = [{ product: "AutoCAD", flexEligible: true, reference: "test" }];
  const seat = (person: string, product = "AutoCAD"): UseRow => [person, product, "2026-03-01", "seat", null];
  const drew = (n: number | null): UseRow => ["zoe@x", "AutoCAD", "2026-03-01", "tokens", n];

  it("is named once with its users; products come in order of name", () => {
    const use = [seat("ann@x", "Vault"), seat("ann@x"), seat("bob@x")];
    const issues = found("unknown-rate", { use, rest: { rates: noRate } });
    expect(issues.map(({ rows, row }) => [row, rows])).toEqual([
      [3, 2],
      [2, 1],
    ]);
    expect(issues[0]?.message).toMatch(/AutoCAD.*2 users/);
  });

  it("is told with the rate that the exports charge, where that is always the same", () => {
    const charged = (...rows: readonly UseRow[]) =>
      found("unknown-rate", { use: [seat("ann@x"), ...rows], rest: { rates: noRate } })[0]?.message;
    expect(charged(drew(9), ["yan@x", "AutoCAD", "2026-03-01", "tokens", 9])).toMatch(/Rate: AutoCAD.* 9\b/);
    expect(charged(drew(9), ["yan@x", "AutoCAD", "2026-03-01", "tokens", 8])).not.toContain("Rate: AutoCAD");
    expect(charged(drew(0))).not.toContain("Rate: AutoCAD");
    expect(charged(["zoe@x", "Maya", "2026-03-01", "tokens", 9])).not.toContain("Rate: AutoCAD");
    expect(charged(["zoe@x", "AutoCAD", "2026-03-02", "seat", 9])).not.toContain("Rate: AutoCAD");
  });

  it("leaves its blank days out of the pool, and says so", () => {
    const issues = found("unknown-rate-tokens", { use: [drew(null)], rest: { rates: noRate } });
    expect(issues).toEqual([expect.objectContaining({ row: 2, rows: 1 })]);
    expect(found("unknown-rate-tokens", { use: [drew(7)], rest: { rates: noRate } })).toEqual([]);
  });
});

describe("products and offers without a price", () => {
  const vault = daysOfUse("ann@x", "Vault", "2026-03-01", 2, "seat");

  it("no offering with a price covers it", () => {
    expect(found("no-seat-offer", { use: vault })).toEqual([expect.objectContaining({ row: 2, rows: 2 })]);
    expect(found("no-seat-offer", { use: daysOfUse("ann@x", "AutoCAD", "2026-03-01", 2) })).toEqual([]);
  });

  it("an offer of the analyst without a price names the users that it could cover", () => {
    const offers: Offer[] = [{ offering: "Vault", covers: [], reference: "quote" }];
    expect(found("unpriced-offer", { use: vault, rest: { offers } })[0]?.message).toContain("1 user");
    const plan = { kind: "Offers", origin: { source: 0, row: 2 }, rows: 1, offering: "Vault" } as const;
    const refusals = [{ ...plan, fields: ["planPrice"], columns: ["Plan price per seat"] }];
    expect(found("unpriced-offer", { use: vault, rest: { offers, refusals } })[0]?.message).toMatch(
      /^The price of Vault is unknown \(Plan price per seat in row 2 of \w+ could not be read\), so no seat/,
    );
    const unused: Offer[] = [{ offering: "Maya", covers: [], reference: "quote" }];
    expect(found("unpriced-offer", { use: vault, rest: { offers: unused } })).toEqual([]);
  });

  it("a product that nothing pays for names its users: up to five, or six, else five and how many more", () => {
    const named = (count: number) => {
      const people = Array.from({ length: count }, (_, i) => `u${i}@x`);
      const use = people.map((id): UseRow => [id, "Vault", "2026-03-01", "seat", null]);
      return found("nothing-pays", { use })[0]?.message;
    };
    expect(named(1)).toContain("Vault, used by u0@x:");
    expect(named(5)).toContain("u3@x and u4@x:");
    expect(named(6)).toContain("u4@x and u5@x:");
    expect(named(7)).toContain("u3@x, u4@x and 2 more users:");
  });

  it("products that nothing pays for come in order of name", () => {
    const use = ["Vault", "Alias", "Moldflow"].map((product): UseRow => [
      `${product.length}@x`,
      product,
      "2026-03-01",
      "seat",
      null,
    ]);
    const named = found("nothing-pays", { use }).map(({ message }) => /pay for (\w+)/.exec(message)?.[1]);
    expect(named).toEqual(["Alias", "Moldflow", "Vault"]);
  });

  it("an offering of unknown price counts its seats and the rows that name it", () => {
    const given: Given = {
      seats: [
        ["ann@x", "Vault"],
        ["bob@x", "Vault", "2025-01-01", "2025-12-31"],
      ],
      bought: [
        ["Vault", 3],
        ["AutoCAD", 2, 1000],
      ],
    };
    expect(found("unknown-price", given)).toEqual([
      expect.objectContaining({ row: 1, rows: 2, message: expect.stringContaining("3 seats") as string }),
    ]);
    expect(found("unknown-price", { seats: given.seats ?? [] })[0]?.message).toMatch(/\b1 seat/);
  });
});

describe("missing tables", () => {
  const codes = (given: Given, changed: Partial<Assumptions> = {}) =>
    issuesOf(estateOf(given), changed).map(({ code }) => code);
  const use = daysOfUse("ann@x", "AutoCAD", "2026-12-01", 31, "tokens", 7);

  it("are named: use, subscriptions, assignments, packs", () => {
    expect(codes({})).toEqual(["no-use", "no-subscriptions"]);
    expect(codes({ use })).toEqual(["no-subscriptions", "no-assignments", "no-packs"]);
    expect(codes({ use, seats: [["ann@x", "AutoCAD"]], bought: [["AutoCAD", 1, 1000]] })).toEqual([
      "no-packs",
      "line-without-end",
    ]);
  });

  it("metered charges alone are a bill to check: what would make them days of use is said", () => {
    const charge = {
      person: 0,
      product: 0,
      day: day("2026-12-01"),
      tokens: tokens(7),
      origin: { source: 0, row: 2 },
    };
    const rest = { products: ["AutoCAD"], meteredCharges: [charge] };
    const [one] = found("no-use", { people: { "ann@x": {} }, rest });
    expect(one?.message).toMatch(
      / 1 metered charge is the vendor's bill .* "Day used", and add "Access option"/,
    );
    expect(found("no-use", {})[0]?.message).not.toContain("metered");
  });

  it("a report is use", () => {
    expect(found("no-use", reportOf("AutoCAD", [report(2)]))).toEqual([]);
  });

  it("packs that are all over are named, where tokens were used", () => {
    const pack = (purchased: string) => ({
      packs: [{ purchased: day(purchased), tokens: tokens(1000), origin: { source: 0, row: 2 } }],
    });
    expect(found("packs-ended", { use, rest: pack("2025-12-31") })).toHaveLength(1);
    expect(found("packs-ended", { use, rest: pack("2026-01-01") })).toEqual([]);
    expect(found("no-packs", { use, rest: pack("2025-12-31") })).toEqual([]);
    const onSeats = daysOfUse("ann@x", "AutoCAD", "2026-12-01", 31, "seat");
    expect(found("packs-ended", { use: onSeats, rest: pack("2025-12-31") })).toEqual([]);
    expect(found("no-packs", { use: onSeats })).toEqual([]);
  });

  it("use is old from 31 days before the as-of date on: not the day before", () => {
    const old = (age: number) => {
      const last = isoDay(addDays(AS_OF, -age));
      return issuesOf(estateOf({ use: [["ann@x", "AutoCAD", last, "tokens", 7]] })).filter(
        ({ code }) => code === "use-ends-early",
      );
    };
    expect([30, 31, 32].map((age) => old(age).length)).toEqual([0, 1, 1]);
    expect(old(31)[0]?.message).toMatch(/2026-11-30, 31 days/);
  });

  it("tokens that nobody is named for, or that were left out, are named with their number", () => {
    const nobody: UseRow[] = [["", "Maya", "2026-03-01", "tokens", 1234, 0, "Token Flex"]];
    expect(found("tokens-without-users", { use: nobody })[0]?.message).toContain("1,234 tokens");
    const both: UseRow[] = [...nobody, ["ann@x", "Maya", "2026-03-01", "tokens", 6]];
    expect(found("tokens-without-users", { use: both })).toEqual([]);
    expect(found("tokens-left-out", { use: both })[0]?.message).toContain("1,234 tokens");
    expect(found("tokens-left-out", { use: nobody })).toEqual([]);
  });

  it("the peak rule asks for months", () => {
    const given = reportOf("AutoCAD", [report(2, { access: Access.tokens, tokensUsed: tokens(70) })]);
    expect(found("no-peak", given, { poolRule: "peak" })).toHaveLength(1);
    expect(found("no-peak", given)).toEqual([]);
    expect(found("no-peak", { use }, { poolRule: "peak" })).toEqual([]);
  });

  it("metered charges without a session log cannot be checked", () => {
    const charge = { person: 0, product: 0, day: AS_OF, tokens: tokens(7), origin: { source: 0, row: 2 } };
    expect(found("metered-not-audited", { use, rest: { meteredCharges: [charge, charge] } })).toEqual([
      expect.objectContaining({ rows: 2 }),
    ]);
    expect(found("metered-not-audited", { use })).toEqual([]);
  });
});

describe("contract lines by date", () => {
  const origin = { source: 0, row: 7 };
  const line = (more: object): Given => ({
    rest: {
      subscriptions: [{ offering: "AutoCAD", seats: seats(3), unitPrice: rate(900), origin, ...more }],
    },
  });

  it("a line that starts after the as-of date is named: the day after, not on it", () => {
    const starting = (iso: string) => found("line-not-started", line({ start: day(iso) }));
    expect(["2026-12-30", "2026-12-31", "2027-01-01"].map((iso) => starting(iso).length)).toEqual([0, 0, 1]);
    expect(starting("2027-01-01")[0]).toMatchObject({ row: 7, rows: 1 });
  });

  it("a line that ended before the as-of date is named: the day before, not on it", () => {
    const ended = (iso: string) => found("line-ended", line({ end: day(iso) }));
    expect(["2026-12-30", "2026-12-31", "2027-01-01"].map((iso) => ended(iso).length)).toEqual([1, 0, 0]);
    expect(ended("2026-12-30")[0]).toMatchObject({ row: 7, rows: 1 });
  });

  it("a line that is committed for over 365 days is named: not on the 365th", () => {
    const committed = (iso: string) => found("late-renewal", line({ end: day(iso) }));
    expect(["2027-12-30", "2027-12-31", "2028-01-01"].map((iso) => committed(iso).length)).toEqual([0, 0, 1]);
  });

  it("a running line without a price is named where the price list stands for it", () => {
    expect(found("line-without-price", line({ unitPrice: undefined }))).toHaveLength(1);
    expect(found("line-without-price", line({}))).toEqual([]);
    expect(found("line-without-price", line({ unitPrice: undefined, end: day("2026-12-30") }))).toEqual([]);
    expect(found("line-without-price", line({ unitPrice: undefined, offering: "Vault" }))).toEqual([]);
  });

  it("a running line of a contract that no Contracts table lists is named, where there is such a table", () => {
    const contracts: Contract[] = [
      { contract: "C1", start: day("2026-01-01"), end: day("2027-06-30"), origin: { source: 0, row: 2 } },
    ];
    const unlisted = (more: object, listed = contracts) => {
      const given = line(more);
      return found("unknown-contract", { rest: { ...given.rest, contracts: listed } });
    };
    expect(unlisted({ contract: "C2" })).toHaveLength(1);
    expect(unlisted({ contract: "C1" })).toEqual([]);
    expect(unlisted({})).toEqual([]);
    expect(unlisted({ contract: "C2" }, [])).toEqual([]);
    expect(unlisted({ contract: "C2", end: day("2026-12-30") })).toEqual([]);
  });
});

describe("tables that disagree", () => {
  it("people behind a hash beside named people are counted, as far as they used anything", () => {
    const use: UseRow[] = [
      ["ann@x", "AutoCAD", "2026-03-01", "tokens", 7],
      ["b7c9", "AutoCAD", "2026-03-01", "tokens", 7],
    ];
    const hashed = { b7c9: { hashed: true }, d0e1: { hashed: true }, "idle@x": {} };
    expect(found("hashed-and-named", { use, people: hashed })).toEqual([
      expect.objectContaining({ rows: 1, message: expect.stringContaining("1 is named") as string }),
    ]);
    expect(found("hashed-and-named", { use: use.slice(1), people: hashed })).toEqual([]);
    expect(found("hashed-and-named", { use: use.slice(0, 1), people: hashed })).toEqual([]);
  });

  it("people listed under a member of a bought collection are counted", () => {
    const given: Given = {
      seats: [
        ["ann@x", "Revit"],
        ["bob@x", "Revit"],
      ],
      bought: [["AEC Collection", 2, 3000]],
    };
    expect(found("listed-by-member", given)).toEqual([expect.objectContaining({ rows: 2 })]);
  });
});
