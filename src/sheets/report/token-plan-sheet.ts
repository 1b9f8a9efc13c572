import { isoMonth } from "../../engine/calendar";
import type { MonthUse } from "../../engine/pool/months";
import { beginningEmpty, type PoolRisk } from "../../engine/pool/pool-risk";
import { lateTokens } from "../../engine/pool/pool-spend";
import { meanOver } from "../../engine/pool/simulation";
import { rulesWithout, type PoolRule } from "../../engine/pool/sizing";
import { counted, listed } from "../../engine/wording";
import type { ChartSpec, SheetSpec } from "../../workbook/spec";
import type { ReportInput } from "./report-input";
import {
  below,
  belowChart,
  chartArea,
  foldedColumns,
  HEADER_ROWS,
  lastRow,
  resultSheet,
  stacked,
} from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { MONTHLY_TOKENS, POOL_RULES, TOKEN_STRATEGIES } from "./tables";
import { orUnknown } from "./formulas";
import {
  LOCK_OUT_TOKEN,
  meanOfYears,
  simulationNames,
  timesEmpty,
  TOP_UP_TOKEN,
  YEARS_LATE,
  YEARS_USE,
} from "./simulated-use";
import { balanceChart, balanceTables, packTables } from "./token-balance";
import { curveChart, curveNames, curveTables, orderTables } from "./token-curve";

/** How many tokens next year needs: by three rules, and by the months behind them. */
export function tokenPlanSheet(run: ReportInput): SheetSpec {
  const { pool, consumption, tokenPlan } = run.analysis;
  const rules = reportTable(
    POOL_RULES,
    { row: HEADER_ROWS["token-plan"], column: 0 },
    ruleColumns(tokenPlan.risk),
    pool,
    [
      `Next year's token pool by rule, at today's use${withoutRate(run)}`,
      ...rulesWithout(consumption, pool, tokenPlan.risk),
    ].join("; "),
  );
  const chartRow = lastRow(rules) + 2;
  const charts = [
    ...(consumption.months.length > 1 ? [monthsChart(consumption.months, chartRow)] : []),
    ...(tokenPlan.ledger ? [balanceChart(chartRow)] : []),
  ];
  const first = { ...below(rules), ...(charts.length > 0 ? { row: belowChart(chartRow) } : {}) };
  const shown = stacked(first, [...packTables(run), ...orderTables(run)]);
  const strategies = shown.find(({ name }) => name === TOKEN_STRATEGIES.tableName);
  // Programs draw an unknown spend at 0.
  const isDrawn = tokenPlan.risk?.curve.some(({ expectedSpend }) => expectedSpend !== null);
  const curveRow = strategies && isDrawn ? lastRow(strategies) + 2 : undefined;
  // What the charts draw comes last: it does not print.
  const next = shown.length === 0 ? first : below(shown.at(-1)!);
  const workings = stacked({ ...next, ...(curveRow ? { row: belowChart(curveRow) } : {}) }, [
    ...balanceTables(run),
    (at) => monthTable(run, at),
    ...curveTables(run),
  ]);
  const tables = [rules, ...shown, ...workings];
  return resultSheet({
    key: "token-plan",
    title: "Token plan",
    frozenRows: 2,
    notes: [
      "How many tokens last the year if use stays as it is, what would expire, and how likely the pool runs out. " +
        "Then what is left of the packs, and when they run out by the forecast.",
      ...(tokenPlan.risk === null
        ? []
        : [
            "Days locked out are counted each time that tokens run out, for as long as a top-up takes to arrive. " +
              "Late tokens: use on these days that had to wait.",
          ]),
      "Tokens may also have been drawn on days without an export: then Used is too low, and Expired or Left too high.",
    ],
    tables,
    charts: [...charts, ...(curveRow ? [curveChart(curveRow)] : [])],
    ...(strategies ? { folded: foldedColumns(strategies, TOKEN_STRATEGIES.offset, tables) } : {}),
    ...(strategies && tokenPlan.ledger ? { newPage: strategies } : {}),
    names: [...simulationNames(run), ...curveNames(run)],
  });
}

const monthTable = (run: ReportInput, at: ReportTable["at"]): ReportTable =>
  reportTable(
    MONTHLY_TOKENS,
    at,
    MONTH_COLUMNS,
    run.analysis.consumption.months,
    `Tokens drawn by month${withoutRate(run)}`,
  );

