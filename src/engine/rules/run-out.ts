import { addDays, DAYS_PER_MONTH, LAST_DAY } from "../calendar";
import {
  scale,
  wholeDown,
  type DayNumber,
  type Days,
  type Fraction,
  type Per,
  type Months,
  type Tokens,
} from "../units";

/**
 * The first day on which a balance is too small, if every day from `asOf` on draws the same part of a month
 * of 30.4375 days. Null for never, and after the year 9999.
 */
export function runOutDay(balance: Tokens, asOf: DayNumber, perMonth: Per<Tokens, Months>): DayNumber | null {
  const lasts = wholeDown(((balance / perMonth) * DAYS_PER_MONTH) as Days);
  const day = addDays(asOf, lasts);
  return day <= LAST_DAY ? day : null;
}

/**
 * The last day to order tokens that come `lead` days later, so that a balance does not run dry before they come; with a
 * buffer, as if each month drew that share more. It is before `asOf` if it is too late. Null as in `runOutDay`. 24,000
 * on 2026-10-31 at 6,000 a month last to 2027-03-01: 30 days before that is 2027-01-30.
 */
export function topUpDay(
  balance: Tokens,
  asOf: DayNumber,
  perMonth: Per<Tokens, Months>,
  lead: Days,
  buffer: Fraction,
): DayNumber | null {
  const dry = runOutDay(balance, asOf, scale(perMonth, 1 + buffer));
  return dry === null ? null : addDays(dry, 0 - lead);
}
