import { purchaseCost, tiersInOrder } from "../../../src/engine/rules/price-tiers";
import { tokensToBuy } from "../../../src/engine/rules/tokens-to-buy";
import type { MixOffering, MixProblem, TokenPool } from "../../../src/engine/mix/problem";
import { tokens } from "../../../src/engine/units";
import { coversOf, type TestCover } from "./milp";

/** What a number of assigned seats costs at the cheapest, by trying every number that might be paid for instead. */
export function seatCost({ steps, kind, floor, multipleOf = 1 }: MixOffering, assigned: number): number {
  const priceFrom = (nth: number): number =>
    steps.reduce((price, { minimum, unitPrice }, i) => (i === 0 || minimum <= nth ? unitPrice : price), 0);
  let [least, one] = [Infinity, 0];
  const most = Math.max(assigned, floor, ...steps.map(({ minimum }) => minimum)) + multipleOf - 1;
  for (let paid = 0; paid <= most; paid++) {
    // The nth seat has the price that holds once n − 1 are bought; 40 free seats are those before the minimum 40.
    if (paid > 0) one += priceFrom(paid - 1);
    if (paid >= Math.max(assigned, floor) && paid % multipleOf === 0)
      least = Math.min(least, kind === "all units" ? paid * priceFrom(paid) : one);
  }
  return least;
}

/** What seats cost at the cheapest when so many of each offering are assigned, by trying every number on every line. */
export function seatsCost({ offerings, contracts }: MixProblem, assigned: readonly number[]): number {
  const own = contracts
    .flatMap(({ lines }, contract) => lines.map((line) => ({ ...line, contract })))
    .filter((line) => offerings.some(({ offering }) => offering === line.offering));
  let least = Infinity;
  const paid: number[] = [];
  const look = (line: number, cost: number): void => {
    const next = own[line];
    if (next) {
      for (let n: number = next.least; n <= next.most; n++) {
        paid[line] = n;
        look(line + 1, cost + n * next.unitPrice);
      }
      return;
    }
    const onContract = (contract: number): number =>
      own.reduce((sum, one, i) => sum + (one.contract === contract ? (paid[i] ?? 0) : 0), 0);
    const room = (contract: number): number =>
      own.reduce((sum, one) => sum + (one.contract === contract ? one.most : 0), 0);
    // A floor above what the lines hold cannot be kept: then they stay whole.
    if (contracts.some(({ floor }, contract) => onContract(contract) < Math.min(floor, room(contract))))
      return;
    const rest = offerings.map((offer, place) => {
      const onLines = own.reduce(
        (sum, one, i) => sum + (one.offering === offer.offering ? (paid[i] ?? 0) : 0),
        0,
      );
      return seatCost(offer, Math.max((assigned[place] ?? 0) - onLines, 0));
    });
    least = Math.min(
      least,
      rest.reduce((sum, one) => sum + one, cost),
    );
  };
  look(0, 0);
  return least;
}

/** What drawing tokens costs at the cheapest, by trying every number of packs. */
export function tokenCost({ tiers, kind, pack, minimum, buffer, others }: TokenPool, drawn: number): number {
  const needed = tokensToBuy(tokens(drawn + others), buffer, pack);
  if (needed === 0) return 0;
  let least = Infinity;
  const top = Math.max(needed, minimum, ...tiers.map((one) => one.minimum)) + pack;
  for (let bought = Math.max(needed, Math.ceil(minimum / pack) * pack); bought <= top; bought += pack) {
    least = Math.min(least, purchaseCost(tokens(bought), tiersInOrder(tiers), kind));
  }
  return least;
}

/** The place of an offering from the cheapest to the dearest, then by name. */
export function placeByPrice({ offerings }: MixProblem, name: string): number {
  const price = ({ steps }: MixOffering): number => Math.max(...steps.map(({ unitPrice }) => unitPrice));
  const ordered = [...offerings].sort((a, b) => price(a) - price(b) || (a.offering < b.offering ? -1 : 1));
  return ordered.findIndex(({ offering }) => offering === name);
}

export interface Best {
  readonly cost: number;
  /** Of the mixes of that cost: the fewest seats, the fewest moves, and the least sum of their offerings' places by price. */
  readonly seats: number;
  readonly moves: number;
  readonly places: number;
}

/** The best mix of a tiny problem, by trying every combination of covers. */
export function byTryingAll(problem: MixProblem): Best {
  const { users, pools, moveThreshold: threshold, growth } = problem;
  const offerings = [...problem.offerings].sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const names = offerings.map(({ offering }) => offering);
  const options = users.map((user) => {
    const needs = pools.length > 0 ? user.needs : user.needs.map((need) => ({ ...need, tokens: null }));
    const covers = coversOf({ ...user, needs }, offerings);
    const held = user.held?.filter((seat) => names.includes(seat));
    const own = covers.find(
      ({ seats }) => held?.length === seats.length && seats.every((seat) => held.includes(seat)),
    );
    return covers.map((cover) => ({
      ...cover,
      places: cover.seats.map((seat) => names.indexOf(seat)),
      moves: own && own !== cover ? 1 : 0,
      byPrice: cover.seats.reduce((sum, seat) => sum + placeByPrice(problem, seat), 0),
      pool: user.pool ?? 0,
    }));
  });
  const known = new Map<string, number>();
  const once = (key: string, cost: () => number): number => {
    const there = known.get(key) ?? cost();
    known.set(key, there);
    return there;
  };
  const up = (n: number): number => Math.ceil(Math.round(n * growth * 1e6) / 1e6);
  const priced = (counts: readonly number[]): number =>
    once(`seats ${counts.join()}`, () => seatsCost({ ...problem, offerings }, counts.map(up)));
  const tokensCost = (drawn: readonly number[]): number =>
    pools.reduce((sum, pool, i) => {
      const own = Math.round((drawn[i] ?? 0) * 1e6) / 1e6;
      return sum + once(`pool ${i} ${own}`, () => tokenCost(pool, own * growth));
    }, 0);
  let best: Best = { cost: Infinity, seats: Infinity, moves: Infinity, places: Infinity };
  const counts = offerings.map(() => 0);
  const drawn = pools.map(() => 0);
  const look = (user: number, moves: number, seats: number, places: number): void => {
    const mine = options[user];
    if (!mine) {
      const cost = moves * threshold * growth + priced(counts) + tokensCost(drawn);
      const difference =
        Math.abs(cost - best.cost) < 1e-6
          ? seats - best.seats || moves - best.moves || places - best.places
          : cost - best.cost;
      if (difference < 0) best = { cost, seats, moves, places };
      return;
    }
    for (const cover of mine) {
      for (const place of cover.places) counts[place] = (counts[place] ?? 0) + 1;
      drawn[cover.pool] = (drawn[cover.pool] ?? 0) + cover.tokens;
      look(user + 1, moves + cover.moves, seats + cover.places.length, places + cover.byPrice);
      drawn[cover.pool] = (drawn[cover.pool] ?? 0) - cover.tokens;
      for (const place of cover.places) counts[place] = (counts[place] ?? 0) - 1;
    }
  };
  look(0, 0, 0, 0);
  return best;
}

export type { TestCover };
