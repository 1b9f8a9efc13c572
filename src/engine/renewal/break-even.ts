import type { Context } from "../estate/context";
import { flexEligible, tokensPerDay } from "../estate/rates";
import { forDays } from "../mix/price-changes";
import { breakEvenDays } from "../rules/flex";
import { lateSeat, type LateSeat } from "../rules/ski-rental";
import { days, type Days, type Money, type SeatPrice, type TokenPrice, type TokenRate } from "../units";
import type { PoolReport } from "./mix-report";

/** The days of a product from which a seat of the product costs less than tokens (DOMAIN §4, §13). */
export interface BreakEven {
  readonly product: string;
  readonly tokensPerDay: TokenRate;
  readonly seatPrice: SeatPrice;
  /**
   * Cost of one more day on Flex in the best mix; null without a mix, and where pools differ in the worth of
   * a token.
   */
  readonly dayMore: Money | null;
  /** Days a year, at the token price alone and at the price including the buffer. */
  readonly days: Days;
  readonly daysWithBuffer: Days;
  /** The worst case of starting on tokens and buying the seat late, at the token price including the buffer. */
  readonly lateSeat: LateSeat;
}

/** What a token costs: alone, and including the buffer. */
export interface TokenCost {
  readonly price: TokenPrice;
  readonly buffered: TokenPrice;
}

/** The break-even of every product that costs something on Flex and has a seat of its own name. */
export function breakEvensOf(
  { rates, asOf }: Context,
  seatPrices: ReadonlyMap<string, SeatPrice>,
  { price, buffered }: TokenCost,
  pools: readonly PoolReport[],
): BreakEven[] {
  const alike = new Set(pools.map((pool) => pool.oneMore)).size === 1;
  const [pool] = alike ? pools : [];
  return [...seatPrices].flatMap(([product, seatPrice]) => {
    const perDay = tokensPerDay(rates, product, asOf);
    if (perDay === undefined || perDay * price === 0 || !flexEligible(rates, product, asOf)) return [];
    return [
      {
        product,
        tokensPerDay: perDay,
        seatPrice,
        dayMore: pool ? forDays(pool, perDay, days(1)) : null,
        days: breakEvenDays(seatPrice, perDay, price),
        daysWithBuffer: breakEvenDays(seatPrice, perDay, buffered),
        lateSeat: lateSeat(seatPrice, perDay, buffered),
      },
    ];
  });
}
