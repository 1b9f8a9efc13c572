import { DAYS_PER_YEAR, firstDayOf, monthOf } from "../calendar";
import { tokensPerDay, type RateBook } from "../estate/rates";
import { NOBODY, type Estate, type TokenPack } from "../estate/estate";
import { days, tokens, total, type DayNumber, type Days, type MonthNumber, type Tokens } from "../units";
import type { Baseline } from "../usage/baseline";
import type { Observed, Sightings } from "../usage/observed";
import type { Window } from "../usage/windows";

/** Tokens drawn in one calendar month. */
export interface MonthUse {
  readonly month: MonthNumber;
  readonly tokens: Tokens;
}

/** The tokens that were drawn, by everyone. */
export interface Consumption {
  /** Every month of the daily exports, in order, months without use too. */
  readonly months: readonly MonthUse[];
  /** The whole months of the last twelve. */
  readonly wholeMonths: readonly MonthUse[];
  /** The dearest month of the last twelve; null where no export gives days. */
  readonly peak: Tokens | null;
  /** Tokens as they were drawn, and the days they were drawn in, where all exports cover the same time; else a year. */
  readonly observed: Tokens;
  readonly observedDays: Days;
  /** Taken to 365 days where less was seen. */
  readonly year: Tokens;
  /** Of a year's tokens, those of which no export says who drew them: no cover can be chosen for them. */
  readonly withoutUsers: Tokens;
  readonly byProduct: readonly { readonly product: string; readonly tokens: Tokens }[];
  /** Whether any of it is days × rate, because an export left tokens blank. */
  readonly estimated: boolean;
  /** Products whose blank days could not be turned into tokens, as no rate is known, with those days. */
  readonly unknown: readonly { readonly product: string; readonly days: number }[];
  /** Tokens of exports without users that were left out, as an export with users states the same product. */
  readonly leftOut: Tokens;
}

/**
 * Adds up what was drawn, from the same sightings as everybody's demand, each taken to a year from the time that its export
 * covers. Exports without users count only for products that no export with users states.
 */
export function consumptionOf(
  estate: Estate,
  baseline: Baseline,
  seen: Sightings,
  rates: RateBook,
  asOf: DayNumber,
): Consumption {
  const drawn = seen.observed.filter(
    ({ access, tokens: n, blankDays }) => access === "tokens" && (n !== 0 || blankDays > 0),
  );
  const withUsers = new Set(drawn.filter(({ person }) => person !== NOBODY).map(({ product }) => product));
  const counts = (one: Observed): boolean => one.person !== NOBODY || !withUsers.has(one.product);
  const counted = drawn.filter(counts);

  const unknown = new Map<string, number>();
  const byProduct = new Map<string, number>();
  let observed = 0;
  let withoutUsers = 0;
  for (const one of counted) {
    const perDay = tokensPerDay(rates, one.product, asOf);
    if (one.blankDays > 0 && perDay === undefined) {
      unknown.set(one.product, (unknown.get(one.product) ?? 0) + one.blankDays);
    }
    if (one.period.days === null) continue;
    const seenTokens = one.tokens + one.blankDays * (perDay ?? 0);
    const ofYear = (seenTokens * DAYS_PER_YEAR) / one.period.days;
    observed += seenTokens;
    if (one.person === NOBODY) withoutUsers += ofYear;
    byProduct.set(one.product, (byProduct.get(one.product) ?? 0) + ofYear);
  }

  const year = total([...byProduct.values()].map(tokens));
  const periods = new Set(counted.map(({ period }) => period.days));
  const [only] = periods;
  const oneTime = periods.size === 1 && only !== null && only !== undefined;
  const months = monthsOf(estate, baseline, rates, withUsers);
  const window = drawnWindow(baseline);
  const baselineFirst = window?.baselineFirst ?? Infinity;
  // Totals without days are in the year and in no month, so the months cannot speak for it.
  const allDaily = counted.every(({ daily }) => daily);
  const recent = months.filter(
    ({ month }) => allDaily && (firstDayOf(month) >= baselineFirst || window?.first === baselineFirst),
  );
  return {
    months,
    wholeMonths: recent.filter(
      ({ month }) =>
        firstDayOf(month) >= baselineFirst &&
        firstDayOf((month + 1) as MonthNumber) <= (window?.last ?? 0) + 1,
    ),
    peak: recent.length === 0 ? null : tokens(Math.max(...recent.map((month) => month.tokens))),
    observed: oneTime ? tokens(observed) : year,
    observedDays: days(oneTime ? only : DAYS_PER_YEAR),
    year,
    withoutUsers: tokens(withoutUsers),
    byProduct: [...byProduct]
      .filter(([, n]) => n > 0)
      .map(([product, n]) => ({ product, tokens: tokens(n) }))
      .sort((a, b) => b.tokens - a.tokens || (a.product < b.product ? -1 : 1)),
    estimated: counted.some(({ blankDays }) => blankDays > 0),
    unknown: [...unknown]
      .map(([product, count]) => ({ product, days: count }))
      .sort((a, b) => (a.product < b.product ? -1 : 1)),
    leftOut: total(drawn.filter((one) => !counts(one)).map((one) => tokens(one.tokens))),
  };
}

/** What the daily exports show month by month; blank days at the rate of the month's first day. */
function monthsOf(
  estate: Estate,
  baseline: Baseline,
  rates: RateBook,
  withUsers: ReadonlySet<string>,
): MonthUse[] {
  const window = drawnWindow(baseline);
  if (window === null) return [];
  const { months } = baseline;
  const byMonth = new Map<MonthNumber, number>();
  months.person.forEach((person, i) => {
    const product = estate.products[months.product[i] as number] as string;
    if (person === NOBODY && withUsers.has(product)) return;
    const month = months.month[i] as MonthNumber;
    const blank = (months.blankDays[i] as number) * (tokensPerDay(rates, product, firstDayOf(month)) ?? 0);
    byMonth.set(month, (byMonth.get(month) ?? 0) + (months.tokens[i] as number) + blank);
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

/**
 * How much of a pack is a year's purchase, as of a day: all of one that was bought in the last 12 months or is running, a part of
 * one that runs for years, nothing of one that is over.
 */
export function yearlyShare({ purchased, ends }: TokenPack, asOf: DayNumber): number {
  if (purchased > asOf || (ends !== undefined && ends < purchased)) return 0;
  const term = ends === undefined ? DAYS_PER_YEAR : ends - purchased;
  const runs = ends !== undefined && ends >= asOf;
  if (term > DAYS_PER_YEAR + 1) return runs ? DAYS_PER_YEAR / term : 0;
  return runs || purchased > asOf - DAYS_PER_YEAR ? 1 : 0;
}
