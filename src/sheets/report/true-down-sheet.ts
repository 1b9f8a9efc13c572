import { at } from "../../engine/at";
import { isoDay } from "../../engine/calendar";
import { monthsToNext } from "../../engine/estate/contract-lines";
import { clauseValues, needError, type ContractClauseValue } from "../../engine/negotiation/clause-values";
import { changeText, contractClauses, type ContractClause } from "../../engine/negotiation/contract-clauses";
import { delays, isPaidIfMissed, type Delay } from "../../engine/negotiation/cost-of-delay";
import { lineRights, ratchetYears, type RatchetYear } from "../../engine/renewal/line-rights";
import { mergedOfferings, type MergedOffering } from "../../engine/negotiation/merger";
import { placeText, recoveryOf } from "../../engine/negotiation/recovery";
import { termPlan, termPlanText } from "../../engine/renewal/term-plan";
import { CLAUSE_ELEMENTS } from "../../engine/rules/clause-strength";
import { TYPICAL_ESTATES, type TypicalEstate } from "../../engine/rules/typical-recovery";
import { capitalised, listed, percentText } from "../../engine/wording";
import { serial, UNKNOWN } from "../../workbook/cells";
import type { ChartSpec, SheetSpec, TableSpec } from "../../workbook/spec";
import { orUnknown, quoted } from "./formulas";
import { DOWN_NAMES, downNames, feeColumns, lineRightTable } from "./line-rights-table";
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
import { CLAUSES, DELAYS, LINE_RIGHTS, MERGER, RATCHET_PATHS, SHEET_NAMES, TYPICAL } from "./tables";
import { termChanceTable, termChart, termLineTable, termNames } from "./term-tables";

/** What may go at each renewal, what the rights to reduce save and are worth, and what waiting costs. */
export function trueDownSheet(run: ReportInput): SheetSpec {
  const { analysis } = run;
  const lines = lineRightTable(run, { row: HEADER_ROWS["true-down"], column: 0 });
  const chartRow = lastRow(lines) + 2;
  const plan = termPlan(analysis);
  const isKnown = lineRights(analysis).some(({ path }) => path.length > 0);
  const hasChart = isKnown || plan !== null;
  const years = ratchetTable(run, hasChart ? { row: belowChart(chartRow), column: 0 } : below(lines));
  const clauses = clauseTable(run, below(years));
  const waiting = delayTable(run, below(clauses));
  const tables = [lines, years, clauses, waiting];
  const next = (): TableSpec["at"] => below(at(tables, tables.length - 1));
  const merged = mergedOfferings(analysis);
  if (merged.length > 0) tables.push(mergerTable(merged, next()));
  if (recoveryOf(analysis) !== null) tables.push(typicalTable(run, next()));
  if (plan !== null) tables.push(termChanceTable(run, plan, next()));
  if (plan !== null) tables.push(termLineTable(run, plan, next()));
  return resultSheet({
    key: "true-down",
    title: "True-down",
    frozenRows: HEADER_ROWS["true-down"],
    notes: notesOf(run),
    widths: lines.widths,
    tables,
    charts: [
      ...(isKnown ? [ratchetChart(run, chartArea(chartRow, { from: 0, to: 4 }))] : []),
      ...(plan === null ? [] : [termChart(run, chartArea(chartRow, { from: 5, to: 12 }))]),
    ],
    names: [...downNames(run), ...(plan === null ? [] : termNames())],
    folded: foldedColumns(lines, LINE_RIGHTS.renewal, tables),
    newPage: clauses,
  });
}

function notesOf({ analysis }: ReportInput): string[] {
  const { currency } = analysis.assumptions;
  const plan = termPlan(analysis);
  const error = needError(analysis);
  const leftOut =
    plan === null || plan.leftOut === 0 ? "" : ` (without ${plan.leftOut} lines of unknown terms)`;
  return [
    `Amounts in ${currency}. Years count from each line's own renewal. Needed: today's covers. Seats follow the ` +
      `contracts; prices, rises and the discount follow the ${SHEET_NAMES.assumptions}. Reset: the quantity is set ` +
      "anew at signing, then the cap holds. " +
      (error === null
        ? "A right is worth what it saves if the need stays: too few months are known for its error."
        : `A right is worth the mean over simulated needs whose error in a year is ${percentText(error)}, as this ` +
          "estate's own months show."),
    ...(plan === null ? [] : [`${termPlanText(plan, analysis)}${leftOut}.`]),
    ...recoveryNote(analysis),
  ];
}

