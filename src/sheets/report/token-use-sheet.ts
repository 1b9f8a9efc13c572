import { isoDay, isoMonth } from "../../engine/calendar";
import { budgetName, DIMENSION_NAMES, type BudgetReport } from "../../engine/pool/budgets";
import { DIMENSIONS, type ChargedTo, type Dimension } from "../../engine/pool/chargeback";
import type { TokenUse } from "../../engine/pool/token-use";
import { sumKnown, type Tokens } from "../../engine/units";
import { priceText } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import type { ChartSpec, PlacedCell, SheetSpec } from "../../workbook/spec";
import { orUnknown, sumOf } from "./formulas";
import type { ReportInput } from "./report-input";
import {
  below,
  belowChart,
  chartArea,
  foldedColumns,
  HEADER_ROWS,
  lastRow,
  resultSheet,
} from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { CHARGED_PRICE_CELL, CHARGED_TOKENS, PRODUCT_MONTHS, TOKEN_BUDGETS, TOKEN_LOG } from "./tables";
import { tokenLog, type LogLine } from "./token-log";

/** All tokens of the last twelve months, in the table of a dimension. */
const sumName = (dimension: Dimension): string => `Seatwise.tokens_by_${dimension}`;

const PRICE_ROW = 5;

/** Who drew the tokens, against the budgets, and the monthly report that each run goes on with. */
export function tokenUseSheet(run: ReportInput): SheetSpec {
  const { tokenUse } = run.analysis;
  const tables: ReportTable[] = [];
  const charts: ChartSpec[] = [];
  let next: ReportTable["at"] = { row: HEADER_ROWS["token-use"], column: 0 };
  const lines = tokenLog(run);
  const add = (table: ReportTable, chart?: (row: number) => ChartSpec): void => {
    tables.push(table);
    next = below(table);
    if (chart === undefined) return;
    const row = lastRow(table) + 2;
    charts.push(chart(row));
    next = { row: belowChart(row), column: 0 };
  };
  if (tokenUse.budgets.length > 0) add(budgetTable(tokenUse.budgets, next), budgetChart);
  const log = logTable(lines, next);
  add(log, lines.length > 1 ? (row) => logChart(lines, row) : undefined);
  for (const dimension of DIMENSIONS) {
    const charged = tokenUse.chargeback?.by[dimension] ?? [];
    if (dimension === "product" || charged.some(({ name }) => name !== null))
      add(chargedTable(run, dimension, charged, next));
  }
  add(productMonths(run, next));
  return resultSheet({
    key: "token-use",
    title: "Token use",
    frozenRows: 2,
    notes: [
      "Who drew the tokens of the pool, and what of the budgets is left. The monthly report keeps the lines of " +
        "earlier runs as they were: what the exports say of those months today stands beside them.",
    ],
    cells: priceCells(run),
    names: [
      { name: CHARGED_PRICE_CELL, row: PRICE_ROW, column: 1 },
      ...DIMENSIONS.filter((dimension) =>
        tables.some(({ name }) => name === CHARGED_TOKENS[dimension].tableName),
      ).map((dimension) => ({
        name: sumName(dimension),
        formula: sumOf(CHARGED_TOKENS[dimension].lastYear),
      })),
    ],
    tables,
    charts,
    folded: foldedColumns(log, TOKEN_LOG.products, tables),
  });
}

const priceCells = ({ analysis: { tokenUse } }: ReportInput): PlacedCell[] => [
  { row: PRICE_ROW, column: 0, value: "Price of a token" },
  { row: PRICE_ROW, column: 1, value: knownCell(tokenUse.price), format: "price", look: "figure" },
  { row: PRICE_ROW, column: 2, value: priceNote(tokenUse), look: "note" },
];

const priceNote = ({ price, isPaid }: TokenUse): string =>
  price === null
    ? "no table gives it"
    : isPaid
      ? `${priceText(price)} is what the packs of the last 12 months cost; tokens are charged at it`
      : "by the price list, as no table gives the price of all packs of the last 12 months";

const budgetTable = (budgets: readonly BudgetReport[], place: ReportTable["at"]): ReportTable =>
  reportTable(
    TOKEN_BUDGETS,
    place,
    BUDGET_COLUMNS,
    budgets,
    `Budgets: drawn to date, and by the end of the year by the forecast${unknownBudgets(budgets)}`,
  );

/** The column with the reasons is folded away, and paper has nothing to unfold. */
function unknownBudgets(budgets: readonly BudgetReport[]): string {
  const reasons = budgets.flatMap((one) => (one.why === null ? [] : `${budgetName(one)}: ${one.why}`));
  const more = reasons.length - MOST_REASONS;
  const shown = reasons.slice(0, MOST_REASONS).join("; ");
  return reasons.length === 0 ? "" : `. Unknown: ${shown}${more > 0 ? `; and ${more} more` : ""}`;
}

