import { at } from "../at";
import { daysThrough, firstDayOf, lastDayOf, monthOf } from "../calendar";
import { NOBODY, type DailyUse, type SourceIndex } from "../estate/estate";
import { tokens, type DayNumber, type MonthNumber } from "../units";
import type { Baseline } from "../usage/baseline";
import type { DaySpan, Window } from "../usage/windows";
import { workdaysOf, type Holidays } from "../usage/workday-gaps";
import type { GroupGap } from "./group-gaps";

/** What the exports without people show of a month. */
interface ExportsOfMonth extends DaySpan {
  /** How many of them cover it, each by its working days. */
  readonly exports: number;
  /** NaN where a row does not state its tokens. */
  readonly drawn: number;
}

/**
 * Months that fewer exports without people cover than those beside them, where such exports add up: a file of one of
 * several agreements is missing, or an agreement began or ended. Files of single months show no gap by themselves.
 */
export function fewerExports(
  rows: DailyUse,
  { slices: { slices, wholes } }: Pick<Baseline, "slices">,
  span: { readonly all: Window; readonly holidays: Holidays },
): GroupGap[] {
  if (slices.length === 0) return [];
  const runs = runsOf(exportsByMonth(rows, wholes, span));
  return runs.flatMap((run, i): GroupGap[] => {
    const beside = [runs[i - 1]?.at(-1), runs[i + 1]?.[0]].filter((month) => month !== undefined);
    const [own, last] = [at(run, 0), at(run, run.length - 1)];
    if (beside.length === 0 || beside.some(({ exports }) => exports <= own.exports)) return [];
    // Months differ in length.
    const usual = beside.reduce((sum, month) => sum + month.drawn / lengthOfMonth(month), 0) / beside.length;
    const missing = run.reduce(
      (sum, month) => sum + Math.max(usual * lengthOfMonth(month) - month.drawn, 0),
      0,
    );
    const months = { first: own.first, last: last.last };
    // Of unstated tokens nobody knows how many are missing.
    const drawn = tokens(Number.isNaN(missing) ? 0 : missing);
    return [{ ...months, group: "exports", name: "", people: new Set(), tokens: drawn }];
  });
}

const lengthOfMonth = ({ first, last }: DaySpan): number => daysThrough(first, last);

/** Months in a row with the same number of exports. */
function runsOf(months: readonly ExportsOfMonth[]): ExportsOfMonth[][] {
  const runs: ExportsOfMonth[][] = [];
  for (const month of months) {
    const run = runs.at(-1);
    if (run?.[0]?.exports === month.exports) run.push(month);
    else runs.push([month]);
  }
  return runs;
}

/** Every month of the baseline year, in order. Files of one export count as one. */
function exportsByMonth(
  rows: DailyUse,
  wholes: Uint16Array,
  { all, holidays }: { readonly all: Window; readonly holidays: Holidays },
): ExportsOfMonth[] {
  const spans = new Map<SourceIndex, DaySpan>();
  const [start, end] = [monthOf(all.baselineFirst), monthOf(all.last)];
  const drawn = new Float64Array(end - start + 1);
  for (let row = 0; row < rows.length; row++) {
    const [source, day] = [rows.source[row]!, rows.day[row]! as DayNumber];
    // Rows of repeated exports would count twice.
    if (rows.person[row] !== NOBODY || wholes[source] !== source || day < all.baselineFirst || day > all.last)
      continue;
    const { first, last } = spans.get(source) ?? { first: day, last: day };
    spans.set(source, { first: day < first ? day : first, last: day > last ? day : last });
    drawn[monthOf(day) - start]! += rows.tokens[row]!;
  }
  const ofWholes = [...spans.values()];
  const found: ExportsOfMonth[] = [];
  for (let month = start; month <= end; month = (month + 1) as MonthNumber) {
    const own = {
      first: lastOfBoth(firstDayOf(month), all.baselineFirst),
      last: firstOfBoth(lastDayOf(month), all.last),
    };
    const workdays = workdaysOf(own, holidays).length;
    const covered = ofWholes.reduce((sum, span) => {
      const shared = { first: lastOfBoth(span.first, own.first), last: firstOfBoth(span.last, own.last) };
      return sum + workdaysOf(shared, holidays).length;
    }, 0);
    // A month without working days says nothing.
    if (workdays > 0)
      found.push({ ...own, exports: Math.round(covered / workdays), drawn: drawn[month - start]! });
  }
  return found;
}

const lastOfBoth = (a: DayNumber, b: DayNumber): DayNumber => (a > b ? a : b);
const firstOfBoth = (a: DayNumber, b: DayNumber): DayNumber => (a < b ? a : b);
