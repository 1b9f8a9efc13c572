import { boundInWords } from "../../engine/renewal/mix-report";
import type { Scenario } from "../../engine/renewal/scenarios";
import { total } from "../../engine/units";
import type { CellTarget, SheetKey, SpecCell } from "../../workbook/spec";
import { DOUBLE_COVERAGE, RECONCILIATION, reconciliationRows, TRUE_DOWN } from "./reconciliation-sheet";
import type { ReportInput } from "./report-input";
import { SEATS_ROW } from "./mix-sheet";
import { costColumn, scenarioFigure } from "./references";

/** One figure of the answer, what it means, and the rows that it comes from. */
export interface Headline {
  readonly what: string;
  readonly figure: SpecCell;
  readonly note: string;
  readonly to: CellTarget;
}

/** The figures that a person looks for first; none when no table says who used what. */
export function headlinesOf(run: ReportInput): Headline[] {
  const { analysis } = run;
  const { mix } = analysis;
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
    {
      what: "As is, first year",
      figure: money(first(0), pays(asIs.name)),
      note: without(asIs, "seats bought and tokens bought, at today's prices"),
      to: scenarioRow(0),
    },
    {
      what: `${best.name}, first year`,
      figure: money(first(last), pays(best.name)),
      note: without(best, "the cheapest cover for everybody together"),
      to: scenarioRow(last),
    },
    {
      what: "Saving, first year",
      figure:
        best.savingVsAsIs === null
          ? { value: "unknown" }
          : money(first(0) - first(last), `${pays(asIs.name)}-${pays(best.name)}`),
      note:
        best.savingVsAsIs === null
          ? "the two leave different things out"
          : `as is less ${best.name.toLowerCase()}`,
      to: scenarioRow(last),
    },
    {
      what: "Seats to order",
      figure: {
        value: best.years[0]?.seats ?? 0,
        formula: scenarioFigure(best.name, "Seats"),
        format: "whole",
      },
      note: ordered(best),
      to: scenarioRow(last),
    },
    {
      what: "Tokens to order",
      figure: {
        value: best.years[0]?.tokens ?? 0,
        formula: scenarioFigure(best.name, "Tokens year 1"),
        format: "whole",
      },
      note: "what is needed with what is bought on top, in whole packs",
      to: scenarioRow(last),
    },
    ...(mix
      ? [
          {
            what: "Proven gap",
            figure: { value: mix.gap, format: "fine percent" as const },
            note: `in the first year ${boundInWords(mix)}`,
            to: at("mix", SEATS_ROW),
          },
        ]
      : []),
    {
      what: "Shelfware",
      figure: { value: shelfware, formula: `SUM(${RECONCILIATION}[Shelfware])`, format: "whole" },
      note: `seats bought and not used in ${analysis.assumptions.dormantDays} days`,
      to: at("reconciliation", 4),
    },
    {
      what: "Droppable at renewal",
      figure: money(drops, `SUM(${TRUE_DOWN}[Saving a year])`),
      note: "saved a year by renewing fewer seats, if everybody goes on as today",
      to: at("reconciliation", rows.trueDown),
    },
    {
      what: "Owed in true-ups",
      figure: money(trueUps, `SUM(${RECONCILIATION}[True-up cost])`),
      note: "once, for seats assigned beyond those bought",
      to: at("reconciliation", 4),
    },
    {
      what: "Paid for twice",
      figure: money(twice, `SUM(${DOUBLE_COVERAGE}[Money])`),
      note: "in the last year of use: tokens burned by people who held a seat",
      to: at("reconciliation", rows.doubleCoverage),
    },
  ];
}

/** A note with what the figure beside it leaves out. */
const without = ({ leftOut }: Scenario, note: string): string =>
  leftOut.length === 0 ? note : `NOT in it: ${leftOut.join("; ")}`;

/** "3 AutoCAD, 5 Revit" of the first year. */
function ordered({ lines }: Scenario): string {
  const byOffering = new Map<string, number>();
  for (const {
    offering,
    seats: [n],
  } of lines)
    byOffering.set(offering, (byOffering.get(offering) ?? 0) + (n ?? 0));
  return [...byOffering]
    .filter(([, n]) => n > 0)
    .map(([offering, n]) => `${n} ${offering}`)
    .join(", ");
}
