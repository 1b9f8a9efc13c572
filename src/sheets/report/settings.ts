import { currencyText } from "../../engine/currency-codes";
import { isoDay } from "../../engine/calendar";
import { DEFAULT_ASSUMPTIONS, NEXT_RUN, type Assumption, type AssumptionKey } from "../../engine/assumptions";
import type { ExchangeRate } from "../../engine/estate/estate";
import { counted } from "../../engine/wording";
import type { Cell } from "../../workbook/cells";
import type { NumberFormat } from "../../workbook/spec";
import { priceName, rateName, tierName, volumePriceName } from "../assumptions";
import { AS_OF_UNIT } from "../as-of";
import {
  AS_OF,
  exchangeRateName,
  keys,
  LAST_DAY_OF_USE,
  LEAST_PRICE,
  MOST_PRICE,
  nameKey,
} from "../setting-names";
import { SET_BY_ANALYST } from "../set-by-analyst";
import type { ReportInput } from "./report-input";

/** A row of the Assumptions sheet: an assumption, a price or a rate. */
export interface Setting {
  readonly name: string;
  /** Null is not known. */
  readonly value: Cell;
  readonly unit: string;
  readonly effect: Assumption<unknown>["effect"];
  readonly source: string;
  readonly format: NumberFormat;
  readonly accepts: Accepts;
  readonly key?: AssumptionKey;
  /** What a person typed into this sheet, where it could not be used. */
  readonly refused?: Cell;
}

/** The values that formulas of the sheets take. Only a run can tell whether it can use a text. */
export type Accepts =
  | { readonly least: number; readonly most: number; readonly whole?: true }
  | { readonly words: readonly string[] }
  | { readonly text: true };

const NOT_KNOWN = "not known: type it, and run again";

/** Every setting; what could not be used stands, as typed, beside the value that was used. */
export function settingsOf(run: ReportInput): Setting[] {
  const settings = [
    asOfSetting(run),
    ...keys().map((key) => assumptionSetting(run, key)),
    ...tokenPriceSettings(run),
    ...seatPriceSettings(run),
    ...rateSettings(run),
    ...exchangeRateSettings(run),
  ];
  const refused = new Map(
    run.settingDoubts
      .filter(({ is, by }) => is !== "disputed" && by.edited)
      .map(({ name, by: { value } }) => [nameKey(name), { name, value }]),
  );
  const known = new Set(settings.map(({ name }) => nameKey(name)));
  return [
    ...settings.map((setting): Setting => {
      const typed = refused.get(nameKey(setting.name));
      return typed ? { ...setting, refused: typed.value, source: NOT_USED } : setting;
    }),
    ...[...refused.values()]
      .filter(({ name }) => !known.has(nameKey(name)))
      .map(({ name, value }) => ({ ...UNKNOWN_SETTING, name, refused: value })),
  ];
}

const NOT_USED = "the refused value could not be used: type a Value instead, and run again";
const UNKNOWN_SETTING = {
  value: null,
  accepts: { text: true },
  unit: "no assumption of this name",
  effect: NEXT_RUN,
  source: NOT_USED,
  format: "general",
} as const;

const asOfSetting = ({ statedAsOf, analysis }: ReportInput): Setting => ({
  name: AS_OF,
  value: statedAsOf === null ? LAST_DAY_OF_USE : isoDay(statedAsOf),
  accepts: { text: true },
  unit: AS_OF_UNIT,
  effect: NEXT_RUN,
  source: statedAsOf === null ? `the last day of use: ${isoDay(analysis.asOf)}` : SET_BY_ANALYST,
  format: "text",
});

function assumptionSetting({ analysis, references }: ReportInput, key: AssumptionKey): Setting {
  const {
    name,
    unit,
    effect,
    reference,
    value: standard,
    accepts,
  } = DEFAULT_ASSUMPTIONS[key] as Assumption<Cell>;
  const value = analysis.assumptions[key];
  const source = references.get(key) ?? (value === standard ? reference : "the Offers table");
  return {
    key,
    name,
    value,
    unit,
    effect,
    source,
    format: formatOf(unit, accepts),
    accepts: limits(accepts),
  };
}

