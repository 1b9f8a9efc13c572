import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import { Access, type Estate, type Rate, type Session } from "../../../src/engine/estate/estate";
import { rate, tokens } from "../../../src/engine/units";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { withSessions } from "../../../src/engine/usage/sessions";
import { day, estateOf, type Given } from "../estate-of";

/** A session from one time to another, such as "2026-03-02 08:00". */
const session = (from: string, to: string, more: Partial<Session> = {}): Session => {
  const minute = (time: string): number => Date.parse(`${time.replace(" ", "T")}:00Z`) / 60_000;
  return {
    person: 0,
    product: 0,
    start: minute(from),
    end: minute(to),
    origin: { source: 0, row: 2 },
    ...more,
  };
};

/** What Ann used of AutoCAD, 7 tokens a day, in sessions of 2026. */
const used = (sessions: readonly Session[], given: Given = {}, rates: readonly Rate[] = []) => {
  const sources: Estate["sources"] = [
    { file: "log", sheet: "Sessions", kind: "Sessions", from: day("2026-01-01"), to: day("2026-12-31") },
    { file: "daily", sheet: "Usage", kind: "Usage", from: day("2026-01-01"), to: day("2026-12-31") },
  ];
  const estate = estateOf({ people: { "ann@x": {}, "bob@x": {} }, ...given });
  const products = ["AutoCAD", "Revit"];
  const { users } = analyse(
    { ...estate, sources, products, sessions, rates },
    day("2026-12-31"),
    defaultAssumptions(),
  );
  return users[0]?.products.map(({ product, days, drawn, onSeats }) => [product, days, drawn, onSeats]);
};

