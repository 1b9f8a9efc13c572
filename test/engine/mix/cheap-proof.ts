import { bestMix, budgetFor } from "../../../src/engine/mix/mix";
import type { MixProblem } from "../../../src/engine/mix/problem";

/** Checks that the best mix is proven with less than a third of the operations that it may use. */
export function expectProvenCheaply(problem: MixProblem): void {
  const budget = budgetFor(problem);
  const whole = budget.left;
  expect(bestMix(problem, budget).gap).toBeLessThan(1e-6);
  expect(whole - budget.left).toBeLessThan(whole / 3);
}
