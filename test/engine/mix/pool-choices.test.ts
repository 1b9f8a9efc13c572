import { Budget } from "../../../src/engine/mix/budget";
import { bestResponse } from "../../../src/engine/mix/choices";
import { poolCurve, seatCurve } from "../../../src/engine/mix/cost-curves";
import { Knapsack } from "../../../src/engine/mix/knapsack";
import { PoolChoices } from "../../../src/engine/mix/pool-choices";
import type { Prices } from "../../../src/engine/mix/supplies";
import { finish } from "../../../src/engine/steps";
import { fraction, seats, tokens } from "../../../src/engine/units";
import { drawnGroups, everyChoice, groupsOf, type Choice } from "./groups-of";
import { step, tier } from "./organisation";

const SEATS = 2;
const POOLS = [2, 3];
const SEAT = seatCurve({ steps: [step(0, 500)], kind: "all units", floor: seats(0) }, 8, 1);
const POOL = poolCurve(
  {
    tiers: [tier(0, 3)],
    kind: "all units",
    pack: tokens(100),
    minimum: tokens(0),
    buffer: fraction(0),
    others: tokens(0),
  },
  1200,
  1,
);
const CURVES = [SEAT, SEAT, POOL, POOL];

/** Groups of two pools, and groups that draw no tokens. */
function caseOf(seed: number) {
  const given = drawnGroups(seed, [...POOLS, null]);
  const users = groupsOf(given);
  return { given, users, choices: new PoolChoices(users, CURVES, SEATS), every: everyChoice(given, 4) };
}

const PRICES: readonly Prices[] = [
  [0, 0],
  [40, 90],
  [210, 15],
].map((prices) => Float64Array.from(prices));

const costAt = ({ fixedCost, use }: Choice, prices: Prices): number =>
  fixedCost +
  use[0]! * prices[0]! +
  use[1]! * prices[1]! +
  POOLS.reduce((sum, pool) => sum + POOL.buy(use[pool]!).cost, 0);

const SEEDS = Array.from({ length: 200 }, (_, i) => i + 1);

describe("token pools as columns", () => {
  it("answer seat prices with the best choice of all, and say what seats it uses", () => {
    for (const seed of SEEDS) {
      const { choices, every } = caseOf(seed);
      for (const prices of PRICES) {
        const least = Math.min(...every.map((one) => costAt(one, prices)));
        const { parts, slack } = finish(choices.respondInSteps(prices, new Budget(1e9)));
        // A bound leaves out a millionth of a token.
        expect({ seed, slack, value: parts.reduce((sum, { value }) => sum + value, 0) }).toEqual({
          seed,
          slack: expect.closeTo(0, 4) as number,
          value: expect.closeTo(least, 6) as number,
        });
        const use = [0, 1].map((r) => parts.reduce((sum, part) => sum + part.use[r]!, 0));
        const alike = every.filter((one) => use.every((amount, r) => one.use[r] === amount));
        expect(Math.min(...alike.map((one) => costAt(one, prices)))).toBeCloseTo(least, 6);
      }
    }
  });

  it("know the best choice at any seat prices once every column is generated", () => {
    for (const seed of SEEDS) {
      const { users, choices, every } = caseOf(seed);
      finish(choices.respondInSteps(PRICES[0]!, new Budget(1e9)));
      expect(finish(choices.generateInSteps(PRICES[0]!, 1e6, new Budget(1e9)))).toBe(true);
      const { groups } = choices;
      for (const prices of PRICES) {
        const { value, cover } = bestResponse(groups, prices);
        expect(value).toBeCloseTo(Math.min(...every.map((one) => costAt(one, prices))), 6);
        const taken = choices.expand(
          groups,
          new Map([...cover].map((column, group) => [column, groups.size[group]!] as const)),
        );
        const members = [...taken.values()].reduce((sum, times) => sum + times, 0);
        expect(members).toBe(users.size.reduce((sum, size) => sum + size, 0));
      }
    }
  });

  it("lack what the bounds of the pools lack where a budget ends: value less slack bounds every choice", () => {
    let lacking = 0;
    for (const seed of SEEDS)
      for (const prices of PRICES) {
        const { users, choices, every } = caseOf(seed);
        const { parts, slack } = finish(choices.respondInSteps(prices, new Budget(0)));
        const value = parts.reduce((sum, part) => sum + part.value, 0);
        expect(value - slack).toBeLessThanOrEqual(
          Math.min(...every.map((one) => costAt(one, prices))) + 1e-6,
        );
        const bounds = POOLS.map((pool) => {
          const members = [...users.size.keys()].filter((group) =>
            drawnGroups(seed, [...POOLS, null])[group]!.covers.some(({ use }) => pool in use),
          );
          const packed = finish(new Knapsack(users, members, pool, POOL).solveInSteps(prices, new Budget(0)));
          return packed.value - packed.lowerBound;
        });
        expect(slack).toBeCloseTo(
          bounds.reduce((sum, gap) => sum + gap, 0),
          5,
        );
        if (slack > 1) lacking++;
      }
    expect(lacking).toBeGreaterThan(50);
  });

  it("are a part each, and groups that draw from no pool are the last part", () => {
    for (const seed of SEEDS.slice(0, 40)) {
      const { given, choices } = caseOf(seed);
      const { parts } = finish(choices.respondInSteps(PRICES[0]!, new Budget(1e9)));
      const alone = given.filter(({ covers }) =>
        covers.every(({ use }) => !POOLS.some((pool) => pool in use)),
      );
      expect(parts).toHaveLength(POOLS.length + (alone.length > 0 ? 1 : 0));
      expect([...choices.groups.part]).toEqual([0, 1, ...alone.map(() => POOLS.length)]);
    }
  });

  it("need a budget for their columns", () => {
    const seed = SEEDS.find((one) => caseOf(one).given.length === 4)!;
    const { choices } = caseOf(seed);
    expect(finish(choices.generateInSteps(PRICES[0]!, 1e6, new Budget(10)))).toBe(false);
  });
});
