import { isoDay } from "../../engine/calendar";
import { DEFAULT_ASSUMPTIONS, type Assumption, type AssumptionKey } from "../../engine/assumptions";
import type { Cell } from "../../workbook/cells";
import type { NumberFormat } from "../../workbook/spec";
import { priceName, rateName, tierName, volumePriceName } from "../assumptions";
import { AS_OF, AS_OF_UNIT } from "../as-of";
import { keys, nameKey } from "../setting-names";
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
  readonly key?: AssumptionKey;
  /** What a person typed into this sheet, where it could not be used. */
  readonly refused?: Cell;
}

const NOT_KNOWN = "not known: type it, and run again";

/** Every setting; what could not be used stays as typed, beside the value that was used. */
export function settingsOf(run: ReportInput): Setting[] {
  const settings = [
    asOfSetting(run),
    ...keys().map((key) => assumptionSetting(run, key)),
    ...tokenPriceSettings(run),
    ...seatPriceSettings(run),
    ...rateSettings(run),
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
      return typed ? { ...setting, refused: typed.value, effect: NEXT_RUN, source: NOT_USED } : setting;
    }),
    ...[...refused.values()]
      .filter(({ name }) => !known.has(nameKey(name)))
      .map(({ name, value }) => ({ ...UNKNOWN_SETTING, name, refused: value })),
  ];
}

const NEXT_RUN = "next run";
const NOT_USED = "what was typed could not be used: correct it, and run again";
const UNKNOWN_SETTING = {
  value: null,
  unit: "no assumption of this name",
  effect: NEXT_RUN,
  source: NOT_USED,
  format: "general",
} as const;

const asOfSetting = ({ statedAsOf, analysis }: ReportInput): Setting => ({
  name: AS_OF,
  value: statedAsOf === null ? null : isoDay(statedAsOf),
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