const monthsChart = (months: readonly MonthUse[], row: number): ChartSpec => ({
  name: "Tokens by month",
  title: "Tokens drawn by month",
  alt:
    `Columns: the tokens drawn in each of ${counted(months.length, "month")}. ` +
    "A month without a column is not known.",
  kind: "column",
  ...chartArea(row, { from: 0, to: 3 }),
  table: MONTHLY_TOKENS.tableName,
  categories: MONTHLY_TOKENS.month.header,
  series: [MONTHLY_TOKENS.tokens.header],
  format: "whole",
});

/** Days of use that no rate turns into tokens, so that no figure of consumption counts them. */
function withoutRate({ analysis: { consumption } }: ReportInput): string {
  const parts = consumption.unknown.map(({ product, days }) => `${counted(days, "day")} of ${product}`);
  return parts.length === 0 ? "" : `. NOT in it, as the rate is unknown: ${listed(parts)}`;
}

const RULE_NAMES: Readonly<Record<PoolRule["rule"], string>> = {
  peak: "Peak month with buffer, × 12",
  average: "Use of 12 months with buffer",
  season: "Average month with each month's buffer, × 12",
  risk: "First order of least expected spend; top-ups follow",
};

/** With a simulation, risk and spend follow the load in use. */
const ruleColumns = (risk: PoolRisk | null): readonly ReportColumn<PoolRule>[] => [
  { column: POOL_RULES.rule, width: 44, format: "text", cell: ({ rule }) => RULE_NAMES[rule] },
  { column: POOL_RULES.tokens, format: "whole", cell: ({ tokens }) => tokens },
  { column: POOL_RULES.expired, format: "whole", cell: ({ expectedExpired }) => expectedExpired },
  {
    column: POOL_RULES.runOutRisk,
    format: "percent",
    cell: ({ runOutRisk }) => ({
      value: knownCell(runOutRisk),
      ...(risk === null ? {} : { formula: orUnknown(meanOfYears(`1*${IS_SHORT}`)) }),
    }),
  },
  { column: POOL_RULES.cost, format: "money", cell: ({ cost }) => knownCell(cost) },
  {
    column: POOL_RULES.spend,
    format: "money",
    cell: ({ simulated }) => ({
      value: knownCell(simulated?.expectedSpend ?? null),
      ...(risk === null ? {} : { formula: RULE_SPEND }),
    }),
  },
  ...(risk === null ? [] : lackColumns(risk)),
];

const RULE_SPEND = orUnknown(
  `${POOL_RULES.cost.here}+${POOL_RULES.toppedUp.here}*${TOP_UP_TOKEN}+${POOL_RULES.late.here}*${LOCK_OUT_TOKEN}`,
);

/** What a pool lacks on average, and what nobody can draw in time. */
const lackColumns = ({ use, terms }: PoolRisk): readonly ReportColumn<PoolRule>[] => [
  {
    column: POOL_RULES.toppedUp,
    format: "whole",
    cell: ({ simulated }) => ({
      value: knownCell(simulated?.toppedUp ?? null),
      formula: orUnknown(meanOfYears(SHORT)),
    }),
  },
  {
    column: POOL_RULES.late,
    format: "whole",
    cell: ({ tokens }) => ({
      value: meanOver(use, (drawn) => lateTokens(drawn, beginningEmpty(terms), tokens)),
      formula: orUnknown(meanOfYears(`${timesEmpty(SHORT)}*${YEARS_LATE}`)),
    }),
  },
];

const IS_SHORT = `(${YEARS_USE}+0>${POOL_RULES.tokens.here}+0)`;

/** What a pool lacks in each year. */
const SHORT = `(${YEARS_USE}>${POOL_RULES.tokens.here})*(${YEARS_USE}-${POOL_RULES.tokens.here})`;

function monthLabel({ month, tokens, covered }: MonthUse): string {
  if (tokens !== null) return isoMonth(month);
  return `${isoMonth(month)} (${covered ? "rate unknown" : "not exported"})`;
}

const MONTH_COLUMNS: readonly ReportColumn<MonthUse>[] = [
  {
    column: MONTHLY_TOKENS.month,
    format: "text",
    cell: monthLabel,
    total: { label: "Total" },
  },
  // A chart draws a word as 0, so a month without a figure has an empty cell.
  { column: MONTHLY_TOKENS.tokens, format: "whole", cell: ({ tokens }) => tokens, total: "sum" },
];
