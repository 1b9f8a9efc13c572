import { currencyText } from "../../engine/currency-codes";
import { isoDay } from "../../engine/calendar";
import { boundInWords, type MixReport, type PriceStep } from "../../engine/renewal/mix-report";
import { hasKnownCost } from "../../engine/renewal/known-cost";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { wholeNumber } from "../../engine/wording";
import type { ChartSpec, PlacedCell, SheetSpec } from "../../workbook/spec";
import { CHANGED_NAME, changedSentence } from "./changed-since";
import { scenarioFigure } from "./formulas";
import { mixPoolColumns, ONE_MORE_TOKEN_NAME } from "./mix-pools";
import { poolCoverTable } from "./pool-covers";
import { rerunNames, rerunSaving } from "./mix-rerun";
import { mixSeatColumns } from "./mix-seats";
import type { ReportInput } from "./report-input";
import {
  below,
  chartArea,
  figureCells,
  foldedColumns,
  FIRST_MIX_FIGURE_ROW,
  lastRow,
  MIX_SEATS_ROW,
  resultSheet,
  type Figure,
} from "./result-sheet";
import { robustnessTable } from "./robustness-table";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { inYear, MIX_POOLS, MIX_SEATS, PRICE_STEPS, SCENARIOS, SETTINGS, SHEET_NAMES } from "./tables";

/** The best mix of the first year: its bound, its seats and pools with their marginal costs, and other token prices. */
export function mixSheet(run: ReportInput): SheetSpec {
  const { mix, assumptions } = run.analysis;
  const seats = reportTable(
    MIX_SEATS,
    { row: MIX_SEATS_ROW, column: 0 },
    mixSeatColumns(run),
    mix?.seats ?? [],
    "Seats: cost of one more and saving from one fewer, all other users unchanged",
  );
  const pools = reportTable(
    MIX_POOLS,
    below(seats),
    mixPoolColumns(run),
    mix?.pools ?? [],
    "Token pools: cost of one more token, before rounding up to packs",
  );
  const covers = poolCoverTable(run, below(pools));
  const robustness = robustnessTable(run, lower(below(covers)));
  const { row } = lower(below(robustness));
  // A note stands between the heading and the table.
  const steps = reportTable(PRICE_STEPS, { row: row + 1, column: 0 }, STEP_COLUMNS, mix?.priceSteps ?? []);
  return resultSheet({
    key: "mix",
    title: "Best mix of seats, collections and tokens",
    frozenRows: 2,
    notes: [
      mix
        ? `First year, in ${currencyText(assumptions.currency)}. ` +
          `Covers were chosen as of ${isoDay(run.analysis.asOf)}, ` +
          `at the prices in column “${SETTINGS.used.header}” of the ${SHEET_NAMES.assumptions}. ` +
          "They do not change with a price until the next run."
        : "No table says who used what, so there is no mix to choose.",
    ],
    cells: [
      ...(mix ? figureCells(mixFigures(run, mix), FIRST_MIX_FIGURE_ROW) : []),
      {
        row: row - 1,
        column: 0,
        value: "First-year cost at other token prices, all price tiers scaled alike",
        look: "heading",
      },
      { row, column: 0, value: stepsNote(run), look: "note" },
      changedCell(covers, "Chances and use are"),
      changedCell(robustness, "These mixes are chosen and priced"),
    ],
    tables: [seats, pools, covers, robustness, steps],
    charts: mix ? [priceStepChart(assumptions.currency, lastRow(steps) + 2)] : [],
    names: [...(mix ? rerunNames(run) : []), ONE_MORE_TOKEN_NAME, CHANGED_NAME],
    folded: foldedColumns(seats, MIX_SEATS.fewest),
  });
}

/** A row further down: the one above is for a sentence below a table. */
const lower = ({ row, column }: ReportTable["at"]): ReportTable["at"] => ({ row: row + 1, column });

/** Says below a table of the run that the workbook's figures have changed since. */
const changedCell = (table: ReportTable, figures: string): PlacedCell => ({
  row: lastRow(table) + 1,
  column: 0,
  value: "",
  formula: changedSentence(figures),
  look: "alarm",
});

const priceStepChart = (currency: string, row: number): ChartSpec => ({
  name: "Cost against token price",
  title: `First-year cost by token price, ${currency}`,
  alt: "Lines: the first-year cost of four mixes at each of the token prices in the table above.",
  kind: "line",
  ...chartArea(row, { from: 0, to: 9 }),
  table: PRICE_STEPS.tableName,
  categories: PRICE_STEPS.tokenPrice.header,
  series: [PRICE_STEPS.reoptimised, PRICE_STEPS.held, PRICE_STEPS.allFlex, PRICE_STEPS.allSeats].map(
    ({ header }) => header,
  ),
  format: "money",
});

