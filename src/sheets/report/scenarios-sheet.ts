import type { Assumptions } from "../../engine/assumptions";
import { at } from "../../engine/at";
import { shownScenarios, type Scenario } from "../../engine/renewal/scenarios";
import { counted } from "../../engine/wording";
import type { ChartSpec, SheetSpec } from "../../workbook/spec";
import { BRIDGE_COLUMNS, bridgeRows } from "./bridge-table";
import { lookedUp, orUnknown, quoted, sumOf } from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";
import { below, belowChart, chartArea, HEADER_ROWS, lastRow, resultSheet } from "./result-sheet";
import { orderedSeats, orderedSeatColumns, unknownCosts } from "./scenario-seats";
import { orderedTokenColumns, orderedTokens } from "./scenario-tokens";
import { knownCell, reportTable, type ReportColumn } from "./table";
import {
  assumptionCell,
  BRIDGE,
  inYear,
  SCENARIO_NOTES,
  SCENARIO_SEATS,
  SCENARIO_TOKENS,
  SCENARIOS,
  SHEET_NAMES,
  type ResultTable,
  type TableColumn,
} from "./tables";

/**
 * The scenarios over the same years: cost, seats and tokens to pay for, requests, and costs that the sums omit.
 */
export function scenariosSheet(run: ReportInput): SheetSpec {
  const { assumptions } = run.analysis;
  const scenarios = shownScenarios(run.analysis);
  const costs = reportTable(
    SCENARIOS,
    { row: HEADER_ROWS.scenarios, column: 0 },
    scenarioColumns(run),
    scenarios,
  );
  const chartRow = lastRow(costs) + 2;
  const seats = reportTable(
    SCENARIO_SEATS,
    { row: belowChart(chartRow), column: 0 },
    orderedSeatColumns(run),
    scenarios.flatMap((scenario) => orderedSeats(scenario, run.analysis)),
    "Seats to pay for",
  );
  const tokens = reportTable(
    SCENARIO_TOKENS,
    below(seats),
    orderedTokenColumns(run),
    scenarios.flatMap(orderedTokens),
    "Tokens to buy",
  );
  const bridge = reportTable(
    BRIDGE,
    below(tokens),
    BRIDGE_COLUMNS,
    bridgeRows(run.analysis),
    "From As is to the best mix, first year: the steps of this run",
  );
  const notes = reportTable(
    SCENARIO_NOTES,
    below(bridge),
    NOTE_COLUMNS,
    scenarios.flatMap(notesOf),
    "Requests to the vendor, and costs that are not in the sums",
  );
  return resultSheet({
    key: "scenarios",
    title: "Scenarios",
    frozenRows: HEADER_ROWS.scenarios,
    notes: [
      `Amounts in ${assumptions.currency}. Year 1 begins at each renewal. All sums follow the prices in the ` +
        `${SHEET_NAMES.assumptions}; who gets which cover does not change until the next run. ` +
        `The Best mix follows the ${SHEET_NAMES.users} sheet.`,
    ],
    tables: [costs, seats, tokens, bridge, notes],
    charts: [costChart(assumptions, chartRow)],
  });
}

const costChart = ({ years, currency }: Assumptions, row: number): ChartSpec => ({
  name: "Scenario costs",
  title: `Cost over ${counted(years, "year")}, ${currency}`,
  kind: "bar",
  ...chartArea(row, { from: 0, to: 7 }),
  table: SCENARIOS.tableName,
  categories: SCENARIOS.scenario.header,
  series: [SCENARIOS.total.header],
  format: "money",
});

/** The sum of a column over the rows of this row's scenario. */
const sumIn = (
  { scenario }: ResultTable & { scenario: TableColumn },
  column: TableColumn,
  leftOut = 0,
): string => sumOf(column, [`(${scenario.all}=${SCENARIOS.scenario.here})`], leftOut);

const scenarioColumns = (run: ReportInput): ReportColumn<Scenario>[] => [
  { column: SCENARIOS.scenario, width: 24, format: "text", cell: ({ name }) => name },
  {
    column: SCENARIOS.seats,
    width: 24,
    format: "whole",
    cell: ({ years }) => ({
      value: at(years, 0).seats,
      formula: sumIn(SCENARIO_SEATS, inYear(SCENARIO_SEATS, "Seats", 1)),
    }),
  },
  ...yearsOf(run).map((year): ReportColumn<Scenario> => ({
    column: inYear(SCENARIOS, "Tokens", year),
    format: "whole",
    cell: ({ years }) => ({
      value: at(years, year - 1).tokens,
      formula: sumIn(SCENARIO_TOKENS, inYear(SCENARIO_TOKENS, "Tokens", year)),
    }),
  })),
  ...yearsOf(run).map((year) => costColumn(run, year)),
  ...totalColumns(run),
];

/**
 * The engine's sums omit seats without a price, and the scenario says so; any further unknown makes the sum
 * unknown.
 */
const costColumn = ({ analysis }: ReportInput, year: number): ReportColumn<Scenario> => ({
  column: inYear(SCENARIOS, "Cost", year),
  format: "money",
  cell: (scenario) => {
    const leftOut = unknownCosts(scenario, analysis, year);
    const seats = sumIn(SCENARIO_SEATS, inYear(SCENARIO_SEATS, "Cost", year), leftOut);
    const tokens = sumIn(SCENARIO_TOKENS, inYear(SCENARIO_TOKENS, "Cost", year));
    return { value: at(scenario.years, year - 1).cost, formula: orUnknown(`${seats}+${tokens}`) };
  },
});

function totalColumns(run: ReportInput): ReportColumn<Scenario>[] {
  const costs = yearsOf(run).map((year) => inYear(SCENARIOS, "Cost", year).here);
  const discount = assumptionCell("discountRate");
  const asIs = lookedUp(SCENARIOS.total, SCENARIOS.scenario, quoted(run.analysis.asIs.name));
  return [
    {
      column: SCENARIOS.total,
      format: "money",
      cell: ({ total }) => ({ value: total, formula: orUnknown(costs.join("+")) }),
    },
    {
      column: SCENARIOS.presentValue,
      format: "money",
      cell: ({ presentValue }) => ({
        value: presentValue,
        formula: orUnknown(costs.map((cost, i) => `${cost}/(1+${discount})^${i}`).join("+")),
      }),
    },
    {
      column: SCENARIOS.saving,
      width: 18,
      format: "money",
      cell: ({ savingVsAsIs }) =>
        savingVsAsIs === null
          ? knownCell(null)
          : { value: savingVsAsIs, formula: orUnknown(`${asIs}-${SCENARIOS.total.here}`) },
    },
    { column: SCENARIOS.leftOut, width: 24, format: "text", cell: ({ leftOut }) => leftOut.join("; ") },
  ];
}

interface ScenarioNote {
  readonly scenario: Scenario;
  readonly kind: "Request" | "Not in the sums";
  readonly text: string;
}

const notesOf = (scenario: Scenario): ScenarioNote[] => [
  ...scenario.asks.map((text): ScenarioNote => ({ scenario, kind: "Request", text })),
  ...scenario.leftOut.map((text): ScenarioNote => ({ scenario, kind: "Not in the sums", text })),
];

const NOTE_COLUMNS: readonly ReportColumn<ScenarioNote>[] = [
  { column: SCENARIO_NOTES.scenario, format: "text", cell: ({ scenario }) => scenario.name },
  { column: SCENARIO_NOTES.kind, format: "text", cell: ({ kind }) => kind },
  { column: SCENARIO_NOTES.text, format: "text", cell: ({ text }) => text },
];
