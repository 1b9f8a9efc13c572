import { at } from "../../engine/at";
import type { DoubleCoverage } from "../../engine/seats/double-coverage";
import type { TrueDown } from "../../engine/seats/droppable";
import type { Reconciliation } from "../../engine/seats/reconciliation";
import { BASIS_IN_WORDS } from "../../engine/seats/seat-prices";
import type { UntrackedProduct } from "../../engine/seats/use-without-seat";
import { plus, total } from "../../engine/units";
import { serial } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { coverTable } from "./covers";
import { orUnknown, valueAt } from "./formulas";
import type { ReportInput } from "./report-input";
import { below, HEADER_ROWS, resultSheet } from "./result-sheet";
import { SHARED_COST_NAMES, sharedSeatTable, sharedTokenTable } from "./shared-costs";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import {
  DOUBLE_COVERAGE,
  PRICES,
  RECONCILIATION,
  TOKEN_PRICE_CELL,
  TRUE_DOWNS,
  UNTRACKED,
  type TableColumn,
} from "./tables";

/** The tables of the sheet, to which the first page links. */
interface ReconciliationTables {
  readonly seats: ReportTable;
  readonly trueDowns: ReportTable;
  readonly doubleCoverage: ReportTable;
  readonly untracked: ReportTable;
}

export function reconciliationTables(run: ReportInput): ReconciliationTables {
  const { analysis } = run;
  const seats = reportTable(
    RECONCILIATION,
    { row: HEADER_ROWS.reconciliation, column: 0 },
    RECONCILIATION_COLUMNS,
    analysis.reconciliations,
  );
  const trueDowns = reportTable(
    TRUE_DOWNS,
    below(seats),
    trueDownColumns(run),
    analysis.trueDowns,
    "Seats that may be dropped at renewal, and the last day to give notice",
  );
  const doubleCoverage = reportTable(
    DOUBLE_COVERAGE,
    below(trueDowns),
    doubleCoverageColumns(run),
    analysis.doubleCoverage,
    "Paid for twice: tokens drawn by users who held a seat for the product, at the token price without buffer",
  );
  const untracked = reportTable(
    UNTRACKED,
    below(doubleCoverage),
    UNTRACKED_COLUMNS,
    analysis.untrackedProducts,
    "Used on a seat without one: an audit risk for users who still use the product, beyond the spare seats",
  );
  return { seats, trueDowns, doubleCoverage, untracked };
}

/** Seats bought against assigned against used; seats to drop; double coverage; and how users add up to scenarios. */
export function reconciliationSheet(run: ReportInput): SheetSpec {
  const { seats, trueDowns, doubleCoverage, untracked } = reconciliationTables(run);
  const hasUntracked = run.analysis.untrackedProducts.length > 0;
  const tables = [
    ...[seats, trueDowns, doubleCoverage],
    ...(hasUntracked ? [untracked] : []),
    ...costTables(run, hasUntracked ? untracked : doubleCoverage),
  ];
  return resultSheet({
    key: "reconciliation",
    title: "Reconciliation",
    frozenRows: HEADER_ROWS.reconciliation,
    notes: [
      `Active: assigned, and used in the last ${run.analysis.assumptions.dormantDays} days that the exports cover. ` +
        "A true-up is owed whether or not the variance is flagged. Sure saving: the part of the saving that does " +
        "not need the vendor's consent, because notice can still be given or the line does not renew automatically.",
    ],
    tables,
    names: SHARED_COST_NAMES,
    // The steps of formulas stand at the right of every table.
    folded: [
      {
        first: COUNT_COLUMNS.length + TRUE_UP_COLUMNS.length,
        last: Math.max(...tables.map((table) => placeOf(table).lastColumn)),
      },
    ],
  });
}

/** How the costs of the users add up to As is and to the best mix: the formulas of the users read these tables. */
function costTables(run: ReportInput, above: ReportTable): ReportTable[] {
  const sharedSeats = sharedSeatTable(run, below(above));
  const sharedTokens = sharedTokenTable(run, below(sharedSeats));
  return [sharedSeats, sharedTokens, coverTable(run, below(sharedTokens))];
}

const {
  bought: boughtSeats,
  assigned: assignedSeats,
  active: activeSeats,
  shelfware: unusedSeats,
} = RECONCILIATION;

/** A bound of the true-up: seats over for so many years. */
const boundFormula = (years: TableColumn): string =>
  orUnknown(`IF(${RECONCILIATION.variance.here}>0,${years.here}*${RECONCILIATION.overagePrice.here},0)`);

/** Seats over for so many months, in years of one seat. `over` is arithmetic: MAX skips a cell that says unknown. */
const yearsFormula = (over: string, months: TableColumn): string =>
  orUnknown(`MAX(${over},0)*${months.here}/12`);

const { variance: over, notOwed: unsure } = RECONCILIATION;

