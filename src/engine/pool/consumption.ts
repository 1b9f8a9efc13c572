import { DAYS_PER_YEAR } from "../calendar";
import type { Context } from "../estate/context";
import { NOBODY, type PersonIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { yearlyFactor } from "../rules/yearly-use";
import {
  days,
  minus,
  plus,
  rate,
  scale,
  tokens,
  total,
  type Days,
  type TokenRate,
  type Tokens,
} from "../units";
import { sightings, type Observed } from "../usage/observed";
import type { Usage } from "../usage/usage";
import { windowsIfClosed } from "../usage/windows";
import { dailyDraws, type DailyDraws } from "./daily-draws";
import { monthlyUse, type Counting, type MonthlyUse } from "./months";
import { addTo } from "../tally";

/** The tokens drawn, in all. A figure is null if days without a known rate belong to it. */
export interface Consumption extends MonthlyUse {
  /** Tokens as drawn, and the covered days, if all exports cover the same time; else a year. */
  readonly observed: Tokens | null;
  readonly observedDays: Days;
  /** Annualised where the exports cover less than a year; null if they cover too few days to decide anything. */
  readonly year: Tokens | null;
  /** `year` if nobody worked in the gaps that may be works holidays; null where there is no such gap, or no `year`. */
  readonly yearIfClosed: Tokens | null;
  /** A year as seen, without the days of unknown rate, so that the year has at least these. */
  readonly leastYear: Tokens;
  /** The part of `leastYear` drawn by people who left: it is in the history, and nobody draws it next year. */
  readonly leavers: Tokens;
  /** The part of `leastYear` from exports without users: no cover can be chosen for it. */
  readonly withoutUsers: Tokens;
  /**
   * The mean tokens of a day of a user on a product, without products that are charged by result; null if no export
   * says who drew them, or if a rate is unknown.
   */
  readonly perUserDay: TokenRate | null;
  readonly byProduct: readonly { readonly product: string; readonly tokens: Tokens | null }[];
  /** Whether any tokens are days × rate, because an export leaves tokens blank. */
  readonly estimated: boolean;
  /** Products with blank tokens and no rate, and their days: in no sum. */
  readonly unknown: readonly { readonly product: string; readonly days: number }[];
  /** Tokens of exports without users that an export with users states too: in no sum. */
  readonly leftOut: Tokens;
  /** Tokens given back, below 0, or adjusted, in all exports: in the balance, and in no sum of what was drawn. */
  readonly adjusted: Tokens;
  /** The tokens drawn by day, including people who left; null if an export gives no days. */
  readonly draws: DailyDraws | null;
}

const drawsTokens = (one: Observed): boolean =>
  one.access === "tokens" && (one.tokens !== 0 || one.blankDays > 0);

/** The rows that count: an export without users only for products that no export with users states. */
export function countingOf({ seen, demands }: Pick<Usage, "seen" | "demands">): Counting {
  const drawn = seen.observed.filter(drawsTokens);
  const withUsers = new Set(drawn.filter(({ person }) => person !== NOBODY).map(({ product }) => product));
  const isDoubled = (person: PersonIndex, product: string): boolean =>
    person === NOBODY && withUsers.has(product);
  return {
    isDoubled,
    hasLeft: (person) => demands[person]?.leaver === true,
    areDaily: drawn.every(({ person, product, daily }) => isDoubled(person, product) || daily),
  };
}

/** Tokens a year that exports without users state, and no export with users. */
export function tokensWithoutUsers(context: Context, use: Pick<Usage, "seen" | "demands">): Tokens {
  const { isDoubled } = countingOf(use);
  const counting = use.seen.observed.filter(
    (one) => one.person === NOBODY && drawsTokens(one) && !isDoubled(one.person, one.product),
  );
  return sumsOf(counting, context).withoutUsers;
}

/** Adds up the same sightings as the demands, each annualised over the days that its export covers. */
export function consumptionOf(context: Context, usage: Usage): Consumption {
  const { baseline, seen, coverage } = usage;
  const drawn = seen.observed.filter(drawsTokens);
  const rows = countingOf(usage);
  const { isDoubled, hasLeft, areDaily } = rows;
  const doubled = ({ person, product }: Observed): boolean => isDoubled(person, product);
  const counting = drawn.filter((one) => !doubled(one));
  const sums = sumsOf(counting, context);
  const isKnown = sums.unknownDays.size === 0;
  const staying = counting.filter(({ person }) => !hasLeft(person));
  const year = isKnown && !coverage.tooShort && !coverage.tokensTooShort ? sums.leastYear : null;
  const periods = new Set(counting.map(({ period }) => period.days));
  const [only] = periods;
  const sameTime = periods.size === 1 && only !== null && only !== undefined;
  return {
    ...monthlyUse(context, baseline, rows),
    observed: sameTime && isKnown ? sums.observed : year,
    observedDays: days(sameTime ? only : DAYS_PER_YEAR),
    year,
    yearIfClosed: year === null ? null : yearIfClosed(context, usage),
    leastYear: sums.leastYear,
    leavers: minus(sums.leastYear, sumsOf(staying, context).leastYear),
    withoutUsers: sums.withoutUsers,
    perUserDay: isKnown ? perUserDay(counting, context) : null,
    byProduct: tokensByProduct(sums),
    estimated: counting.some(({ blankDays }) => blankDays > 0),
    unknown: [...sums.unknownDays]
      .map(([product, count]) => ({ product, days: count }))
      .sort((a, b) => (a.product < b.product ? -1 : 1)),
    leftOut: total(drawn.filter(doubled).map((one) => tokens(one.tokens))),
    adjusted: total(baseline.adjustments.map((one) => one.tokens)),
    draws: areDaily ? dailyDraws(context, baseline, isDoubled) : null,
  };
}

/** A year of tokens that is worked out from fewer missing days. */
function yearIfClosed(context: Context, { baseline, coverage, demands }: Usage): Tokens | null {
  if (!coverage.gaps.some(({ maybeClosed }) => maybeClosed === true)) return null;
  const closed = { ...baseline, windows: windowsIfClosed(baseline.windows) };
  const seen = sightings(context.estate, closed, context.assumptions);
  const { isDoubled } = countingOf({ seen, demands });
  const counting = seen.observed.filter((one) => drawsTokens(one) && !isDoubled(one.person, one.product));
  return sumsOf(counting, context).leastYear;
}

interface Sums {
  readonly unknownDays: ReadonlyMap<string, number>;
  /** Known tokens a year. */
  readonly byProduct: ReadonlyMap<string, Tokens>;
  readonly leastYear: Tokens;
  /** Known tokens as drawn. */
  readonly observed: Tokens;
  readonly withoutUsers: Tokens;
}

function sumsOf(counting: readonly Observed[], { rates, asOf, assumptions }: Context): Sums {
  const unknownDays = new Map<string, number>();
  const annualOf = new Map<string, Tokens>();
  let observed = tokens(0);
  let withoutUsers = tokens(0);
  for (const one of counting) {
    const { product, person, period, blankDays } = one;
    const perDay = tokensPerDay(rates, product, asOf);
    if (blankDays > 0 && perDay === undefined) addTo(unknownDays, product, blankDays);
    if (period.days === null) continue;
    const drawn = tokens(one.tokens + (perDay === undefined ? 0 : blankDays * perDay));
    const most = person === NOBODY ? Infinity : assumptions.mostDays;
    const annual = scale(drawn, yearlyFactor(one.productDays, period.days, most));
    observed = plus(observed, drawn);
    if (person === NOBODY) withoutUsers = plus(withoutUsers, annual);
    annualOf.set(product, plus(annualOf.get(product) ?? tokens(0), annual));
  }
  return {
    unknownDays,
    byProduct: annualOf,
    leastYear: total(annualOf.values()),
    observed,
    withoutUsers,
  };
}

function perUserDay(counting: readonly Observed[], context: Context): TokenRate | null {
  const withUsers = counting.filter(({ person, days: ofDays }) => person !== NOBODY && ofDays > 0);
  const used = withUsers.reduce((sum, one) => sum + one.days, 0);
  return used > 0 ? rate(sumsOf(withUsers, context).observed / used) : null;
}

/** The tokens of each product, the most first. */
function tokensByProduct({ byProduct: known, unknownDays }: Sums): Consumption["byProduct"] {
  const unknown = [...unknownDays.keys()].map((product) => [product, null] as const);
  return [...new Map<string, Tokens | null>([...known, ...unknown])]
    .map(([product, drawn]) => ({ product, tokens: drawn }))
    .filter(({ tokens: n }) => n === null || n > 0)
    .sort((a, b) => (b.tokens ?? 0) - (a.tokens ?? 0) || (a.product < b.product ? -1 : 1));
}
