import { DEFAULT_ASSUMPTIONS, type Assumption, type AssumptionKey } from "../../engine/assumptions";
import type { Cell } from "../../workbook/cells";
import type { NumberFormat } from "../../workbook/spec";
import { keys, priceName, rateName, tierName, volumePriceName } from "../assumptions";
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
  readonly key?: AssumptionKey;
}

const NOT_KNOWN = "not known: type it, and run again";

export const settingsOf = (run: ReportInput): Setting[] => [
  ...keys().map((key) => assumptionSetting(run, key)),
  ...tokenPriceSettings(run),
  ...seatPriceSettings(run),
  ...rateSettings(run),
];

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
  return { key, name, value, unit, effect, source, format: formatOf(unit, accepts) };
}

function formatOf(unit: string, accepts: Assumption<unknown>["accepts"]): NumberFormat {
  if (!("number" in accepts)) return "text";
  return unit.startsWith("share") || unit.startsWith("a year") ? "percent" : "general";
}

const tokenPriceSettings = ({ analysis: { tiers, assumptions } }: ReportInput): Setting[] =>
  tiers.map(({ minimum, unitPrice, reference }) => ({
    name: tierName(minimum, tiers.length),
    value: unitPrice,
    unit: `${assumptions.currency} per token, from ${minimum} tokens`,
    effect: "at once",
    source: reference,
    format: "price",
  }));

function seatPriceSettings({ analysis }: ReportInput): Setting[] {
  const { offers, reconciliations, assumptions } = analysis;
  const setting = (offering: string, price: number | undefined, source: string): Setting => ({
    name: priceName(offering),
    value: price ?? null,
    unit: `${assumptions.currency} per seat and year, from the renewal`,
    effect: "at once",
    source: price === undefined ? NOT_KNOWN : source,
    format: "price",
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

/** The rates that hold on the as-of date, then products in use without a rate. */
function rateSettings({ analysis: { rates, users, asOf } }: ReportInput): Setting[] {
  const setting = (product: string, perDay: number | undefined, source: string): Setting => ({
    name: rateName(product),
    value: perDay ?? null,
    unit: "tokens per day",
    effect: "next run",
    source: perDay === undefined ? NOT_KNOWN : source,
    format: "general",
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
