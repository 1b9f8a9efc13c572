import { forecastOf, SIMPLE_METHODS, studentT } from "../../../src/engine/pool/forecast";
import { LEAST_MONTHS } from "../../../src/engine/rules/burn-forecast";
import { tokens, type MonthNumber } from "../../../src/engine/units";
import { backTest, OURS } from "./back-test";

const history = (values: readonly (number | null)[]) =>
  values.map((n, i) => ({ month: (600 + i) as MonthNumber, tokens: n === null ? null : tokens(n) }));
const expected = (values: readonly (number | null)[], months = 3) =>
  forecastOf(history(values), months)?.months.map((one) => one.expected);

describe("the forecast of tokens by month", () => {
  it("goes on as before where every month is the same, without doubt", () => {
    const found = forecastOf(history([700, 700, 700, 700, 700, 700]), 2)!;
    expect(found.basis).toBe(6);
    expect(found.months.map(({ month }) => month)).toEqual([606, 607]);
    for (const { expected: n, likely, wide } of found.months)
      expect([n, likely, wide]).toEqual([700, { low: 700, high: 700 }, { low: 700, high: 700 }]);
  });

  it("by conformal seasonal pools is never below 0: 50 less a median change of 150", () => {
    expect(SIMPLE_METHODS["conformal seasonal pools"]!([350, 200, 50], 2)).toEqual([0, 0]);
  });

  it("is none from too few months in a row", () => {
    expect(expected(Array.from({ length: LEAST_MONTHS - 1 }, () => 100))).toBeUndefined();
    expect(expected(Array.from({ length: LEAST_MONTHS }, () => 100))).toEqual([100, 100, 100]);
    expect(expected([100, 100, 100, 100, null, 100, 100])).toBeUndefined();
    expect(expected([])).toBeUndefined();
  });

  it("rests on the months after a gap, and never on a gap as on a month of 0", () => {
    expect(forecastOf(history([9000, 9000, null, 100, 100, 100, 100]), 1)).toMatchObject({
      basis: 4,
      months: [{ expected: 100 }],
    });
    const skipped = history([9000, 9000, 100, 100, 100, 100]).map((one, i) => ({
      ...one,
      month: (i < 2 ? one.month : one.month + 1) as MonthNumber,
    }));
    expect(forecastOf(skipped, 1)).toMatchObject({ basis: 4, months: [{ expected: 100 }] });
  });

  it("finds the season of two years, and not of less than one", () => {
    const year = [100, 100, 100, 100, 100, 300, 300, 300, 100, 100, 100, 100];
    const [may, june] = expected([...year, ...year, 100, 100, 100, 100], 2)!;
    expect(may).toBeLessThan(130);
    expect(june).toBeGreaterThan(250);
    const [, flat] = expected(year.slice(0, 5), 2)!;
    expect(flat).toBe(100);
  });

  it("follows a trend, which fades", () => {
    const values = expected([100, 110, 120, 130, 140, 150, 160, 170], 12)!;
    expect(values[0]).toBeGreaterThan(160);
    expect(values[11]! - values[10]!).toBeLessThan(values[1]! - values[0]! + 1);
  });

  it("has ranges that contain it, the wider the chance and the farther the month, and never below 0", () => {
    const { months } = forecastOf(history([900, 20, 500, 0, 700, 10, 300, 60]), 6)!;
    let before = 0;
    for (const { expected: n, likely, wide } of months) {
      expect(wide.low).toBeLessThanOrEqual(likely.low);
      expect(likely.low).toBeLessThanOrEqual(n);
      expect(likely.high).toBeGreaterThanOrEqual(n);
      expect(wide.high).toBeGreaterThan(likely.high);
      expect(wide.low).toBeGreaterThanOrEqual(0);
      expect(likely.high - n).toBeGreaterThanOrEqual(before);
      before = likely.high - n;
    }
  });

  it("is the same whatever unit the tokens are counted in", () => {
    const values = [300, 420, 380, 510, 290, 330, 400, 350];
    const [one] = expected(values, 1)!;
    const [tenfold] = expected(
      values.map((n) => 10 * n),
      1,
    )!;
    expect(Math.abs(tenfold! - 10 * one!)).toBeLessThanOrEqual(10);
  });

  it("is better than the simple methods on a sample of generated estates (the proof has more)", () => {
    const { errors } = backTest(
      18,
      6,
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    const { [OURS]: ours, ...others } = errors;
    expect(Math.min(...Object.values(others))).toBeGreaterThan(ours!);
  });
});

describe("Student's t", () => {
  /** The integral of cos(x)^(freedom - 1) from 0, by Simpson's rule: with t = √freedom · tan x it is the density. */
  const integral = (freedom: number, upTo: number): number => {
    const steps = 2000;
    const weights = Array.from({ length: steps + 1 }, (_, i) => (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2));
    return weights.reduce(
      (sum, weight, i) => sum + weight * Math.cos((upTo * i) / steps) ** (freedom - 1),
      0,
    );
  };
  const inside = (t: number, freedom: number): number => {
    const upTo = Math.atan(t / Math.sqrt(freedom));
    return (integral(freedom, upTo) * upTo) / (integral(freedom, Math.PI / 2) * (Math.PI / 2));
  };

  it.each([0.8, 0.9] as const)(
    "holds %d of all errors, to 0.0005 by the table and 0.002 beyond",
    (chance) => {
      for (let freedom = 1; freedom <= 40; freedom++) {
        const error = Math.abs(inside(studentT(chance, freedom), freedom) - chance);
        expect([freedom, error < (freedom <= 15 ? 5e-4 : 2e-3)]).toEqual([freedom, true]);
      }
    },
  );
});
