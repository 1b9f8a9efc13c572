import fc from "fast-check";
import { randomFrom } from "../../../src/engine/random";
import {
  clauseValue,
  futureOf,
  worthIn,
  type ClauseInput,
} from "../../../src/engine/negotiation/clause-value";
import { savingOverYears } from "../../../src/engine/rules/true-down";
import { fraction, rate, seats } from "../../../src/engine/units";

const GOLDEN: ClauseInput = {
  owned: seats(14_500),
  demand: { needed: seats(10_200), growth: fraction(0), spread: fraction(0) },
  right: { cap: fraction(0.2), floor: seats(10_000) },
  fee: rate(3700),
  years: 3,
  discountRate: fraction(0),
};

/** The mean over every future of a tree in which each year's error is as likely one deviation up as down. */
function byEnumeration(input: ClauseInput): number {
  const branches = input.years - 1;
  const futures = 2 ** branches;
  let sum = 0;
  for (let path = 0; path < futures; path++) {
    let year = 0;
    sum += worthIn(
      futureOf(input, () => ((path >> year++) & 1 ? 1 : -1)),
      input,
    );
  }
  return sum / futures;
}

/** The mean of simulated futures with the same two errors, and its standard error. */
function bySimulation(
  input: ClauseInput,
  futures: number,
): { readonly mean: number; readonly error: number } {
  const { uniform } = randomFrom(7);
  const shock = (): number => (uniform() < 0.5 ? -1 : 1);
  const worth = Array.from({ length: futures }, () => worthIn(futureOf(input, shock), input));
  const mean = worth.reduce<number>((sum, one) => sum + one, 0) / futures;
  const variance = worth.reduce<number>((sum, one) => sum + (one - mean) ** 2, 0) / (futures - 1);
  return { mean, error: Math.sqrt(variance / futures) };
}

describe("what a right to reduce is worth (DOMAIN §8)", () => {
  // 14,500 → 11,600 → 10,200 → 10,200: (2,900 + 4,300 + 4,300) × 3,700
  it("is the closed form where nothing is uncertain: 42.55 M for 14,500 seats under a cap of 20 %", () => {
    expect(clauseValue(GOLDEN, 1)).toEqual({ value: 42_550_000, low: 42_550_000, high: 42_550_000 });
    expect(savingOverYears(seats(14_500), seats(10_200), rate(3700), fraction(0.2), seats(10_000), 3)).toBe(
      42_550_000,
    );
  });

  // Two years, 100 owned and needed; the second needs 120 or 80. Up: both pay 100 + 120. Down: 20 × 1,000 saved.
  it("is half the saving where the need is as likely to rise as to fall: 10,000", () => {
    const input: ClauseInput = {
      owned: seats(100),
      demand: { needed: seats(100), growth: fraction(0), spread: fraction(0.2) },
      right: { cap: fraction(1), floor: seats(0) },
      fee: rate(1000),
      years: 2,
      discountRate: fraction(0),
    };
    expect(byEnumeration(input)).toBeCloseTo(10_000, 6);
    // The mean of max(−z, 0) for a normal z is 1 ÷ √(2π): 20 seats × 0.398942 × 1,000, and whole seats are rounded up.
    expect(clauseValue(input, 1).value).toBeGreaterThan(7_979 - 1_000 * 0.6);
    expect(clauseValue(input, 1).value).toBeLessThan(7_979);
  });

  it.each([
    ["cap 20 %, floor 80, 4 years", 0.2, 80, 4, 0.1],
    ["cap 5 %, no floor, 6 years", 0.05, 0, 6, 0.25],
    ["no cap, floor 95, 3 years", 1, 95, 3, 0.15],
  ])("simulated, agrees with every future of a small tree: %s", (_, cap, floor, years, spread) => {
    const input: ClauseInput = {
      owned: seats(120),
      demand: { needed: seats(100), growth: fraction(0.02), spread: fraction(spread) },
      right: { cap: fraction(cap), floor: seats(floor) },
      fee: rate(2000),
      years,
      discountRate: fraction(0.08),
    };
    const { mean, error } = bySimulation(input, 20_000);
    expect(Math.abs(mean - byEnumeration(input))).toBeLessThan(4 * error + 1e-9);
  });

  it("grows with the cap, falls with the floor, and is never below 0 with a floor below what is owned", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (a, b, f, g) => {
          const [small, large] = [Math.min(a, b), Math.max(a, b)];
          const [low, high] = [Math.min(f, g), Math.max(f, g)];
          const { normal } = randomFrom(3);
          const demand = { needed: seats(80), growth: fraction(0), spread: fraction(0.2) };
          const input = { ...GOLDEN, owned: seats(100), demand, years: 5 };
          const future = futureOf(input, normal);
          const worth = (cap: number, floor: number): number =>
            worthIn(future, { ...input, right: { cap: fraction(cap), floor: seats(floor) } });
          expect(worth(large, low)).toBeGreaterThanOrEqual(worth(small, low));
          expect(worth(large, high)).toBeLessThanOrEqual(worth(large, low));
          expect(worth(small, high)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it("has an interval around its value, and the same for the same seed", () => {
    const demand = { needed: seats(12_000), growth: fraction(0), spread: fraction(0.1) };
    const { value, low, high } = clauseValue({ ...GOLDEN, demand }, 1);
    expect(low).toBeLessThan(value);
    expect(value).toBeLessThan(high);
    expect(clauseValue({ ...GOLDEN, demand }, 1)).toEqual({ value, low, high });
    const other = clauseValue({ ...GOLDEN, demand }, 2);
    expect(other.value).not.toBe(value);
    expect(other.value / value).toBeCloseTo(1, 1);
  });
});
