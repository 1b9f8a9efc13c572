import { addDays, DAYS_PER_MONTH, LAST_DAY } from "../calendar";
import { wholeDown, type DayNumber, type Days, type Per, type Months, type Tokens } from "../units";

/**
 * The first day on which a balance is too small, if every day from `asOf` on draws the same part of a month
 * of 30.4375 days. Null for never, and after the year 9999.
 */
export function runOutDay(balance: Tokens, asOf: DayNumber, perMonth: Per<Tokens, Months>): DayNumber | null {
  const lasts = wholeDown(((balance / perMonth) * DAYS_PER_MONTH) as Days);
  const day = addDays(asOf, lasts);
  return day <= LAST_DAY ? day : null;
}
