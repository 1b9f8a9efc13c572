import { at } from "../at";
import { DAYS_PER_YEAR, MONTHS_A_YEAR } from "../calendar";
import { purchaseCost, tiersInOrder, type PriceTier, type TierKind } from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import {
  days,
  fraction,
  least,
  minus,
  money,
  most,
  plus,
  scale,
  times,
  tokens,
  wholeUp,
  type Days,
  type Fraction,
  type Money,
  type Per,
  type TokenPrice,
  type TokenRate,
  type Tokens,
} from "../units";
import { needIn, type SupplyLine } from "./known-supply";
import { meanOver, useAt, type SimulatedUse } from "./simulation";

/** What a year's tokens cost, besides how many are drawn. */
export interface PoolTerms {
  /** In order. */
  readonly tiers: readonly PriceTier<Tokens>[];
  readonly tierKind: TierKind;
  readonly packSize: Tokens;
  /** The fewest tokens that the vendor sells. */
  readonly smallest: Tokens;
  /** Tokens of today's packs that the year can use. */
  readonly left: Tokens;
  /** What the known packs, those to come among them, leave open of a year. */
  readonly supply: readonly SupplyLine[];
  readonly topUp: TopUp;
  readonly lockOut: LockOut;
}

/** What is bought in the year once the pool is empty. The rest of the last top-up is used in the year after. */
export interface TopUp {
  /** Tokens of one top-up, and the price of each; null where it was stated and could not be read. */
  readonly tokens: Tokens;
  readonly price: TokenPrice | null;
}

/**
 * What happens from a day on which the pool is empty until the next top-up arrives. It counts each time, and in full
 * where that day is near the end of the year.
 */
export interface LockOut {
  readonly days: Days;
  /** Tokens bought each time: a top-up, or what an average month draws, so that a month has one purchase at most. */
  readonly each: Tokens;
  /** Money for each day of a user; null if nobody stated it: then lock-outs cost nothing in any sum. */
  readonly price: Per<Money, Days> | null;
  /** Whether one was stated and could not be read: then no spend is known. */
  readonly isRefused: boolean;
  /** Tokens that a user draws on a day of use; null if unknown. */
  readonly perUserDay: TokenRate | null;
}

/** The least, middle and most of an amount: a year is below with a chance of 10 %, 50 % and 90 %. */
export interface Spread<Amount> {
  readonly p10: Amount;
  readonly p50: Amount;
  readonly p90: Amount;
}

/** What becomes of a first order in the coming year. */
export interface PoolOutcome {
  readonly bought: Tokens;
  /** Of the first order. */
  readonly cost: Money;
  /** The chance that first order and known packs last the year. */
  readonly cover: Fraction;
  /** Means over all simulated years. */
  readonly toppedUp: Tokens;
  /** Tokens of the first order that end unused. */
  readonly expired: Tokens;
  /** Days of users who cannot work; null if unknown. */
  readonly lockedOut: Days | null;
  /**
   * First order, top-ups and priced lock-outs. What expires was paid with the first order. Null if the price of either
   * could not be read, or if lock-outs have one and nobody knows how many days of users they take.
   */
  readonly expectedSpend: Money | null;
  readonly spend: Spread<Money> | null;
}

/** Whether it is known what the spend of an order is: a lock-out with a price counts days of users. */
export const isSpendKnown = ({ topUp, lockOut }: Pick<PoolTerms, "topUp" | "lockOut">): boolean =>
  topUp.price !== null && !lockOut.isRefused && (lockOut.price === null || lockOut.perUserDay !== null);

