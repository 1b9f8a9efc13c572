import { currencyText } from "../../engine/currency-codes";
import type { Assumptions } from "../../engine/assumptions";
import { at } from "../../engine/at";
import { knownCost, knownPresentValue, knownTotal } from "../../engine/renewal/known-cost";
import { comparedOnBasis, type Scenario } from "../../engine/renewal/scenarios";
import { grouped } from "../../engine/grouped";
import { dearerBy, quoteLines, type QuoteLine } from "../../engine/renewal/quotes";
import { shownScenarios, standingsOf, type Standing } from "../../engine/renewal/variants";
import { counted } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import type { ChartSpec, SheetSpec, TableSpec } from "../../workbook/spec";
import { bridgeChart } from "./bridge-chart";
import { BRIDGE_COLUMNS, BRIDGE_STEP_COLUMNS, bridgeRows } from "./bridge-table";
import { equals, lookedUp, orUnknown, priceAtRenewal, quoted, unlessUnknown } from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";
import {
  below,
  belowChart,
  chartArea,
  columnIn,
  foldedColumns,
  HEADER_ROWS,
  lastRow,
  resultSheet,
} from "./result-sheet";
import { unknownCosts } from "./scenario-seats";
import { shownQuantity, TOKENS_ROW } from "./scenario-switch";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { tornadoChart, tornadoTable } from "./tornado-table";
import {
  assumptionCell,
  BRIDGE,
  BRIDGE_TABLE,
  inYear,
  QUOTE_LINES,
  SCENARIO_NOTES,
  SCENARIO_SEATS,
  SCENARIO_TOKENS,
  SCENARIOS,
  SHEET_NAMES,
  stepIn,
  TOKEN_PRICE_CELL,
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
  const rows = bridgeRows(run.analysis);
  const bridge = reportTable(
    BRIDGE,
    { row: chartRow, column: columnIn(costs, SCENARIOS.unknownSeats) },
    BRIDGE_COLUMNS,
    rows,
  );
  const steps = reportTable(
    BRIDGE_TABLE,
    { row: belowChart(chartRow), column: 0 },
    BRIDGE_STEP_COLUMNS,
    rows,
    "From As is to the best mix, first year: the steps of this run",
  );
  const lines = quoteTable(run, below(steps));
  const notes = reportTable(
    SCENARIO_NOTES,
    below(lines ?? steps),
    NOTE_COLUMNS,
    scenarios.flatMap((scenario) => scenario.asks.map(({ text }) => ({ scenario, text }))),
    "What each scenario asks of the vendor",
  );
  const tornado = tornadoTable(run, below(notes));
  return resultSheet({
    key: "scenarios",
    title: "Scenarios",
    frozenRows: HEADER_ROWS.scenarios,
    notes: [noteOn(assumptions), ...termsNotCompared(run)],
    tables: [
      costs,
      bridge,
      steps,
      ...(lines === null ? [] : [lines]),
      notes,
      ...(tornado === null ? [] : [tornado]),
    ],
    charts: [
      costChart(assumptions, chartRow),
      ...(rows.length === 0 ? [] : [bridgeChart(run.analysis, chartArea(chartRow, BRIDGE_CHART), BRIDGE)]),
      ...(tornado === null ? [] : [tornadoChart(run, chartArea(lastRow(tornado) + 2, TORNADO_CHART))]),
    ],
    folded: foldedColumns(costs, SCENARIOS.unknownSeats, [costs, bridge]),
    newPage: notes,
  });
}

const noteOn = ({ currency }: Assumptions): string =>
  `Amounts in ${currencyText(currency)}. Year 1 begins at each renewal. All sums follow the prices in the ` +
  `${SHEET_NAMES.assumptions}; who gets which cover does not change until the next run. The Best mix follows the ` +
  `${SHEET_NAMES.users} sheet. The seats and tokens behind each scenario are in the ${SHEET_NAMES.workings}.`;

