import { tierReached, tiersInOrder } from "../cost/price-tiers";
import { tokensToBuy } from "../cost/token-price";
import type { TokenTier } from "../estate";
import { fraction, money, rate, scale, seats, tokens, total, type Fraction, type Money, type SeatPrice, type Seats, type TokenPrice, type Tokens } from "../units"; // prettier-ignore
import { costAt, type Prices } from "./bound";
import { solve, type Solved } from "./branch";
import { countsOf, type Assignment } from "./neighbourhood";
import { kindsOf, type Kinds } from "./kinds";
import { opens, type MixOffering, type MixProblem, type MixUser } from "./problem";
import { marketsOf, type SeatMarket } from "./contracts";
import { poolTariff, seatTariff, type Tariff } from "./tariff";

/** The covers of everybody, the seats to pay for and the tokens to buy that cost least together. */
export interface Mix {
  /** What seats and tokens cost a year. */
  readonly total: Money;
  /** The threshold, once for each person who is moved off what they have. It weighs in the choice and is paid by nobody. */
  readonly thresholds: Money;
  /** No mix has a total + thresholds below this. */
  readonly lowerBound: Money;
  /** How far total + thresholds may be above the best there is, as a share of them. */
  readonly gap: Fraction;
  /** In order of name; every offering that has a price, also where none is taken. */
  readonly seats: readonly MixSeats[];
  /** As the pools are given. */
  readonly pools: readonly MixTokens[];
  /** As in the input. */
  readonly users: readonly MixedUser[];
  /** Products that neither a seat nor a token can pay for, in the order of the input. No sum holds anything of them. */
  readonly unmet: readonly { readonly user: string; readonly product: string }[];
}

export interface MixSeats {
  readonly offering: string;
  readonly assigned: Seats;
  /** Never fewer than are assigned: a floor or a volume price may make it more. */
  readonly paid: Seats;
  /** What one seat more, or one fewer, is worth: its price, less where seats are paid for anyway. */
  readonly marginal: SeatPrice;
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
  /** What one token drawn more, or one fewer, is worth, its buffer included: a day of a product costs its rate times this. */
  readonly marginal: TokenPrice;
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
   * The next best cover, and what it costs more at the marginal prices, thresholds included; null where there is no other. It may
   * cost a little less where somebody had to be the one whose tokens fill a pack or who takes a seat that is paid for.
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
export function bestMix(problem: MixProblem): Mix {
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
    if (!market) return seatTariff(offering, users.length, growth, 0, false);
    const at = market.offerings.indexOf(place);
    const steps = [{ minimum: seats(0), unitPrice: rate<Money, Seats>(market.price[at] ?? 0) }];
    return seatTariff({ steps, kind: "all units", floor: seats(0) }, users.length, growth, market.paid[at] ?? 0, true); // prettier-ignore
  });
  const tariffs = [...seatTariffs, ...pools.map((pool, i) => poolTariff(pool, drawnAtMost[i] ?? 0, growth))];
  const ranges = tariffs.map(({ straight, steepest }) => ({
    least: straight ? steepest : 0,
    most: steepest,
  }));
  const { kinds, unmet } = kindsOf(users, offerings, problem.threshold * growth, ranges);
  const solved = solve(kinds, tariffs, markets);
  return {
    ...moneyOf(problem, offerings, { tariffs, markets, sunk }, kinds, solved),
    users: usersOf(users, offerings, kinds, solved, growth),
    unmet: unmet.map(({ person, product }) => ({ user: users[person]?.user ?? "", product })),
  };
}

const onSeatsOnly = (user: MixUser): MixUser => ({
  ...user,
  needs: user.needs.map(({ product }) => ({ product, tokens: null })),
});

function moneyOf(
  { threshold, pools, growth }: MixProblem,
  offerings: readonly MixOffering[],
  { tariffs, markets, sunk }: { tariffs: readonly Tariff[]; markets: readonly SeatMarket[]; sunk: number },
  kinds: Kinds,
  { best, lowerBound, bound }: Solved,
): Omit<Mix, "users" | "unmet"> {
  const purchases = tariffs.map(({ buy }, r) => buy(best.use[r] ?? 0));
  const seatsPaid = purchases.map(({ paid }) => seats(paid));
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
    thresholds,
    lowerBound: money(least),
    gap: fraction(sum > 0 ? (sum - least) / sum : 0),
    seats: offerings.map(({ offering }, r) => ({
      offering,
      assigned: seats(best.use[r] ?? 0),
      paid: seatsPaid[r] ?? seats(0),
      marginal: rate((bound.prices[r] ?? 0) / growth),
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
        marginal: rate((bound.prices[r] ?? 0) / growth),
      };
    }),
  };
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
  { best, bound }: Solved,
  growth: number,
): MixedUser[] {
  const answer = new Array<MixedUser>(users.length);
  countsOf(kinds, best).forEach((counts, kind) => {
    const people = kinds.people[kind] ?? [];
    let next = 0;
    for (const [cover, times] of [...counts].sort(([a], [b]) => a - b)) {
      const second = runnerUp(kinds, kind, cover, bound.prices);
      for (const place of people.slice(next, next + times)) {
        const one = users[place] as MixUser;
        answer[place] = {
          user: one.user,
          ...coverOf(one, offerings, kinds, cover),
          runnerUp: second && { ...coverOf(one, offerings, kinds, second.cover), more: scale(second.more, 1 / growth) },
        };
      }
      next += times;
    }
  });
  return answer;
} // prettier-ignore

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

/** The cheapest other cover of a kind at some prices. */
function runnerUp(
  kinds: Kinds,
  kind: number,
  cover: number,
  prices: Prices,
): { cover: number; more: Money } | null {
  const own = costAt(kinds, cover, prices);
  let second: { cover: number; more: Money } | null = null;
  for (let other = kinds.first[kind] ?? 0; other < (kinds.first[kind + 1] ?? 0); other++) {
    const more = money(costAt(kinds, other, prices) - own);
    if (other !== cover && (!second || more < second.more)) second = { cover: other, more };
  }
  return second;
}
