import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Session } from "../../../src/engine/estate/estate";
import type { Ledger, PackBalance } from "../../../src/engine/pool/ledger";
import { days, fraction, money, rate, tokens } from "../../../src/engine/units";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { WorkHours } from "../../../src/engine/waste/business-hours";
import { JudgedLog } from "../../../src/engine/waste/judged-charges";
import type { RateShare } from "../../../src/engine/waste/rate-shares";
import { chargeTrap, expiryTrap, rateTrap, type TrapInput } from "../../../src/engine/waste/traps";
import { day, estateOf } from "../estate-of";

/** A session of so many minutes from 10:00 UTC on. */
const session = (iso: string, minutes: number, more: Partial<Session> = {}): Session => ({
  person: 0,
  product: 0,
  start: day(iso) * 1440 + 600,
  end: day(iso) * 1440 + 600 + minutes,
  loggedIn: true,
  origin: { source: 0, row: 2 },
  ...more,
});

/** AutoCAD costs 7 tokens a day, Revit 10; nobody knows what Own App costs. */
function inputOf(sessions: readonly Session[], rest: Partial<TrapInput> = {}): TrapInput {
  const assumptions = { ...defaultAssumptions(), timeZone: "UTC" };
  const estate = {
    ...estateOf({ people: { "ann@x": {}, "bob@x": {} } }),
    products: ["AutoCAD", "Revit", "Own App"],
    sessions,
  };
  const context = contextOf(estate, day("2026-12-31"), assumptions);
  return {
    judged: new JudgedLog(context, sessionCharges(context), new WorkHours(estate, assumptions)),
    logged: { days: days(100), least: days(30) },
    price: rate(3),
    noHours: null,
    ...rest,
  };
}

const NIGHT = { start: day("2026-07-07") * 1440 + 60, loggedIn: false, machine: "PC-1" };
const night = (product = 0) => session("2026-07-07", 0, { ...NIGHT, product, end: NIGHT.start + 60 });

describe("the trap of background use", () => {
  it("counts charges, people and machines, and the share of all tokens of the log", () => {
    const sessions = [night(), night(1), session("2026-07-08", 120)];
    // 7 + 10 of 24 tokens; a year has 365 days for the 100 of the log.
    const found = chargeTrap("background", inputOf(sessions));
    expect(found).toMatchObject({
      charges: 2,
      people: 1,
      machines: 1,
      tokens: 17,
      money: 51,
      share: 17 / 24,
      unknown: null,
    });
    expect(found.worthTokens).toBeCloseTo(62.05, 9);
    expect(found.worth).toBeCloseTo(186.15, 9);
  });

  it.each([
    [29, null, "the log covers 29 days, too few for a year"],
    [30, (7 * 365) / 30, null],
    [364, (7 * 365) / 364, null],
    [365, 7, null],
    [400, 7, null],
  ])("a log of %d days comes to a year", (n, worthTokens, unknown) => {
    const logged = { days: days(n), least: days(30) };
    const found = chargeTrap("background", inputOf([night()], { logged }));
    expect(found.unknown).toBe(unknown);
    if (worthTokens === null) expect(found.worthTokens).toBeNull();
    else expect(found.worthTokens).toBeCloseTo(worthTokens, 9);
  });

  it("is unknown where a rate is, as is the share where the rate of other use is", () => {
    expect(chargeTrap("background", inputOf([night(2)]))).toMatchObject({
      charges: 1,
      tokens: null,
      money: null,
      share: null,
      worthTokens: null,
      worth: null,
      unknown: "the rate of a product is unknown",
    });
    const beside = [night(), session("2026-07-08", 120, { product: 2 })];
    expect(chargeTrap("background", inputOf(beside))).toMatchObject({ tokens: 7, share: null });
  });

  it("has no money without a price, and no share of nothing", () => {
    expect(chargeTrap("background", inputOf([night()], { price: null }))).toMatchObject({
      tokens: 7,
      money: null,
      worth: null,
    });
    const free = { ...night(), tokens: tokens(0) };
    expect(chargeTrap("background", inputOf([free]))).toMatchObject({ charges: 1, tokens: 0, share: null });
  });

  it("says why hours are not known; the trap of short days needs none", () => {
    const input = inputOf([night()], { noHours: "no hours", logged: { days: days(9), least: days(30) } });
    expect(chargeTrap("background", input).unknown).toBe(
      "no hours; the log covers 9 days, too few for a year",
    );
    expect(chargeTrap("short", input).unknown).toBe("the log covers 9 days, too few for a year");
  });

  it("is unknown without a log", () => {
    expect(chargeTrap("background", inputOf([], { logged: null }))).toMatchObject({
      charges: null,
      people: null,
      machines: null,
      tokens: null,
      worthTokens: null,
      unknown: "no session log",
    });
  });
});

