import type { Scenario } from "../../engine/renewal/scenarios";
import type { SeatLine } from "../../engine/renewal/scenario-cost";
import type { SheetSpec } from "../spec";
import { assumptionCell, PRICES, TOKEN_PRICES } from "./assumptions-sheet";
import type { ReportInput } from "./report-input";
import { here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

export const SCENARIOS = "SeatwiseScenarios";
export const SCENARIO_SEATS = "SeatwiseScenarioSeats";
const SCENARIO_ASKS = "SeatwiseScenarioAsks";
const HEADER_ROW = 4;
const CHART_ROWS = 18;

export const costColumn = (year: number): string => `Cost year ${year}`;
const tokensColumn = (year: number): string => `Tokens year ${year}`;

/** A scenario's figure by its column, for formulas of other sheets. */
export const scenarioFigure = (name: string, column: string): string =>
  `SUMIFS(${SCENARIOS}[${column}],${SCENARIOS}[Scenario],"${name}")`;

/** The ways to go on, over the same years: what each costs, orders, asks for, and leaves out. */
export function scenariosSheet(run: ReportInput): SheetSpec {
  const { scenarios, assumptions } = run.analysis;
  const years = Array.from({ length: assumptions.years }, (_, i) => i + 1);
  const columns = scenarioColumns(run, years);
  const costs = reportTable(SCENARIOS, { row: HEADER_ROW, column: 0 }, columns, scenarios);
  const chartRow = lastRow(costs) + 2;
  const seats = reportTable(
    SCENARIO_SEATS,
    { row: chartRow + CHART_ROWS + 3, column: 0 },
    seatColumns(years),
    scenarios.flatMap((scenario) => scenario.lines.map((line) => ({ scenario, line, seatUplift: assumptions.seatUplift }))),
  );
  const asks = reportTable(
    SCENARIO_ASKS,
    { row: lastRow(seats) + 3, column: 0 },
    ASK_COLUMNS,
    scenarios.flatMap((scenario) => [
      ...scenario.asks.map((text) => ({ scenario, what: "Ask", text })),
      ...scenario.leftOut.map((text) => ({ scenario, what: "Not in the sums", text })),
    ]),
  );
  return {
    key: "scenarios",
    name: "Scenarios",
    widths: widthsFor({ at: 0, columns }, { at: 0, columns: seatColumns(years) }),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Scenarios", look: "title" },
      { row: 2, column: 0, value: `Amounts in ${assumptions.currency}. Years count from each renewal. Every sum is a formula over the Assumptions: change a price there and it moves; who gets which cover is held as this run chose it.`, look: "note" },
      { row: seats.at.row - 1, column: 0, value: "Seats to pay for", look: "heading" },
      { row: asks.at.row - 1, column: 0, value: "What to ask for, and what the sums leave out", look: "heading" },
    ],
    tables: [costs, seats, asks],
    charts: [
      {
        name: "Scenario costs",
        title: `Cost over ${assumptions.years} years, ${assumptions.currency}`,
        kind: "bar",
        from: { row: chartRow, column: 0 },
        to: { row: chartRow + CHART_ROWS, column: 7 },
        table: SCENARIOS,
        categories: "Scenario",
        series: ["Total"],
        format: "money",
      },
    ],
    choices: [],
    names: [],
  };
} // prettier-ignore

const seatsColumn = (year: number): string => `Seats year ${year}`;
/** Up to whole tokens, then up to whole packs, as the engine does. */
const tokensFormula = (year: number, growth: number): string => {
  // Growth changes seats too, which only a run can: the formula holds the growth that this run used.
  const grown = growth === 0 ? "" : `*${1 + growth}^${year}`;
  const need = `${here(SCENARIOS, "Tokens needed")}${grown}*(1+${here(SCENARIOS, "Buffer")})`;
  const pack = here(SCENARIOS, "Pack");
  return `ROUNDUP(ROUND(ROUNDUP(ROUND(${need},6),0)/${pack},6),0)*${pack}`;
};

const tokenCost = (year: number): string => {
  const bought = here(SCENARIOS, tokensColumn(year));
  const paid = here(SCENARIOS, "Paid a token");
  const from = `${TOKEN_PRICES}[From]`;
  const reached = `SUMPRODUCT(MAX((${from}<=${bought})*${from}))`;
  const allUnits = `${bought}*SUMIFS(${TOKEN_PRICES}[Unit price],${from},${reached})`;
  const incremental = `SUMPRODUCT((${bought}>${from})*(${bought}-${from})*${TOKEN_PRICES}[Step])`;
  return `IF(ISNUMBER(${paid}),${bought}*${paid},IF(${assumptionCell("tierKind")}="incremental",${incremental},${allUnits}))`;
};

