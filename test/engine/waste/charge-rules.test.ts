import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Rate, Session } from "../../../src/engine/estate/estate";
import { rate } from "../../../src/engine/units";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { chargeRules, ifPaused } from "../../../src/engine/waste/charge-rules";
import { day, estateOf, type Given } from "../estate-of";

/** A session that begins at an hour of 6 July 2026, UTC, and lasts so many minutes. */
const session = (hour: number, minutes: number, more: Partial<Session> = {}): Session => {
  const start = day("2026-07-06") * 1440 + hour * 60;
  return { person: 0, product: 0, start, end: start + minutes, origin: { source: 0, row: 2 }, ...more };
};

const rateOf = (perDay: number, more: Partial<Rate> = {}): Rate => ({
  product: "AutoCAD",
  tokensPerDay: rate(perDay),
  flexEligible: true,
  reference: "test",
  ...more,
});

function rules(
  sessions: readonly Session[],
  { rates = [rateOf(7)], ...given }: Given & { rates?: readonly Rate[] } = {},
) {
  const estate = {
    ...estateOf({ people: { "ann@x": {}, "bob@x": {} }, ...given }),
    products: ["AutoCAD", "Aardvark", "Own App"],
    sessions,
    rates,
  };
  const context = contextOf(estate, day("2026-12-31"), defaultAssumptions());
  return chargeRules(context, sessionCharges(context));
}

it("the charges of all users of a product are added, in order of product", () => {
  const found = rules([session(9, 60), session(9, 60, { person: 1 }), session(9, 60, { product: 1 })]);
  expect(
    found.map(({ product, charges, least, calendarDays }) => [product, charges, least, calendarDays]),
  ).toEqual([
    ["Aardvark", 1, 1, 1],
    ["AutoCAD", 2, 2, 2],
  ]);
  expect(found[1]).toEqual({
    product: "AutoCAD",
    charges: 2,
    tokens: 14,
    pausesWhenIdle: null,
    pausesFromVersion: null,
    withoutVersion: 0,
    least: 2,
    leastTokens: 14,
    calendarDays: 2,
    calendarTokens: 14,
  });
});

it.each([
  [4, []],
  [5, [[1, 1, 1]]],
] as const)("a launch of %d minutes", (minutes, expected) => {
  const found = rules([session(9, minutes)]);
  expect(found.map(({ charges, least, calendarDays }) => [charges, least, calendarDays])).toEqual(expected);
});

it("each charge costs the rate of its own day", () => {
  // The rate is 7 up to 6 July and 9 from then on; the calendar days are 6 and 7 July.
  const rates = [rateOf(7), rateOf(9, { from: day("2026-07-07") })];
  expect(rules([session(20, 600)], { rates })).toMatchObject([
    { charges: 1, tokens: 7, leastTokens: 7, calendarDays: 2, calendarTokens: 16 },
  ]);
});

it("tokens are unknown where a rate is", () => {
  expect(rules([session(9, 60, { product: 2 })])).toMatchObject([
    { product: "Own App", charges: 1, tokens: null, leastTokens: null, calendarTokens: null },
  ]);
});

it("what a seat pays for is in no rule", () => {
  expect(rules([session(9, 60)], { seats: [["ann@x", "AutoCAD", "2026-01-01"]] })).toEqual([]);
  // A seat from 7 July on pays for the second of the two.
  const two = [session(9, 60), session(40, 60)];
  expect(rules(two, { seats: [["ann@x", "AutoCAD", "2026-07-07"]] })).toMatchObject([
    { charges: 1, tokens: 7, least: 1, calendarDays: 1 },
  ]);
});

it("sessions of unknown version are counted where the rule depends on the version", () => {
  const sessions = [
    session(9, 60),
    session(40, 60, { version: "R26" }),
    session(70, 60, { version: "2026" }),
  ];
  const rates = (more: Partial<Rate>) => ({ rates: [rateOf(7, more)] });
  expect(rules(sessions, rates({ pausesWhenIdle: true, pausesFromVersion: "2026" }))).toMatchObject([
    { pausesWhenIdle: true, pausesFromVersion: "2026", withoutVersion: 2 },
  ]);
  expect(rules(sessions, rates({ pausesWhenIdle: true }))).toMatchObject([
    { pausesWhenIdle: true, pausesFromVersion: null, withoutVersion: 0 },
  ]);
});

describe("a session of a version that pauses", () => {
  const minutes = (length: number, activeMinutes?: number, more: Partial<Rate> = {}) => {
    const one = session(9, length, {
      version: "2026",
      ...(activeMinutes === undefined ? {} : { activeMinutes }),
    });
    const { start, end } = ifPaused(one, rateOf(7, more));
    expect(start).toBe(one.start);
    return end - start;
  };

  it("is charged for its active minutes, at least those that open a window, and never longer than it ran", () => {
    expect(minutes(600, 90)).toBe(90);
    expect(minutes(600, 6)).toBe(6);
    expect(minutes(600, 5)).toBe(5);
    expect(minutes(600, 0)).toBe(5);
    expect(minutes(600)).toBe(5);
    expect(minutes(60, 90)).toBe(60);
    expect(minutes(4, 0)).toBe(4);
  });

  it("as long as it is open where it does not pause", () => {
    expect(minutes(600, 90, { pausesWhenIdle: false })).toBe(600);
    expect(minutes(600, 90, { pausesWhenIdle: true })).toBe(90);
    expect(minutes(600, 90, { pausesFromVersion: "2027" })).toBe(600);
  });
});
