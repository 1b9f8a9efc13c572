import { isoDay, isoMonth } from "../../engine/calendar";
import type { MonthUse } from "../../engine/pool/months";
import type { PoolRule } from "../../engine/pool/sizing";
import { headlinesAmong, ofKind, statementsOf, type Statement } from "../../engine/statements";
import { counted, folded, listed } from "../../engine/wording";
import type { ChartSpec, Look, PlacedCell, SheetSpec } from "../../workbook/spec";
import { headlineFigures } from "./headlines";
import type { ReportInput } from "./report-input";
import { below, chartArea, figureCells, resultSheet, type Figure } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { MONTHLY_TOKENS, POOL_RULES } from "./tables";

/**
 * The answer on one page: every statement, the headlines with links to their rows, the pool by each rule, and
 * the months behind it.
 */
export function summarySheet(run: ReportInput): SheetSpec {
  const { pool, consumption } = run.analysis;
  const page = new Page();
  const statements = statementsOf(run);
  for (const { text } of ofKind(statements, "trust")) page.sentence(`${text}.`, "note");
  for (const { text } of ofKind(statements, "caution")) page.sentence(`${text}.`, "warning");
  page.figures(headlineFigures(run, headlinesAmong(statements)));
  page.list("What to order for the best mix", ofKind(statements, "ask"));
  page.list("Act on", ofKind(statements, "action"));
  const rules = reportTable(
    POOL_RULES,
    { row: page.row + 2, column: 0 },
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
    frozenRows: 2,
    widths: [44, 18, 20, 18, 16, 40],
    notes: source(run),
    cells: page.cells,
    tables: [rules, months],
    charts: consumption.months.length > 1 ? [monthsChart(months)] : [],
  });
}

/** Characters of a sentence in a row: what the first two columns hold, which fit on a printed page. */
const SENTENCE_WIDTH = 68;

/** The rows above the tables, filled from the top. */
class Page {
  /** The first free row, below the title and the notes on the source. */
  row = 4;
  readonly cells: PlacedCell[] = [];

  line(value: string, look: Look): void {
    this.cells.push({ row: this.row++, column: 0, value, look });
  }

  sentence(text: string, look: Look): void {
    for (const part of folded(text, SENTENCE_WIDTH)) this.line(part, look);
  }

  figures(figures: readonly Figure[]): void {
    if (figures.length === 0) return;
    this.row++;
    this.cells.push(...figureCells(figures, this.row));
    this.row += figures.length;
  }

  list(title: string, statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    this.row++;
    this.line(title, "heading");
    for (const { text } of statements) this.sentence(text, "plain");
  }
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

function source({ analysis, counts }: ReportInput): string[] {
  const rows = counts.reduce((sum, { used }) => sum + used, 0);
  return [
    `As of ${isoDay(analysis.asOf)}, from ${counted(rows, "row")} of ${counted(counts.length, "table")}.`,
    `Amounts in ${analysis.assumptions.currency}, per year unless stated.`,
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
