import { purchaseCost, tiersInOrder, tokensToBuy } from "../../../src/engine/cost/token-price";
import type { MixOffering, MixProblem, TokenPool } from "../../../src/engine/mix/problem";
import { tokens } from "../../../src/engine/units";
import { coversOf, type TestCover } from "./milp";

/** What a number of assigned seats costs at the cheapest, by trying every number that might be paid for instead. */
export function seatCost({ steps, kind, floor }: MixOffering, assigned: number): number {
  const priceFrom = (nth: number): number =>
    steps.reduce((price, { from, unitPrice }, i) => (i === 0 || from <= nth ? unitPrice : price), 0);
  let [least, one] = [Infinity, 0];
  for (let paid = 0; paid <= Math.max(assigned, floor, ...steps.map(({ from }) => from)); paid++) {
    // The nth seat has the price that holds once n − 1 are bought; 40 free seats are those before `from` 40.
    if (paid > 0) one += priceFrom(paid - 1);
    if (paid >= Math.max(assigned, floor))
      least = Math.min(least, kind === "all units" ? paid * priceFrom(paid) : one);
  }
  return least;
}

/** What drawing tokens costs at the cheapest, by trying every number of packs. */
export function tokenCost({ tiers, kind, pack, minimum, buffer }: TokenPool, drawn: number): number {
  const needed = tokensToBuy(tokens(drawn), buffer, pack);
  if (needed === 0) return 0;
  let least = Infinity;
  const top = Math.max(needed, minimum, ...tiers.map((one) => one.minimum)) + pack;
  for (let bought = Math.max(needed, Math.ceil(minimum / pack) * pack); bought <= top; bought += pack) {
    least = Math.min(least, purchaseCost(tokens(bought), tiersInOrder(tiers), kind));
  }
  return least;
}

export interface Best {
  readonly cost: number;
  /** Of the mixes of that cost: the fewest seats, and then the least sum of their offerings' places in order of name. */
  readonly seats: number;
  readonly places: number;
}

/** The best mix of a tiny problem, by trying every combination of covers. */
export function byTryingAll(problem: MixProblem): Best {
  const { users, pool, threshold } = problem;
  const offerings = [...problem.offerings].sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const names = offerings.map(({ offering }) => offering);
  const options = users.map((user) => {
    const needs = pool ? user.needs : user.needs.map((need) => ({ ...need, tokens: null }));
    const covers = coversOf({ ...user, needs }, offerings);
    const held = user.held?.filter((seat) => names.includes(seat));
    const own = covers.find(
      ({ seats }) => held?.length === seats.length && seats.every((seat) => held.includes(seat)),
    );
    return covers.map((cover) => ({ ...cover, places: cover.seats.map((seat) => names.indexOf(seat)), hurdle: own && own !== cover ? (threshold as number) : 0 })); // prettier-ignore
  });
  const seatCosts = offerings.map((one) =>
    Array.from({ length: users.length + 1 }, (_, n) => seatCost(one, n)),
  );
  const tokenCosts = new Map<number, number>();
  const priced = (drawn: number): number => {
    const known = tokenCosts.get(drawn) ?? (pool ? tokenCost(pool, drawn) : 0);
    tokenCosts.set(drawn, known);
    return known;
  };
  let best: Best = { cost: Infinity, seats: Infinity, places: Infinity };
  const counts = offerings.map(() => 0);
  const look = (user: number, hurdle: number, drawn: number, seats: number, places: number): void => {
    const mine = options[user];
    if (!mine) {
      const cost = counts.reduce((sum, n, i) => sum + (seatCosts[i]?.[n] ?? 0), hurdle + priced(Math.round(drawn * 1e6) / 1e6)); // prettier-ignore
      const difference = Math.abs(cost - best.cost) < 1e-6 ? seats - best.seats || places - best.places : cost - best.cost; // prettier-ignore
      if (difference < 0) best = { cost, seats, places };
      return;
    }
    for (const cover of mine) {
      for (const place of cover.places) counts[place] = (counts[place] ?? 0) + 1;
      look(user + 1, hurdle + cover.hurdle, drawn + cover.tokens, seats + cover.places.length, places + cover.places.reduce((a, b) => a + b, 0)); // prettier-ignore
      for (const place of cover.places) counts[place] = (counts[place] ?? 0) - 1;
    }
  };
  look(0, 0, 0, 0, 0);
  return best;
}

export type { TestCover };
