import { averagePrice } from "../../engine/rules/price-tiers";
import type { LiveSeatInputs } from "../../engine/renewal/live-formula-inputs";
import { listedSeats, type SeatLine, type TokenLine } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { counted, poolName } from "../../engine/wording";
import type { SheetSpec, SpecCell } from "../../workbook/spec";
import { tokenCost, tokenPurchase, volumePrice } from "./formulas";
import {
  assumptionCell,
  BOUGHT_ON_TOP,
  costColumn,
  listedIn,
  neededColumn,
  priceAtRenewal,
  scenarioFigure,
  SCENARIOS,
  SCENARIO_SEATS,
  SCENARIO_TOKENS,
  seatCount,
  seatsColumn,
  TOKEN_POOL,
  tokensColumn,
  USERS,
  figureOf,
} from "./references";
import { here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";
import type { ReportInput } from "./report-input";

const SCENARIO_ASKS = "SeatwiseScenarioAsks";
const HEADER_ROW = 4;
const CHART_ROWS = 18;

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
    seatColumns(run, years),
    scenarios.flatMap((scenario) => orderedIn(scenario, run.analysis)),
  );
  const tokens = reportTable(
    SCENARIO_TOKENS,
    { row: lastRow(seats) + 3, column: 0 },
    tokenColumns(run, years),
    scenarios.flatMap((scenario) => scenario.pools.map((pool, nth) => ({ scenario, pool, nth }))),
  );
  const asks = reportTable(
    SCENARIO_ASKS,
    { row: lastRow(tokens) + 3, column: 0 },
    ASK_COLUMNS,
    scenarios.flatMap((scenario) => [
      ...scenario.asks.map((text) => ({ scenario, what: "Ask", text })),
      ...scenario.leftOut.map((text) => ({ scenario, what: "Not in the sums", text })),
    ]),
  );
  return {
    key: "scenarios",
    name: "Scenarios",
    widths: widthsFor(
      { at: 0, columns },
      { at: 0, columns: seatColumns(run, years) },
      { at: 0, columns: tokenColumns(run, years) },
    ),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Scenarios", look: "title" },
      {
        row: 2,
        column: 0,
        value: `Amounts in ${assumptions.currency}. Years count from each renewal. Every sum is a formula over the Assumptions: change a price there and it moves; who gets which cover is held as this run chose it. Best mix counts the seats and tokens of the Users sheet.`,
        look: "note",
      },
      { row: seats.at.row - 1, column: 0, value: "Seats to pay for", look: "heading" },
      { row: tokens.at.row - 1, column: 0, value: "Tokens to buy", look: "heading" },
      {
        row: asks.at.row - 1,
        column: 0,
        value: "What to ask for, and what the sums leave out",
        look: "heading",
      },
    ],
    tables: [costs, seats, tokens, asks],
    charts: [
      {
        name: "Scenario costs",
        title: `Cost over ${counted(assumptions.years, "year")}, ${assumptions.currency}`,
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
}

function scenarioColumns({ analysis }: ReportInput, years: readonly number[]): ReportColumn<Scenario>[] {
  const costs = years.map((year) => here(SCENARIOS, costColumn(year)));
  const present = years.map((year) => `${costs[year - 1]}/(1+${assumptionCell("discountRate")})^${year - 1}`);
  const sumOf = (table: string, column: string): string =>
    `SUMIFS(${table}[${column}],${table}[Scenario],${here(SCENARIOS, "Scenario")})`;
  return [
    { header: "Scenario", width: 24, format: "text", cell: ({ name }) => name },
    {
      header: "Seats",
      width: 24,
      format: "whole",
      cell: ({ years: [first] }) => ({
        value: first?.seats ?? 0,
        formula: sumOf(SCENARIO_SEATS, seatsColumn(1)),
      }),
    },
    ...years.map((year): ReportColumn<Scenario> => ({
      header: tokensColumn(year),
      width: 14,
      format: "whole",
      cell: (scenario) => ({
        value: scenario.years[year - 1]?.tokens ?? 0,
        formula: sumOf(SCENARIO_TOKENS, tokensColumn(year)),
      }),
    })),
    ...years.map((year): ReportColumn<Scenario> => ({
      header: costColumn(year),
      width: 14,
      format: "money",
      cell: (scenario) => ({
        value: scenario.years[year - 1]?.cost ?? 0,
        formula: `${sumOf(SCENARIO_SEATS, costColumn(year))}+${sumOf(SCENARIO_TOKENS, costColumn(year))}`,
      }),
    })),
    {
      header: "Total",
      width: 14,
      format: "money",
      cell: (scenario) => ({ value: scenario.total, formula: costs.join("+") }),
    },
    {
      header: "Present value",
      width: 14,
      format: "money",
      cell: (scenario) => ({ value: scenario.presentValue, formula: present.join("+") }),
    },
    {
      header: "Saving against as is",
      width: 18,
      format: "money",
      cell: (scenario) =>
        scenario.savingVsAsIs === null
          ? "unknown"
          : {
              value: scenario.savingVsAsIs,
              formula: `${scenarioFigure(analysis.scenarios[0]?.name ?? "", "Total")}-${here(SCENARIOS, "Total")}`,
            },
    },
  ];
}

const upliftOf = (formula: string, year: number): string => (year === 1 ? "" : `*(1+${formula})^${year - 1}`);

interface Ordered {
  readonly scenario: Scenario;
  readonly line: SeatLine;
  /** Where it follows the Users sheet. */
  readonly follows: LiveSeatInputs | undefined;
}

function seatColumns({ analysis }: ReportInput, years: readonly number[]): readonly ReportColumn<Ordered>[] {
  const { seatUplift } = analysis.assumptions;
  return [
    { header: "Scenario", width: 24, format: "text", cell: ({ scenario }) => scenario.name },
    { header: "Offering", width: 24, format: "text", cell: ({ line }) => line.offering },
    {
      header: "Contract",
      width: 24,
      format: "text",
      cell: ({ line }) =>
        `${line.contract ?? "new, or no contract named"}${line.committed ? " (until it ends)" : ""}`,
    },
    {
      header: "Priced by",
      width: 12,
      format: "text",
      cell: ({ line }) => (line.unitPrice === null ? "unknown" : line.listed ? "list" : "contract"),
    },
    {
      header: "Price",
      width: 14,
      format: "price or unknown",
      cell: ({ line }) =>
        line.listed || line.unitPrice === null
          ? { value: line.unitPrice ?? 0, formula: listPrice(analysis, line, 1) }
          : line.unitPrice,
    },
    {
      header: "Uplift",
      width: 14,
      format: "percent",
      cell: ({ line }) => line.uplift ?? { value: seatUplift, formula: assumptionCell("seatUplift") },
    },
    ...years.map((year): ReportColumn<Ordered> => ({
      header: seatsColumn(year),
      width: 14,
      format: "whole",
      cell: (one) => {
        const value = one.line.seats[year - 1] ?? 0;
        const formula = followed(one, year, analysis);
        return formula === undefined ? value : { value, formula };
      },
    })),
    ...years.map((year): ReportColumn<Ordered> => ({
      header: costColumn(year),
      width: 14,
      format: "money",
      cell: ({ scenario, line }) => {
        const n = line.seats[year - 1] ?? 0;
        const price =
          year > 1 && line.listed ? yearPrice(analysis, scenario, line, year) : (line.unitPrice ?? 0);
        const formula =
          year > 1 && line.listed && hasVolume(analysis, line.offering)
            ? listPrice(analysis, line, year)
            : here(SCENARIO_SEATS, "Price");
        return {
          value: n * price * (1 + (line.uplift ?? seatUplift)) ** (year - 1),
          formula: `${here(SCENARIO_SEATS, seatsColumn(year))}*${formula}${upliftOf(here(SCENARIO_SEATS, "Uplift"), year)}`,
        };
      },
    })),
  ];
}

type Analysis = ReportInput["analysis"];

const hasVolume = ({ offers }: Analysis, offering: string): boolean =>
  offers.some((one) => one.offering === offering && one.volume !== undefined);

function yearPrice({ priceLists }: Analysis, scenario: Scenario, line: SeatLine, year: number): number {
  const tiers = priceLists.seats.get(line.offering);
  return tiers === undefined
    ? (line.unitPrice ?? 0)
    : averagePrice(listedSeats(scenario.lines, line.offering, year - 1), tiers, priceLists.seatKind);
}

/** The list's price of a line in a year; volume prices are by how many seats the scenario buys at it. */
function listPrice(analysis: Analysis, line: SeatLine, year: number): string {
  const offering = here(SCENARIO_SEATS, "Offering");
  if (!hasVolume(analysis, line.offering)) return priceAtRenewal(offering);
  return volumePrice(offering, listedIn(here(SCENARIO_SEATS, "Scenario"), offering, seatsColumn(year)));
}

/** The lines of a scenario; the best mix has one more for each offering of which people might yet be given a seat. */
function orderedIn(scenario: Scenario, { liveFormulaInputs: following, priceLists }: Analysis): Ordered[] {
  const own = scenario.lines.map((line, nth): Ordered => ({
    scenario,
    line,
    follows: scenario.id === "best-mix" ? following.seats.find((one) => one.line === nth) : undefined,
  }));
  if (scenario.id !== "best-mix") return own;
  const more = following.seats.filter((one) => one.line === null);
  return [
    ...own,
    ...more.map((follows): Ordered => ({ scenario, follows, line: noSeats(follows.offering, priceLists) })),
  ];
}

const noSeats = (offering: string, { seats }: Analysis["priceLists"]): SeatLine => ({
  offering,
  contract: null,
  seats: [],
  unitPrice: seats.get(offering)?.[0]?.unitPrice ?? null,
  listed: true,
  uplift: null,
  committed: false,
  source: null,
});

/** The seats of the line that follows the Users sheet: as many as are needed there, less those on other lines. */
function followed(
  { follows, line }: Ordered,
  year: number,
  { liveFormulaInputs: following }: Analysis,
): string | undefined {
  const own = follows?.years[year - 1];
  if (!own) return undefined;
  const growth = following.growth[year - 1] ?? 1;
  const count = seatCount(line.offering);
  const needed = growth === 1 ? count : `ROUNDUP(ROUND(${count}*${growth},6),0)`;
  return `MAX(${needed},${own.least})-${own.others}`;
}

interface Pooled {
  readonly scenario: Scenario;
  readonly pool: TokenLine;
  readonly nth: number;
}

function tokenColumns({ analysis }: ReportInput, years: readonly number[]): readonly ReportColumn<Pooled>[] {
  const { assumptions, liveFormulaInputs: following } = analysis;
  const own = (column: string): string => here(SCENARIO_TOKENS, column);
  const planned = ({ pool }: Pooled, value: number, formula: string): SpecCell | number =>
    pool.asBefore ? value : { value, formula };
  return [
    { header: "Scenario", width: 24, format: "text", cell: ({ scenario }) => scenario.name },
    {
      header: "Pool",
      width: 24,
      format: "text",
      cell: ({ scenario, pool }) => (pool.asBefore ? "as today" : poolName(pool, scenario.pools.length)),
    },
    {
      header: "Tokens needed",
      width: 24,
      format: "whole",
      cell: ({ scenario, pool, nth }) => {
        const needed = pool.needed[0] ?? 0;
        if (scenario.id !== "best-mix") return needed;
        const drawn =
          scenario.pools.length > 1
            ? figureOf(USERS, "Recommended tokens", TOKEN_POOL, own("Pool"))
            : `SUM(${USERS}[Recommended tokens])`;
        const others = following.withoutUsers[nth] ?? 0;
        return {
          value: needed,
          formula: `${drawn}${following.joiners === 1 ? "" : `*${following.joiners}`}${others === 0 ? "" : `+${others}`}`,
        };
      },
    },
    {
      header: "Bought on top",
      width: 14,
      format: "percent",
      cell: (one) => planned(one, one.pool.buffer, BOUGHT_ON_TOP),
    },
    {
      header: "Pack",
      width: 14,
      format: "whole",
      cell: (one) => planned(one, one.pool.pack, assumptionCell("packSize")),
    },
    { header: "Paid a token", width: 14, format: "price", cell: ({ pool }) => pool.paid ?? null },
    ...years.map((year): ReportColumn<Pooled> => ({
      header: neededColumn(year),
      width: 14,
      format: "whole",
      cell: ({ scenario, pool, nth }) => {
        const same = pool.needed[year - 1] === pool.needed[0];
        const need = same ? own("Tokens needed") : String(pool.needed[year - 1] ?? 0);
        // Growth changes seats too, which only a run can: the formula holds the growth that this run used.
        const grown = assumptions.growth === 0 ? "" : `*${1 + assumptions.growth}^${year}`;
        const pack = own("Pack");
        return {
          value: scenario.years[year - 1]?.pools[nth]?.needed ?? 0,
          formula: `ROUNDUP(ROUND(ROUNDUP(ROUND(${need}${grown}*(1+${own("Bought on top")}),6),0)/${pack},6),0)*${pack}`,
        };
      },
    })),
    ...years.map((year): ReportColumn<Pooled> => ({
      header: tokensColumn(year),
      width: 14,
      format: "whole",
      cell: ({ scenario, pool, nth }) => ({
        value: scenario.years[year - 1]?.pools[nth]?.tokens ?? 0,
        formula: pool.asBefore ? own(neededColumn(year)) : tokenPurchase(own(neededColumn(year))),
      }),
    })),
    ...years.map((year): ReportColumn<Pooled> => ({
      header: costColumn(year),
      width: 14,
      format: "money",
      cell: ({ scenario, nth }) => ({
        value: scenario.years[year - 1]?.pools[nth]?.cost ?? 0,
        formula: `${tokenCost(own(tokensColumn(year)), own("Paid a token"))}${upliftOf(assumptionCell("tokenUplift"), year)}`,
      }),
    })),
  ];
}

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
