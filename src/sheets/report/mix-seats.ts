import type { MixReport, SeatReport } from "../../engine/renewal/mix-report";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { at } from "../../engine/at";
import { total } from "../../engine/units";
import { priceName } from "../assumptions";
import type { SpecCell } from "../../workbook/spec";
import {
  equals,
  ifKnown,
  listedIn,
  orUnknown,
  priceAtRenewal,
  quoted,
  seatCount,
  settingPrice,
  sumOf,
} from "./formulas";
import type { ReportInput } from "./report-input";
import { knownCell, type ReportColumn } from "./table";
import { inYear, MIX_SEATS, SCENARIO_SEATS } from "./tables";

type SeatColumn = ReportColumn<MixReport["seats"][number]>;

const BEST_MIX = quoted(SCENARIO_NAMES["best-mix"]);

export const mixSeatColumns = (run: ReportInput): SeatColumn[] => [
  ...counts(run),
  ...marginalCosts(run),
  ...listPrices(run),
];

const counts = ({ analysis }: ReportInput): SeatColumn[] => [
  { column: MIX_SEATS.offering, width: 32, format: "text", cell: ({ offering }) => offering },
  { column: MIX_SEATS.bought, width: 24, format: "whole", cell: ({ bought }) => knownCell(bought) },
  {
    column: MIX_SEATS.users,
    width: 24,
    format: "whole",
    cell: ({ assigned }) => ({ value: assigned, formula: orUnknown(seatCount(MIX_SEATS.offering.here)) }),
  },
  {
    column: MIX_SEATS.paid,
    width: 24,
    format: "whole",
    cell: ({ offering }) => ({
      value: paidFor(analysis, offering),
      formula: sumOf(inYear(SCENARIO_SEATS, "Seats", 1), [
        equals(SCENARIO_SEATS.scenario, BEST_MIX),
        equals(SCENARIO_SEATS.offering, MIX_SEATS.offering.here),
      ]),
    }),
  },
];

const paidFor = ({ recommended }: ReportInput["analysis"], offering: string): number =>
  total(
    (recommended?.lines ?? []).filter((line) => line.offering === offering).map((line) => at(line.seats, 0)),
  );

function marginalCosts({ analysis: { seatPrices } }: ReportInput): SeatColumn[] {
  const priceOf = (offering: string): number | null => seatPrices.get(offering) ?? null;
  return [
    {
      column: MIX_SEATS.price,
      width: 24,
      format: "price",
      cell: ({ offering }) => ifKnown(priceOf(offering), priceAtRenewal(MIX_SEATS.offering.here)),
    },
    {
      column: MIX_SEATS.oneMore,
      width: 24,
      format: "price",
      cell: ({ offering, oneMore }) => shareOf(oneMore, priceOf(offering), MIX_SEATS.price.here),
    },
    {
      column: MIX_SEATS.oneFewer,
      width: 24,
      format: "price",
      cell: ({ offering, oneFewer }) => shareOf(oneFewer, priceOf(offering), MIX_SEATS.price.here),
    },
    {
      column: MIX_SEATS.priceRise,
      width: 24,
      format: "money",
      cell: ({ priceRise }) => ({
        value: priceRise,
        formula: listedIn(BEST_MIX, MIX_SEATS.offering.here, 1),
      }),
    },
  ];
}

function listPrices({ analysis: { offers } }: ReportInput): SeatColumn[] {
  const listOf = ({ offering }: SeatReport): number | null =>
    offers.find((one) => one.offering === offering)?.pricePerYear ?? null;
  return [
    {
      column: MIX_SEATS.listPrice,
      width: 24,
      format: "price",
      cell: (seat) => ({
        value: knownCell(listOf(seat)),
        formula: settingPrice(priceName(seat.offering), MIX_SEATS.listPriceUsed.here),
      }),
    },
    { column: MIX_SEATS.listPriceUsed, width: 24, format: "price", cell: (seat) => knownCell(listOf(seat)) },
    { column: MIX_SEATS.fewest, width: 10, format: "whole", cell: ({ listedLeast }) => listedLeast },
    { column: MIX_SEATS.most, width: 10, format: "whole", cell: ({ listedMost }) => listedMost },
  ];
}

/** A figure that stays the same share of a price when the price changes. */
export function shareOf(figure: number, price: number | null, priceFormula: string): SpecCell {
  if (price === null || price === 0) return { value: figure };
  const isPrice = Math.abs(figure - price) < 1e-9 * price;
  return { value: figure, formula: isPrice ? priceFormula : orUnknown(`${figure / price}*${priceFormula}`) };
}
