import { tierReached, tiersInOrder } from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import type { TokenTier } from "../estate/estate";
import {
  fraction,
  minus,
  money,
  rate,
  scale,
  seats,
  tokens,
  total,
  type Fraction,
  type Money,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";
import { finish, type Steps } from "../steps";
import { solveInSteps } from "./branch";
import { countsOf, type Assignment } from "./neighbourhood";
import { kindsOf, type Kinds } from "./groups";
import { opens, type MixOffering, type MixProblem, type MixUser } from "./problem";
import { marketsOf, type SeatMarket } from "./shared-floors";
import { poolTariff, seatTariff, withoutPacks, type Tariff } from "./cost-curves";

/** What the covers of everybody, the seats to pay for and the tokens to buy cost that cost least together. */
export interface MixCost {
  /** What seats and tokens cost a year. */
  readonly total: Money;
  /** The threshold, once for each person who is moved off what they have. It weighs in the choice and is paid by nobody. */
  readonly moveThresholds: Money;
  /** No mix has a total + thresholds below this. */
  readonly lowerBound: Money;
  /** How far total + thresholds may be above the best there is, as a share of them. */
  readonly gap: Fraction;
  /** In order of name; every offering that has a price, also where none is taken. */
  readonly seats: readonly MixSeats[];
  /** As the pools are given. */
  readonly pools: readonly MixTokens[];
}

/** The best mix: what it costs, and who has which cover. */
export interface Mix extends MixCost {
  /** As in the input. */
  readonly users: readonly MixedUser[];
  /** Products that neither a seat nor a token can pay for, in the order of the input. No sum holds anything of them. */
  readonly unmet: readonly { readonly user: string; readonly product: string }[];
}

export interface MixSeats {
  readonly offering: string;
  readonly assigned: Seats;
  /** Here or elsewhere; never fewer than are assigned: a floor or a volume price may make it more. */
  readonly paid: Seats;
  /** What it costs to give one person more a seat: nothing where one is paid for anyway, or more than its price where a floor moves. */
  readonly oneMore: Money;
  /** What it saves that one person fewer has a seat. */
  readonly oneFewer: Money;
}

export interface MixTokens {
  readonly drawn: Tokens;
  /** With the buffer, in whole packs. */
  readonly needed: Tokens;
  /** Never less than needed: the minimum or a tier's edge may make it more. */
  readonly bought: Tokens;
  readonly cost: Money;
  /** The tier that the purchase reaches. */
  readonly tier: TokenTier;
  /**
   * What one token drawn more costs, its buffer included and packs apart: a day of a product costs its rate times this. Nothing where more
   * are bought than needed.
   */
  readonly oneMore: TokenPrice;
}

/** How one person's products are paid for. */
export interface MixCover {
  /** Offerings, in order of name. */
  readonly seats: readonly string[];
  /** Products on tokens, in the order of the needs. */
  readonly flex: readonly string[];
  readonly tokens: Tokens;
  /** Whether the threshold stands against it: the person has something else now. */
  readonly moves: boolean;
}

export interface MixedUser extends MixCover {
  readonly user: string;
  /**
   * The next best cover, thresholds weighed, and what seats and tokens cost more with it while everybody else stays; null where there is no
   * other. Tokens count one by one, but whole packs where the change would pay without them: somebody had to be the one who fills a pack.
   * Below 0 where the threshold alone stands against it.
   */
  readonly runnerUp: (MixCover & { readonly more: Money }) | null;
}

/**
 * The least-cost mix for an organisation (DOMAIN §5).
 *
 * Of all ways to give each user one cover that opens all their products, it looks for the one with the least
 *
 *     Σ over offerings of cost(seats assigned) + cost(tokens drawn) + threshold × people moved
 *
 * where a cost is that of the cheapest purchase that serves the use: never fewer seats than the floor, whole packs after the
 * buffer, never less than the minimum, and more than is needed where the next tier makes that cheaper. A person is moved when the
 * cover is not the seats held now with tokens for the rest; who holds nothing known, or cannot go on with it, is never held
 * back. Of equally good mixes it takes the one with fewer seats, then the one with seats of offerings that come first by name.
 *
 * The same input gives the same mix, and so does the same input in another order. Where the proof would take too long, the mix
 * is the best found and the gap says what is open.
 */
export const bestMix = (problem: MixProblem): Mix => finish(bestMixInSteps(problem));

/** `bestMix`, step by step. */
export function* bestMixInSteps(problem: MixProblem): Steps<Mix> {
  const settled = yield* settleInSteps(problem, 1);
  const { users, offerings, kinds, unmet, solved, changes } = settled;
  return {
    ...moneyOf(problem, settled),
    users: usersOf(users, offerings, kinds, solved.best, problem.growth, (kind, cover) =>
      runnerUp(kinds, kind, cover, changes),
    ),
    unmet: unmet.map(({ person, product }) => ({ user: users[person]?.user ?? "", product })),
  };
}

/** What the best mix costs, whoever has which cover. `effort` is the share of the usual work that may be put into closing the gap. */
export function* mixCostInSteps(problem: MixProblem, effort = 1): Steps<MixCost> {
  return moneyOf(problem, yield* settleInSteps(problem, effort));
}

/** A problem with its kinds and tariffs, and their best mix. */
type Settled = ReturnType<typeof settleInSteps> extends Steps<infer T> ? T : never;

function* settleInSteps(problem: MixProblem, effort: number) {
  const offerings = problem.offerings
    .filter(({ steps }) => steps.length > 0)
    .sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const { pools, growth } = problem;
  const users = pools.length > 0 ? problem.users : problem.users.map(onSeatsOnly);
  const drawnAtMost = pools.map((_, place) => {
    const all = users.flatMap(({ needs, pool = 0 }) => (pool === place ? needs : []));
    // Sums of fractions depend on their order in the last digits, and nothing else here may.
    return Math.round(total(all.map((need) => need.tokens ?? tokens(0))) * 1e3) / 1e3;
  });
  const { markets, sunk } = marketsOf(problem.contracts, offerings, growth);
  const seatTariffs = offerings.map((offering, place) => {
    const market = markets.find((one) => one.offerings.includes(place));
    if (!market) return seatTariff(offering, users.length, growth, offering.free ?? 0, false);
    const at = market.offerings.indexOf(place);
    const steps = [{ minimum: seats(0), unitPrice: rate<Money, Seats>(market.price[at] ?? 0) }];
    return seatTariff(
      { steps, kind: "all units", floor: seats(0) },
      users.length,
      growth,
      market.paid[at] ?? 0,
      true,
    );
  });
  const tariffs = [...seatTariffs, ...pools.map((pool, i) => poolTariff(pool, drawnAtMost[i] ?? 0, growth))];
  const ranges = tariffs.map(({ straight, steepest }) => ({
    least: straight ? steepest : 0,
    most: steepest,
  }));
  const { kinds, unmet } = kindsOf(users, offerings, problem.moveThreshold * growth, ranges);
  const solved = yield* solveInSteps(kinds, tariffs, markets, effort);
  const buys = tariffs.map(({ buy }) => buy);
  const smooth = [...seatTariffs.map(({ buy }) => buy), ...pools.map((pool) => withoutPacks(pool, growth))];
  const changes: Changes = {
    smooth: costOfShift(smooth, markets, solved.best),
    inPacks: costOfShift(buys, markets, solved.best),
  };
  return { users, offerings, tariffs, markets, sunk, kinds, unmet, solved, changes };
}

const onSeatsOnly = (user: MixUser): MixUser => ({
  ...user,
  needs: user.needs.map(({ product }) => ({ product, tokens: null })),
});

function moneyOf(
  { moveThreshold: threshold, pools, growth }: MixProblem,
  { offerings, tariffs, markets, sunk, kinds, solved: { best, lowerBound }, changes }: Settled,
): MixCost {
  const purchases = tariffs.map(({ buy }, r) => buy(best.use[r] ?? 0));
  const seatsPaid = purchases.map(({ paid }, r) => seats(paid + (offerings[r]?.free ?? 0)));
  let paid = 0;
  const tied = new Set(markets.flatMap((market) => market.offerings));
  purchases.forEach(({ cost }, r) => (paid += tied.has(r) ? 0 : cost));
  for (const market of markets) {
    const { cost, onLines, listed } = market.purchase(market.offerings.map((r) => best.use[r] ?? 0));
    paid += cost;
    market.offerings.forEach((r, i) => {
      const bought = seatTariff(offerings[r] as MixOffering, 0, 1, 0, false).buy(listed[i] ?? 0);
      seatsPaid[r] = seats((onLines[i] ?? 0) + bought.paid);
      paid += bought.cost;
    });
  }
  const thresholds = scale(threshold, growth * movedIn(kinds, best));
  const sum = paid + thresholds;
  const least = Math.min(lowerBound - kinds.forgone + sunk, sum);
  return {
    total: money(paid),
    moveThresholds: thresholds,
    lowerBound: money(least),
    gap: fraction(sum > 0 ? (sum - least) / sum : 0),
    seats: offerings.map(({ offering }, r) => ({
      offering,
      assigned: seats(best.use[r] ?? 0),
      paid: seatsPaid[r] ?? seats(0),
      oneMore: changes.smooth(new Map([[r, 1]])),
      oneFewer: best.use[r] === 0 ? money(0) : minus(money(0), changes.smooth(new Map([[r, -1]]))),
    })),
    pools: pools.map((pool, i) => {
      const r = offerings.length + i;
      const drawn = tokens(best.use[r] ?? 0);
      const bought = tokens(purchases[r]?.paid ?? 0);
      return {
        drawn,
        needed: tokensToBuy(tokens(drawn * growth + pool.others), pool.buffer, pool.pack),
        bought,
        cost: money(purchases[r]?.cost ?? 0),
        tier: tierReached(bought, tiersInOrder(pool.tiers)),
        oneMore: rate(changes.smooth(new Map([[r, 1]])) / growth),
      };
    }),
  };
}

/** What all seats and tokens cost more if so many more of each are used, or fewer, and all else stays as it is. */
type CostOfShift = (shift: ReadonlyMap<number, number>) => Money;

/** The same with tokens one by one, as what one person draws is not a pack, and in the packs in which they are bought. */
interface Changes {
  readonly smooth: CostOfShift;
  readonly inPacks: CostOfShift;
}

function costOfShift(
  buys: readonly Tariff["buy"][],
  markets: readonly SeatMarket[],
  { use }: Assignment,
): CostOfShift {
  const inMarket = (market: SeatMarket, amounts: Float64Array): number =>
    market.cost(market.offerings.map((r) => amounts[r] ?? 0));
  const marketOf = new Map(markets.flatMap((market) => market.offerings.map((r) => [r, market])));
  const now = buys.map((buy, r) => (marketOf.has(r) ? 0 : buy(use[r] ?? 0).cost));
  const marketNow = new Map(markets.map((market) => [market, inMarket(market, use)]));
  const after = use.slice();
  return (shift) => {
    let more = 0;
    const touched = new Set<SeatMarket>();
    for (const [r, by] of shift) {
      after[r] = Math.max((use[r] ?? 0) + by, 0);
      const market = marketOf.get(r);
      if (market) touched.add(market);
      else more += (buys[r] as Tariff["buy"])(after[r]).cost - (now[r] ?? 0);
    }
    for (const market of touched) more += inMarket(market, after) - (marketNow.get(market) ?? 0);
    for (const r of shift.keys()) after[r] = use[r] ?? 0;
    // The difference of two large sums, of which no more digits are known.
    return money(Math.round(more * 1e6) / 1e6);
  };
}

/** What a person uses more when one cover takes the place of another. */
function shiftOf(kinds: Kinds, from: number, to: number): Map<number, number> {
  const drawn = (kinds.tokens[to] ?? 0) - (kinds.tokens[from] ?? 0);
  const shift = new Map(drawn === 0 ? [] : [[kinds.pool[to] ?? 0, drawn]]);
  for (const [cover, by] of [
    [from, -1],
    [to, 1],
  ] as const) {
    for (const seat of kinds.seats.subarray(kinds.seatFirst[cover], kinds.seatFirst[cover + 1]))
      shift.set(seat, (shift.get(seat) ?? 0) + by);
  }
  return shift;
}

const movedIn = (kinds: Kinds, best: Assignment): number =>
  countsOf(kinds, best)
    .flatMap((counts) => [...counts])
    .reduce((sum, [cover, times]) => sum + times * (kinds.moves[cover] ?? 0), 0);

/** Of people of one kind those first by name get the cover that comes first in the order of ties. */
function usersOf(
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
  kinds: Kinds,
  best: Assignment,
  growth: number,
  secondOf: (kind: number, cover: number) => ReturnType<typeof runnerUp>,
): MixedUser[] {
  const answer = new Array<MixedUser>(users.length);
  countsOf(kinds, best).forEach((counts, kind) => {
    const people = kinds.people[kind] ?? [];
    let next = 0;
    for (const [cover, times] of [...counts].sort(([a], [b]) => a - b)) {
      const second = secondOf(kind, cover);
      for (const place of people.slice(next, next + times)) {
        const one = users[place] as MixUser;
        answer[place] = {
          user: one.user,
          ...coverOf(one, offerings, kinds, cover),
          runnerUp: second && {
            ...coverOf(one, offerings, kinds, second.cover),
            more: scale(second.more, 1 / growth),
          },
        };
      }
      next += times;
    }
  });
  return answer;
}

function coverOf(
  { needs }: MixUser,
  offerings: readonly MixOffering[],
  kinds: Kinds,
  cover: number,
): MixCover {
  const seated = [...kinds.seats.subarray(kinds.seatFirst[cover], kinds.seatFirst[cover + 1])].map(
    (seat) => offerings[seat] as MixOffering,
  );
  const flex = needs.filter(
    ({ product, tokens }) => tokens !== null && !seated.some((seat) => opens(seat, product)),
  );
  return {
    seats: seated.map(({ offering }) => offering),
    flex: flex.map(({ product }) => product),
    tokens: tokens(kinds.tokens[cover] ?? 0),
    moves: kinds.moves[cover] === 1,
  };
}

/** The other cover of a kind that costs least in its place, thresholds weighed, and what seats and tokens cost more then. */
function runnerUp(
  kinds: Kinds,
  kind: number,
  cover: number,
  { smooth, inPacks }: Changes,
): { readonly cover: number; readonly more: Money } | null {
  let [second, least, more] = [-1, Infinity, money(0)];
  for (let other = kinds.first[kind] ?? 0; other < (kinds.first[kind + 1] ?? 0); other++) {
    if (other === cover) continue;
    const cost = smooth(shiftOf(kinds, cover, other));
    const weighed = cost + (kinds.moveThreshold[other] ?? 0) - (kinds.moveThreshold[cover] ?? 0);
    if (weighed < least) [second, least, more] = [other, weighed, cost];
  }
  if (second < 0) return null;
  return { cover: second, more: least < 0 ? inPacks(shiftOf(kinds, cover, second)) : more };
}
