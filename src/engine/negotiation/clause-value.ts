import { at } from "../at";
import { randomFrom } from "../random";
import { presentValue } from "../rules/renewal-price";
import { ratchet } from "../rules/true-down";
import {
  fraction,
  minus,
  money,
  seats,
  times,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";

/** The seats needed in the coming years: known in the first, and then changing by shares with an error. */
export interface SeatDemand {
  /** In the first year. */
  readonly needed: Seats;
  /** Expected change from one year to the next. */
  readonly growth: Fraction;
  /** Standard deviation of that change: the error of the forecast for a year. */
  readonly spread: Fraction;
}

/** A right to pay for fewer seats every year. */
export interface ReductionRight {
  /** Largest share of a year's seats that may go. */
  readonly cap: Fraction;
  readonly floor: Seats;
}

export interface ClauseInput {
  readonly owned: Seats;
  readonly demand: SeatDemand;
  readonly right: ReductionRight;
  readonly fee: SeatPrice;
  readonly years: number;
  readonly discountRate: Fraction;
}

/** What a right to reduce is worth: the most to give for it, in price or in term. */
export interface ClauseValue {
  /** The mean over all futures. */
  readonly value: Money;
  /** One future in ten is below it. */
  readonly low: Money;
  /** One future in ten is above it. */
  readonly high: Money;
}

/** The futures that are simulated. */
const FUTURES = 10_000;

/**
 * The value of a right to reduce (DOMAIN §8): what the seats cost without it, when they never fall, less what they
 * cost with it, discounted, over simulated futures. Both costs are of the same futures. The same seed gives the same
 * value.
 */
export function clauseValue(input: ClauseInput, seed: number): ClauseValue {
  const { normal } = randomFrom(seed);
  const worth = Array.from({ length: FUTURES }, () => worthIn(futureOf(input, normal), input));
  const ordered = Float64Array.from(worth).sort();
  return {
    value: money(ordered.reduce((sum, one) => sum + one, 0) / FUTURES),
    low: money(at(ordered, FUTURES / 10)),
    high: money(at(ordered, FUTURES - FUTURES / 10)),
  };
}

/** The seats needed in each year of one future; `shock` has mean 0 and variance 1. */
export function futureOf(
  { demand, years }: Pick<ClauseInput, "demand" | "years">,
  shock: () => number,
): Seats[] {
  let { needed } = demand;
  return Array.from({ length: years }, (_, year) => {
    if (year > 0) needed = seats(Math.max(needed * (1 + demand.growth + demand.spread * shock()), 0));
    return needed;
  });
}

/** What the right saves in one future; below 0 where its floor makes the buyer pay for more seats than are owned. */
export function worthIn(use: readonly Seats[], { owned, right, fee, discountRate }: ClauseInput): Money {
  const costOf = (cap: Fraction, floor: Seats): Money =>
    presentValue(
      ratchet(owned, use, cap, floor).map((paid) => times(fee, paid)),
      discountRate,
    );
  return minus(costOf(fraction(0), seats(0)), costOf(right.cap, right.floor));
}
