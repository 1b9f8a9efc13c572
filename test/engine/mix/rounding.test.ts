import { finish } from "../../../src/engine/steps";
import { Budget } from "../../../src/engine/mix/budget";
import { ReducedCosts } from "../../../src/engine/mix/reduced-costs";
import { roundedInSteps } from "../../../src/engine/mix/rounding";
import { partsOf } from "./parts-of";

/** The root of the search for users whose seats grow, so that whole seats cost more than the bound counts. */
function root(seed: number, count: number): ReducedCosts {
  const { groups, curves, supplies, bounds } = partsOf(seed, { users: count, kinds: 40, growth: 1.1 });
  const everything = curves.map(({ lots }) => lots);
  const bound = finish(bounds.bestInSteps(everything, Infinity, new Budget(1e10)));
  return new ReducedCosts(groups, curves, supplies, bound);
}

describe("rounding a relaxed optimum", () => {
  const roots = Array.from({ length: 6 }, (_, i) => root(i + 1, 200));
  const rounded = (near: ReducedCosts, inPairs: boolean, operations: number): number =>
    finish(roundedInSteps(near, inPairs, new Budget(operations))).cost;
  const total = (costs: readonly number[]): number => costs.reduce((sum, cost) => sum + cost, 0);
  const responses = roots.map((near) => near.assignment(new Map()).cost);
  const whole = roots.map((near) => rounded(near, false, 0));
  const stepped = roots.map((near) => rounded(near, false, 1e9));
  const paired = roots.map((near) => rounded(near, true, 1e9));

  it("costs less than the best response, in whole members alone", () => {
    expect(total(whole)).toBeLessThan(0.99 * total(responses));
  });

  it("costs less after steps, and less again after pairs of steps, and never more", () => {
    stepped.forEach((cost, i) => expect(cost).toBeLessThanOrEqual(whole[i]!));
    paired.forEach((cost, i) => expect(cost).toBeLessThanOrEqual(stepped[i]!));
    // Of six organisations together, each of some 340,000.
    expect(total(stepped)).toBeLessThan(total(whole) - 1500);
    expect(total(paired)).toBeLessThan(total(stepped) - 1500);
  });

  it("never costs less than the bound", () => {
    paired.forEach((cost, i) => expect(cost).toBeGreaterThanOrEqual(roots[i]!.bound.value - 1e-6));
  });
});