const seatYears = ({ variance }: Reconciliation, without: number, months: number): number | null =>
  variance === null ? null : (Math.max(variance - without, 0) * months) / 12;

const notOwedOf = ({ idle, unsettled }: Reconciliation): number =>
  plus(idle, total(unsettled.map(({ seats }) => seats)));

/** One number where both bounds are the same to the cent, else unknown. */
function trueUpFormula(): string {
  const [low, high] = [RECONCILIATION.trueUpLow.here, RECONCILIATION.trueUpHigh.here];
  return orUnknown(`${high}/(ABS(${high}-${low})<0.005)`);
}

const PRICE_TODAY = valueAt(PRICES.today, PRICES.offering, RECONCILIATION.offering.here);

/** Seats bought, assigned and used, and what nobody uses. */
const COUNT_COLUMNS: readonly ReportColumn<Reconciliation>[] = [
  {
    column: RECONCILIATION.offering,
    width: 28,
    format: "text",
    cell: ({ offering }) => offering,
    total: { label: "Total" },
  },
  { column: boughtSeats, width: 24, format: "whole", cell: ({ bought }) => knownCell(bought), total: "sum" },
  {
    column: assignedSeats,
    width: 14,
    format: "whole",
    cell: ({ assigned }) => knownCell(assigned),
    total: "sum",
  },
  { column: activeSeats, width: 12, format: "whole", cell: ({ active }) => knownCell(active), total: "sum" },
  {
    column: RECONCILIATION.needed,
    width: 12,
    format: "whole",
    cell: ({ needed }) => knownCell(needed),
    total: "sum",
  },
  {
    column: RECONCILIATION.variance,
    width: 12,
    format: "whole",
    cell: ({ variance }) => ({
      value: knownCell(variance),
      formula: orUnknown(`${assignedSeats.here}-${boughtSeats.here}`),
    }),
    total: "sum",
  },
  {
    column: RECONCILIATION.flagged,
    width: 12,
    format: "text",
    cell: ({ flagged }) => (flagged ? "check" : ""),
  },
  {
    column: unusedSeats,
    width: 12,
    format: "whole",
    cell: ({ shelfware }) => ({
      value: knownCell(shelfware),
      formula: orUnknown(`MAX(${boughtSeats.here}-${activeSeats.here},0)`),
    }),
    total: "sum",
  },
  {
    column: RECONCILIATION.shelfwareCost,
    width: 14,
    format: "money",
    cell: ({ shelfwareCost }) => ({
      value: knownCell(shelfwareCost),
      formula: orUnknown(`${unusedSeats.here}*${PRICE_TODAY}`),
    }),
    total: "sum",
  },
];

const TRUE_UP_COLUMNS: readonly ReportColumn<Reconciliation>[] = [
  {
    column: RECONCILIATION.trueUpLow,
    format: "money",
    cell: ({ trueUpLow }) => ({
      value: knownCell(trueUpLow),
      formula: boundFormula(RECONCILIATION.yearsLow),
    }),
    total: "sum",
  },
  {
    column: RECONCILIATION.trueUpHigh,
    format: "money",
    cell: ({ trueUpHigh }) => ({
      value: knownCell(trueUpHigh),
      formula: boundFormula(RECONCILIATION.yearsHigh),
    }),
    total: "sum",
  },
  {
    column: RECONCILIATION.trueUpCost,
    format: "money",
    cell: ({ trueUpCost }) => ({ value: knownCell(trueUpCost), formula: trueUpFormula() }),
    total: "sum",
  },
  {
    column: RECONCILIATION.notOwed,
    format: "whole",
    cell: notOwedOf,
    total: "sum",
  },
];

/** How the bounds of a true-up come about. */
const TRUE_UP_STEPS: readonly ReportColumn<Reconciliation>[] = [
  { column: RECONCILIATION.monthsLow, format: "decimal", cell: ({ months }) => months.low },
  { column: RECONCILIATION.monthsHigh, format: "decimal", cell: ({ months }) => months.high },
  {
    column: RECONCILIATION.yearsLow,
    format: "decimal",
    cell: (one) => ({
      value: knownCell(seatYears(one, notOwedOf(one), one.months.low)),
      formula: yearsFormula(`${over.here}-${unsure.here}`, RECONCILIATION.monthsLow),
    }),
  },
  {
    column: RECONCILIATION.yearsHigh,
    format: "decimal",
    cell: (one) => ({
      value: knownCell(seatYears(one, 0, one.months.high)),
      formula: yearsFormula(`${over.here}+0`, RECONCILIATION.monthsHigh),
    }),
  },
  {
    column: RECONCILIATION.overagePrice,
    format: "price",
    cell: ({ overagePrice }) => knownCell(overagePrice),
  },
  {
    column: RECONCILIATION.overageBasis,
    width: 18,
    look: "wrap",
    format: "text",
    cell: ({ overageBasis }) => (overageBasis === null ? null : BASIS_IN_WORDS[overageBasis]),
  },
];

