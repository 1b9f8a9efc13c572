import { DEFAULT_ASSUMPTIONS, type Assumption, type AssumptionKey } from "../../engine/assumptions";
import { isPriced, seatTiers } from "../../engine/estate/offers";
import { tierReached } from "../../engine/rules/price-tiers";
import type { SeatPrice } from "../../engine/units";
import { keys, priceName, rateName, tierName, volumePriceName } from "../assumptions";
import type { Cell } from "../../workbook/cells";
import type { NumberFormat, SheetSpec, SpecCell } from "../../workbook/spec";
import {
  assumptionCell,
  ASSUMPTIONS,
  BOUGHT_ON_TOP,
  EFFECTIVE_PRICE,
  listedIn,
  pricedAt,
  PRICES,
  seatsColumn,
  SEAT_PRICES,
  TOKEN_PRICE,
  TOKEN_PRICES,
  valueOf,
} from "./references";
import type { ReportInput } from "./report-input";
import { averageTokenPrice, volumePrice } from "./formulas";
import { here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

interface Entry {
  readonly name: string;
  readonly value: Cell;
  readonly unit: string;
  readonly effect: Assumption<unknown>["effect"];
  readonly source: string;
  readonly format: NumberFormat;
  readonly key?: AssumptionKey;
}

const HEADER_ROW = 6;

/** Every number that the run rests on, with its unit and source; changing a Value moves the sheets, or the next run. */
export function assumptionsSheet(run: ReportInput): SheetSpec {
  const entries = entriesOf(run);
  const settings = reportTable(ASSUMPTIONS, { row: HEADER_ROW, column: 0 }, SETTING_COLUMNS, entries);
  const tokenPrices = reportTable(TOKEN_PRICES, { row: HEADER_ROW, column: 8 }, TIER_COLUMNS, tiersOf(run));
  const prices = reportTable(
    PRICES,
    { row: lastRow(tokenPrices) + 3, column: 8 },
    priceColumns(run),
    pricesOf(run),
  );
  const many = volumesOf(run);
  const volumes = reportTable(SEAT_PRICES, { row: lastRow(prices) + 3, column: 8 }, VOLUME_COLUMNS, many);
  const tables = [settings, tokenPrices, prices, ...(many.length > 0 ? [volumes] : [])];
  const { poolRule } = run.analysis.assumptions;
  return {
    key: "assumptions",
    name: "Assumptions",
    widths: widthsFor(
      { at: 0, columns: SETTING_COLUMNS },
      { at: 8, columns: priceColumns(run) },
      { at: 8, columns: TIER_COLUMNS },
    ),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Assumptions", look: "title" },
      {
        row: 2,
        column: 0,
        value:
          "Change a Value: what takes effect at once moves these sheets now, what takes effect with the next run is read by it. Analysed at is what this run used.",
        look: "note",
      },
      { row: 2, column: 8, value: "What a token of the recommended scenario costs", look: "note" },
      {
        row: 2,
        column: 10,
        value: run.analysis.tokenPrice,
        formula: averageTokenPrice(run.analysis),
        format: "price",
      },
      { row: 3, column: 8, value: "Bought on top of the tokens that are needed", look: "note" },
      {
        row: 3,
        column: 10,
        value: run.analysis.buffer,
        format: "percent",
        ...(poolRule === "buffer" ? { formula: assumptionCell("poolBuffer") } : {}),
      },
      { row: 4, column: 8, value: "A token with what is bought on top of it", look: "note" },
      {
        row: 4,
        column: 10,
        value: run.analysis.bufferedTokenPrice,
        formula: `${TOKEN_PRICE}*(1+${BOUGHT_ON_TOP})`,
        format: "price",
      },
      { row: HEADER_ROW - 1, column: 8, value: "Token prices (from the rows at the left)", look: "heading" },
      {
        row: prices.at.row - 1,
        column: 8,
        value: "Seat prices a year (from the rows at the left)",
        look: "heading",
      },
      ...(many.length > 0
        ? [
            {
              row: volumes.at.row - 1,
              column: 8,
              value: "What many seats cost (from the rows at the left)",
              look: "heading" as const,
            },
          ]
        : []),
    ],
    tables,
    charts: [],
    choices: entries.flatMap(({ key }, i) => {
      const accepts = key && DEFAULT_ASSUMPTIONS[key].accepts;
      const row = HEADER_ROW + 1 + i;
      return accepts && "words" in accepts
        ? [{ firstRow: row, lastRow: row, column: 1, choices: accepts.words }]
        : [];
    }),
    names: [
      ...entries.flatMap(({ key }, i) =>
        key ? [{ name: assumptionCell(key), row: HEADER_ROW + 1 + i, column: 1 }] : [],
      ),
      { name: TOKEN_PRICE, row: 2, column: 10 },
      { name: BOUGHT_ON_TOP, row: 3, column: 10 },
      { name: EFFECTIVE_PRICE, row: 4, column: 10 },
    ],
  };
}

