import { DEFAULT_ASSUMPTIONS, type AssumptionKey } from "../../engine/assumptions";
import { UNKNOWN } from "../../workbook/cells";
import type { SpecCell } from "../../workbook/spec";
import {
  assumptionCell,
  inYear,
  PRICES,
  SCENARIO_SEATS,
  SCENARIO_TOKENS,
  SCENARIOS,
  SEAT_PRICES,
  SETTINGS,
  TOKEN_PRICES,
  USERS,
  type TableColumn,
} from "./tables";

/** A text as formulas write it. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * A text as a criterion of SUMIFS: `*`, `?` and `~` stand for themselves. It must not begin with a comparison
 * sign.
 */
const exactText = (text: string): string => quoted(text.replace(/[~*?]/g, "~$&"));

const UNKNOWN_TEXT = quoted(UNKNOWN);

/** Arithmetic with the word "unknown" is an error in every spreadsheet program; this shows such a result as unknown. */
export const orUnknown = (formula: string): string => `IFERROR(${formula},${UNKNOWN_TEXT})`;

/** A value that may be unknown, with its formula where it is known. */
export const ifKnown = (value: number | null, formula: string): SpecCell =>
  value === null ? { value: UNKNOWN } : { value, formula };

/**
 * The sum of a column, each row times its factors; a condition is a factor of 0 or 1. SUM and SUMPRODUCT skip
 * text, so the sum is unknown as soon as more rows than `leftOut` hold the word "unknown".
 */
export function sumOf({ all }: TableColumn, factors: readonly string[] = [], leftOut = 0): string {
  if (factors.length === 0)
    return `IF(COUNTIF(${all},${UNKNOWN_TEXT})>${leftOut},${UNKNOWN_TEXT},SUM(${all}))`;
  const product = factors.join("*");
  const unknown = `SUMPRODUCT(${product}*(${all}=${UNKNOWN_TEXT}))`;
  return `IF(${unknown}>${leftOut},${UNKNOWN_TEXT},SUMPRODUCT(1*${product},${all}))`;
}

/** Whether a column holds the key of a row; compared as text, without wildcards. */
export const equals = ({ all }: TableColumn, text: string): string => `(${all}=${text})`;

/** The cell of the row whose `key` equals a text, in any order of rows; an error where no row does. */
export const valueAt = (column: TableColumn, key: TableColumn, text: string): string =>
  `LOOKUP(2,1/${equals(key, text)},${column.all})`;

/** The cell of the row whose `key` equals a text; unknown where no row does. */
export const lookedUp = (column: TableColumn, key: TableColumn, text: string): string =>
  orUnknown(valueAt(column, key, text));

/** The value in use of a setting, by its name. */
export const settingInUse = (name: string): string =>
  `INDEX(${SETTINGS.inUse.all},MATCH(${quoted(name)},${SETTINGS.name.all},0))`;

/** The value of an assumption that this run used, wherever its row stands. */
export const usedValue = (key: AssumptionKey): string =>
  lookedUp(SETTINGS.used, SETTINGS.name, quoted(DEFAULT_ASSUMPTIONS[key].name));

const settingNumber = ({ all }: TableColumn, name: string): string =>
  `SUMIFS(${all},${SETTINGS.name.all},${exactText(name)})`;

/** The price in use of a row of the settings, or `otherwise`. */
export function settingPrice(name: string, otherwise: string = UNKNOWN_TEXT): string {
  const typed = settingNumber(SETTINGS.inUse, name);
  return `IF(${typed}>0,${typed},${otherwise})`;
}

/** A price against the price that this run used. */
export const ratioToRun = (price: TableColumn, name: string): string =>
  orUnknown(`${price.here}/${settingNumber(SETTINGS.used, name)}`);

/** A figure of a scenario. */
export const scenarioFigure = (scenario: string, column: TableColumn): string =>
  lookedUp(column, SCENARIOS.scenario, quoted(scenario));

/** Seats of an offering that a scenario buys at the list price in a year. */
export const listedIn = (scenario: string, offering: string, year: number): string =>
  sumOf(inYear(SCENARIO_SEATS, "Seats", year), [
    equals(SCENARIO_SEATS.scenario, scenario),
    equals(SCENARIO_SEATS.offering, offering),
    equals(SCENARIO_SEATS.pricedBy, quoted("list")),
  ]);