/** The long terms that the tables do not allow; the best mix itself renews by the year. */
function termsNotCompared({ analysis: { leftOutTerms } }: ReportInput): string[] {
  const whys = [...grouped(leftOutTerms, ({ why }) => why)];
  return whys.map(([why, own]) => `Not compared: ${own.map(({ name }) => name).join("; ")}, as ${why}.`);
}

/** The columns of the two charts, side by side. */
const COST_CHART = { from: 0, to: 4 };
const BRIDGE_CHART = { from: 5, to: 11 };
const TORNADO_CHART = { from: 0, to: 8 };

const costChart = ({ years, currency }: Assumptions, row: number): ChartSpec => ({
  name: "Scenario costs",
  title: `Cost over ${counted(years, "year")}, ${currency}`,
  alt: `Bars: the cost of each scenario over ${counted(years, "year")}, as in the table above.`,
  kind: "bar",
  ...chartArea(row, COST_CHART),
  table: SCENARIOS.tableName,
  categories: SCENARIOS.scenario.header,
  series: [SCENARIOS.total.header],
  format: "money",
});

const scenarioColumns = (run: ReportInput): ReportColumn<Scenario>[] => [
  { column: SCENARIOS.scenario, width: 24, format: "text", cell: ({ name }) => name },
  {
    column: SCENARIOS.seats,
    width: 12,
    format: "whole",
    cell: ({ years }) => ({
      value: at(years, 0).seats,
      formula: sumIn(inYear(SCENARIO_SEATS, "Seats", 1), SCENARIO_SEATS.scenario, SCENARIOS.unknownSeats),
    }),
  },
  ...yearsOf(run).map(tokensInYearColumn),
  ...yearsOf(run).map(costColumn),
  ...totalColumns(run),
  {
    column: SCENARIOS.unknownSeats,
    format: "whole",
    cell: () => ({
      value: 0,
      formula: unknownIn([inYear(SCENARIO_SEATS, "Seats", 1)], SCENARIO_SEATS.scenario),
    }),
  },
  comparableColumn,
  onBasisColumn(run),
  ...standingColumns(run),
  ...yearsOf(run).flatMap((year) => [...seatCostColumns(run, year), ...tokenCostColumns(year)]),
  ...yearsOf(run).map(knownCostColumn),
];

/** How often the rows of this row's scenario hold text, such as the word "unknown"; SUMIFS skips it. */
const unknownIn = (columns: readonly TableColumn[], scenario: TableColumn): string => {
  const texts = columns.map(({ all }) => `ISTEXT(${all})`).join("+");
  return `SUMPRODUCT(${equals(scenario, SCENARIOS.scenario.here)}*(${texts}))`;
};

/** The sum of a column over the rows of this row's scenario. */
const sumIn = ({ all }: TableColumn, scenario: TableColumn, unknown: TableColumn): string =>
  unlessUnknown(unknown, `SUMIFS(${all},${scenario.all},${SCENARIOS.scenario.here})`);

const tokensInYearColumn = (year: number): ReportColumn<Scenario> => ({
  column: inYear(SCENARIOS, "Tokens", year),
  format: "whole",
  cell: ({ years }) => ({
    value: at(years, year - 1).tokens,
    formula: sumIn(
      inYear(SCENARIO_TOKENS, "Tokens", year),
      SCENARIO_TOKENS.scenario,
      stepIn(SCENARIOS, "Unknown tokens", year),
    ),
  }),
});

/** A cost of 0 beside costs that the sums leave out is unknown. */
const costColumn = (year: number): ReportColumn<Scenario> => {
  const known = stepIn(SCENARIOS, "Known cost", year).here;
  return {
    column: inYear(SCENARIOS, "Cost", year),
    format: "money",
    cell: (scenario) => ({
      value: knownCell(knownCost(scenario, at(scenario.years, year - 1))),
      formula: orUnknown(`IF((${known}+0>0)+(${SCENARIOS.leftOut.here}=""),${known},${quoted(UNKNOWN)})`),
    }),
  };
};

