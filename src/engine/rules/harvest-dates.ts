import { addDays } from "../calendar";
import type { DayNumber, Days } from "../units";

/** The days between which a seat is taken back: the end of the grace, and the latest day. */
export interface ReclaimDates {
  readonly from: DayNumber;
  readonly by: DayNumber;
}

/**
 * From the end of the grace that begins with the notice, to some days after the seat was found ([E]: 30 days' notice,
 * and 30 to 60 days in all).
 */
export function reclaimDates(
  notice: DayNumber,
  found: DayNumber,
  { graceDays, latestDays }: { readonly graceDays: Days; readonly latestDays: Days },
): ReclaimDates {
  const from = addDays(notice, graceDays);
  return { from, by: Math.max(addDays(found, latestDays), from) as DayNumber };
}

/** The most days with a login within any window of days in a row; the days are in order, each once. */
export function busiestWindow(days: readonly number[], length: Days): number {
  let most = 0;
  let first = 0;
  days.forEach((day, last) => {
    while (day - (days[first] ?? day) >= length) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
