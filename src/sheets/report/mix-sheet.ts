import type { MixReport, PriceStep, PoolReport, SeatReport } from "../../engine/renewal/mix-report";
import { isoDay } from "../../engine/calendar";
import { poolName, priceText, wholeNumber } from "../../engine/wording";
import { priceName } from "../assumptions";
import type { PlacedCell, SheetSpec, SpecCell } from "../../workbook/spec";
import {
  analysedAt,
  assumptionCell,
  BOUGHT_ON_TOP,
  costColumn,
  listedIn,
  MIX_POOLS,
  MIX_SEATS,
  neededColumn,
  priceAtRenewal,
  scenarioFigure,
  SCENARIO_SEATS,
  SCENARIO_TOKENS,
  seatCount,
  seatsColumn,
  SEAT_PRICES,
  TOKEN_PRICE,
  TOKEN_PRICES,
  tokensColumn,
  valueOf,
} from "./references";
import type { ReportInput } from "./report-input";
import { here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

const PRICE_STEPS = "SeatwiseTokenPriceSteps";
const FIRST_FIGURE = 4;
/** The row of the header of the seats, below the figures. */
export const SEATS_ROW = FIRST_FIGURE + 8;
const CHART_ROWS = 18;

/** How good the best mix is, what it buys, what the next step is worth, and what it would be at other token prices. */
export function mixSheet(run: ReportInput): SheetSpec {
  const { mix, assumptions, asOf } = run.analysis;
  const figures = mix ? figuresOf(run, mix) : [];
  const seats = reportTable(MIX_SEATS, { row: SEATS_ROW, column: 0 }, seatColumns(run), mix?.seats ?? []);
  const pools = reportTable(
    MIX_POOLS,
    { row: lastRow(seats) + 3, column: 0 },
    poolColumns(run),
    mix?.pools ?? [],
  );
  const steps = reportTable(
    PRICE_STEPS,
    { row: lastRow(pools) + 4, column: 0 },
    STEP_COLUMNS,
    mix?.priceSteps ?? [],
  );
  const chartRow = lastRow(steps) + 2;
  return {
    key: "mix",
    name: "Best mix",
    widths: widthsFor(
      { at: 0, columns: seatColumns(run) },
      { at: 0, columns: poolColumns(run) },
      { at: 0, columns: STEP_COLUMNS },
    ),
    frozenRows: 2,
    cells: [
      { row: 1, column: 0, value: "Best mix of seats, collections and tokens", look: "title" },
      {
        row: 2,
        column: 0,
        value: mix
          ? `First year, in ${assumptions.currency}. Who gets what was chosen on ${isoDay(asOf)} at the prices of Analysed at in the Assumptions, and is held when a price changes.`
          : "No table says who used what, so there is no mix to choose.",
        look: "note",
      },
      ...figures.flatMap(({ what, cell, note }, i): PlacedCell[] => [
        { row: FIRST_FIGURE + i, column: 0, value: what },
        { row: FIRST_FIGURE + i, column: 1, look: "figure", ...cell },
        { row: FIRST_FIGURE + i, column: 2, value: note, look: "note" },
      ]),
      {
        row: seats.at.row - 1,
        column: 0,
        value: "Seats, and what one more or fewer comes to, everybody else as they are",
        look: "heading",
      },
      {
        row: pools.at.row - 1,
        column: 0,
        value: "Token pools, and what one token more costs, packs apart",
        look: "heading",
      },
      {
        row: steps.at.row - 2,
        column: 0,
        value: "The token price: what the first year costs at other prices, all tiers changed alike",
        look: "heading",
      },
      {
        row: steps.at.row - 1,
        column: 0,
        value: `Chosen anew is the best mix at that price; as recommended, all Flex and all seats are this run's. Figures of this run: they do not follow the Assumptions.${assumptions.moveThreshold > 0 ? " What no mix costs less than has in it what moves must save." : ""}`,
        look: "note",
      },
    ],
    tables: [seats, pools, steps],
    charts: mix
      ? [
          {
            name: "Cost against token price",
            title: `First year against the token price, ${assumptions.currency}`,
            kind: "line",
            from: { row: chartRow, column: 0 },
            to: { row: chartRow + CHART_ROWS, column: 6 },
            table: PRICE_STEPS,
            categories: "Token price",
            series: ["Best mix, chosen anew", "Best mix as recommended", "All Flex", "All seats"],
            format: "money",
          },
        ]
      : [],
    choices: [],
    names: [],
  };
}

interface Figure {
  readonly what: string;
  readonly cell: SpecCell;
  readonly note: string;
}

function figuresOf(run: ReportInput, mix: MixReport): Figure[] {
  const { total, moveThresholds: thresholds, lowerBound, gap, merging } = mix;
  const {
    assumptions: { moveThreshold },
    scenarios,
  } = run.analysis;
  const leftOut = scenarios.at(-1)?.leftOut ?? [];
  const notIn = leftOut.length === 0 ? "" : `. NOT in it: ${leftOut.join("; ")}`;
  const further =
    moveThreshold > 0
      ? `, and ${wholeNumber(moveThreshold)} more for each person whom it moves beyond those whom this run does`
      : "";
  const weighed = thresholds > 0 ? ` and ${wholeNumber(thresholds)} of hurdles` : "";
  return [
    {
      what: "Cost, first year",
      cell: { value: total, formula: scenarioFigure("Best mix", costColumn(1)), format: "money" },
      note: `as in the Scenarios: it follows the Assumptions and the Users sheet${notIn}`,
    },
    ...(thresholds > 0
      ? [
          {
            what: "Hurdles",
            cell: { value: thresholds, format: "money" as const },
            note: "the least saving for a move, once for everybody who is moved: it weighs in the choice and nobody pays it",
          },
        ]
      : []),
    {
      what: thresholds > 0 ? "No mix comes, hurdles in it, below" : "No mix costs less than",
      cell: { value: lowerBound, format: "money" },
      note: `proven at this run's prices, where this mix comes to ${wholeNumber(total)}${weighed}`,
    },
    {
      what: "Gap",
      cell: { value: gap, format: "fine percent" },
      note: "how far this run's mix may be above the best there is",
    },
    {
      what: "Running again could save at most",
      cell: {
        value: Math.max(total + thresholds - lowerBound, 0),
        formula: rerunFormula(run, mix),
        format: "money",
      },
      note: `at the prices that stand in the Assumptions now${further}`,
    },
    ...(merging
      ? [
          {
            what: "One pool for all would save",
            cell: { value: merging.saving, format: "money" as const },
            note: `a year, with ${wholeNumber(merging.tokens)} tokens bought together`,
          },
        ]
      : []),
  ];
}

/**
 * What running again could save at most at changed prices. The least cost of any mix is concave in the token price, so between two of
 * the steps it lies above the line through their proven bounds, below the first above the line from there to nothing, and beyond the last
 * above the last bound; tiers that changed by different shares count with the smallest. A seat price that rose adds at least its rise on the seats that are paid for in any mix, one that fell takes at most its fall on all that
 * could be. What else changed only a run can tell.
 */
function rerunFormula({ analysis }: ReportInput, { moveThresholds: thresholds }: MixReport): string {
  const factors = `${PRICE_STEPS}[Times the price]`;
  const bounds = `${PRICE_STEPS}[No mix costs less than]`;
  const factor = `SUMPRODUCT(MIN(${TOKEN_PRICES}[Against analysed]))`;
  const at = `MATCH(${factor},${factors},1)`;
  const last = `ROWS(${factors})`;
  const next = `MIN(${at}+1,${last})`;
  const share = `IF(${at}=${last},0,(${factor}-INDEX(${factors},${at}))/(INDEX(${factors},${next})-INDEX(${factors},${at})))`;
  const between = `(INDEX(${bounds},${at})+${share}*(INDEX(${bounds},${next})-INDEX(${bounds},${at})))`;
  const first = `INDEX(${factors},1)`;
  const tokens = `IF(${factor}<${first},${factor}/${first}*INDEX(${bounds},1),${between})`;
  const rise = `(${MIX_SEATS}[List price]-${MIX_SEATS}[Analysed at])`;
  const seats = `SUMPRODUCT(${rise}*((${rise}>0)*${MIX_SEATS}[At least]+(${rise}<0)*${MIX_SEATS}[At most]))`;
  const held = (["poolBuffer", "packSize", "smallestPurchase", "tierKind", "seatTierKind"] as const).map(
    (key) => `${assumptionCell(key)}<>${analysedAt(key)}`,
  );
  const volumes = analysis.offers.some(({ volume }) => volume !== undefined)
    ? [`SUMPRODUCT(--(ABS(${SEAT_PRICES}[Against analysed]-1)>1E-9))>0`]
    : [];
  const saves = `MAX(0,${scenarioFigure("Best mix", costColumn(1))}+${thresholds}-(${tokens}+${seats}))`;
  return `IF(OR(${[...held, ...volumes].join(",")}),"run again to know",${saves})`;
}

function seatColumns({ analysis }: ReportInput): readonly ReportColumn<SeatReport>[] {
  const { offers, seatPrices, scenarios } = analysis;
  const listOf = (offering: string): number =>
    offers.find((one) => one.offering === offering)?.pricePerYear ?? 0;
  const priceOf = (offering: string): number => seatPrices.get(offering) ?? 0;
  const own = (column: string): string => here(MIX_SEATS, column);
  const ordered = (offering: string): number =>
    (scenarios.at(-1)?.lines ?? []).reduce(
      (sum, line) => sum + (line.offering === offering ? (line.seats[0] ?? 0) : 0),
      0,
    );
  return [
    { header: "Offering", width: 32, format: "text", cell: ({ offering }) => offering },
    { header: "Bought today", width: 24, format: "whole", cell: ({ bought }) => bought ?? "unknown" },
    {
      header: "People with one",
      width: 24,
      format: "whole",
      cell: ({ offering, assigned }) => ({ value: assigned, formula: seatCount(offering) }),
    },
    {
      header: "Paid for",
      width: 24,
      format: "whole",
      cell: ({ offering }) => ({
        value: ordered(offering),
        formula: `SUMPRODUCT((${SCENARIO_SEATS}[Scenario]="Best mix")*(${SCENARIO_SEATS}[Offering]=${own("Offering")})*${SCENARIO_SEATS}[${seatsColumn(1)}])`,
      }),
    },
    {
      header: "Price",
      width: 24,
      format: "price",
      cell: ({ offering }) => ({ value: priceOf(offering), formula: priceAtRenewal(own("Offering")) }),
    },
    {
      header: "One seat more costs",
      width: 24,
      format: "price",
      cell: ({ offering, oneMore }) => ({
        value: oneMore,
        formula: shareOf(oneMore, priceOf(offering), own("Price")),
      }),
    },
    {
      header: "One seat fewer saves",
      width: 24,
      format: "price",
      cell: ({ offering, oneFewer }) => ({
        value: oneFewer,
        formula: shareOf(oneFewer, priceOf(offering), own("Price")),
      }),
    },
    {
      header: "1 more on the price costs",
      width: 24,
      format: "money",
      cell: ({ priceRise }) => ({
        value: priceRise,
        formula: listedIn('"Best mix"', own("Offering"), seatsColumn(1)),
      }),
    },
    {
      header: "List price",
      width: 24,
      format: "price",
      cell: ({ offering }) => ({
        value: listOf(offering),
        formula: `IF(${valueOf(priceName(offering))}>0,${valueOf(priceName(offering))},${own("Analysed at")})`,
      }),
    },
    { header: "Analysed at", width: 24, format: "price", cell: ({ offering }) => listOf(offering) },
    { header: "At least", width: 10, format: "whole", cell: ({ listedLeast }) => listedLeast },
    { header: "At most", width: 10, format: "whole", cell: ({ listedMost }) => listedMost },
  ];
}

/** A figure as its share of a price that may change. */
const shareOf = (figure: number, price: number, formula: string): string =>
  Math.abs(figure - price) < 1e-9 * price
    ? formula
    : price > 0
      ? `${figure / price}*${formula}`
      : String(figure);

function poolColumns({ analysis }: ReportInput): readonly ReportColumn<PoolReport>[] {
  const { mix, buffer: margin } = analysis;
  const count = mix?.pools.length ?? 0;
  const own = (column: string): string => here(MIX_POOLS, column);
  const of = (column: string): string =>
    `SUMPRODUCT((${SCENARIO_TOKENS}[Scenario]="Best mix")*(${SCENARIO_TOKENS}[Pool]=${own("Pool")})*${SCENARIO_TOKENS}[${column}])`;
  return [
    { header: "Pool", format: "text", cell: (pool) => poolName(pool, count) },
    { header: "People on it", format: "whole", cell: ({ users }) => users },
    {
      header: "Needed, in packs",
      format: "whole",
      cell: ({ needed }) => ({ value: needed, formula: of(neededColumn(1)) }),
    },
    {
      header: "Bought",
      format: "whole",
      cell: ({ bought }) => ({ value: bought, formula: of(tokensColumn(1)) }),
    },
    { header: "Cost", format: "money", cell: ({ cost }) => ({ value: cost, formula: of(costColumn(1)) }) },
    {
      header: "A token costs",
      format: "price",
      cell: ({ tokenPrice }) => ({
        value: tokenPrice,
        formula: `IF(${own("Bought")}>0,${own("Cost")}/${own("Bought")},${TOKEN_PRICE})`,
      }),
    },
    {
      header: "Price with what is on top",
      format: "price",
      cell: ({ tokenPrice }) => ({
        value: tokenPrice * (1 + margin),
        formula: `${own("A token costs")}*(1+${BOUGHT_ON_TOP})`,
      }),
    },
    {
      header: "One token more costs",
      format: "price",
      cell: ({ oneMore, tokenPrice }) => ({
        value: oneMore,
        formula: shareOf(oneMore, tokenPrice * (1 + margin), own("Price with what is on top")),
      }),
    },
    {
      header: "0.10 more a token costs",
      format: "money",
      cell: ({ tenthMore }) => ({ value: tenthMore, formula: `${own("Bought")}/10` }),
    },
    { header: "The next tier, in this run", width: 28, format: "text", cell: (pool) => advice(pool) },
  ];
}

/** "4,500 to buy; the price is 2.80 from 5,000 on: 500 more would cost 500." */
function advice({ needed, bought, edges, tier }: PoolReport): string {
  if (bought > needed) {
    return `${wholeNumber(needed)} would do; ${wholeNumber(bought - needed)} more are bought, as ${bought >= tier.minimum && tier.minimum > needed ? `the price of ${priceText(tier.unitPrice)} from ${wholeNumber(tier.minimum)} on` : "the smallest purchase"} makes ${wholeNumber(bought)} cheaper.`;
  }
  const [next] = edges;
  if (!next) return "No further tier.";
  const { tier: further, more, costs } = next;
  return `${wholeNumber(needed)} to buy; the price is ${priceText(further.unitPrice)} from ${wholeNumber(further.minimum)} on: ${wholeNumber(more)} more would ${costs < 0 ? "save" : "cost"} ${wholeNumber(Math.abs(costs))}.`;
}

const STEP_COLUMNS: readonly ReportColumn<PriceStep>[] = [
  { header: "Token price", format: "price", cell: ({ tokenPrice }) => tokenPrice },
  { header: "Best mix, chosen anew", format: "money", cell: ({ cost }) => cost ?? "unknown" },
  { header: "Best mix as recommended", format: "money", cell: ({ held }) => held },
  { header: "All Flex", format: "money", cell: ({ allFlex }) => allFlex },
  { header: "All seats", format: "money", cell: ({ allSeats }) => allSeats },
  { header: "No mix costs less than", format: "money", cell: ({ lowerBound }) => lowerBound },
  { header: "Times the price", format: "decimal", cell: ({ factor }) => factor },
];
