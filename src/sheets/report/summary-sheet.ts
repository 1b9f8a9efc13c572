import { isoDay, isoMonth } from "../../engine/calendar";
import type { MonthUse } from "../../engine/pool/consumption";
import type { PoolRule } from "../../engine/pool/sizing";
import { counted } from "../../engine/wording";
import type { PlacedCell, SheetSpec } from "../../workbook/spec";
import { headlinesOf } from "./headlines";
import type { ReportInput } from "./report-input";
import { lastRow, reportTable, type ReportColumn } from "./table";

const POOL = "SeatwisePool";
const MONTHS = "SeatwiseMonths";
const FIRST_HEADLINE = 5;

/** The answer on one page: the headlines with links to their rows, the pool by each rule, and the months behind it. */
export function summarySheet(run: ReportInput): SheetSpec {
  const { analysis } = run;
  const headlines = headlinesOf(run);
  const pool = reportTable(
    POOL,
    { row: FIRST_HEADLINE + headlines.length + 3, column: 0 },
    POOL_COLUMNS,
    analysis.pool,
  );
  const months = reportTable(
    MONTHS,
    { row: lastRow(pool) + 3, column: 0 },
    MONTH_COLUMNS,
    analysis.consumption.months,
  );
  return {
    key: "summary",
    name: "Summary",
    widths: [44, 18, 20, 18, 16, 40],
    frozenRows: 3,
    cells: [
      { row: 1, column: 0, value: "Seats and tokens: the answer", look: "title" },
      { row: 2, column: 0, value: coverage(run), look: "note" },
      ...warning(run).map((value): PlacedCell => ({ row: 3, column: 0, value, look: "warning" })),
      ...headlines.flatMap(({ what, figure, note, to }, i): PlacedCell[] => [
        { row: FIRST_HEADLINE + i, column: 0, value: what, link: to },
        { row: FIRST_HEADLINE + i, column: 1, look: "figure", ...figure },
        { row: FIRST_HEADLINE + i, column: 2, value: note, look: "note" },
      ]),
      {
        row: pool.at.row - 1,
        column: 0,
        value: "Next year's token pool by three rules, if everybody goes on as now",
        look: "heading",
      },
      { row: months.at.row - 1, column: 0, value: "Tokens drawn by month", look: "heading" },
    ],
    tables: [pool, months],
    charts:
      analysis.consumption.months.length > 1
        ? [
            {
              name: "Tokens by month",
              title: "Tokens drawn by month",
              kind: "column",
              from: { row: months.at.row, column: 3 },
              to: { row: months.at.row + 18, column: 6 },
              table: MONTHS,
              categories: "Month",
              series: ["Tokens"],
              format: "whole",
            },
          ]
        : [],
    choices: [],
    names: [],
  };
}

function coverage({ analysis, counts }: ReportInput): string {
  const rows = counts.reduce((sum, one) => sum + one.used, 0);
  const period = analysis.window
    ? ` Daily use from ${isoDay(analysis.window.first)} to ${isoDay(analysis.window.last)}.`
    : "";
  return `As of ${isoDay(analysis.asOf)}, from ${counted(rows, "row")} of ${counted(counts.length, "table")}.${period} Amounts in ${analysis.assumptions.currency}, a year unless said.`;
}

/** One line that says what is missing, or where to read of it, when something is. */
function warning({ analysis, issues }: ReportInput): string[] {
  if (analysis.scenarios.length === 1) {
    return [
      "No table says who used what: who should have a seat cannot be answered from it. The token pool below can.",
    ];
  }
  const errors = issues.filter(({ severity }) => severity === "error").length;
  if (errors === 0) return [];
  return [
    `${counted(errors, "thing")} could not be used or ${errors === 1 ? "is" : "are"} not known: see Data issues before you rely on these numbers.`,
  ];
}

const RULES: Readonly<Record<PoolRule["rule"], string>> = {
  peak: "Peak month, with its buffer, twelve times",
  average: "Twelve months' use, with its buffer",
  season: "Average month, with each month's buffer",
};

const POOL_COLUMNS: readonly ReportColumn<PoolRule>[] = [
  { header: "Rule", format: "text", cell: ({ rule }) => RULES[rule] },
  { header: "Tokens", format: "whole", cell: ({ tokens }) => tokens },
  { header: "Expected to expire", format: "whole", cell: ({ expectedExpired }) => expectedExpired },
  { header: "Chance to run out", format: "percent", cell: ({ runOutRisk }) => runOutRisk ?? "unknown" },
  { header: "Cost", format: "money", cell: ({ cost }) => cost },
];

const MONTH_COLUMNS: readonly ReportColumn<MonthUse>[] = [
  { header: "Month", format: "text", cell: ({ month }) => isoMonth(month), total: { label: "Total" } },
  { header: "Tokens", format: "whole", cell: ({ tokens }) => tokens, total: "sum" },
];
