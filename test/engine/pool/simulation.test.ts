import fc from "fast-check";
import { forecastOf, type TokenForecast } from "../../../src/engine/pool/forecast";
import { atLoad, chanceAbove, meanOver, simulate, useAt } from "../../../src/engine/pool/simulation";
import { tokens, type MonthNumber } from "../../../src/engine/units";

/** Twelve months of a size whose errors have a spread and so many degrees of freedom. */
const forecast = (
  month: number,
  spread: number,
  freedom = Infinity,
): Pick<TokenForecast, "months" | "errors"> => ({
  months: Array.from({ length: 12 }, (_, i) => {
    const none = { low: tokens(month), high: tokens(month) };
    return { month: (600 + i) as MonthNumber, expected: tokens(month), likely: none, wide: none };
  }),
  errors: { spread: tokens(spread), freedom },
});

describe("the simulated years", () => {
  it("are the same for the same seed, and others for another", () => {
    const once = simulate(forecast(1000, 100), 7);
    expect(simulate(forecast(1000, 100), 7)).toEqual(once);
    expect(simulate(forecast(1000, 100), 8)).not.toEqual(once);
  });

  it("have the mean and the variance of months whose surprises last in part", () => {
    // A surprise in month k counts once in its month and √0.3 times in each of the 12 − k months after it.
    const deviation =
      100 *
      Math.sqrt(
        Array.from({ length: 12 }, (_, k) => k).reduce((sum, k) => sum + (1 + Math.sqrt(0.3) * k) ** 2, 0),
      );
    const use = simulate(forecast(10_000, 100), 1);
    expect(meanOver(use, (drawn) => drawn)).toBeCloseTo(120_000, 6);
    // Normal: one of ten years is more than 1.2816 deviations above the mean, one of ten so many below.
    expect(Math.abs(useAt(use, 0.9) - (120_000 + 1.2816 * deviation))).toBeLessThan(0.05 * deviation);
    expect(Math.abs(useAt(use, 0.1) - (120_000 - 1.2816 * deviation))).toBeLessThan(0.05 * deviation);
    expect(Math.abs(useAt(use, 0.5) - 120_000)).toBeLessThan(0.05 * deviation);
  });

  it("spread as Student's t where the spread rests on few errors", () => {
    const deviation =
      100 *
      Math.sqrt(
        Array.from({ length: 12 }, (_, k) => k).reduce((sum, k) => sum + (1 + Math.sqrt(0.3) * k) ** 2, 0),
      );
    // With 5 degrees of freedom the factor for nine of ten years is 1.476; with 1 it is 3.078, as in the ranges.
    for (const [freedom, factor] of [
      [5, 1.476],
      [1, 3.078],
    ] as const) {
      const use = simulate(forecast(100_000, 100, freedom), 3);
      expect(Math.abs(useAt(use, 0.9) - (1_200_000 + factor * deviation))).toBeLessThan(0.1 * deviation);
    }
  });

  it("never draw less than nothing", () => {
    const use = simulate(forecast(10, 1000), 5);
    expect(Math.min(...use.levels)).toBeGreaterThanOrEqual(0);
  });

  it("are all alike where every month was the same", () => {
    const history = Array.from({ length: 12 }, (_, i) => ({
      month: (588 + i) as MonthNumber,
      tokens: tokens(35_000),
    }));
    const use = simulate(forecastOf(history, 12)!, 1);
    expect(new Set(use.levels)).toEqual(new Set([420_000]));
    expect([chanceAbove(use, tokens(419_999)), chanceAbove(use, tokens(420_000))]).toEqual([1, 0]);
  });

  it("count the last twelve months of a forecast that begins earlier, with what surprised before", () => {
    const early = forecast(10_000, 100);
    const [first] = early.months;
    const longer = { ...early, months: [first!, first!, ...early.months] };
    const spreadOf = (use: ReturnType<typeof simulate>): number => useAt(use, 0.9) - useAt(use, 0.1);
    expect(meanOver(simulate(longer, 1), (drawn) => drawn)).toBeCloseTo(120_000, 6);
    expect(spreadOf(simulate(longer, 1))).toBeGreaterThan(1.1 * spreadOf(simulate(early, 1)));
  });
});

describe("a share of the simulated years", () => {
  it("stays below a use that rises with the share and with the load", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.6, max: 1.4, noNaN: true }), (a, b, load) => {
        const use = simulate(forecast(1000, 50), 2, 1000);
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(useAt(use, low)).toBeLessThanOrEqual(useAt(use, high));
        expect(useAt(atLoad(use, load), a)).toBeCloseTo(load * useAt(use, a), 6);
        expect(Math.abs(chanceAbove(use, useAt(use, a)) - (1 - a))).toBeLessThanOrEqual(0.0051);
      }),
    );
  });
});
