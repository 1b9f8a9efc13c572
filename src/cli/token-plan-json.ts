import { isoDay, isoMonth, isoOrNull } from "../engine/calendar";
import type { PlannedUse } from "../engine/estate/estate";
import type { Ledger } from "../engine/pool/ledger";
import { knowsSeason, type MonthForecast } from "../engine/pool/forecast";
import type { ForecastParts } from "../engine/pool/planned-use";
import type { TokenPlan } from "../engine/pool/token-plan";

/** What is left of the token packs, and what the coming months will draw. */
export const tokenPlanJson = ({ forecast, planGaps, ledger, lastMonth }: TokenPlan) => ({
  forecast: forecast && {
    basis: forecast.basis,
    seasonal: knowsSeason(forecast.basis),
    months: forecast.months.map((month) => ({ ...monthJson(month), parts: partsJson(month.parts) })),
    without: planGaps.map(({ text }) => text),
  },
  ledger: ledger && ledgerJson(ledger),
  lastMonth: lastMonth && {
    month: isoMonth(lastMonth.month),
    drawn: lastMonth.drawn,
    expected: monthJson(lastMonth.expected),
    verdict: lastMonth.verdict,
  },
});

const monthJson = ({ month, expected, likely, wide }: MonthForecast) => ({
  month: isoMonth(month),
  expected,
  low80: likely.low,
  high80: likely.high,
  low90: wide.low,
  high90: wide.high,
});

/** A row of Planned use. */
export const plannedJson = (row: PlannedUse) => ({
  user: row.user ?? null,
  people: row.people,
  product: row.product ?? null,
  daysPerMonth: row.daysPerMonth ?? null,
  from: isoDay(row.from),
  to: isoOrNull(row.to ?? null),
  project: row.project ?? null,
  department: row.department ?? null,
});

const partsJson = ({ base, leaving, joiners, growth, planned }: ForecastParts) => ({
  base,
  leaving,
  joiners,
  growth,
  planned,
});

const ledgerJson = ({ packs, months, left, unseen, forecastDays, beyond, runOut, utilisation }: Ledger) => ({
  left,
  runOut: runOut && {
    expected: isoOrNull(runOut.expected),
    earliest: isoOrNull(runOut.earliest),
    latest: isoOrNull(runOut.latest),
  },
  utilisation,
  unseenDays: unseen,
  forecastDays,
  beyondPacks: beyond,
  packs: packs.map(
    ({ pack, lastDay, used, expired, left: rest, unseen: days, willExpire, willExpireCost, askBy }) => ({
      purchased: isoDay(pack.purchased),
      lastDay: isoDay(lastDay),
      contract: pack.contract ?? null,
      tokens: pack.tokens,
      price: pack.price ?? null,
      used,
      expired,
      left: rest,
      unseenDays: days,
      willExpire,
      willExpireCost,
      askBy: isoOrNull(askBy),
    }),
  ),
  months: months.map(({ month, opened, bought, drawn, expired, closed, isForecast }) => ({
    month: isoMonth(month),
    opened,
    bought,
    drawn,
    expired,
    closed,
    forecast: isForecast,
  })),
});
