import { DEFAULT_ASSUMPTIONS } from "../assumptions";
import { at } from "../at";
import { addDays, lastDayOf, monthOf } from "../calendar";
import { NOBODY, type DailyUse } from "../estate/estate";
import type { DayNumber, MonthNumber } from "../units";
import type { DaySpan } from "./windows";

/**
 * From how many working days on a time without rows is odd, where all other working days have rows. Working days
 * are Monday to Friday outside Christmas, 20 December to 8 January, and outside named holidays. Ours.
 */
export const GAP_WORKDAYS = DEFAULT_ASSUMPTIONS.gapWorkdays.value;

/*
 * The five numbers below say what "odd" means, and all depend on each other. They are no assumptions, because an
 * analyst knows none of them of a firm: whether a time without rows is a gap is answered by "Working days that are a
 * gap" and by "Exports are complete".
 */

/** People who must be seen on a day for it to show that the firm works: one may be on holiday. Ours. */
export const BUSY_PEOPLE = 3;
/** The share of the other working days that must show so many people. Ours. */
const DAILY_SHARE = 0.9;
/** The other working days that must show it are so many times as long as the time without rows. Ours. */
const TIMES_SHOWN = 3;
/** The time without rows is so many times as long as any usual break, which is shorter than a gap. Ours. */
const TIMES_BREAK = 2;

/** Breaks of half a gap are odd where several together are so many times as long as a gap. Ours. */
const TIMES_TOGETHER = 1.5;

/** How many days a works holiday may be away from that of the year before: Chinese New Year moves by three weeks. */
const HOLIDAY_MOVES = 21;
/** How many working days longer or shorter a works holiday may be than that of the year before. Ours. */
const HOLIDAY_DIFFERS = 2;
/** The same day of the week a year before. */
const SAME_WEEKDAY = 364;
const DAYS_PER_WEEK = 7;

/** The named days on which nobody works. */
export type Holidays = ReadonlySet<number>;

/** A time without rows that is no ordinary break. */
export interface Gap extends DaySpan {
  /** Whether it may be a works holiday instead: it has whole weeks, and no other year covers the same weeks. */
  readonly maybeClosed?: boolean;
}

/** The odd times without rows: gaps of the exports, and times in which nobody works, year by year. */
export interface OddBreaks {
  readonly gaps: readonly Gap[];
  readonly closed: readonly DaySpan[];
}

/** Whether somebody works on most such days: Monday to Friday outside Christmas and the named holidays. */
function isWorkday(day: number, holidays: Holidays): boolean {
  const date = new Date(day * 86_400_000);
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()];
  const isChristmas = (month === 11 && dayOfMonth >= 20) || (month === 0 && dayOfMonth <= 8);
  return date.getUTCDay() % 6 !== 0 && !isChristmas && !holidays.has(day);
}

export function workdaysOf({ first, last }: DaySpan, holidays: Holidays): DayNumber[] {
  const found: DayNumber[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) if (isWorkday(day, holidays)) found.push(day);
  return found;
}

/** Whether the named holidays leave fewer working days of a time without rows than make a gap. */
export function isNamedHoliday(span: DaySpan, least: number, holidays: Holidays): boolean {
  const open = workdaysOf(span, holidays).length;
  return open < Math.min(least, GAP_WORKDAYS) && open < workdaysOf(span, new Set()).length;
}

/**
 * The odd breaks: a whole month, or `least` working days (half as many, where several add up) and twice as long as any
 * shorter break, in exports that show several people on nearly every other working day. A firm with little use, or with
 * one person on holiday, has none. `busyDays` are the days with several people.
 *
 * Everybody is absent from a gap of the export as from a works holiday. Only the weeks of another year tell them
 * apart: a break that returns is a holiday, one in weeks with use a year before or after is a gap. Where no year
 * tells, a break of whole weeks may be either.
 */
