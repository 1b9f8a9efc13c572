import { at } from "../../engine/at";
import { isPriced, seatTiers } from "../../engine/estate/offers";
import { tierReached } from "../../engine/rules/price-tiers";
import { priceName, tierName, volumePriceName } from "../assumptions";
import type { SpecCell, TableSpec } from "../../workbook/spec";
import {
  allUnitsCost,
  equals,
  listedIn,
  orUnknown,
  quoted,
  ratioToRun,
  settingPrice,
  sumOf,
  volumePrice,
} from "./formulas";
import type { ReportInput } from "./report-input";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { assumptionCell, PRICES, SEAT_PRICES, TOKEN_PRICES } from "./tables";

/** A price tier as formulas read it. */
interface TierRow {
  /** The name of the setting that holds the price. */
  readonly setting: string;
  readonly from: number;
  readonly unitPrice: number;
  /** The tier below, from which the incremental price steps. */
  readonly previous: { readonly from: number; readonly unitPrice: number } | null;
}

interface TokenTierRow extends TierRow {
  /** The first quantity in whole packs that reaches the tier, and the price of a token there. */
  readonly inPacks: number;
  readonly priceThere: number;
}

interface SeatTierRow extends TierRow {
  readonly offering: string;
}

export const tokenPriceTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    TOKEN_PRICES,
    place,
    TOKEN_COLUMNS,
    tokenTiers(run),
    "Token prices (from the settings on the left)",
  );

/** The volume prices of seats; undefined where no offering has any. */
export function seatPriceTable(run: ReportInput, place: TableSpec["at"]): ReportTable | undefined {
  const tiers = volumeTiers(run);
  if (tiers.length === 0) return undefined;
  return reportTable(
    SEAT_PRICES,
    place,
    SEAT_COLUMNS,
    tiers,
    "Volume prices per seat and year (from the settings on the left)",
  );
}

/** The lowest token tier also holds below its minimum. */
function tokenTiers({ analysis: { tiers, assumptions } }: ReportInput): TokenTierRow[] {
  const steps = tiers.map(({ minimum, unitPrice }, i) => ({ from: i === 0 ? 0 : minimum, unitPrice }));
  return steps.map((step, i): TokenTierRow => {
    const inPacks = Math.ceil(step.from / assumptions.packSize - 1e-9) * assumptions.packSize;
    return {
      ...step,
      setting: tierName(at(tiers, i).minimum, tiers.length),
      previous: steps[i - 1] ?? null,
      inPacks,
      priceThere: tierReached(inPacks, tiers).unitPrice,
    };
  });
}

const volumeTiers = ({ analysis: { offers } }: ReportInput): SeatTierRow[] =>
  offers
    .filter(isPriced)
    .filter(({ volume }) => volume !== undefined)
    .flatMap((offer) => {
      const { offering } = offer;
      const steps = seatTiers(offer).map(({ minimum, unitPrice }) => ({ from: minimum, unitPrice }));
      return steps.map((step, i): SeatTierRow => ({
        ...step,
        offering,
        setting: i === 0 ? priceName(offering) : volumePriceName(offering, step.from),
        previous: steps[i - 1] ?? null,
      }));
    });

/** The price less that of the tier below. */
function stepCell(
  { unitPrice, previous }: TierRow,
  prices: typeof TOKEN_PRICES | typeof SEAT_PRICES,
  ...sameOffering: readonly string[]
): SpecCell {
  if (previous === null) return { value: unitPrice, formula: prices.unitPrice.here };
  const before = sumOf(prices.unitPrice, [equals(prices.from, String(previous.from)), ...sameOffering]);
  return { value: unitPrice - previous.unitPrice, formula: orUnknown(`${prices.unitPrice.here}-${before}`) };
}

