import { at } from "../../../src/engine/at";
import { Budget } from "../../../src/engine/mix/budget";
import { MasterProgramme } from "../../../src/engine/mix/lp";
import type { MixContract, MixOffering } from "../../../src/engine/mix/problem";
import { flooredSupplies, type FlooredSupply } from "../../../src/engine/mix/shared-floors";
import type { Prices } from "../../../src/engine/mix/supplies";
import { finish } from "../../../src/engine/steps";
import { money, rate, seats, type Money, type Seats } from "../../../src/engine/units";
import { random } from "../../../examples/sample/random";
import { seatsCost } from "./brute-force";
import { step } from "./organisation";

const MOST_USE = 5;

/** Two offerings on one or two contracts, with lines of up to three seats. */
function drawn(seed: number) {
  const draw = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const offerings = ["a", "b"].map((offering): MixOffering => ({
    offering,
    covers: [],
    steps: [step(0, pick([70, 100, 160]))],
    kind: "all units",
    floor: seats(0),
  }));
  const contracts = Array.from({ length: pick([1, 2]) }, (): MixContract => {
    const lines = ["a", "b"].map((offering) => {
      const least = pick([0, 0, 1]);
      return {
        offering,
        least: seats(least),
        most: seats(least + pick([0, 1, 2, 3])),
        unitPrice: rate<Money, Seats>(pick([40, 80, 100, 120, 200])),
      };
    });
    return { floor: seats(pick([0, 1, 2, 4])), lines };
  });
  return { offerings, contracts };
}

const USES = Array.from({ length: (MOST_USE + 1) ** 2 }, (_, i) => [
  i % (MOST_USE + 1),
  Math.floor(i / (MOST_USE + 1)),
]);
const SEEDS = Array.from({ length: 80 }, (_, i) => i + 1);
const GROWTHS = [1, 1.3];
const PRICES: readonly Prices[] = [
  [0, 0],
  [90, 30],
  [130, 110],
  [60, 210],
].map((prices) => Float64Array.from(prices));

const whole = (n: number): number => Math.ceil(Math.round(n * 1e6) / 1e6);

/** The cost of seats by trying every number on every line. */
function byTryingAll(
  { offerings, contracts }: ReturnType<typeof drawn>,
  use: readonly number[],
  growth: number,
): number {
  const problem = { users: [], pools: [], moveThreshold: money(0), growth, offerings, contracts };
  return seatsCost(
    problem,
    use.map((n) => whole(n * growth)),
  );
}

function supplyOf(
  { contracts, offerings }: ReturnType<typeof drawn>,
  growth: number,
): { supply: FlooredSupply; sunk: number } {
  const { supplies, sunk } = flooredSupplies(contracts, offerings, MOST_USE, growth);
  expect(supplies).toHaveLength(1);
  return { supply: at(supplies, 0), sunk };
}

