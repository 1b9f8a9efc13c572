import { grouped } from "../../engine/grouped";
import { listedSeats } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { shownScenarios } from "../../engine/renewal/variants";
import { averagePrice, purchaseCost, tierReached } from "../../engine/rules/price-tiers";
import { seatTiers, type PricedOffer } from "../../engine/estate/offers";
import type { TableSpec } from "../../workbook/spec";
import { equals, orUnknown } from "./formulas";
import { volumeOffers } from "./price-tables";
import { SEATS_BY_TIER } from "./price-names";
import { yearsOf, type ReportInput } from "./report-input";
import { reportTable, type ReportColumn, type ReportTable } from "./table";
import { inYear, SCENARIO_SEATS, SEAT_PRICES, stepIn, VOLUMES, type TableColumn } from "./tables";

/** The seats of an offering that a scenario buys at its volume prices. */
interface Volume {
  /** Its number in the table. */
  readonly no: number;
  readonly scenario: Scenario;
  readonly offer: PricedOffer;
}

const volumesOf = (run: ReportInput): Volume[] =>
  shownScenarios(run.analysis)
    .flatMap((scenario) => volumeOffers(run).map((offer) => ({ scenario, offer })))
    .map((volume, i) => ({ ...volume, no: i + 1 }));

/** The number of the row of each offering with volume prices, by scenario. */
export type VolumeLines = ReadonlyMap<Scenario, ReadonlyMap<string, number>>;

export const volumeLines = (run: ReportInput): VolumeLines =>
  new Map(
    [...grouped(volumesOf(run), ({ scenario }) => scenario)].map(([scenario, volumes]) => [
      scenario,
      new Map(volumes.map(({ offer, no }) => [offer.offering, no])),
    ]),
  );

/** How many seats each scenario buys at volume prices, and what a seat then costs. */
export const volumeTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    VOLUMES,
    place,
    [
      { column: VOLUMES.line, format: "whole", cell: ({ no }) => no },
      { column: VOLUMES.scenario, width: 24, format: "text", cell: ({ scenario }) => scenario.name },
      { column: VOLUMES.offering, width: 24, format: "text", cell: ({ offer }) => offer.offering },
      ...yearsOf(run).flatMap((year) => volumeColumns(run, year)),
    ],
    volumesOf(run),
    "Seats at volume prices",
  );

function volumeColumns({ analysis }: ReportInput, year: number): ReportColumn<Volume>[] {
  const [bought, reached, offset, price] = (["Bought", "Reached", "Offset", "Price"] as const).map((step) =>
    stepIn(VOLUMES, step, year),
  ) as [TableColumn, TableColumn, TableColumn, TableColumn];
  const countOf = ({ scenario, offer }: Volume) => listedSeats(scenario.lines, offer.offering, year - 1);
  const reachedOf = (volume: Volume) => tierReached(countOf(volume), seatTiers(volume.offer)).unitPrice;
  const upTo = `${equals(SEAT_PRICES.offering, VOLUMES.offering.here)}*(${SEAT_PRICES.from.all}+0<=${bought.here}+0)`;
  const { seatTierKind } = analysis.assumptions;
  return [
    {
      column: bought,
      format: "whole",
      cell: (volume) => ({
        value: countOf(volume),
        formula: orUnknown(
          `SUMPRODUCT(${equals(SCENARIO_SEATS.volume, VOLUMES.line.here)}*` +
            `${inYear(SCENARIO_SEATS, "Seats", year).all})`,
        ),
      }),
    },
    {
      column: reached,
      format: "price",
      cell: (volume) => ({
        value: reachedOf(volume),
        formula: orUnknown(`SUMPRODUCT(${upTo}*${SEAT_PRICES.step.all})`),
      }),
    },
    {
      column: offset,
      format: "money",
      cell: (volume) => ({
        value:
          countOf(volume) * reachedOf(volume) -
          purchaseCost(countOf(volume), seatTiers(volume.offer), "incremental"),
        formula: orUnknown(`SUMPRODUCT(${upTo}*${SEAT_PRICES.offset.all})`),
      }),
    },
    {
      column: price,
      format: "price",
      cell: (volume) => ({
        value: averagePrice(countOf(volume), seatTiers(volume.offer), seatTierKind),
        formula: orUnknown(
          `${reached.here}-IF(${bought.here}>0,${SEATS_BY_TIER}*${offset.here}/${bought.here})`,
        ),
      }),
    },
  ];
}
