import fc from "fast-check";
import { Budget } from "../../../src/engine/mix/budget";
import { bestMix, bestMixInSteps } from "../../../src/engine/mix/mix";
import type { MixProblem } from "../../../src/engine/mix/problem";
import { byTryingAll } from "./brute-force";
import { expectProvenCheaply } from "./cheap-proof";
import { organisation } from "./organisation";
import { tiny } from "./tiny";

/** Operations without which there is no answer: a few best responses, and as many for each round of a bound. */
const atLeast = ({ users, pools, offerings }: MixProblem): number =>
  1e5 + 2e4 * users.length * (1 + pools.length + offerings.length);

describe("a budget of operations", () => {
  it("is spent by its portions, and ends where it cannot give what is asked", () => {
    const budget = new Budget(100);
    const portion = budget.portion(0.5);
    expect(portion.spend(30)).toBe(true);
    expect([portion.left, budget.left]).toEqual([20, 70]);
    expect(portion.spend(30)).toBe(false);
    expect([portion.left, budget.left]).toEqual([0, 70]);
    budget.charge(200);
    expect([budget.left, budget.atMost(10).left]).toEqual([0, 0]);
  });

  const teams = fc.record({
    users: fc.integer({ min: 1, max: 40 }),
    pools: fc.integer({ min: 1, max: 12 }),
    volume: fc.integer({ min: 0, max: 3 }),
    contracts: fc.integer({ min: 0, max: 2 }),
    kind: fc.constantFrom("all units" as const, "incremental" as const),
    growth: fc.constantFrom(1, 1, 1.1),
    threshold: fc.constantFrom(0, 200),
    pack: fc.constantFrom(1, 100, 500),
  });
  const problems = fc.tuple(fc.integer({ min: 1, max: 1e6 }), teams).map(([seed, { pack, ...shape }]) => {
    const problem = organisation(seed, { ...shape, kinds: shape.users });
    return { ...problem, pools: problem.pools.map((pool) => ({ ...pool, pack: pack as typeof pool.pack })) };
  });
  const operations = fc.constantFrom(0, 1e5, 1e6, 1e7);

  it("is never exceeded by teams, floors, volume prices and packs, and the bound stays below the total", () => {
    fc.assert(
      fc.property(problems, operations, (problem, given) => {
        const budget = new Budget(Infinity);
        const limited = new (class extends Budget {
          spent = 0;
          override charge(n: number): void {
            this.spent += n;
            super.charge(n);
          }
          override spend(n: number): boolean {
            const enough = super.spend(n);
            if (enough) this.spent += n;
            return enough;
          }
        })(given, budget);
        const mix = bestMix(problem, limited);
        expect(limited.spent).toBeLessThanOrEqual(given + atLeast(problem));
        expect(mix.lowerBound).toBeLessThanOrEqual(mix.total + mix.moveThresholds);
        expect(mix.lowerBound).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves the optimum of tiny organisations between bound and total, however small it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), operations, (seed, given) => {
        const problem = tiny(seed);
        const mix = bestMix(problem, new Budget(given));
        const { cost } = byTryingAll(problem);
        expect(mix.total + mix.moveThresholds).toBeGreaterThan(cost - 1e-6);
        expect(mix.lowerBound).toBeLessThan(cost + 1e-6);
      }),
      // With growth and a shared floor, paid seats and seats on lines are rounded up together.
      { numRuns: 300, examples: [[704_456, 1e5]] },
    );
  });

  it("proves ten people in each of 15 teams with hardly any of it, and four teams that share floors", () => {
    expectProvenCheaply(organisation(1, { users: 150, kinds: 150, pools: 15, volume: 0 }));
    expectProvenCheaply(organisation(1, { users: 40, kinds: 40, pools: 4, volume: 0, contracts: 2 }));
  });
});

describe("the steps of the best mix", () => {
  it("come often: a caller can stop after any of thousands of operations", () => {
    const problem = organisation(1, { users: 60, kinds: 60, pools: 6, growth: 1.1 });
    const budget = new Budget(2e8);
    const steps = bestMixInSteps(problem, budget);
    let [before, most] = [budget.left, 0];
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      expect(step.value.stage).toBe("best mix");
      most = Math.max(most, before - budget.left);
      before = budget.left;
    }
    expect(most).toBeLessThan(2e7);
  });
});
