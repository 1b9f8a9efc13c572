import { at } from "../at";
import { monthOf } from "../calendar";
import type { Context } from "../estate/context";
import { forecastOf, type PastMonth } from "../pool/forecast";
import { chanceAbove, simulate, useAt } from "../pool/simulation";
import type { Spread } from "../pool/pool-spend";
import { minus, plus, scale, tokens, total, type Fraction, type MonthNumber, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import { coversMonth } from "../usage/windows";
import type { YearMix } from "./best-mix";

/** How sure it is that a pool of the best mix lasts the coming year. */
export interface PoolCover {
  /** The chance that the year draws more than the mix buys. */
  readonly dryChance: Fraction;
  /** The tokens that the coming twelve months draw. */
  readonly use: Spread<Tokens>;
}

/** If more than this share of a pool comes without months, too little is known of how its months differ. */
const MOST_WITHOUT_MONTHS = 0.2;

/**
 * For each pool of the first year's mix, the chance that it runs dry. The history is the months of all products that
 * the mix puts on Flex, as if each day had drawn tokens. The coming year is simulated with the seed of the token plan,
 * so both are compared on the same years. Tokens without a month are spread evenly. Null for a pool with too few whole
 * months, or too few tokens by month.
 */
export function poolCovers(
  { asOf, assumptions, estate }: Context,
  usage: Usage,
  poolOf: readonly number[],
  [first]: readonly YearMix[],
): (PoolCover | null)[] {
  if (first === undefined) return [];
  const { plans, problem, mix } = first;
  const months = wholeMonths(usage);
  const last = months.at(-1);
  if (last === undefined) return problem.pools.map(() => null);
  const byPool = useByMonth(usage, { products: estate.products, poolOf, plans, pools: problem.pools.length });
  const horizon = monthOf(asOf) + 12 - last;
  return problem.pools.map((pool, i) => {
    const { drawn, bought } = at(mix.pools, i);
    const { byMonth, seen } = at(byPool, i);
    const even = plus(pool.others, scale(minus(drawn, seen), problem.growth));
    const year = plus(scale(drawn, problem.growth), pool.others);
    if (horizon < 12 || year <= 0 || even > MOST_WITHOUT_MONTHS * year) return null;
    const history = months.map((month): PastMonth => {
      const own = scale(byMonth.get(month) ?? tokens(0), problem.growth);
      return { month, tokens: plus(own, scale(even, 1 / 12)) };
    });
    const forecast = forecastOf(history, horizon);
    if (forecast === null) return null;
    const use = simulate(forecast, assumptions.seed);
    return {
      dryChance: chanceAbove(use, bought),
      use: { p10: useAt(use, 0.1), p50: useAt(use, 0.5), p90: useAt(use, 0.9) },
    };
  });
}

/** The months that each kind of daily export covers on every day. */
function wholeMonths({ baseline: { windows } }: Usage): MonthNumber[] {
  const kinds = [windows.seats, windows.tokens].filter((window) => window !== null);
  if (kinds.length === 0) return [];
  const first = Math.max(...kinds.map((window) => monthOf(window.first)));
  const last = Math.min(...kinds.map((window) => monthOf(window.last)));
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => (first + i) as MonthNumber).filter(
    (month) => kinds.every((window) => coversMonth(window, month)),
  );
}

interface Drawing {
  readonly products: readonly string[];
  readonly poolOf: readonly number[];
  readonly plans: YearMix["plans"];
  readonly pools: number;
}

interface PoolMonths {
  readonly byMonth: Map<MonthNumber, Tokens>;
  /** The yearly tokens of the people and products whose months are known. */
  readonly seen: Tokens;
}

/** The tokens by month and pool, if every day of what is on Flex in the plans had drawn a day's mean of the year. */
function useByMonth(
  { baseline: { months }, demands }: Usage,
  { products, poolOf, plans, pools }: Drawing,
): PoolMonths[] {
  const perDay = new Map<string, number | null>();
  const yearly = new Map<string, Tokens>();
  demands.forEach(({ person, products: used }, member) => {
    const { flex } = at(plans, member);
    for (const { product, days, onFlex } of used) {
      if (!flex.includes(product) || days === null || onFlex === null || onFlex <= 0) continue;
      // Charges by result are of no day: they are in the months as they were drawn.
      perDay.set(`${person} ${product}`, days > 0 ? onFlex / days : null);
      yearly.set(`${person} ${product}`, onFlex);
    }
  });
  const found = Array.from({ length: pools }, () => ({
    byMonth: new Map<MonthNumber, Tokens>(),
    pairs: new Set<string>(),
  }));
  months.person.forEach((person, i) => {
    const key = `${person} ${at(products, at(months.product, i))}`;
    const each = perDay.get(key);
    if (each === undefined) return;
    const { byMonth, pairs } = at(found, at(poolOf, person));
    const month = at(months.month, i);
    const drawn = each === null ? at(months.tokens, i) : at(months.days, i) * each;
    byMonth.set(month, plus(byMonth.get(month) ?? tokens(0), tokens(drawn)));
    pairs.add(key);
  });
  return found.map(({ byMonth, pairs }) => ({
    byMonth,
    seen: total([...pairs].map((key) => yearly.get(key) ?? tokens(0))),
  }));
}
