import { Budget } from "../../../src/engine/mix/budget";
import { poolCurve } from "../../../src/engine/mix/cost-curves";
import { Knapsack, type Taken } from "../../../src/engine/mix/knapsack";
import { leastPurchase, type Prices } from "../../../src/engine/mix/supplies";
import { finish } from "../../../src/engine/steps";
import { fraction, tokens } from "../../../src/engine/units";
import { drawnGroups, everyChoice, groupsOf } from "./groups-of";
import { tier } from "./organisation";

const POOL = 2;
const ENOUGH = 1e9;

/** A pool sold in packs of 100 tokens, some with volume prices, a smallest purchase, or use that no one can change. */
function caseOf(seed: number) {
  const given = drawnGroups(seed, [POOL]);
  const curve = poolCurve(
    {
      tiers: seed % 3 === 0 ? [tier(0, 3), tier(300, 2)] : [tier(0, 3)],
      kind: seed % 2 === 0 ? "all units" : "incremental",
      pack: tokens(100),
      minimum: tokens(seed % 5 === 0 ? 200 : 0),
      buffer: fraction(0.1),
      others: tokens(seed % 7 === 0 ? 35 : 0),
    },
    1200,
    1,
  );
  const knapsack = new Knapsack(
    groupsOf(given),
    given.map((_, group) => group),
    POOL,
    curve,
  );
  const prices: Prices = Float64Array.from([(37 * seed) % 200, (53 * seed) % 150, 0]);
  const priced = everyChoice(given, 3).map((choice) => ({
    ...choice,
    cost:
      choice.fixedCost +
      choice.use[0]! * prices[0]! +
      choice.use[1]! * prices[1]! +
      curve.buy(choice.use[POOL]!).cost,
  }));
  return { given, curve, knapsack, prices, priced, least: Math.min(...priced.map(({ cost }) => cost)) };
}

const coversIn = (taken: Taken): number[] =>
  taken.flatMap(([cover, times]) => new Array<number>(times).fill(cover)).sort((a, b) => a - b);

const SEEDS = Array.from({ length: 300 }, (_, i) => i + 1);

describe("a knapsack of one token pool", () => {
  it("finds and proves the best of all choices", () => {
    for (const seed of SEEDS) {
      const { knapsack, prices, priced, least } = caseOf(seed);
      const { value, lowerBound, taken } = finish(knapsack.solveInSteps(prices, new Budget(ENOUGH)));
      expect({ seed, value }).toEqual({ seed, value: expect.closeTo(least, 6) as number });
      expect(lowerBound).toBe(value);
      expect(taken.filter(([, times]) => times < 1)).toEqual([]);
      const chosen = priced.find(({ covers }) => covers.join() === coversIn(taken).join());
      expect(chosen?.cost).toBeCloseTo(value, 6);
    }
  });

  it("has the best Lagrangian bound where the budget ends, and a choice that it does not exceed", () => {
    let gaps = 0;
    for (const seed of SEEDS) {
      const { given, curve, knapsack, prices, least } = caseOf(seed);
      const { value, lowerBound } = finish(knapsack.solveInSteps(prices, new Budget(0)));
      expect(lowerBound).toBeLessThanOrEqual(least + 1e-6);
      expect(value).toBeGreaterThanOrEqual(least - 1e-6);
      if (lowerBound < value) gaps++;
      const dualAt = (price: number): number =>
        given.reduce(
          (sum, { size, covers }) => {
            const costs = covers.map(
              ({ cost, use }) =>
                cost + (use[0] ?? 0) * prices[0]! + (use[1] ?? 0) * prices[1]! + (use[POOL] ?? 0) * price,
            );
            return sum + size * Math.min(...costs);
          },
          leastPurchase(curve.convexPieces(curve.lots), price),
        );
      const duals = Array.from({ length: 61 }, (_, step) => dualAt((curve.steepest * step ** 2) / 3600));
      if (lowerBound < value - 1e-6) expect(lowerBound).toBeGreaterThan(Math.max(...duals) - 1e-5);
    }
    expect(gaps).toBeGreaterThan(50);
  });

  it("gives the cheapest choice for each use of seats within a loss, and no other", () => {
    for (const seed of SEEDS.slice(0, 150)) {
      const { knapsack, prices, priced, least } = caseOf(seed);
      const loss = 20 * (seed % 9);
      const cheapest = new Map<string, number>();
      for (const { use, cost } of priced) {
        const key = use.slice(0, POOL).join();
        if (cost <= least + loss + 1e-6 && cost < (cheapest.get(key) ?? Infinity)) cheapest.set(key, cost);
      }
      const ways = finish(knapsack.withinInSteps(prices, loss, new Budget(ENOUGH)));
      const found = new Map(
        ways!.map((taken) => {
          const way = priced.find(({ covers }) => covers.join() === coversIn(taken).join())!;
          return [way.use.slice(0, POOL).join(), Math.round(1e6 * way.cost)];
        }),
      );
      expect({ seed, found: [...found].sort() }).toEqual({
        seed,
        found: [...cheapest].map(([key, cost]) => [key, Math.round(1e6 * cost)]).sort(),
      });
      expect(ways).toHaveLength(found.size);
    }
  });

  it("gives no ways where the budget ends", () => {
    const seed = SEEDS.find((one) => {
      const { knapsack, prices } = caseOf(one);
      return finish(knapsack.withinInSteps(prices, 500, new Budget(ENOUGH)))!.length > 3;
    })!;
    const { knapsack, prices } = caseOf(seed);
    expect(finish(knapsack.withinInSteps(prices, 500, new Budget(100)))).toBeNull();
  });
});
