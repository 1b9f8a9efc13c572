import { DEFAULT_ASSUMPTIONS, type Assumption, type AssumptionKey } from "../../engine/assumptions";
import type { SeatPrice } from "../../engine/units";
import { keys, priceName, rateName, tierName } from "../assumptions";
import type { Cell } from "../cells";
import type { NumberFormat, SheetSpec, SpecCell } from "../spec";
import type { ReportInput } from "./report-input";
import { here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

/** The tables and names of the Assumptions sheet, by which every other sheet's formulas refer to it. */
export const ASSUMPTIONS = "SeatwiseAssumptions";
export const PRICES = "SeatwisePrices";
export const TOKEN_PRICES = "SeatwiseTokenPrices";
export const EFFECTIVE_PRICE = "Seatwise.effective_token_price";
/** The name of the cell that holds an assumption's value. */
export const assumptionCell = (key: AssumptionKey): string =>
  `Seatwise.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

interface Entry {
  readonly name: string;
  readonly value: Cell;
  readonly unit: string;
  readonly effect: Assumption<unknown>["effect"];
  readonly source: string;
  readonly format: NumberFormat;
  readonly key?: AssumptionKey;
}

const HEADER_ROW = 5;

/** Every number that the run rests on, with its unit and source; changing a Value moves the sheets, or the next run. */
export function assumptionsSheet(run: ReportInput): SheetSpec {
  const entries = entriesOf(run);
  const settings = reportTable(ASSUMPTIONS, { row: HEADER_ROW, column: 0 }, SETTING_COLUMNS, entries);
  const tokenPrices = reportTable(TOKEN_PRICES, { row: HEADER_ROW, column: 8 }, TIER_COLUMNS, tiersOf(run));
  const prices = reportTable(
    PRICES,
    { row: lastRow(tokenPrices) + 3, column: 8 },
    PRICE_COLUMNS,
    pricesOf(run),
  );
  return {
    key: "assumptions",
    name: "Assumptions",
    widths: widthsFor({ at: 0, columns: SETTING_COLUMNS }, { at: 8, columns: PRICE_COLUMNS }),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Assumptions", look: "title" },
      { row: 2, column: 0, value: "Change a Value: what takes effect at once moves these sheets now, what takes effect with the next run is read by it. Analysed at is what this run used.", look: "note" },
      { row: 2, column: 8, value: "What a token of the cheapest scenario costs", look: "note" },
      { row: 2, column: 10, value: run.analysis.tokenPrice, formula: averagePrice(cheapestTokens(run)), format: "price" },
      { row: 3, column: 8, value: "… with the pool buffer in it", look: "note" },
      { row: 3, column: 10, value: run.analysis.effectiveTokenPrice, formula: `Seatwise.token_price*(1+${assumptionCell("poolBuffer")})`, format: "price" },
      { row: HEADER_ROW - 1, column: 8, value: "Token prices (from the rows at the left)", look: "heading" },
      { row: prices.at.row - 1, column: 8, value: "Seat prices a year (from the rows at the left)", look: "heading" },
    ],
    tables: [settings, tokenPrices, prices],
    charts: [],
    choices: entries.flatMap(({ key }, i) => {
      const accepts = key && DEFAULT_ASSUMPTIONS[key].accepts;
      const row = HEADER_ROW + 1 + i;
      return accepts && "words" in accepts ? [{ firstRow: row, lastRow: row, column: 1, choices: accepts.words }] : [];
    }),
    names: [
      ...entries.flatMap(({ key }, i) => (key ? [{ name: assumptionCell(key), row: HEADER_ROW + 1 + i, column: 1 }] : [])),
      { name: "Seatwise.token_price", row: 2, column: 10 },
      { name: EFFECTIVE_PRICE, row: 3, column: 10 },
    ],
  };
} // prettier-ignore

const SETTING_COLUMNS: readonly ReportColumn<Entry>[] = [
  { header: "Name", width: 36, format: "text", cell: ({ name }) => name },
  { header: "Value", width: 14, cell: ({ value, format }) => ({ value, format, look: "input" }) },
  { header: "Unit", width: 40, format: "text", cell: ({ unit }) => unit },
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
    ...offers.map(({ offering, pricePerYear, reference }) => priceEntry(offering, pricePerYear, pricePerYear === undefined ? UNKNOWN : reference)),
    ...unlisted.map(({ offering }) => priceEntry(offering, undefined, UNKNOWN)),
    ...current.map(({ product, tokensPerDay, reference }) => rateEntry(product, tokensPerDay, tokensPerDay === undefined ? UNKNOWN : reference)),
    ...[...unrated].filter((product) => !current.some((one) => one.product === product)).sort().map((product) => rateEntry(product, undefined, UNKNOWN)),
  ]; // prettier-ignore
}

const UNKNOWN = "not known: type it, and run again";

function formatOf(unit: string, accepts: Assumption<unknown>["accepts"]): NumberFormat {
  if (!("number" in accepts)) return "text";
  return unit.startsWith("share") || unit.startsWith("a year") ? "percent" : "general";
}

/** A tier as the formulas read it: the lowest also holds below its minimum. */
interface Tier {
  readonly minimum: number;
  readonly from: number;
  readonly unitPrice: number;
  /** How many tiers there are. */
  readonly tiers: number;
  /** The tier below, which the incremental price steps from. */
  readonly below?: { readonly from: number; readonly unitPrice: number };
}

function tiersOf({ analysis }: ReportInput): Tier[] {
  const from = (i: number): number => (i === 0 ? 0 : (analysis.tiers[i]?.minimum ?? 0));
  return analysis.tiers.map(({ minimum, unitPrice }, i): Tier => {
    const below = analysis.tiers[i - 1];
    return { minimum, from: from(i), unitPrice, tiers: analysis.tiers.length, ...(below ? { below: { from: from(i - 1), unitPrice: below.unitPrice } } : {}) };
  });
} // prettier-ignore

/** The average price of a token in the first year's purchase of the cheapest scenario; the lowest tier's for none. */
function averagePrice(bought: string): string {
  const from = `${TOKEN_PRICES}[From]`;
  const reached = `SUMIFS(${TOKEN_PRICES}[Unit price],${from},SUMPRODUCT(MAX((${from}<=${bought})*${from})))`;
  const incremental = `SUMPRODUCT((${bought}>${from})*(${bought}-${from})*${TOKEN_PRICES}[Step])/${bought}`;
  return `IF(AND(${assumptionCell("tierKind")}="incremental",${bought}>0),${incremental},${reached})`;
}

const cheapestTokens = ({ analysis }: ReportInput): string =>
  `SUMIFS(SeatwiseScenarios[Tokens year 1],SeatwiseScenarios[Scenario],"${analysis.scenarios.at(-1)?.name ?? ""}")`;

/** The value of a row of the settings, by its name; `*`, `?` and `~` in it are themselves. */
const valueOf = (name: string): string => {
  const exactly = name.replace(/[~*?]/g, "~$&").replaceAll('"', '""');
  return `SUMIFS(${ASSUMPTIONS}[Value],${ASSUMPTIONS}[Name],"${exactly}")`;
};

const TIER_COLUMNS: readonly ReportColumn<Tier>[] = [
  { header: "From", width: 24, format: "whole", cell: ({ from }) => from },
  { header: "Unit price", width: 14, format: "price", cell: ({ minimum, unitPrice, tiers }) => ({ value: unitPrice, formula: valueOf(tierName(minimum, tiers)) }) },
  {
    header: "Step",
    width: 14,
    format: "price",
    cell: ({ unitPrice, below }) => ({
      value: unitPrice - (below?.unitPrice ?? 0),
      formula: below ? `${here(TOKEN_PRICES, "Unit price")}-SUMIFS(${TOKEN_PRICES}[Unit price],${TOKEN_PRICES}[From],${below.from})` : here(TOKEN_PRICES, "Unit price"),
    }),
  },
]; // prettier-ignore

interface Price {
  readonly offering: string;
  /** The price list's, which the settings hold. */
  readonly listed: SeatPrice | null;
  /** The contract lines'. */
  readonly paid: SeatPrice | null;
}

function pricesOf({ analysis }: ReportInput): Price[] {
  const { offers, reconciliations, scenarios } = analysis;
  const names = new Set([
    ...offers.map(({ offering }) => offering),
    ...reconciliations.map(({ offering }) => offering),
    ...scenarios.flatMap(({ lines }) => lines.map(({ offering }) => offering)),
  ]);
  return [...names].sort().map((offering) => ({
    offering,
    listed: offers.find((one) => one.offering === offering)?.pricePerYear ?? null,
    paid: reconciliations.find((one) => one.offering === offering)?.contractPrice ?? null,
  }));
}

/** Unknown is 0 to the formulas, and the number format says "unknown". */
const PRICE_COLUMNS: readonly ReportColumn<Price>[] = [
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
    cell: ({ offering, listed, paid }): SpecCell => {
      const typed = valueOf(priceName(offering));
      return paid === null
        ? { value: listed ?? 0, formula: typed }
        : { value: listed ?? paid, formula: `IF(${typed}>0,${typed},${here(PRICES, "Price today")})` };
    },
  },
];
