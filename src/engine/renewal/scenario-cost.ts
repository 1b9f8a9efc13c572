import type { Assumptions } from "../assumptions";
import { averagePrice, purchaseCost, tokensToBuy } from "../cost/token-price";
import type { TokenTier } from "../estate";
import {
  money,
  plus,
  scale,
  times,
  total,
  wholeUp,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";

/** Seats of one offering that a scenario orders, at this year's quantity and price. */
export interface SeatLine {
  readonly offering: string;
  readonly seats: Seats;
  /** Null is unknown: the line is left out of the money, and the scenario says so. */
  readonly unitPrice: SeatPrice | null;
}

/** Tokens that a scenario needs or buys. */
export interface TokenLine {
  readonly needed: Tokens;
  /** Buffer and pack by which the need becomes a purchase; 0 and 1 for tokens bought as they are. */
  readonly buffer: number;
  readonly pack: Tokens;
  /** What a token was really paid, where the scenario goes on buying as before; else the price table speaks. */
  readonly paid?: TokenPrice;
}

export interface YearCost {
  /** 1 is the first year after the renewal. */
  readonly year: number;
  readonly seats: Seats;
  readonly tokens: Tokens;
  readonly tokenPrice: TokenPrice;
  readonly cost: Money;
}

/**
 * Each year's cost: quantities grow from year 1 on, prices rise from year 2 on; seats round up for each offering, tokens
 * up to packs (DOMAIN §9, §13).
 */
export function yearCosts(
  lines: readonly SeatLine[],
  pool: TokenLine,
  tiers: readonly TokenTier[],
  assumptions: Assumptions,
): YearCost[] {
  return Array.from({ length: assumptions.years }, (_, i) => {
    const grown = (1 + assumptions.growth) ** (i + 1);
    const ordered = lines.map((line) => ({ ...line, seats: wholeUp(scale(line.seats, grown)) }));
    const bought = tokensToBuy(scale(pool.needed, grown), pool.buffer, pool.pack);
    const seatCost = total(ordered.map((line) => money(line.seats * (line.unitPrice ?? 0))));
    const tokenCost = pool.paid
      ? times(pool.paid, bought)
      : purchaseCost(bought, tiers, assumptions.tierKind);
    const tokenUplift = (1 + assumptions.tokenUplift) ** i;
    return {
      year: i + 1,
      seats: total(ordered.map((line) => line.seats)),
      tokens: bought,
      tokenPrice: scale(pool.paid ?? averagePrice(bought, tiers, assumptions.tierKind), tokenUplift),
      cost: plus(scale(seatCost, (1 + assumptions.seatUplift) ** i), scale(tokenCost, tokenUplift)),
    };
  });
}

/** Yearly payments in advance, discounted: Σ cost ÷ (1 + r)^(k − 1) (DOMAIN §13). */
export const presentValue = (costs: readonly Money[], discountRate: number): Money =>
  total(costs.map((cost, i) => scale(cost, 1 / (1 + discountRate) ** i)));
