import fc from "fast-check";
import { burnForecast, LEAST_MONTHS } from "../../../src/engine/rules/burn-forecast";
import { topUpDay } from "../../../src/engine/rules/run-out";
import { isoDay, parseIsoDay } from "../../../src/engine/calendar";
import { days, fraction, rate, tokens } from "../../../src/engine/units";

const forecast = (history: readonly number[], months: number) => burnForecast(history.map(tokens), months);

describe("the burn forecast", () => {
  // Level: 200 (mean of three), then 170, 179, 215.3, 270.71. Slope 100, of which half fades: 50, 90, 121.5.
  it("of 100, 200, 300, 400 is 320.71, 360.71, 392.21", () => {
    const found = forecast([100, 200, 300, 400], 3);
    [320.71, 360.71, 392.21].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 9));
  });

  // Two years of 100 with 220 in December, the second year doubled: same month last year 200 and 440, level
  // (5 × 200 + 440) ÷ (5 × 100 + 220) = 2, so the season says 400 … 400, 880; it differs from the trend by 480 at most.
  it("from 24 months on has half of the season of last year, at the level of the last six months", () => {
    const year = [...Array<number>(11).fill(100), 220];
    const found = forecast([...year, ...year.map((drawn) => 2 * drawn)], 12);
    const trend = found.map((value, i) => 2 * value - (i === 11 ? 880 : 400));
    const before = forecast([...year, ...year.map((drawn) => 2 * drawn)].slice(1), 1);
    expect(trend[0]).toBeGreaterThan(200);
    // 23 months have no season: only the trend, which one month fewer hardly changes.
    expect(Math.abs(trend[0]! - before[0]!)).toBeLessThan(20);
    // The fading slope is smooth, so the peak is not in it.
    expect(trend[11]! - trend[10]!).toBeLessThan(20);
  });

  it("scales with the tokens, keeps what is flat, and is never below 0", () => {
    const months = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: LEAST_MONTHS, maxLength: 40 });
    fc.assert(
      fc.property(
        months,
        fc.integer({ min: 1, max: 36 }),
        fc.integer({ min: 1, max: 9 }),
        (history, n, k) => {
          const found = forecast(history, n);
          expect(found).toHaveLength(n);
          const scaled = forecast(
            history.map((drawn) => k * drawn),
            n,
          );
          found.forEach((value, i) => {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(scaled[i]).toBeCloseTo(k * value, 4);
          });
          const flat = forecast(history.fill(70), n);
          flat.forEach((value) => expect(value).toBeCloseTo(70, 9));
        },
      ),
    );
  });
});

describe("the last day to order tokens", () => {
  const asOf = parseIsoDay("2026-10-31")!;
  const lastDay = (lead: number, buffer: number) =>
    isoDay(topUpDay(tokens(24_000), asOf, rate(6000), days(lead), fraction(buffer))!);

  it("of 24,000 at 6,000 a month is 30 days before they run out after 4 months, 121 days: 2027-01-30", () => {
    expect(lastDay(0, 0)).toBe("2027-03-01");
    expect(lastDay(30, 0)).toBe("2027-01-30");
  });

  it("with a buffer of 15 % is that of 6,900 a month: 105 days, so 2027-01-14", () => {
    expect(lastDay(30, 0.15)).toBe("2027-01-14");
  });

  it("is before the as-of day where an order comes too late", () => {
    expect(lastDay(130, 0)).toBe("2026-10-22");
  });

  it("is unknown where the tokens outlast the calendar", () => {
    expect(topUpDay(tokens(1), asOf, rate(0), days(30), fraction(0))).toBeNull();
  });
});
