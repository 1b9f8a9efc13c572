import { lastDayOf, monthOf, monthOfYear } from "../calendar";
import type { DayNumber, MonthNumber } from "../units";

/** The months of the vendor's last quarter; its year ends on 31 January [C]. */
const LAST_QUARTER = [11, 12, 1];

/** Whether a day is in the last quarter of the vendor's year. */
export const isInLastQuarter = (day: DayNumber): boolean => LAST_QUARTER.includes(monthOfYear(monthOf(day)));

/** The last day of the vendor's quarter that a day is in: the end of January, April, July or October. */
export function vendorQuarterEnd(day: DayNumber): DayNumber {
  const month = monthOf(day);
  const monthsLeft = (13 - monthOfYear(month)) % 3;
  return lastDayOf((month + monthsLeft) as MonthNumber);
}
