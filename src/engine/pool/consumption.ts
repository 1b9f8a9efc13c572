import type { Assumptions } from "../assumptions";
import { DAYS_PER_YEAR, daysThrough, firstDayOf, monthOf } from "../calendar";
import { tokensPerDay, type RateBook } from "../cost/rates";
import { Access, NOBODY, type Estate } from "../estate";
import { days, tokens, type Days, type MonthNumber, type Tokens } from "../units";
import type { Baseline } from "../usage/baseline";
import type { MonthUse } from "./sizing";

/** The tokens that were drawn, by everyone. */
export interface Consumption {
  /** Every month of the daily exports, in order, months without use too. */
  readonly months: readonly MonthUse[];
  /** The months of the baseline year. */
  readonly baselineMonths: readonly MonthUse[];
  /** Tokens of the baseline year as they were drawn, and the days they were drawn in. */
  readonly observed: Tokens;
  readonly observedDays: Days;
  /** The same, taken to 365 days where less was seen. */
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

/** Adds up what was drawn. Exports without users count only for products that no export with users states. */
export function consumptionOf(
  estate: Estate,
  baseline: Baseline,
  rates: RateBook,
  assumptions: Assumptions,
): Consumption {
  const { months } = baseline;
  const withUsers = new Set<number>();
  months.person.forEach((person, i) => {
    const drew = (months.tokens[i] as number) > 0 || (months.blankDays[i] as number) > 0;
    if (person !== NOBODY && drew) withUsers.add(months.product[i] as number);
  });

  const byMonth = new Map<MonthNumber, number>();
  const unknown = new Map<string, number>();
  const byProduct = new Map<string, number>();
  let estimated = false;
  let leftOut = 0;
  months.person.forEach((person, i) => {
    const product = estate.products[months.product[i] as number] as string;
    const month = months.month[i] as MonthNumber;
    const blank = months.blankDays[i] as number;
    const given = months.tokens[i] as number;
    if (person === NOBODY && withUsers.has(months.product[i] as number)) {
      leftOut += given;
      return;
    }
    const perDay = tokensPerDay(rates, product, firstDayOf(month));
    if (blank > 0 && perDay === undefined) unknown.set(product, (unknown.get(product) ?? 0) + blank);
    if (blank > 0) estimated = true;
    byMonth.set(month, (byMonth.get(month) ?? 0) + given + blank * (perDay ?? 0));
  });

  const { pairs, window } = baseline;
  const observed = window === null ? DAYS_PER_YEAR : daysThrough(window.baselineFirst, window.last);
  let withoutUsers = 0;
  pairs.person.forEach((person, i) => {
    if (person === NOBODY && withUsers.has(pairs.product[i] as number)) return;
    const product = estate.products[pairs.product[i] as number] as string;
    const perDay = window === null ? undefined : tokensPerDay(rates, product, window.last);
    const drawn = (pairs.tokens[i] as number) + (pairs.blankDays[i] as number) * (perDay ?? 0);
    const ofYear = (drawn * DAYS_PER_YEAR) / observed;
    if (person === NOBODY) withoutUsers += ofYear;
    byProduct.set(product, (byProduct.get(product) ?? 0) + ofYear);
  });
  if (pairs.person.length === 0) addReported(estate, assumptions, byProduct);

  const year = tokens([...byProduct.values()].reduce((sum, n) => sum + n, 0));
  const all = window === null ? [] : monthsBetween(monthOf(window.first), monthOf(window.last));
  const series = all.map((month) => ({ month, tokens: tokens(byMonth.get(month) ?? 0) }));
  return {
    months: series,
    baselineMonths: series.filter(({ month }) => window !== null && month >= monthOf(window.baselineFirst)),
    observed: tokens((year * observed) / DAYS_PER_YEAR),
    observedDays: days(observed),
    year,
    withoutUsers: tokens(withoutUsers),
    byProduct: [...byProduct]
      .filter(([, n]) => n > 0)
      .map(([product, n]) => ({ product, tokens: tokens(n) }))
      .sort((a, b) => b.tokens - a.tokens || (a.product < b.product ? -1 : 1)),
    estimated,
    unknown: [...unknown].map(([product, count]) => ({ product, days: count })).sort((a, b) => (a.product < b.product ? -1 : 1)),
    leftOut: tokens(leftOut),
  }; // prettier-ignore
}

function addReported(estate: Estate, assumptions: Assumptions, byProduct: Map<string, number>): void {
  for (const { access, product, tokensUsed, from, to } of estate.reportedUse) {
    const observed =
      from !== undefined && to !== undefined ? daysThrough(from, to) : assumptions.usageReportDays;
    if (access !== Access.tokens || tokensUsed === undefined || observed === null) continue;
    const name = estate.products[product] as string;
    byProduct.set(name, (byProduct.get(name) ?? 0) + (tokensUsed * DAYS_PER_YEAR) / observed);
  }
}

const monthsBetween = (first: MonthNumber, last: MonthNumber): MonthNumber[] =>
  Array.from({ length: last - first + 1 }, (_, i) => (first + i) as MonthNumber);
