import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { ratchet as paidSeats, savingOverYears } from "../engine/rules/true-down";
import { trueUpCost } from "../engine/rules/true-up";
import { fraction, rate, seats, type Fraction, type SeatPrice, type Seats } from "../engine/units";
import {
  AMOUNT,
  KNOWN,
  MONTHS_OVER,
  numbers,
  numbersIfAny,
  one,
  series,
  SHARE,
  truths,
  WHOLE,
  YEARS,
} from "./arguments";
import { cellByCell } from "./cell-by-cell";
import { notOneLine, refuse } from "./refusals";

/**
 * What a right to drop seats at renewal saves over some years, not discounted.
 * @customfunction TRUEDOWN_SAVING
 * @helpurl https://localhost:3000/help/truedown_saving.html
 * @param owned Seats owned now
 * @param needed Seats needed in each year to come
 * @param unitFee Fee of a seat for a year
 * @param cap Largest share that may go at each renewal; 100 % if left out
 * @param floor Seats that must stay; 0 if left out
 * @param years Years counted, 1 to 10; 1 if left out
 * @param maintenanceRate Yearly maintenance as a share on top of the fee; 0 if left out
 * @param feeFollows TRUE if the fee falls with the seats; TRUE if left out
 * @returns The total, in the currency of the fee
 */
export function truedownSaving(
  owned: unknown[][],
  needed: unknown[][],
  unitFee: unknown[][],
  cap?: unknown[][],
  floor?: unknown[][],
  years?: unknown[][],
  maintenanceRate?: unknown[][],
  feeFollows?: unknown[][],
): unknown[][] {
  return cellByCell(
    [
      numbers<Seats>("owned", owned, WHOLE),
      numbers<Seats>("needed", needed, AMOUNT),
      numbers<SeatPrice>("unitFee", unitFee, KNOWN),
      numbers<Fraction>("cap", cap, SHARE, DEFAULT_ASSUMPTIONS.trueDownCap.value),
      numbers<Seats>("floor", floor, WHOLE, seats(0)),
      numbers("years", years, YEARS, 1),
      numbers<Fraction>("maintenanceRate", maintenanceRate, SHARE, fraction(0)),
      truths("feeFollows", feeFollows, true),
    ],
    savingOverYears,
  );
}

/**
 * What seats assigned beyond those bought cost.
 * @customfunction TRUEUP_COST
 * @helpurl https://localhost:3000/help/trueup_cost.html
 * @param bought Seats bought
 * @param assigned Seats assigned
 * @param listPrice List price of a seat for a year
 * @param monthsOver Months for which they were over
 * @param agreedPrice Agreed price of a seat over, for a year; the list price if left out
 * @param maxSeats Most seats that can be charged back; no limit if left out
 * @param renewalPrice Price of a seat for the year after the renewal; 0 if left out
 * @returns The cost, in the currency of the prices
 */
export function trueupCost(
  bought: unknown[][],
  assigned: unknown[][],
  listPrice: unknown[][],
  monthsOver: unknown[][],
  agreedPrice?: unknown[][],
  maxSeats?: unknown[][],
  renewalPrice?: unknown[][],
): unknown[][] {
  return cellByCell(
    [
      numbers<Seats>("bought", bought, WHOLE),
      numbers<Seats>("assigned", assigned, WHOLE),
      numbers<SeatPrice>("listPrice", listPrice, KNOWN),
      numbers("monthsOver", monthsOver, MONTHS_OVER),
      numbersIfAny<SeatPrice>("agreedPrice", agreedPrice, AMOUNT),
      numbersIfAny<Seats>("maxSeats", maxSeats, WHOLE),
      numbers<SeatPrice>("renewalPrice", renewalPrice, AMOUNT, rate(0)),
    ],
    (had, given, list, months, agreed, most, renewal) =>
      trueUpCost(had, given, agreed ?? list, months, most, renewal),
  );
}

/**
 * Seats paid for in each coming year, under a contract that limits how far they may fall.
 * @customfunction RATCHET
 * @helpurl https://localhost:3000/help/ratchet.html
 * @param start Seats paid for now
 * @param use Seats needed in each coming year, in a row or a column
 * @param cap Largest share that may go in a year; 0 if left out, so that seats never fall
 * @param floor Seats that must stay; 0 if left out
 * @returns Seats for each year, shaped like the use
 */
export function ratchet(
  start: unknown[][],
  use: unknown[][],
  cap?: unknown[][],
  floor?: unknown[][],
): unknown[][] {
  const needed = numbers<Seats>("use", use, AMOUNT);
  if (needed.rows > 1 && needed.columns > 1) return refuse(notOneLine("use"));
  const paid = paidSeats(
    one(numbers<Seats>("start", start, WHOLE)),
    series(needed),
    one(numbers<Fraction>("cap", cap, SHARE, fraction(0))),
    one(numbers<Seats>("floor", floor, WHOLE, seats(0))),
  );
  return needed.rows === 1 ? [paid] : paid.map((seatsOfYear) => [seatsOfYear]);
}