export function workdayGaps(
  breaks: readonly DaySpan[],
  span: DaySpan,
  { least, holidays }: { readonly least: number; readonly holidays: Holidays },
  busyDays: () => ReadonlySet<number>,
): OddBreaks {
  const lengths = breaks.map((one) => ({ one, workdays: workdaysOf(one, holidays).length }));
  const shortest = shortestOdd(lengths, least);
  const long = lengths.filter(({ workdays }) => workdays >= shortest);
  if (long.length === 0) return { gaps: [], closed: [] };
  const usual = Math.max(0, ...lengths.map(({ workdays }) => workdays).filter((n) => n < shortest));
  const others = workdaysOf(span, holidays).length - long.reduce((sum, { workdays }) => sum + workdays, 0);
  const busy = busyDays();
  const busyWorkdays = workdaysOf(span, holidays).filter((day) => busy.has(day)).length;
  if (busyWorkdays < DAILY_SHARE * others) return { gaps: [], closed: [] };
  const odd = long.filter(
    ({ one, workdays }) =>
      holdsWholeMonth(one) || (workdays >= TIMES_BREAK * usual && others >= TIMES_SHOWN * workdays),
  );
  const returns = odd.filter((one) => odd.some((other) => isYearlyHoliday(one, other)));
  return {
    gaps: odd
      .filter((one) => !returns.includes(one))
      .map(({ one }) => ({
        ...one,
        maybeClosed: !isOtherYearKnown(one, span) && isOfWholeWeeks(one, holidays),
      })),
    closed: returns.map(({ one }) => one),
  };
}

/** From how many working days on a break is odd: half as many where several short ones add up to more than a gap. */
function shortestOdd(lengths: readonly Length[], least: number): number {
  const short = lengths.filter(({ workdays }) => workdays >= least / 2 && workdays < least);
  const together = short.reduce((sum, { workdays }) => sum + workdays, 0);
  return short.length > 1 && together >= TIMES_TOGETHER * least ? least / 2 : least;
}

interface Length {
  readonly one: DaySpan;
  readonly workdays: number;
}

/** Whether two breaks are a year apart and equally long, and hold no whole month, which nobody can tell from a gap. */
const isYearlyHoliday = (a: Length, b: Length): boolean =>
  Math.abs(Math.abs(a.one.first - b.one.first) - SAME_WEEKDAY) <= HOLIDAY_MOVES &&
  Math.abs(a.workdays - b.workdays) <= HOLIDAY_DIFFERS &&
  !holdsWholeMonth(a.one) &&
  !holdsWholeMonth(b.one);

/** Whether the exports show the same weeks of another year. */
const isOtherYearKnown = (gap: DaySpan, { first, last }: DaySpan): boolean =>
  gap.first - SAME_WEEKDAY - HOLIDAY_MOVES >= first || gap.last + SAME_WEEKDAY + HOLIDAY_MOVES <= last;

/** Whether a time begins with the first working day of a week and ends with the last one of a week. */
function isOfWholeWeeks(span: DaySpan, holidays: Holidays): boolean {
  const own = workdaysOf(span, holidays);
  const [first, last] = [at(own, 0), at(own, own.length - 1)];
  return !isWorkedInWeekOf(first, -1, holidays) && !isWorkedInWeekOf(last, 1, holidays);
}

/** Whether the week of a working day has another one before it (step -1) or after it (step 1). */
function isWorkedInWeekOf(day: DayNumber, step: 1 | -1, holidays: Holidays): boolean {
  for (let n = 1; n < DAYS_PER_WEEK; n++) {
    const other = addDays(day, n * step);
    if (new Date(other * 86_400_000).getUTCDay() === 0) return false;
    if (isWorkday(other, holidays)) return true;
  }
  return false;
}

export function holdsWholeMonth({ first, last }: DaySpan): boolean {
  const month = monthOf(addDays(first, -1));
  return lastDayOf((month + 1) as MonthNumber) <= last;
}

/** The days on which several people are seen; rows without a person are of one each. */
export function busyDays(
  { first, last }: DaySpan,
  use: DailyUse,
  isOf: (row: number) => boolean,
): Set<number> {
  const people = new Map<number, Set<number>>();
  for (let row = 0; row < use.length; row++) {
    const day = use.day[row]!;
    if (day < first || day > last || !isOf(row)) continue;
    const seen = people.get(day) ?? new Set<number>();
    people.set(day, seen);
    if (seen.size < BUSY_PEOPLE) seen.add(use.person[row] === NOBODY ? -2 - row : use.person[row]!);
  }
  return new Set([...people].filter(([, { size }]) => size >= BUSY_PEOPLE).map(([day]) => day));
}