describe("offerings that share the floors of contracts", () => {
  it("cost the least there is for any use, at today's numbers and with growth", () => {
    for (const seed of SEEDS)
      for (const growth of GROWTHS) {
        const one = drawn(seed);
        const { supply, sunk } = supplyOf(one, growth);
        const costs = USES.map((use) => sunk + supply.cost(use));
        expect({ seed, growth, costs }).toEqual({
          seed,
          growth,
          costs: USES.map((use) => byTryingAll(one, use, growth)),
        });
      }
  });

  it("are bought as they cost: lines, and seats at the list price", () => {
    for (const seed of SEEDS) {
      const one = drawn(seed);
      const { supply, sunk } = supplyOf(one, 1);
      const bought = USES.map((use) => supply.purchase(use));
      const costs = bought.map(({ cost, listed }) =>
        listed.reduce((sum, n, i) => sum + n * at(supply.offerings, i).price, cost),
      );
      expect(costs).toEqual(USES.map((use) => sunk + supply.cost(use)));
      const served = bought.map(({ onLines, listed }, u) =>
        onLines.every((n, i) => n + at(listed, i) >= at(at(USES, u), i)),
      );
      expect(served).not.toContain(false);
    }
  });

  it("bound every use from below at any prices, all together and each alone", () => {
    for (const seed of SEEDS)
      for (const growth of GROWTHS)
        for (const prices of PRICES) {
          const { supply } = supplyOf(drawn(seed), growth);
          const ranges = supply.offerings.map(({ curve }) => curve.lots);
          const { value, excessOf } = supply.conjugate(prices, ranges);
          const excesses = USES.map(
            (use) => supply.cost(use) - use[0]! * prices[0]! - use[1]! * prices[1]! - value,
          );
          const alone = USES.map((use) => excessOf(0, use[0]!) + excessOf(1, use[1]!));
          const below = excesses.every((excess, i) => alone[i]! <= excess + 1e-6);
          const positive = USES.every((use) => use.every((n, nth) => excessOf(nth, n) >= -1e-6));
          expect({ seed, growth, least: Math.min(...excesses) >= -1e-6, below, positive }).toEqual({
            seed,
            growth,
            least: true,
            below: true,
            positive: true,
          });
        }
  });

  it("are relaxed in the linear programme to what their bound says", () => {
    for (const seed of SEEDS)
      for (const growth of GROWTHS) {
        const { supply } = supplyOf(drawn(seed), growth);
        const ranges = supply.offerings.map(({ curve }) => curve.lots);
        const prices = Float64Array.from(
          supply.offerings,
          ({ price }, i) => price * growth * (i === 0 ? 0.9 : 0.6),
        );
        const { rows, columns } = supply.relaxation(ranges);
        const programme = new MasterProgramme(
          rows.map(({ right, missing }) => ({ right, missing: Math.min(missing, 1e6) })),
          1e6,
        );
        for (const { cost, serves, entries } of columns) {
          const value = serves ? serves.amount * prices[serves.resource]! : 0;
          programme.add({
            rows: entries.map(([row]) => row),
            values: entries.map(([, amount]) => amount),
            cost: cost - value,
          });
        }
        expect(finish(programme.solveInSteps(new Budget(1e9)))).toBe(true);
        expect(programme.cost).toBeCloseTo(supply.conjugate(prices, ranges).value, 5);
      }
  });

  it("are supplied apart where no contract ties them, and not at all where no offering has a price", () => {
    const offer = (offering: string): MixOffering => ({
      offering,
      covers: [],
      steps: [step(0, 100)],
      kind: "all units",
      floor: seats(0),
    });
    const contract = (...names: string[]): MixContract => ({
      floor: seats(1),
      lines: names.map((offering) => ({
        offering,
        least: seats(0),
        most: seats(2),
        unitPrice: rate<Money, Seats>(90),
      })),
    });
    const contracts = [
      contract("a", "b"),
      contract("d", "e"),
      contract("z"),
      contract("b", "c"),
      contract("f", "z"),
    ];
    const { supplies } = flooredSupplies(contracts, ["a", "b", "c", "d", "e", "f"].map(offer), MOST_USE, 1);
    expect(supplies.map(({ resources }) => [...resources]).sort((a, b) => a[0]! - b[0]!)).toEqual([
      [0, 1, 2],
      [3, 4],
      [5],
    ]);
  });

  it("price a seat in a floor by what the next seat in it costs beyond its value", () => {
    const offer = (offering: string, price: number): MixOffering => ({
      offering,
      covers: [],
      steps: [step(0, price)],
      kind: "all units",
      floor: seats(0),
    });
    const line = (offering: string, most: number, price: number) => ({
      offering,
      least: seats(0),
      most: seats(most),
      unitPrice: rate<Money, Seats>(price),
    });
    // Four seats of a at 80 and two of b at 120 can fill a floor of five. A seat of a is worth 90, one of b 50.
    const { supply } = supplyOf(
      {
        offerings: [offer("a", 100), offer("b", 160)],
        contracts: [{ floor: seats(5), lines: [line("a", 4, 80), line("b", 2, 120)] }],
      },
      1,
    );
    const ranges = supply.offerings.map(({ curve }) => curve.lots);
    const { value, excessOf } = supply.conjugate(Float64Array.from([90, 50]), ranges);
    // Four seats of a gain 10 each; a seat of b fills the floor and loses 70, which is the price of the floor.
    expect(value).toBe(70 - 4 * 10);
    // A seat of a less loses 10 and 70, and one more costs 100. On its line b loses what the floor is worth.
    expect([3, 4, 5].map((use) => excessOf(0, use))).toEqual([80, 0, 10]);
    expect([0, 1, 2, 3].map((use) => excessOf(1, use))).toEqual([0, 0, 0, 110]);
  });
});
