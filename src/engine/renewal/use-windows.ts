import type { Assumptions } from "../assumptions";
import { addDays, DAYS_PER_YEAR, isoDay } from "../calendar";
import { days, type DayNumber, type Days } from "../units";
import type { Usage } from "../usage/usage";
import { coveredDays, type Window } from "../usage/windows";
import { counted } from "../wording";

/** The lengths, in months, of the use on which the best mix is chosen again. */
export const WINDOW_MONTHS = [3, 6, 12, 24] as const;

/** The last days of the exports. */
export interface UseWindow {
  /** Null for all the time that the exports cover, where that is no year: this run's covers rest on it. */
  readonly months: (typeof WINDOW_MONTHS)[number] | null;
  readonly days: Days;
  /** Of the exports that end last; null without daily exports. */
  readonly first: DayNumber | null;
  readonly last: DayNumber | null;
  /** Whether this run's covers rest on this use. */
  readonly isOfRun: boolean;
  /** Why it is not known, in words without a full stop; null where it is. */
  readonly unknown: string | null;
}

/** The windows by length, and after them the time of this run where no window is that. */
export function useWindows(usage: Usage, assumptions: Assumptions): UseWindow[] {
  const last = usage.baseline.windows.all?.last ?? null;
  const windows = WINDOW_MONTHS.map((months): UseWindow => {
    const length = days(Math.round((DAYS_PER_YEAR * months) / 12));
    return {
      months,
      days: length,
      first: last && addDays(last, 1 - length),
      last,
      isOfRun: length === DAYS_PER_YEAR,
      unknown: whyUnknown(usage, length, assumptions),
    };
  });
  if (windows.some(({ isOfRun, unknown }) => isOfRun && unknown === null)) return windows;
  const { window, days: covered } = usage.coverage;
  return [
    ...windows.map((one) => ({ ...one, isOfRun: false })),
    {
      months: null,
      days: covered ?? days(0),
      first: window?.baselineFirst ?? null,
      last: window?.last ?? null,
      isOfRun: true,
      unknown: null,
    },
  ];
}

/** Two exports that end further apart do not end together. */
const SAME_END = 31;

/** A day here and there without use at either end is no shorter history: the assumption says how many. */
function whyUnknown(
  { baseline: { windows }, seen }: Usage,
  length: Days,
  { wholeYearDays }: Assumptions,
): string | null {
  if (seen.observed.some(({ daily }) => !daily))
    return "a Usage Report gives the use of some users without its days";
  const kinds = [windows.seats, windows.tokens, windows.nobody].filter((window) => window !== null);
  const ends = kinds.map(({ last }) => last);
  const [soonest, latest] = [Math.min(...ends) as DayNumber, Math.max(...ends) as DayNumber];
  if (kinds.length === 0) return "no export says on which days there was use";
  if (latest - soonest > SAME_END)
    return `some exports end on ${isoDay(soonest)}, others on ${isoDay(latest)}`;
  const gap = kinds.flatMap((window) => gapIn(window, length))[0];
  if (gap !== undefined) return `no export covers ${isoDay(gap.first)} to ${isoDay(gap.last)}`;
  const covered = Math.min(...kinds.map((window) => daysCovered(window, length)));
  return covered < (wholeYearDays / DAYS_PER_YEAR) * length
    ? `the exports cover the last ${counted(covered, "day")} only`
    : null;
}

const gapIn = ({ last, gaps }: Window, length: Days): Window["gaps"] =>
  gaps.filter((gap) => gap.last > last - length);

const daysCovered = (window: Window, length: Days): number =>
  coveredDays(window, Math.max(window.first, addDays(window.last, 1 - length)) as DayNumber);