function recoveryNote(analysis: ReportInput["analysis"]): string[] {
  const recovery = recoveryOf(analysis);
  if (recovery === null) return [];
  const { shelfware, droppable, place } = recovery;
  if (shelfware === null || place === null)
    return ["The share of shelfware is unknown, so no typical estate is compared."];
  const goes = droppable === null ? "an unknown share" : percentText(droppable);
  return [
    `${percentText(shelfware)} of the seats are shelfware, ${placeText(place)}; ${goes} may go at the next renewals. ` +
      "No figure rests on typical estates.",
  ];
}

const ratchetChart = (run: ReportInput, area: Pick<ChartSpec, "from" | "to">): ChartSpec => ({
  name: "Ratchet against true-down",
  title: "Seats paid for on today's lines, by year",
  alt:
    `Lines: the seats paid for in each year from the renewals on, as of ${isoDay(run.analysis.asOf)}: needed, ` +
    "without a right to reduce, with it, and reset at signing.",
  kind: "line",
  ...area,
  table: RATCHET_PATHS.tableName,
  categories: RATCHET_PATHS.year.header,
  series: [RATCHET_PATHS.needed, RATCHET_PATHS.without, RATCHET_PATHS.withRight, RATCHET_PATHS.reset].map(
    ({ header }) => header,
  ),
  format: "whole",
});

function ratchetTable(run: ReportInput, place: TableSpec["at"]): ReportTable {
  const known = lineRights(run.analysis).filter(({ path }) => path.length > 0).length;
  const all = lineRights(run.analysis).length;
  const rows = known === 0 ? [] : ratchetYears(run.analysis);
  return reportTable(
    RATCHET_PATHS,
    place,
    ratchetColumns(known),
    rows,
    `Ratchet against true-down, all lines together${known < all ? " whose terms are known" : ""}`,
  );
}

function ratchetColumns(known: number): ReportColumn<RatchetYear>[] {
  const { year, without, withRight, reset, saves, resetSaves } = RATCHET_PATHS;
  const inYear = (name: string, i = year.here): string => `INDEX(${name},0,${i})`;
  // A line whose figure is unknown must not make a sum smaller.
  const whole = (cells: string, sum: string): string =>
    `IF(COUNT(${cells})=${RATCHET_PATHS.lines.here},${sum},${quoted(UNKNOWN)})`;
  const yearSum = (name: string): string => whole(inYear(name), `SUM(${inYear(name)})`);
  const unpriced = (row: RatchetYear): boolean => row.savedByRight === null || row.savedByRebasing === null;
  return [
    { column: year, format: "whole", cell: (row) => row.year, total: { label: "Total" } },
    { column: RATCHET_PATHS.lines, format: "whole", cell: () => known },
    { column: RATCHET_PATHS.needed, format: "whole", cell: (row) => row.needed },
    {
      column: without,
      format: "whole",
      cell: (row) => ({
        value: row.without,
        // In every year, the seats owned are on the lines whose first year is known.
        formula: orUnknown(whole(inYear(DOWN_NAMES.keeps, "1"), DOWN_NAMES.owned)),
      }),
    },
    {
      column: withRight,
      format: "whole",
      cell: (row) => ({ value: row.withRight, formula: yearSum(DOWN_NAMES.pays) }),
    },
    {
      column: reset,
      format: "whole",
      cell: (row) => ({ value: row.rebased, formula: yearSum(DOWN_NAMES.resetPays) }),
    },
    {
      column: saves,
      format: "money",
      cell: (row) => ({
        value: knownCell(unpriced(row) ? null : row.savedByRight),
        formula: yearSum(DOWN_NAMES.saves),
      }),
      total: "sum",
    },
    {
      column: resetSaves,
      format: "money",
      cell: (row) => ({
        value: knownCell(unpriced(row) ? null : row.savedByRebasing),
        formula: yearSum(DOWN_NAMES.resetSaves),
      }),
      total: "sum",
    },
  ];
}

