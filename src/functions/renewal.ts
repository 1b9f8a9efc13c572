import { toSerial } from "../engine/calendar";
import { noticeDeadline } from "../engine/rules/notice";
import type { Days } from "../engine/units";
import { dates, NOTICE, numbers } from "./arguments";
import { cellByCell } from "./cell-by-cell";

/**
 * The last day to give notice before a contract ends.
 * @customfunction NOTICE_DATE
 * @helpurl https://localhost:3000/help/notice_date.html
 * @param end Date on which the contract ends
 * @param days Calendar days of notice before it, 0 to 365
 * @returns A date: give the cell a date format
 */
export function noticeDate(end: unknown[][], days: unknown[][]): unknown[][] {
  return cellByCell([dates("end", end), numbers<Days>("days", days, NOTICE)], (ends, notice) =>
    toSerial(noticeDeadline(ends, notice), 1900),
  );
}
