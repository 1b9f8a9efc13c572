import { at } from "../../engine/at";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { UNKNOWN } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { answerChecks } from "./answer-checks";
import { errorChecks, filledChecks } from "./as-written";
import { UNDO, Written, type Check } from "./check";
import { orUnknown, scenarioFigure, sumOf } from "./formulas";
import { harvestChecks } from "./harvest-checks";
import { inputChecks } from "./input-checks";
import { yearsOf, type ReportInput } from "./report-input";
import { tokenChecks } from "./token-checks";
import { wasteChecks } from "./waste-checks";
import { inYear, SCENARIOS, SOURCES, USERS } from "./tables";

/** What the sheets of a run must keep to, whatever a person sorts, filters or types. */
export function checksOf(run: ReportInput, specs: readonly SheetSpec[]): Check[] {
  const written = new Written(specs);
  return [
    rowsRead(written),
    ...costsOfUsers(run, written),
    yearsAddUp(run, written),
    ...answerChecks(run, written),
    ...tokenChecks(run, written),
    ...wasteChecks(run, written),
    ...harvestChecks(written),
    ...inputChecks(written),
    ...errorChecks(specs),
    ...filledChecks(specs),
  ];
}

function rowsRead(written: Written): Check {
  const [used, skipped] = [written.sum(SOURCES, SOURCES.used), written.sum(SOURCES, SOURCES.skipped)];
  return {
    figure: {
      what: "Rows used and rows skipped",
      format: "whole",
      value: used === UNKNOWN || skipped === UNKNOWN ? UNKNOWN : used + skipped,
      formula: `SUM(${SOURCES.used.all})+SUM(${SOURCES.skipped.all})`,
    },
    other: {
      what: "Rows of the tables read",
      format: "whole",
      value: written.sum(SOURCES, SOURCES.rows),
      formula: `SUM(${SOURCES.rows.all})`,
    },
    remedy: UNDO,
  };
}

/** The years of all scenarios against their totals; unknown as soon as one of them is. */
function yearsAddUp(run: ReportInput, written: Written): Check {
  const costs = yearsOf(run).map((year) => inYear(SCENARIOS, "Cost", year));
  const sums = costs.map((cost) => written.sum(SCENARIOS, cost));
  const known = sums.filter((sum) => sum !== UNKNOWN);
  const [first, last] = [at(costs, 0).header, at(costs, costs.length - 1).header];
  const all = `${SCENARIOS.tableName}[[${first}]:[${last}]]`;
  return {
    figure: {
      what: "Cost of all years of all scenarios",
      format: "money",
      value: known.length < sums.length ? UNKNOWN : known.reduce((a, b) => a + b, 0),
      formula: `IF(SUMPRODUCT(1*ISTEXT(${all}))>0,"${UNKNOWN}",SUM(${all}))`,
    },
    other: {
      what: "Total of all scenarios",
      format: "money",
      value: written.sum(SCENARIOS, SCENARIOS.total),
      formula: sumOf(SCENARIOS.total),
    },
    remedy: UNDO,
  };
}

/** With the shared costs, the users cost what As is and the best mix cost. */
function costsOfUsers({ analysis }: ReportInput, written: Written): Check[] {
  if (analysis.recommended === null) return [];
  const cost = inYear(SCENARIOS, "Cost", 1);
  const compared = [
    { column: USERS.costToday, name: SCENARIO_NAMES["as-is"], of: "today" },
    { column: USERS.recommendedCost, name: SCENARIO_NAMES["best-mix"], of: "recommended" },
  ];
  const isKnown = ({ name }: { readonly name: string }): boolean =>
    written.figure(SCENARIOS, name, cost) !== UNKNOWN;
  return compared.filter(isKnown).map(({ column, name, of }) => ({
    figure: {
      what: `Users and shared costs, ${of}`,
      format: "money",
      value: written.sum(USERS, column),
      formula: orUnknown(sumOf(column)),
    },
    other: {
      what: `${name}, first year`,
      format: "money",
      value: written.figure(SCENARIOS, name, cost),
      formula: scenarioFigure(name, cost),
    },
    remedy: UNDO,
  }));
}
