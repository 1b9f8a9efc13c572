import { poolRiskJson } from "./pool-risk-json";
import { isoDay, isoMonth, isoOrNull } from "../engine/calendar";
import type { PlannedUse } from "../engine/estate/estate";
import type { BurnMonth } from "../engine/pool/burn-alert";
import { knowsSeason, type MonthForecast } from "../engine/pool/forecast";
import type { Ledger, PackBalance } from "../engine/pool/ledger";
import type { LedgerMonth } from "../engine/pool/ledger-book";
import type { ForecastParts } from "../engine/pool/planned-use";
import type { Merging } from "../engine/pool/pool-ledgers";
import type { MergedSpend, PoolPlan, TokenPlan } from "../engine/pool/token-plan";

/** What is left of the token packs, and what the coming months will draw. */
export const tokenPlanJson = ({ forecast, planGaps, ledger, lastMonth, ...plan }: TokenPlan) => ({
  forecast: forecast && {
    basis: forecast.basis,
    seasonal: knowsSeason(forecast.basis),
    months: forecast.months.map((month) => ({ ...forecastJson(month), parts: partsJson(month.parts) })),
    without: planGaps.map(({ text }) => text),
  },
  ledger: ledger && ledgerJson(ledger),
  noLedger: plan.noLedger,
  ledgersByPool: plan.pools.map(poolLedgerJson),
  packsTogether: plan.together,
  merging: plan.merging && mergingJson(plan.merging, plan.mergedSpend),
  monthlyNeed: plan.monthlyNeed,
  burn: plan.burn.map(burnJson),
  lastMonth: lastMonth && burnJson(lastMonth),
});

const forecastJson = ({ month, expected, likely, wide }: MonthForecast) => ({
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

const ledgerJson = (of: Ledger) => ({
  left: of.left,
  runOut: runOutJson(of),
  utilisation: of.utilisation,
  unseenDays: of.unseen,
  forecastDays: of.forecastDays,
  beyondPacks: of.beyond,
  movedBeyondPacks: of.movedBeyond,
  creditedBeyondPacks: of.creditedBeyond,
  drawnBeforePacks: of.before,
  beyondPacksAhead: of.beyondAhead,
  packs: of.packs.map(packJson),
  months: of.months.map(({ month, ...change }) => ({ month: isoMonth(month), ...changeJson(change) })),
  nearZero: of.nearZero.map(({ day, ...change }) => ({ day: isoDay(day), ...changeJson(change) })),
});

const runOutJson = ({ runOut }: Ledger) =>
  runOut && {
    expected: isoOrNull(runOut.expected),
    earliest: isoOrNull(runOut.earliest),
    latest: isoOrNull(runOut.latest),
  };

const packJson = ({ pack, ...of }: PackBalance) => ({
  purchased: isoDay(pack.purchased),
  lastDay: isoDay(of.lastDay),
  ends: isoDay(pack.ends),
  endsBy: pack.endsBy,
  source: pack.source,
  contract: pack.contract ?? null,
  pool: pack.pool ?? null,
  tokens: pack.tokens,
  price: pack.price ?? null,
  used: of.used,
  moved: of.moved,
  expired: of.expired,
  left: of.left,
  unseenDays: of.unseen,
  willExpire: of.willExpire,
  willExpireCost: of.willExpireCost,
  askBy: isoOrNull(of.askBy),
});

const changeJson = (change: Omit<LedgerMonth, "month">) => ({
  opened: change.opened,
  bought: change.bought,
  moved: change.moved,
  drawn: change.drawn,
  expired: change.expired,
  closed: change.closed,
  beyondPacks: change.beyond,
  forecast: change.isForecast,
});

const poolLedgerJson = ({ pool, ledger, risk }: PoolPlan) => ({
  pool,
  left: ledger.left,
  runOut: runOutJson(ledger),
  utilisation: ledger.utilisation,
  beyondPacks: ledger.beyond,
  beyondPacksAhead: ledger.beyondAhead,
  months: ledger.months.map(({ month, ...change }) => ({ month: isoMonth(month), ...changeJson(change) })),
  risk: risk && poolRiskJson(risk),
});

const burnJson = ({ month, drawn, expected, verdict, product, department }: BurnMonth) => ({
  month: isoMonth(month),
  drawn,
  expected: forecastJson(expected),
  verdict,
  product,
  department,
});

const mergingJson = (
  { merged, expiredApart, expiredMerged, toBuyApart, toBuyMerged, worth }: Merging,
  spend: MergedSpend | null,
) => ({
  left: merged.left,
  runOut: runOutJson(merged),
  expiredApart,
  expiredMerged,
  toBuyApart,
  toBuyMerged,
  worth,
  spendApart: spend?.apart ?? null,
  spendMerged: spend?.merged ?? null,
});
