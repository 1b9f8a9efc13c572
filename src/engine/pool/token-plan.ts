import { at } from "../at";
import { monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { MonthNumber, Tokens } from "../units";
import type { Usage } from "../usage/usage";
import type { Consumption } from "./consumption";
import { forecastOf, type MonthForecast, type TokenForecast } from "./forecast";
import { ledgerOf, type Ledger } from "./ledger";

/** What will be drawn, what is left of the packs, and whether the last month came as expected (DOMAIN §6). */
export interface TokenPlan {
  /** The months after the last whole one, to the twelfth after the as-of date; null if too few are known. */
  readonly forecast: TokenForecast | null;
  /** Null without a pack, without an export by days, or if packs, rates or the use of some people are unknown. */
  readonly ledger: Ledger | null;
  readonly lastMonth: LastMonth | null;
}

/** The last whole month against what the months before it led to, with their range of 90 %. */
export interface LastMonth {
  readonly month: MonthNumber;
  readonly drawn: Tokens;
  readonly expected: MonthForecast;
  readonly verdict: "as expected" | "more than expected" | "less than expected";
}

export function tokenPlanOf(
  context: Context,
  { coverage }: Pick<Usage, "coverage">,
  { history, draws }: Consumption,
): TokenPlan {
  const { estate, asOf, assumptions, unknowns } = context;
  const last = history.at(-1)?.month;
  const forecast = last === undefined ? null : forecastOf(history, monthOf(asOf) + 12 - last);
  const isKnown = coverage.tokensCovered && unknowns.because("tokens bought").length === 0;
  const ledger =
    draws === null || !isKnown
      ? null
      : ledgerOf({ packs: estate.packs, asOf, draws, forecast, extensionDays: assumptions.extensionDays });
  return { forecast, ledger, lastMonth: lastMonthOf(history) };
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
