import { tokensToBuy, tierReached, tiersInOrder } from "../cost/token-price";
import type { TokenTier } from "../estate";
import { fraction, money, plus, rate, scale, seats, tokens, total, type Fraction, type Money, type SeatPrice, type Seats, type TokenPrice, type Tokens } from "../units"; // prettier-ignore
import { costAt, type Prices } from "./bound";
import { solve, type Solved } from "./branch";
import { countsOf, type Assignment } from "./neighbourhood";
import { kindsOf, type Kinds, type PriceRange } from "./kinds";
import { opens, type MixOffering, type MixProblem, type MixUser, type TokenPool } from "./problem";
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
  /** Null where there is no Flex. */
  readonly tokens: MixTokens | null;
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
  readonly cost: Money;
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
  const pool = problem.pool && problem.pool.tiers.length > 0 ? problem.pool : null;
  const users = pool ? problem.users : problem.users.map(onSeatsOnly);
  const all = users.flatMap(({ needs }) => needs.map((need) => need.tokens ?? tokens(0)));
  // Sums of fractions depend on their order in the last digits, and nothing else here may.
  const drawnAtMost = Math.round(total(all) * 1e3) / 1e3;
  const seatTariffs = offerings.map((offering) => seatTariff(offering, users.length));
  const tokenTariff = pool ? poolTariff(pool, drawnAtMost) : NO_TOKENS;
  const range = ({ straight, steepest }: Tariff): PriceRange => ({
    least: straight ? steepest : 0,
    most: steepest,
  });
  const { kinds, unmet } = kindsOf(
    users,
    offerings,
    problem.threshold,
    seatTariffs.map(range),
    range(tokenTariff),
  );
  const tariffs = [...seatTariffs, tokenTariff];
  const solved = solve(kinds, tariffs);
  return {
    ...moneyOf(problem.threshold, offerings, pool, tariffs, kinds, solved),
    users: usersOf(users, offerings, kinds, solved),
    unmet: unmet.map(({ person, product }) => ({ user: users[person]?.user ?? "", product })),
  };
}

const onSeatsOnly = (user: MixUser): MixUser => ({
  ...user,
  needs: user.needs.map(({ product }) => ({ product, tokens: null })),
});

/** The tariff of tokens that nobody can draw. */
const NO_TOKENS: Tariff = {
  buy: () => ({ paid: 0, cost: 0 }),
  parts: [[{ use: 0, cost: 0 }]],
  steepest: 0,
  straight: true,
};

function moneyOf(
  threshold: Money,
  offerings: readonly MixOffering[],
  pool: TokenPool | null,
  tariffs: readonly Tariff[],
  kinds: Kinds,
  { best, lowerBound, bound }: Solved,
): Omit<Mix, "users" | "unmet"> {
  const purchases = tariffs.map(({ buy }, r) => buy(best.use[r] ?? 0));
  const paid = total(purchases.map(({ cost }) => money(cost)));
  const thresholds = scale(threshold, movedIn(kinds, best));
  const sum = plus(paid, thresholds);
  const least = Math.min(lowerBound - kinds.forgone, sum);
  const drawn = tokens(best.use.at(-1) ?? 0);
  const bought = tokens(purchases.at(-1)?.paid ?? 0);
  return {
    total: paid,
    thresholds,
    lowerBound: money(least),
    gap: fraction(sum > 0 ? (sum - least) / sum : 0),
    seats: offerings.map(({ offering }, r) => ({
      offering,
      assigned: seats(best.use[r] ?? 0),
      paid: seats(purchases[r]?.paid ?? 0),
      cost: money(purchases[r]?.cost ?? 0),
      marginal: rate(bound.prices[r] ?? 0),
    })),
    tokens: pool && {
      drawn,
      needed: tokensToBuy(drawn, pool.buffer, pool.pack),
      bought,
      cost: money(purchases.at(-1)?.cost ?? 0),
      tier: tierReached(bought, tiersInOrder(pool.tiers)),
      marginal: rate(bound.prices.at(-1) ?? 0),
    },
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
          runnerUp: second && { ...coverOf(one, offerings, kinds, second.cover), more: second.more },
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
