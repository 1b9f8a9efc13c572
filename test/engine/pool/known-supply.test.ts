import fc from "fast-check";
import { addDays, daysIn, monthOf } from "../../../src/engine/calendar";
import { Burn } from "../../../src/engine/pool/burn";
import type { TokenForecast } from "../../../src/engine/pool/forecast";
import { needIn, supplyLinesOf, type KnownPack } from "../../../src/engine/pool/known-supply";
import { tokens, type MonthNumber } from "../../../src/engine/units";
import { day } from "../estate-of";

/** Twelve months after a day (and the rest of its month, if any) with these tokens. */
const forecastOf = (months: readonly number[], asOf = "2026-10-31", first = 1): TokenForecast => ({
  basis: 24,
  errors: { spread: tokens(0), freedom: 20 },
  months: months.map((expected, i) => {
    const range = { low: tokens(0), high: tokens(0) };
    const month = (monthOf(day(asOf)) + first + i) as MonthNumber;
    return { month, expected: tokens(expected), likely: range, wide: range };
  }),
});
const FLAT = forecastOf(Array.from({ length: 12 }, () => 1000));

const pack = (from: string, to: string, n: number): KnownPack => ({
  purchased: day(from),
  lastDay: day(to),
  tokens: tokens(n),
  isToCome: from > "2026-10-31",
});

const supplyFor = (packs: readonly KnownPack[], forecast = FLAT, asOf = "2026-10-31") =>
  supplyLinesOf(packs, forecast, day(asOf), tokens(20_000));

describe("what the known packs leave open of a year", () => {
  it("is all of it without a pack, and what is drawn beyond those that are left", () => {
    expect(supplyFor([])).toEqual([{ share: 1, held: 0 }]);
    const supply = supplyFor([pack("2026-01-01", "2028-01-01", 2000)]);
    expect(supply).toEqual([
      { share: 0, held: 0 },
      { share: 1, held: 2000 },
    ]);
    expect([1500, 2000, 12_000].map((n) => needIn(tokens(n), supply))).toEqual([0, 0, 10_000]);
  });

  it("is at least what is drawn before a pack comes, however large it is", () => {
    // From 16 May on (half of a 365-day year of equal days is drawn by 1 May) nothing is lacking: November to April.
    const supply = supplyFor([pack("2027-05-01", "2028-04-30", 50_000)]);
    expect(needIn(tokens(12_000), supply)).toBeCloseTo(6000, 2);
    expect(needIn(tokens(6000), supply)).toBeCloseTo(3000, 2);
  });

  it("counts what a refill of each month holds for that month, and nothing of it for the next", () => {
    // 12 × 1,000: a year of 12,000 needs none, one of 18,000 draws 1,500 a month and needs 500 in each.
    const refills = Array.from({ length: 12 }, (_, i) => {
      const from = new Date(Date.UTC(2026, 10 + i, 1)).toISOString().slice(0, 10);
      const to = new Date(Date.UTC(2026, 11 + i, 0)).toISOString().slice(0, 10);
      return pack(from, to, 1000);
    });
    const supply = supplyFor(refills);
    expect([6000, 12_000, 18_000].map((n) => Math.round(needIn(tokens(n), supply)))).toEqual([0, 0, 6000]);
    // A season: the high months lack tokens while the others leave theirs.
    const season = supplyFor(
      refills,
      forecastOf([500, 500, 500, 500, 500, 500, 1500, 1500, 1500, 1500, 1500, 1500]),
    );
    expect(Math.round(needIn(tokens(12_000), season))).toBe(3000);
  });

  it("loses the tokens of a pack that ends before they can be used", () => {
    // 5,000 end on 31 January: three months draw 3,000 of them in a year of 12,000, and all in one of 20,000.
    const supply = supplyFor([pack("2026-02-01", "2027-01-31", 5000)]);
    expect(Math.round(needIn(tokens(12_000), supply))).toBe(9000);
    expect(Math.round(needIn(tokens(20_000), supply))).toBe(15_000);
  });

  it("counts the rest of the month of the as-of date first", () => {
    // 2,000 are left on 15 October; 16 of 31 days of 310 draw 160 before the twelve months begin.
    const months = [310, ...Array.from({ length: 12 }, () => 1000)];
    const supply = supplyFor(
      [pack("2026-01-01", "2028-01-01", 2000)],
      forecastOf(months, "2026-10-15", 0),
      "2026-10-15",
    );
    expect(needIn(tokens(12_000), supply)).toBeCloseTo(10_160, 2);
  });

  it("is what a replay day by day lacks, for any packs and any season", () => {
    const anyPack = fc.record({
      from: fc.integer({ min: -300, max: 360 }),
      lasts: fc.integer({ min: 1, max: 400 }),
      n: fc.integer({ min: 1, max: 8000 }),
    });
    const asOf = day("2026-10-31");
    fc.assert(
      fc.property(
        fc.array(anyPack, { maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 12, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 3, maxLength: 3 }),
        (drawn, season, years) => {
          const packs = drawn.map(({ from, lasts, n }) => ({
            purchased: addDays(asOf, from),
            lastDay: addDays(asOf, from + lasts),
            tokens: tokens(n),
            isToCome: from > 0,
          }));
          const forecast = forecastOf(season);
          const supply = supplyLinesOf(packs, forecast, asOf, tokens(20_000));
          const sum = season.reduce((a, b) => a + b, 0);
          for (const year of years) {
            const burn = Burn.of(packs);
            for (const { month, expected } of forecast.months) {
              const share = sum > 0 ? expected / sum : 1 / 12;
              for (let n = 0; n < daysIn(month); n++)
                burn.take(dayOf(month, n), tokens((year * share) / daysIn(month)));
            }
            expect(Math.abs(needIn(tokens(year), supply) - burn.beyond)).toBeLessThan(0.5);
          }
        },
      ),
    );
  });
});

const dayOf = (month: MonthNumber, n: number) => {
  let first = day("2026-11-01");
  while (monthOf(first) < month) first = addDays(first, 1);
  return addDays(first, n);
};
