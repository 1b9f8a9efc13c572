import { at } from "../at";
import { lastDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import { minus, sumKnown, type MonthNumber, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import { joinersFactor } from "../seats/reconciliation";
import { countingOf, type Consumption } from "./consumption";
import { forecastOf, type MonthForecast, type PastMonth, type TokenForecast } from "./forecast";
import { ledgerOf, type Ledger } from "./ledger";
import { drawnByKey } from "./months";
import { planOf, withPlan, type Ending, type Plan, type PlanGap, type PlannedForecast } from "./planned-use";
import { poolRiskOf, type PoolRisk } from "./pool-risk";

/** What will be drawn, what is left of the packs, and whether the last month came as expected (DOMAIN §6). */
export interface TokenPlan {
  /**
   * The months after the last whole one, to the twelfth after the as-of date, with what is planned; null if too few are
   * known.
   */
  readonly forecast: PlannedForecast | null;
  /** Rows of Planned use that the forecast leaves out. */
  readonly planGaps: readonly PlanGap[];
  /** Null without a pack, without an export by days, or if packs, rates or the use of some people are unknown. */
  readonly ledger: Ledger | null;
  readonly lastMonth: LastMonth | null;
  /** Null without a forecast of any use, and where the price of a token is unknown. */
  readonly risk: PoolRisk | null;
}

/** The last whole month against what the months before it led to, with their range of 90 %. */
export interface LastMonth {
  readonly month: MonthNumber;
  readonly drawn: Tokens;
  readonly expected: MonthForecast;
  readonly verdict: "as expected" | "more than expected" | "less than expected";
}

export function tokenPlanOf(context: Context, usage: Usage, consumption: Consumption): TokenPlan {
  const { estate, asOf, assumptions, unknowns } = context;
  const { history, draws } = consumption;
  const last = history.at(-1)?.month;
  const plan = planOf(context, last === undefined ? asOf : lastDayOf(last));
  const forecast = last === undefined ? null : plannedForecast(context, usage, consumption, plan);
  const isKnown = usage.coverage.tokensCovered && unknowns.because("tokens bought").length === 0;
  const ledger =
    draws === null || !isKnown
      ? null
      : ledgerOf({ packs: estate.packs, asOf, draws, forecast, extensionDays: assumptions.extensionDays });
  const risk = poolRiskOf(context, forecast, ledger, consumption);
  return { forecast, planGaps: plan.gaps, ledger, lastMonth: lastMonthOf(history), risk };
}

function plannedForecast(
  context: Context,
  usage: Usage,
  { history }: Consumption,
  plan: Plan,
): PlannedForecast | null {
  const { asOf, assumptions } = context;
  const horizon = monthOf(asOf) + 12 - at(history, history.length - 1).month;
  const base = forecastOf(history, horizon);
  if (base === null) return null;
  const { demands } = usage;
  const factors = { joiners: joinersFactor(demands, assumptions), growth: 1 + assumptions.growth };
  const without = withoutEnded(context, usage, history, plan.endings, horizon);
  return withPlan(context, base, plan, factors, without);
}

/** The forecast of the months so far without the people whose use has ended, of each group of them once. */
function withoutEnded(
  context: Context,
  usage: Usage,
  history: Consumption["history"],
  endings: readonly Ending[],
  horizon: number,
): (ended: readonly Ending[]) => TokenForecast | null {
  const { isDoubled, hasLeft } = countingOf(usage);
  const ends = ({ person, product }: Ending, of: number, drawn: string): boolean =>
    person === of && (product === undefined || product === drawn);
  const drawnByPair = drawnByKey(context, usage.baseline, (person, product) =>
    hasLeft(person) || isDoubled(person, product) || !endings.some((one) => ends(one, person, product))
      ? undefined
      : `${person} ${product}`,
  );
  const pairs = [...drawnByPair].map(([key, drawn]) => {
    const blank = key.indexOf(" ");
    return { person: Number(key.slice(0, blank)), product: key.slice(blank + 1), drawn };
  });
  const found = new Map<string, TokenForecast | null>();
  return (ended) => {
    const key = ended.map((one) => endings.indexOf(one)).join();
    const known = found.get(key);
    if (known !== undefined) return known;
    const gone = pairs.filter(({ person, product }) => ended.some((one) => ends(one, person, product)));
    const rest = history.map(({ month, tokens: drawn }): PastMonth => {
      const taken = sumKnown(gone.flatMap((one) => one.drawn.get(month) ?? []));
      return { month, tokens: drawn === null || taken === null ? null : minus(drawn, taken) };
    });
    const forecast = forecastOf(rest, horizon);
    found.set(key, forecast);
    return forecast;
  };
}

function lastMonthOf(history: Consumption["history"]): LastMonth | null {
  const last = history.at(-1);
  if (last === undefined || last.tokens === null) return null;
  const forecast = forecastOf(history.slice(0, -1), 1);
  const expected = forecast && at(forecast.months, 0);
  if (expected?.month !== last.month) return null;
  const { low, high } = expected.wide;
  // Months that were all the same say nothing of how much a month may differ.
  if (low === high) return null;
  const verdict =
    last.tokens > high ? "more than expected" : last.tokens < low ? "less than expected" : "as expected";
  return { month: last.month, drawn: last.tokens, expected, verdict };
}
