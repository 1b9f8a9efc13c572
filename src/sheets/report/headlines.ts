import type { Analysis } from "../../engine/analysis";
import type { Headline, HeadlineId } from "../../engine/statements/headlines";
import { SCENARIO_NAMES, type Scenario } from "../../engine/renewal/scenarios";
import { shownScenarios } from "../../engine/renewal/variants";
import { UNKNOWN } from "../../workbook/cells";
import type { CellTarget, SheetKey } from "../../workbook/spec";
import { orUnknown, quoted, scenarioFigure, sumOf, valueAt } from "./formulas";
import { reconciliationTables } from "./reconciliation-sheet";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, MIX_SEATS_ROW, type Figure } from "./result-sheet";
import {
  DOUBLE_COVERAGE,
  inYear,
  RECONCILIATION,
  SCENARIOS,
  stepIn,
  TRUE_DOWNS,
  type TableColumn,
} from "./tables";

/** Where a headline comes from: its rows, and a formula over them. */
export interface HeadlineSource {
  readonly to: CellTarget;
  readonly formula?: string;
}

/** The headlines as cells, with formulas and links. */
export const headlineFigures = (run: ReportInput, headlines: readonly Headline[]): Figure[] => {
  const sources = headlineSources(run);
  return headlines.map(({ id, text, value, unit, note }): Figure => {
    const { to, formula } = sources[id];
    const figure = { value: value ?? UNKNOWN, format: unit, ...(formula === undefined ? {} : { formula }) };
    return { what: text, figure, note, to };
  });
};

/** Where every headline comes from. */
export function headlineSources(run: ReportInput): Readonly<Record<HeadlineId, HeadlineSource>> {
  const { analysis } = run;
  const { asIs, recommended, ifAgreed } = analysis;
  const scenarios = shownScenarios(analysis);
  const best = recommended ?? asIs;
  const agreed = ifAgreed ?? best;
  const [asIsRow, bestRow, agreedRow] = [asIs, best, agreed].map((scenario) => ({
    to: target("scenarios", HEADER_ROWS.scenarios + 1 + scenarios.indexOf(scenario)),
  })) as [HeadlineSource, HeadlineSource, HeadlineSource];
  const cost = inYear(SCENARIOS, "Cost", 1);
  const renewed = SCENARIO_NAMES["as-is-renewal"];
  const renewedRow = scenarios.findIndex(({ id }) => id === "as-is-renewal");
  const asRenewed = scenarios[renewedRow];
  const [today, then] = [scenarioFigure(asIs.name, cost), scenarioFigure(best.name, cost)];
  const known = stepIn(SCENARIOS, "Known cost", 1);
  const less = (dear: Scenario, cheap: Scenario): string =>
    orUnknown([dear, cheap].map(({ name }) => valueAt(known, SCENARIOS.scenario, quoted(name))).join("-"));
  const comparable = best.savingVsAsIs !== null;
  const tables = reconciliationTables(run);
  const summed = (table: keyof typeof tables, column: TableColumn): HeadlineSource => ({
    to: target("reconciliation", tables[table].at.row),
    ...(hasReconciliations(analysis) ? { formula: sumOf(column) } : {}),
  });
  return {
    "as is": { ...asIsRow, formula: today },
    "as is at renewal": {
      to: target("scenarios", HEADER_ROWS.scenarios + 1 + Math.max(renewedRow, 0)),
      ...(asRenewed === undefined ? {} : { formula: scenarioFigure(renewed, cost) }),
    },
    "best mix": { ...bestRow, formula: then },
    saving: { ...bestRow, ...(comparable ? { formula: less(asIs, best) } : {}) },
    "saving if agreed": {
      ...agreedRow,
      formula: less(best, agreed),
    },
    seats: { ...bestRow, formula: scenarioFigure(best.name, SCENARIOS.seats) },
    tokens: { ...bestRow, formula: scenarioFigure(best.name, inYear(SCENARIOS, "Tokens", 1)) },
    gap: { to: target("mix", MIX_SEATS_ROW) },
    shelfware: summed("seats", RECONCILIATION.shelfware),
    droppable: summed("trueDowns", TRUE_DOWNS.sureSaving),
    "droppable if agreed": summed("trueDowns", TRUE_DOWNS.saving),
    "true-ups": summed("seats", RECONCILIATION.trueUpCost),
    "true-ups least": summed("seats", RECONCILIATION.trueUpLow),
    "true-ups most": summed("seats", RECONCILIATION.trueUpHigh),
    "paid twice": summed("doubleCoverage", DOUBLE_COVERAGE.cost),
  };
}

/** Without them, the sums are unknown: there is no row to add. */
const hasReconciliations = ({ reconciliations }: Analysis): boolean => reconciliations.length > 0;

const target = (sheet: SheetKey, row: number): CellTarget => ({ sheet, row, column: 0 });