const TOKEN_COLUMNS: readonly ReportColumn<TokenTierRow>[] = [
  { column: TOKEN_PRICES.from, width: 24, format: "whole", cell: ({ from }) => from },
  {
    column: TOKEN_PRICES.unitPrice,
    format: "price",
    cell: ({ setting, unitPrice }) => ({ value: unitPrice, formula: settingPrice(setting) }),
  },
  { column: TOKEN_PRICES.step, format: "price", cell: (tier) => stepCell(tier, TOKEN_PRICES) },
  {
    column: TOKEN_PRICES.inPacks,
    format: "whole",
    cell: ({ inPacks }) => {
      const pack = assumptionCell("packSize");
      return { value: inPacks, formula: `ROUNDUP(ROUND(${TOKEN_PRICES.from.here}/${pack},6),0)*${pack}` };
    },
  },
  {
    column: TOKEN_PRICES.cost,
    format: "money",
    cell: ({ inPacks, priceThere }) => ({
      value: inPacks * priceThere,
      formula: orUnknown(allUnitsCost(TOKEN_PRICES.inPacks.here)),
    }),
  },
  {
    column: TOKEN_PRICES.ratio,
    width: 16,
    format: "percent",
    cell: ({ setting }) => ({ value: 1, formula: ratioToRun(TOKEN_PRICES.unitPrice, setting) }),
  },
];

const SEAT_COLUMNS: readonly ReportColumn<SeatTierRow>[] = [
  { column: SEAT_PRICES.offering, format: "text", cell: ({ offering }) => offering },
  { column: SEAT_PRICES.from, format: "whole", cell: ({ from }) => from },
  {
    column: SEAT_PRICES.unitPrice,
    format: "price",
    cell: ({ setting, unitPrice }) => ({ value: unitPrice, formula: settingPrice(setting) }),
  },
  {
    column: SEAT_PRICES.step,
    format: "price",
    cell: (tier) => stepCell(tier, SEAT_PRICES, equals(SEAT_PRICES.offering, SEAT_PRICES.offering.here)),
  },
  {
    column: SEAT_PRICES.ratio,
    format: "percent",
    cell: ({ setting }) => ({ value: 1, formula: ratioToRun(SEAT_PRICES.unitPrice, setting) }),
  },
];

/** What a seat of an offering costs; null is unknown. */
export interface SeatPriceRow {
  readonly offering: string;
  /**
   * By the price list at the renewal. With volume prices: the average over the seats that the recommended
   * scenario buys.
   */
  readonly listed: number | null;
  readonly hasVolume: boolean;
  /** By the contract lines. */
  readonly paid: number | null;
  /** Today, and at the renewal. */
  readonly today: number | null;
  readonly then: number | null;
}

/** The rows of the price table, by offering. */
export function seatPriceRows({ analysis }: ReportInput): SeatPriceRow[] {
  const { offers, reconciliations, scenarios, seatPrices } = analysis;
  const offerings = [...offers, ...reconciliations, ...scenarios.flatMap(({ lines }) => lines)];
  return [...new Set(offerings.map(({ offering }) => offering))].sort().map((offering): SeatPriceRow => {
    const listed = seatPrices.get(offering) ?? null;
    const paid = reconciliations.find((one) => one.offering === offering)?.contractPrice ?? null;
    const hasVolume = offers.find((one) => one.offering === offering)?.volume !== undefined;
    return {
      offering,
      listed,
      hasVolume,
      paid,
      today: paid ?? listed,
      then: hasVolume ? listed : (listed ?? paid),
    };
  });
}

/** What a seat of each offering costs, today and at the renewal. */
export function priceTable(run: ReportInput, place: TableSpec["at"]): ReportTable {
  return reportTable(
    PRICES,
    place,
    priceColumns(run),
    seatPriceRows(run),
    "Seat prices per year (from the settings on the left)",
  );
}

const priceColumns = ({ analysis }: ReportInput): readonly ReportColumn<SeatPriceRow>[] => [
  { column: PRICES.offering, width: 34, format: "text", cell: ({ offering }) => offering },
  {
    column: PRICES.today,
    format: "price",
    cell: ({ listed, paid }) => paid ?? { value: knownCell(listed), formula: PRICES.atRenewal.here },
  },
  {
    column: PRICES.atRenewal,
    width: 16,
    format: "price",
    cell: ({ offering, listed, hasVolume, paid }): SpecCell => {
      if (hasVolume) {
        const scenario = quoted((analysis.recommended ?? analysis.asIs).name);
        const bought = listedIn(scenario, PRICES.offering.here, 1);
        return { value: knownCell(listed), formula: volumePrice(PRICES.offering.here, bought) };
      }
      const setting = priceName(offering);
      return paid === null
        ? { value: knownCell(listed), formula: settingPrice(setting) }
        : { value: listed ?? paid, formula: settingPrice(setting, PRICES.today.here) };
    },
  },
];
