import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoMonth } from "../../../src/engine/calendar";
import { Access, type Rate, type ReportedUse } from "../../../src/engine/estate/estate";
import type { MonthUse } from "../../../src/engine/pool/months";
import { days, rate, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const AS_OF = day("2026-12-31");
const YEAR: Given["period"] = ["2026-01-01", "2026-12-31"];
const consumption = (given: Given) => analyse(estateOf(given), AS_OF, defaultAssumptions()).consumption;
const shown = (months: readonly MonthUse[]) => months.map((one) => [isoMonth(one.month), one.tokens]);
const row = (person: string, iso: string, n: number | null, product = "AutoCAD"): UseRow => [
  person,
  product,
  iso,
  "tokens",
  n,
];

describe("the tokens of a year", () => {
  it("are those of the last 365 days, where more was exported", () => {
    const use = [
      row("ann@x", "2025-12-31", 1000),
      row("ann@x", "2026-01-01", 20),
      row("ann@x", "2026-12-31", 3),
    ];
    const found = consumption({ use, period: ["2025-12-31", "2026-12-31"] });
    expect(found).toMatchObject({ year: 23, observed: 23, observedDays: 365 });
  });

  it("are taken to a year, where less was exported: 20 in 73 days are 100", () => {
    const found = consumption({
      use: [row("ann@x", "2026-11-01", 20)],
      period: ["2026-10-20", "2026-12-31"],
    });
    expect(found).toMatchObject({
      year: 100,
      observed: 20,
      observedDays: 73,
      withoutUsers: 0,
      estimated: false,
    });
  });

  it("are taken to a year from the time of each export, and have no common time then", () => {
    const report: ReportedUse = {
      person: 1,
      product: 0,
      access: Access.tokens,
      daysUsed: days(5),
      tokensUsed: tokens(20),
      from: day("2026-10-20"),
      to: day("2026-12-31"),
      origin: { source: 0, row: 2 },
    };
    const found = consumption({
      use: [row("ann@x", "2026-11-01", 50)],
      people: { "bob@x": {} },
      period: YEAR,
      rest: { reportedUse: [report] },
    });
    expect(found).toMatchObject({ year: 150, observed: 150, observedDays: 365, peak: null });
  });

  it("are listed by product, the most first, equal ones by name, and none of 0", () => {
    const found = consumption({
      use: [
        row("ann@x", "2026-03-01", 5, "Maya"),
        row("ann@x", "2026-03-02", 5, "3ds Max"),
        row("ann@x", "2026-03-02", 9, "Revit"),
        row("ann@x", "2026-03-02", 0, "Mudbox"),
        row("bob@x", "2026-03-02", 1, "Maya"),
      ],
      period: YEAR,
    });
    expect(found.byProduct).toEqual([
      { product: "Revit", tokens: 9 },
      { product: "Maya", tokens: 6 },
      { product: "3ds Max", tokens: 5 },
    ]);
    expect(
      consumption({
        use: [row("ann@x", "2026-03-01", 5, "Maya"), row("ann@x", "2026-03-02", 5, "3ds Max")],
        period: YEAR,
      }).byProduct.map(({ product }) => product),
    ).toEqual(["3ds Max", "Maya"]);
  });

  it("hold blank days at the product's rate, and leave out what has none, by name", () => {
    const rates: Rate[] = ["Vault", "Civil 3D"].map((product) => ({
      product,
      flexEligible: true,
      reference: "test",
    }));
    const found = consumption({
      use: [
        row("ann@x", "2026-03-01", null),
        row("ann@x", "2026-03-01", null, "Vault"),
        row("ann@x", "2026-03-02", null, "Vault"),
        row("bob@x", "2026-03-02", null, "Vault"),
        row("ann@x", "2026-03-01", null, "Civil 3D"),
      ],
      period: YEAR,
      rest: { rates },
    });
    expect(found).toMatchObject({ year: null, leastYear: 7, estimated: true });
    expect(found.byProduct).toEqual([
      { product: "AutoCAD", tokens: 7 },
      { product: "Civil 3D", tokens: null },
      { product: "Vault", tokens: null },
    ]);
    expect(shown(found.months)[2]).toEqual(["2026-03", null]);
    expect(found.unknown).toEqual([
      { product: "Civil 3D", days: 1 },
      { product: "Vault", days: 3 },
    ]);
  });

  it("without a person count for products that no export with people states", () => {
    const found = consumption({
      use: [row("ann@x", "2026-03-01", 10), row("", "2026-03-01", 500), row("", "2026-03-02", 40, "Maya")],
      period: YEAR,
    });
    expect(found).toMatchObject({ year: 50, withoutUsers: 40, leftOut: 500 });
    expect(shown(found.months).filter(([, n]) => n !== 0)).toEqual([["2026-03", 50]]);
  });

  it("hold no credits, which are below 0: those are apart", () => {
    const use = [
      row("ann@x", "2026-03-01", 10),
      row("bob@x", "2026-03-02", -4),
      row("ann@x", "2026-03-01", -3),
    ];
    expect(consumption({ use, period: YEAR })).toMatchObject({ year: 10, observed: 10, adjusted: -7 });
  });

  it("are none without use, and no rule sizes a pool then", () => {
    expect(analyse(estateOf({}), AS_OF, defaultAssumptions()).pool).toEqual([]);
    expect(consumption({})).toMatchObject({ year: 0, observed: 0, months: [], peak: null, byProduct: [] });
  });
});

describe("months", () => {
  it("without any row between months with rows were not exported, and are no months of 0", () => {
    const found = consumption({ use: [row("ann@x", "2026-10-31", 5), row("ann@x", "2026-12-01", 6)] });
    expect(found.months.map(({ month, tokens, covered }) => [isoMonth(month), tokens, covered])).toEqual([
      ["2026-10", 5, true],
      ["2026-11", null, false],
      ["2026-12", 6, true],
    ]);
    expect([found.peak, found.observedDays]).toEqual([null, 2]);
  });

  it("without a row inside the dates that the export states are months of 0", () => {
    const use = [row("ann@x", "2026-10-31", 5), row("ann@x", "2026-12-01", 6)];
    const found = consumption({ use, period: ["2026-10-01", "2026-12-31"] });
    expect(shown(found.months)).toEqual([
      ["2026-10", 5],
      ["2026-11", 0],
      ["2026-12", 6],
    ]);
    expect(found.peak).toBe(6);
  });

  it("are whole from their first to their last day: one day less at either end, and they are not", () => {
    const whole = (from: string, to: string) =>
      shown(consumption({ use: [row("ann@x", "2026-02-10", 5)], period: [from, to] }).wholeMonths).map(
        ([m]) => m,
      );
    expect(whole("2026-01-01", "2026-02-28")).toEqual(["2026-01", "2026-02"]);
    expect(whole("2026-01-02", "2026-02-28")).toEqual(["2026-02"]);
    expect(whole("2026-01-01", "2026-02-27")).toEqual(["2026-01"]);
    expect(whole("2025-12-31", "2026-03-01")).toEqual(["2026-01", "2026-02"]);
  });

  it("before the last 365 days are no peak; a month that they begin in does not count either", () => {
    const found = consumption({
      use: [row("ann@x", "2025-06-01", 900), row("ann@x", "2025-12-20", 800), row("ann@x", "2026-05-01", 70)],
      period: ["2025-06-01", "2026-12-15"],
    });
    // The year begins on 16 December 2025.
    expect(found.peak).toBe(70);
    expect(found.wholeMonths).toHaveLength(11);
    expect(found.months).toHaveLength(19);
  });

  it("of which a part was exported are no peak", () => {
    const found = consumption({ use: [row("ann@x", "2026-06-20", 90), row("ann@x", "2026-07-01", 10)] });
    expect(found.peak).toBeNull();
    expect(found.wholeMonths).toEqual([]);
  });

  it("count blank days at the rate of the month's first day", () => {
    const rates = [7, 9].map((n, i): Rate => ({
      product: "AutoCAD",
      tokensPerDay: rate(n),
      flexEligible: true,
      reference: "test",
      from: day(i === 0 ? "2020-01-01" : "2026-11-01"),
    }));
    const found = consumption({
      use: [row("ann@x", "2026-10-31", null), row("ann@x", "2026-11-01", null)],
      rest: { rates },
    });
    expect(shown(found.months)).toEqual([
      ["2026-10", 7],
      ["2026-11", 9],
    ]);
  });

  it("cover the time of exports with and without people", () => {
    const use: UseRow[] = [
      ...daysOfUse("ann@x", "AutoCAD", "2026-11-15", 1, "tokens", 7),
      ["", "Maya", "2026-10-01", "tokens", 6, 0, "Token Flex"],
      ["", "Maya", "2026-12-31", "tokens", 6, 0, "Token Flex"],
    ];
    expect(shown(consumption({ use }).months)).toEqual([
      ["2026-10", 6],
      ["2026-11", 7],
      ["2026-12", 6],
    ]);
  });
});