const RECONCILIATION_COLUMNS = [...COUNT_COLUMNS, ...TRUE_UP_COLUMNS, ...TRUE_UP_STEPS];

const trueDownColumns = ({ analysis, dateSystem }: ReportInput): readonly ReportColumn<TrueDown>[] => [
  {
    column: TRUE_DOWNS.offering,
    format: "text",
    cell: ({ offering }) => offering,
    total: { label: "Total" },
  },
  { column: TRUE_DOWNS.contract, format: "text", look: "wrap", cell: ({ contract }) => contract },
  { column: TRUE_DOWNS.renewal, format: "date", cell: ({ renewal }) => serial(dateSystem, renewal) },
  { column: TRUE_DOWNS.bought, format: "whole", cell: ({ bought }) => bought, total: "sum" },
  {
    column: TRUE_DOWNS.droppable,
    format: "whole",
    cell: ({ droppable }) => knownCell(droppable),
    total: "sum",
  },
  { column: TRUE_DOWNS.saving, format: "money", cell: ({ saving }) => knownCell(saving), total: "sum" },
  {
    column: TRUE_DOWNS.sureSaving,
    format: "money",
    cell: ({ sureSaving }) => knownCell(sureSaving),
    total: "sum",
  },
  {
    column: TRUE_DOWNS.deadline,
    format: "date",
    cell: ({ noticeDeadline, renewal }) =>
      noticeDeadline === null && renewal !== null ? knownCell(null) : serial(dateSystem, noticeDeadline),
  },
  {
    column: TRUE_DOWNS.noticeBasis,
    format: "text",
    cell: ({ noticeAssumed, renewal }) => (renewal === null ? "" : noticeAssumed ? "assumption" : "contract"),
  },
  {
    column: TRUE_DOWNS.autoRenews,
    look: "wrap",
    format: "text",
    cell: ({ autoRenews, droppable }) =>
      autoRenews === null
        ? knownCell(null)
        : autoRenews
          ? droppable !== null && droppable > 0
            ? "yes: give notice in time"
            : "yes"
          : "",
  },
  {
    column: TRUE_DOWNS.passed,
    format: "text",
    cell: ({ noticeDeadline }) => (noticeDeadline !== null && noticeDeadline < analysis.asOf ? "yes" : ""),
  },
  {
    column: TRUE_DOWNS.committedUntil,
    format: "date",
    cell: ({ committedUntil }) => serial(dateSystem, committedUntil),
  },
  { column: TRUE_DOWNS.path, format: "text", cell: ({ path }) => path.join(", ") },
];

const UNTRACKED_COLUMNS: readonly ReportColumn<UntrackedProduct>[] = [
  {
    column: UNTRACKED.product,
    format: "text",
    cell: ({ product }) => product,
    total: { label: "Total" },
  },
  { column: UNTRACKED.users, format: "whole", cell: ({ users }) => users },
  { column: UNTRACKED.recent, format: "whole", cell: ({ recent }) => recent },
  { column: UNTRACKED.days, format: "whole", cell: ({ days }) => knownCell(days) },
  { column: UNTRACKED.spare, format: "whole", cell: ({ spare }) => knownCell(spare) },
  { column: UNTRACKED.price, format: "price", cell: ({ price }) => knownCell(price) },
  {
    column: UNTRACKED.basis,
    width: 18,
    look: "wrap",
    format: "text",
    cell: ({ basis }) => (basis === null ? null : BASIS_IN_WORDS[basis]),
  },
  {
    column: UNTRACKED.exposure,
    format: "money",
    cell: ({ exposure }) => ({
      value: knownCell(exposure),
      formula: orUnknown(`MAX(${UNTRACKED.recent.here}-${UNTRACKED.spare.here},0)*${UNTRACKED.price.here}`),
    }),
    total: "sum",
  },
];

const doubleCoverageColumns = ({ analysis }: ReportInput): readonly ReportColumn<DoubleCoverage>[] => [
  {
    column: DOUBLE_COVERAGE.user,
    format: "text",
    cell: ({ person }) => at(analysis.estate.people, person).id,
    total: { label: "Total" },
  },
  { column: DOUBLE_COVERAGE.product, format: "text", cell: ({ product }) => product },
  { column: DOUBLE_COVERAGE.seat, format: "text", cell: ({ offering }) => offering },
  { column: DOUBLE_COVERAGE.days, format: "whole", cell: ({ days }) => knownCell(days) },
  { column: DOUBLE_COVERAGE.tokens, format: "whole", cell: ({ tokens }) => knownCell(tokens), total: "sum" },
  {
    column: DOUBLE_COVERAGE.cost,
    format: "money",
    cell: ({ money }) => ({
      value: knownCell(money),
      formula: orUnknown(`${DOUBLE_COVERAGE.tokens.here}*${TOKEN_PRICE_CELL}`),
    }),
    total: "sum",
  },
];
