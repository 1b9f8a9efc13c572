import fc from "fast-check";
import type { TokenPack } from "../../../src/engine/estate/estate";
import type { DailyDraws } from "../../../src/engine/pool/daily-draws";
import type { TokenForecast } from "../../../src/engine/pool/forecast";
import { termed } from "../../../src/engine/estate/pack-terms";
import { ledgerOf, type Ledger, type LedgerInput } from "../../../src/engine/pool/ledger";
import type { LedgerPack } from "../../../src/engine/pool/ledger-packs";
import { addDays, isoDay, monthOf } from "../../../src/engine/calendar";
import { days, money, tokens, type MonthNumber } from "../../../src/engine/units";
import { day } from "../estate-of";

const pack = (purchased: string, n: number, ends?: string, price?: number): LedgerPack => {
  const bought: TokenPack = {
    purchased: day(purchased),
    tokens: tokens(n),
    ...(ends === undefined ? {} : { ends: day(ends) }),
    ...(price === undefined ? {} : { price: money(price) }),
    origin: { source: 0, row: 2 },
  };
  return { ...termed(bought, undefined), source: "bought" };
};

/** Draws on the days named; every other day from `first` to `last` is covered and draws nothing. */
const draws = (on: Readonly<Record<string, number | null>>, first: string, last: string): DailyDraws => ({
  first: day(first),
  last: day(last),
  days: new Map(
    Array.from({ length: day(last) - day(first) + 1 }, (_, i) => {
      const one = addDays(day(first), i);
      const drawn = on[isoDay(one)];
      return [one, drawn === null ? null : tokens(drawn ?? 0)] as const;
    }),
  ),
});

/** So many tokens in each of the months from one on. */
const forecast = (from: string, months: readonly number[], spread = 0): TokenForecast => ({
  basis: 12,
  errors: { spread: tokens(spread), freedom: 6 },
  months: months.map((n, i) => ({
    month: (monthOf(day(from)) + i) as MonthNumber,
    expected: tokens(n),
    likely: { low: tokens(n - spread), high: tokens(n + spread) },
    wide: { low: tokens(n - spread), high: tokens(n + spread) },
  })),
});

const ledger = (given: Partial<LedgerInput> & Pick<LedgerInput, "packs" | "draws">): Ledger | null =>
  ledgerOf({ asOf: day("2026-10-31"), forecast: null, extensionDays: days(30), ...given });

