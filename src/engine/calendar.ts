import type { DayNumber, Days, IsoDay, MonthNumber } from "./units";

/** The average length of a month, in days, by which days become days per month (DOMAIN §4). */
export const DAYS_PER_MONTH = 30.4375;
/** The length of the baseline year, in days (DOMAIN §4). */
export const DAYS_PER_YEAR = 365;
/** The average months of such a year, a little under twelve. */
export const MEAN_MONTHS_A_YEAR = DAYS_PER_YEAR / DAYS_PER_MONTH;

const MS_PER_DAY = 86_400_000;
/** 9999-12-31, after which spreadsheets know no date. */
export const LAST_DAY = 2_932_896 as DayNumber;

/** The day number of a year, month (1–12) and day; null when there is no such date (31 June). */
export function dayOf(year: number, month: number, day: number): DayNumber | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const exists =
    year >= 1900 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? ((time / MS_PER_DAY) as DayNumber) : null;
}

/** The day number of `YYYY-MM-DD`; null when the text is not a date of that form. */
export function parseIsoDay(text: string): DayNumber | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** `YYYY-MM-DD` of a day number. */
export function isoDay(day: DayNumber): IsoDay {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10) as IsoDay;
}

/** The same for a day that may be unknown or absent. */
export const isoOrNull = (day: DayNumber | null): string | null => (day === null ? null : isoDay(day));

/** The month that a day lies in. */
export function monthOf(day: DayNumber): MonthNumber {
  const date = new Date(day * MS_PER_DAY);
  return ((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()) as MonthNumber;
}

/** `YYYY-MM` of a month. */
export function isoMonth(month: MonthNumber): string {
  return isoDay(firstDayOf(month)).slice(0, 7);
}

/** The months of a year. */
export const MONTHS_A_YEAR = 12;

/** The calendar month 1–12 (January is 1). */
export const monthOfYear = (month: MonthNumber): number => (((month % 12) + 12) % 12) + 1;

/** The first day of a month. */
export function firstDayOf(month: MonthNumber): DayNumber {
  return (Date.UTC(1970 + Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / MS_PER_DAY) as DayNumber;
}

/** The last day of a month. */
export const lastDayOf = (month: MonthNumber): DayNumber =>
  (firstDayOf((month + 1) as MonthNumber) - 1) as DayNumber;

/** How many days a month has. */
export const daysIn = (month: MonthNumber): number => lastDayOf(month) - firstDayOf(month) + 1;

/** The day `n` days later (earlier when negative). */
export const addDays = (day: DayNumber, n: number): DayNumber => (day + n) as DayNumber;

/** The same day `n` months later, or the last day of that month if it is shorter (31 January + 1 is 28 February). */
export function addMonths(day: DayNumber, n: number): DayNumber {
  const first = firstDayOf(monthOf(day));
  const target = firstDayOf((monthOf(day) + n) as MonthNumber);
  const last = firstDayOf((monthOf(day) + n + 1) as MonthNumber) - 1;
  return Math.min(target + (day - first), last) as DayNumber;
}

/** Days from one date to another, both counted: the same day is 1. */
export const daysThrough = (first: DayNumber, last: DayNumber): Days => (last - first + 1) as Days;

/** Which day Excel calls 0: 1900 (Windows) or 1904 (old Mac workbooks). */
export type DateSystem = 1900 | 1904;

/**
 * The day of an Excel serial number; the time of day is dropped. Null for serials that are no date: below 1,
 * above year 9999, and 60 in the 1900 system, which Excel shows as the 29 February 1900 that never was.
 */
export function fromSerial(serial: number, system: DateSystem): DayNumber | null {
  const whole = Math.floor(serial);
  if (!Number.isFinite(serial) || whole < (system === 1904 ? 0 : 1)) return null;
  if (system === 1900 && whole === 60) return null;
  const day = whole - (system === 1904 ? 24_107 : whole < 60 ? 25_568 : 25_569);
  return day <= LAST_DAY ? (day as DayNumber) : null;
}

/** The Excel serial number of a day. */
export function toSerial(day: DayNumber, system: DateSystem): number {
  if (system === 1904) return day + 24_107;
  return day + (day < -25_508 ? 25_568 : 25_569);
}