const SETTING_COLUMNS: readonly ReportColumn<Entry>[] = [
  { header: "Name", width: 36, format: "text", cell: ({ name }) => name },
  { header: "Value", width: 14, cell: ({ value, format }) => ({ value, format, look: "input" }) },
  { header: "Unit", width: 44, format: "text", look: "wrap", cell: ({ unit }) => unit },
  { header: "Takes effect", width: 13, format: "text", cell: ({ effect }) => effect },
  { header: "Source", width: 44, format: "text", cell: ({ source }) => source },
  { header: "Analysed at", width: 14, cell: ({ value, format }) => ({ value, format }) },
];

function entriesOf({ analysis, references }: ReportInput): Entry[] {
  const { assumptions, rates, offers, tiers, reconciliations, users } = analysis;
  const settings = keys().map((key): Entry => {
    const { name, unit, effect, reference, value, accepts } = DEFAULT_ASSUMPTIONS[key] as Assumption<Cell>;
    const now = assumptions[key] as Cell;
    const source = references.get(key) ?? (now === value ? reference : "the Offers table");
    return { key, name, value: now, unit, effect, source, format: formatOf(unit, accepts) };
  });
  const ratedOn = analysis.asOf;
  const rated = rates.filter((one) => (one.from ?? -Infinity) <= ratedOn);
  const current = [...new Map(rated.map((one) => [one.product, one])).values()];
  const unrated = new Set(
    users.flatMap(({ products }) =>
      products.filter(({ basis }) => basis === "rate unknown").map(({ product }) => product),
    ),
  );
  const rateEntry = (product: string, value: number | undefined, source: string): Entry => ({
    name: rateName(product),
    value: value ?? null,
    unit: "tokens a day",
    effect: "next run",
    source,
    format: "general",
  });
  const named = new Set(offers.map(({ offering }) => offering));
  const unlisted = reconciliations.filter(({ offering }) => !named.has(offering));
  const priceEntry = (offering: string, value: number | undefined, source: string): Entry => ({
    name: priceName(offering),
    value: value ?? null,
    unit: `${assumptions.currency} a seat and year, from the renewal on`,
    effect: "at once",
    source,
    format: "price",
  });
  return [
    ...settings,
    ...tiers.map((tier): Entry => ({
      name: tierName(tier.minimum, tiers.length),
      value: tier.unitPrice,
      unit: `${assumptions.currency} a token, from ${tier.minimum} tokens on`,
      effect: "at once",
      source: tier.reference,
      format: "price",
    })),
    ...offers.flatMap(({ offering, pricePerYear, volume = [], reference }) => [
      priceEntry(offering, pricePerYear, pricePerYear === undefined ? UNKNOWN : reference),
      ...volume.map(({ minimum, unitPrice }): Entry => ({
        ...priceEntry(offering, unitPrice, reference),
        name: volumePriceName(offering, minimum),
      })),
    ]),
    ...unlisted.map(({ offering }) => priceEntry(offering, undefined, UNKNOWN)),
    ...current.map(({ product, tokensPerDay, reference }) =>
      rateEntry(product, tokensPerDay, tokensPerDay === undefined ? UNKNOWN : reference),
    ),
    ...[...unrated]
      .filter((product) => !current.some((one) => one.product === product))
      .sort()
      .map((product) => rateEntry(product, undefined, UNKNOWN)),
  ];
}

