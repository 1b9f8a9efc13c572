import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { addDays, isoDay } from "../../../src/engine/calendar";
import { Access, type Rate, type ReportedUse } from "../../../src/engine/estate/estate";
import { days, rate, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const AS_OF = day("2026-12-31");
const YEAR: Given["period"] = ["2026-01-01", "2026-12-31"];
/** Ann, in an export that covers 2026. */
const ann = (given: Given, changed: Partial<Assumptions> = {}) => {
  const estate = estateOf({ period: YEAR, ...given });
  const { users } = analyse(estate, AS_OF, { ...defaultAssumptions(), ...changed });
  const user = users.find((one) => one.user === "ann@x");
  if (!user) throw new Error("Ann is not there.");
  return user;
};
const use = (first: string, count: number, access: "seat" | "tokens" = "tokens") =>
  daysOfUse("ann@x", "AutoCAD", first, count, access, access === "tokens" ? 7 : null);

describe("somebody who came during the year", () => {
  const product = (since: string, first = since) =>
    ann({ use: use(first, 10), people: { "ann@x": { accountSince: day(since) } } }).products[0]?.days;

  it("is observed from the account's date on: 10 days in 73 are 50 a year, in 365 they are 10", () => {
    expect(product("2026-10-20")).toBeCloseTo(50, 9);
    expect(product("2026-01-01", "2026-03-01")).toBe(10);
    expect(product("2025-06-01", "2026-03-01")).toBe(10);
  });

  it("was there before, if anything was used before: on the date itself, the day before", () => {
    expect(product("2026-10-20", "2026-10-20")).toBeCloseTo(50, 9);
    expect(product("2026-10-20", "2026-10-19")).toBe(10);
  });

  it("came with the earliest of account and seats", () => {
    const found = ann({
      use: use("2026-10-25", 10),
      people: { "ann@x": { accountSince: day("2026-11-20") } },
      seats: [
        ["ann@x", "Revit", "2026-10-20"],
        ["ann@x", "AutoCAD", "2026-12-01"],
      ],
    });
    expect(found.products[0]?.days).toBeCloseTo(50, 9);
  });
});

describe("somebody whose seats were all taken back", () => {
  const gone = (until: string, last: string) =>
    ann({ use: use(last, 1), seats: [["ann@x", "AutoCAD", "2025-01-01", until]] });

  it("has left, if nothing was used after that day: use on the day before and on it, not after", () => {
    expect(gone("2026-06-30", "2026-06-29").leaver).toBe(true);
    expect(gone("2026-06-30", "2026-06-30").leaver).toBe(true);
    expect(gone("2026-06-30", "2026-07-01").leaver).toBe(false);
  });

  it("is observed until then: 1 day in 181 is 2.02 a year; without leaving it is 1", () => {
    expect(gone("2026-06-30", "2026-06-01").products[0]?.days).toBeCloseTo(365 / 181, 9);
    expect(gone("2026-06-30", "2026-07-01").products[0]?.days).toBe(1);
  });

  it("has not left while one seat is held", () => {
    const found = ann({
      use: use("2026-06-01", 1),
      seats: [
        ["ann@x", "AutoCAD", "2025-01-01", "2026-06-30"],
        ["ann@x", "Revit"],
      ],
    });
    expect(found.leaver).toBe(false);
  });

  it("left with the last of several seats", () => {
    const seats: Given["seats"] = [
      ["ann@x", "AutoCAD", "2025-01-01", "2026-06-30"],
      ["ann@x", "Revit", "2025-01-01", "2026-03-31"],
    ];
    expect(ann({ use: use("2026-06-01", 1), seats }).leaver).toBe(true);
    expect(ann({ use: use("2026-06-01", 1), seats }).products[0]?.days).toBeCloseTo(365 / 181, 9);
  });

  it("where no date says when: has left after 90 days without use, or without any use", () => {
    const undated = (last: string | null) => {
      const estate = estateOf({
        period: YEAR,
        use: [...(last === null ? [] : use(last, 1)), ["bob@x", "AutoCAD", "2026-12-01", "tokens", 7]],
        seats: [["ann@x", "AutoCAD"]],
      });
      const assignments = estate.assignments.map((one) => ({ ...one, assigned: false }));
      return analyse({ ...estate, assignments }, AS_OF, defaultAssumptions()).users[0]?.leaver;
    };
    // The 90th day before 31 December is 2 October.
    expect([undated("2026-10-01"), undated("2026-10-02"), undated("2026-10-03")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(undated(null)).toBe(true);
  });

  it("an inactive account has left, too", () => {
    expect(ann({ use: use("2026-12-01", 1), people: { "ann@x": { inactive: true } } }).leaver).toBe(true);
    expect(ann({ use: use("2026-12-01", 1) }).leaver).toBe(false);
  });
});

describe("confidence", () => {
  const observed = (count: number, changed = {}) => {
    const first = isoDay(addDays(AS_OF, 1 - count));
    return ann({ period: [first, "2026-12-31"], use: use("2026-12-31", 1) }, changed).confidence;
  };

  it("is low under 90 observed days, annualised from 90, a full year from 365", () => {
    expect([89, 90, 91].map((n) => observed(n))).toEqual(["low", "annualised", "annualised"]);
    expect([364, 365, 366].map((n) => observed(n))).toEqual(["annualised", "full year", "full year"]);
    expect(observed(90, { lowConfidenceDays: days(91) })).toBe("low");
  });

  it("is none without use", () => {
    expect(
      ann({ people: { "ann@x": {} }, use: daysOfUse("bob@x", "AutoCAD", "2026-01-01", 1) }).confidence,
    ).toBe("none");
  });
});

describe("new and dormant people by date", () => {
  const others = daysOfUse("bob@x", "AutoCAD", "2026-12-31", 1);

  it("an account is new for 90 days: made on 3 October it is 89 days old on 31 December, on the 2nd 90", () => {
    const made = (iso: string) =>
      ann({ people: { "ann@x": { accountSince: day(iso) } }, use: others }).segment;
    expect([made("2026-10-03"), made("2026-10-02"), made("2026-10-01")]).toEqual([
      "New",
      "Dormant",
      "Dormant",
    ]);
  });

  it("somebody is dormant from the 90th day without use on", () => {
    const last = (iso: string) => ann({ use: use(iso, 1) }).segment;
    expect([last("2026-10-03"), last("2026-10-02"), last("2026-10-01")]).toEqual([
      "Rare",
      "Dormant",
      "Dormant",
    ]);
  });

  it("the last use is the latest of all products and reports", () => {
    const found = ann({
      use: [...use("2026-05-01", 1), ["ann@x", "Revit", "2026-04-01", "seat", null]],
      rest: { reportedUse: [reported({ lastUse: day("2026-06-01"), access: Access.seat })] },
    });
    expect(found.lastUse).toBe(day("2026-06-01"));
    expect(ann({ use: [...use("2026-05-01", 1), ...others] }).lastUse).toBe(day("2026-05-01"));
  });
});

describe("days a month", () => {
  it("count a day with two products once", () => {
    const both: UseRow[] = [...use("2026-03-01", 30), ...daysOfUse("ann@x", "Revit", "2026-03-11", 30)];
    expect(ann({ use: both }).daysPerMonth).toBeCloseTo(40 / (365 / 30.4375), 9);
  });

  it("are counted also where the exports of seats and of tokens cover no common day", () => {
    const kind = (rows: readonly UseRow[], name: "Seat usage" | "Token usage") =>
      rows.map(([person, product, iso, access, n]): UseRow => [person, product, iso, access, n, 0, name]);
    const apart = [
      ...kind(use("2026-01-01", 1, "seat"), "Seat usage"),
      ...kind(use("2026-01-31", 1, "seat"), "Seat usage"),
      ...kind(use("2026-07-01", 1), "Token usage"),
      ...kind(use("2026-07-31", 1), "Token usage"),
    ];
    const estate = estateOf({ use: apart });
    const [user] = analyse(estate, AS_OF, defaultAssumptions()).users;
    // 2 days in 31 on the seat and 2 in 31 on tokens
    expect(user?.daysPerMonth).toBeCloseTo(4 / (31 / 30.4375), 9);
  });

  it("are at most a whole month, and of less than a year 260 days a year at most", () => {
    expect(ann({ use: use("2026-01-01", 365) }).daysPerMonth).toBeCloseTo(30.4375, 9);
    const oneDay = ann({ period: ["2026-12-31", "2026-12-31"], use: use("2026-12-31", 1) });
    expect(oneDay.daysPerMonth).toBeCloseTo((260 * 30.4375) / 365, 9);
  });
});

const reported = (more: Partial<ReportedUse>): ReportedUse => ({
  person: 0,
  product: 0,
  access: Access.tokens,
  from: day("2026-01-01"),
  to: day("2026-12-31"),
  origin: { source: 0, row: 2 },
  ...more,
});

describe("a Usage Report", () => {
  const shown = (
    rows: readonly Partial<ReportedUse>[],
    changed: Partial<Assumptions> = {},
    given: Given = {},
  ) =>
    ann(
      { people: { "ann@x": {} }, rest: { products: ["AutoCAD"], reportedUse: rows.map(reported) }, ...given },
      changed,
    );

  it("gives days and tokens over its period, taken to a year: 20 in 73 days are 100", () => {
    const found = shown([{ daysUsed: days(20), tokensUsed: tokens(140), from: day("2026-10-20") }]);
    expect(found.products[0]).toMatchObject({ days: 100, drawn: 700, onFlex: 700, basis: "exported" });
    expect(found.confidence).toBe("low");
  });

  it("of unknown period counts for what the analyst says it covers, or else for nothing", () => {
    const undated = [{ daysUsed: days(20), tokensUsed: tokens(140) }].map((one) => {
      const { from: _from, to: _to, ...rest } = reported(one);
      return rest;
    });
    const of = (changed: Partial<Assumptions>) =>
      analyse(
        estateOf({ people: { "ann@x": {} }, rest: { products: ["AutoCAD"], reportedUse: undated } }),
        AS_OF,
        { ...defaultAssumptions(), ...changed },
      ).users[0]?.products[0];
    expect(of({ usageReportDays: days(73) })).toMatchObject({ days: 100, drawn: 700 });
    expect(of({})).toMatchObject({ days: null, drawn: null, onFlex: null, basis: "period unknown" });
  });

  it("adds the rows of one report, and never exceeds its period", () => {
    const found = shown([
      { daysUsed: days(200), tokensUsed: tokens(1400) },
      { daysUsed: days(200), tokensUsed: tokens(1400) },
    ]);
    expect(found.products[0]).toMatchObject({ days: 365, drawn: 2800 });
  });

  it("gives way to the report that covers more days, in whatever order they come", () => {
    const short = { daysUsed: days(31), from: day("2026-12-01"), origin: { source: 1, row: 2 } };
    const long = { daysUsed: days(31), origin: { source: 0, row: 2 } };
    const sources = estateOf({}).sources;
    const of = (rows: readonly Partial<ReportedUse>[]) =>
      shown(
        rows,
        {},
        {
          rest: { products: ["AutoCAD"], reportedUse: rows.map(reported), sources: [...sources, ...sources] },
        },
      ).products[0]?.days;
    expect([of([short, long]), of([long, short])]).toEqual([31, 31]);
  });

  it("counts blank tokens by the rate, and its last use by its latest row", () => {
    const found = shown([
      { daysUsed: days(10), lastUse: day("2026-05-01") },
      { daysUsed: days(10), tokensUsed: tokens(70), lastUse: day("2026-08-01") },
      { daysUsed: days(1), lastUse: day("2026-06-01") },
    ]);
    expect(found.products[0]).toMatchObject({
      days: 21,
      drawn: 70 + 11 * 7,
      basis: "estimated",
      lastDay: day("2026-08-01"),
    });
  });

  it("says nothing by a row without days and tokens", () => {
    expect(shown([{}]).products).toEqual([]);
    expect(shown([{ daysUsed: days(0) }]).products).toEqual([]);
    expect(shown([{ daysUsed: days(0), tokensUsed: tokens(7) }]).products[0]).toMatchObject({ drawn: 7 });
    expect(shown([{ daysUsed: days(1) }]).products[0]).toMatchObject({ days: 1 });
  });

  it("gives way to daily use of the same access, and fills in for the other", () => {
    const seatRow = { access: Access.seat, daysUsed: days(50) } as const;
    const of = (access: "seat" | "tokens") =>
      shown(
        [seatRow],
        {},
        {
          use: use("2026-03-01", 10, access),
          rest: { reportedUse: [reported(seatRow)] },
        },
      ).products[0]?.days;
    expect([of("seat"), of("tokens")]).toEqual([10, 60]);
  });

  it("counts seat days from the seat's date on, if they fit in", () => {
    const since = (iso: string, row: Partial<ReportedUse>) =>
      shown(
        [{ access: Access.seat, daysUsed: days(20), ...row }],
        {},
        {
          rest: {
            products: ["AutoCAD"],
            reportedUse: [reported({ access: Access.seat, daysUsed: days(20), ...row })],
          },
          seats: [["ann@x", "AutoCAD", iso]],
        },
      ).products[0]?.days;
    // 20 days fit into the 73 since 20 October and into the 20 since 12 December, and not into 19.
    expect(since("2026-10-20", {})).toBeCloseTo(100, 9);
    // 20 of 20 days are 365 a year, and no more than 260 of a year that was not seen.
    expect(since("2026-12-12", {})).toBeCloseTo(260, 9);
    expect(since("2026-12-13", {})).toBe(20);
    expect(since("2026-10-20", { lastUse: day("2026-10-20") })).toBeCloseTo(100, 9);
    expect(since("2026-10-20", { lastUse: day("2026-10-19") })).toBe(20);
  });
});

describe("tokens on Flex", () => {
  const noRate: Rate[] = [{ product: "AutoCAD", flexEligible: true, reference: "test" }];
  const product = (given: Given) => ann(given).products[0];

  it("are those exported, and seat days and blank days × the rate", () => {
    const mixed = [...use("2026-03-01", 10), ...use("2026-04-01", 20, "seat")];
    expect(product({ use: mixed })).toMatchObject({
      drawn: 70,
      onFlex: 210,
      basis: "estimated",
      onSeats: true,
    });
    expect(product({ use: use("2026-03-01", 10) })).toMatchObject({
      onFlex: 70,
      basis: "exported",
      onSeats: false,
    });
    const blank = daysOfUse("ann@x", "AutoCAD", "2026-03-01", 10);
    expect(product({ use: blank })).toMatchObject({ drawn: 70, onFlex: 70, basis: "estimated" });
  });

  it("are unknown where a rate is needed and missing", () => {
    const blank = daysOfUse("ann@x", "AutoCAD", "2026-03-01", 10);
    const rest = { rates: noRate };
    expect(product({ use: blank, rest })).toMatchObject({ drawn: null, onFlex: null, basis: "rate unknown" });
    expect(product({ use: use("2026-03-01", 9, "seat"), rest })).toMatchObject({ drawn: 0, onFlex: null });
    expect(product({ use: use("2026-03-01", 10), rest })).toMatchObject({ drawn: 70, onFlex: 70 });
  });

  it("are not asked for where a product is not on Flex, or is a collection", () => {
    const rates: Rate[] = [
      { product: "AutoCAD", tokensPerDay: rate(7), flexEligible: false, reference: "test" },
    ];
    expect(product({ use: use("2026-03-01", 10), rest: { rates } })).toMatchObject({
      drawn: 70,
      onFlex: null,
      basis: "not eligible",
    });
    expect(product({ use: daysOfUse("ann@x", "AEC Collection", "2026-03-01", 10, "seat") })).toMatchObject({
      onFlex: null,
      basis: "collection",
    });
  });

  it("come product by product, in order of name", () => {
    const two = [...use("2026-03-01", 1), ...daysOfUse("ann@x", "3ds Max", "2026-03-02", 1)];
    expect(ann({ use: two }).products.map((one) => one.product)).toEqual(["3ds Max", "AutoCAD"]);
  });
});
