import { DAYS_PER_YEAR, MONTHS_A_YEAR } from "../calendar";
import { scale, type SeatPrice } from "../units";

/**
 * The months of a year in which somebody uses a product, seen in `seen` calendar months of `observed` days. A whole
 * year (`wholeYear` days or more) is as it was; a shorter time is taken to a year, to the nearest month: use in 1 of
 * the 3 months of 91 days is 4 months a year.
 */
export const monthsAYear = (seen: number, observed: number, wholeYear: number): number => {
  const scaled = observed >= wholeYear ? seen : Math.round((seen * DAYS_PER_YEAR) / observed);
  return Math.min(Math.max(scaled, seen), MONTHS_A_YEAR);
};

/** The price of seats by the month for some months: 3 months at 380 are 1,140 (DOMAIN §15). */
export const monthlySeatPrice = (perMonth: SeatPrice, months: number): SeatPrice => scale(perMonth, months);
