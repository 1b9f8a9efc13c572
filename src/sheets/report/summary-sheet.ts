import type { BreakEven, PoolRule } from "../../engine/analysis";
import { isoDay, isoMonth } from "../../engine/calendar";
import type { Scenario } from "../../engine/renewal/scenarios";
import type { MonthUse } from "../../engine/pool/sizing";
import { total } from "../../engine/units";
import { counted } from "../../engine/wording";
import type { CellTarget, PlacedCell, SheetKey, SheetSpec, SpecCell } from "../spec";
import { EFFECTIVE_PRICE, PRICES } from "./assumptions-sheet";
import { RECONCILIATION, reconciliationRows, DOUBLE_COVERAGE, TRUE_DOWN } from "./reconciliation-sheet";
import type { ReportInput } from "./report-input";
import { costColumn, scenarioFigure } from "./scenarios-sheet";
import { here, lastRow, reportTable, type ReportColumn } from "./table";

const POOL = "SeatwisePool";
const MONTHS = "SeatwiseMonths";
const BREAK_EVENS = "SeatwiseBreakEvens";
const FIRST_HEADLINE = 5;

interface Headline {
  readonly what: string;
  readonly figure: SpecCell;
  readonly note: string;
  readonly to: CellTarget;
}

/** The answer on one page: the headlines with links to their rows, the pool by each rule, and the months behind it. */
export function summarySheet(run: ReportInput): SheetSpec {
  const { analysis } = run;
  const headlines = headlinesOf(run);
  const pool = reportTable(POOL, { row: FIRST_HEADLINE + headlines.length + 3, column: 0 }, POOL_COLUMNS, analysis.pool);
  const breakEvens = reportTable(BREAK_EVENS, { row: lastRow(pool) + 3, column: 0 }, BREAK_EVEN_COLUMNS, analysis.breakEvens);
  const months = reportTable(MONTHS, { row: lastRow(breakEvens) + 3, column: 0 }, MONTH_COLUMNS, analysis.consumption.months);
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
      { row: pool.at.row - 1, column: 0, value: "Next year's token pool by three rules, if everybody goes on as now", look: "heading" },
      { row: breakEvens.at.row - 1, column: 0, value: "Break-even: from how many days on a seat of the product costs less than tokens", look: "heading" },
      { row: months.at.row - 1, column: 0, value: "Tokens drawn by month", look: "heading" },
    ],
    tables: [pool, breakEvens, months],
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
} // prettier-ignore

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
    return ["No table says who used what: who should have a seat cannot be answered from it. The token pool below can."];
  }
  const errors = issues.filter(({ severity }) => severity === "error").length;
  if (errors === 0) return [];
  return [`${counted(errors, "thing")} could not be used or ${errors === 1 ? "is" : "are"} not known: see Data issues before you rely on these numbers.`];
} // prettier-ignore