describe("the trap of short days", () => {
  /** A log of a year, so that the worth is what the log shows. */
  const YEAR = { days: days(365), least: days(30) };
  const spared = (sessions: readonly Session[]) =>
    chargeTrap("short", inputOf(sessions, { logged: YEAR })).worthTokens;

  it("would spare all but one day of a week, from Monday to Sunday", () => {
    // 6 July 2026 is a Monday.
    expect(spared([session("2026-07-06", 10)])).toBe(0);
    expect(spared([session("2026-07-06", 10), session("2026-07-12", 10)])).toBe(7);
    expect(spared([session("2026-07-05", 10), session("2026-07-06", 10)])).toBe(0);
    expect(spared([session("2026-07-12", 10), session("2026-07-13", 10)])).toBe(0);
    expect(spared(["06", "07", "08"].map((date) => session(`2026-07-${date}`, 10)))).toBe(14);
  });

  it("gathers the days of each user and product by themselves", () => {
    const [monday, tuesday] = [session("2026-07-06", 10), session("2026-07-07", 10)];
    expect(spared([monday, { ...tuesday, person: 1 }])).toBe(0);
    expect(spared([monday, { ...tuesday, product: 1 }])).toBe(0);
  });

  it("is unknown where the rate of a day is", () => {
    expect(
      spared([session("2026-07-06", 10, { product: 2 }), session("2026-07-07", 10, { product: 2 })]),
    ).toBeNull();
  });
});

describe("the trap of expiry", () => {
  const balance = (bought: number, left: number, willExpire: number | null, cost: number | null) =>
    ({
      pack: { tokens: tokens(bought) },
      left: tokens(left),
      willExpire: willExpire === null ? null : tokens(willExpire),
      willExpireCost: cost === null ? null : money(cost),
    }) as PackBalance;
  const ledger = (...packs: readonly PackBalance[]) => ({ packs }) as unknown as Ledger;

  it("is what ends unused of the running packs: those with tokens left, or of which some will expire", () => {
    expect(
      expiryTrap(ledger(balance(1000, 400, 100, 300), balance(500, 0, 0, 0), balance(300, 0, 60, 180)), null),
    ).toMatchObject({
      tokens: 160,
      money: 480,
      worthTokens: 160,
      worth: 480,
      share: 160 / 1300,
      charges: null,
      unknown: null,
    });
  });

  it.each([
    ["without packs", null, null, "no token packs"],
    ["without a ledger for a reason", null, "the rate of a draw is unknown", "the rate of a draw is unknown"],
    [
      "without a forecast",
      ledger(balance(1000, 400, null, null)),
      null,
      "too few whole months are known for a forecast",
    ],
  ])("is unknown %s", (_, given, why, unknown) => {
    expect(expiryTrap(given, why)).toMatchObject({ tokens: null, money: null, share: null, unknown });
  });

  it("has tokens without a price, and no share where no pack runs", () => {
    expect(expiryTrap(ledger(balance(1000, 400, 100, null)), null)).toMatchObject({
      tokens: 100,
      money: null,
      share: 0.1,
      unknown: "the price of a pack is unknown",
    });
    expect(expiryTrap(ledger(balance(500, 0, 0, 0)), null)).toMatchObject({ tokens: 0, share: null });
  });
});

describe("the trap of dear products", () => {
  const share = (
    all: number | null,
    atMost: number | null,
    alternative: string | null,
    ...people: number[]
  ) =>
    ({
      product: "AutoCAD",
      people: new Set(people),
      days: days(10),
      shareOfDays: fraction(0.5),
      tokens: all === null ? null : tokens(all),
      shareOfTokens: null,
      alternative,
      atMost: atMost === null ? null : tokens(atMost),
    }) satisfies RateShare;

  it("is what the alternatives spare of all tokens; a user of two products counts once", () => {
    const shares = [
      share(70, 50, "AutoCAD LT", 0, 1),
      share(100, 20, "Revit LT", 1, 2),
      share(30, null, null, 9),
    ];
    expect(rateTrap(shares, rate(3))).toMatchObject({
      people: 3,
      money: 210,
      share: 70 / 200,
      worthTokens: 70,
      worth: 210,
      tokens: null,
      unknown: null,
    });
    expect(rateTrap(shares, null)).toMatchObject({ money: null, worth: null, worthTokens: 70 });
  });

  it("is unknown without an alternative, or where a rate is", () => {
    expect(rateTrap([share(70, null, null, 0)], rate(3))).toMatchObject({
      people: null,
      share: null,
      worthTokens: null,
      unknown: "no row of Rates names a cheaper alternative",
    });
    expect(rateTrap([share(70, null, "AutoCAD LT", 0)], rate(3))).toMatchObject({
      people: 1,
      share: null,
      worth: null,
      unknown: "the rate of a product or of its alternative is unknown",
    });
    expect(rateTrap([share(70, 50, "AutoCAD LT", 0), share(null, null, null)], rate(3))).toMatchObject({
      worthTokens: 50,
      share: null,
    });
    expect(rateTrap([share(0, 0, "AutoCAD LT", 0)], rate(3)).share).toBeNull();
  });
});
