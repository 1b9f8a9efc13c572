import { DAYS_PER_YEAR } from "../calendar";
import {
  minus,
  scale,
  times,
  total,
  type DayNumber,
  type Fraction,
  type Money,
  type Per,
  type SeatPrice,
  type Seats,
} from "../units";

/** Yearly payments in advance, discounted: Σ cost ÷ (1 + r)^(k − 1) (DOMAIN §13). */
export const presentValue = (costs: readonly Money[], discountRate: number): Money =>
  total(costs.map((cost, i) => scale(cost, 1 / (1 + discountRate) ** i)));

/**
 * The cost of renewing seats every year, paid in advance and discounted. The price rises from year 2 on: 100
 * seats at 2,000 for 3 years, 5 % dearer each year, are 200,000 + 210,000 + 220,500 = 630,500.
 */
export function renewalCost(
  seats: Seats,
  price: SeatPrice,
  years: number,
  uplift: Fraction,
  discountRate: Fraction,
): Money {
  const first = times(price, seats);
  const costs = Array.from({ length: years }, (_, i) => scale(first, (1 + uplift) ** i));
  return presentValue(costs, discountRate);
}

/** The yearly rise of a price: as stated or assumed, at most what the contract allows; null for no such limit. */
export const cappedUplift = (uplift: Fraction, cap: Fraction | null): Fraction =>
  cap !== null && cap < uplift ? cap : uplift;

/** The price of a seat for a whole term, paid at its beginning. */
export type TermPrice = Per<Money, Seats>;

/**
 * What one payment for a term saves against renewing every year; below 0 where the years are cheaper. 100
 * seats at 2,000, 5 % dearer each year, against 5,700 for three years: 630,500 − 570,000 = 60,500.
 */
export const termSaving = (
  seats: Seats,
  yearlyPrice: SeatPrice,
  termPrice: TermPrice,
  years: number,
  uplift: Fraction,
  discountRate: Fraction,
): Money => minus(renewalCost(seats, yearlyPrice, years, uplift, discountRate), times(termPrice, seats));

/**
 * The one-time charge that moves the end of seats to a later common date, by days ÷ 365 [V]: 40 seats at 3,650
 * from 2027-03-31 to 2027-12-31 are 275 days, 110,000. Null: the common date is earlier, and no vendor shortens
 * a term.
 */
export const coTermCost = (
  seats: Seats,
  price: SeatPrice,
  end: DayNumber,
  commonEnd: DayNumber,
): Money | null => (commonEnd < end ? null : scale(times(price, seats), (commonEnd - end) / DAYS_PER_YEAR));

/**
 * The years without a seat from which it pays to drop the seat and buy it new later (DOMAIN §15): what a new
 * seat costs beyond a renewed one, for the years at the new price, ÷ the renewal price. A renewal at 2,700 and a
 * new seat at 3,000 are 300 ÷ 2,700 = 0.11 years. 0 where a new seat is no dearer.
 */
export const dropAndRebuyYears = (
  renewalPrice: SeatPrice,
  newPrice: SeatPrice,
  yearsAtNewPrice: number,
): number => (Math.max(newPrice - renewalPrice, 0) * yearsAtNewPrice) / renewalPrice;
