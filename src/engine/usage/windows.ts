import { at } from "../at";
import { addDays, DAYS_PER_YEAR, daysThrough } from "../calendar";
import { NOBODY, type DailyUse, type Source, type SourceKind } from "../estate/estate";
import type { DayNumber, Days } from "../units";

/** The days that exports of one kind cover, and the part of them that is the baseline year (DOMAIN §4). */
export interface Window {
  readonly first: DayNumber;
  readonly last: DayNumber;
  /** `first`, or 364 days before `last` if the exports cover more than a year. */
  readonly baselineFirst: DayNumber;
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

const SEAT_EXPORTS: readonly SourceKind[] = ["Usage", "Seat usage", "Sessions"];
const TOKEN_EXPORTS: readonly SourceKind[] = ["Usage", "Token usage", "Sessions"];

/** From the first to the last day of each source's rows, widened to the dates that the source states. */
export function windowsOf(use: DailyUse, sources: readonly Source[]): Windows {
  const named = sources.map(() => emptyRange());
  const nameless = sources.map(() => emptyRange());
  for (let i = 0; i < use.length; i++) {
    const ranges = use.person[i] === NOBODY ? nameless : named;
    const range = ranges[use.source[i] as number] as DayRange;
    const day = use.day[i] as number;
    if (day < range.first) range.first = day;
    if (day > range.last) range.last = day;
  }
  const stated = (ranges: readonly DayRange[]): DayRange[] =>
    ranges.map(({ first, last }, i) =>
      first > last
        ? { first, last }
        : { first: Math.min(first, sources[i]?.from ?? first), last: Math.max(last, sources[i]?.to ?? last) },
    );
  const people = stated(named);
  const nobody = stated(nameless);
  const saying = (kinds: readonly SourceKind[]): DayRange[] =>
    people.filter((_, i) => kinds.includes(at(sources, i).kind));
  return {
    seats: spanOf(saying(SEAT_EXPORTS)),
    tokens: spanOf(saying(TOKEN_EXPORTS)),
    nobody: spanOf(nobody),
    all: spanOf([...people, ...nobody]),
  };
}

/** The days of a window's baseline year. */
export const baselineDays = (window: Window): Days => daysThrough(window.baselineFirst, window.last);

interface DayRange {
  first: number;
  last: number;
}

const emptyRange = (): DayRange => ({ first: Infinity, last: -Infinity });

function spanOf(ranges: readonly DayRange[]): Window | null {
  const first = Math.min(...ranges.map((range) => range.first));
  const last = Math.max(...ranges.map((range) => range.last));
  if (first > last) return null;
  const yearBack = addDays(last as DayNumber, 1 - DAYS_PER_YEAR);
  return {
    first: first as DayNumber,
    last: last as DayNumber,
    baselineFirst: Math.max(first, yearBack) as DayNumber,
  };
}
