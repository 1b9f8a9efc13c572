import type { DoubleCoverage } from "../../engine/seats/double-coverage";
import type { Reconciliation } from "../../engine/seats/reconciliation";
import type { TrueDown } from "../../engine/seats/droppable";
import type { SheetSpec, SpecCell } from "../../workbook/spec";
import { PRICES } from "./references";
import { serial } from "../../workbook/cells";
import type { ReportInput } from "./report-input";
import { here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

export const RECONCILIATION = "SeatwiseReconciliation";
export const TRUE_DOWN = "SeatwiseTrueDown";
export const DOUBLE_COVERAGE = "SeatwiseDoubleCoverage";
const HEADER_ROW = 4;

/** Where each of the sheet's tables begins, for links from the summary. */
export function reconciliationRows(run: ReportInput): { trueDown: number; doubleCoverage: number } {
  const [, trueDown, doubleCoverage] = tablesOf(run);
  return { trueDown: trueDown.at.row, doubleCoverage: doubleCoverage.at.row };
}

/** Bought against assigned against used; what may be dropped at each renewal; who is paid for twice. */
export function reconciliationSheet(run: ReportInput): SheetSpec {
  const tables = tablesOf(run);
  const [, trueDown, doubled] = tables;
  return {
    key: "reconciliation",
    name: "Reconciliation",
    widths: widthsFor(
      { at: 0, columns: RECONCILIATION_COLUMNS },
      { at: 0, columns: trueDownColumns(run) },
      { at: 0, columns: doubleCoverageColumns(run) },
    ),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Reconciliation", look: "title" },
      {
        row: 2,
        column: 0,
        value: `Active: assigned and used in the ${run.analysis.assumptions.dormantDays} days before the as-of date. A true-up is owed whether or not the variance is flagged.`,
        look: "note",
      },
      {
        row: trueDown.at.row - 1,
        column: 0,
        value: "What may be dropped at renewal, and by when to say so",
        look: "heading",
      },
      {
        row: doubled.at.row - 1,
        column: 0,
        value:
          "Paid for twice: tokens burned by people who held a seat for the product, at a token's price without the buffer",
        look: "heading",
      },
    ],
    tables,
    charts: [],
    choices: [],
    names: [],
  };
}

function tablesOf(run: ReportInput) {
  const { reconciliations, trueDowns, doubleCoverage } = run.analysis;
  const seats = reportTable(
    RECONCILIATION,
    { row: HEADER_ROW, column: 0 },
    RECONCILIATION_COLUMNS,
    reconciliations,
  );
  const drops = reportTable(
    TRUE_DOWN,
    { row: lastRow(seats) + 3, column: 0 },
    trueDownColumns(run),
    trueDowns,
  );
  const doubled = reportTable(
    DOUBLE_COVERAGE,
    { row: lastRow(drops) + 3, column: 0 },
    doubleCoverageColumns(run),
    doubleCoverage,
  );
  return [seats, drops, doubled] as const;
}

const known = (value: number | null): number | string => value ?? "unknown";

const seat = (column: string): string => here(RECONCILIATION, column);

/** What a seat costs today by the Assumptions. */
const priceToday = (offering: string): string =>
  `SUMPRODUCT((${PRICES}[Offering]=${offering})*${PRICES}[Price today])`;

