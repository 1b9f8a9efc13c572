import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { days, fraction, money, rate, tokens } from "../../../src/engine/units";
import { WorkHours } from "../../../src/engine/waste/business-hours";
import type { RateShare } from "../../../src/engine/waste/rate-shares";
import type { SharedAccount } from "../../../src/engine/waste/shared-accounts";
import { WITHOUT_CHARGES, type Trap } from "../../../src/engine/waste/traps";
import { wasteActions } from "../../../src/engine/waste/waste-actions";
import type { SessionLog, Waste } from "../../../src/engine/waste/waste";
import { day, estateOf } from "../estate-of";

const ESTATE = estateOf({ people: { "ann@x": {}, "bob@x": {} } });
const EMPTY = analyse(ESTATE, day("2026-12-31"), defaultAssumptions()).waste;
const IN_UTC = new WorkHours(ESTATE, { ...defaultAssumptions(), timeZone: "UTC" });

const trap = (name: "background" | "short", found: Partial<Trap>): Trap => ({
  ...WITHOUT_CHARGES,
  name,
  money: null,
  share: null,
  shareOf: "tokens charged in the log",
  worth: null,
  unknown: null,
  ...found,
});

const LOG: SessionLog = {
  first: day("2026-01-01"),
  last: day("2026-04-10"),
  days: days(100),
  least: days(30),
  sessions: 9,
  charges: 9,
  tokens: tokens(63),
};

const told = ({
  background = {},
  short = {},
  ...waste
}: Partial<Waste> & { background?: Partial<Trap>; short?: Partial<Trap> }): string[] =>
  wasteActions(
    {
      ...EMPTY,
      hours: IN_UTC,
      log: LOG,
      traps: [trap("background", background), trap("short", short)],
      ...waste,
    },
    ESTATE,
  );

it("nothing is to be done without charges, machines or rates", () => {
  expect(told({})).toEqual([]);
  expect(told({ background: { charges: 0 }, short: { charges: 0, people: 0 } })).toEqual([]);
});

describe("background use", () => {
  const background = { charges: 30, machines: 2, tokens: tokens(210), money: money(630) };

  it("says what it drew, and what it is worth in a year", () => {
    expect(told({ background: { ...background, worth: money(2299.5) } })).toEqual([
      "Stop what starts products in the background on 2 machines: 30 charges drew 210 tokens (630) while nobody " +
        "worked, worth 2,300 a year if so many fewer are bought (taken to a year from 100 days)",
    ]);
  });

  it.each([
    [364, " (taken to a year from 364 days)"],
    [365, ""],
    [366, ""],
  ])("a log of %d days is a year or is taken to one", (n, basis) => {
    const log = { ...LOG, days: days(n) };
    expect(told({ log, background: { ...background, worth: money(630) } })[0]).toMatch(
      new RegExp(`, worth 630 a year if so many fewer are bought${basis.replace(/[()]/g, "\\$&")}$`),
    );
  });

  it("names no machine, price or worth that is not known", () => {
    const unknown = { charges: 1, machines: null, tokens: null, money: null };
    expect(told({ background: unknown })).toEqual([
      "Stop what starts products in the background: 1 charge drew an unknown number of tokens while nobody worked",
    ]);
    expect(told({ background: { ...background, machines: 0, money: null } })).toEqual([
      "Stop what starts products in the background: 30 charges drew 210 tokens while nobody worked",
    ]);
  });
});

describe("short days", () => {
  const short = { charges: 12, people: 3, tokens: tokens(84), money: money(252), worthTokens: tokens(40) };

  it("says what one day a week would spare, and who has a seat in the best mix", () => {
    expect(told({ short: { ...short, worth: money(120) }, seatsForShort: 1 })).toEqual([
      "12 short days of 3 users drew 84 tokens (252); gathered on one day a week they would spare 40 tokens a year, " +
        "worth 120 a year if so many fewer are bought (taken to a year from 100 days); the best mix gives 1 of them a " +
        "seat",
    ]);
  });

  it.each([
    [null, ""],
    [0.9, ""],
    [1, "; gathered on one day a week they would spare 1 token a year"],
    [2, "; gathered on one day a week they would spare 2 tokens a year"],
  ] as const)("%s tokens to spare", (n, spared) => {
    const worthTokens = n === null ? null : tokens(n);
    expect(told({ short: { ...short, worthTokens } })).toEqual([
      `12 short days of 3 users drew 84 tokens (252)${spared}`,
    ]);
  });

  it("of an unknown number of users are no action", () => {
    expect(told({ short: { ...short, people: null } })).toEqual([]);
  });
});

