import { MONTHS_A_YEAR } from "../calendar";
import {
  minus,
  money,
  most,
  scale,
  seats,
  times,
  total,
  wholeDown,
  wholeUp,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";

/**
 * Seats that may be dropped at a renewal: the surplus over the need, at most `cap` of the seats bought, not
 * below the floor; at least 0, rounded down (DOMAIN §8, §13).
 */
export function droppable(bought: Seats, needed: Seats, cap: Fraction, floor: Seats): Seats {
  const drop = Math.min(bought - wholeUp(needed), wholeDown((bought * cap) as Seats), bought - floor);
  return seats(Math.max(drop, 0));
}

/**
 * What a cap is a share of (DOMAIN §8, §13): each year, of the seats of the year before, or of the seats at signing;
 * as a band, of the seats at signing in all years together.
 */
export type CapOf = "last year" | "signing" | "band";

/** The fewest seats that a cap leaves after `before`, of `signed` at signing; a drop is rounded down. */
export function leastByCap(before: Seats, signed: Seats, cap: Fraction, capOf: CapOf): Seats {
  const share = wholeDown(scale(capOf === "last year" ? before : signed, cap));
  const left = minus(capOf === "band" ? signed : before, share);
  return seats(Math.min(Math.max(left, 0), before));
}

/**
 * Seats paid for in each coming year under a right to reduce: the seats used, not below the floor, and at
 * most `cap` fewer than the year before (DOMAIN §8, §13: 14,500 with 20 % and floor 10,000 → 11,600, then
 * 10,200). Higher use raises them. With a cap of 0 they never fall: the ratchet.
 */
export function ratchet(
  start: Seats,
  use: readonly Seats[],
  cap: Fraction,
  floor: Seats,
  capOf: CapOf = "last year",
): Seats[] {
  let paid = start;
  return use.map((needed) => {
    paid = most(most(wholeUp(needed), leastByCap(paid, start, cap, capOf)), floor);
    return paid;
  });
}

/**
 * What surplus seats cost for as long as they cannot go: surplus × fee × months ÷ 12 (DOMAIN §13: 4,300 × 3,700
 * × 18 ÷ 12 = 23.865 M).
 */
export const costOfDelay = (surplus: Seats, unitFee: SeatPrice, months: number): Money =>
  scale(times(unitFee, surplus), months / MONTHS_A_YEAR);

/**
 * Saving a year of dropped seats: the fee and its maintenance if the fee falls with the quantity, else 0
 * (DOMAIN §8: 4,300 × 3,700 = 15.91 M, a fee that includes maintenance).
 */
export const yearlySaving = (
  dropped: Seats,
  unitFee: SeatPrice,
  maintenanceRate = 0,
  feeFollows = true,
): Money => money(feeFollows ? dropped * unitFee * (1 + maintenanceRate) : 0);

/**
 * Saving of a right to reduce over several years of equal need, undiscounted: each year's seats below those
 * owned, at the fee (DOMAIN §13: 14,500 owned, 10,200 needed, cap 20 %, floor 10,000, 3 years at 3,700 →
 * 11,500 seat-years, 42.55 M). At least 0: seats beyond those owned are a purchase, not a loss of the clause.
 */
export function savingOverYears(
  owned: Seats,
  needed: Seats,
  unitFee: SeatPrice,
  cap: Fraction,
  floor: Seats,
  years: number,
  maintenanceRate = 0,
  feeFollows = true,
): Money {
  const path = ratchet(owned, Array<Seats>(years).fill(needed), cap, floor);
  return total(
    path.map((paid) => yearlySaving(seats(Math.max(owned - paid, 0)), unitFee, maintenanceRate, feeFollows)),
  );
}