/** What an order of so many tokens leads to: "what if I buy n". */
export function outcomeOf(use: SimulatedUse, terms: PoolTerms, bought: Tokens): PoolOutcome {
  const { tiers, tierKind, lockOut, supply } = terms;
  const cost = bought > 0 ? purchaseCost(bought, tiers, tierKind) : money(0);
  const spend = (share: number): Money => spendIn(useAt(use, share), terms, bought, cost);
  const lacks = (drawn: Tokens): number => needIn(drawn, supply) - bought;
  return {
    bought,
    cost,
    cover: fraction(meanOver(use, (drawn) => (lacks(drawn) > 0 ? 0 : 1))),
    toppedUp: tokens(meanOver(use, (drawn) => Math.max(lacks(drawn), 0))),
    expired: tokens(meanOver(use, (drawn) => Math.max(0 - lacks(drawn), 0))),
    lockedOut:
      lockOut.perUserDay === null ? null : days(meanOver(use, (drawn) => lockedOutIn(drawn, terms, bought))),
    ...(isSpendKnown(terms)
      ? {
          expectedSpend: money(meanOver(use, (drawn) => spendIn(drawn, terms, bought, cost))),
          spend: { p10: spend(0.1), p50: spend(0.5), p90: spend(0.9) },
        }
      : { expectedSpend: null, spend: null }),
  };
}

function spendIn(drawn: Tokens, terms: PoolTerms, bought: Tokens, cost: Money): Money {
  const { topUp, lockOut, supply } = terms;
  if (topUp.price === null) throw new Error("no spend is known without the price of a top-up");
  const short = most(minus(needIn(drawn, supply), bought), tokens(0));
  const locked = lockOut.price === null ? money(0) : times(lockOut.price, lockedOutIn(drawn, terms, bought));
  return plus(plus(cost, times(topUp.price, short)), locked);
}

function lockedOutIn(drawn: Tokens, terms: PoolTerms, bought: Tokens): Days {
  const { perUserDay } = terms.lockOut;
  return days(perUserDay === null ? 0 : lateTokens(drawn, terms, bought) / perUserDay);
}

/** The tokens that nobody can draw when they are wanted. The work is done later, with the same tokens. */
export function lateTokens(drawn: Tokens, { lockOut, supply }: PoolTerms, bought: Tokens): Tokens {
  const short = minus(needIn(drawn, supply), bought);
  return short > 0 ? scale(lateEachTime(drawn, lockOut), wholeUp(tokens(short / lockOut.each))) : tokens(0);
}

/** The tokens that a year draws until a top-up arrives, at most the tokens of the top-up. */
export const lateEachTime = (
  drawn: Tokens,
  { days: waiting, each }: Pick<LockOut, "days" | "each">,
): Tokens => least(scale(drawn, waiting / DAYS_PER_YEAR), each);

/** A top-up, or as many tokens as a month draws, so that there is at most one purchase a month. */
export const topUpFor = (month: Tokens, { topUp, packSize }: Pick<PoolTerms, "topUp" | "packSize">): Tokens =>
  most(most(topUp.tokens, tokensToBuy(month, 0, packSize)), packSize);

/** The fewest tokens that can be bought at all. */
export const smallestOrder = ({ packSize, smallest }: Pick<PoolTerms, "packSize" | "smallest">): Tokens =>
  tokensToBuy(smallest, 0, packSize);

/** Whether the vendor sells just so many tokens; nothing can always be bought. */
export const isSold = (order: number, terms: Pick<PoolTerms, "packSize" | "smallest">): boolean =>
  order === 0 || (order >= smallestOrder(terms) && order % terms.packSize === 0);

/** The fewest tokens that the vendor sells and that are at least so many. */
export const soldFor = (short: Tokens, terms: Pick<PoolTerms, "packSize" | "smallest">): Tokens =>
  short > 0 ? most(tokensToBuy(short, 0, terms.packSize), smallestOrder(terms)) : tokens(0);

/** The fewest tokens with which the year is covered with a chance: "what if I want x % cover". */
export const orderForCover = (use: SimulatedUse, terms: PoolTerms, cover: number): Tokens =>
  soldFor(needIn(useAt(use, cover), terms.supply), terms);

/** More spend than this share of it is a difference. */
const SAME_SPEND = 1e-9;

/** Orders compared in each round of the search. */
const COMPARED = 200;

/**
 * The order with the least expected spend, of equal ones the smallest: each round looks closer around the best of the
 * round before, and at the edges of all price tiers. The spend must be known.
 */
