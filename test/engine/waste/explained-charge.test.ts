import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { analyse } from "../../../src/engine/analyse";
import type { Rate, Refusal, Session } from "../../../src/engine/estate/estate";
import { rate, tokens, type TokenPrice, type Tokens } from "../../../src/engine/units";
import { explainedCharge } from "../../../src/engine/waste/explained-charge";
import { day, estateOf, type Given } from "../estate-of";

const AUTOCAD: Rate = {
  product: "AutoCAD",
  tokensPerDay: rate(7),
  flexEligible: true,
  reference: "test",
};

const minute = (utc: string): number => Date.parse(`${utc.replace(" ", "T")}:00Z`) / 60_000;

const session = (from: string, to: string, more: Partial<Session> = {}): Session => ({
  person: 0,
  product: 0,
  start: minute(from),
  end: minute(to),
  origin: { source: 0, row: 2 },
  ...more,
});

function wasteOf(
  sessions: readonly Session[],
  {
    given = {},
    set = {},
    rateOf = {},
    refusals = [],
  }: {
    readonly given?: Given;
    readonly set?: Partial<Assumptions>;
    readonly rateOf?: Partial<Rate>;
    readonly refusals?: readonly Refusal[];
  } = {},
) {
  const estate = {
    ...estateOf({ people: { "ann@x": {}, "bob@x": {} }, ...given }),
    products: ["AutoCAD"],
    sources: [{ file: "log.csv", sheet: "Log", kind: "Sessions" as const }],
    rates: [{ ...AUTOCAD, ...rateOf }],
    refusals,
    sessions,
  };
  const assumptions = { ...defaultAssumptions(), timeZone: "UTC", ...set };
  const { waste } = analyse(estate, day("2026-12-31"), assumptions);
  const steps = waste.judged.map((one) =>
    Object.fromEntries(explainedCharge(one, waste, estate).map(({ step, text }) => [step, text])),
  );
  return { waste, steps, estate };
}

describe("the steps of a charge", () => {
  const LUNCH = session("2026-07-06 12:00", "2026-07-06 14:00");

  it("say whether the log states the tokens or they are the rate of the day, and their price", () => {
    expect(wasteOf([LUNCH]).steps[0]).toMatchObject({
      Window: "24 hours from 2026-07-06 12:00 to 2026-07-07 12:00 UTC, 2026-07-06 12:00 in UTC",
      Tokens: "7 tokens, the rate of a day",
      Money: "21, at 3.00 a token",
    });
    const stated = { ...LUNCH, tokens: tokens(1) };
    expect(wasteOf([stated]).steps[0]).toMatchObject({ Tokens: "1 token, as the log states" });
  });

  it("say that a seat pays, without money", () => {
    const [steps] = wasteOf([LUNCH], { given: { seats: [["ann@x", "AutoCAD", "2026-01-01"]] } }).steps;
    expect(steps).toMatchObject({ Tokens: "none: the user holds a seat for the product" });
    expect(Object.keys(steps!)).not.toContain("Money");
  });

  it("name six rows and count the others", () => {
    const many = Array.from({ length: 8 }, (_, i) =>
      session(`2026-07-06 0${i}:00`, `2026-07-06 0${i}:10`, { origin: { source: 0, row: i + 2 } }),
    );
    expect(wasteOf(many).steps[0]?.["Rows"]).toMatch(/row 7 of Log: [^;]*; 2 more rows$/);
    expect(wasteOf(many.slice(0, 7)).steps[0]?.["Rows"]).toMatch(/row 7 of Log: [^;]*; 1 more row$/);
    expect(wasteOf(many.slice(0, 6)).steps[0]?.["Rows"]).toMatch(/row 7 of Log: [^;]*$/);
  });

  it("name the version and the machine of a row where they are known", () => {
    const rows = (more: Partial<Session>) => wasteOf([{ ...LUNCH, ...more }]).steps[0]?.["Rows"];
    expect(rows({})).toBe("row 2 of Log: 2026-07-06 12:00 to 2026-07-06 14:00");
    expect(rows({ version: "2026", machine: "PC-1" })).toBe(
      "row 2 of Log: 2026-07-06 12:00 to 2026-07-06 14:00, version 2026, on PC-1",
    );
  });

  it("say by which rule a charge falls due, and on what it was wasted", () => {
    const { steps } = wasteOf([session("2026-07-06 20:00", "2026-07-07 20:01", { loggedIn: true })]);
    expect(steps.map((step) => [step["Rule"], step["Waste"]])).toEqual([
      ["launched outside any window, so 24 hours begin", undefined],
      ["still open when its 24 hours ended, so 24 more begin", "short day: 1 minute in 24 hours"],
    ]);
    const night = session("2026-07-06 02:00", "2026-07-06 03:00", { loggedIn: false });
    expect(wasteOf([night]).steps[0]?.["Waste"]).toBe(
      "background use: outside business hours, nobody logged in",
    );
  });

  it("give the local time where the zone is known", () => {
    expect(wasteOf([LUNCH], { set: { timeZone: "Asia/Tokyo" } }).steps[0]?.["Window"]).toBe(
      "24 hours from 2026-07-06 12:00 to 2026-07-07 12:00 UTC, 2026-07-06 21:00 in Asia/Tokyo",
    );
    expect(wasteOf([LUNCH], { set: { timeZone: "unknown" } }).steps[0]?.["Window"]).toBe(
      "24 hours from 2026-07-06 12:00 to 2026-07-07 12:00 UTC",
    );
  });

  it("say what is unknown of tokens and money", () => {
    const { waste, estate } = wasteOf([LUNCH]);
    const [known] = waste.judged;
    const money = (price: TokenPrice | null, n: Tokens | null) =>
      explainedCharge(
        { ...known!, charge: { ...known!.charge, tokens: n } },
        { hours: waste.hours, price },
        estate,
      ).flatMap(({ step, text }) => (step === "Money" || step === "Tokens" ? [text] : []));
    const unknown = "unknown: neither the log nor a rate says how many";
    expect(money(rate(2.5), tokens(7))[1]).toBe("18, at 2.50 a token");
    expect(money(null, tokens(7))[1]).toBe("unknown: the price of a token is not known");
    expect(money(rate(2.5), null)).toEqual([unknown, "unknown: the number of tokens is not known"]);
    expect(money(null, null)).toEqual([unknown, "unknown: the price of a token is not known"]);
  });
});

