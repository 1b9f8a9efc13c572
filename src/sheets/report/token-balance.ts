import { isoDay, isoMonth } from "../../engine/calendar";
import type { PackBalance } from "../../engine/pool/ledger";
import type { LedgerDay, LedgerMonth } from "../../engine/pool/ledger-book";
import { poolOf } from "../../engine/pool/ledger-packs";
import { expiredIn } from "../../engine/pool/pool-ledgers";
import { expectedSpendOf, type PoolRisk } from "../../engine/pool/pool-risk";
import type { PlannedPurchase } from "../../engine/pool/purchase-plan";
import { mergedText } from "../../engine/pool/purchase-texts";
import type { PoolPlan, TokenPlan } from "../../engine/pool/token-plan";
import { knowsSeason } from "../../engine/pool/forecast";
import type { PlannedForecast, PlannedMonth } from "../../engine/pool/planned-use";
import { minus, type DayNumber, type Fraction } from "../../engine/units";
import { counted, wholeNumber } from "../../engine/wording";
import { serial, UNKNOWN } from "../../workbook/cells";
import type { ChartSpec } from "../../workbook/spec";
import { orUnknown } from "./formulas";
import type { ReportInput } from "./report-input";
import { chartArea, type PlacedTable } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { TOKEN_BALANCE, TOKEN_DAYS, TOKEN_FORECAST, TOKEN_PACKS, TOKEN_POOLS } from "./tables";
import { tokenBurn } from "./token-burn";
import { addTo } from "../../engine/tally";

/** The packs, and the pools where they are apart; none where what is left is unknown. */
export function packTables(run: ReportInput): PlacedTable[] {
  const { tokenPlan } = run.analysis;
  const { ledger, pools, merging } = tokenPlan;
  if (ledger === null) return [];
  const asOne = { pool: "One pool instead of these", forecast: tokenPlan.forecast, risk: tokenPlan.risk };
  const rows: readonly PoolPlan[] = merging ? [...pools, { ...asOne, ledger: merging.merged }] : [];
  const packs = namedPacks(ledger.packs);
  return [
    (at) => reportTable(TOKEN_PACKS, at, packColumns(run), packs, packsHeading(tokenPlan)),
    ...(rows.length === 0
      ? []
      : [(at: At) => reportTable(TOKEN_POOLS, at, poolColumns(run), rows, poolsHeading(run))]),
  ];
}

/** The balance by month and by day, the last months against their forecast, and the forecast. */
export function balanceTables(run: ReportInput): PlacedTable[] {
  const { ledger, forecast, burn, pools } = run.analysis.tokenPlan;
  const tables: PlacedTable[] = [];
  if (ledger) {
    const { months, nearZero } = ledger;
    const heading = `Balance by month${pools.length > 0 ? " of all pools" : ""}`;
    tables.push((at) => reportTable(TOKEN_BALANCE, at, BALANCE_COLUMNS, months, heading));
    if (nearZero.length > 0)
      tables.push((at) => reportTable(TOKEN_DAYS, at, dayColumns(run), nearZero, daysHeading(run)));
  }
  if (burn.length > 0) tables.push((at) => tokenBurn(run, at));
  if (forecast) {
    const heading = forecastHeading(run, forecast);
    tables.push((at) => reportTable(TOKEN_FORECAST, at, FORECAST_COLUMNS, forecast.months, heading));
  }
  return tables;
}

const packsHeading = ({ together, pools }: TokenPlan): string => {
  if (pools.length > 0) return "Token packs, each burning in its pool, in the order in which they end";
  const why = together === null ? "" : `; packs of several pools are replayed together, because ${together}`;
  return `Token packs, in the order in which they burn${why}`;
};

type At = ReportTable["at"];

/** What one pool would save, in words. */
function poolsHeading({ analysis }: ReportInput): string {
  const { merging, mergedSpend, pools } = analysis.tokenPlan;
  if (merging === null) return "Token pools";
  const { expiredApart, expiredMerged, toBuyApart, toBuyMerged, worth } = merging;
  const paid =
    worth === null ? "an unknown price was paid for them" : `${wholeNumber(worth)} was paid for them`;
  const fewer = toBuyApart === null || toBuyMerged === null ? null : toBuyApart - toBuyMerged;
  const bought =
    fewer === null ? "" : `, and ${wholeNumber(fewer)} fewer would have to be bought by the forecast`;
  return (
    `Token pools; as one pool from their first packs on ${wholeNumber(expiredApart - expiredMerged)} fewer tokens ` +
    `would expire (${paid})${bought}${mergedSpend === null ? "" : `. ${mergedText(mergedSpend, pools.length)}`}`
  );
}