/** The sum of what is known, in which savings are taken: what both sums leave out is not in their difference. */
const knownCostColumn = (year: number): ReportColumn<Scenario> => ({
  column: stepIn(SCENARIOS, "Known cost", year),
  format: "money",
  cell: ({ years }) => ({
    value: at(years, year - 1).cost,
    formula: orUnknown(
      `${stepIn(SCENARIOS, "Seat cost", year).here}+${stepIn(SCENARIOS, "Token cost", year).here}`,
    ),
  }),
});

/**
 * The engine's sums omit seats without a price, and the scenario says so; any further unknown makes the sum
 * unknown.
 */
function seatCostColumns(run: ReportInput, year: number): ReportColumn<Scenario>[] {
  const cost = inYear(SCENARIO_SEATS, "Cost", year);
  const omitted = unknownCosts(run, year);
  const [leftOut, unknown] = [stepIn(SCENARIOS, "Left out", year), stepIn(SCENARIOS, "Unknown seats", year)];
  return [
    { column: leftOut, format: "whole", cell: (scenario) => omitted.get(scenario)?.length ?? 0 },
    {
      column: unknown,
      format: "whole",
      cell: () => ({
        value: 0,
        formula: `MAX(0,${unknownIn([cost], SCENARIO_SEATS.scenario)}-${leftOut.here})`,
      }),
    },
    {
      column: stepIn(SCENARIOS, "Seat cost", year),
      format: "money",
      cell: ({ years }) => ({
        value: at(years, year - 1).cost - at(years, year - 1).tokenCost,
        formula: sumIn(cost, SCENARIO_SEATS.scenario, unknown),
      }),
    },
  ];
}

function tokenCostColumns(year: number): ReportColumn<Scenario>[] {
  const cost = inYear(SCENARIO_TOKENS, "Cost", year);
  const unknown = stepIn(SCENARIOS, "Unknown tokens", year);
  return [
    {
      column: unknown,
      format: "whole",
      cell: () => ({
        value: 0,
        formula: unknownIn([inYear(SCENARIO_TOKENS, "Tokens", year), cost], SCENARIO_TOKENS.scenario),
      }),
    },
    {
      column: stepIn(SCENARIOS, "Token cost", year),
      format: "money",
      cell: ({ years }) => ({
        value: at(years, year - 1).tokenCost,
        formula: sumIn(cost, SCENARIO_TOKENS.scenario, unknown),
      }),
    },
  ];
}

/** 1 where the saving of a scenario can be stated. */
const comparableColumn: ReportColumn<Scenario> = {
  column: SCENARIOS.comparable,
  format: "whole",
  cell: ({ savingVsAsIs }) => knownCell(savingVsAsIs === null ? null : 1),
};

/** The sum over all years of a column of costs; unknown where one is. */
function sumOfYears(first: TableColumn, last: TableColumn, years: number): string {
  const costs = first.here.replace(/\]\]$/, `]:[${last.header}]]`);
  return `IF(COUNT(${costs})=${years},SUM(${costs}),${quoted(UNKNOWN)})`;
}

/** 1 where no cost may be below that of the best mix. */
function onBasisColumn({ analysis }: ReportInput): ReportColumn<Scenario> {
  const compared = comparedOnBasis(analysis, analysis.recommended ?? analysis.asIs);
  return {
    column: SCENARIOS.onBasis,
    format: "whole",
    cell: (scenario) => (compared.includes(scenario) ? 1 : 0),
  };
}