describe("the days and tokens of sessions (DOMAIN §2)", () => {
  it("Monday 8 to 17, Tuesday 7 to 17: two days, 14 tokens", () => {
    expect(
      used([
        session("2026-03-02 08:00", "2026-03-02 17:00"),
        session("2026-03-03 07:00", "2026-03-03 17:00"),
      ]),
    ).toEqual([["AutoCAD", 2, 14, false]]);
  });

  it("a session over midnight is one day, of its start", () => {
    expect(used([session("2026-03-02 19:00", "2026-03-03 17:00")])).toEqual([["AutoCAD", 1, 7, false]]);
  });

  it("a charge that falls on a day without a launch makes it a day of use", () => {
    expect(used([session("2026-03-02 08:00", "2026-03-03 09:00")])).toEqual([["AutoCAD", 2, 14, false]]);
  });

  it("two launches of one window are one charge; a day on which none falls costs 0", () => {
    expect(
      used([
        session("2026-03-02 20:00", "2026-03-02 21:00"),
        session("2026-03-03 08:00", "2026-03-03 09:00"),
      ]),
    ).toEqual([["AutoCAD", 2, 7, false]]);
  });

  it("a launch under 5 minutes is a day of use that costs 0", () => {
    expect(used([session("2026-03-02 08:00", "2026-03-02 08:04")])).toEqual([["AutoCAD", 1, 0, false]]);
    expect(used([session("2026-03-02 08:00", "2026-03-02 08:05")])).toEqual([["AutoCAD", 1, 7, false]]);
  });

  it("tokens that the log states are the truth, added up by day", () => {
    expect(
      used([
        session("2026-03-02 08:00", "2026-03-02 09:00", { tokens: tokens(3) }),
        session("2026-03-02 10:00", "2026-03-02 11:00", { tokens: tokens(2) }),
        session("2026-03-05 10:00", "2026-03-05 11:00"),
      ]),
    ).toEqual([["AutoCAD", 2, 5 + 7, false]]);
  });

  it("a charge costs the rate of its day", () => {
    const from = (n: number, iso: string): Rate => ({
      product: "AutoCAD",
      tokensPerDay: rate(n),
      flexEligible: true,
      reference: "test",
      from: day(iso),
    });
    const sessions = [
      session("2026-03-02 08:00", "2026-03-02 09:00"),
      session("2026-03-04 08:00", "2026-03-04 09:00"),
    ];
    expect(used(sessions, {}, [from(7, "2020-01-01"), from(9, "2026-03-03")])).toEqual([
      ["AutoCAD", 2, 16, false],
    ]);
  });

  it("products and people are charged each for themselves", () => {
    const sessions = [
      session("2026-03-02 08:00", "2026-03-02 09:00"),
      session("2026-03-02 08:00", "2026-03-02 09:00", { product: 1 }),
      session("2026-03-02 12:00", "2026-03-02 13:00", { person: 1 }),
    ];
    expect(used(sessions)).toEqual([
      ["AutoCAD", 1, 7, false],
      ["Revit", 1, 10, false],
    ]);
  });

  it("somebody with a seat uses the seat: from the day it was given to the day it was taken back", () => {
    const on = (iso: string) =>
      used([session(`${iso} 08:00`, `${iso} 09:00`, { tokens: tokens(7) })], {
        people: {},
        seats: [["ann@x", "AutoCAD", "2026-03-02", "2026-06-30"]],
      });
    expect(on("2026-03-01")).toEqual([["AutoCAD", expect.any(Number), expect.any(Number), false]]);
    expect(on("2026-03-02")?.[0]?.slice(2)).toEqual([0, true]);
    expect(on("2026-06-30")?.[0]?.slice(2)).toEqual([0, true]);
    // Nothing was used before 2 March, so the 305 days since are taken to a year.
    expect(on("2026-07-01")?.[0]?.[2]).toBeCloseTo((7 * 365) / 305, 9);
  });

  it("daily exports of the same day are believed before the log", () => {
    const estate = estateOf({
      people: { "bob@x": {} },
      use: [["ann@x", "AutoCAD", "2026-03-02", "tokens", 5]],
    });
    estate.use.source.fill(1);
    const given: Given = { people: { "ann@x": {}, "bob@x": {} }, rest: { use: estate.use } };
    expect(used([session("2026-03-02 08:00", "2026-03-02 09:00")], given)).toEqual([
      ["AutoCAD", 1, 5, false],
    ]);
    expect(used([session("2026-03-05 08:00", "2026-03-05 09:00")], given)).toEqual([
      ["AutoCAD", 2, 12, false],
    ]);
  });
});

describe("the daily use of exports beside a log", () => {
  it("stays as it is, row by row, and the days of the log follow", () => {
    const estate = {
      ...estateOf({
        use: [
          ["bob@x", "AutoCAD", "2026-03-01", "seat", null, 3],
          ["cy@x", "Revit", "2026-03-02", "tokens", 10],
        ],
        people: { "ann@x": {} },
      }),
      sessions: [session("2026-03-02 08:00", "2026-03-03 09:00", { origin: { source: 0, row: 7 } })],
    };
    const context = contextOf(estate, day("2026-12-31"), defaultAssumptions());
    const use = withSessions(context, sessionCharges(context));
    const rows = Array.from({ length: use.length }, (_, i) => [
      estate.people[use.person[i]!]?.id,
      estate.products[use.product[i]!],
      use.day[i]! - day("2026-03-01"),
      use.access[i] === Access.seat ? "seat" : "tokens",
      use.tokens[i],
      [use.variant[i], use.source[i], use.row[i], use.computed?.[i]],
    ]);
    expect(rows).toEqual([
      ["bob@x", "AutoCAD", 0, "seat", NaN, [3, 0, 2, 0]],
      ["cy@x", "Revit", 1, "tokens", 10, [0, 0, 3, 0]],
      ["ann@x", "AutoCAD", 1, "tokens", 7, [0, 0, 7, 1]],
      ["ann@x", "AutoCAD", 2, "tokens", 7, [0, 0, 7, 1]],
    ]);
    expect([use.product, use.day, use.source, use.row].map(({ length }) => length)).toEqual([4, 4, 4, 4]);
  });
});
