import { random } from "../../../examples/sample/random";
import type { MixProblem } from "../../../src/engine/mix/problem";
import { fraction, money, seats, tokens } from "../../../src/engine/units";
import { step, tier } from "./organisation";

/** A problem of at most six users and three offers, with everything that a problem can have and numbers that often tie. */
export function tiny(seed: number): MixProblem {
  const draw = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const some = <T>(from: readonly T[], share: number): T[] => from.filter(() => draw() < share);
  const products = ["A", "B", "C", "D"];
  const names = ["A", "B", "Collection", "X"];
  const offerings = some(names, 0.75).slice(0, 3).map((offering) => ({
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
  })); // prettier-ignore
  const users = Array.from({ length: 1 + Math.floor(draw() * 6) }, (_, i) => ({
    user: `user ${i}`,
    needs: some(products, 0.5).map((product) => ({
      product,
      tokens: draw() < 0.12 ? null : tokens(pick([0, 10, 20, 30, 50, 55.5, 70, 100])),
    })),
    ...(draw() < 0.5 ? { held: some(names, 0.3) } : {}),
    ...(draw() < 0.1 ? { fixed: true } : {}),
  }));
  const pool = {
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
  };
  return {
    users,
    offerings,
    pool: draw() < 0.05 ? null : pool,
    threshold: money(pick([0, 0, 50, 100, 150])),
  };
}
