import type { Assumptions } from "../assumptions";
import { averagePrice, purchaseCost } from "../cost/price-tiers";
import { tokensToBuy } from "../cost/token-price";
import type { TokenTier } from "../estate";
import { money, plus, scale, seats, times, total, type Fraction, type Money, type SeatPrice, type Seats, type TokenPrice, type Tokens } from "../units"; // prettier-ignore

/** Seats of one offering that a scenario pays for in each year, on one contract or new. */
export interface SeatLine {
  readonly offering: string;
  /** Null for new seats, and for a subscription that names none. */
  readonly contract: string | null;
  readonly seats: readonly Seats[];
  /** Null is unknown: the line is left out of the money, and the scenario says so. */
  readonly unitPrice: SeatPrice | null;
  /** Whether that is the price list's at the renewal, and not what the line itself pays today. */
  readonly listed: boolean;
  /** The contract's own rise in price a year; null for the assumption. */
  readonly uplift: Fraction | null;
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

/** What the needs of a year are, against today's: growth compounds from year 1 on (DOMAIN §13). */
export const grownBy = (year: number, { growth }: Assumptions): number => (1 + growth) ** year;

/** Each year's cost: prices rise from year 2 on; tokens go up to packs (DOMAIN §9, §13). */
export function yearCosts(
  lines: readonly SeatLine[],
  pool: TokenLine,
  tiers: readonly TokenTier[],
  assumptions: Assumptions,
): YearCost[] {
  return Array.from({ length: assumptions.years }, (_, i) => {
    const year = i + 1;
    const bought = tokensToBuy(scale(pool.needed, grownBy(year, assumptions)), pool.buffer, pool.pack);
    const tokenCost =
      pool.paid !== undefined ? times(pool.paid, bought) : purchaseCost(bought, tiers, assumptions.tierKind);
    const tokenUplift = (1 + assumptions.tokenUplift) ** i;
    const seatCost = total(
      lines.map((line) =>
        money(
          (line.seats[i] ?? 0) * (line.unitPrice ?? 0) * (1 + (line.uplift ?? assumptions.seatUplift)) ** i,
        ),
      ),
    );
    return {
      year,
      seats: total(lines.map((line) => line.seats[i] ?? seats(0))),
      tokens: bought,
      tokenPrice: scale(pool.paid ?? averagePrice(bought, tiers, assumptions.tierKind), tokenUplift),
      cost: plus(seatCost, scale(tokenCost, tokenUplift)),
    };
  });
}

/** Yearly payments in advance, discounted: Σ cost ÷ (1 + r)^(k − 1) (DOMAIN §13). */
export const presentValue = (costs: readonly Money[], discountRate: number): Money =>
  total(costs.map((cost, i) => scale(cost, 1 / (1 + discountRate) ** i)));