/** Whether a list of seats, joined with `; `, names an offering. Both may be columns. */
export const names = (seats: string, offering: string): string =>
  `ISNUMBER(FIND("; "&${offering}&";","; "&${seats}&";"))`;

/** How many users have a seat of an offering in the cover in use; an error where a decision is not understood. */
export const seatCount = (offering: string): string =>
  `SUMPRODUCT(1*${names(USERS.coverInUse.all, offering)})/(COUNTIF(${USERS.coverInUse.all},${UNKNOWN_TEXT})=0)`;

/** The price of a seat at the renewal. */
export const priceAtRenewal = (offering: string): string =>
  lookedUp(PRICES.atRenewal, PRICES.offering, offering);

/** What a token costs at the tier that a quantity reaches. */
const tierPrice = (quantity: string): string => {
  const from = TOKEN_PRICES.from.all;
  const reached = `SUMPRODUCT(MAX((${from}<=${quantity})*${from}))`;
  return lookedUp(TOKEN_PRICES.unitPrice, TOKEN_PRICES.from, reached);
};

/** The cost of a quantity when all its tokens have the price of the tier that it reaches. */
export const allUnitsCost = (quantity: string): string => `${quantity}*${tierPrice(quantity)}`;

const PRICES_KNOWN = `COUNTIF(${TOKEN_PRICES.unitPrice.all},${UNKNOWN_TEXT})=0`;

/**
 * Tokens to buy for a need in packs: at least the smallest purchase, and up to a further tier if that costs
 * less.
 */
export function tokenPurchase(needed: string): string {
  const pack = assumptionCell("packSize");
  const { inPacks, cost } = TOKEN_PRICES;
  const least = `MAX(${needed},ROUNDUP(ROUND(${assumptionCell("smallestPurchase")}/${pack},6),0)*${pack})`;
  const further = `(${inPacks.all}>${least})`;
  const cheapest = `SUMPRODUCT(MIN(${further}*${cost.all}+(1-${further})*1E+99))`;
  const isCheapest = `${further}*(${cost.all}<=${cheapest})`;
  const edge = `SUMPRODUCT(MIN(${isCheapest}*${inPacks.all}+(1-${isCheapest})*1E+99))`;
  const goesFurther = `AND(${assumptionCell("tierKind")}="all units",${cheapest}<${allUnitsCost(least)}-1E-9)`;
  const purchase = `IF(${needed}=0,0,IF(${goesFurther},${edge},${least}))`;
  return `IF(AND(ISNUMBER(${needed}),${PRICES_KNOWN}),${purchase},${UNKNOWN_TEXT})`;
}

/** The cost of a purchase of tokens: at the price that was paid, where that is known, else by the tiers. */
export function tokenCost(bought: string, paid: string): string {
  const { from, step } = TOKEN_PRICES;
  const incremental = `SUMPRODUCT((${bought}>${from.all})*(${bought}-${from.all})*${step.all})`;
  const listed = `IF(${assumptionCell("tierKind")}="incremental",${incremental},${allUnitsCost(bought)})`;
  return `IF(${bought}=0,0,IF(ISNUMBER(${paid}),${bought}*${paid},${listed}))`;
}

/** The average price of a token in the first year's purchases of a scenario; the lowest tier's where it buys none. */
export function averageTokenPrice(scenario: string): string {
  const own = [equals(SCENARIO_TOKENS.scenario, quoted(scenario))];
  const bought = sumOf(inYear(SCENARIO_TOKENS, "Tokens", 1), own);
  const cost = sumOf(inYear(SCENARIO_TOKENS, "Cost", 1), own);
  return orUnknown(`IF(${bought}>0,${cost}/${bought},${tierPrice("0")})`);
}

/** The average price of a seat when so many are bought at volume prices. */
export function volumePrice(offering: string, bought: string): string {
  const { from, unitPrice, step } = SEAT_PRICES;
  const own = equals(SEAT_PRICES.offering, offering);
  const reached = `SUMPRODUCT(MAX(${own}*(${from.all}<=${bought})*${from.all}))`;
  const allUnits = sumOf(unitPrice, [own, equals(from, reached)]);
  const incremental = sumOf(step, [own, `(${bought}>${from.all})`, `(${bought}-${from.all})`]);
  return orUnknown(
    `IF(AND(${assumptionCell("seatTierKind")}="incremental",${bought}>0),${incremental}/${bought},${allUnits})`,
  );
}
