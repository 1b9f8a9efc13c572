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
  TRUE_UPS,
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

/** The true-ups by wording; undefined where nothing is over, and was not by what a contract counts. */
function trueUpTable({ analysis }: ReportInput, above: ReportTable): ReportTable | undefined {
  const rows = analysis.reconciliations.flatMap((of) => {
    const { trueUps } = of;
    const isOver = trueUps.some(({ wording, seats }) => wording === "snapshot" && seats.high !== 0);
    const isShown =
      isOver ||
      trueUps.some(({ isAgreed, wording, seats }) => (isAgreed && wording !== "snapshot") || seats.low !== 0);
    return isShown ? trueUps.map((one) => ({ of, one })) : [];
  });
  if (rows.length === 0) return undefined;
  return reportTable(
    TRUE_UPS,
    below(above),
    TRUE_UPS_COLUMNS,
    rows,
    "True-ups by the wording of the contract: for the time until now, and for a year from the renewal on",
  );
}

/** Seats bought against assigned against used; seats to drop; double coverage; and how users add up to scenarios. */
export function reconciliationSheet(run: ReportInput): SheetSpec {
  const { seats, trueDowns, doubleCoverage, untracked } = reconciliationTables(run);
  const hasUntracked = run.analysis.untrackedProducts.length > 0;
  const last = hasUntracked ? untracked : doubleCoverage;
  const trueUps = trueUpTable(run, last);
  const tables = [
    ...[seats, trueDowns, doubleCoverage],
    ...(hasUntracked ? [untracked] : []),
    ...(trueUps === undefined ? [] : [trueUps]),
    ...costTables(run, trueUps ?? last),
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
  orUnknown(`IF(${years.here}=0,0,${years.here}*${RECONCILIATION.overagePrice.here})`);

/** Seats charged for so many months, in years of one seat. */
const yearsFormula = (charged: TableColumn, months: TableColumn): string =>
  orUnknown(`${charged.here}*${months.here}/12`);

/** Seats over, at most as many as the vendor may charge. `over` is arithmetic: MIN skips a text. */
const chargedFormula = (over: string): string =>
  orUnknown(`MAX(MIN(${over},${RECONCILIATION.mostCharged.here}),0)`);

/** The seat years by the contract's wording, else by the snapshot. */
const countedFormula = (agreed: TableColumn, years: TableColumn): string =>
  orUnknown(`IF(${agreed.here}="",${years.here},${agreed.here})`);

const { variance: over, notOwed: unsure } = RECONCILIATION;

const chargedSeats = ({ variance, overageCap }: Reconciliation, without: number): number | null =>
  variance === null ? null : Math.max(Math.min(variance - without, overageCap ?? Infinity), 0);

const seatYears = (of: Reconciliation, without: number, months: number): number | null => {
  const charged = chargedSeats(of, without);
  return charged === null ? null : (charged * months) / 12;
};

/** The seat years of a wording other than the snapshot that a contract has; null for none. */
function agreedYears({ trueUps }: Reconciliation, bound: "low" | "high"): number | "unknown" | null {
  const agreed = trueUps.filter(({ isAgreed }) => isAgreed);
  if (agreed.every(({ wording }) => wording === "snapshot")) return null;
  const months = agreed.map(({ seatMonths }) => seatMonths[bound]);
  const known = months.filter((n) => n !== null);
  if (known.length < months.length) return "unknown";
  return (bound === "low" ? Math.min(...known) : Math.max(...known)) / 12;
}

/** What counts for the true-up: by the contract's wording, else by the snapshot. */
const countedYears = (of: Reconciliation, bound: "low" | "high"): number | null => {
  const agreed = agreedYears(of, bound);
  const years = seatYears(of, bound === "low" ? notOwedOf(of) : 0, of.months[bound]);
  return agreed === null ? years : agreed === "unknown" ? null : agreed;
};

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
      formula: boundFormula(RECONCILIATION.countedLow),
    }),
    total: "sum",
  },
  {
    column: RECONCILIATION.trueUpHigh,
    format: "money",
    cell: ({ trueUpHigh }) => ({
      value: knownCell(trueUpHigh),
      formula: boundFormula(RECONCILIATION.countedHigh),
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
  { column: RECONCILIATION.mostCharged, format: "whole", cell: ({ overageCap }) => overageCap },
  {
    column: RECONCILIATION.chargedLow,
    format: "whole",
    cell: (one) => ({
      value: knownCell(chargedSeats(one, notOwedOf(one))),
      formula: chargedFormula(`${over.here}-${unsure.here}`),
    }),
  },
  {
    column: RECONCILIATION.chargedHigh,
    format: "whole",
    cell: (one) => ({ value: knownCell(chargedSeats(one, 0)), formula: chargedFormula(`${over.here}+0`) }),
  },
  {
    column: RECONCILIATION.yearsLow,
    format: "decimal",
    cell: (one) => ({
      value: knownCell(seatYears(one, notOwedOf(one), one.months.low)),
      formula: yearsFormula(RECONCILIATION.chargedLow, RECONCILIATION.monthsLow),
    }),
  },
  {
    column: RECONCILIATION.yearsHigh,
    format: "decimal",
    cell: (one) => ({
      value: knownCell(seatYears(one, 0, one.months.high)),
      formula: yearsFormula(RECONCILIATION.chargedHigh, RECONCILIATION.monthsHigh),
    }),
  },
  { column: RECONCILIATION.agreedLow, format: "decimal", cell: (of) => agreedYears(of, "low") },
  { column: RECONCILIATION.agreedHigh, format: "decimal", cell: (of) => agreedYears(of, "high") },
  {
    column: RECONCILIATION.countedLow,
    format: "decimal",
    cell: (of) => ({
      value: knownCell(countedYears(of, "low")),
      formula: countedFormula(RECONCILIATION.agreedLow, RECONCILIATION.yearsLow),
    }),
  },
  {
    column: RECONCILIATION.countedHigh,
    format: "decimal",
    cell: (of) => ({
      value: knownCell(countedYears(of, "high")),
      formula: countedFormula(RECONCILIATION.agreedHigh, RECONCILIATION.yearsHigh),
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

/** A wording of an offering's true-up. */
interface TrueUpRow {
  readonly of: Reconciliation;
  readonly one: Reconciliation["trueUps"][number];
}

const boundColumn = (
  column: TableColumn,
  value: (row: TrueUpRow) => number | null,
  amount: TableColumn,
  price: string,
): ReportColumn<TrueUpRow> => ({
  column,
  format: "money",
  cell: (row) => ({
    value: knownCell(value(row)),
    formula: orUnknown(`IF(${amount.here}=0,0,${amount.here}*${price})`),
  }),
});

const BACK_PRICE = `${TRUE_UPS.overagePrice.here}/12`;
const OVERAGE_PRICE = valueAt(RECONCILIATION.overagePrice, RECONCILIATION.offering, TRUE_UPS.offering.here);
const RENEWAL_PRICE = valueAt(PRICES.listed, PRICES.offering, TRUE_UPS.offering.here);

const TRUE_UPS_COLUMNS: readonly ReportColumn<TrueUpRow>[] = [
  { column: TRUE_UPS.offering, format: "text", cell: ({ of }) => of.offering },
  { column: TRUE_UPS.wording, format: "text", cell: ({ one }) => one.wording },
  { column: TRUE_UPS.isAgreed, format: "text", cell: ({ one }) => (one.isAgreed ? "yes" : "") },
  { column: TRUE_UPS.seatsLow, format: "decimal", cell: ({ one }) => knownCell(one.seats.low) },
  { column: TRUE_UPS.seatsHigh, format: "decimal", cell: ({ one }) => knownCell(one.seats.high) },
  boundColumn(TRUE_UPS.backLow, ({ one }) => one.retroactive.low, TRUE_UPS.monthsLow, BACK_PRICE),
  boundColumn(TRUE_UPS.backHigh, ({ one }) => one.retroactive.high, TRUE_UPS.monthsHigh, BACK_PRICE),
  boundColumn(TRUE_UPS.aheadLow, ({ one }) => one.forward.low, TRUE_UPS.seatsLow, TRUE_UPS.renewalPrice.here),
  boundColumn(
    TRUE_UPS.aheadHigh,
    ({ one }) => one.forward.high,
    TRUE_UPS.seatsHigh,
    TRUE_UPS.renewalPrice.here,
  ),
  { column: TRUE_UPS.reason, format: "text", look: "wrap", cell: ({ one }) => one.reason ?? "" },
  { column: TRUE_UPS.monthsLow, format: "decimal", cell: ({ one }) => knownCell(one.seatMonths.low) },
  { column: TRUE_UPS.monthsHigh, format: "decimal", cell: ({ one }) => knownCell(one.seatMonths.high) },
  {
    column: TRUE_UPS.overagePrice,
    format: "price",
    cell: ({ of }) => ({ value: knownCell(of.overagePrice), formula: orUnknown(`${OVERAGE_PRICE}+0`) }),
  },
  {
    column: TRUE_UPS.renewalPrice,
    format: "price",
    cell: ({ of }) => ({ value: knownCell(of.renewalPrice), formula: orUnknown(`${RENEWAL_PRICE}+0`) }),
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
