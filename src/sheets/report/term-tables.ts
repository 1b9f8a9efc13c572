import { currencyText } from "../../engine/currency-codes";
import { isoDay } from "../../engine/calendar";
import { priceAfterTerm } from "../../engine/estate/contract-lines";
import type { LineToSign, TermPlan } from "../../engine/renewal/term-plan";
import { rightTree, yearOfTerm } from "../../engine/rules/term-flexibility";
import { serial } from "../../workbook/cells";
import type { ChartSpec, FormulaNameSpec, TableSpec } from "../../workbook/spec";
import { orUnknown, riseFormula } from "./formulas";
import { feeColumns } from "./line-rights-table";
import type { ReportInput } from "./report-input";
import { reportTable, type ReportColumn, type ReportTable } from "./table";
import { assumptionCell, TERM_CHANCES, TERM_LINES, type TableColumn } from "./tables";

/** What money in a year and what three years of 1 are worth today. */
const WORTH_TODAY = { year: "Seatwise.a_year", threeYears: "Seatwise.annuity" } as const;
const FALL = assumptionCell("seatsFall");

/**
 * What a year of the term costs for the seats signed, and after the need fell in the second year. The third year is
 * expected to cost (1 − c)² × signed + (1 − c) × c × once + c² × twice at a chance c of a fall: signed, and
 * so much for each c and each c².
 */
const RIGHT = {
  signed: "Seatwise.right_signed",
  fallen: "Seatwise.right_fallen",
  chance: "Seatwise.right_chance",
  square: "Seatwise.right_square",
} as const;

const { year, needed, fallen, before, counted, late, twice, cap, floor, left, fee, term, rise } = TERM_LINES;
const { cost, growth, fixed } = TERM_LINES;

export function termNames(): FormulaNameSpec[] {
  const costs = (seats: TableColumn): string => `SUMPRODUCT(${year.all}*${seats.all})`;
  return [
    { name: RIGHT.signed, formula: costs(needed) },
    { name: RIGHT.fallen, formula: costs(fallen) },
    { name: RIGHT.chance, formula: `SUMPRODUCT(${year.all}*(${fallen.all}+${late.all}-2*${needed.all}))` },
    {
      name: RIGHT.square,
      formula: `SUMPRODUCT(${year.all}*(${needed.all}-${fallen.all}-${late.all}+${twice.all}))`,
    },
    { name: WORTH_TODAY.year, formula: `1+${assumptionCell("discountRate")}` },
    { name: WORTH_TODAY.threeYears, formula: `1+1/${WORTH_TODAY.year}+1/${WORTH_TODAY.year}^2` },
  ];
}

/** A row of chances with the cost of each year under the right, before discount and premium. */
interface ChanceRow {
  readonly chance: number;
  readonly costs: TermPlan["rows"][number];
  readonly second: number;
  readonly third: number;
}

/** What three years are expected to cost by the chance that the need falls. */
export function termChanceTable(run: ReportInput, plan: TermPlan, place: TableSpec["at"]): ReportTable {
  const sums = rightSums(run, plan);
  const rows = plan.rows.map((costs): ChanceRow => {
    const { chance } = costs;
    const stays = 1 - chance;
    return {
      chance,
      costs,
      second: stays * sums.signed + chance * sums.fallen,
      third: stays ** 2 * sums.signed + stays * chance * sums.once + chance ** 2 * sums.twice,
    };
  });
  return reportTable(
    TERM_CHANCES,
    place,
    chanceColumns(run),
    rows,
    "Length against flexibility: the expected cost of three years in today's money, by the chance of a fall a year",
  );
}

function rightSums(run: ReportInput, { lines }: TermPlan) {
  const fall = run.analysis.assumptions.seatsFall;
  const sum = (of: (tree: ReturnType<typeof rightTree>) => number): number =>
    lines.reduce((all, line) => all + yearOfTerm(line) * of(rightTree(line, fall)), 0);
  return {
    signed: sum(({ first }) => first),
    fallen: sum((tree) => tree.fallen),
    once: sum((tree) => tree.fallen + tree.late),
    twice: sum((tree) => tree.twice),
  };
}