/** A contract's clause and what it is worth. */
type ClauseRow = ContractClause & { readonly worth: ContractClauseValue };

function clauseTable({ analysis }: ReportInput, place: TableSpec["at"]): ReportTable {
  const values = clauseValues(analysis);
  const rows = contractClauses(analysis).map((clause, i): ClauseRow => ({ ...clause, worth: at(values, i) }));
  const elements = `${CLAUSES.timing.here.replace(/\]\]$/, "")}]:[${CLAUSES.consent.header}]]`;
  const columns: ReportColumn<ClauseRow>[] = [
    { column: CLAUSES.contract, format: "text", look: "wrap", cell: ({ contract }) => contract },
    { column: CLAUSES.unknown, format: "text", look: "wrap", cell: ({ unknown }) => listed(unknown) },
    ...CLAUSE_ELEMENTS.map((element): ReportColumn<ClauseRow> => ({
      column: CLAUSES[element],
      format: "decimal",
      cell: (row) => knownCell(row.elements[element]),
    })),
    {
      column: CLAUSES.strength,
      format: "decimal",
      cell: ({ strength }) => ({ value: knownCell(strength), formula: orUnknown(`AVERAGE(${elements})`) }),
    },
    { column: CLAUSES.value, format: "money", cell: ({ worth }) => knownCell(worth.value?.value ?? null) },
    { column: CLAUSES.low, format: "money", cell: ({ worth }) => knownCell(worth.value?.low ?? null) },
    { column: CLAUSES.high, format: "money", cell: ({ worth }) => knownCell(worth.value?.high ?? null) },
    { column: CLAUSES.futures, format: "whole", cell: ({ worth }) => worth.futures },
    { column: CLAUSES.change, format: "text", look: "wrap", cell: (row) => capitalised(changeText(row)) },
  ];
  return reportTable(
    CLAUSES,
    place,
    columns,
    rows,
    "Strength of each contract's clause, 0 weak to 1 strong, and the most to give for its right, as this run found",
  );
}

function delayTable(run: ReportInput, place: TableSpec["at"]): ReportTable {
  return reportTable(
    DELAYS,
    place,
    [...surplusColumns(), ...missedColumns(run)],
    delays(run.analysis),
    "Cost of delay: what seats that nobody needs cost until they go, each month later, and if notice is missed",
  );
}

/** A product of seats, 0 without any, whatever their price. */
const productOfSeats = (n: string, formula: string): string => orUnknown(`IF(${n}=0,0,${formula})`);

function surplusColumns(): ReportColumn<Delay>[] {
  const { surplus, feeToday, months } = DELAYS;
  return [
    {
      column: DELAYS.contract,
      format: "text",
      look: "wrap",
      cell: ({ right }) => right.contract,
      total: { label: "Total" },
    },
    { column: DELAYS.offering, format: "text", look: "wrap", cell: ({ right }) => right.offering },
    { column: surplus, format: "whole", cell: (delay) => knownCell(delay.surplus), total: "sum" },
    { column: feeToday, format: "price", cell: ({ right }) => knownCell(right.of.price) },
    { column: months, format: "decimal", cell: (delay) => knownCell(delay.months) },
    {
      column: DELAYS.untilThen,
      format: "money",
      cell: ({ untilThen }) => ({
        value: knownCell(untilThen),
        formula: productOfSeats(surplus.here, `${surplus.here}*${feeToday.here}*${months.here}/12`),
      }),
      total: "sum",
    },
  ];
}