function headlinesOf(run: ReportInput): Headline[] {
  const { analysis } = run;
  const [asIs] = analysis.scenarios;
  const best = analysis.scenarios.at(-1);
  if (!asIs || !best || analysis.scenarios.length === 1) return [];
  const scenarioRow = (index: number): CellTarget => ({ sheet: "scenarios", row: 5 + index, column: 0 });
  const at = (sheet: SheetKey, row: number): CellTarget => ({ sheet, row, column: 0 });
  const rows = reconciliationRows(run);
  const year = costColumn(1);
  const pays = (name: string): string => scenarioFigure(name, year);
  const money = (value: number, formula: string): SpecCell => ({ value, formula, format: "money" });
  const first = (index: number): number => analysis.scenarios[index]?.years[0]?.cost ?? 0;
  const last = analysis.scenarios.length - 1;
  const shelfware = total(analysis.reconciliations.map((one) => one.shelfware ?? (0 as never)));
  const trueUps = total(analysis.reconciliations.map((one) => one.trueUpCost ?? (0 as never)));
  const drops = total(analysis.trueDowns.map((one) => one.saving ?? (0 as never)));
  const twice = total(analysis.doubleCoverage.map((one) => one.money ?? (0 as never)));
  return [
    { what: "As is, first year", figure: money(first(0), pays(asIs.name)), note: without(asIs, "seats bought and tokens bought, at today's prices"), to: scenarioRow(0) },
    { what: `${best.name}, first year`, figure: money(first(last), pays(best.name)), note: without(best, "everybody on the cheapest cover"), to: scenarioRow(last) },
    { what: "Saving, first year", figure: best.savingVsAsIs === null ? { value: "unknown" } : money(first(0) - first(last), `${pays(asIs.name)}-${pays(best.name)}`), note: best.savingVsAsIs === null ? "the two leave different things out" : "as is less cheapest per user", to: scenarioRow(last) },
    { what: "Seats to order", figure: { value: best.years[0]?.seats ?? 0, formula: scenarioFigure(best.name, "Seats"), format: "whole" }, note: ordered(best), to: scenarioRow(last) },
    { what: "Tokens to order", figure: { value: best.years[0]?.tokens ?? 0, formula: scenarioFigure(best.name, "Tokens year 1"), format: "whole" }, note: "the need with the pool buffer, in whole packs", to: scenarioRow(last) },
    { what: "Shelfware", figure: { value: shelfware, formula: `SUM(${RECONCILIATION}[Shelfware])`, format: "whole" }, note: `seats bought and not used in ${analysis.assumptions.dormantDays} days`, to: at("reconciliation", 4) },
    { what: "Droppable at renewal", figure: money(drops, `SUM(${TRUE_DOWN}[Saving a year])`), note: "saved a year by renewing fewer seats", to: at("reconciliation", rows.trueDown) },
    { what: "Owed in true-ups", figure: money(trueUps, `SUM(${RECONCILIATION}[True-up cost])`), note: "once, for seats assigned beyond those bought", to: at("reconciliation", 4) },
    { what: "Paid for twice", figure: money(twice, `SUM(${DOUBLE_COVERAGE}[Money])`), note: "in the last year of use: tokens burned by people who held a seat", to: at("reconciliation", rows.doubleCoverage) },
  ];
} // prettier-ignore

/** A note with what the figure beside it leaves out. */
const without = ({ leftOut }: Scenario, note: string): string =>
  leftOut.length === 0 ? note : `NOT in it: ${leftOut.join("; ")}`;

/** "3 AutoCAD, 5 Revit" of the first year. */
function ordered({ lines }: Scenario): string {
  const byOffering = new Map<string, number>();
  for (const { offering, seats: [n] } of lines) byOffering.set(offering, (byOffering.get(offering) ?? 0) + (n ?? 0));
  return [...byOffering].filter(([, n]) => n > 0).map(([offering, n]) => `${n} ${offering}`).join(", ");
} // prettier-ignore

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

const daysFormula = (tokenPrice: string): string =>
  `${here(BREAK_EVENS, "Seat a year")}/(${here(BREAK_EVENS, "Tokens a day")}*${tokenPrice})`;

const BREAK_EVEN_COLUMNS: readonly ReportColumn<BreakEven>[] = [
  { header: "Product", format: "text", cell: ({ product }) => product },
  { header: "Tokens a day", format: "general", cell: ({ tokensPerDay }) => tokensPerDay },
  { header: "Seat a year", format: "price", cell: ({ product, seatPrice }) => ({ value: seatPrice, formula: `SUMPRODUCT((${PRICES}[Offering]="${product.replaceAll('"', '""')}")*${PRICES}[Price at renewal])` }) },
  { header: "Days a year", format: "decimal", cell: ({ days }) => ({ value: days, formula: daysFormula("Seatwise.token_price") }) },
  { header: "… with buffer", format: "decimal", cell: ({ daysWithBuffer }) => ({ value: daysWithBuffer, formula: daysFormula(EFFECTIVE_PRICE) }) },
  { header: "… a month", format: "decimal", cell: ({ daysWithBuffer }) => ({ value: daysWithBuffer / 12, formula: `${here(BREAK_EVENS, "… with buffer")}/12` }) },
]; // prettier-ignore

const MONTH_COLUMNS: readonly ReportColumn<MonthUse>[] = [
  { header: "Month", format: "text", cell: ({ month }) => isoMonth(month), total: { label: "Total" } },
  { header: "Tokens", format: "whole", cell: ({ tokens }) => tokens, total: "sum" },
];
