import type { MixReport, SeatReport } from "../../engine/renewal/mix-report";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { at } from "../../engine/at";
import { total } from "../../engine/units";
import { equals, lookedUp, orUnknown, priceAtRenewal, quoted, seatCount } from "./formulas";
import type { ReportInput } from "./report-input";
import { knownCell, type ReportColumn } from "./table";
import { inYear, MIX_SEATS, PRICES, SCENARIO_SEATS, type TableColumn } from "./tables";

type SeatColumn = ReportColumn<MixReport["seats"][number]>;

/** The lines of the best mix with the offering of this row. */
const LINES =
  `${equals(SCENARIO_SEATS.scenario, quoted(SCENARIO_NAMES["best-mix"]))}*` +
  equals(SCENARIO_SEATS.offering, MIX_SEATS.offering.here);

export const mixSeatColumns = (run: ReportInput): SeatColumn[] => [
  ...counts(run),
  ...marginalCosts(run),
  ...listPrices(run),
  ...changes(run),
];

const counts = ({ analysis }: ReportInput): SeatColumn[] => [
  { column: MIX_SEATS.offering, width: 30, format: "text", cell: ({ offering }) => offering },
  { column: MIX_SEATS.bought, width: 14, format: "whole", cell: ({ bought }) => knownCell(bought) },
  {
    column: MIX_SEATS.users,
    width: 14,
    format: "whole",
    cell: ({ assigned }) => ({ value: assigned, formula: orUnknown(seatCount(MIX_SEATS.offering.here)) }),
  },
  {
    column: MIX_SEATS.paid,
    width: 14,
    format: "whole",
    cell: ({ offering }) => ({
      value: paidFor(analysis, offering),
      formula: orUnknown(`SUMPRODUCT(${LINES}*${inYear(SCENARIO_SEATS, "Seats", 1).all})`),
    }),
  },
];

const paidFor = ({ recommended }: ReportInput["analysis"], offering: string): number =>
  total(
    (recommended?.lines ?? []).filter((line) => line.offering === offering).map((line) => at(line.seats, 0)),
  );

const priceOf = ({ offering }: SeatReport, { analysis }: ReportInput): number | null =>
  analysis.seatPrices.get(offering) ?? null;

const marginalCosts = (run: ReportInput): SeatColumn[] => [
  {
    column: MIX_SEATS.price,
    width: 14,
    format: "price",
    cell: (seat) => ({
      value: knownCell(priceOf(seat, run)),
      formula: priceAtRenewal(MIX_SEATS.offering.here),
    }),
  },
  {
    column: MIX_SEATS.oneMore,
    width: 14,
    format: "price",
    cell: ({ oneMore }) => ({ value: oneMore, formula: shareOf(MIX_SEATS.moreShare, MIX_SEATS.price) }),
  },
  {
    column: MIX_SEATS.oneFewer,
    width: 14,
    format: "price",
    cell: ({ oneFewer }) => ({ value: oneFewer, formula: shareOf(MIX_SEATS.fewerShare, MIX_SEATS.price) }),
  },
  {
    column: MIX_SEATS.priceRise,
    width: 14,
    format: "money",
    cell: ({ priceRise }) => ({
      value: priceRise,
      formula: orUnknown(
        `SUMPRODUCT(${LINES}*${SCENARIO_SEATS.listed.all}*${inYear(SCENARIO_SEATS, "Seats", 1).all})`,
      ),
    }),
  },
];

const listOf = ({ offering }: SeatReport, { analysis }: ReportInput): number | null =>
  analysis.offers.find((one) => one.offering === offering)?.pricePerYear ?? null;

const listPrices = (run: ReportInput): SeatColumn[] => [
  {
    column: MIX_SEATS.listPrice,
    width: 14,
    format: "price",
    cell: (seat) => ({
      value: knownCell(listOf(seat, run)),
      formula: lookedUp(PRICES.listPrice, PRICES.offering, MIX_SEATS.offering.here),
    }),
  },
  {
    column: MIX_SEATS.listPriceUsed,
    width: 14,
    format: "price",
    cell: (seat) => knownCell(listOf(seat, run)),
  },
  { column: MIX_SEATS.fewest, width: 10, format: "whole", cell: ({ listedLeast }) => listedLeast },
  { column: MIX_SEATS.most, width: 10, format: "whole", cell: ({ listedMost }) => listedMost },
];

/** What the marginal costs are as shares of the price, and the least change of any mix's cost by its list price. */
function changes(run: ReportInput): SeatColumn[] {
  const { listPrice, listPriceUsed, priceChange, fewest, most } = MIX_SEATS;
  const share = (figure: number, seat: SeatReport): number | null => shareIn(figure, priceOf(seat, run));
  return [
    { column: MIX_SEATS.moreShare, format: "general", cell: (seat) => share(seat.oneMore, seat) },
    { column: MIX_SEATS.fewerShare, format: "general", cell: (seat) => share(seat.oneFewer, seat) },
    {
      column: priceChange,
      format: "price",
      cell: () => ({ value: 0, formula: `IFERROR(${listPrice.here}-${listPriceUsed.here},0)` }),
    },
    {
      column: MIX_SEATS.leastChange,
      format: "money",
      cell: () => ({
        value: 0,
        formula: `${priceChange.here}*IF(${priceChange.here}>0,${fewest.here},${most.here})`,
      }),
    },
  ];
}

/** A figure as a share of a price; null without a price. */
export const shareIn = (figure: number, price: number | null): number | null => {
  if (price === null || price === 0) return null;
  return Math.abs(figure - price) < 1e-9 * price ? 1 : figure / price;
};

/** A figure that stays the same share of a price when the price changes. */
export const shareOf = (share: TableColumn, price: TableColumn): string =>
  orUnknown(`IF(${share.here}="",1,${share.here})*${price.here}`);
