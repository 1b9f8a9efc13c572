import { addDays, addMonths, DAYS_PER_MONTH, MONTHS_A_YEAR } from "../calendar";
import { scale, type DayNumber, type Days } from "../units";

/** The last day to give notice, in calendar days before the end (2026-12-31 with 45 days → 2026-11-16). */
export const noticeDeadline = (end: DayNumber, notice: Days): DayNumber => addDays(end, scale(notice, -1));

/** Whether notice can still be given. `unknown`: the contract states a notice that could not be read. */
export type NoticeStanding = "in time" | "passed" | "unknown";

/** The standing on a day; the deadline itself is in time. */
export const noticeStanding = (deadline: DayNumber | null, asOf: DayNumber): NoticeStanding =>
  deadline === null ? "unknown" : asOf <= deadline ? "in time" : "passed";

/** The longest term that the vendor sells, in months (DOMAIN §15: a month, a year, three years). */
const LONGEST_TERM = 36;
/** The term of a line whose dates do not show one. */
const USUAL_TERM = 12;

/** The months of a term as a contract states its years, else as the line states them; undefined if neither does. */
export const statedTerm = (years: number | undefined, months: number | undefined): number | undefined =>
  years !== undefined && years > 0 ? years * 12 : months;

/**
 * The months of a term: as they are stated, else the length of the line from its first to its last
 * day. A line of 2 to 17 months renews for a year, as seats added within a term do; a line longer than the
 * longest term was renewed before, and counts as renewed by the year.
 */
export function termMonths(
  stated: number | undefined,
  start: DayNumber | undefined,
  end: DayNumber | undefined,
): number {
  if (stated !== undefined && stated > 0) return Math.max(Math.round(stated), 1);
  if (start === undefined || end === undefined) return USUAL_TERM;
  const length = Math.round((end - start + 1) / DAYS_PER_MONTH);
  if (length <= 1) return 1;
  const years = Math.round(length / 12);
  return years < 1 || 12 * years > LONGEST_TERM ? USUAL_TERM : 12 * years;
}

/**
 * The last day to which a line is committed: its end, or, if it renews by itself and notice can no longer
 * surely be given, the end of one more term (DOMAIN §14).
 */
export const committedUntil = (
  end: DayNumber,
  renewsAlone: boolean,
  standing: NoticeStanding,
  months: number,
): DayNumber => (renewsAlone && standing !== "in time" ? addMonths(end, months) : end);

/** The next day in the term on which a year of it ends; its end where less than a year is left. */
export function nextAnniversary(end: DayNumber, asOf: DayNumber): DayNumber {
  let day = end;
  for (let years = 1; addMonths(end, -MONTHS_A_YEAR * years) >= asOf; years++)
    day = addMonths(end, -MONTHS_A_YEAR * years);
  return day;
}

/** Days by which the last day of a term may lie before or after the day that whole months give. */
const TOLERANCE = 15;

/**
 * The first day of the term that runs on a day: the start of the line, or its last renewal since. Null if
 * neither a start nor a stated term says.
 */
export function termStart(
  stated: number | undefined,
  start: DayNumber | undefined,
  end: DayNumber | undefined,
  asOf: DayNumber,
): DayNumber | null {
  if (end === undefined || (start === undefined && stated === undefined)) return start ?? null;
  const months = termMonths(stated, start, end);
  let renewed = addDays(addMonths(end, -months), 1);
  for (let terms = 2; renewed > asOf; terms++) renewed = addDays(addMonths(end, -months * terms), 1);
  return start !== undefined && start > renewed - TOLERANCE ? start : renewed;
}