const UNKNOWN = "not known: type it, and run again";

function formatOf(unit: string, accepts: Assumption<unknown>["accepts"]): NumberFormat {
  if (!("number" in accepts)) return "text";
  return unit.startsWith("share") || unit.startsWith("a year") ? "percent" : "general";
}

/** A tier as the formulas read it: the lowest also holds below its minimum. */
interface Tier {
  /** The row of the settings that says its price. */
  readonly setting: string;
  readonly from: number;
  readonly unitPrice: number;
  /** The tier below, which the incremental price steps from. */
  readonly below?: { readonly from: number; readonly unitPrice: number };
  /** The first whole pack in it, and what a token costs there. */
  readonly inPacks: number;
  readonly priceThere: number;
}

function tiersOf({ analysis }: ReportInput): Tier[] {
  const { tiers, assumptions } = analysis;
  const from = (i: number): number => (i === 0 ? 0 : (tiers[i]?.minimum ?? 0));
  return tiers.map(({ minimum, unitPrice }, i): Tier => {
    const below = tiers[i - 1];
    const inPacks = Math.ceil(from(i) / assumptions.packSize - 1e-9) * assumptions.packSize;
    return {
      setting: tierName(minimum, tiers.length),
      from: from(i),
      unitPrice,
      inPacks,
      priceThere: tierReached(inPacks, tiers).unitPrice,
      ...(below ? { below: { from: from(i - 1), unitPrice: below.unitPrice } } : {}),
    };
  });
}

const stepOf = (
  table: string,
  { unitPrice, below }: Pick<Tier, "unitPrice" | "below">,
  own = "",
): SpecCell => ({
  value: unitPrice - (below?.unitPrice ?? 0),
  formula: below
    ? `${here(table, "Unit price")}-SUMPRODUCT((${table}[From]=${below.from})${own}*${table}[Unit price])`
    : here(table, "Unit price"),
});

const TIER_COLUMNS: readonly ReportColumn<Tier>[] = [
  { header: "From", width: 24, format: "whole", cell: ({ from }) => from },
  {
    header: "Unit price",
    width: 14,
    format: "price",
    cell: ({ setting, unitPrice }) => ({ value: unitPrice, formula: valueOf(setting) }),
  },
  { header: "Step", width: 14, format: "price", cell: (tier) => stepOf(TOKEN_PRICES, tier) },
  {
    header: "In packs",
    width: 14,
    format: "whole",
    cell: ({ inPacks }) => ({
      value: inPacks,
      formula: `ROUNDUP(ROUND(${here(TOKEN_PRICES, "From")}/${assumptionCell("packSize")},6),0)*${assumptionCell("packSize")}`,
    }),
  },
  {
    header: "Cost there",
    width: 14,
    format: "money",
    cell: ({ inPacks, priceThere }) => ({
      value: inPacks * priceThere,
      formula: `${here(TOKEN_PRICES, "In packs")}*SUMIFS(${TOKEN_PRICES}[Unit price],${TOKEN_PRICES}[From],SUMPRODUCT(MAX((${TOKEN_PRICES}[From]<=${here(TOKEN_PRICES, "In packs")})*${TOKEN_PRICES}[From])))`,
    }),
  },
  {
    header: "Against analysed",
    width: 16,
    format: "percent",
    cell: ({ setting }) => ({
      value: 1,
      formula: `${here(TOKEN_PRICES, "Unit price")}/${pricedAt(setting)}`,
    }),
  },
];

