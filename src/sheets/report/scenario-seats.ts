import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import { grouped } from "../../engine/grouped";
import type { LiveSeatInputs } from "../../engine/renewal/live-formula-inputs";
import { priceInYear, TERM_TEXTS, upliftOf, type SeatLine } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { shownScenarios } from "../../engine/renewal/variants";
import type { TableSpec } from "../../workbook/spec";
import { orUnknown, priceAtRenewal, riseFormula, valueAt } from "./formulas";
import { hasVolumes, seatPriceRows } from "./price-tables";
import { yearsOf, type ReportInput } from "./report-input";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { assumptionCell, FOLLOWING, inYear, SCENARIO_SEATS, stepIn, VOLUMES } from "./tables";
import { volumeLines, type VolumeLines } from "./volumes";

/** A line of seats that a scenario pays for. */
interface OrderedSeats {
  /** Its number in the table. */
  readonly no: number;
  readonly scenario: Scenario;
  readonly line: SeatLine;
  /** Where the line follows the Users sheet. */
  readonly follows: LiveSeatInputs | undefined;
}

/**
 * The lines of all scenarios. The best mix has further lines for the seats that the Users sheet may yet need.
 */
export const orderedSeats = ({ analysis }: ReportInput): OrderedSeats[] =>
  shownScenarios(analysis)
    .flatMap((scenario) => orderedLines(scenario, analysis))
    .map((ordered, i) => ({ ...ordered, no: i + 1 }));

function orderedLines(scenario: Scenario, { liveFormulaInputs }: Analysis): Omit<OrderedSeats, "no">[] {
  const live = scenario.id === "best-mix" ? liveFormulaInputs.seats : [];
  const byLine = new Map(live.map((follows) => [follows.line, follows]));
  return [
    ...scenario.lines.map((line, nth) => ({ scenario, line, follows: byLine.get(nth) })),
    ...live.flatMap((follows) =>
      typeof follows.line === "number" ? [] : [{ scenario, follows, line: follows.line }],
    ),
  ];
}

/** The lines whose cost in a year is unknown, by scenario. */
export const unknownCosts = (
  run: ReportInput,
  year: number,
): ReadonlyMap<Scenario, readonly OrderedSeats[]> =>
  grouped(
    orderedSeats(run).filter((ordered) => lineCost(ordered, run, year) === null),
    ({ scenario }) => scenario,
  );

/** The seats that each scenario pays for, and their cost. */
export function scenarioSeatTable(run: ReportInput, place: TableSpec["at"]): ReportTable {
  const prices = new Map(seatPriceRows(run).map(({ offering, then }) => [offering, then]));
  return reportTable(
    SCENARIO_SEATS,
    place,
    [
      ...seatLineColumns(),
      ...orderedPriceColumns(run),
      ...yearsOf(run).map((year) => orderedSeatsColumn(run, year)),
      ...yearsOf(run).map((year) => seatCostColumn(run, year)),
      ...basisColumns(run, prices),
      ...(hasVolumes(run) ? volumePriceColumns(run, prices) : []),
    ],
    orderedSeats(run),
    "Seats to pay for",
  );
}

/** The contract of a line, in words. */
export const contractText = ({ contract, committed, term }: SeatLine): string => {
  const when = term === undefined ? (committed ? " (until it ends)" : "") : ` (${TERM_TEXTS[term]})`;
  return `${contract ?? "new, or no contract named"}${when}`;
};

const seatLineColumns = (): ReportColumn<OrderedSeats>[] => [
  { column: SCENARIO_SEATS.scenario, width: 24, format: "text", cell: ({ scenario }) => scenario.name },
  { column: SCENARIO_SEATS.offering, width: 24, format: "text", cell: ({ line }) => line.offering },
  { column: SCENARIO_SEATS.contract, width: 24, format: "text", cell: ({ line }) => contractText(line) },
  {
    column: SCENARIO_SEATS.pricedBy,
    width: 12,
    format: "text",
    cell: ({ line }) => (line.unitPrice === null ? knownCell(null) : line.listed ? "list" : "contract"),
  },
];

const {
  listed,
  listPrice,
  ownPrice,
  basePrice,
  price,
  volume,
  uplift,
  right,
  ownRise,
  riseCap,
  line: no,
} = SCENARIO_SEATS;

/** The list price or the line's own, which may have the price of a right to reduce on top. */
const baseOf = (run: ReportInput): string => {
  const own = ownPrice.here;
  const paid = hasRights(run) ? orUnknown(`${own}*(1+${right.here}*${assumptionCell("rightPremium")})`) : own;
  return `IF(${listed.here}=1,${listPrice.here},${paid})`;
};

const isUnderRight = ({ term }: SeatLine): boolean => term === "with a right";

const hasRights = ({ analysis }: ReportInput): boolean =>
  shownScenarios(analysis).some(({ lines }) => lines.some(isUnderRight));

/** The price of a line that the list does not give, without that of a right. */
const ownPriceOf = (line: SeatLine, { analysis }: ReportInput): number | null =>
  line.unitPrice !== null && isUnderRight(line)
    ? line.unitPrice / (1 + analysis.assumptions.rightPremium)
    : line.unitPrice;

const orderedPriceColumns = (run: ReportInput): ReportColumn<OrderedSeats>[] => [
  {
    column: price,
    format: "price",
    cell: (ordered) => ({
      value: knownCell(unitPriceIn(ordered, run, 1)),
      formula: hasVolumes(run) ? stepIn(SCENARIO_SEATS, "Price", 1).here : baseOf(run),
    }),
  },
  {
    column: uplift,
    format: "percent",
    cell: ({ line }) => ({
      value: upliftOf(line, run.analysis.assumptions),
      formula: riseFormula({ own: ownRise, cap: riseCap }),
    }),
  },
];

