import {
  money,
  most,
  seats,
  total,
  wholeDown,
  wholeUp,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";

/**
 * Seats that may be dropped at one renewal: the surplus over what is needed, at most `cap` of what is bought, never below the
 * floor, never below 0; drops round down (DOMAIN §8, §13).
 */
export function droppable(bought: Seats, needed: Seats, cap: Fraction, floor: Seats): Seats {
  const drop = Math.min(bought - wholeUp(needed), wholeDown((bought * cap) as Seats), bought - floor);
  return seats(Math.max(drop, 0));
}

/**
 * Seats paid for in each coming year when the contract gives the right to reduce: what is used, but never below the floor, nor by
 * more than `cap` of the year before (DOMAIN §8, §13: 14,500 with 20 % and floor 10,000 → 11,600, then 10,200). Use above
 * what is paid for raises it. A cap of 0 is the ratchet: what was once paid for is paid for ever.
 */
export function ratchet(start: Seats, use: readonly Seats[], cap: Fraction, floor: Seats): Seats[] {
  let paid = start;
  return use.map((needed) => {
    const least = seats(paid - wholeDown((paid * cap) as Seats));
    paid = most(most(wholeUp(needed), least), floor);
    return paid;
  });
}

/**
 * What the dropped seats save in a year: the unit fee, and the maintenance charged on it, when the fee falls with the quantity; 0
 * when it stays (DOMAIN §8: 4,300 × 3,700 = 15.91 M, a fee that already holds its maintenance).
 */
export const yearlySaving = (
  dropped: Seats,
  unitFee: SeatPrice,
  maintenanceRate = 0,
  feeFollows = true,
): Money => money(feeFollows ? dropped * unitFee * (1 + maintenanceRate) : 0);

/**
 * What the right to reduce saves over some years, not discounted: each year's seats below those owned now, at the year's fee, when
 * the same number is needed in every year (DOMAIN §13: 14,500 owned, 10,200 needed, cap 20 %, floor 10,000, 3 years at 3,700 →
 * 11,500 seat-years, 42.55 M). Never below 0: seats needed beyond those owned are a purchase, not a loss of the clause.
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
