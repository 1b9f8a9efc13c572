import type { UserAnalysis } from "./analysis";
import { at } from "./at";
import { grouped } from "./grouped";
import type { TokenPools } from "./pool/token-pools";
import type { UserCover } from "./renewal/plan";
import { firstYear, firstYearSeatCost } from "./renewal/scenario-cost";
import type { Renewal, Scenario } from "./renewal/scenarios";
import { bufferedPrice } from "./rules/flex";
import {
  minus,
  money,
  plus,
  rate,
  scale,
  seats,
  sumKnown,
  times,
  tokens,
  total,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "./units";
import type { Reconciliation } from "./seats/reconciliation";
import { seatPricesOfUsers, type SeatPricesOfUsers } from "./users";
import { forPool } from "./wording";

/**
 * What is paid and in no user's cost, as rows of their own: with them, the users add up to the first year of As is
 * and of the best mix (docs/decisions/11-one-basis.md).
 *
 * `seats`: seats of an offering without a user, growth, the shares of `idleSeats`, and lines at another price than the
 * one at which users count. `tokens`: buffer, packs, tiers, growth, and tokens without a user, by pool; less the tokens
 * of people who left. `unknown users`: the known part of covers whose cost is unknown, as the scenarios count it.
 */
export type SharedCost = SharedSeatCost | SharedTokenCost | CostOfUnknownUsers;

interface Shared {
  readonly text: string;
  /** In the first year. Negative where users count for more than is paid. */
  readonly today: Money | null;
  readonly recommended: Money;
}

interface SharedSeatCost extends Shared {
  readonly kind: "seats";
  readonly offering: string;
  readonly pool: null;
  readonly today: Money;
}

interface SharedTokenCost extends Shared {
  readonly kind: "tokens";
  readonly offering: null;
  /** Null for the only pool, for users without one, and for the packs of today. */
  readonly pool: string | null;
  /** Null is unknown. */
  readonly today: Money | null;
}

interface CostOfUnknownUsers extends Shared {
  readonly kind: "unknown users";
  readonly offering: null;
  readonly pool: null;
  readonly today: Money;
}

/** The facts behind the shared costs; `users` is in the order of `pools.of`. */
export interface SharedInput {
  readonly users: readonly UserAnalysis[];
  readonly renewal: Renewal;
  readonly pools: TokenPools;
  readonly reconciliations: readonly Reconciliation[];
}

/** The same where there is a recommended scenario, with what a token of each pool costs, buffer included. */
interface PricedInput extends SharedInput {
  readonly tokenPrices: readonly TokenPrice[];
}

/** None without a recommended scenario. */
export function sharedCosts(given: SharedInput): SharedCost[] {
  const { asIs, recommended, tokenPrices } = given.renewal;
  if (recommended === null || tokenPrices === null) return [];
  const buffered = tokenPrices.byPool.map((price) => bufferedPrice(price, given.pools.buffer));
  const input = { ...given, tokenPrices: buffered };
  const prices = seatPricesOfUsers(input.renewal, input.reconciliations);
  return [
    ...seatRows(input.users, prices, asIs, recommended),
    ...tokenRows(input, asIs, recommended),
    ...unknownUsers(input, prices),
  ];
}

function seatRows(
  users: SharedInput["users"],
  prices: SeatPricesOfUsers,
  asIs: Scenario,
  best: Scenario,
): SharedCost[] {
  const offerings = new Set([
    ...[...asIs.lines, ...best.lines].map(({ offering }) => offering),
    ...users.flatMap(({ heldSeats, recommended }) => [...heldSeats, ...recommended.seats]),
  ]);
  const holders = holdersOf(users, ({ heldSeats }) => heldSeats);
  const takers = holdersOf(users, ({ recommended }) => recommended.seats);
  const linesNow = grouped(asIs.lines, (line) => line.offering);
  const linesNext = grouped(best.lines, (line) => line.offering);
  return [...offerings].sort().flatMap((offering): SharedCost[] => {
    const [now, next] = [prices.now(offering), prices.next(offering)];
    if (now === null || next === null) return [];
    const held = holders.get(offering)?.length ?? 0;
    const counted = (takers.get(offering) ?? []).map(({ user }) =>
      times(next, seats(1 - idleShare(user, offering))),
    );
    return [
      {
        kind: "seats",
        offering,
        pool: null,
        text: `Shared: ${offering} seats`,
        today: minus(firstYearSeatCost(linesNow.get(offering) ?? []), times(now, seats(held))),
        recommended: minus(firstYearSeatCost(linesNext.get(offering) ?? []), total(counted)),
      },
    ];
  });
}

/** The users with a seat, by its offering. */
const holdersOf = (users: SharedInput["users"], seatsOf: (user: UserAnalysis) => readonly string[]) =>
  grouped(
    users.flatMap((user) => [...new Set(seatsOf(user))].map((offering) => ({ offering, user }))),
    ({ offering }) => offering,
  );

const idleShare = ({ idleSeats }: UserAnalysis, offering: string): number =>
  idleSeats.find((seat) => seat.offering === offering)?.share ?? 0;

function tokenRows({ users, tokenPrices, pools }: PricedInput, asIs: Scenario, best: Scenario): SharedCost[] {
  const [today, then] = [firstYear(asIs), firstYear(best)];
  const asBefore = asIs.pools.some((pool) => pool.asBefore);
  const alone = pools.names.length === 1;
  const rows = pools.names.map((pool, k): SharedCost => {
    const own = users.filter((_, i) => at(pools.of, i) === k);
    const price = at(tokenPrices, k);
    const drawn = sumKnown(own.map(({ drawnTokens }) => drawnTokens));
    const paid = asBefore ? (alone ? today.tokenCost : money(0)) : at(today.pools, k).cost;
    const planned: Tokens = total(own.map(({ recommended }) => recommended.tokens));
    return {
      kind: "tokens",
      offering: null,
      pool,
      text: `Shared: tokens${forPool({ pool }, pools.names.length)}`,
      today: drawn === null ? null : minus(paid, times(price, drawn)),
      recommended: minus(at(then.pools, k).cost, times(price, planned)),
    };
  });
  if (!asBefore || alone) return rows;
  const packs: SharedCost = {
    kind: "tokens",
    offering: null,
    pool: null,
    text: "Shared: token packs of today",
    today: today.tokenCost,
    recommended: money(0),
  };
  return [...rows, packs];
}

function unknownUsers(input: PricedInput, prices: SeatPricesOfUsers): SharedCost[] {
  const { users } = input;
  const [today, recommended] = [
    users.map((user, i) => {
      if (user.currentCost !== null) return money(0);
      return knownPart(
        input,
        i,
        { seats: user.heldSeats, tokens: user.drawnTokens ?? tokens(0) },
        prices.now,
      );
    }),
    users.map((user, i) => {
      if (user.cost !== null) return money(0);
      const idle = (offering: string): SeatPrice | null => {
        const price = prices.next(offering);
        return price === null ? null : scale(price, 1 - idleShare(user, offering));
      };
      return knownPart(input, i, user.recommended, idle);
    }),
  ].map(total) as [Money, Money];
  if (today === 0 && recommended === 0) return [];
  const text = "Shared: known part of covers of unknown cost";
  return [{ kind: "unknown users", offering: null, pool: null, text, today, recommended }];
}

/** The seats with a price, and the tokens, of a cover whose cost is unknown. */
function knownPart(
  { tokenPrices, pools }: PricedInput,
  i: number,
  cover: Pick<UserCover, "seats" | "tokens">,
  priceOf: (offering: string) => SeatPrice | null,
): Money {
  const price = at(tokenPrices, at(pools.of, i));
  const ofSeats = cover.seats.map((seat) => times(priceOf(seat) ?? rate<Money, Seats>(0), seats(1)));
  return plus(total(ofSeats), times(price, cover.tokens));
}