const stepsNote = ({ analysis: { assumptions } }: ReportInput): string =>
  `“${PRICE_STEPS.reoptimised.header}” chooses covers again at each price; ` +
  `the other mixes keep this run's covers. These figures do not follow the ${SHEET_NAMES.assumptions}.` +
  (assumptions.moveThreshold > 0 ? " The lower bound includes move thresholds." : "");

const STEP_COLUMNS: readonly ReportColumn<PriceStep>[] = [
  { column: PRICE_STEPS.tokenPrice, format: "price", cell: ({ tokenPrice }) => tokenPrice },
  { column: PRICE_STEPS.reoptimised, format: "money", cell: ({ cost }) => knownCell(cost) },
  { column: PRICE_STEPS.held, format: "money", cell: ({ held }) => held },
  { column: PRICE_STEPS.allFlex, format: "money", cell: ({ allFlex }) => allFlex },
  { column: PRICE_STEPS.allSeats, format: "money", cell: ({ allSeats }) => allSeats },
  { column: PRICE_STEPS.lowerBound, format: "money", cell: ({ lowerBound }) => lowerBound },
  { column: PRICE_STEPS.factor, format: "decimal", cell: ({ factor }) => factor },
];

const mixFigures = (run: ReportInput, mix: MixReport): Figure[] => [
  costFigure(run, mix),
  // Where no cost is known, every mix would be bounded by 0.
  ...(run.analysis.recommended !== null && hasKnownCost(run.analysis.recommended) ? boundFigures(mix) : []),
  rerunFigure(run, mix),
  ...mergingFigure(mix),
];

function costFigure({ analysis: { recommended } }: ReportInput, { total }: MixReport): Figure {
  const leftOut = recommended?.leftOut ?? [];
  return {
    what: "Cost, first year",
    figure: {
      value: total,
      formula: scenarioFigure(SCENARIO_NAMES["best-mix"], inYear(SCENARIOS, "Cost", 1)),
      format: "money",
    },
    note:
      `as in the ${SHEET_NAMES.scenarios}: follows the ${SHEET_NAMES.assumptions} and the ${SHEET_NAMES.users} sheet` +
      (leftOut.length === 0 ? "" : `. NOT in it: ${leftOut.join("; ")}`),
  };
}

function boundFigures(mix: MixReport): Figure[] {
  const { total, moveThresholds, lowerBound, gap, beatenBy } = mix;
  const thresholds = moveThresholds > 0;
  const weighed = thresholds ? ` plus ${wholeNumber(moveThresholds)} of move thresholds` : "";
  return [
    ...(thresholds
      ? [
          {
            what: "Move thresholds",
            figure: { value: moveThresholds, format: "money" as const },
            note: "the least saving for a move, once per user moved: it weighs in the choice, and nobody pays it",
          },
        ]
      : []),
    {
      what: thresholds ? "Lower bound (including move thresholds)" : "Lower bound",
      figure: { value: lowerBound, format: "money" },
      note:
        beatenBy === null
          ? `no mix costs less at this run's prices, where this mix costs ${wholeNumber(total)}${weighed}`
          : `of mixes that cover all use seen; ${boundInWords(mix)}`,
    },
    {
      what: "Gap",
      figure: { value: gap, format: "fine percent" },
      note: "how far this run's mix may be above the cheapest mix",
    },
  ];
}

function rerunFigure(run: ReportInput, mix: MixReport): Figure {
  const { moveThreshold } = run.analysis.assumptions;
  const further =
    moveThreshold > 0
      ? `, plus ${wholeNumber(moveThreshold)} for each user that it moves and this run does not`
      : "";
  return {
    what: "Running again could save at most",
    figure: {
      value: Math.max(mix.total + mix.moveThresholds - mix.lowerBound, 0),
      formula: rerunSaving(mix),
      format: "money",
    },
    note: `at the prices now in the ${SHEET_NAMES.assumptions}${further}`,
  };
}

const mergingFigure = ({ merging }: MixReport): Figure[] =>
  merging === null
    ? []
    : [
        {
          what: "Saving from one pool for all",
          figure: { value: merging.saving, format: "money" },
          note: `per year, with ${wholeNumber(merging.tokens)} tokens bought together`,
        },
      ];