const seatCost = (year: number): string =>
  `SUMPRODUCT((${SCENARIO_SEATS}[Scenario]=${here(SCENARIOS, "Scenario")})*${SCENARIO_SEATS}[${seatsColumn(year)}]*` +
  `${SCENARIO_SEATS}[Price]${year === 1 ? "" : `*(1+${SCENARIO_SEATS}[Uplift])^${year - 1}`})`;

const tokenUplift = (year: number): string =>
  year === 1 ? "" : `*(1+${assumptionCell("tokenUplift")})^${year - 1}`;

const costFormula = (year: number): string => `${seatCost(year)}+${tokenCost(year)}${tokenUplift(year)}`;

function scenarioColumns({ analysis }: ReportInput, years: readonly number[]): ReportColumn<Scenario>[] {
  const costs = years.map((year) => here(SCENARIOS, costColumn(year)));
  const present = years.map((year) => `${costs[year - 1]}/(1+${assumptionCell("discountRate")})^${year - 1}`);
  return [
    { header: "Scenario", width: 30, format: "text", cell: ({ name }) => name },
    { header: "Seats", width: 14, format: "whole", cell: ({ name, years: [first] }) => ({ value: first?.seats ?? 0, formula: `SUMIFS(${SCENARIO_SEATS}[${seatsColumn(1)}],${SCENARIO_SEATS}[Scenario],"${name}")` }) },
    { header: "Tokens needed", width: 26, format: "whole", cell: ({ pool }) => pool.needed },
    { header: "Buffer", width: 14, format: "percent", cell: (scenario) => (atTodaysPrice(scenario) ? 0 : { value: scenario.pool.buffer, formula: assumptionCell("poolBuffer") }) },
    { header: "Pack", width: 14, format: "whole", cell: (scenario) => (atTodaysPrice(scenario) ? 1 : { value: scenario.pool.pack, formula: assumptionCell("packSize") }) },
    { header: "Paid a token", width: 12, format: "price", cell: ({ pool }) => pool.paid ?? null },
    ...years.map((year): ReportColumn<Scenario> => ({ header: tokensColumn(year), width: 14, format: "whole", cell: (scenario) => ({ value: scenario.years[year - 1]?.tokens ?? 0, formula: tokensFormula(year, analysis.assumptions.growth) }) })),
    ...years.map((year): ReportColumn<Scenario> => ({ header: costColumn(year), width: 14, format: "money", cell: (scenario) => ({ value: scenario.years[year - 1]?.cost ?? 0, formula: costFormula(year) }) })),
    { header: "Total", width: 14, format: "money", cell: (scenario) => ({ value: scenario.total, formula: costs.join("+") }) },
    { header: "Present value", width: 14, format: "money", cell: (scenario) => ({ value: scenario.presentValue, formula: present.join("+") }) },
    { header: "Saving against as is", width: 18, format: "money", cell: (scenario) => (scenario.savingVsAsIs === null ? "unknown" : { value: scenario.savingVsAsIs, formula: `${scenarioFigure(analysis.scenarios[0]?.name ?? "", "Total")}-${here(SCENARIOS, "Total")}` }) },
  ];
} // prettier-ignore

interface Ordered {
  readonly scenario: Scenario;
  readonly line: SeatLine;
  readonly seatUplift: number;
}

/** The scenarios that go on at today's prices; the others order at the price list's. */
const atTodaysPrice = ({ id }: Scenario): boolean => id === "as-is" || id === "true-down";

const seatColumns = (years: readonly number[]): readonly ReportColumn<Ordered>[] => [
  { header: "Scenario", width: 30, format: "text", cell: ({ scenario }) => scenario.name },
  { header: "Offering", width: 24, format: "text", cell: ({ line }) => line.offering },
  {
    header: "Contract",
    width: 24,
    format: "text",
    cell: ({ line }) => line.contract ?? "new, or no contract named",
  },
  {
    header: "Price",
    width: 14,
    format: "price or unknown",
    cell: ({ line }) =>
      line.listed || line.unitPrice === null
        ? {
            value: line.unitPrice ?? 0,
            formula: `SUMPRODUCT((${PRICES}[Offering]=${here(SCENARIO_SEATS, "Offering")})*${PRICES}[Price at renewal])`,
          }
        : line.unitPrice,
  },
  {
    header: "Uplift",
    width: 14,
    format: "percent",
    cell: ({ line, seatUplift }) =>
      line.uplift ?? { value: seatUplift, formula: assumptionCell("seatUplift") },
  },
  ...years.map((year): ReportColumn<Ordered> => ({
    header: seatsColumn(year),
    width: 14,
    format: "whole",
    cell: ({ line }) => line.seats[year - 1] ?? 0,
  })),
];

interface Said {
  readonly scenario: Scenario;
  readonly what: string;
  readonly text: string;
}

const ASK_COLUMNS: readonly ReportColumn<Said>[] = [
  { header: "Scenario", format: "text", cell: ({ scenario }) => scenario.name },
  { header: "What", format: "text", cell: ({ what }) => what },
  { header: "In words", format: "text", cell: ({ text }) => text },
];
