import { dayOf, fromSerial, parseIsoDay, type DateSystem } from "../../engine/calendar";
import type { DayNumber } from "../../engine/units";
import { plainText } from "./plain-text";

const MINUTES_PER_DAY = 1440;
const CLOCK = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[AP]M|[+-]\d{2}:?\d{2})?)?`;
const pattern = (date: string): RegExp => new RegExp(`^${date}${CLOCK}$`, "i");

const YEAR_FIRST = pattern(String.raw`(\d{4})([-./])(\d{1,2})\2(\d{1,2})`);
const COMPACT = pattern(String.raw`(\d{4})(\d{2})(\d{2})`);
const DOTTED = pattern(String.raw`(\d{1,2})\.(\d{1,2})\.(\d{4})`);
const SLASHED = pattern(String.raw`(\d{1,2})[-/](\d{1,2})[-/](\d{4})`);
const DAY_MONTH_NAME = pattern(String.raw`(\d{1,2})[- .]+([A-ZÀ-Ü]{3,9})\.?[- ,]+(\d{4}|\d{2})`);
const MONTH_NAME_DAY = pattern(String.raw`([A-Z]{3,9})\.?[- ]+(\d{1,2}),?[- ]+(\d{4})`);
/** An Excel serial number that a csv holds as text: five digits, which no date written as text has. */
const SERIAL = /^[3-7]\d{4}(?:\.\d+)?$/;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** By month, its beginnings in other languages where they differ from the English one. */
const OTHER_MONTHS: ReadonlyMap<string, number> = new Map(
  [
    "ene gen jän",
    "fév fev",
    "mär mrt maa",
    "avr abr",
    "mai mei mag maj",
    "juin giu",
    "juil lug",
    "aoû ago",
    "set",
    "okt out ott",
    "nov marr",
    "dez dic déc des",
  ].flatMap((words, month) => words.split(" ").map((word) => [word, month + 1] as const)),
);

/** 1 for "Jan" or "January", also in other languages; 0 for another word. */
export function monthNamed(name: string): number {
  const word = name.toLowerCase();
  const begins = (length: number): string => word.slice(0, length);
  return OTHER_MONTHS.get(begins(4)) ?? OTHER_MONTHS.get(begins(3)) ?? MONTHS.indexOf(word.slice(0, 3)) + 1;
}

/** The two orders of day and month in dates with slashes. */
export const DATE_ORDERS = ["day first", "month first"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A point in time in minutes since 1970-01-01T00:00 UTC, with a fraction. */
export type Minutes = number;

/**
 * The point in time in a cell: a serial number, or text with the year first (`2026-01-05`, `2026/01/05`,
 * `20260105`), with dots (`29.07.2026`), or with the month's name (`5-Jan-26`). Without an offset a time is
 * UTC, as in the vendor's exports. Dates with slashes follow `order`; without an order, dates that can be read
 * both ways are `ambiguous`.
 */
export function timeIn(
  cell: string | number,
  system: DateSystem,
  order?: DateOrder,
): Minutes | "ambiguous" | undefined {
  if (typeof cell === "number") return serialTime(cell, system);
  const text = plainText(cell);
  const slashed = SLASHED.exec(text);
  if (slashed) {
    const stated = order ?? slashOrder(text);
    if (stated === "either") return "ambiguous";
    const [first, second, year] = slashed.slice(1, 4).map(Number) as [number, number, number];
    const [day, month] = stated === "month first" ? [second, first] : [first, second];
    return minutesAt(dayOf(year, month, day), slashed.slice(4));
  }
  return unambiguousTime(text, system);
}

/** The order that a date with slashes proves, `either` where both are possible; undefined for other text. */
export function slashOrder(text: string): DateOrder | "either" | undefined {
  const [, first, second] = SLASHED.exec(plainText(text)) ?? [];
  if (first === undefined || second === undefined) return undefined;
  if (Number(first) > 12) return "day first";
  return Number(second) > 12 ? "month first" : Number(first) === Number(second) ? undefined : "either";
}

function unambiguousTime(text: string, system: DateSystem): Minutes | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [year, , month, day] = yearFirst.slice(1, 5);
    return minutesAt(
      parseIsoDay(`${year ?? ""}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`),
      yearFirst.slice(5),
    );
  }
  const [dotted, compact] = [DOTTED.exec(text), COMPACT.exec(text)];
  if (dotted)
    return minutesAt(dayOf(Number(dotted[3]), Number(dotted[2]), Number(dotted[1])), dotted.slice(4));
  if (compact)
    return minutesAt(dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3])), compact.slice(4));
  const [dayMonth, monthDay] = [DAY_MONTH_NAME.exec(text), MONTH_NAME_DAY.exec(text)];
  if (dayMonth)
    return minutesAt(
      dayOf(fullYear(dayMonth[3]), monthNamed(dayMonth[2] ?? ""), Number(dayMonth[1])),
      dayMonth.slice(4),
    );
  if (monthDay)
    return minutesAt(
      dayOf(Number(monthDay[3]), monthNamed(monthDay[1] ?? ""), Number(monthDay[2])),
      monthDay.slice(4),
    );
  return SERIAL.test(text) ? serialTime(Number(text), system) : undefined;
}

/** `26` is 2026: no export is older than this century. */
const fullYear = (year = ""): number => Number(year) + (year.length === 2 ? 2000 : 0);

function serialTime(serial: number, system: DateSystem): Minutes | undefined {
  const day = fromSerial(serial, system);
  return day === null ? undefined : day * MINUTES_PER_DAY + secondsIn(serial) / 60;
}

/** The time of day of a serial number in whole seconds, because 08:00 is no exact fraction of a day. */
const secondsIn = (serial: number): number => Math.round((serial - Math.floor(serial)) * 86_400);

function minutesAt(day: DayNumber | null, clock: readonly (string | undefined)[]): Minutes | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(0, 3).map((part) => Number(part ?? 0));
  const half = /^[AP]M$/i.exec(clock[3] ?? "")?.[0].toUpperCase();
  if (day === null || hours > (half ? 12 : 24) || minutes > 59 || seconds > 59) return undefined;
  const hour = half ? (hours % 12) + (half === "PM" ? 12 : 0) : hours;
  return day * MINUTES_PER_DAY + hour * 60 + minutes + seconds / 60 - offset(clock[3]);
}

function offset(zone: string | undefined): Minutes {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** The UTC day of a point in time. */
export const dayAt = (time: Minutes): DayNumber => Math.floor(time / MINUTES_PER_DAY) as DayNumber;