/** Which packs run out on the days shown. */
function daysHeading({ analysis }: ReportInput): string {
  const { pools, ledger } = analysis.tokenPlan;
  const pool = pools.find((one) => one.ledger.nearZero === ledger?.nearZero);
  return `Balance by day until the packs ${pool ? `of ${pool.pool} ` : ""}run out`;
}

const poolColumns = ({ dateSystem }: ReportInput): readonly ReportColumn<PoolPlan>[] => {
  const day = (of: DayNumber | null | undefined) => serial(dateSystem, of ?? null);
  return [
    { column: TOKEN_POOLS.pool, width: 44, format: "text", cell: ({ pool }) => pool },
    { column: TOKEN_POOLS.left, format: "whole", cell: ({ ledger }) => ledger.left },
    { column: TOKEN_POOLS.runOut, format: "date", cell: ({ ledger }) => day(ledger.runOut?.expected) },
    { column: TOKEN_POOLS.earliest, format: "date", cell: ({ ledger }) => day(ledger.runOut?.earliest) },
    { column: TOKEN_POOLS.expired, format: "whole", cell: ({ ledger }) => expiredIn(ledger) },
    {
      column: TOKEN_POOLS.beyondAhead,
      format: "whole",
      cell: ({ ledger }) => knownCell(ledger.beyondAhead),
    },
    { column: TOKEN_POOLS.toCome, format: "whole", cell: ({ risk }) => risk?.toCome?.tokens ?? null },
    {
      column: TOKEN_POOLS.order,
      format: "whole",
      cell: (row) => firstOf(row, ({ tokens: n }): number => n, 0),
    },
    {
      column: TOKEN_POOLS.orderBy,
      format: "date",
      cell: (row) => {
        const by = firstOf(row, ({ orderBy }) => orderBy, null);
        return by === UNKNOWN ? by : day(by);
      },
    },
    {
      column: TOKEN_POOLS.spend,
      format: "money",
      cell: ({ risk }) => knownCell(risk && expectedSpendOf(risk)),
    },
    {
      column: TOKEN_POOLS.cover,
      format: "percent",
      cell: ({ risk }) => knownCell(risk && leastSpendCover(risk)),
    },
  ];
};

/** Of the first purchase of a pool's plan; what it is where the plan has none; unknown without a plan. */
function firstOf<Value>(
  { risk }: PoolPlan,
  of: (first: PlannedPurchase) => Value,
  none: Value,
): Value | typeof UNKNOWN {
  if (risk === null || !risk.isLeftKnown || risk.plan === null) return UNKNOWN;
  const [first] = risk.plan.purchases;
  return first === undefined ? none : of(first);
}

/** The chance that the order of least expected spend lasts the year. */
const leastSpendCover = ({ strategies }: PoolRisk): Fraction | null =>
  strategies.find(({ strategy }) => strategy === "least spend")?.cover ?? null;

interface NamedPack extends PackBalance {
  readonly name: string;
}

/** The packs with a name each that no other has. */
function namedPacks(packs: readonly PackBalance[]): NamedPack[] {
  const seen = new Map<string, number>();
  return packs.map((one) => {
    const { purchased, tokens, source } = one.pack;
    const pool = poolOf(one.pack);
    const name = [
      isoDay(purchased),
      `${wholeNumber(tokens)} tokens`,
      ...(source === "bought" ? [] : [source]),
      ...(pool === null ? [] : [pool]),
    ].join(", ");
    const n = addTo(seen, name);
    return { ...one, name: n === 1 ? name : `${name} (${n})` };
  });
}

const packColumns = ({ dateSystem }: ReportInput): readonly ReportColumn<NamedPack>[] => [
  {
    column: TOKEN_PACKS.pack,
    width: 44,
    format: "text",
    cell: ({ name }) => name,
    total: { label: "Total" },
  },
  { column: TOKEN_PACKS.tokens, format: "whole", cell: ({ pack }) => pack.tokens, total: "sum" },
  {
    column: TOKEN_PACKS.price,
    format: "money",
    cell: ({ pack }) => knownCell(pack.price ?? null),
    total: "sum",
  },
  { column: TOKEN_PACKS.used, format: "whole", cell: ({ used }) => used, total: "sum" },
  { column: TOKEN_PACKS.moved, format: "whole", cell: ({ moved }) => moved, total: "sum" },
  { column: TOKEN_PACKS.expired, format: "whole", cell: ({ expired }) => expired, total: "sum" },
  { column: TOKEN_PACKS.left, format: "whole", cell: ({ left }) => left, total: "sum" },
  { column: TOKEN_PACKS.unseen, format: "whole", cell: ({ unseen }) => unseen },
  { column: TOKEN_PACKS.lastDay, format: "date", cell: ({ lastDay }) => serial(dateSystem, lastDay) },
  {
    column: TOKEN_PACKS.willExpire,
    format: "whole",
    cell: ({ willExpire }) => knownCell(willExpire),
    total: "sum",
  },
  {
    column: TOKEN_PACKS.worth,
    format: "money",
    cell: ({ willExpireCost }) => knownCell(willExpireCost),
    total: "sum",
  },
  { column: TOKEN_PACKS.askBy, format: "date", cell: ({ askBy }) => serial(dateSystem, askBy) },
];