/** The seats of this run, or those by which a line follows the Users sheet. */
function orderedSeatsColumn(run: ReportInput, year: number): ReportColumn<OrderedSeats> {
  const ofRun = stepIn(SCENARIO_SEATS, "Run", year).here;
  const following = valueAt(stepIn(FOLLOWING, "Seats", year), FOLLOWING.line, no.here);
  const formula = orUnknown(`IF(ISNUMBER(${ofRun}),${ofRun},${following})`);
  const follows = followsUsers(run);
  return {
    column: inYear(SCENARIO_SEATS, "Seats", year),
    format: "whole",
    cell: ({ line }) => ({ value: at(line.seats, year - 1), ...(follows ? { formula } : {}) }),
  };
}

const followsUsers = (run: ReportInput): boolean =>
  orderedSeats(run).some(({ follows }) => follows !== undefined);

function seatCostColumn(run: ReportInput, year: number): ReportColumn<OrderedSeats> {
  const seats = inYear(SCENARIO_SEATS, "Seats", year).here;
  const unitPrice = hasVolumes(run) ? stepIn(SCENARIO_SEATS, "Price", year) : price;
  const risen = year === 1 ? "" : `*(1+${uplift.here})^${year - 1}`;
  const formula = `IF(${seats}=0,0,${orUnknown(`${seats}*${unitPrice.here}${risen}`)})`;
  return {
    column: inYear(SCENARIO_SEATS, "Cost", year),
    format: "money",
    cell: (ordered) => ({ value: knownCell(lineCost(ordered, run, year)), formula }),
  };
}

/** What distinguishes the rows: their prices, and the seats that do not follow the Users sheet. */
const basisColumns = (run: ReportInput, prices: SeatPrices): ReportColumn<OrderedSeats>[] => [
  { column: no, format: "whole", cell: (ordered) => ordered.no },
  { column: listed, format: "whole", cell: ({ line }) => (isListed(line, prices) ? 1 : 0) },
  {
    column: listPrice,
    format: "price",
    cell: ({ line }) => ({
      value: knownCell(listPriceIn(line, prices)),
      formula: priceAtRenewal(SCENARIO_SEATS.offering.here),
    }),
  },
  {
    column: ownPrice,
    format: "price",
    cell: ({ line }) => knownCell(isListed(line, prices) ? null : ownPriceOf(line, run)),
  },
  ...(hasRights(run)
    ? [
        {
          column: right,
          format: "whole",
          cell: ({ line }) => (isUnderRight(line) ? 1 : 0),
        } satisfies ReportColumn<OrderedSeats>,
      ]
    : []),
  { column: ownRise, format: "percent", cell: ({ line }) => line.uplift },
  { column: riseCap, format: "percent", cell: ({ line }) => line.upliftCap },
  ...(followsUsers(run)
    ? yearsOf(run).map((year): ReportColumn<OrderedSeats> => ({
        column: stepIn(SCENARIO_SEATS, "Run", year),
        format: "whole",
        cell: ({ line, follows }) => (follows ? null : at(line.seats, year - 1)),
      }))
    : []),
];

/** Whether a line goes by the price list: also one without a price, if the list has none yet and may get one. */
const isListed = (line: SeatLine, prices: SeatPrices): boolean =>
  line.listed && (line.unitPrice !== null || listPriceIn(line, prices) === null);

/** The prices at the renewal, by offering. */
type SeatPrices = ReadonlyMap<string, number | null>;

const listPriceIn = ({ offering }: SeatLine, prices: SeatPrices): number | null =>
  prices.get(offering) ?? null;

/** Prices that go by how many seats of an offering a scenario buys at the list price in a year. */
const volumePriceColumns = (run: ReportInput, prices: SeatPrices): ReportColumn<OrderedSeats>[] => [
  volumeColumn(volumeLines(run), prices),
  {
    column: basePrice,
    format: "price",
    cell: ({ line }) => ({
      value: knownCell(isListed(line, prices) ? listPriceIn(line, prices) : line.unitPrice),
      formula: baseOf(run),
    }),
  },
  ...yearsOf(run).map((year): ReportColumn<OrderedSeats> => ({
    column: stepIn(SCENARIO_SEATS, "Price", year),
    format: "price",
    cell: (ordered) => ({
      value: knownCell(unitPriceIn(ordered, run, year)),
      formula: orUnknown(
        `IF(${volume.here}=0,${basePrice.here},${valueAt(stepIn(VOLUMES, "Price", year), VOLUMES.line, volume.here)})`,
      ),
    }),
  })),
];

/** The line's row in the table of volume prices; 0 where none sets its price. */
const volumeColumn = (lines: VolumeLines, prices: SeatPrices): ReportColumn<OrderedSeats> => ({
  column: volume,
  format: "whole",
  cell: ({ scenario, line }) => (isListed(line, prices) ? (lines.get(scenario)?.get(line.offering) ?? 0) : 0),
});

const unitPriceIn = (
  { scenario, line }: OrderedSeats,
  { analysis }: ReportInput,
  year: number,
): number | null => priceInYear(line, year - 1, scenario.lines, analysis.priceLists);

function lineCost(ordered: OrderedSeats, run: ReportInput, year: number): number | null {
  const { line } = ordered;
  const count = at(line.seats, year - 1);
  if (count === 0) return 0;
  const unitPrice = unitPriceIn(ordered, run, year);
  if (unitPrice === null) return null;
  return count * unitPrice * (1 + upliftOf(line, run.analysis.assumptions)) ** (year - 1);
}