function limits(accepts: Assumption<unknown>["accepts"]): Accepts {
  if ("words" in accepts) return accepts;
  if (!("number" in accepts)) return { text: true };
  const [least, most] = accepts.number;
  return { least, most, ...(accepts.whole ? { whole: true } : {}) };
}

/** A price or rate from a table may lie outside of what a person may type. */
const priceLimits = (price: number | null): Accepts => ({
  least: Math.min(LEAST_PRICE, price ?? LEAST_PRICE),
  most: Math.max(MOST_PRICE, price ?? MOST_PRICE),
});

function formatOf(unit: string, accepts: Assumption<unknown>["accepts"]): NumberFormat {
  if (!("number" in accepts)) return "text";
  return unit.startsWith("share") || unit.startsWith("a year") ? "percent" : "general";
}

function tokenPriceSettings({ analysis: { tiers, assumptions } }: ReportInput): Setting[] {
  const setting = (name: string, minimum: number, price: number | null, source: string): Setting => ({
    name,
    value: price,
    unit: `${currencyText(assumptions.currency)} per token, from ${minimum} tokens`,
    effect: "at once",
    source,
    format: "price",
    accepts: priceLimits(price),
  });
  if (tiers.length === 0) return [setting(tierName(0, 1), 0, null, NOT_KNOWN)];
  return tiers.map(({ minimum, unitPrice, reference }) =>
    setting(tierName(minimum, tiers.length), minimum, unitPrice, reference),
  );
}

function seatPriceSettings({ analysis }: ReportInput): Setting[] {
  const { offers, reconciliations, assumptions } = analysis;
  const setting = (offering: string, price: number | undefined, source: string): Setting => ({
    name: priceName(offering),
    value: price ?? null,
    unit: `${currencyText(assumptions.currency)} per seat and year, from the renewal`,
    effect: "at once",
    source: price === undefined ? NOT_KNOWN : source,
    format: "price",
    accepts: priceLimits(price ?? null),
  });
  const offered = new Set(offers.map(({ offering }) => offering));
  return [
    ...offers.flatMap(({ offering, pricePerYear, volume = [], reference }) => [
      setting(offering, pricePerYear, reference),
      ...volume.map(({ minimum, unitPrice }) => ({
        ...setting(offering, unitPrice, reference),
        name: volumePriceName(offering, minimum),
      })),
    ]),
    ...reconciliations
      .filter(({ offering }) => !offered.has(offering))
      .map(({ offering }) => setting(offering, undefined, NOT_KNOWN)),
  ];
}

/** The exchange rates that the prices of this run need. */
const exchangeRateSettings = ({ analysis }: ReportInput): Setting[] =>
  analysis.estate.conversions.map(({ from, to, rate, rows }) => ({
    name: exchangeRateName(from, to),
    value: rate?.rate ?? null,
    unit: `${to} for 1 ${from}, for the prices of ${counted(rows, "row")}`,
    effect: NEXT_RUN,
    source: rate === null ? NOT_KNOWN : rateSource(rate),
    format: "number",
    accepts: priceLimits(rate?.rate ?? null),
  }));

const rateSource = ({ asOf, reference }: ExchangeRate): string =>
  asOf === undefined ? reference : `${reference}; as of ${isoDay(asOf)}`;

/** The rates that hold on the as-of date, then products in use without a rate. */
function rateSettings({ analysis: { rates, users, asOf } }: ReportInput): Setting[] {
  const setting = (product: string, perDay: number | undefined, source: string): Setting => ({
    name: rateName(product),
    value: perDay ?? null,
    unit: "tokens per day",
    effect: "next run",
    source: perDay === undefined ? NOT_KNOWN : source,
    format: "general",
    accepts: priceLimits(perDay ?? null),
  });
  const holding = new Map(
    rates.filter(({ from }) => (from ?? -Infinity) <= asOf).map((rate) => [rate.product, rate]),
  );
  const unrated = users.flatMap(({ products }) =>
    products.filter(({ basis, product }) => basis === "rate unknown" && !holding.has(product)),
  );
  return [
    ...[...holding.values()].map(({ product, tokensPerDay, reference }) =>
      setting(product, tokensPerDay, reference),
    ),
    ...[...new Set(unrated.map(({ product }) => product))]
      .sort()
      .map((product) => setting(product, undefined, NOT_KNOWN)),
  ];
}