describe("products left open", () => {
  const leftOpen = {
    charges: 20,
    people: 2,
    tokens: tokens(140),
    saved: { charges: 9, tokens: tokens(63) },
  };
  const CLOSE =
    "Close products at night: of 20 charges that fell due while a product was open, closing at 23:59 would have saved 9";

  it("says how many charges closing saves, and their tokens and price as far as they are known", () => {
    expect(told({ leftOpen, price: rate(3) })).toEqual([`${CLOSE}, 63 tokens (189)`]);
    expect(told({ leftOpen, price: null })).toEqual([`${CLOSE}, 63 tokens`]);
    const unknown = { ...leftOpen, saved: { charges: 9, tokens: null } };
    expect(told({ leftOpen: unknown, price: rate(3) })).toEqual([`${CLOSE}, an unknown number of tokens`]);
  });

  it("says nothing where closing saves nothing or it is not known what", () => {
    expect(told({ leftOpen: { ...leftOpen, saved: { charges: 0, tokens: tokens(0) } } })).toEqual([]);
    expect(told({ leftOpen: { ...leftOpen, saved: null } })).toEqual([]);
  });

  it("without a time zone asks for it first, if there is a log", () => {
    const withoutZone = 1;
    const nowhere = new WorkHours(ESTATE, defaultAssumptions());
    expect(told({ leftOpen, withoutZone, hours: nowhere })).toEqual([
      'Set the assumption "Time zone": without it nobody can tell which use was outside business hours',
    ]);
    expect(told({ leftOpen, withoutZone })).toEqual([
      "Correct the Time zone of 1 user: it is not known which of their use was outside business hours",
    ]);
    expect(told({ log: null, withoutZone, hours: nowhere })).toEqual([]);
  });
});

it("an account on two machines at once is named with its first and last day", () => {
  const session = { person: 1, product: 0, start: 0, end: 60, origin: { source: 0, row: 2 } };
  const account: SharedAccount = {
    person: 1,
    machines: ["PC-1", "PC-2"],
    days: [day("2026-03-02"), day("2026-03-05"), day("2026-04-01")],
    example: [session, session],
  };
  expect(told({ sharedAccounts: [account] })).toEqual([
    "bob@x was used on PC-1 and PC-2 at the same time on 3 days (2026-03-02 to 2026-04-01): do several people share " +
      "the account?",
  ]);
});

describe("a cheaper product", () => {
  const share = (found: Partial<RateShare>): RateShare => ({
    product: "AutoCAD",
    people: new Set([0, 1]),
    days: days(10),
    shareOfDays: fraction(1),
    tokens: tokens(70),
    shareOfTokens: fraction(1),
    alternative: "AutoCAD LT",
    atMost: tokens(50),
    ...found,
  });
  const SPARES = "If AutoCAD LT serves the 2 users of AutoCAD on Flex, it spares at most";

  it("is named with what it spares at most", () => {
    expect(told({ rates: [share({})], price: rate(3) })).toEqual([`${SPARES} 50 tokens a year (150)`]);
    expect(told({ rates: [share({})], price: null })).toEqual([`${SPARES} 50 tokens a year`]);
  });

  it("is not named where there is none, or where it spares less than a token or an unknown number", () => {
    expect(told({ rates: [share({ alternative: null }), share({ atMost: null })] })).toEqual([]);
    expect(told({ rates: [share({ atMost: tokens(0.9) })], price: null })).toEqual([]);
    expect(told({ rates: [share({ atMost: tokens(1) })], price: null })).toEqual([
      `${SPARES} 1 token a year`,
    ]);
  });
});