/** How many reasons a heading gives. */
const MOST_REASONS = 3;

const BUDGET_COLUMNS: readonly ReportColumn<BudgetReport>[] = [
  { column: TOKEN_BUDGETS.budget, width: 30, format: "text", cell: budgetName },
  { column: TOKEN_BUDGETS.from, format: "text", cell: ({ from }) => isoDay(from) },
  { column: TOKEN_BUDGETS.to, format: "text", cell: ({ lastDay }) => isoDay(lastDay) },
  { column: TOKEN_BUDGETS.tokens, format: "whole", cell: ({ tokens }) => knownCell(tokens) },
  { column: TOKEN_BUDGETS.used, format: "whole", cell: ({ used }) => knownCell(used) },
  { column: TOKEN_BUDGETS.toDate, format: "whole", cell: ({ toDate }) => knownCell(toDate) },
  {
    column: TOKEN_BUDGETS.ahead,
    format: "whole",
    cell: ({ used, toDate }) => ({
      value: tokensApart(used, toDate),
      formula: orUnknown(`${TOKEN_BUDGETS.used.here}-${TOKEN_BUDGETS.toDate.here}`),
    }),
  },
  {
    column: TOKEN_BUDGETS.expected,
    format: "whole",
    cell: ({ expected }) => knownCell(expected?.tokens ?? null),
  },
  { column: TOKEN_BUDGETS.low, format: "whole", cell: ({ expected }) => knownCell(expected?.low ?? null) },
  { column: TOKEN_BUDGETS.high, format: "whole", cell: ({ expected }) => knownCell(expected?.high ?? null) },
  {
    column: TOKEN_BUDGETS.over,
    format: "whole",
    cell: ({ tokens, expected }) => ({
      value: tokensApart(expected?.tokens ?? null, tokens),
      formula: orUnknown(`${TOKEN_BUDGETS.expected.here}-${TOKEN_BUDGETS.tokens.here}`),
    }),
  },
  { column: TOKEN_BUDGETS.verdict, format: "text", cell: ({ verdict }) => verdict },
  { column: TOKEN_BUDGETS.why, width: 30, format: "text", look: "wrap", cell: ({ why }) => why ?? "" },
];

const tokensApart = (a: Tokens | null, b: Tokens | null): number | typeof UNKNOWN =>
  a === null || b === null ? UNKNOWN : a - b;

const budgetChart = (row: number): ChartSpec => ({
  name: "Budgets",
  title: "Tokens drawn to date, and the budget to date",
  alt: "Columns: for each budget the tokens drawn to date beside its share of the year to date.",
  kind: "column",
  ...chartArea(row, { from: 0, to: 7 }),
  table: TOKEN_BUDGETS.tableName,
  categories: TOKEN_BUDGETS.budget.header,
  series: [TOKEN_BUDGETS.used.header, TOKEN_BUDGETS.toDate.header],
  format: "whole",
});

const logTable = (lines: readonly LogLine[], place: ReportTable["at"]): ReportTable =>
  reportTable(
    TOKEN_LOG,
    place,
    LOG_COLUMNS,
    lines,
    "Monthly report: each whole month as the run saw it that first saw all of it",
  );

const LOG_COLUMNS: readonly ReportColumn<LogLine>[] = [
  { column: TOKEN_LOG.month, format: "text", cell: ({ month }) => month },
  { column: TOKEN_LOG.asOf, format: "text", cell: ({ asOf }) => asOf },
  { column: TOKEN_LOG.tokens, format: "whole", cell: ({ tokens }) => tokens },
  { column: TOKEN_LOG.expected, format: "whole", cell: ({ expected }) => expected },
  { column: TOKEN_LOG.low, format: "whole", cell: ({ low }) => low },
  { column: TOKEN_LOG.high, format: "whole", cell: ({ high }) => high },
  { column: TOKEN_LOG.alert, width: 22, format: "text", cell: ({ alert }) => alert },
  { column: TOKEN_LOG.budget, format: "whole", cell: ({ budget }) => budget },
  { column: TOKEN_LOG.left, format: "whole", cell: ({ left }) => left },
  { column: TOKEN_LOG.utilisation, format: "percent", cell: ({ utilisation }) => utilisation },
  { column: TOKEN_LOG.now, format: "whole", cell: ({ now }) => now },
  {
    column: TOKEN_LOG.change,
    format: "whole",
    cell: ({ tokens, now }) => {
      const [then, later] = [TOKEN_LOG.tokens.here, TOKEN_LOG.now.here];
      return {
        value: now === null ? "" : typeof tokens === "number" ? now - tokens : UNKNOWN,
        formula: `IF(${later}="","",${orUnknown(`${later}-${then}`)})`,
      };
    },
  },
  { column: TOKEN_LOG.products, width: 30, format: "text", look: "wrap", cell: ({ products }) => products },
  {
    column: TOKEN_LOG.departments,
    width: 30,
    format: "text",
    look: "wrap",
    cell: ({ departments }) => departments,
  },
  { column: TOKEN_LOG.next, format: "whole", cell: ({ next }) => next },
  { column: TOKEN_LOG.nextLow, format: "whole", cell: ({ nextLow }) => nextLow },
  { column: TOKEN_LOG.nextHigh, format: "whole", cell: ({ nextHigh }) => nextHigh },
];

