import { Bounds } from "../../../src/engine/mix/bound";
import { marketsOf } from "../../../src/engine/mix/shared-floors";
import { kindsOf } from "../../../src/engine/mix/groups";
import { Neighbourhood } from "../../../src/engine/mix/neighbourhood";
import type { MixProblem } from "../../../src/engine/mix/problem";
import { poolTariff, seatTariff } from "../../../src/engine/mix/cost-curves";
import { finish } from "../../../src/engine/steps";
import { withinInSteps } from "../../../src/engine/mix/enumerate";
import { fraction, money, seats, tokens } from "../../../src/engine/units";
import { byTryingAll } from "./brute-force";
import { step, tier } from "./organisation";
import { tiny } from "./tiny";

/** The loosest bound of a problem, nothing narrowed, and what is near it. */
function neighbourhood(problem: MixProblem): Neighbourhood {
  const { users, pools, moveThreshold: threshold, growth } = problem;
  const inOrder = [...problem.offerings].sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const drawn = users
    .flatMap(({ needs }) => needs.map((need): number => need.tokens ?? 0))
    .reduce((a, b) => a + b, 0);
  const { markets } = marketsOf(problem.contracts, inOrder, growth);
  const tariffs = [
    ...inOrder.map((one) => seatTariff(one, users.length, growth, 0, false)),
    ...pools.map((pool) => poolTariff(pool, drawn, growth)),
  ];
  const ranges = tariffs.map(({ steepest }) => ({ least: 0, most: steepest }));
  const { kinds } = kindsOf(users, inOrder, threshold * growth, ranges);
  const bound = finish(
    new Bounds(kinds, tariffs, markets).bestInSteps(
      tariffs.map(({ parts }) => parts.flat()),
      Infinity,
    ),
  );
  return new Neighbourhood(kinds, tariffs, markets, bound);
}

describe("the mixes near a bound", () => {
  const problems = Array.from({ length: 300 }, (_, i) => tiny(10_000 + i)).filter(
    ({ pools, contracts }) => pools.length > 0 && contracts.length === 0,
  );

  it("hold the best one, however loose the bound, and the bound is below it", () => {
    for (const problem of problems) {
      const near = neighbourhood(problem);
      const { found, complete } = finish(withinInSteps(near, 1e6, Infinity, { left: 1e6 }));
      const { cost } = byTryingAll(problem);
      expect(complete).toBe(true);
      expect(found?.cost).toBeCloseTo(cost, 2);
      expect(near.bound.value).toBeLessThan((found?.cost ?? 0) + 1e-6);
    }
  });

  it("are none below a target that is too low, nor beyond a budget that is too small", () => {
    for (const problem of problems) {
      const near = neighbourhood(problem);
      const { cost } = byTryingAll(problem);
      expect(finish(withinInSteps(near, 1e6, cost - 1, { left: 1e6 }))).toEqual({
        found: null,
        complete: true,
      });
      const budget = (cost - near.bound.value) / 2 - 1;
      if (budget > 0) expect(finish(withinInSteps(near, budget, Infinity, { left: 1e6 })).found).toBeNull();
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
    const near = neighbourhood({
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
    expect(finish(withinInSteps(near, 1e6, Infinity, { left: 1e6 })).found?.cost).toBeCloseTo(865, 2);
  });

  it("are not said to be all seen when the work runs out", () => {
    const near = neighbourhood(problems.find(({ users }) => users.length > 4) as (typeof problems)[number]);
    expect(finish(withinInSteps(near, 1e6, Infinity, { left: 1 })).complete).toBe(false);
  });
});
