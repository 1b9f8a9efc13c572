import type { Assumptions } from "../assumptions";
import { daysThrough } from "../calendar";
import { Access, NOBODY, type Estate, type PersonIndex, type ReportedUse } from "../estate/estate";
import type { DayNumber } from "../units";
import type { Baseline } from "./baseline";
import { baselineDays, type Window } from "./windows";

/** The use of one product by one person, on seats or tokens, over the time that the exports cover. */
export interface Observed {
  readonly person: PersonIndex;
  readonly product: string;
  readonly access: "seat" | "tokens";
  readonly days: number;
  /** Tokens as exported; `blankDays` counts the days on tokens for which the export gives none. */
  readonly tokens: number;
  readonly blankDays: number;
  readonly lastDay: DayNumber | null;
  readonly period: Period;
  /** Whether single days are known, or only a report's totals. */
  readonly daily: boolean;
}

/** The time that an export covers; null is unknown. */
export interface Period {
  readonly days: number | null;
  readonly first: DayNumber | null;
  readonly last: DayNumber | null;
}

/** The use that counts. */
export interface Sightings {
  readonly observed: readonly Observed[];
  /** People that only a Usage Report shows, although daily exports exist. */
  readonly reportedOnly: ReadonlySet<PersonIndex>;
}

/**
 * The daily exports, completed by Usage Reports. Daily rows beat totals: a report's rows of a person count
 * only for a kind of access without daily rows of that person, so that nothing counts twice. Of several
 * reports on one person, product and access, the report over the longest time counts.
 */
export function sightings(estate: Estate, baseline: Baseline, assumptions: Assumptions): Sightings {
  const kept = new Map<string, ReportedUse[]>();
  const reportedOnly = new Set<PersonIndex>();
  for (const one of estate.reportedUse) {
    const seen = one.access === Access.tokens ? baseline.seenOnTokens : baseline.seenOnSeats;
    if (seen[one.person] === 1 || ((one.daysUsed ?? 0) === 0 && one.tokensUsed === undefined)) continue;
    if (baseline.windows.all !== null) reportedOnly.add(one.person);
    const key = `${one.person} ${one.product} ${one.access}`;
    const rows = kept.get(key) ?? [];
    const rival = rows[0];
    if (rival === undefined || rival.origin.source === one.origin.source) kept.set(key, [...rows, one]);
    else if ((reportDays(one, assumptions) ?? 0) > (reportDays(rival, assumptions) ?? 0))
      kept.set(key, [one]);
  }
  const reported = [...kept.values()].map((rows) => reportedUse(estate, rows, assumptions));
  return { observed: [...dailyUses(estate, baseline), ...reported], reportedOnly };
}

function dailyUses(estate: Estate, { pairs, windows }: Baseline): Observed[] {
  const list: Observed[] = [];
  pairs.person.forEach((person, i) => {
    const product = estate.products[pairs.product[i] as number] as string;
    const lastDay = pairs.lastDay[i] as DayNumber;
    const fromPool = (pairs.tokenDays[i] as number) + (pairs.blankDays[i] as number);
    const seatDays = pairs.seatDays[i] as number;
    if (fromPool > 0) {
      list.push({
        person,
        product,
        access: "tokens",
        days: fromPool,
        tokens: pairs.tokens[i] as number,
        blankDays: pairs.blankDays[i] as number,
        lastDay,
        period: periodOf(person === NOBODY ? windows.nobody : windows.tokens),
        daily: true,
      });
    }
    if (seatDays > 0) {
      list.push({
        person,
        product,
        access: "seat",
        days: seatDays,
        tokens: 0,
        blankDays: 0,
        lastDay,
        period: periodOf(person === NOBODY ? windows.nobody : windows.seats),
        daily: true,
      });
    }
  });
  return list;
}

const periodOf = (window: Window | null): Period =>
  window === null
    ? { days: null, first: null, last: null }
    : { days: baselineDays(window), first: window.baselineFirst, last: window.last };

/** The rows of one report on one person, product and access; teams or versions may have separate rows. */
function reportedUse(estate: Estate, rows: readonly ReportedUse[], assumptions: Assumptions): Observed {
  const first = rows[0] as ReportedUse;
  const over = reportDays(first, assumptions);
  const sum = (of: (row: ReportedUse) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const access = first.access === Access.tokens ? "tokens" : "seat";
  return {
    person: first.person,
    product: estate.products[first.product] as string,
    access,
    days: Math.min(
      sum((row) => row.daysUsed ?? 0),
      over ?? Infinity,
    ),
    tokens: access === "tokens" ? sum((row) => row.tokensUsed ?? 0) : 0,
    blankDays:
      access === "tokens" ? sum((row) => (row.tokensUsed === undefined ? (row.daysUsed ?? 0) : 0)) : 0,
    lastDay: rows.reduce<DayNumber | null>(
      (last, { lastUse }) => (lastUse !== undefined && (last === null || lastUse > last) ? lastUse : last),
      null,
    ),
    period: { days: over, first: first.from ?? null, last: first.to ?? null },
    daily: false,
  };
}

const reportDays = ({ from, to }: ReportedUse, assumptions: Assumptions): number | null =>
  from !== undefined && to !== undefined ? daysThrough(from, to) : assumptions.usageReportDays;
