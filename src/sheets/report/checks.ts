import { at } from "../../engine/at";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { UNKNOWN } from "../../workbook/cells";
import type { NumberFormat, SheetSpec, SpecCell, TableSpec } from "../../workbook/spec";
import { filledChecks } from "./as-written";
import { orUnknown, scenarioFigure, sumOf } from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";
import { inYear, SCENARIOS, SOURCES, USERS, type ResultTable, type TableColumn } from "./tables";

/** A figure that a check compares: a formula over the tables of the other sheets, and its value as written. */
export interface CheckFigure extends SpecCell {
  readonly what: string;
  readonly format: NumberFormat;
  readonly formula: string;
}

/** Two figures that must agree, and what to do where they do not. */
export interface Check {
  readonly figure: CheckFigure;
  readonly other: CheckFigure;
  readonly remedy: string;
}

const RUN_AGAIN = "Undo the last change, or run again.";

/** What the sheets of a run must keep to, whatever a person sorts, filters or types. */
export function checksOf(run: ReportInput, specs: readonly SheetSpec[]): Check[] {
  const written = new Written(specs);
  return [rowsRead(written), ...costsOfUsers(run, written), yearsAddUp(run, written), ...filledChecks(specs)];
}

/** The tables of the sheets as they are written. */
class Written {
  private readonly tables: ReadonlyMap<string, TableSpec>;

  constructor(specs: readonly SheetSpec[]) {
    this.tables = new Map(specs.flatMap(({ tables }) => tables.map((table) => [table.name, table])));
  }

  /** The cells of a column. */
  values({ tableName }: ResultTable, { header }: TableColumn): SpecCell["value"][] {
    const table = this.tables.get(tableName);
    const place = table?.columns.findIndex((column) => column.header === header) ?? -1;
    return (table?.rows ?? []).map((row) => row[place]?.value ?? null);
  }

  /** The sum of a column; unknown as soon as one cell is. */
  sum(table: ResultTable, column: TableColumn): number | typeof UNKNOWN {
    const values = this.values(table, column);
    if (values.includes(UNKNOWN)) return UNKNOWN;
    return values.reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0);
  }

  /** The cell of a column in the row with a key. */
  figure(table: ResultTable & { readonly scenario: TableColumn }, scenario: string, column: TableColumn) {
    const row = this.values(table, table.scenario).indexOf(scenario);
    return this.values(table, column)[row] ?? UNKNOWN;
  }
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
    remedy: RUN_AGAIN,
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
      formula: `IF(COUNTIF(${all},"${UNKNOWN}")>0,"${UNKNOWN}",SUM(${all}))`,
    },
    other: {
      what: "Total of all scenarios",
      format: "money",
      value: written.sum(SCENARIOS, SCENARIOS.total),
      formula: sumOf(SCENARIOS.total),
    },
    remedy: RUN_AGAIN,
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
  return compared.map(({ column, name, of }) => ({
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
    remedy: RUN_AGAIN,
  }));
}