/** Against the budget where there is one, else against what was forecast. */
function logChart(lines: readonly LogLine[], row: number): ChartSpec {
  const hasBudget = lines.some(({ budget }) => budget !== null);
  const against = hasBudget ? "budget" : "forecast";
  return {
    name: "Token use by month",
    title: `Tokens drawn by month, and the ${against} of the month`,
    alt: `Columns: the tokens drawn in each month beside its ${against}.`,
    kind: "column",
    ...chartArea(row, { from: 0, to: 7 }),
    table: TOKEN_LOG.tableName,
    categories: TOKEN_LOG.month.header,
    series: [TOKEN_LOG.tokens.header, (hasBudget ? TOKEN_LOG.budget : TOKEN_LOG.expected).header],
    format: "whole",
  };
}

function chargedTable(
  { analysis: { tokenUse } }: ReportInput,
  dimension: Dimension,
  charged: readonly ChargedTo[],
  place: ReportTable["at"],
): ReportTable {
  const table = CHARGED_TOKENS[dimension];
  const { lastYear } = tokenUse.chargeback ?? {};
  const sum = sumKnown(charged.map((one) => one.lastYear));
  const columns: readonly ReportColumn<ChargedTo>[] = [
    {
      column: table.name,
      width: 30,
      format: "text",
      cell: ({ name }) => name ?? NOT_STATED,
      total: { label: "Total" },
    },
    { column: table.users, format: "whole", cell: ({ users }) => users },
    { column: table.tokens, format: "whole", cell: ({ tokens }) => knownCell(tokens), total: "sum" },
    { column: table.lastYear, format: "whole", cell: (one) => knownCell(one.lastYear), total: "sum" },
    {
      column: table.share,
      format: "percent",
      cell: (one) => ({
        value: sum === null || one.lastYear === null || sum === 0 ? UNKNOWN : one.lastYear / sum,
        formula: orUnknown(`${table.lastYear.here}/${sumName(dimension)}`),
      }),
    },
    {
      column: table.amount,
      format: "money",
      cell: (one) => ({
        value: one.lastYear === null || tokenUse.price === null ? UNKNOWN : one.lastYear * tokenUse.price,
        formula: orUnknown(`${table.lastYear.here}*${CHARGED_PRICE_CELL}`),
      }),
      total: "sum",
    },
  ];
  const months =
    lastYear === undefined
      ? "no export gives days"
      : `${isoMonth(lastYear.first)} to ${isoMonth(lastYear.last)}`;
  const heading = `Tokens by ${DIMENSION_NAMES[dimension].toLowerCase()}; the last 12 months: ${months}`;
  return reportTable(table, place, columns, charged, heading);
}

/** Tokens of which no table says to whom they are charged. */
const NOT_STATED = "not stated";

interface ProductMonth {
  readonly month: string;
  readonly product: string;
  readonly tokens: Tokens | null;
}

function productMonths({ analysis: { tokenUse } }: ReportInput, place: ReportTable["at"]): ReportTable {
  const { by, lastYear } = tokenUse.chargeback ?? { by: { product: [] }, lastYear: { first: 0, last: 0 } };
  const rows = by.product
    .flatMap(({ name, months }) =>
      [...months]
        .filter(([month]) => month >= lastYear.first)
        .map(([month, tokens]): ProductMonth => ({ month: isoMonth(month), product: name ?? "", tokens })),
    )
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
  return reportTable(
    PRODUCT_MONTHS,
    place,
    [
      { column: PRODUCT_MONTHS.month, format: "text", cell: ({ month }) => month, total: { label: "Total" } },
      { column: PRODUCT_MONTHS.product, format: "text", cell: ({ product }) => product },
      {
        column: PRODUCT_MONTHS.tokens,
        format: "whole",
        cell: ({ tokens }) => knownCell(tokens),
        total: "sum",
      },
    ],
    rows,
    "Tokens by month and product, the last 12 months",
  );
}
