import { random } from "../../../examples/sample/random";
import type { MixContract, MixLine, MixProblem, TokenPool } from "../../../src/engine/mix/problem";
import { fraction, money, rate, seats, tokens } from "../../../src/engine/units";
import { step, tier } from "./organisation";

/** A problem of at most six users and three offers, with everything that a problem can have and numbers that often tie. */
export function tiny(seed: number): MixProblem {
  const draw = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const some = <T>(from: readonly T[], share: number): T[] => from.filter(() => draw() < share);
  const products = ["A", "B", "C", "D"];
  const names = ["A", "B", "Collection", "X"];
  const offerings = some(names, 0.75)
    .slice(0, 3)
    .map((offering) => ({
      offering,
      covers: offering.length > 1 ? some(products, 0.7) : some(products, 0.15),
      floor: seats(pick([0, 0, 0, 1, 2, 3, 5])),
      kind: pick(["all units", "incremental"] as const),
      steps: pick([
        [step(0, 100)],
        [step(0, pick([200, 300, 150]))],
        [step(0, 200), step(3, pick([150, 100, 180]))],
        [step(0, 0), step(2, 200)],
        [step(0, 150), step(2, 100), step(4, 60)],
        [step(0, 100), step(2, 180)],
        [step(0, 100), step(2, 250), step(4, 50)],
      ]),
    }));
  const users = Array.from({ length: 1 + Math.floor(draw() * 6) }, (_, i) => ({
    user: `user ${i}`,
    needs: some(products, 0.5).map((product) => ({
      product,
      tokens: draw() < 0.12 ? null : tokens(pick([0, 10, 20, 30, 50, 55.5, 70, 100])),
    })),
    ...(draw() < 0.5 ? { held: some(names, 0.3) } : {}),
    ...(draw() < 0.1 ? { fixed: true } : {}),
  }));
  const pool = (): TokenPool => ({
    tiers: pick([
      [tier(0, 3)],
      [tier(0, 3), tier(100, 2.8), tier(200, 2)],
      [tier(0, 3), tier(150, 2)],
      [tier(50, 3), tier(250, 1)],
      [tier(0, 2), tier(120, 3), tier(240, 2.5)],
    ]),
    kind: pick(["all units", "incremental"] as const),
    pack: tokens(pick([1, 10, 50, 100, 30])),
    minimum: tokens(pick([0, 0, 0, 100, 60])),
    buffer: fraction(pick([0, 0.1, 0.15])),
    others: tokens(pick([0, 0, 0, 35])),
  });
  const pools = Array.from({ length: pick([0, 1, 1, 1, 1, 1, 1, 2]) }, pool);
  const contract = (names: readonly string[]): MixContract => ({
    floor: seats(pick([0, 1, 2, 3, 4, 6])),
    lines: names.flatMap((offering) =>
      Array.from({ length: pick([0, 1, 1, 2]) }, () => line(offering, pick)),
    ),
  });
  // An offering on contracts has one price beside them, and is on one of them.
  const tied = draw() < 0.5 ? [] : offerings.map(({ offering }) => offering);
  const apart = draw() < 0.2 ? 1 : tied.length;
  const contracts = [contract(tied.slice(0, apart)), contract(tied.slice(apart))].filter(
    ({ lines }) => lines.length > 0,
  );
  return {
    users: users.map((user) => ({ ...user, ...(pools.length > 1 && draw() < 0.5 ? { pool: 1 } : {}) })),
    offerings: offerings.map((one, i) =>
      tied.includes(one.offering)
        ? { ...one, steps: one.steps.slice(0, 1) }
        : (seed + i) % 3 === 0
          ? { ...one, multipleOf: 2 + (seed % 2) }
          : one,
    ),
    contracts,
    pools,
    moveThreshold: money(pick([0, 0, 50, 100, 150])),
    growth: pick([1, 1, 1, 1.1, 1.5]),
  };
}

function line(offering: string, pick: <T>(from: readonly T[]) => T): MixLine {
  const least = pick([0, 0, 1]);
  return {
    offering,
    least: seats(least),
    most: seats(least + pick([0, 1, 2])),
    unitPrice: rate(pick([100, 100, 150, 200, 260])),
  };
}
