import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import { boundInWords } from "../../engine/renewal/mix-report";
import type { Scenario } from "../../engine/renewal/scenarios";
import { minus, sumKnown, type Quantity } from "../../engine/units";
import { UNKNOWN } from "../../workbook/cells";
import type { CellTarget, NumberFormat, SheetKey, SpecCell } from "../../workbook/spec";
import { ifKnown, orUnknown, scenarioFigure, sumOf } from "./formulas";
import { reconciliationTables, trueUpOf } from "./reconciliation-sheet";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, MIX_SEATS_ROW, type Figure } from "./result-sheet";
import { DOUBLE_COVERAGE, inYear, RECONCILIATION, SCENARIOS, TRUE_DOWNS, type TableColumn } from "./tables";

/** A figure of the answer, with a link to the rows that it comes from. */
export interface Headline extends Figure {
  readonly to: CellTarget;
}

/** The figures that a reader looks for first; none where no table says who used what. */
export function headlinesOf(run: ReportInput): Headline[] {
  const { recommended } = run.analysis;
  if (recommended === null) return [];
  return [
    ...costHeadlines(run.analysis, recommended),
    ...orderHeadlines(run.analysis, recommended),
    ...gapHeadline(run.analysis),
    ...seatHeadlines(run),
  ];
}

const target = (sheet: SheetKey, row: number): CellTarget => ({ sheet, row, column: 0 });

const scenarioRow = ({ scenarios }: Analysis, scenario: Scenario): CellTarget =>
  target("scenarios", HEADER_ROWS.scenarios + 1 + scenarios.indexOf(scenario));

const COST = inYear(SCENARIOS, "Cost", 1);

function costHeadlines(analysis: Analysis, recommended: Scenario): Headline[] {
  const { asIs } = analysis;
  const [today, best] = [at(asIs.years, 0).cost, at(recommended.years, 0).cost];
  const [todayCell, bestCell] = [scenarioFigure(asIs.name, COST), scenarioFigure(recommended.name, COST)];
  const comparable = recommended.savingVsAsIs !== null;
  return [
    {
      what: `${asIs.name}, first year`,
      figure: { value: today, formula: todayCell, format: "money" },
      note: withLeftOut(asIs, "seats and tokens bought today, at today's prices"),
      to: scenarioRow(analysis, asIs),
    },
    {
      what: `${recommended.name}, first year`,
      figure: { value: best, formula: bestCell, format: "money" },
      note: withLeftOut(recommended, "the cheapest combination of covers for all users"),
      to: scenarioRow(analysis, recommended),
    },
    {
      what: "Saving, first year",
      figure: {
        ...ifKnown(comparable ? minus(today, best) : null, orUnknown(`${todayCell}-${bestCell}`)),
        format: "money",
      },
      note: comparable
        ? `${asIs.name} minus ${recommended.name}`
        : "the two sums leave different costs out, so they cannot be compared",
      to: scenarioRow(analysis, recommended),
    },
  ];
}

const withLeftOut = ({ leftOut }: Scenario, note: string): string =>
  leftOut.length === 0 ? note : `NOT in it: ${leftOut.join("; ")}`;

function orderHeadlines(analysis: Analysis, recommended: Scenario): Headline[] {
  const first = at(recommended.years, 0);
  return [
    {
      what: "Seats to order",
      figure: {
        value: first.seats,
        formula: scenarioFigure(recommended.name, SCENARIOS.seats),
        format: "whole",
      },
      note: seatsByOffering(recommended),
      to: scenarioRow(analysis, recommended),
    },
    {
      what: "Tokens to order",
      figure: {
        value: first.tokens,
        formula: scenarioFigure(recommended.name, inYear(SCENARIOS, "Tokens", 1)),
        format: "whole",
      },
      note: "tokens needed plus buffer, in whole packs",
      to: scenarioRow(analysis, recommended),
    },
  ];
}

/** "3 AutoCAD, 5 Revit": the seats of the first year. */
function seatsByOffering({ lines }: Scenario): string {
  const byOffering = new Map<string, number>();
  for (const { offering, seats } of lines)
    byOffering.set(offering, (byOffering.get(offering) ?? 0) + at(seats, 0));
  return [...byOffering]
    .filter(([, n]) => n > 0)
    .map(([offering, n]) => `${n} ${offering}`)
    .join(", ");
}

const gapHeadline = ({ mix }: Analysis): Headline[] =>
  mix === null
    ? []
    : [
        {
          what: "Proven gap",
          figure: { value: mix.gap, format: "fine percent" },
          note: `in the first year ${boundInWords(mix)}`,
          to: target("mix", MIX_SEATS_ROW),
        },
      ];

function seatHeadlines(run: ReportInput): Headline[] {
  const { reconciliations, trueDowns, doubleCoverage, assumptions } = run.analysis;
  const tables = reconciliationTables(run);
  return [
    {
      what: "Shelfware",
      figure: sumFigure(
        run,
        RECONCILIATION.shelfware,
        reconciliations.map(({ shelfware }) => shelfware),
        "whole",
      ),
      note: `seats bought but not used in ${assumptions.dormantDays} days`,
      to: target("reconciliation", tables.seats.at.row),
    },
    {
      what: "Droppable at renewal",
      figure: sumFigure(
        run,
        TRUE_DOWNS.saving,
        trueDowns.map(({ saving }) => saving),
      ),
      note: "saved per year by renewing fewer seats, at today's use",
      to: target("reconciliation", tables.trueDowns.at.row),
    },
    {
      what: "Owed in true-ups",
      figure: sumFigure(run, RECONCILIATION.trueUpCost, reconciliations.map(trueUpOf)),
      note: "one-time charge for seats assigned beyond those bought",
      to: target("reconciliation", tables.seats.at.row),
    },
    {
      what: "Paid for twice",
      figure: sumFigure(
        run,
        DOUBLE_COVERAGE.cost,
        doubleCoverage.map(({ money }) => money),
      ),
      note: "tokens drawn in the last year of use by users who held a seat",
      to: target("reconciliation", tables.doubleCoverage.at.row),
    },
  ];
}

/** The sum of a column; unknown where no table says who has or bought any seat, as then there is no row to add. */
function sumFigure<Q extends Quantity>(
  { analysis }: ReportInput,
  column: TableColumn,
  amounts: readonly (Q | null)[],
  format: NumberFormat = "money",
): SpecCell {
  if (analysis.reconciliations.length === 0) return { value: UNKNOWN, format };
  return { value: sumKnown(amounts) ?? UNKNOWN, formula: sumOf(column), format };
}