export function leastSpend(use: SimulatedUse, terms: PoolTerms): Tokens {
  const { packSize, supply, tiers } = terms;
  const most = Math.ceil(needIn(at(use.levels, use.levels.length - 1), supply) / packSize);
  const edges = tiers.map(({ minimum }) => Math.ceil(minimum / packSize));
  const fewest = fewestTokens(use, terms) / packSize;
  let best = { packs: fewest, spend: expectedSpend(use, terms, tokens(fewest * packSize)) };
  const look = (packs: number): void => {
    if (packs < fewest || (packs > 0 && packs * packSize < terms.smallest)) return;
    const spend = expectedSpend(use, terms, tokens(packs * packSize));
    const margin = SAME_SPEND * Math.abs(best.spend);
    if (spend < best.spend - margin || (spend <= best.spend + margin && packs < best.packs))
      best = { packs, spend };
  };
  edges.forEach(look);
  let step = Math.max(Math.ceil(most / COMPARED), 1);
  for (let packs = 0; packs <= most; packs += step) look(packs);
  while (step > 1) {
    const [from, to, finer] = [best.packs - step, best.packs + step, Math.ceil((2 * step) / COMPARED)];
    for (let packs = Math.max(from, 0); packs <= to; packs += finer) look(packs);
    step = finer;
  }
  return tokens(best.packs * packSize);
}

/** At least one top-up is bought now, unless what is left lasts an average month, or the known packs the year. */
export function fewestTokens(use: SimulatedUse, { left, supply, topUp, packSize }: PoolTerms): Tokens {
  const mean = tokens(meanOver(use, (drawn) => drawn));
  const isEnough = left >= mean / MONTHS_A_YEAR || needIn(mean, supply) === 0;
  return isEnough ? tokens(0) : tokensToBuy(topUp.tokens, 0, packSize);
}

function expectedSpend(use: SimulatedUse, terms: PoolTerms, bought: Tokens): Money {
  const cost = bought > 0 ? purchaseCost(bought, terms.tiers, terms.tierKind) : money(0);
  return money(meanOver(use, (drawn) => spendIn(drawn, terms, bought, cost)));
}

/**
 * The top-up with the lowest token price among the sizes that last at most so many average months; the smallest of
 * equal prices. It is at least one pack, and a size that the vendor sells.
 */
export function cheapestTopUp(
  use: SimulatedUse,
  { tiers, tierKind, packSize, smallest }: Omit<PoolTerms, "topUp" | "lockOut" | "left" | "supply">,
  lasting: number,
): TopUp & { readonly price: TokenPrice } {
  const upTo = (meanOver(use, (drawn) => drawn) / 12) * lasting;
  const inPacks = (n: Tokens): Tokens => tokensToBuy(n, 0, packSize);
  const least = inPacks(tokens(Math.max(packSize, smallest)));
  const sizes = tiersInOrder(tiers)
    .map(({ minimum }) => inPacks(minimum))
    .filter((size) => size > least && size <= upTo);
  // Below a further tier, prices by the tier fall with every pack.
  const largest = tokens(Math.floor(upTo / packSize) * packSize);
  const own = [least, ...sizes, ...(tierKind === "incremental" && largest > least ? [largest] : [])].map(
    (size) => ({
      tokens: size,
      price: (purchaseCost(size, tiers, tierKind) / size) as TokenPrice,
    }),
  );
  return own.reduce((best, one) => (one.price < best.price - 1e-12 ? one : best));
}

/** Whether a top-up costs no more for a token than the order of a year: then it is best to buy little and often. */
export function buysOften(use: SimulatedUse, terms: PoolTerms): boolean {
  const { lockOut, topUp, tiers, tierKind } = terms;
  const year = orderForCover(use, terms, 0.5);
  const isPriced = lockOut.price !== null && lockOut.price > 0 && lockOut.days > 0;
  if (year === 0 || isPriced || lockOut.isRefused || topUp.price === null) return false;
  return topUp.price <= purchaseCost(year, tiers, tierKind) / year + 1e-12;
}