describe("business hours", () => {
  it("over midnight hold from the evening to the morning", () => {
    const night = { dayBegins: 22, dayEnds: 6 };
    const nobody = { loggedIn: false };
    const traps = (from: string, to: string) =>
      wasteOf([session(from, to, nobody)], { set: night }).waste.judged.map(({ trap }) => trap);
    expect(traps("2026-07-07 05:00", "2026-07-07 05:59")).toEqual([null]);
    expect(traps("2026-07-07 06:00", "2026-07-07 07:00")).toEqual(["background"]);
    expect(traps("2026-07-07 20:00", "2026-07-07 22:00")).toEqual(["background"]);
    // Those of Friday end on Saturday morning.
    expect(traps("2026-07-11 05:00", "2026-07-11 05:59")).toEqual([null]);
    expect(traps("2026-07-12 05:00", "2026-07-12 05:59")).toEqual(["background"]);
  });

  it("are those of the user's own zone, and of nobody whose zone could not be read", () => {
    const nights = [0, 1].map((person) =>
      session("2026-07-07 02:00", "2026-07-07 04:00", { person, loggedIn: false }),
    );
    const people = { "ann@x": { timeZone: "Asia/Tokyo" }, "bob@x": {} };
    expect(wasteOf(nights, { given: { people } }).waste.judged.map(({ trap }) => trap)).toEqual([
      null,
      "background",
    ]);
    const refusal: Refusal = {
      kind: "Users",
      origin: { source: 0, row: 3 },
      rows: 1,
      fields: ["timeZone"],
      columns: ["Time zone"],
      person: 1,
    };
    const { waste } = wasteOf(nights, { given: { people }, refusals: [refusal] });
    expect(waste.withoutZone).toBe(1);
    expect(waste.judged.map(({ trap, doubt }) => [trap, doubt === null])).toEqual([
      [null, true],
      [null, false],
    ]);
    expect(waste.traps[0]?.unknown).toContain(
      "the time zone of 1 user is not known, so their use outside business hours is not in it",
    );
  });
});

describe("charges if idle versions pause", () => {
  const open = (version?: string) =>
    session("2026-07-06 08:00", "2026-07-08 10:00", {
      activeMinutes: 60,
      loggedIn: true,
      ...(version === undefined ? {} : { version }),
    });
  const rules = (one: Session, rateOf: Partial<Rate>) => {
    const [{ charges, least, leastTokens, withoutVersion } = {}] = wasteOf([one], { rateOf }).waste.rules;
    return [charges, least, leastTokens, withoutVersion];
  };

  it("are an interval by version: with the pause, and without", () => {
    const from2026 = { pausesWhenIdle: true, pausesFromVersion: "2026" };
    expect(rules(open("2026"), from2026)).toEqual([3, 1, 7, 0]);
    expect(rules(open("2025"), from2026)).toEqual([3, 3, 21, 0]);
    expect(rules(open(), from2026)).toEqual([3, 1, 7, 1]);
    expect(rules(open("R25"), from2026)).toEqual([3, 1, 7, 1]);
    expect(rules(open("2025"), { pausesWhenIdle: true })).toEqual([3, 1, 7, 0]);
    expect(rules(open("2025"), { pausesWhenIdle: false })).toEqual([3, 3, 21, 0]);
    expect(rules(open("2025"), {})).toEqual([3, 1, 7, 0]);
  });
});

describe("what closing at night saves", () => {
  const weekend = session("2026-07-10 16:00", "2026-07-13 10:00");

  it("counts charges on tokens alone", () => {
    expect(wasteOf([weekend]).waste.leftOpen).toEqual({
      charges: 2,
      people: 1,
      tokens: 14,
      saved: { charges: 1, tokens: 7 },
    });
    const given = { seats: [["ann@x", "AutoCAD", "2026-01-01"]] as const };
    expect(wasteOf([weekend], { given }).waste.leftOpen).toMatchObject({ charges: 0, people: 0 });
  });

  it("is unknown where the zone of the user is", () => {
    expect(wasteOf([weekend], { set: { timeZone: "unknown" } }).waste.leftOpen).toMatchObject({
      charges: 2,
      saved: null,
    });
  });
});

it("the worth of a trap is that of a year: tokens of the log times 365 over its days", () => {
  // 100 days from 2026-03-01 to 2026-06-08, with a night of a service on the first and the last.
  const nights = ["2026-03-01", "2026-06-08"].map((date) =>
    session(`${date} 01:00`, `${date} 03:00`, { loggedIn: false }),
  );
  const [background] = wasteOf(nights).waste.traps;
  expect(background).toMatchObject({ charges: 2, tokens: 14, money: 42, share: 1 });
  expect(background?.worthTokens).toBeCloseTo((14 * 365) / 100, 9);
  expect(background?.worth).toBeCloseTo((42 * 365) / 100, 9);
});
