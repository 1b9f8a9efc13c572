import type { Assumptions } from "../assumptions";
import { at } from "../at";
import { grouped } from "../grouped";
import { daysThrough } from "../calendar";
import { Access, type Estate, type ReportedUse } from "../estate/estate";
import type { DayNumber } from "../units";
import type { Observed } from "./observed";
import { baselineDays, windowOver, type DaySpan, type Window } from "./windows";

/**
 * The use that Usage Reports show, from their rows that count. Reports of one period are slices: their rows are
 * added, each once. Of overlapping periods the longest counts, and periods that do not overlap are added.
 */
export function reportedUses(
  estate: Estate,
  counting: readonly ReportedUse[],
  assumptions: Assumptions,
): Observed[] {
  const periods = reportPeriods(estate.reportedUse);
  const keyOf = ({ person, product, access }: ReportedUse): string => `${person} ${product} ${access}`;
  const uses = [...grouped(counting, keyOf).values()].map((rows) =>
    reportedUse(estate, rows, periods, assumptions),
  );
  const ofProduct = grouped(uses, ({ person, product }) => `${person} ${product}`);
  return [...ofProduct.values()].flatMap((same) => {
    const productDays = same.reduce((sum, { days }) => sum + days, 0);
    return same.map((one) => ({ ...one, productDays }));
  });
}

/** Rows of Usage Reports on one person, product and access. */
function reportedUse(
  estate: Estate,
  rows: readonly ReportedUse[],
  periods: readonly ReportPeriod[],
  assumptions: Assumptions,
): Omit<Observed, "productDays"> {
  const chosen = periodsOf(rows, assumptions);
  const counting = chosen.flatMap((period) => rowsOnce(rows.filter((row) => samePeriod(row, period))));
  const first = at(counting, 0);
  const window = reportWindow(chosen, periods);
  const over = window === null ? assumptions.usageReportDays : baselineDays(window);
  const sum = (of: (row: ReportedUse) => number): number =>
    counting.reduce((total, row) => total + of(row), 0);
  const access = first.access === Access.tokens ? "tokens" : "seat";
  return {
    person: first.person,
    product: at(estate.products, first.product),
    access,
    days: Math.min(
      sum((row) => row.daysUsed ?? 0),
      over ?? Infinity,
    ),
    tokens: access === "tokens" ? sum((row) => row.tokensUsed ?? 0) : 0,
    blankDays:
      access === "tokens" ? sum((row) => (row.tokensUsed === undefined ? (row.daysUsed ?? 0) : 0)) : 0,
    computedDays: 0,
    lastDay: counting.reduce<DayNumber | null>(
      (last, { lastUse }) => (lastUse !== undefined && (last === null || lastUse > last) ? lastUse : last),
      null,
    ),
    period: { days: over, window },
    daily: false,
  };
}

/** Where several reports of one period have rows for the same version and team, the rows of the fullest report. */
function rowsOnce(rows: readonly ReportedUse[]): ReportedUse[] {
  const most = (list: readonly ReportedUse[]): number =>
    list.reduce((sum, { daysUsed, tokensUsed }) => sum + (daysUsed ?? 0) + (tokensUsed ?? 0) / 1e6, 0);
  return [...grouped(rows, ({ variant }) => variant ?? "").values()].flatMap((same) =>
    [...grouped(same, ({ origin }) => String(origin.source)).values()].reduce((a, b) =>
      most(b) > most(a) ? b : a,
    ),
  );
}

/** The dates that a Usage Report states, and the dates of other reports on any of its people. */
interface ReportPeriod extends DaySpan {
  readonly near: readonly DaySpan[];
}

const samePeriod = (a: ReportDates, b: ReportDates): boolean => a.from === b.from && a.to === b.to;
type ReportDates = Pick<ReportedUse, "from" | "to">;

function reportPeriods(rows: readonly ReportedUse[]): ReportPeriod[] {
  const periods = [...grouped(rows, ({ from, to }) => `${from} ${to}`).values()].flatMap((same) => {
    const { from, to } = at(same, 0);
    if (from === undefined || to === undefined) return [];
    return [{ first: from, last: to, people: new Set(same.map(({ person }) => person)) }];
  });
  return periods.map(({ first, last, people }) => ({
    first,
    last,
    near: periods.filter((other) => [...other.people].some((person) => people.has(person))),
  }));
}

/** The longest periods that do not overlap, so that no day counts twice. */
function periodsOf(rows: readonly ReportedUse[], assumptions: Assumptions): ReportDates[] {
  const length = (one: ReportDates): number => reportDays(one, assumptions) ?? 0;
  const distinct = [...grouped(rows, ({ from, to }) => `${from} ${to}`).values()].map((same) => at(same, 0));
  const chosen: ReportDates[] = [];
  for (const one of distinct.sort((a, b) => length(b) - length(a) || (b.to ?? 0) - (a.to ?? 0)))
    if (chosen.every((other) => isApart(one, other))) chosen.push(one);
  return chosen;
}

const isApart = (a: ReportDates, b: ReportDates): boolean =>
  (a.to ?? Infinity) < (b.from ?? -Infinity) || (b.to ?? Infinity) < (a.from ?? -Infinity);

/**
 * The days of the chosen periods, and of reports on the same people at other times: without a row there, the
 * person used nothing then. Null without dates.
 */
function reportWindow(chosen: readonly ReportDates[], periods: readonly ReportPeriod[]): Window | null {
  const own = periods.filter(({ first, last }) =>
    chosen.some(({ from, to }) => from === first && to === last),
  );
  const spans: DaySpan[] = [...own];
  for (const near of own.flatMap((period) => period.near))
    if (spans.every(({ first, last }) => last < near.first || near.last < first)) spans.push(near);
  return windowOver(spans);
}

const reportDays = ({ from, to }: ReportDates, assumptions: Assumptions): number | null =>
  from !== undefined && to !== undefined ? daysThrough(from, to) : assumptions.usageReportDays;
