import { at } from "../at";
import { addDays, DAYS_PER_YEAR, daysIn, daysThrough, firstDayOf, lastDayOf } from "../calendar";
import { NOBODY, type DailyUse, type Source, type SourceKind } from "../estate/estate";
import type { DayNumber, Days, MonthNumber } from "../units";
import {
  busyDays,
  GAP_WORKDAYS,
  holdsWholeMonth,
  isNamedHoliday,
  workdayGaps,
  type Gap,
  type Holidays,
} from "./workday-gaps";

/** Days in a row, both ends counted. */
export interface DaySpan {
  readonly first: DayNumber;
  readonly last: DayNumber;
}

/** The days that exports of one kind cover, and the part of them that is the baseline year (DOMAIN §4, §14). */
export interface Window extends DaySpan {
  /** `first`, or 364 days before `last` if the exports reach back more than a year. */
  readonly baselineFirst: DayNumber;
  /** The days between `first` and `last` that no export covers, in order. */
  readonly gaps: readonly Gap[];
  /** Odd times without rows that are covered all the same, as nobody works then, year by year. */
  readonly closed?: readonly DaySpan[];
}

/**
 * The days that the daily exports cover, for seats and tokens apart: half a year of Seat usage says nothing
 * about the seats of the other half, even beside a whole year of Token usage.
 */
export interface Windows {
  readonly seats: Window | null;
  readonly tokens: Window | null;
  /** Covered by exports without people. */
  readonly nobody: Window | null;
  /** From the first day of any to the last day of any. */
  readonly all: Window | null;
}

/** The days of a time that are not in a gap; the baseline year unless stated. */
export function coveredDays(window: Window, first = window.baselineFirst, last = window.last): Days {
  const missing = window.gaps.map((gap) => overlap(gap, first, last));
  return (daysThrough(first, last) - missing.reduce((sum, n) => sum + n, 0)) as Days;
}

/** Whether a window covers every day of a month. */
export const coversMonth = (window: Window, month: MonthNumber): boolean =>
  window.first <= firstDayOf(month) &&
  lastDayOf(month) <= window.last &&
  coveredDays(window, firstDayOf(month), lastDayOf(month)) === daysIn(month);

/** The days of several spans, each once, in order. */
export function joinedSpans(spans: readonly DaySpan[]): DaySpan[] {
  const joined: DaySpan[] = [];
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before === undefined || span.first > before.last + 1) joined.push(span);
    else joined[joined.length - 1] = { ...before, last: Math.max(before.last, span.last) as DayNumber };
  }
  return joined;
}

/** The days of a window without its gaps, in order. */
export function coveredSpans({ first, last, gaps }: Window): DaySpan[] {
  const starts = [first, ...gaps.map((gap) => addDays(gap.last, 1))];
  const ends = [...gaps.map((gap) => addDays(gap.first, -1)), last];
  return starts.map((start, i) => ({ first: start, last: at(ends, i) }));
}

/** The window of spans that do not overlap, all of it the baseline year; null without spans. */
export function windowOver(spans: readonly DaySpan[]): Window | null {
  const joined = joinedSpans(spans);
  const [first, last] = [joined[0], joined.at(-1)];
  if (first === undefined || last === undefined) return null;
  const gaps = joined.slice(1).map((span, i) => ({
    first: addDays(at(joined, i).last, 1),
    last: addDays(span.first, -1),
  }));
  return { first: first.first, last: last.last, baselineFirst: first.first, gaps };
}

/** The windows if nobody worked in the gaps that may be works holidays. */
export function windowsIfClosed(windows: Windows): Windows {
  const ifClosed = (window: Window | null): Window | null =>
    window && { ...window, gaps: window.gaps.filter(({ maybeClosed }) => maybeClosed !== true) };
  const { seats, tokens, nobody, all } = windows;
  return { seats: ifClosed(seats), tokens: ifClosed(tokens), nobody: ifClosed(nobody), all: ifClosed(all) };
}

/** The covered days of a window's baseline year. */
export const baselineDays = (window: Window): Days => coveredDays(window);

const overlap = (gap: DaySpan, first: number, last: number): number =>
  Math.max(Math.min(gap.last, last) - Math.max(gap.first, first) + 1, 0);

const SEAT_EXPORTS: readonly SourceKind[] = ["Usage", "Seat usage", "Sessions"];
const TOKEN_EXPORTS: readonly SourceKind[] = ["Usage", "Token usage", "Token Flex", "Sessions"];

/** The uses that a row speaks for: named people's seats and tokens, any by a named person, any without a person. */
const [SEATS, TOKENS, NAMED, NAMELESS] = [1, 2, 4, 8] as const;

/** The breaks that are gaps: none, all, or the odd ones of this export. */
type GapRule = "none" | "all" | "odd";

