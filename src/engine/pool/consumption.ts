import { at } from "../at";
import { DAYS_PER_YEAR, firstDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import { NOBODY, type PersonIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import {
  days,
  minus,
  plus,
  tokens,
  total,
  type DayNumber,
  type Days,
  type MonthNumber,
  type Tokens,
} from "../units";
import type { Baseline } from "../usage/baseline";
import type { Observed } from "../usage/observed";
import type { Usage } from "../usage/usage";
import type { Window } from "../usage/windows";

/** Tokens drawn in one calendar month. */
export interface MonthUse {
  readonly month: MonthNumber;
  readonly tokens: Tokens;
}

/** The tokens drawn, in all. */
export interface Consumption {
  /** Every month of the daily exports, in order, months without use included. */
  readonly months: readonly MonthUse[];
  /** The whole months of the last twelve, without people who left. */
  readonly wholeMonths: readonly MonthUse[];
  /** The highest month of the last twelve, without people who left; null if no export gives days. */
  readonly peak: Tokens | null;
  /** Tokens as drawn, and the days of the exports, if all cover the same time; else a year. */
  readonly observed: Tokens;
  readonly observedDays: Days;
  /** Annualised where the exports cover less than a year. */
  readonly year: Tokens;
  /** The part of `year` drawn by people who left: it is in the history, and nobody draws it next year. */
  readonly leavers: Tokens;
  /** The part of `year` from exports without users: no cover can be chosen for it. */
  readonly withoutUsers: Tokens;
  readonly byProduct: readonly { readonly product: string; readonly tokens: Tokens }[];
  /** Whether any tokens are days × rate, because an export leaves tokens blank. */
  readonly estimated: boolean;
  /** Products with blank tokens and no rate, and their days: in no sum. */
  readonly unknown: readonly { readonly product: string; readonly days: number }[];
  /** Tokens of exports without users that an export with users states too: in no sum. */
  readonly leftOut: Tokens;
}

/**
 * Adds up the same sightings as the demands, each annualised over the time that its export covers. An export
 * without users counts only for products that no export with users states.
 */
export function consumptionOf(context: Context, { baseline, seen, demands }: Usage): Consumption {
  const drawn = seen.observed.filter(
    (one) => one.access === "tokens" && (one.tokens !== 0 || one.blankDays > 0),
  );
  const withUsers = new Set(drawn.filter(({ person }) => person !== NOBODY).map(({ product }) => product));
  const doubled = (one: Observed): boolean => one.person === NOBODY && withUsers.has(one.product);
  const counting = drawn.filter((one) => !doubled(one));
  const sums = sumsOf(counting, context);
  const hasLeft = (person: PersonIndex): boolean => demands[person]?.leaver === true;
  const staying = counting.filter(({ person }) => !hasLeft(person));
  const year = total([...sums.byProduct.values()]);
  const periods = new Set(counting.map(({ period }) => period.days));
  const [only] = periods;
  const sameTime = periods.size === 1 && only !== null && only !== undefined;
  return {
    ...monthsOf(context, baseline, { counting, withUsers, hasLeft }),
    observed: sameTime ? sums.observed : year,
    observedDays: days(sameTime ? only : DAYS_PER_YEAR),
    year,
    leavers: minus(year, total([...sumsOf(staying, context).byProduct.values()])),
    withoutUsers: sums.withoutUsers,
    byProduct: [...sums.byProduct]
      .filter(([, n]) => n > 0)
      .map(([product, n]) => ({ product, tokens: n }))
      .sort((a, b) => b.tokens - a.tokens || (a.product < b.product ? -1 : 1)),
    estimated: counting.some(({ blankDays }) => blankDays > 0),
    unknown: [...sums.unknownDays]
      .map(([product, count]) => ({ product, days: count }))
      .sort((a, b) => (a.product < b.product ? -1 : 1)),
    leftOut: total(drawn.filter(doubled).map((one) => tokens(one.tokens))),
  };
}

function sumsOf(counting: readonly Observed[], { rates, asOf }: Context) {
  const unknownDays = new Map<string, number>();
  const byProduct = new Map<string, Tokens>();
  let observed = tokens(0);
  let withoutUsers = tokens(0);
  for (const { product, person, period, blankDays, tokens: exported } of counting) {
    const perDay = tokensPerDay(rates, product, asOf);
    if (blankDays > 0 && perDay === undefined)
      unknownDays.set(product, (unknownDays.get(product) ?? 0) + blankDays);
    if (period.days === null) continue;
    const drawn = tokens(exported + (perDay === undefined ? 0 : blankDays * perDay));
    const annual = tokens((drawn * DAYS_PER_YEAR) / period.days);
    observed = plus(observed, drawn);
    if (person === NOBODY) withoutUsers = plus(withoutUsers, annual);
    byProduct.set(product, plus(byProduct.get(product) ?? tokens(0), annual));
  }
  return { unknownDays, byProduct, observed, withoutUsers };
}

/** The sightings that count, and how they are told apart. */
interface Counting {
  readonly counting: readonly Observed[];
  /** Products of which an export with users states the tokens. */
  readonly withUsers: ReadonlySet<string>;
  readonly hasLeft: (person: PersonIndex) => boolean;
}

function monthsOf(
  context: Context,
  baseline: Baseline,
  { counting, withUsers, hasLeft }: Counting,
): Pick<Consumption, "months" | "wholeMonths" | "peak"> {
  const window = drawnWindow(baseline);
  // Totals without days are in the year and in no month: the months then say nothing about the year.
  if (window === null) return { months: [], wholeMonths: [], peak: null };
  const isDoubled = (person: PersonIndex, product: string): boolean =>
    person === NOBODY && withUsers.has(product);
  const months = drawnByMonth(context, baseline, window, isDoubled);
  const staying = drawnByMonth(
    context,
    baseline,
    window,
    (person, product) => hasLeft(person) || isDoubled(person, product),
  );
  if (!counting.every(({ daily }) => daily)) return { months, wholeMonths: [], peak: null };
  const { first, last, baselineFirst } = window;
  const recent = staying.filter(({ month }) => firstDayOf(month) >= baselineFirst || first === baselineFirst);
  const isWhole = ({ month }: MonthUse): boolean =>
    firstDayOf(month) >= baselineFirst && firstDayOf((month + 1) as MonthNumber) <= last + 1;
  return {
    months,
    wholeMonths: recent.filter(isWhole),
    peak: recent.length === 0 ? null : tokens(Math.max(...recent.map((month) => month.tokens))),
  };
}

/** The tokens of the daily exports by month; blank days count at the rate of the month's first day. */
function drawnByMonth(
  { estate, rates }: Context,
  { months }: Baseline,
  window: Window,
  leavesOut: (person: PersonIndex, product: string) => boolean,
): MonthUse[] {
  const byMonth = new Map<MonthNumber, number>();
  months.person.forEach((person, i) => {
    const product = at(estate.products, at(months.product, i));
    if (leavesOut(person, product)) return;
    const month = at(months.month, i);
    const blank = at(months.blankDays, i) * (tokensPerDay(rates, product, firstDayOf(month)) ?? 0);
    byMonth.set(month, (byMonth.get(month) ?? 0) + at(months.tokens, i) + blank);
  });
  const first = monthOf(window.first);
  return Array.from({ length: monthOf(window.last) - first + 1 }, (_, i) => {
    const month = (first + i) as MonthNumber;
    return { month, tokens: tokens(byMonth.get(month) ?? 0) };
  });
}

/** The time that the exports of tokens cover. */
function drawnWindow({ windows: { tokens: named, nobody } }: Baseline): Window | null {
  if (named === null || nobody === null) return named ?? nobody;
  return {
    first: Math.min(named.first, nobody.first) as DayNumber,
    last: Math.max(named.last, nobody.last) as DayNumber,
    baselineFirst: Math.max(named.baselineFirst, nobody.baselineFirst) as DayNumber,
  };
}
