import { isPriced, PAID, seatTiers } from "../../engine/estate/offers";
import { tierReached } from "../../engine/rules/price-tiers";
import type { TableSpec } from "../../workbook/spec";
import { priceName, tierName, volumePriceName } from "../assumptions";
import { equals, orUnknown, priceInUse, quoted, tokenTierPrice } from "./formulas";
import { PACK } from "./price-names";
import type { ReportInput } from "./report-input";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { PRICES, SEAT_PRICES, stepIn, TOKEN_PRICES, VOLUMES } from "./tables";

/** A price tier as formulas read it. */
interface TierRow {
  /** The name of the setting that holds the price. */
  readonly setting: string;
  readonly from: number;
  /** Null is unknown. */
  readonly unitPrice: number | null;
  /** The tier below, from which the price steps. */
  readonly below: { readonly setting: string; readonly unitPrice: number | null } | null;
}

interface TokenTierRow extends TierRow {
  /** The first quantity in whole packs that reaches the tier, and the price of a token there. */
  readonly inPacks: number;
  readonly priceThere: number | null;
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
  if (!hasVolumes(run)) return undefined;
  return reportTable(
    SEAT_PRICES,
    place,
    SEAT_COLUMNS,
    volumeTiers(run),
    "Volume prices per seat and year (from the settings on the left)",
  );
}

/** The offerings with volume prices. */
export const volumeOffers = ({ analysis: { offers } }: ReportInput) =>
  offers.filter(isPriced).filter(({ volume }) => volume !== undefined);

export const hasVolumes = (run: ReportInput): boolean => volumeOffers(run).length > 0;

/** The lowest token tier also holds below its minimum. */
function tokenTiers({ analysis: { tiers, assumptions } }: ReportInput): TokenTierRow[] {
  if (tiers.length === 0)
    return [{ setting: tierName(0, 1), from: 0, unitPrice: null, below: null, inPacks: 0, priceThere: null }];
  const steps = tiers.map(({ minimum, unitPrice }, i) => ({
    from: i === 0 ? 0 : minimum,
    unitPrice,
    setting: tierName(minimum, tiers.length),
  }));
  return steps.map((step, i): TokenTierRow => {
    const inPacks = Math.ceil(step.from / assumptions.packSize - 1e-9) * assumptions.packSize;
    return {
      ...step,
      below: steps[i - 1] ?? null,
      inPacks,
      priceThere: tierReached(inPacks, tiers).unitPrice,
    };
  });
}

const volumeTiers = (run: ReportInput): SeatTierRow[] =>
  volumeOffers(run).flatMap((offer) => {
    const { offering } = offer;
    const steps = seatTiers(offer).map(({ minimum, unitPrice }, i) => ({
      from: minimum,
      unitPrice,
      setting: i === 0 ? priceName(offering) : volumePriceName(offering, minimum),
    }));
    return steps.map((step, i): SeatTierRow => ({ ...step, offering, below: steps[i - 1] ?? null }));
  });

type TierTable = typeof TOKEN_PRICES | typeof SEAT_PRICES;

const unitPriceColumn = (table: TierTable): ReportColumn<TierRow> => ({
  column: table.unitPrice,
  format: "price",
  cell: ({ unitPrice }) => ({ value: knownCell(unitPrice), formula: priceInUse(table.setting.here) }),
});

const ratioColumn = (table: TierTable): ReportColumn<TierRow> => ({
  column: table.ratio,
  width: 16,
  format: "percent",
  cell: ({ unitPrice }) => ({
    value: knownCell(unitPrice === null ? null : 1),
    formula: orUnknown(`${table.unitPrice.here}/${table.used.here}`),
  }),
});

/** From the price of the tier below, whose setting is named here, to this tier's. */
const stepColumns = (table: TierTable): ReportColumn<TierRow>[] => [
  { column: table.setting, width: 24, format: "text", cell: ({ setting }) => setting },
  { column: table.below, width: 24, format: "text", cell: ({ below }) => below?.setting ?? null },
  {
    column: table.priceBelow,
    format: "price",
    cell: ({ below }) => ({
      value: below?.unitPrice ?? 0,
      formula: `IF(${table.below.here}="",0,${priceInUse(table.below.here)})`,
    }),
  },
  {
    column: table.step,
    format: "price",
    cell: ({ unitPrice, below }) => ({
      value: knownCell(unitPrice === null ? null : unitPrice - (below?.unitPrice ?? 0)),
      formula: orUnknown(`${table.unitPrice.here}-${table.priceBelow.here}`),
    }),
  },
  {
    column: table.offset,
    format: "money",
    cell: ({ unitPrice, below, from }) => ({
      value: knownCell(unitPrice === null ? null : (unitPrice - (below?.unitPrice ?? 0)) * from),
      formula: orUnknown(`${table.step.here}*${table.from.here}`),
    }),
  },
  { column: table.used, format: "price", cell: ({ unitPrice }) => unitPrice },
];

