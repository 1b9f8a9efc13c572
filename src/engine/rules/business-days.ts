import { addDays } from "../calendar";
import type { DayNumber } from "../units";

/**
 * The day that lies so many business days after another: `isWorked` says on which days people work. The day itself does
 * not count (DOMAIN §10: auditors give 10 to 20 business days). Null where no day is worked.
 */
export function businessDaysAfter(
  day: DayNumber,
  count: number,
  isWorked: (day: DayNumber) => boolean,
): DayNumber | null {
  let at = day;
  let left = count;
  // Two years without a working day have none at all.
  for (let idle = 0; left > 0;) {
    at = addDays(at, 1);
    if (isWorked(at)) {
      left--;
      idle = 0;
    } else if (++idle > 731) return null;
  }
  return at;
}
