import { finish } from "../../../src/engine/steps";
import { Bounds } from "../../../src/engine/mix/bound";
import { Budget } from "../../../src/engine/mix/budget";
import { GroupChoices } from "../../../src/engine/mix/choices";
import { poolCurve, seatCurve } from "../../../src/engine/mix/cost-curves";
import { enumerateInSteps, type Enumeration } from "../../../src/engine/mix/enumerate";
import { userGroupsInSteps } from "../../../src/engine/mix/groups";
import type { MixProblem } from "../../../src/engine/mix/problem";
import { ReducedCosts } from "../../../src/engine/mix/reduced-costs";
import { CurveSupply } from "../../../src/engine/mix/supplies";
import { fraction, money, seats, tokens } from "../../../src/engine/units";
import { byTryingAll } from "./brute-force";
import { step, tier } from "./organisation";
import { tiny } from "./tiny";

const ENOUGH = 1e10;

/** The loosest bound of a problem without contracts, nothing narrowed, and what is near it. */
function looseBound(problem: MixProblem): ReducedCosts {
  const { users, pools, moveThreshold: threshold, growth } = problem;
  const inOrder = [...problem.offerings].sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const drawn = users
    .flatMap(({ needs }) => needs.map((need): number => need.tokens ?? 0))
    .reduce((a, b) => a + b, 0);
  const curves = [
    ...inOrder.map((one) => seatCurve(one, users.length, growth)),
    ...pools.map((pool) => poolCurve(pool, drawn, growth)),
  ];
  const supplies = curves.map((curve, r) => new CurveSupply(r, curve));
  const ranges = curves.map(({ steepest }) => ({ least: 0, most: steepest }));
  const { groups } = finish(userGroupsInSteps(users, inOrder, threshold * growth, ranges));
  const bounds = new Bounds(new GroupChoices(groups), curves, supplies, 1e-9);
  const everything = curves.map(({ lots }) => lots);
  const bound = finish(bounds.bestInSteps(everything, Infinity, new Budget(ENOUGH)));
  return new ReducedCosts(groups, curves, supplies, bound);
}

const enumerated = (near: ReducedCosts, most: number, target: number, operations = ENOUGH): Enumeration =>
  finish(enumerateInSteps(near, most, target, new Budget(operations)));

describe("the mixes near a bound", () => {
  const problems = Array.from({ length: 300 }, (_, i) => tiny(10_000 + i)).filter(
    ({ pools, contracts }) => pools.length > 0 && contracts.length === 0,
  );

  it("hold the best one, however loose the bound, and the bound is below it", () => {
    for (const problem of problems) {
      const near = looseBound(problem);
      const { found, complete } = enumerated(near, 1e6, Infinity);
      const { cost } = byTryingAll(problem);
      expect(complete).toBe(true);
      expect(found?.cost).toBeCloseTo(cost, 2);
      expect(near.bound.value).toBeLessThan((found?.cost ?? 0) + 1e-6);
    }
  });

  it("are none below a target that is too low, nor beyond a budget that is too small", () => {
    for (const problem of problems) {
      const near = looseBound(problem);
      const { cost } = byTryingAll(problem);
      expect(enumerated(near, 1e6, cost - 1)).toEqual({
        found: null,
        complete: true,
      });
      const budget = (cost - near.bound.value) / 2 - 1;
      if (budget > 0) expect(enumerated(near, budget, Infinity).found).toBeNull();
    }
  });

  it("are told apart by what they lose: of two that use the same, the dearer one is not followed", () => {
    // 285 tokens are 3 packs. A seat for a or b spares 40 tokens and loses 1 or 5 on them, one for c 45 and loses 9: only with c and
    // one of the others do 2 packs do, for 600 + 121 + 144.
    const one = (user: string, n: number) => ({ user, needs: [{ product: user, tokens: tokens(n) }] });
    const offer = (offering: string, price: number) => ({
      offering,
      covers: [],
      steps: [step(0, price)],
      kind: "all units" as const,
      floor: seats(0),
    });
    const near = looseBound({
      users: [one("a", 40), one("b", 40), one("c", 45), one("d", 160)],
      offerings: [offer("a", 121), offer("b", 125), offer("c", 144)],
      contracts: [],
      pools: [
        {
          tiers: [tier(0, 3)],
          kind: "all units",
          pack: tokens(100),
          minimum: tokens(0),
          buffer: fraction(0),
          others: tokens(0),
        },
      ],
      moveThreshold: money(0),
      growth: 1,
    });
    expect(enumerated(near, 1e6, Infinity).found?.cost).toBeCloseTo(865, 2);
  });

  it("are not said to be all seen when the work runs out", () => {
    const near = looseBound(problems.find(({ users }) => users.length > 4) as (typeof problems)[number]);
    expect(enumerated(near, 1e6, Infinity, 1).complete).toBe(false);
  });
});