/** What seats of an offering cost from some number on, as the formulas read it. */
interface Volume extends Pick<Tier, "setting" | "from" | "unitPrice" | "below"> {
  readonly offering: string;
}

const volumesOf = ({ analysis }: ReportInput): Volume[] =>
  analysis.offers
    .filter(isPriced)
    .filter(({ volume }) => volume !== undefined)
    .flatMap((offer) => {
      const tiers = seatTiers(offer);
      return tiers.map(({ minimum, unitPrice }, i): Volume => {
        const below = tiers[i - 1];
        return {
          offering: offer.offering,
          setting: i === 0 ? priceName(offer.offering) : volumePriceName(offer.offering, minimum),
          from: minimum,
          unitPrice,
          ...(below ? { below: { from: below.minimum, unitPrice: below.unitPrice } } : {}),
        };
      });
    });

const VOLUME_COLUMNS: readonly ReportColumn<Volume>[] = [
  { header: "Offering", format: "text", cell: ({ offering }) => offering },
  { header: "From", format: "whole", cell: ({ from }) => from },
  {
    header: "Unit price",
    format: "price",
    cell: ({ setting, unitPrice }) => ({ value: unitPrice, formula: valueOf(setting) }),
  },
  {
    header: "Step",
    format: "price",
    cell: (tier) => stepOf(SEAT_PRICES, tier, `*(${SEAT_PRICES}[Offering]=${here(SEAT_PRICES, "Offering")})`),
  },
  {
    header: "Against analysed",
    format: "percent",
    cell: ({ setting }) => ({ value: 1, formula: `${here(SEAT_PRICES, "Unit price")}/${pricedAt(setting)}` }),
  },
];

interface Price {
  readonly offering: string;
  /** The price list's, which the settings hold; by how many the recommended scenario buys, where that matters. */
  readonly listed: number | null;
  readonly byNumber: boolean;
  /** The contract lines'. */
  readonly paid: SeatPrice | null;
}

function pricesOf({ analysis }: ReportInput): Price[] {
  const { offers, reconciliations, scenarios, seatPrices } = analysis;
  const names = new Set([
    ...offers.map(({ offering }) => offering),
    ...reconciliations.map(({ offering }) => offering),
    ...scenarios.flatMap(({ lines }) => lines.map(({ offering }) => offering)),
  ]);
  return [...names].sort().map((offering): Price => ({
    offering,
    listed: seatPrices.get(offering) ?? null,
    byNumber: offers.find((one) => one.offering === offering)?.volume !== undefined,
    paid: reconciliations.find((one) => one.offering === offering)?.contractPrice ?? null,
  }));
}

/** Unknown is 0 to the formulas, and the number format says "unknown". */
const priceColumns = ({ analysis }: ReportInput): readonly ReportColumn<Price>[] => [
  { header: "Offering", width: 34, format: "text", cell: ({ offering }) => offering },
  {
    header: "Price today",
    width: 14,
    format: "price or unknown",
    cell: ({ listed, paid }) => paid ?? { value: listed ?? 0, formula: here(PRICES, "Price at renewal") },
  },
  {
    header: "Price at renewal",
    width: 16,
    format: "price or unknown",
    cell: ({ offering, listed, byNumber, paid }): SpecCell => {
      if (byNumber)
        return { value: listed ?? 0, formula: averageSeatPrice(analysis.scenarios.at(-1)?.name ?? "") };
      const typed = valueOf(priceName(offering));
      return paid === null
        ? { value: listed ?? 0, formula: typed }
        : { value: listed ?? paid, formula: `IF(${typed}>0,${typed},${here(PRICES, "Price today")})` };
    },
  },
];

/** What a seat costs on average by the list, by how many the recommended scenario buys in year 1; the price of few where it buys none. */
function averageSeatPrice(scenario: string): string {
  const offering = here(PRICES, "Offering");
  return volumePrice(offering, listedIn(`"${scenario}"`, offering, seatsColumn(1)));
}
