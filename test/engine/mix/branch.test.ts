import { finish } from "../../../src/engine/steps";
import { Search } from "../../../src/engine/mix/branch";
import { Budget } from "../../../src/engine/mix/budget";
import { partsOf } from "./parts-of";

const SHAPE = { users: 30, kinds: 30, growth: 1.1 };
const searchOf = (seed: number): Search => {
  const { choices, curves, supplies, bounds } = partsOf(seed, SHAPE);
  return new Search(choices, curves, supplies, bounds);
};
const run = (search: Search, operations: number, known?: number): Search => {
  finish(search.runInSteps(new Budget(operations), known));
  return search;
};

describe("branch and bound", () => {
  const seeds = [1, 2];
  const whole = seeds.map((seed) => run(searchOf(seed), 1e10));

  it("ends when the lower bound reaches the best mix", () => {
    for (const { best, lowerBound } of whole) {
      expect(best!.cost - lowerBound).toBeGreaterThanOrEqual(0);
      expect(best!.cost - lowerBound).toBeLessThan(1e-5 * best!.cost);
    }
  });

  it("goes on where a budget ended it: the bound only rises, the cost only falls, to the same optimum", () => {
    seeds.forEach((seed, i) => {
      const search = run(searchOf(seed), 3e6);
      expect(search.best!.cost - search.lowerBound).toBeGreaterThan(1);
      for (let runs = 0; runs < 200 && search.lowerBound < search.best!.cost - 1e-6; runs++) {
        const before = { cost: search.best!.cost, lowerBound: search.lowerBound };
        run(search, 1e7 * 2 ** runs);
        expect(search.lowerBound).toBeGreaterThanOrEqual(before.lowerBound);
        expect(search.best!.cost).toBeLessThanOrEqual(before.cost);
      }
      expect(search.best!.cost).toBeCloseTo(whole[i]!.best!.cost, 6);
    });
  });

  it("looks only for mixes below a known cost, and then proves that there is none", () => {
    seeds.forEach((seed, i) => {
      const optimum = whole[i]!.best!.cost;
      const below = run(searchOf(seed), 1e10, optimum - 1);
      expect(below.lowerBound).toBeGreaterThan(optimum - 1 - 1e-5 * optimum);
      expect(below.lowerBound).toBeLessThanOrEqual(optimum - 1);
      const above = run(searchOf(seed), 1e10, optimum + 1000);
      expect(above.best!.cost).toBeCloseTo(optimum, 6);
    });
  });

  it("enumerates what branching leaves: the bound of the root alone is below the optimum by more than a seat", () => {
    seeds.forEach((seed, i) => {
      const { curves, bounds } = partsOf(seed, SHAPE);
      const everything = curves.map(({ lots }) => lots);
      const { value } = finish(bounds.bestInSteps(everything, Infinity, new Budget(1e10)));
      expect(whole[i]!.best!.cost - value).toBeGreaterThan(500);
    });
  });
});