describe("the ledger of token packs", () => {
  it("shows 22,000 of 60,000 tokens to expire when a year uses 38,000: 36.7 %", () => {
    const found = ledger({
      packs: [pack("2025-11-01", 60_000, "2026-10-31", 180_000)],
      draws: draws({ "2025-11-20": 20_000, "2026-05-05": 18_000 }, "2025-11-01", "2026-10-31"),
      forecast: forecast("2026-11-01", [3000]),
    })!;
    const [only] = found.packs;
    expect(only).toMatchObject({ used: 38_000, expired: 0, left: 22_000, willExpire: 22_000 });
    // 22,000 ÷ 60,000 × 180,000.
    expect(only?.willExpireCost).toBeCloseTo(66_000, 6);
    expect(isoDay(only!.askBy!)).toBe("2026-10-01");
    expect(found.left).toBe(22_000);
    expect(found.utilisation).toBe(1);
    const after = ledger({
      packs: [pack("2025-11-01", 60_000, "2026-10-31")],
      draws: draws({ "2025-11-20": 38_000 }, "2025-11-01", "2026-11-01"),
      asOf: day("2026-11-01"),
    })!;
    expect(after.packs[0]).toMatchObject({ expired: 22_000, left: 0 });
    expect(after.utilisation).toBeCloseTo(38 / 60, 9);
  });

  it("burns the pack that ends first, of two the smaller", () => {
    const found = ledger({
      packs: [
        pack("2026-01-01", 100, "2026-12-31"),
        pack("2026-02-01", 300, "2026-11-30"),
        pack("2026-02-01", 200, "2026-11-30"),
      ],
      draws: draws({ "2026-03-01": 350 }, "2026-01-01", "2026-10-31"),
    })!;
    expect(found.packs.map((one) => [one.pack.tokens, one.used])).toEqual([
      [200, 200],
      [300, 150],
      [100, 0],
    ]);
  });

  it("ends a pack after its last day: not on it", () => {
    const of = (drawnOn: string) =>
      ledger({
        packs: [pack("2026-01-01", 100, "2026-06-30")],
        draws: draws({ [drawnOn]: 60 }, "2026-01-01", "2026-10-31"),
      })!;
    expect(of("2026-06-29").packs[0]).toMatchObject({ used: 60, expired: 40 });
    expect(of("2026-06-30").packs[0]).toMatchObject({ used: 60, expired: 40 });
    expect(of("2026-07-01")).toMatchObject({ beyond: 60, packs: [{ used: 0, expired: 100 }] });
  });

  it("begins a pack on the day of purchase: use of the day before is beyond the packs", () => {
    const of = (drawnOn: string) =>
      ledger({
        packs: [pack("2025-12-01", 1), pack("2026-05-10", 100)],
        draws: draws({ [drawnOn]: 50 }, "2025-12-01", "2026-10-31"),
      })!.beyond;
    expect(["2026-05-09", "2026-05-10", "2026-05-11"].map(of)).toEqual([49, 0, 0]);
  });

  it("runs out on the first day that the packs do not pay, with a range", () => {
    // 310 a month are 10 a day in a month of 31, and 300 left: 30 days in November at 310/30, 10.33 a day.
    const found = ledger({
      packs: [pack("2026-06-01", 600)],
      draws: draws({ "2026-07-01": 300 }, "2026-06-01", "2026-10-31"),
      forecast: forecast("2026-11-01", [310, 310, 310, 310], 155),
    })!;
    // 300 ÷ 10.33 = 29.03: the 30th day is short. At 15.5 a day 19.35: the 20th. At 5.17 a day 155 in November, then 145 at 5 a day: 29 days, so the 30th of December.
    expect(isoDay(found.runOut!.expected!)).toBe("2026-11-30");
    expect(isoDay(found.runOut!.earliest!)).toBe("2026-11-20");
    expect(isoDay(found.runOut!.latest!)).toBe("2026-12-30");
  });

  it("does not run out where the packs outlast the forecast", () => {
    const found = ledger({
      packs: [pack("2026-06-01", 600, "2027-12-31")],
      draws: draws({}, "2026-06-01", "2026-10-31"),
      forecast: forecast("2026-11-01", [10, 10]),
    })!;
    expect(found.runOut).toEqual({ expected: null, earliest: null, latest: null });
    expect(found.packs[0]?.willExpire).toBeNull();
  });

  it("counts days that no export covers, and takes those after the last export from the forecast", () => {
    const found = ledger({
      packs: [pack("2026-09-21", 1000)],
      draws: draws({ "2026-10-01": 100 }, "2026-10-01", "2026-10-21"),
      forecast: forecast("2026-10-01", [310, 300]),
    })!;
    // Ten days of September before the export, ten of October after it at 10 a day.
    expect([found.unseen, found.forecastDays, found.left]).toEqual([10, 10, 800]);
    expect(found.packs[0]?.unseen).toBe(10);
    expect(found.utilisation).toBeNull();
  });

  it("says nothing of a pack that ended before the exports begin", () => {
    const old = pack("2024-01-01", 5000, "2024-12-31");
    const given = draws({ "2026-02-01": 40 }, "2025-01-01", "2026-10-31");
    const found = ledger({ packs: [old, pack("2026-01-01", 100, "2026-12-31")], draws: given })!;
    expect(found.packs.map((one) => one.pack.tokens)).toEqual([100]);
    expect(found).toMatchObject({ left: 60, unseen: 0, beyond: 0 });
    expect(ledger({ packs: [old], draws: given })).toBeNull();
    // Its last day is the first of the exports: then it is known to have drawn nothing on it.
    const last = ledger({ packs: [pack("2024-01-01", 5000, "2025-01-01")], draws: given })!;
    expect(last.packs[0]).toMatchObject({ expired: 5000, unseen: 366 });
    expect(last.utilisation).toBeNull();
  });

  it("gives credits back, but no more than was drawn", () => {
    const found = ledger({
      packs: [pack("2026-01-01", 100)],
      draws: draws({ "2026-02-01": 40, "2026-02-02": -15, "2026-02-03": -99 }, "2026-01-01", "2026-10-31"),
    })!;
    // 40 are drawn and 114 given back, of which 74 were drawn from no known pack.
    expect([found.left, found.creditedBeyond]).toEqual([100, 74]);
  });

  it("is unknown where a draw has no rate, and none before the first purchase", () => {
    const packs = [pack("2026-01-01", 100)];
    expect(ledger({ packs, draws: draws({ "2026-02-01": null }, "2026-01-01", "2026-10-31") })).toBeNull();
    expect(
      ledger({ packs, draws: draws({ "2025-12-31": null }, "2025-12-01", "2026-10-31") }),
    ).not.toBeNull();
    expect(ledger({ packs: [], draws: draws({}, "2026-01-01", "2026-10-31") })).toBeNull();
    expect(
      ledger({ packs: [pack("2026-11-01", 5)], draws: draws({}, "2026-01-01", "2026-10-31") }),
    ).toBeNull();
  });

  it("loses no token: bought is used, expired or left, and each month opens as the last closed", () => {
    const given = fc.record({
      packs: fc.array(
        fc.record({
          start: fc.nat(500),
          term: fc.integer({ min: 1, max: 400 }),
          size: fc.integer({ min: 1, max: 500 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      drawn: fc.array(fc.record({ at: fc.nat(700), n: fc.integer({ min: -20, max: 200 }) }), {
        maxLength: 30,
      }),
      ahead: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(given, ({ packs, drawn, ahead }) => {
        const first = day("2025-01-01");
        const on: Record<string, number> = {};
        for (const { at, n } of drawn) on[isoDay(addDays(first, at))] = n;
        const bought = packs.map(({ start, term, size }) => ({
          ...pack("2025-01-01", size),
          purchased: addDays(first, start),
          ends: addDays(first, start + term),
          lastDay: addDays(first, start + term),
        }));
        const found = ledger({
          packs: bought,
          draws: draws(on, "2025-01-01", "2026-10-31"),
          forecast: forecast("2026-11-01", ahead),
        });
        if (found === null) return;
        for (const { pack: own, used, expired, left } of found.packs) {
          const isBought = own.purchased <= day("2026-10-31");
          expect(used + expired + left).toBeCloseTo(isBought ? own.tokens : 0, 6);
          expect(Math.min(used, expired, left)).toBeGreaterThanOrEqual(0);
        }
        found.months.forEach((month, i) => {
          const before = found.months[i - 1];
          if (before) expect(month.opened).toBe(before.closed);
          expect(month.opened + month.bought - month.drawn - month.expired).toBeCloseTo(month.closed, 6);
          expect(month.closed).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});