function chanceColumns({ analysis }: ReportInput): ReportColumn<ChanceRow>[] {
  const { chance, need, stays, second, third } = TERM_CHANCES;
  const fall = analysis.assumptions.seatsFall;
  const grown = `(1+${growth.all}*${need.here}+(${growth.all}*${need.here})^2)`;
  return [
    { column: chance, format: "percent", cell: (row) => row.chance },
    {
      column: need,
      format: "percent",
      cell: (row) => ({ value: 1 - row.chance * fall, formula: orUnknown(`1-${chance.here}*${FALL}`) }),
    },
    {
      column: TERM_CHANCES.yearly,
      format: "money",
      cell: ({ costs }) => ({ value: costs.yearly, formula: orUnknown(`SUMPRODUCT(${cost.all}*${grown})`) }),
    },
    {
      column: TERM_CHANCES.fixed,
      format: "money",
      cell: ({ costs }) => ({ value: costs.fixed, formula: orUnknown(`SUMPRODUCT(${fixed.all}*1)`) }),
    },
    {
      column: TERM_CHANCES.flexible,
      format: "money",
      cell: ({ costs }) => ({
        value: costs.flexible,
        formula: orUnknown(
          `(1+${assumptionCell("rightPremium")})*` +
            `(${RIGHT.signed}+${second.here}/${WORTH_TODAY.year}+${third.here}/${WORTH_TODAY.year}^2)`,
        ),
      }),
    },
    {
      column: second,
      format: "money",
      cell: (row) => ({
        value: row.second,
        formula: orUnknown(`${stays.here}*${RIGHT.signed}+${chance.here}*${RIGHT.fallen}`),
      }),
    },
    {
      column: third,
      format: "money",
      cell: (row) => ({
        value: row.third,
        formula: orUnknown(`${RIGHT.signed}+${chance.here}*(${RIGHT.chance}+${chance.here}*${RIGHT.square})`),
      }),
    },
    {
      column: stays,
      format: "percent",
      cell: (row) => ({ value: 1 - row.chance, formula: orUnknown(`1-${chance.here}`) }),
    },
  ];
}

/** The lines behind the chances. */
export const termLineTable = (run: ReportInput, plan: TermPlan, place: TableSpec["at"]): ReportTable =>
  reportTable(
    TERM_LINES,
    place,
    [...termPriceColumns(run), ...termSeatColumns(run), ...costsOfTerm(run)],
    plan.lines,
    "Length against flexibility, by line",
  );

const termPriceColumns = (run: ReportInput): ReportColumn<LineToSign>[] => [
  { column: TERM_LINES.contract, format: "text", cell: ({ right }) => right.contract },
  { column: TERM_LINES.offering, format: "text", cell: ({ right }) => right.offering },
  {
    column: TERM_LINES.renewal,
    format: "date",
    cell: ({ right }) => serial(run.dateSystem, right.renewal),
  },
  { column: needed, format: "whole", cell: (line) => line.needed },
  ...Object.values(
    feeColumns<LineToSign>(run, TERM_LINES, ({ right: { offering, of } }) => ({
      offering,
      price: priceAfterTerm(of),
    })),
  ),
  { column: TERM_LINES.ownRise, format: "percent", cell: ({ right }) => right.of.uplift },
  { column: TERM_LINES.riseCap, format: "percent", cell: ({ right }) => right.of.upliftCap },
  {
    column: rise,
    format: "percent",
    cell: ({ uplift }) => ({
      value: uplift,
      formula: riseFormula({ own: TERM_LINES.ownRise, cap: TERM_LINES.riseCap }),
    }),
  },
  { column: term, format: "price", cell: ({ termPrice }) => termPrice },
  {
    column: year,
    format: "price",
    cell: (line) => ({ value: yearOfTerm(line), formula: `IF(${term.here}="",${fee.here},${term.here}/3)` }),
  },
];

