import { isoDay, isoMonth } from "../../engine/calendar";
import { evidence, whyNoBestMix } from "../../engine/evidence/statements";
import type { MonthUse } from "../../engine/pool/consumption";
import type { PoolRule } from "../../engine/pool/sizing";
import { counted, listed } from "../../engine/wording";
import type { ChartSpec, PlacedCell, SheetSpec } from "../../workbook/spec";
import { headlinesOf } from "./headlines";
import type { ReportInput } from "./report-input";
import { below, chartArea, figureCells, FIRST_FIGURE_ROW, resultSheet } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { MONTHLY_TOKENS, POOL_RULES, SHEET_NAMES } from "./tables";

/** The answer on one page: headlines with links to their rows, the pool by each rule, and the months behind it. */
export function summarySheet(run: ReportInput): SheetSpec {
  const { pool, consumption } = run.analysis;
  const headlines = headlinesOf(run);
  const rules = reportTable(
    POOL_RULES,
    { row: FIRST_FIGURE_ROW.summary + headlines.length + 3, column: 0 },
    POOL_RULE_COLUMNS,
    pool,
    `Next year's token pool by three rules, at today's use${withoutRate(run)}`,
  );
  const months = reportTable(
    MONTHLY_TOKENS,
    below(rules),
    MONTH_COLUMNS,
    consumption.months,
    `Tokens drawn by month${withoutRate(run)}`,
  );
  return resultSheet({
    key: "summary",
    title: "Seats and tokens: summary",
    frozenRows: 3,
    widths: [44, 18, 20, 18, 16, 40],
    notes: [coverage(run)],
    cells: [
      ...warning(run).map((value): PlacedCell => ({ row: 3, column: 0, value, look: "warning" })),
      ...figureCells(headlines, FIRST_FIGURE_ROW.summary),
    ],
    tables: [rules, months],
    charts: consumption.months.length > 1 ? [monthsChart(months)] : [],
  });
}

const monthsChart = ({ at: { row } }: ReportTable): ChartSpec => ({
  name: "Tokens by month",
  title: "Tokens drawn by month",
  kind: "column",
  ...chartArea(row, { from: 3, to: 6 }),
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

function coverage({ analysis, counts }: ReportInput): string {
  const rows = counts.reduce((sum, { used }) => sum + used, 0);
  return [
    `As of ${isoDay(analysis.asOf)}, from ${counted(rows, "row")} of ${counted(counts.length, "table")}`,
    ...evidence(analysis),
    `Amounts in ${analysis.assumptions.currency}, per year unless stated.`,
  ].join(". ");
}

/** A line that says what is missing, or where to read of it. */
function warning({ analysis, issues }: ReportInput): string[] {
  const why = whyNoBestMix(analysis);
  if (why !== null) return [`${why}.`];
  const errors = issues.filter(({ severity }) => severity === "error").length;
  return errors === 0
    ? []
    : [
        `${counted(errors, "error")} in the data: see the ${SHEET_NAMES.issues} sheet ` +
          "before you rely on these figures.",
      ];
}

const RULE_NAMES: Readonly<Record<PoolRule["rule"], string>> = {
  peak: "Peak month with buffer, × 12",
  average: "Use of 12 months with buffer",
  season: "Average month with each month's buffer, × 12",
};

const POOL_RULE_COLUMNS: readonly ReportColumn<PoolRule>[] = [
  { column: POOL_RULES.rule, format: "text", cell: ({ rule }) => RULE_NAMES[rule] },
  { column: POOL_RULES.tokens, format: "whole", cell: ({ tokens }) => tokens },
  { column: POOL_RULES.expired, format: "whole", cell: ({ expectedExpired }) => expectedExpired },
  { column: POOL_RULES.runOutRisk, format: "percent", cell: ({ runOutRisk }) => knownCell(runOutRisk) },
  { column: POOL_RULES.cost, format: "money", cell: ({ cost }) => cost },
];

const MONTH_COLUMNS: readonly ReportColumn<MonthUse>[] = [
  {
    column: MONTHLY_TOKENS.month,
    format: "text",
    cell: ({ month }) => isoMonth(month),
    total: { label: "Total" },
  },
  { column: MONTHLY_TOKENS.tokens, format: "whole", cell: ({ tokens }) => tokens, total: "sum" },
];
