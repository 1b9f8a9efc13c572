import { breakEvenDays, breakEvenDaysAMonth, flexCost } from "../engine/rules/flex";
import type { Days, SeatPrice, TokenPrice, TokenRate } from "../engine/units";
import { AMOUNT, KNOWN, numbers, words } from "./arguments";
import { cellByCell } from "./cell-by-cell";

/**
 * What days of use cost on Flex: days × tokens a day × price of a token.
 * @customfunction FLEXCOST
 * @helpurl https://localhost:3000/help/flexcost.html
 * @param days Days of use that are charged
 * @param tokensPerDay Tokens that a day of the product costs
 * @param tokenPrice Price of a token
 * @returns The cost, in the currency of the price
 */
export function flexcost(days: unknown[][], tokensPerDay: unknown[][], tokenPrice: unknown[][]): unknown[][] {
  return cellByCell(
    [
      numbers<Days>("days", days, AMOUNT),
      numbers<TokenRate>("tokensPerDay", tokensPerDay, KNOWN),
      numbers<TokenPrice>("tokenPrice", tokenPrice, KNOWN),
    ],
    flexCost,
  );
}

const PERIODS = { year: "year", month: "month" } as const;

/**
 * The days of use at which Flex costs as much as a seat.
 * @customfunction BREAKEVEN_DAYS
 * @helpurl https://localhost:3000/help/breakeven_days.html
 * @param seatPrice Price of a seat for a year
 * @param tokensPerDay Tokens that a day of the product costs
 * @param tokenPrice Price of a token
 * @param per "year" or "month": days in which time; "year" if left out
 * @returns Days a year or a month
 */
export function breakevenDays(
  seatPrice: unknown[][],
  tokensPerDay: unknown[][],
  tokenPrice: unknown[][],
  per?: unknown[][],
): unknown[][] {
  return cellByCell(
    [
      numbers<SeatPrice>("seatPrice", seatPrice, KNOWN),
      numbers<TokenRate>("tokensPerDay", tokensPerDay, KNOWN),
      numbers<TokenPrice>("tokenPrice", tokenPrice, KNOWN),
      words("per", per, PERIODS, "year"),
    ],
    (seat, perDay, token, period) =>
      period === "year" ? breakEvenDays(seat, perDay, token) : breakEvenDaysAMonth(seat, perDay, token),
  );
}