function missedColumns(run: ReportInput): ReportColumn<Delay>[] {
  const { surplus, fee, goes, term, counts, stay } = DELAYS;
  const fees = feeColumns<Delay>(run, DELAYS, ({ right }) => right);
  return [
    fees.fee,
    {
      column: DELAYS.monthly,
      format: "money",
      cell: ({ monthly }) => ({
        value: knownCell(monthly),
        formula: productOfSeats(surplus.here, `${surplus.here}*${fee.here}/12`),
      }),
      total: "sum",
    },
    { column: goes, format: "whole", cell: ({ right }) => knownCell(right.droppable) },
    { column: term, format: "whole", cell: ({ right }) => monthsToNext(right.of) },
    {
      column: DELAYS.missed,
      format: "money",
      cell: ({ missed }) => ({
        value: knownCell(missed),
        formula: productOfSeats(stay.here, `${stay.here}*${fee.here}*${term.here}/12`),
      }),
      total: "sum",
    },
    {
      column: DELAYS.standing,
      format: "text",
      look: "wrap",
      cell: ({ isMissed }) => (isMissed ? "missed" : ""),
    },
    {
      column: DELAYS.renewal,
      format: "date",
      cell: ({ right }) => serial(run.dateSystem, right.renewal) ?? null,
    },
    fees.own,
    fees.listed,
    {
      column: counts,
      format: "whole",
      cell: keptIfMissed,
    },
    {
      column: stay,
      format: "whole",
      cell: (delay) => ({
        value: knownCell(delay.right.droppable === null ? null : delay.right.droppable * keptIfMissed(delay)),
        formula: orUnknown(`${goes.here}*${counts.here}`),
      }),
    },
  ];
}

/** 1 where a missed notice keeps seats that would save money, else 0. */
const keptIfMissed = ({ right }: Delay): number => Number(isPaidIfMissed(right));

function mergerTable(rows: readonly MergedOffering[], place: TableSpec["at"]): ReportTable {
  const columns: ReportColumn<MergedOffering>[] = [
    {
      column: MERGER.offering,
      format: "text",
      look: "wrap",
      cell: ({ offering }) => offering,
      total: { label: "Total" },
    },
    { column: MERGER.contracts, format: "text", look: "wrap", cell: ({ contracts }) => contracts },
    { column: MERGER.together, format: "whole", cell: ({ together }) => together, total: "sum" },
    { column: MERGER.held, format: "whole", cell: ({ held }) => held, total: "sum" },
    { column: MERGER.inSeveral, format: "whole", cell: ({ inSeveral }) => inSeveral, total: "sum" },
    { column: MERGER.needed, format: "whole", cell: ({ needed }) => knownCell(needed), total: "sum" },
    {
      column: MERGER.surplus,
      format: "whole",
      cell: ({ surplus }) => ({
        value: knownCell(surplus),
        formula: orUnknown(`${MERGER.together.here}-${MERGER.needed.here}`),
      }),
      total: "sum",
    },
    { column: MERGER.cost, format: "money", cell: ({ surplusCost }) => knownCell(surplusCost), total: "sum" },
    { column: MERGER.goes, format: "whole", cell: ({ goes }) => knownCell(goes), total: "sum" },
    {
      column: MERGER.kept,
      format: "whole",
      cell: ({ kept }) => ({
        value: knownCell(kept),
        formula: orUnknown(`${MERGER.surplus.here}-${MERGER.goes.here}`),
      }),
      total: "sum",
    },
  ];
  return reportTable(
    MERGER,
    place,
    columns,
    rows,
    "The companies together: each person once, their contracts combined",
  );
}

function typicalTable({ analysis }: ReportInput, place: TableSpec["at"]): ReportTable {
  const where = recoveryOf(analysis)?.place ?? null;
  const here = (estate: TypicalEstate): string => {
    if (where === null) return UNKNOWN;
    if (where.below === estate) return where.above === estate ? "here" : "above this";
    return where.above === estate ? "below this" : "";
  };
  const columns: ReportColumn<TypicalEstate>[] = [
    { column: TYPICAL.estate, format: "text", look: "wrap", cell: ({ name }) => capitalised(name) },
    { column: TYPICAL.here, format: "text", cell: here },
    { column: TYPICAL.shelfwareLow, format: "percent", cell: ({ shelfware }) => shelfware[0] },
    { column: TYPICAL.shelfwareHigh, format: "percent", cell: ({ shelfware }) => shelfware[1] },
    { column: TYPICAL.recoverLow, format: "percent", cell: ({ recoverable }) => recoverable[0] },
    { column: TYPICAL.recoverHigh, format: "percent", cell: ({ recoverable }) => recoverable[1] },
  ];
  return reportTable(TYPICAL, place, columns, TYPICAL_ESTATES, "Typical estates, for comparison only");
}