const TOKEN_COLUMNS: readonly ReportColumn<TokenTierRow>[] = [
  { column: TOKEN_PRICES.from, width: 24, format: "whole", cell: ({ from }) => from },
  unitPriceColumn(TOKEN_PRICES),
  {
    column: TOKEN_PRICES.inPacks,
    format: "whole",
    cell: ({ inPacks }) => ({
      value: inPacks,
      formula: orUnknown(`ROUNDUP(ROUND(${TOKEN_PRICES.from.here}/${PACK},6),0)*${PACK}`),
    }),
  },
  {
    column: TOKEN_PRICES.cost,
    format: "money",
    cell: ({ inPacks, priceThere }) => ({
      value: knownCell(priceThere === null ? null : inPacks * priceThere),
      formula: orUnknown(`${TOKEN_PRICES.inPacks.here}*${tokenTierPrice(TOKEN_PRICES.inPacks.here)}`),
    }),
  },
  ratioColumn(TOKEN_PRICES),
  ...stepColumns(TOKEN_PRICES),
];

const SEAT_COLUMNS: readonly ReportColumn<SeatTierRow>[] = [
  { column: SEAT_PRICES.offering, format: "text", cell: ({ offering }) => offering },
  { column: SEAT_PRICES.from, format: "whole", cell: ({ from }) => from },
  unitPriceColumn(SEAT_PRICES),
  ratioColumn(SEAT_PRICES),
  ...stepColumns(SEAT_PRICES),
];

/** What a seat of an offering costs; null is unknown. */
export interface SeatPriceRow {
  readonly offering: string;
  /** By the price list at the renewal. */
  readonly list: number | null;
  /**
   * By the price list at the renewal. With volume prices: the average over the seats that the recommended
   * scenario buys.
   */
  readonly listed: number | null;
  readonly hasVolume: boolean;
  /** By the contract lines. */
  readonly paid: number | null;
  /** What was paid, where no price list says more: it stands for a list price that is cleared. */
  readonly otherwise: number | null;
  /** Today, and at the renewal. */
  readonly today: number | null;
  readonly then: number | null;
}

/** The rows of the price table, by offering. */
export function seatPriceRows({ analysis }: ReportInput): SeatPriceRow[] {
  const { offers, reconciliations, scenarios, seatPrices } = analysis;
  const offerings = [...offers, ...reconciliations, ...scenarios.flatMap(({ lines }) => lines)];
  return [...new Set(offerings.map(({ offering }) => offering))].sort().map((offering): SeatPriceRow => {
    const offer = offers.find((one) => one.offering === offering);
    const listed = seatPrices.get(offering) ?? null;
    const paid = reconciliations.find((one) => one.offering === offering)?.contractPrice ?? null;
    const hasVolume = offer?.volume !== undefined;
    return {
      offering,
      list: offer?.pricePerYear ?? null,
      listed,
      hasVolume,
      paid,
      otherwise: offer?.pricePerYear === undefined || offer.reference === PAID ? paid : null,
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

const priceColumns = (run: ReportInput): readonly ReportColumn<SeatPriceRow>[] => [
  { column: PRICES.offering, width: 34, format: "text", cell: ({ offering }) => offering },
  {
    column: PRICES.today,
    format: "price",
    cell: ({ today }) => ({
      value: knownCell(today),
      formula: `IF(ISNUMBER(${PRICES.paid.here}),${PRICES.paid.here},${PRICES.atRenewal.here})`,
    }),
  },
  {
    column: PRICES.atRenewal,
    width: 16,
    format: "price",
    cell: ({ then }) => ({
      value: knownCell(then),
      formula: hasVolumes(run)
        ? `IF(${PRICES.volumePrice.here}="",${PRICES.listed.here},${PRICES.volumePrice.here})`
        : PRICES.listed.here,
    }),
  },
  { column: PRICES.paid, format: "price", cell: ({ paid }) => paid },
  {
    column: PRICES.otherwise,
    format: "price",
    cell: ({ otherwise }) => knownCell(otherwise),
  },
  {
    column: PRICES.listPrice,
    format: "price",
    cell: ({ list }) => ({
      value: knownCell(list),
      formula: priceInUse(`${quoted(priceName(""))}&${PRICES.offering.here}`),
    }),
  },
  {
    column: PRICES.listed,
    format: "price",
    cell: ({ list, otherwise }) => ({
      value: knownCell(list ?? otherwise),
      formula: `IF(ISNUMBER(${PRICES.listPrice.here}),${PRICES.listPrice.here},${PRICES.otherwise.here})`,
    }),
  },
  ...(hasVolumes(run) ? [volumePriceColumn(run)] : []),
];

/** The average volume price in the first year of the recommended scenario. */
function volumePriceColumn({ analysis }: ReportInput): ReportColumn<SeatPriceRow> {
  const { scenario, offering } = VOLUMES;
  const own = [
    equals(scenario, quoted((analysis.recommended ?? analysis.asIs).name)),
    equals(offering, PRICES.offering.here),
  ];
  return {
    column: PRICES.volumePrice,
    format: "price",
    cell: ({ hasVolume, listed }) => ({
      value: hasVolume ? knownCell(listed) : "",
      formula: `IFERROR(LOOKUP(2,1/(${own.join("*")}),${stepIn(VOLUMES, "Price", 1).all}),"")`,
    }),
  };
}
