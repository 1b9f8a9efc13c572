import { at } from "../at";
import { daysIn, firstDayOf, lastDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { most, sumKnown, tokens, type DayNumber, type MonthNumber, type Tokens } from "../units";
import type { Baseline } from "../usage/baseline";
import { coveredDays, type Window } from "../usage/windows";

/** Tokens drawn in one calendar month. */
export interface MonthUse {
  readonly month: MonthNumber;
  /** Null if no export covers the month, or if a rate is unknown. */
  readonly tokens: Tokens | null;
  /** Whether any export covers a day of the month; of other months, no row says nothing about use. */
  readonly covered: boolean;
}

/** The tokens by month. */
export interface MonthlyUse {
  /** Every month from the first to the last of the daily exports, in order. */
  readonly months: readonly MonthUse[];
  /** All wholly covered months, without people who left. */
  readonly history: readonly MonthUse[];
  /** The wholly covered months of the last twelve, without people who left. */
  readonly wholeMonths: readonly MonthUse[];
  /** The highest whole month; null without one, or if an export gives no days. */
  readonly peak: Tokens | null;
}

/** The rows that count. */
export interface Counting {
  /** Whether rows without a person are left out, because an export with people states the product. */
  readonly isDoubled: (person: PersonIndex, product: string) => boolean;
  readonly hasLeft: (person: PersonIndex) => boolean;
  /** Whether all tokens are in exports that give days. */
  readonly areDaily: boolean;
}

const NO_MONTHS: MonthlyUse = { months: [], history: [], wholeMonths: [], peak: null };

export function monthlyUse(
  context: Context,
  baseline: Baseline,
  { isDoubled, hasLeft, areDaily }: Counting,
): MonthlyUse {
  const covering = coveringWindows(baseline);
  if (covering.length === 0) return NO_MONTHS;
  const months = monthsIn(covering, drawnByMonth(context, baseline, isDoubled));
  // Totals without days are in the year and in no month: the months then say nothing about the year.
  if (!areDaily) return { ...NO_MONTHS, months };
  const leavesOut = (person: PersonIndex, product: string): boolean =>
    hasLeft(person) || isDoubled(person, product);
  const ofStaying = monthsIn(covering, drawnByMonth(context, baseline, leavesOut));
  const history = wholeMonthsIn(covering, ofStaying);
  const wholeMonths = ofStaying.filter(({ month }) =>
    covering.every((window) => isWholeFrom(window, window.baselineFirst, month)),
  );
  const known = wholeMonths.flatMap((month) => month.tokens ?? []);
  const isPeakKnown = known.length > 0 && known.length === wholeMonths.length;
  return { months, history, wholeMonths, peak: isPeakKnown ? known.reduce((a, b) => most(a, b)) : null };
}

const coveringWindows = ({ windows }: Baseline): Window[] =>
  [windows.tokens, windows.nobody].filter((window) => window !== null);

const wholeMonthsIn = (covering: readonly Window[], months: readonly MonthUse[]): MonthUse[] =>
  months.filter(({ month }) => covering.every((window) => isWholeFrom(window, window.first, month)));

/** The parts of each month's tokens; null for a part of unknown rate. */
export type Drawn = ReadonlyMap<MonthNumber, readonly (Tokens | null)[]>;

function monthsIn(covering: readonly Window[], drawn: Drawn): MonthUse[] {
  const first = monthOf(Math.min(...covering.map((window) => window.first)) as DayNumber);
  const last = monthOf(Math.max(...covering.map((window) => window.last)) as DayNumber);
  return Array.from({ length: last - first + 1 }, (_, i): MonthUse => {
    const month = (first + i) as MonthNumber;
    const covered = covering.some((window) => coveredInMonth(window, window.first, month) > 0);
    return { month, tokens: covered ? sumKnown(drawn.get(month) ?? []) : null, covered };
  });
}

/** The covered days of a month from a day on. */
function coveredInMonth(window: Window, from: DayNumber, month: MonthNumber): number {
  const first = Math.max(firstDayOf(month), from) as DayNumber;
  const last = Math.min(lastDayOf(month), window.last) as DayNumber;
  return first > last ? 0 : coveredDays(window, first, last);
}

/** Whether every day of a month from a day on is covered. */
const isWholeFrom = (window: Window, from: DayNumber, month: MonthNumber): boolean =>
  coveredInMonth(window, from, month) === daysIn(month);

/** Tokens as exported, and blank days at the rate of the month's first day. */
const drawnByMonth = (
  context: Context,
  baseline: Baseline,
  leavesOut: (person: PersonIndex, product: string) => boolean,
): Drawn =>
  drawnByKey(context, baseline, (person, product) => (leavesOut(person, product) ? undefined : ALL)).get(
    ALL,
  ) ?? new Map<MonthNumber, (Tokens | null)[]>();

/** The key of all uses together. */
export const ALL = "all";

/** The same by a key of each person and product; without those that have none. */
export function drawnByKey(
  { estate, rates }: Context,
  { months }: Baseline,
  keyOf: (person: PersonIndex, product: string) => string | undefined,
): ReadonlyMap<string, Drawn> {
  const byKey = new Map<string, Map<MonthNumber, (Tokens | null)[]>>();
  months.person.forEach((person, i) => {
    const product = at(estate.products, at(months.product, i));
    const key = keyOf(person, product);
    if (key === undefined) return;
    const month = at(months.month, i);
    const blankDays = at(months.blankDays, i);
    const perDay = blankDays === 0 ? 0 : tokensPerDay(rates, product, firstDayOf(month));
    const byMonth = byKey.get(key) ?? new Map<MonthNumber, (Tokens | null)[]>();
    byKey.set(key, byMonth);
    const parts = byMonth.get(month) ?? [];
    byMonth.set(month, parts);
    parts.push(perDay === undefined ? null : tokens(at(months.tokens, i) + blankDays * perDay));
  });
  return byKey;
}

/** The whole months of each of these keys. */
export function historiesBy(
  context: Context,
  baseline: Baseline,
  keys: readonly string[],
  keyOf: (person: PersonIndex, product: string) => string | undefined,
): ReadonlyMap<string, readonly MonthUse[]> {
  const covering = coveringWindows(baseline);
  const drawn = drawnByKey(context, baseline, keyOf);
  const none: Drawn = new Map();
  return new Map(
    keys.map((key) => [
      key,
      covering.length === 0 ? [] : wholeMonthsIn(covering, monthsIn(covering, drawn.get(key) ?? none)),
    ]),
  );
}
