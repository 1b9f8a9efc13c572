import fc from "fast-check";
import {
  averageRule,
  expiring,
  peakRule,
  riskOf,
  runOutRisk,
  seasonRule,
  tokensForCover,
} from "../../../src/engine/rules/pool-size";
import { fraction, tokens } from "../../../src/engine/units";

const one = tokens(1);
const months = (...list: readonly number[]) => list.map(tokens);

describe("pool sizing (DOMAIN §6)", () => {
  it("peak rule: 42,000 → 48,300 a month → 579,600; in packs of 1,000 → 580,000", () => {
    expect(peakRule(tokens(42_000), 0.15, one)).toBe(579_600);
    expect(peakRule(tokens(42_000), 0.15, tokens(1000))).toBe(580_000);
  });

  it("the peak rule leaves 159,600 of 579,600 tokens to expire when the average is 35,000", () => {
    expect(expiring(tokens(579_600), tokens(12 * 35_000))).toBe(159_600);
    expect(159_600 / 579_600).toBeCloseTo(0.2754, 4);
  });

  it("average rule: 38,000 a year → 41,800, and with a buffer of 15 % 43,700", () => {
    expect(averageRule(tokens(38_000), 0.1, one)).toBe(41_800);
    expect(averageRule(tokens(38_000), 0.15, one)).toBe(43_700);
  });

  it("60,000 bought and 38,000 used leave 22,000", () => {
    expect(expiring(tokens(60_000), tokens(38_000))).toBe(22_000);
    expect(expiring(tokens(30_000), tokens(38_000))).toBe(0);
  });

  it("season rule: flat 35,000, AEC at 1.25 in June to August and 1.15 else → 493,500", () => {
    const buffers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) =>
      month >= 6 && month <= 8 ? 0.25 : 0.15,
    );
    expect(seasonRule(tokens(420_000), buffers, one)).toBe(493_500);
  });
});

describe("the chance to run out", () => {
  it("is unknown with fewer than six months", () => {
    expect(runOutRisk(tokens(100), tokens(36), months(1, 2, 3, 4, 5))).toBeNull();
  });

  it("is all or nothing when every month is the same", () => {
    expect(runOutRisk(tokens(119), tokens(120), months(...Array<number>(12).fill(10)))).toBe(1);
    expect(runOutRisk(tokens(120), tokens(120), months(...Array<number>(12).fill(10)))).toBe(0);
  });

  it("is half at the mean, and about 15.9 % one standard deviation above it", () => {
    const list = months(8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 8, 12);
    const spread = Math.sqrt((12 * (12 * 4)) / 11);
    expect(runOutRisk(tokens(120), tokens(120), list)).toBeCloseTo(0.5, 6);
    expect(runOutRisk(tokens(120 + spread), tokens(120), list)).toBeCloseTo(0.158655, 5);
  });

  it("never rises with the pool", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 12 }),
        fc.integer({ min: 0, max: 12_000 }),
        (list, pool) => {
          const less = runOutRisk(tokens(pool), tokens(3000), months(...list)) ?? 0;
          const more = runOutRisk(tokens(pool + 50), tokens(3000), months(...list)) ?? 0;
          expect(more).toBeLessThanOrEqual(less + 1e-7);
          expect(less).toBeGreaterThanOrEqual(-1e-7);
          expect(less).toBeLessThanOrEqual(1 + 1e-7);
        },
      ),
    );
  });
});

describe("the tokens for a cover", () => {
  const seen = months(3000, 3500, 4000, 3300, 3700, 3500);

  it("are the mean and as many standard deviations as the normal distribution says", () => {
    // The months vary by 580,000 ÷ 5 about 3,500, so a year by √1,392,000 = 1,179.83; 90 % need 1.281552 of them.
    expect(tokensForCover(fraction(0.9), tokens(42_000), seen, 12)).toBe(43_513);
    expect(tokensForCover(fraction(0.5), tokens(42_000), seen, 12)).toBe(42_000);
    expect(tokensForCover(fraction(0.1), tokens(42_000), seen, 12)).toBe(40_488);
  });

  it("are never below none, and those expected where all months are the same", () => {
    expect(tokensForCover(fraction(0.001), tokens(100), months(0, 0, 0, 0, 0, 600), 1)).toBe(0);
    expect(tokensForCover(fraction(0.99), tokens(60), months(5, 5, 5, 5, 5, 5), 12)).toBe(60);
  });

  it("leave the chance that the cover leaves, and one token fewer leaves more", () => {
    const cases = fc.tuple(
      fc.integer({ min: 1, max: 99 }),
      fc.array(fc.nat(5000), { minLength: 6, maxLength: 24 }),
    );
    fc.assert(
      fc.property(cases, ([percent, drawn]) => {
        const list = months(...drawn, 6000);
        const need = tokensForCover(fraction(percent / 100), tokens(90_000), list, 12);
        const risk = (pool: number): number => riskOf(tokens(pool), tokens(90_000), list, 12);
        expect(risk(need)).toBeLessThanOrEqual(1 - percent / 100 + 1e-9);
        expect(risk(need - 1)).toBeGreaterThan(1 - percent / 100 - 1e-9);
      }),
    );
  });
});
