import type { Assumptions } from "../assumptions";
import { at } from "../at";
import type { ContractLine } from "../estate/contract-lines";
import {
  averagePrice,
  cheapestPurchase,
  purchaseCost,
  type PriceTier,
  type TierKind,
} from "../rules/price-tiers";
import { onceFor } from "../once-for";
import { cappedUplift } from "../rules/renewal-price";
import { tokensToBuy } from "../rules/tokens-to-buy";
import {
  most,
  plus,
  rate,
  scale,
  seats,
  times,
  tokens,
  total,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";

/** Seats of one offering that a scenario pays for, on one contract line or new. */
export interface SeatLine {
  readonly offering: string;
  /** Null for new seats, and for a subscription without a contract. */
  readonly contract: string | null;
  /** By year. */
  readonly seats: readonly Seats[];
  /**
   * Price of a seat in year 1. Null is unknown: the line is in no sum, and the scenario says so in `leftOut`.
   */
  readonly unitPrice: SeatPrice | null;
  /** Whether the price is the price list's at the renewal, not the line's today. */
  readonly listed: boolean;
  /** Yearly rise of the price by contract; null for the assumption. */
  readonly uplift: Fraction | null;
  /** The highest yearly rise that the contract allows; null for no limit. */
  readonly upliftCap: Fraction | null;
  /** Whether these are the seats of the years in which the line is in its term, at its price. */
  readonly committed: boolean;
  /** Null for new seats. */
  readonly source: ContractLine | null;
  /** Of seats that a scenario signs for three years: when they are paid, and whether they may fall. */
  readonly term?: keyof typeof TERM_TEXTS;
}

/** What distinguishes the seats of a three-year term, in words. */
export const TERM_TEXTS = {
  "paid ahead": "3 years, paid in year 1",
  "paid in year 1": "paid in year 1",
  "with a right": "3 years, with a right to reduce",
} as const;

/** Tokens of one pool that a scenario needs or buys. */
export interface TokenLine {
  /** Null for the only pool, or the pool of users for whom no table names one. */
  readonly pool: string | null;
  /** By year, before growth. */
  readonly needed: readonly Tokens[];
  /** The buffer and pack by which the need becomes a purchase; 0 and 1 for tokens bought as needed. */
  readonly buffer: number;
  readonly pack: Tokens;
  /** By year, before growth: what is bought in packs even where the need with its buffer is less. */
  readonly atLeast?: readonly Tokens[];
  /** Whether the scenario repeats today's purchases, at the price paid if known. */
  readonly asBefore: boolean;
  readonly paid?: TokenPrice;
  /** Whether a quote sells the tokens, at the price in `paid`: no tier of the price list changes their number. */
  readonly isQuoted?: true;
}

/** Prices of seats and tokens at the renewal, by quantity. */
export interface PriceLists {
  /** By offering, from the first seat on. */
  readonly seats: ReadonlyMap<string, readonly PriceTier<Seats>[]>;
  readonly seatKind: TierKind;
  /** The offerings whose seats are sold in multiples. */
  readonly multiples: ReadonlyMap<string, number>;
  /** Empty where they are unknown. */
  readonly tokens: readonly PriceTier<Tokens>[];
  readonly tokenKind: TierKind;
  readonly smallestPurchase: Tokens;
}

export interface YearCost {
  /** 1 is the first year after the renewal. */
  readonly year: number;
  readonly seats: Seats;
  readonly tokens: Tokens;
  /** Null where neither the price list nor what was paid says. */
  readonly tokenPrice: TokenPrice | null;
  readonly cost: Money;
  /** The part of `cost` for tokens. */
  readonly tokenCost: Money;
  /** In the order of the scenario's pools; `needed` includes buffer and packs. */
  readonly pools: readonly { readonly needed: Tokens; readonly tokens: Tokens; readonly cost: Money }[];
}

/** The first year after the renewal. */
export const firstYear = ({ years }: { readonly years: readonly YearCost[] }): YearCost => at(years, 0);

/** The cost of the lines with a known price in the first year. */
export const firstYearSeatCost = (lines: readonly SeatLine[]): Money =>
  total(lines.flatMap(({ unitPrice, seats: n }) => (unitPrice === null ? [] : [times(unitPrice, at(n, 0))])));

/** The factor by which a year's needs exceed today's: growth compounds from year 1 on (DOMAIN §13). */
export const grownBy = (year: number, { growth }: Assumptions): number => (1 + growth) ** year;

/**
 * Each year's cost. Prices rise from year 2 on; tokens are bought in packs, up to a tier that is cheaper
 * (DOMAIN §5, §9).
 */
export function yearCosts(
  lines: readonly SeatLine[],
  pools: readonly TokenLine[],
  prices: PriceLists,
  assumptions: Assumptions,
): YearCost[] {
  return Array.from({ length: assumptions.years }, (_, i) => {
    const tokenUplift = (1 + assumptions.tokenUplift) ** i;
    const purchases = pools.map((pool) => {
      const growth = grownBy(i + 1, assumptions);
      const ruled = tokensToBuy(scale(at(pool.needed, i), growth), pool.buffer, pool.pack);
      const needed = most(
        ruled,
        tokensToBuy(
          scale(pool.atLeast === undefined ? tokens(0) : at(pool.atLeast, i), growth),
          0,
          pool.pack,
        ),
      );
      const bought = purchased(pool, needed, prices);
      return { needed, tokens: bought, cost: scale(tokensCost(bought, pool, prices), tokenUplift) };
    });
    const tokenCost = total(purchases.map(({ cost }) => cost));
    const bought = total(purchases.map((pool) => pool.tokens));
    const priceOfNone = priceOfFirst(pools, prices);
    const seatCosts = lines.flatMap((line) => {
      const price = priceInYear(line, i, lines, prices);
      const risen = (1 + upliftOf(line, assumptions)) ** i;
      return price === null ? [] : [scale(times(price, at(line.seats, i)), risen)];
    });
    return {
      year: i + 1,
      seats: total(lines.map((line) => at(line.seats, i))),
      tokens: bought,
      tokenPrice: bought > 0 ? rate(tokenCost / bought) : priceOfNone && scale(priceOfNone, tokenUplift),
      cost: plus(total(seatCosts), tokenCost),
      tokenCost,
      pools: purchases,
    };
  });
}

/** The yearly rise of a line's price: by contract, else as assumed, at most what the contract allows. */
export const upliftOf = (
  { uplift, upliftCap }: Pick<SeatLine, "uplift" | "upliftCap">,
  { seatUplift }: Pick<Assumptions, "seatUplift">,
): Fraction => cappedUplift(uplift ?? seatUplift, upliftCap);

/** Price of the first token that would be bought; null is unknown. */
const priceOfFirst = ([pool]: readonly TokenLine[], prices: PriceLists): TokenPrice | null =>
  pool?.paid ??
  (prices.tokens.length === 0 ? null : averagePrice(tokens(0), prices.tokens, prices.tokenKind));

/** Whether the tokens of a pool have a known price: others are in no scenario. */
export const isTokenPriced = ({ paid }: TokenLine, { tokens: tiers }: PriceLists): boolean =>
  paid !== undefined || tiers.length > 0;

const purchased = (
  { asBefore, isQuoted, pack }: TokenLine,
  needed: Tokens,
  { tokens: tiers, tokenKind, smallestPurchase }: PriceLists,
): Tokens =>
  asBefore || isQuoted
    ? needed
    : cheapestPurchase(needed, tiers, tokenKind, { lot: pack, least: smallestPurchase });

const tokensCost = (bought: Tokens, { paid }: TokenLine, { tokens: tiers, tokenKind }: PriceLists): Money =>
  paid !== undefined ? times(paid, bought) : purchaseCost(bought, tiers, tokenKind);

/**
 * Price of a seat of a line in a year, before uplift: the line's own, or the list price for the seats bought
 * at it.
 */
export function priceInYear(
  line: SeatLine,
  i: number,
  lines: readonly SeatLine[],
  { seats: lists, seatKind }: PriceLists,
): SeatPrice | null {
  const tiers = lists.get(line.offering);
  if (!line.listed || tiers === undefined) return line.unitPrice;
  return averagePrice(listedSeats(lines, line.offering, i), tiers, seatKind);
}

const listedByOffering = onceFor((lines: readonly SeatLine[]) => {
  const listed = new Map<string, Seats[]>();
  for (const { offering, seats: n } of lines.filter((line) => line.listed))
    listed.set(
      offering,
      n.map((count, i) => plus(count, listed.get(offering)?.[i] ?? seats(0))),
    );
  return listed;
});

/** Seats of an offering that a scenario buys at the list price in a year. */
export function listedSeats(lines: readonly SeatLine[], offering: string, i: number): Seats {
  const listed = listedByOffering(lines).get(offering);
  return listed === undefined ? seats(0) : at(listed, i);
}