const RECONCILIATION_COLUMNS: readonly ReportColumn<Reconciliation>[] = [
  {
    header: "Offering",
    width: 34,
    format: "text",
    cell: ({ offering }) => offering,
    total: { label: "Total" },
  },
  { header: "Bought", width: 28, format: "whole", cell: ({ bought }) => known(bought), total: "sum" },
  { header: "Assigned", width: 24, format: "whole", cell: ({ assigned }) => known(assigned), total: "sum" },
  { header: "Active", width: 12, format: "whole", cell: ({ active }) => known(active), total: "sum" },
  { header: "Needed", width: 12, format: "whole", cell: ({ needed }) => known(needed), total: "sum" },
  {
    header: "Variance",
    width: 12,
    format: "whole",
    cell: ({ variance }) => ifKnown(variance, `${seat("Assigned")}-${seat("Bought")}`),
    total: "sum",
  },
  { header: "Flagged", width: 12, format: "text", cell: ({ flagged }) => (flagged ? "look into it" : "") },
  { header: "Months over", width: 14, format: "decimal", cell: ({ monthsOver }) => monthsOver },
  { header: "Overage price", width: 14, format: "price", cell: ({ overagePrice }) => known(overagePrice) },
  {
    header: "True-up cost",
    width: 14,
    format: "money",
    cell: ({ trueUpCost, bought, assigned }) =>
      trueUpCost === null || bought === null || assigned === null
        ? known(trueUpCost)
        : {
            value: trueUpCost,
            formula: `MAX(${seat("Assigned")}-${seat("Bought")},0)*N(${seat("Overage price")})*${seat("Months over")}/12`,
          },
    total: "sum",
  },
  {
    header: "Shelfware",
    width: 12,
    format: "whole",
    cell: ({ shelfware }) => ifKnown(shelfware, `MAX(${seat("Bought")}-${seat("Active")},0)`),
    total: "sum",
  },
  {
    header: "Shelfware cost a year",
    width: 20,
    format: "money",
    cell: ({ shelfwareCost }) =>
      ifKnown(shelfwareCost, `${seat("Shelfware")}*${priceToday(seat("Offering"))}`),
    total: "sum",
  },
];

const ifKnown = (value: number | null, formula: string): SpecCell =>
  value === null ? { value: "unknown" } : { value, formula };

const trueDownColumns = (run: ReportInput): readonly ReportColumn<TrueDown>[] => [
  { header: "Offering", format: "text", cell: ({ offering }) => offering, total: { label: "Total" } },
  { header: "Contract", format: "text", cell: ({ contract }) => contract },
  { header: "Renewal", format: "date", cell: ({ renewal }) => serial(run.dateSystem, renewal) },
  { header: "Bought", format: "whole", cell: ({ bought }) => bought, total: "sum" },
  { header: "Droppable", format: "whole", cell: ({ droppable }) => droppable, total: "sum" },
  { header: "Saving a year", format: "money", cell: ({ saving }) => known(saving), total: "sum" },
  {
    header: "Tell them by",
    format: "date",
    cell: ({ noticeDeadline }) => serial(run.dateSystem, noticeDeadline),
  },
  {
    header: "Renews by itself",
    width: 16,
    format: "text",
    cell: ({ autoRenews, droppable }) =>
      autoRenews ? (droppable > 0 ? "yes: act before that day" : "yes") : "",
  },
  {
    header: "Passed",
    format: "text",
    cell: ({ noticeDeadline }) => ({
      value: noticeDeadline !== null && noticeDeadline < run.analysis.asOf ? "the day has passed" : "",
    }),
  },
  { header: "Seats by year", format: "text", cell: ({ path }) => path.join(", ") },
];

const doubleCoverageColumns = ({ analysis }: ReportInput): readonly ReportColumn<DoubleCoverage>[] => [
  {
    header: "User",
    format: "text",
    cell: ({ person }) => analysis.estate.people[person]?.id ?? "",
    total: { label: "Total" },
  },
  { header: "Product", format: "text", cell: ({ product }) => product },
  { header: "Seat", format: "text", cell: ({ offering }) => offering },
  { header: "Days", format: "whole", cell: ({ days }) => known(days) },
  { header: "Tokens", format: "whole", cell: ({ tokens }) => known(tokens), total: "sum" },
  {
    header: "Money",
    format: "money",
    cell: ({ money }) => ifKnown(money, `${here(DOUBLE_COVERAGE, "Tokens")}*Seatwise.token_price`),
    total: "sum",
  },
];
