import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import type { LiveSeatInputs, LiveSeats } from "../../engine/renewal/live-formula-inputs";
import { priceInYear, type SeatLine } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { UNKNOWN } from "../../workbook/cells";
import type { SpecCell } from "../../workbook/spec";
import {
  equals,
  listedIn,
  orUnknown,
  priceAtRenewal,
  quoted,
  seatCount,
  sumOf,
  volumePrice,
} from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";

import { knownCell, type ReportColumn } from "./table";
import { assumptionCell, inYear, SCENARIO_SEATS } from "./tables";

/** A line of seats that a scenario pays for. */
export interface OrderedSeats {
  readonly scenario: Scenario;
  readonly line: SeatLine;
  /** Where the line follows the Users sheet. */
  readonly follows: LiveSeatInputs | undefined;
}

/**
 * The lines of a scenario. The best mix has further lines for the seats that the Users sheet may yet need.
 */
export function orderedSeats(scenario: Scenario, { liveFormulaInputs }: Analysis): OrderedSeats[] {
  if (scenario.id !== "best-mix")
    return scenario.lines.map((line): OrderedSeats => ({ scenario, line, follows: undefined }));
  const live = liveFormulaInputs.seats;
  return [
    ...scenario.lines.map((line, nth): OrderedSeats => ({
      scenario,
      line,
      follows: live.find((one) => one.line === nth),
    })),
    ...live.flatMap((follows): OrderedSeats[] =>
      typeof follows.line === "number" ? [] : [{ scenario, follows, line: follows.line }],
    ),
  ];
}

/** How many lines of a scenario have an unknown cost in a year. */
export const unknownCosts = (scenario: Scenario, analysis: Analysis, year: number): number =>
  orderedSeats(scenario, analysis).filter((ordered) => costOf(ordered, analysis, year) === null).length;

export const orderedSeatColumns = (run: ReportInput): ReportColumn<OrderedSeats>[] => [
  ...lineColumns(run),
  ...yearsOf(run).map((year): ReportColumn<OrderedSeats> => ({
    column: inYear(SCENARIO_SEATS, "Seats", year),
    format: "whole",
    cell: (ordered) => seatsCell(ordered, year, run.analysis),
  })),
  ...yearsOf(run).map((year): ReportColumn<OrderedSeats> => ({
    column: inYear(SCENARIO_SEATS, "Cost", year),
    format: "money",
    cell: (ordered) => costCell(ordered, year, run.analysis),
  })),
];

const lineColumns = ({ analysis }: ReportInput): ReportColumn<OrderedSeats>[] => [
  { column: SCENARIO_SEATS.scenario, width: 24, format: "text", cell: ({ scenario }) => scenario.name },
  { column: SCENARIO_SEATS.offering, width: 24, format: "text", cell: ({ line }) => line.offering },
  {
    column: SCENARIO_SEATS.contract,
    width: 24,
    format: "text",
    cell: ({ line: { contract, committed } }) =>
      `${contract ?? "new, or no contract named"}${committed ? " (until it ends)" : ""}`,
  },
  {
    column: SCENARIO_SEATS.pricedBy,
    width: 12,
    format: "text",
    cell: ({ line }) => (line.unitPrice === null ? knownCell(null) : line.listed ? "list" : "contract"),
  },
  {
    column: SCENARIO_SEATS.price,
    format: "price",
    cell: ({ line }) =>
      line.listed
        ? { value: knownCell(line.unitPrice), formula: listPrice(analysis, line, 1) }
        : knownCell(line.unitPrice),
  },
  {
    column: SCENARIO_SEATS.uplift,
    format: "percent",
    cell: ({ line }) =>
      line.uplift ?? { value: analysis.assumptions.seatUplift, formula: assumptionCell("seatUplift") },
  },
];

/** The seats of a line. A line that follows the Users sheet takes the seats needed there that no other line has. */
function seatsCell({ line, follows }: OrderedSeats, year: number, { liveFormulaInputs }: Analysis): SpecCell {
  const value = at(line.seats, year - 1);
  const live = follows && at(follows.years, year - 1);
  if (!live) return { value };
  const growth = at(liveFormulaInputs.growth, year - 1);
  const count = seatCount(SCENARIO_SEATS.offering.here);
  const needed = growth === 1 ? count : `ROUNDUP(ROUND(${count}*${growth},6),0)`;
  if (live.onlyAt === null) return { value, formula: orUnknown(followingSeats(live, needed, year)) };
  return { value, formula: orUnknown(`IF(${needed}=${live.onlyAt},${value},${quoted(UNKNOWN)})`) };
}

/** Seats of the year before limit those of a line, and new seats are those beyond all lines of the year before. */
function followingSeats({ others, least, most, cap }: LiveSeats, needed: string, year: number): string {
  // MIN and MAX skip a reference to the word "unknown", but not arithmetic with it.
  const before = `(${inYear(SCENARIO_SEATS, "Seats", year - 1).here}+0)`;
  if (most === null) {
    const lines = year === 1 ? String(others) : `(${seatsOfYear(year - 1)}-${before})`;
    return `MAX(${needed}-${lines},${least})`;
  }
  if (cap === null) return `MIN(MAX(${needed}-${others},${least}),${most})`;
  const byCap = `${before}-ROUNDDOWN(ROUND(${before}*${cap},6),0)`;
  return `MIN(MAX(${needed}-${others},${least},${byCap}),${before})`;
}

/** Seats of the offering of a row that its scenario pays for in a year. */
const seatsOfYear = (year: number): string =>
  sumOf(
    inYear(SCENARIO_SEATS, "Seats", year),
    [SCENARIO_SEATS.scenario, SCENARIO_SEATS.offering].map((column) => equals(column, column.here)),
  );

function costCell(ordered: OrderedSeats, year: number, analysis: Analysis): SpecCell {
  const { line } = ordered;
  const seatsHere = inYear(SCENARIO_SEATS, "Seats", year).here;
  const price =
    year > 1 && line.listed && hasVolume(analysis, line.offering)
      ? listPrice(analysis, line, year)
      : SCENARIO_SEATS.price.here;
  const uplift = year === 1 ? "" : `*(1+${SCENARIO_SEATS.uplift.here})^${year - 1}`;
  return {
    value: knownCell(costOf(ordered, analysis, year)),
    formula: `IF(${seatsHere}=0,0,${orUnknown(`${seatsHere}*${price}${uplift}`)})`,
  };
}

function costOf(
  { scenario, line }: OrderedSeats,
  { priceLists, assumptions }: Analysis,
  year: number,
): number | null {
  const count = at(line.seats, year - 1);
  if (count === 0) return 0;
  const price = priceInYear(line, year - 1, scenario.lines, priceLists);
  return price === null ? null : count * price * (1 + (line.uplift ?? assumptions.seatUplift)) ** (year - 1);
}

const hasVolume = ({ offers }: Analysis, offering: string): boolean =>
  offers.some((one) => one.offering === offering && one.volume !== undefined);

/** The list price of a line in a year; a volume price goes by how many seats the scenario buys at it. */
function listPrice(analysis: Analysis, line: SeatLine, year: number): string {
  const { offering, scenario } = SCENARIO_SEATS;
  if (!hasVolume(analysis, line.offering)) return priceAtRenewal(offering.here);
  return volumePrice(offering.here, listedIn(scenario.here, offering.here, year));
}
