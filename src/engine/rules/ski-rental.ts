import {
  days,
  minus,
  most,
  plus,
  wholeUp,
  type Days,
  type Money,
  type SeatPrice,
  type TokenPrice,
  type TokenRate,
} from "../units";
import { breakEvenDays, flexCost, oneSeat } from "./flex";

/** The most that buying a seat only after some days on tokens can cost, however long the use goes on. */
export interface LateSeat {
  /** Days on tokens before the seat is bought: the most whose tokens cost less than the seat. */
  readonly days: Days;
  /** The tokens of these days and the seat. */
  readonly mostCost: Money;
  /** How many times the cheaper of only tokens and only a seat it costs at most: from 1 to below 2. */
  readonly timesBest: number;
}

/**
 * The ski rental rule (Karlin, Manasse, Rudolph and Sleator 1988): where nobody knows how much a product will be used,
 * buy the seat as soon as one more day would make its tokens cost as much. With the break-even at b days, that are
 * n = ⌈b⌉ − 1 days on tokens, and at most 1 + n ÷ b times the best in hindsight (1,800 ÷ 18: 99 days, 3,582,
 * 1.99 times). A seat prorated to the renewal costs less.
 */
export function lateSeat(seatPrice: SeatPrice, perDay: TokenRate, price: TokenPrice): LateSeat {
  const even = breakEvenDays(seatPrice, perDay, price);
  const onTokens = most(minus(wholeUp(even), days(1)), days(0));
  return {
    days: onTokens,
    mostCost: plus(flexCost(onTokens, perDay, price), oneSeat(seatPrice)),
    timesBest: 1 + onTokens / Math.max(even, 1),
  };
}
