import { lastDayOf } from "../calendar";
import type { Context } from "../estate/context";
import { averagePrice } from "../rules/price-tiers";
import { rate, type Money, type MonthNumber, type TokenPrice, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import { budgetReports, type BudgetReport } from "./budgets";
import { chargebackOf, type Chargeback } from "./chargeback";
import type { Consumption } from "./consumption";
import { forecastOf, type MonthForecast } from "./forecast";
import type { MonthUse } from "./months";
import { yearlyTokens } from "./packs";
import { planOf } from "./planned-use";
import type { TokenPlan } from "./token-plan";

/** Who drew the tokens, against the budgets and against what each month was forecast to draw. */
export interface TokenUse {
  /** Null without exports that give days. */
  readonly chargeback: Chargeback | null;
  readonly budgets: readonly BudgetReport[];
  /** The price of a token by which tokens are charged; null is unknown. */
  readonly price: TokenPrice | null;
  /** Whether that is the price of the tokens bought in the last year; else it is the price list's. */
  readonly isPaid: boolean;
  /** Every whole month, with what the months before it led to. */
  readonly months: readonly MonthReport[];
}

/** A whole month: its tokens, including people who have left since. */
export interface MonthReport {
  readonly month: MonthNumber;
  readonly tokens: Tokens | null;
  /** What the months before it led to; null if those are too few. */
  readonly expected: MonthForecast | null;
}

export function tokenUseOf(
  context: Context,
  usage: Usage,
  consumption: Consumption,
  { forecast }: TokenPlan,
): TokenUse {
  const { asOf, tiers, assumptions } = context;
  const chargeback = chargebackOf(context, usage, consumption);
  const { bought, cost } = yearlyTokens(context.packs, context);
  const isPaid = bought > 0 && cost !== null;
  const listed = tiers.length === 0 ? null : averagePrice(consumption.leastYear, tiers, assumptions.tierKind);
  const price = isPaid ? rate<Money, Tokens>(cost / bought) : listed;
  const last = consumption.history.at(-1)?.month;
  const plan = planOf(context, last === undefined ? asOf : lastDayOf(last));
  return {
    chargeback,
    budgets: budgetReports({ context, consumption, chargeback, forecast, plan, price }),
    price,
    isPaid,
    months: monthReports(consumption),
  };
}

function monthReports({ months, history }: Consumption): MonthReport[] {
  const whole = new Set(history.map(({ month }) => month));
  const all = months.filter(({ month }) => whole.has(month));
  return all.map(({ month, tokens }, i): MonthReport => {
    const before: readonly MonthUse[] = all.slice(0, i);
    const [next] = forecastOf(before, 1)?.months ?? [];
    return { month, tokens, expected: next?.month === month ? next : null };
  });
}
