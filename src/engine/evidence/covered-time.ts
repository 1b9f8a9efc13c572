import { addDays } from "../calendar";
import type { Context } from "../estate/context";
import { most, type DayNumber, type Days } from "../units";
import type { Baseline } from "../usage/baseline";
import {
  baselineDays,
  coveredSpans,
  joinedSpans,
  windowOver,
  type DaySpan,
  type Window,
} from "../usage/windows";
import type { Gap } from "../usage/workday-gaps";

/** The days that the exports of use cover. */
export interface CoveredTime {
  /** The days that the daily exports cover together; null without daily exports. */
  readonly window: Window | null;
  /** The covered days of the daily exports or of the Usage Reports, whichever are more; null if neither says. */
  readonly days: Days | null;
  /** Times inside the baseline year that no export covers. */
  readonly gaps: readonly UseGap[];
  /** Times without rows inside the baseline year in which nobody works, as in the year before or after. */
  readonly closed: readonly DaySpan[];
  /** The last covered day; the as-of day where no export states days. */
  readonly through: DayNumber;
  /** The same of each kind of use that the exports show: a year of tokens says nothing of seats. */
  readonly kinds: readonly CoveredKind[];
  /**
   * The first of the last `dormantDays` days on which the exports show seats: a time that they do not cover makes
   * nobody dormant.
   */
  readonly recentFrom: DayNumber;
  /** Whether those are too few days to order or drop anything. */
  readonly tooShort: boolean;
  /** Whether some tokens are shown on too few days to size a pool. */
  readonly tokensTooShort: boolean;
}

/** What the exports cover of one kind of use. */
export interface CoveredKind {
  readonly of: "seats" | "tokens" | "tokens without users";
  readonly days: Days;
  readonly first: DayNumber;
  readonly through: DayNumber;
}

/** A time without any use, or without the use of one kind, between times with it. */
export interface UseGap extends Gap {
  readonly of: "use" | "use of seats" | "use of tokens";
}

/** The covered time of the daily exports and the Usage Reports. */
export function coveredTime({ estate, asOf, assumptions }: Context, { windows }: Baseline): CoveredTime {
  const stated = estate.reportedUse.flatMap(({ from, to }): DaySpan[] =>
    from === undefined || to === undefined ? [] : [{ first: from, last: to }],
  );
  const reports = windowOver(stated);
  const daysOfReports =
    reports !== null
      ? baselineDays(reports)
      : estate.reportedUse.length > 0
        ? assumptions.usageReportDays
        : null;
  const daily = windows.all && baselineDays(windows.all);
  const known = [daily, daysOfReports].filter((one) => one !== null);
  const covered = known.length === 0 ? null : known.reduce((a, b) => most(a, b));
  const last = Math.max(windows.all?.last ?? -Infinity, reports?.last ?? -Infinity);
  const kinds = kindsIn(windows, reports);
  const through = (last === -Infinity ? asOf : Math.min(last, asOf)) as DayNumber;
  return {
    window: windows.all,
    days: covered,
    gaps: gapsIn(windows),
    closed: closedIn(windows),
    through,
    kinds,
    recentFrom: recentFrom([windows.seats, reports], through, assumptions.dormantDays),
    tooShort: covered !== null && covered < assumptions.leastDays,
    tokensTooShort: kinds.some(({ of, days }) => of !== "seats" && days < assumptions.leastDays),
  };
}

/** The kinds of use by the daily exports, or by the Usage Reports where those cover more days. */
function kindsIn({ seats, tokens, nobody }: Baseline["windows"], reports: Window | null): CoveredKind[] {
  const kindOf = (of: CoveredKind["of"], windows: readonly (Window | null)[]): CoveredKind[] => {
    const known = windows.filter((one) => one !== null);
    if (known.length === 0) return [];
    const longest = known.reduce((a, b) => (baselineDays(b) > baselineDays(a) ? b : a));
    const through = Math.max(...known.map(({ last }) => last)) as DayNumber;
    return [{ of, days: baselineDays(longest), first: longest.baselineFirst, through }];
  };
  return [
    ...kindOf("seats", [seats, reports]),
    ...kindOf("tokens", [tokens, reports]),
    ...kindOf("tokens without users", [nobody]),
  ];
}

/** The covered days of a kind of use; of any use where no export shows the kind by days. Null where none says. */
export const daysOfKind = ({ kinds, days }: CoveredTime, of: CoveredKind["of"]): Days | null =>
  kinds.find((kind) => kind.of === of)?.days ?? days;

/** The first of the last so many days up to `through` that these cover; the days count as they are without any. */
function recentFrom(covering: readonly (Window | null)[], through: DayNumber, dormantDays: Days): DayNumber {
  const windows = covering.filter((one) => one !== null);
  const spans = joinedSpans(windows.flatMap(coveredSpans)).filter(({ first }) => first <= through);
  let left: number = dormantDays;
  for (const span of spans.reverse()) {
    const last = Math.min(span.last, through);
    const covered = last - span.first + 1;
    if (covered >= left) return addDays(last as DayNumber, 1 - left);
    left -= covered;
  }
  // Fewer days are covered: any use in them is recent.
  const earliest = Math.min(spans.at(-1)?.first ?? Infinity, addDays(through, 1 - dormantDays));
  return earliest as DayNumber;
}

function closedIn({ all, seats: onSeats, tokens: onTokens }: Baseline["windows"]): DaySpan[] {
  const found = [all, onSeats, onTokens].flatMap((window) =>
    (window?.closed ?? []).filter(({ last }) => last >= (window?.baselineFirst ?? last)),
  );
  return joinedSpans(found);
}

function gapsIn({ all, seats: onSeats, tokens: onTokens }: Baseline["windows"]): UseGap[] {
  const gapsOf = (window: Window | null, of: UseGap["of"]): UseGap[] =>
    (window?.gaps ?? [])
      .filter(({ last }) => last >= (window?.baselineFirst ?? last))
      .map((gap) => ({ ...gap, of }));
  const common = gapsOf(all, "use");
  const isNew = (gap: DaySpan): boolean =>
    !common.some(({ first, last }) => first <= gap.first && gap.last <= last);
  return [
    ...common,
    ...gapsOf(onSeats, "use of seats").filter(isNew),
    ...gapsOf(onTokens, "use of tokens").filter(isNew),
  ];
}