function termSeatColumns(run: ReportInput): ReportColumn<LineToSign>[] {
  const { seatsFall } = run.analysis.assumptions;
  const tree = (line: LineToSign) => rightTree(line, seatsFall);
  return [
    { column: cap, format: "percent", cell: (line) => line.cap },
    { column: TERM_LINES.capOf, format: "text", cell: ({ capOf }) => capOf },
    { column: floor, format: "decimal", cell: (line) => line.floor },
    {
      column: fallen,
      format: "decimal",
      cell: (line) => ({
        value: tree(line).fallen,
        formula: orUnknown(`MAX(${needed.here}*(1-${FALL}),${needed.here}*(1-${cap.here}),${floor.here})`),
      }),
    },
    {
      column: before,
      format: "decimal",
      cell: (line) => ({
        value: beforeCap(line, tree(line).fallen),
        formula: orUnknown(`IF(${TERM_LINES.capOf.here}="band",${needed.here},${fallen.here})`),
      }),
    },
    {
      column: counted,
      format: "decimal",
      cell: (line) => ({
        value: capCounts(line, tree(line).fallen),
        formula: orUnknown(`IF(${TERM_LINES.capOf.here}="last year",${fallen.here},${needed.here})`),
      }),
    },
    {
      column: left,
      format: "decimal",
      cell: (line) => ({
        value: beforeCap(line, tree(line).fallen) - capCounts(line, tree(line).fallen) * line.cap,
        formula: orUnknown(`${before.here}-${counted.here}*${cap.here}`),
      }),
    },
    {
      column: late,
      format: "decimal",
      cell: (line) => ({ value: tree(line).late, formula: after(1) }),
    },
    {
      column: twice,
      format: "decimal",
      cell: (line) => ({ value: tree(line).twice, formula: after(2) }),
    },
  ];
}

function costsOfTerm(run: ReportInput): ReportColumn<LineToSign>[] {
  const d = 1 + run.analysis.assumptions.discountRate;
  return [
    {
      column: cost,
      format: "money",
      cell: (line) => ({ value: line.price * line.needed, formula: orUnknown(`${fee.here}*${needed.here}`) }),
    },
    {
      column: growth,
      format: "decimal",
      cell: (line) => ({
        value: (1 + line.uplift) / d,
        formula: orUnknown(`(1+${rise.here})/${WORTH_TODAY.year}`),
      }),
    },
    {
      column: fixed,
      format: "money",
      cell: ({ price, needed: n, termPrice }) => ({
        value: termPrice === null ? price * n * (1 + 1 / d + 1 / d ** 2) : termPrice * n,
        formula: orUnknown(
          `IF(${term.here}="",${cost.here}*${WORTH_TODAY.threeYears},${term.here}*${needed.here})`,
        ),
      }),
    },
  ];
}

const after = (falls: number): string =>
  orUnknown(`MAX(${needed.here}*(1-${FALL})^${falls},${left.here}+0,${floor.here})`);

/** The seats from which the cap lets some go after the first fall. */
const beforeCap = ({ capOf, needed: signed }: LineToSign, after: number): number =>
  capOf === "band" ? signed : after;

/** The seats of which the cap is a share. */
const capCounts = ({ capOf, needed: signed }: LineToSign, after: number): number =>
  capOf === "last year" ? after : signed;

/** Three lines over the chances. */
export const termChart = (run: ReportInput, area: Pick<ChartSpec, "from" | "to">): ChartSpec => ({
  name: "Length against flexibility",
  title: `Three years by the chance that the need falls, ${currencyText(run.analysis.assumptions.currency)}`,
  alt:
    `Lines: the expected cost of three years in today's money, as of ${isoDay(run.analysis.asOf)}, one year at a ` +
    "time, at a fixed price, and at a fixed price with a right to reduce, by the chance of a fall a year.",
  kind: "line",
  ...area,
  table: TERM_CHANCES.tableName,
  categories: TERM_CHANCES.chance.header,
  series: [TERM_CHANCES.yearly, TERM_CHANCES.fixed, TERM_CHANCES.flexible].map(({ header }) => header),
  format: "money",
});
