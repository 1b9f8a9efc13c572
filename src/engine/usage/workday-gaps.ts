import { DEFAULT_ASSUMPTIONS } from "../assumptions";
import { addDays } from "../calendar";
import { NOBODY, type DailyUse } from "../estate/estate";
import type { DayNumber } from "../units";
import type { DaySpan } from "./windows";

/**
 * From how many working days on a time without rows is odd, where all other working days have rows. Working days
 * are Monday to Friday outside Christmas, 20 December to 8 January. Ours.
 */
export const GAP_WORKDAYS = DEFAULT_ASSUMPTIONS.gapWorkdays.value;

/*
 * The four numbers below say what "odd" means, and all depend on each other. They are no assumptions, because an
 * analyst knows none of them of a firm: whether a time without rows is a gap is answered by "Working days that are a
 * gap" and by "Exports are complete".
 */

/** People who must be seen on a day for it to show that the firm works: one may be on holiday. Ours. */
const PEOPLE = 3;
/** The share of the other working days that must show so many people. Ours. */
const DAILY_SHARE = 0.9;
/** The other working days that must show it are so many times as long as the time without rows. Ours. */
const TIMES_SHOWN = 3;
/** The time without rows is so many times as long as any usual break, which is shorter than a gap. Ours. */
const TIMES_BREAK = 2;

/** Whether somebody works on most such days: Monday to Friday outside Christmas. */
function isWorkday(day: DayNumber): boolean {
  const date = new Date(day * 86_400_000);
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()];
  const isChristmas = (month === 11 && dayOfMonth >= 20) || (month === 0 && dayOfMonth <= 8);
  return date.getUTCDay() % 6 !== 0 && !isChristmas;
}

function workdaysIn({ first, last }: DaySpan): number {
  let n = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) if (isWorkday(day)) n++;
  return n;
}

/**
 * The breaks that are gaps, although they hold no whole month: those of `least` working days or more, twice as long
 * as any shorter break, in exports of which nearly every other working day shows several people. A firm that uses
 * little, or of which one person is on holiday, has none. `isOf` says which rows are of this kind of use.
 */
export function workdayGaps(
  breaks: readonly DaySpan[],
  span: DaySpan,
  least: number,
  { use, isOf }: { readonly use: DailyUse; readonly isOf: (row: number) => boolean },
): DaySpan[] {
  const lengths = breaks.map((one) => ({ one, workdays: workdaysIn(one) }));
  const long = lengths.filter(({ workdays }) => workdays >= least);
  if (long.length === 0) return [];
  const usual = Math.max(0, ...lengths.map(({ workdays }) => workdays).filter((n) => n < least));
  const others = workdaysIn(span) - long.reduce((sum, { workdays }) => sum + workdays, 0);
  if (busyWorkdays(span, use, isOf) < DAILY_SHARE * others) return [];
  return long
    .filter(({ workdays }) => workdays >= TIMES_BREAK * usual && others >= TIMES_SHOWN * workdays)
    .map(({ one }) => one);
}

/** The working days on which several people are seen; rows without a person are of one each. */
function busyWorkdays({ first, last }: DaySpan, use: DailyUse, isOf: (row: number) => boolean): number {
  const people = new Map<DayNumber, Set<number>>();
  for (let row = 0; row < use.length; row++) {
    const day = use.day[row]! as DayNumber;
    if (day < first || day > last || !isOf(row)) continue;
    const seen = people.get(day) ?? new Set<number>();
    people.set(day, seen);
    if (seen.size < PEOPLE) seen.add(use.person[row] === NOBODY ? -2 - row : use.person[row]!);
  }
  return [...people].filter(([day, { size }]) => size >= PEOPLE && isWorkday(day)).length;
}
