import { addDays, monthOf, monthOfYear, parseIsoDay } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";

/** The day of `YYYY-MM-DD`. */
export function day(iso: string): DayNumber {
  const found = parseIsoDay(iso);
  if (found === null) throw new Error(`${iso} is no date`);
  return found;
}

/** The 24 months that the exports cover. */
export const FIRST_DAY = day("2024-11-01");
export const LAST_DAY = day("2026-10-31");

/** All days of these months. */
export const DAYS: readonly DayNumber[] = Array.from({ length: LAST_DAY - FIRST_DAY + 1 }, (_, n) =>
  addDays(FIRST_DAY, n),
);

/** Periods in which the office is closed, first and last day. */
const CLOSED: readonly (readonly [string, string])[] = [
  ["2024-11-28", "2024-11-29"],
  ["2024-12-24", "2025-01-01"],
  ["2025-05-26", "2025-05-26"],
  ["2025-07-04", "2025-07-04"],
  ["2025-09-01", "2025-09-01"],
  ["2025-11-27", "2025-11-28"],
  ["2025-12-24", "2026-01-01"],
  ["2026-05-25", "2026-05-25"],
  ["2026-07-03", "2026-07-03"],
  ["2026-09-07", "2026-09-07"],
];
const closed = CLOSED.map(([first, last]) => [day(first), day(last)] as const);

/** 1970-01-01 was a Thursday; Monday is 0. */
const weekday = (on: DayNumber): number => (on + 3) % 7;

export const isClosed = (on: DayNumber): boolean => closed.some(([first, last]) => first <= on && on <= last);
export const isWeekend = (on: DayNumber): boolean => weekday(on) >= 5;

/** From June to August the firm is a quarter busier: the deadlines of the building season. */
export const isSummer = (on: DayNumber): boolean => [6, 7, 8].includes(monthOfYear(monthOf(on)));
export const SUMMER = 1.25;