function totalColumns(run: ReportInput): ReportColumn<Scenario>[] {
  const { years } = run.analysis.assumptions;
  const [first, last] = [inYear(SCENARIOS, "Cost", 1), inYear(SCENARIOS, "Cost", years)];
  const costs = first.here.replace(/\]\]$/, `]:[${last.header}]]`);
  const discount = assumptionCell("discountRate");
  return [
    {
      column: SCENARIOS.total,
      format: "money",
      cell: (scenario) => ({
        value: knownCell(knownTotal(scenario)),
        formula: sumOfYears(first, last, years),
      }),
    },
    {
      // NPV discounts the first payment, too, which is due at once.
      column: SCENARIOS.presentValue,
      format: "money",
      cell: (scenario) => ({
        value: knownCell(knownPresentValue(scenario)),
        formula: orUnknown(`NPV(${discount},${costs})*(1+${discount})+0*${SCENARIOS.total.here}`),
      }),
    },
    {
      column: SCENARIOS.saving,
      width: 18,
      format: "money",
      cell: ({ savingVsAsIs }) => ({
        value: knownCell(savingVsAsIs),
        formula: orUnknown(
          `${SCENARIOS.comparable.here}*(${SCENARIOS.againstKnown.here}-${SCENARIOS.knownTotal.here})`,
        ),
      }),
    },
    ...savingColumns(run),
    {
      column: SCENARIOS.leftOut,
      width: 44,
      format: "text",
      look: "wrap",
      cell: ({ leftOut }) => leftOut.join("; "),
    },
  ];
}

/** The saving as a share, its sure part, and what remains of it if the vendor refuses or the quote is not signed. */
function savingColumns({ analysis }: ReportInput): ReportColumn<Scenario>[] {
  const shown = new Map(shownScenarios(analysis).map((scenario) => [scenario.name, scenario]));
  const standings = standingsOf(analysis);
  const savingIn = (name: string | undefined): number | null =>
    (name === undefined ? undefined : shown.get(name))?.savingVsAsIs ?? null;
  const share = ({ name, savingVsAsIs }: Scenario): number | null => {
    const total = againstTotal(name, analysis);
    return savingVsAsIs === null || total === null || total === 0 ? null : savingVsAsIs / total;
  };
  const copied = (of: "sure" | "refused", from: TableColumn): ReportColumn<Scenario> => ({
    column: SCENARIOS[of],
    format: "money",
    cell: ({ name }) => ({
      value: knownCell(savingIn(standings.get(name)?.[of])),
      formula: lookedUp(SCENARIOS.saving, SCENARIOS.scenario, from.here),
    }),
  });
  return [
    {
      column: SCENARIOS.share,
      format: "percent",
      cell: (scenario) => ({
        value: knownCell(share(scenario)),
        formula: orUnknown(`${SCENARIOS.saving.here}/${SCENARIOS.against.here}`),
      }),
    },
    copied("sure", SCENARIOS.sureIn),
    copied("refused", SCENARIOS.refusedIn),
  ];
}

/** The scenario that a scenario is compared with. */
const againstOf = (name: string, analysis: ReportInput["analysis"]): Scenario | undefined => {
  const asIs = standingsOf(analysis).get(name)?.asIs;
  return shownScenarios(analysis).find((scenario) => scenario.name === asIs);
};

/** Its total; null is unknown. */
function againstTotal(name: string, analysis: ReportInput["analysis"]): number | null {
  const against = againstOf(name, analysis);
  return against === undefined ? null : knownTotal(against);
}