/** The times without rows that are gaps, and the length of the baseline; absent values are the defaults. */
export interface WindowRules {
  /** Whether none is: the analyst says that a time without rows is one without use. */
  readonly complete?: boolean;
  /** The last days of each window that are its baseline. */
  readonly length?: number;
  readonly gapWorkdays?: number;
  readonly holidays?: Holidays;
}

/**
 * The union of the days that exports cover (DOMAIN §14): from the first to the last day of their rows and of
 * the dates that they state, without the gaps. A gap is a time without rows and outside all stated dates. It
 * counts if it holds a whole calendar month, if every export states its dates, or if it has `gapWorkdays` or more
 * where the exports show use on nearly every other working day; not where named holidays explain it, or where it
 * returns each year.
 */
export function windowsOf(use: DailyUse, sources: readonly Source[], rules: WindowRules = {}): Windows {
  const named = Uint8Array.from(sources, ({ kind }) => namedUses(kind));
  const speaking = new Uint8Array(sources.length);
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < use.length; i++) {
    const day = use.day[i]!;
    if (day < first) first = day;
    if (day > last) last = day;
    speaking[use.source[i]!]! |= use.person[i] === NOBODY ? NAMELESS : named[use.source[i]!]!;
  }
  const periods = sources.flatMap(({ from, to }, source) =>
    from !== undefined && to !== undefined && speaking[source] !== 0 ? [{ from, to, source }] : [],
  );
  for (const { from, to } of periods) [first, last] = [Math.min(first, from), Math.max(last, to)];
  if (first > last) return { seats: null, tokens: null, nobody: null, all: null };

  const byDay = new Uint8Array(last - first + 1);
  // An export with people and without covers the same days for both: an adjustment stands for more than its day.
  for (let i = 0; i < use.length; i++) {
    const source = use.source[i]!;
    byDay[use.day[i]! - first]! |=
      use.person[i] === NOBODY ? NAMELESS : named[source]! | (speaking[source]! & NAMELESS);
  }
  for (const { from, to, source } of periods)
    for (let day = from - first; day <= to - first; day++) byDay[day]! |= speaking[source]!;

  const stating = new Set(periods.map(({ source }) => source));
  const windowOf = (uses: number): Window | null => {
    const allState = sources.every((_, source) => (speaking[source]! & uses) === 0 || stating.has(source));
    const window = windowIn(byDay, first, uses, rules.length ?? DAYS_PER_YEAR);
    const rule: GapRule = rules.complete === true ? "none" : allState ? "all" : "odd";
    if (window === null || rule === "all") return window;
    const isOf = (row: number): boolean =>
      ((use.person[row] === NOBODY ? NAMELESS : named[use.source[row]!]!) & uses) !== 0;
    return {
      ...window,
      ...(rule === "none" ? { gaps: [] } : oddBreaks(window, rules, () => busyDays(window, use, isOf))),
    };
  };
  return {
    seats: windowOf(SEATS),
    tokens: windowOf(TOKENS),
    nobody: windowOf(NAMELESS),
    all: windowOf(NAMED | NAMELESS),
  };
}

const namedUses = (kind: SourceKind): number =>
  NAMED | (SEAT_EXPORTS.includes(kind) ? SEATS : 0) | (TOKEN_EXPORTS.includes(kind) ? TOKENS : 0);

/**
 * The breaks of a window that hold a whole month, or that are long for exports that show use on every working day,
 * and that no named holidays explain.
 */
function oddBreaks(
  window: Window,
  { gapWorkdays: least = GAP_WORKDAYS, holidays = new Set() }: WindowRules,
  busy: () => ReadonlySet<number>,
): Pick<Window, "gaps" | "closed"> {
  const { gaps: odd, closed } = workdayGaps(window.gaps, window, { least, holidays }, busy);
  const byFirst = new Map(odd.map((gap) => [gap.first, gap]));
  const open = window.gaps.filter((gap) => !isNamedHoliday(gap, least, holidays));
  const gaps = open.flatMap((gap): Gap[] =>
    holdsWholeMonth(gap) ? [gap] : [byFirst.get(gap.first)].filter((one) => one !== undefined),
  );
  return { gaps, closed };
}

/** The window of some uses with all its breaks, in the uses that are covered on each day from `start` on. */
function windowIn(byDay: Uint8Array, start: number, uses: number, length: number): Window | null {
  const gaps: DaySpan[] = [];
  let first: DayNumber | null = null;
  let last = start as DayNumber;
  for (let place = 0; place < byDay.length; place++) {
    if ((byDay[place]! & uses) === 0) continue;
    const day = (start + place) as DayNumber;
    if (first === null) first = day;
    else if (day > last + 1) gaps.push({ first: addDays(last, 1), last: addDays(day, -1) });
    last = day;
  }
  if (first === null) return null;
  const baselineFirst = Math.max(first, addDays(last, 1 - length)) as DayNumber;
  return { first, last, baselineFirst, gaps };
}
