import type { Scenario } from "../../engine/renewal/scenarios";
import type { SeatLine } from "../../engine/renewal/scenario-cost";
import { total } from "../../engine/units";
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
    { row: chartRow + CHART_ROWS + 2, column: 0 },
    SEAT_COLUMNS,
    scenarios.flatMap((scenario) => scenario.lines.map((line) => ({ scenario, line }))),
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
    widths: widthsFor({ at: 0, columns }, { at: 0, columns: SEAT_COLUMNS }),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Scenarios", look: "title" },
      { row: 2, column: 0, value: `Amounts in ${assumptions.currency}. Every sum is a formula over the Assumptions: change a price there and it moves; who gets which cover is held as this run chose it.`, look: "note" },
      { row: seats.at.row - 1, column: 0, value: "Seats to order", look: "heading" },
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

const growth = (year: number): string => `(1+${assumptionCell("growth")})^${year}`;
const uplift = (key: "seatUplift" | "tokenUplift", year: number): string =>
  year === 1 ? "" : `*(1+${assumptionCell(key)})^${year - 1}`;

/** Up to whole tokens, then up to whole packs, as the engine does. */
const tokensFormula = (year: number): string => {
  const need = `${here(SCENARIOS, "Tokens needed")}*${growth(year)}*(1+${here(SCENARIOS, "Buffer")})`;
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
  `SUMPRODUCT((${SCENARIO_SEATS}[Scenario]=${here(SCENARIOS, "Scenario")})*` +
  `ROUNDUP(ROUND(${SCENARIO_SEATS}[Seats]*${growth(year)},6),0)*${SCENARIO_SEATS}[Price])`;

const costFormula = (year: number): string =>
  `${seatCost(year)}${uplift("seatUplift", year)}+${tokenCost(year)}${uplift("tokenUplift", year)}`;

function scenarioColumns({ analysis }: ReportInput, years: readonly number[]): ReportColumn<Scenario>[] {
  const costs = years.map((year) => here(SCENARIOS, costColumn(year)));
  const present = years.map((year) => `${costs[year - 1]}/(1+${assumptionCell("discountRate")})^${year - 1}`);
  return [
    { header: "Scenario", width: 30, format: "text", cell: ({ name }) => name },
    { header: "Seats", width: 14, format: "whole", cell: ({ name, lines }) => ({ value: total(lines.map((line) => line.seats)), formula: `SUMIFS(${SCENARIO_SEATS}[Seats],${SCENARIO_SEATS}[Scenario],"${name}")` }) },
    { header: "Tokens needed", width: 26, format: "whole", cell: ({ pool }) => pool.needed },
    { header: "Buffer", width: 14, format: "percent", cell: (scenario) => (atTodaysPrice(scenario) ? 0 : { value: scenario.pool.buffer, formula: assumptionCell("poolBuffer") }) },
    { header: "Pack", width: 14, format: "whole", cell: (scenario) => (atTodaysPrice(scenario) ? 1 : { value: scenario.pool.pack, formula: assumptionCell("packSize") }) },
    { header: "Paid a token", width: 12, format: "price", cell: ({ pool }) => pool.paid ?? null },
    ...years.map((year): ReportColumn<Scenario> => ({ header: tokensColumn(year), width: 14, format: "whole", cell: (scenario) => ({ value: scenario.years[year - 1]?.tokens ?? 0, formula: tokensFormula(year) }) })),
    ...years.map((year): ReportColumn<Scenario> => ({ header: costColumn(year), width: 14, format: "money", cell: (scenario) => ({ value: scenario.years[year - 1]?.cost ?? 0, formula: costFormula(year) }) })),
    { header: "Total", width: 14, format: "money", cell: (scenario) => ({ value: scenario.total, formula: costs.join("+") }) },
    { header: "Present value", width: 14, format: "money", cell: (scenario) => ({ value: scenario.presentValue, formula: present.join("+") }) },
    { header: "Saving against as is", width: 18, format: "money", cell: (scenario) => ({ value: scenario.savingVsAsIs, formula: `${scenarioFigure(analysis.scenarios[0]?.name ?? "", "Total")}-${here(SCENARIOS, "Total")}` }) },
  ];
} // prettier-ignore

interface Ordered {
  readonly scenario: Scenario;
  readonly line: SeatLine;
}

/** The scenarios that go on at today's prices; the others order at the price list's. */
const atTodaysPrice = ({ id }: Scenario): boolean => id === "as-is" || id === "true-down";

const SEAT_COLUMNS: readonly ReportColumn<Ordered>[] = [
  { header: "Scenario", width: 30, format: "text", cell: ({ scenario }) => scenario.name },
  { header: "Seats", width: 14, format: "whole", cell: ({ line }) => line.seats },
  { header: "Offering", width: 26, format: "text", cell: ({ line }) => line.offering },
  {
    header: "Price",
    width: 14,
    format: "price or unknown",
    cell: ({ scenario, line }) => ({
      value: line.unitPrice ?? 0,
      formula: `SUMPRODUCT((${PRICES}[Offering]=${here(SCENARIO_SEATS, "Offering")})*${PRICES}[${atTodaysPrice(scenario) ? "Price today" : "Price at renewal"}])`,
    }),
  },
  {
    header: "Cost",
    width: 14,
    format: "money",
    cell: ({ line }) => ({
      value: line.seats * (line.unitPrice ?? 0),
      formula: `${here(SCENARIO_SEATS, "Seats")}*${here(SCENARIO_SEATS, "Price")}`,
    }),
  },
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