/** The names of the scenarios on which the savings of a row rest. */
function standingColumns({ analysis }: ReportInput): ReportColumn<Scenario>[] {
  const standings = standingsOf(analysis);
  const { years } = analysis.assumptions;
  const known = (year: number): TableColumn => stepIn(SCENARIOS, "Known cost", year);
  const named = (column: TableColumn, of: keyof Standing): ReportColumn<Scenario> => ({
    column,
    width: 24,
    format: "text",
    cell: ({ name }) => standings.get(name)?.[of] ?? name,
  });
  return [
    named(SCENARIOS.basis, "asIs"),
    {
      column: SCENARIOS.against,
      format: "money",
      cell: ({ name }) => ({
        value: knownCell(againstTotal(name, analysis)),
        formula: lookedUp(SCENARIOS.total, SCENARIOS.scenario, SCENARIOS.basis.here),
      }),
    },
    {
      column: SCENARIOS.knownTotal,
      format: "money",
      cell: ({ total }) => ({ value: total, formula: sumOfYears(known(1), known(years), years) }),
    },
    {
      column: SCENARIOS.againstKnown,
      format: "money",
      cell: ({ name }) => ({
        value: knownCell(againstOf(name, analysis)?.total ?? null),
        formula: lookedUp(SCENARIOS.knownTotal, SCENARIOS.scenario, SCENARIOS.basis.here),
      }),
    },
    named(SCENARIOS.sureIn, "sure"),
    named(SCENARIOS.refusedIn, "refused"),
  ];
}

/** What quotes offer against what is needed, line by line; null without a quote. */
function quoteTable({ analysis }: ReportInput, place: TableSpec["at"]): ReportTable | null {
  const lines = quoteLines(analysis);
  if (lines.length === 0) return null;
  return reportTable(
    QUOTE_LINES,
    place,
    QUOTE_LINE_COLUMNS,
    lines,
    `What they offer, against what the scenario shown on ${SHEET_NAMES.renewal} needs`,
  );
}

const OWN_PRICE =
  `IF(${QUOTE_LINES.offering.here}=${quoted(TOKENS_ROW)},${TOKEN_PRICE_CELL},` +
  `${priceAtRenewal(QUOTE_LINES.offering.here)})`;

/** What is needed follows the scenario shown, the price at the renewal the assumptions. */
const QUOTE_LINE_COLUMNS: readonly ReportColumn<QuoteLine>[] = [
  { column: QUOTE_LINES.quote, format: "text", cell: ({ quote }) => quote },
  { column: QUOTE_LINES.offering, format: "text", cell: ({ offering }) => offering ?? TOKENS_ROW },
  { column: QUOTE_LINES.offered, format: "whole", cell: ({ offered }) => offered },
  {
    column: QUOTE_LINES.needed,
    format: "whole",
    cell: ({ needed }) => ({ value: needed, formula: shownQuantity(QUOTE_LINES.offering) }),
  },
  {
    column: QUOTE_LINES.more,
    format: "whole",
    cell: ({ offered, needed }) => ({
      value: offered - needed,
      formula: orUnknown(`${QUOTE_LINES.offered.here}-${QUOTE_LINES.needed.here}`),
    }),
  },
  { column: QUOTE_LINES.price, format: "price", cell: ({ price }) => knownCell(price) },
  {
    column: QUOTE_LINES.ownPrice,
    format: "price",
    cell: ({ ownPrice }) => ({
      value: knownCell(ownPrice),
      formula: orUnknown(`${OWN_PRICE}-${QUOTE_LINES.plan.here}`),
    }),
  },
  {
    column: QUOTE_LINES.dearer,
    format: "money",
    cell: (line) => ({
      value: knownCell(dearerBy(line)),
      formula: orUnknown(
        `${QUOTE_LINES.offered.here}*(${QUOTE_LINES.price.here}-${QUOTE_LINES.ownPrice.here})`,
      ),
    }),
  },
  {
    column: QUOTE_LINES.plan,
    format: "price",
    cell: ({ ownPrice, plan }) => knownCell(ownPrice === null ? null : plan),
  },
];

interface ScenarioNote {
  readonly scenario: Scenario;
  readonly text: string;
}

const NOTE_COLUMNS: readonly ReportColumn<ScenarioNote>[] = [
  { column: SCENARIO_NOTES.scenario, format: "text", cell: ({ scenario }) => scenario.name },
  { column: SCENARIO_NOTES.text, format: "text", cell: ({ text }) => text },
];
