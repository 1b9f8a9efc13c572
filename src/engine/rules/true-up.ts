import { DAYS_PER_MONTH } from "../calendar";
import { money, rate, type DayNumber, type Money, type SeatPrice, type Seats } from "../units";

/**
 * Cost of seats assigned beyond those bought: seats over × price × months over ÷ 12, charged back (DOMAIN
 * §7). `price` is the overage price if one is agreed, else the list price. `mostSeats` limits the seats that
 * can be charged back. `renewalPrice` adds a year of every seat over from the renewal on.
 */
export function trueUpCost(
  bought: Seats,
  assigned: Seats,
  price: SeatPrice,
  monthsOver: number,
  mostSeats: Seats = Infinity as Seats,
  renewalPrice: SeatPrice = rate(0),
): Money {
  const over = Math.max(assigned - bought, 0);
  return money((Math.min(over, mostSeats) * price * monthsOver) / 12 + over * renewalPrice);
}

/** Months that lie between two bounds; equal where they are known. */
export interface MonthsRange {
  readonly low: number;
  readonly high: number;
}

/** The days on which the terms of an offering's lines began; null where no table says. */
export interface TermStarts {
  readonly earliest: DayNumber;
  readonly latest: DayNumber;
}

/**
 * Months for which a seat is over, until a day: from the later of its assignment and the start of its line's
 * term (DOMAIN §14). A missing date leaves a range from 0: without the start, at most `mostMonths`.
 */
export function monthsOver(
  assigned: DayNumber | null,
  starts: TermStarts | null,
  asOf: DayNumber,
  mostMonths: number,
): MonthsRange {
  const since = (day: number): number => Math.max(asOf - day, 0) / DAYS_PER_MONTH;
  const held = assigned === null ? Infinity : since(assigned);
  if (starts === null) return { low: 0, high: Math.min(held, mostMonths) };
  return {
    low: assigned === null ? 0 : Math.min(held, since(starts.latest)),
    high: Math.min(held, since(starts.earliest)),
  };
}