/** A column of the balance by month or by day. */
type ChangeColumns = typeof TOKEN_BALANCE | typeof TOKEN_DAYS;

const changeColumns = (of: ChangeColumns): readonly ReportColumn<Omit<LedgerMonth, "month">>[] => [
  { column: of.opened, format: "whole", cell: ({ opened }) => opened },
  { column: of.bought, format: "whole", cell: ({ bought, moved }) => minus(bought, moved) },
  { column: of.drawn, format: "whole", cell: ({ drawn }) => drawn },
  { column: of.expired, format: "whole", cell: ({ expired }) => expired },
  {
    column: of.closed,
    format: "whole",
    cell: ({ closed }) => {
      const { opened, bought, drawn, expired } = of;
      return {
        value: closed,
        formula: orUnknown(`${opened.here}+${bought.here}-${drawn.here}-${expired.here}`),
      };
    },
  },
  { column: of.beyond, format: "whole", cell: ({ beyond }) => beyond },
  {
    column: of.basis,
    format: "text",
    cell: ({ isForecast }) => (isForecast ? "forecast" : "drawn"),
  },
];

const BALANCE_COLUMNS: readonly ReportColumn<LedgerMonth>[] = [
  { column: TOKEN_BALANCE.month, format: "text", cell: ({ month }) => isoMonth(month) },
  ...changeColumns(TOKEN_BALANCE),
];

const dayColumns = ({ dateSystem }: ReportInput): readonly ReportColumn<LedgerDay>[] => [
  { column: TOKEN_DAYS.day, format: "date", cell: ({ day }) => serial(dateSystem, day) },
  ...changeColumns(TOKEN_DAYS),
];

/** What the forecast rests on, and what of the plan is in it. */
function forecastHeading(
  { analysis: { estate, tokenPlan } }: ReportInput,
  { basis }: PlannedForecast,
): string {
  const season = knowsSeason(basis) ? "their season counts" : "too few for a season";
  const months = `Tokens by month as forecast from ${basis} whole months (${season})`;
  if (estate.plannedUse.length === 0 && tokenPlan.planGaps.length === 0) return months;
  const gaps = tokenPlan.planGaps.map(({ text }) => text);
  return (
    `${months} and ${counted(estate.plannedUse.length, "row")} of Planned use; the ranges hold whether new use comes ` +
    `in full or not at all${gaps.length === 0 ? "" : `. NOT in it: ${gaps.join("; ")}`}`
  );
}

const FORECAST_COLUMNS: readonly ReportColumn<PlannedMonth>[] = [
  {
    column: TOKEN_FORECAST.month,
    format: "text",
    cell: ({ month }) => isoMonth(month),
    total: { label: "Total" },
  },
  { column: TOKEN_FORECAST.base, format: "whole", cell: ({ parts }) => parts.base, total: "sum" },
  { column: TOKEN_FORECAST.leaving, format: "whole", cell: ({ parts }) => parts.leaving, total: "sum" },
  {
    column: TOKEN_FORECAST.joiners,
    format: "whole",
    cell: ({ parts }) => parts.joiners + parts.growth,
    total: "sum",
  },
  { column: TOKEN_FORECAST.planned, format: "whole", cell: ({ parts }) => parts.planned, total: "sum" },
  {
    column: TOKEN_FORECAST.expected,
    format: "whole",
    cell: ({ expected }) => {
      const { base, leaving, joiners, planned } = TOKEN_FORECAST;
      return {
        value: expected,
        formula: orUnknown(`${base.here}+${leaving.here}+${joiners.here}+${planned.here}`),
      };
    },
    total: "sum",
  },
  { column: TOKEN_FORECAST.low80, format: "whole", cell: ({ likely }) => likely.low },
  { column: TOKEN_FORECAST.high80, format: "whole", cell: ({ likely }) => likely.high },
  { column: TOKEN_FORECAST.low90, format: "whole", cell: ({ wide }) => wide.low },
  { column: TOKEN_FORECAST.high90, format: "whole", cell: ({ wide }) => wide.high },
];

export const balanceChart = (row: number): ChartSpec => ({
  name: "Token balance",
  title: "Tokens left at the end of each month",
  alt: "Line: the tokens left at the end of each month, first as drawn, then by the forecast.",
  kind: "line",
  ...chartArea(row, { from: 4, to: 9 }),
  table: TOKEN_BALANCE.tableName,
  categories: TOKEN_BALANCE.month.header,
  series: [TOKEN_BALANCE.closed.header],
  format: "whole",
});
