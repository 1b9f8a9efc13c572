import { at } from "../engine/at";
import {
  DEFAULT_ASSUMPTIONS,
  type Assumption,
  type AssumptionKey,
  type Assumptions,
} from "../engine/assumptions";
import type { Estate } from "../engine/estate/estate";
import { DEFAULT_OFFERS, DEFAULT_RATES, DEFAULT_TOKEN_TIERS } from "../engine/estate/list-prices";
import { NO_CURRENCY } from "../engine/currency-codes";
import { grouped } from "../engine/grouped";
import { unknownFacts } from "../engine/evidence/refusals";
import { RESTS_ON, type SettingDoubt } from "../engine/evidence/settings";
import { ISSUES, type Issue, type IssueCode } from "../engine/issues";
import { isAsOf } from "./as-of";
import type { GivenAssumption } from "./read/given-assumption";
import { canonicalName } from "./read/vendor-names";
import { AS_OF, exchangeRateNamed, isPriceTyped, keyNamed, nameKey, typedPrice } from "./setting-names";

/** A setting that was not used as typed, and the last place where it was typed. */
export type StatedDoubt = SettingDoubt & { readonly by: GivenAssumption; readonly key?: AssumptionKey };

const PRICE_NAME = /^(?:(?:rate|price|exchange rate)\s*:.+|token price(?: from \d+)?)$/;

/** Why a setting was refused, and what was used instead. */
export function refusedDoubt(
  by: GivenAssumption,
  { assumptions, estate }: { readonly assumptions: Assumptions; readonly estate: Estate },
): StatedDoubt {
  const key = keyNamed(by.name);
  const typed = String(by.value);
  const where = settingRow(by, estate);
  if (isAsOf(by)) return { is: "refused", name: AS_OF, typed, used: "the last day of use", ...where, by };
  if (key === undefined && !isWrongPrice(by)) return { is: "unknown", name: by.name, typed, by };
  const refused = { is: "refused", typed, ...where, by } as const;
  const keyed = key
    ? { ...refused, key, name: DEFAULT_ASSUMPTIONS[key].name }
    : { ...refused, name: by.name };
  // A setting of the command line ends the run, so that nothing is used instead.
  if (isOfCommand(by)) return keyed;
  if (isLeftUnknown(by, estate)) return { ...keyed, used: null };
  const rests = key === undefined ? undefined : (RESTS_ON as Partial<Record<AssumptionKey, string>>)[key];
  return {
    ...keyed,
    used: key ? shownValue(key, assumptions[key]) : priceNamed(estate, by.name),
    ...(rests !== undefined && { rests }),
  };
}

/** The row in which a setting was typed, in words. */
function settingRow({ origin }: GivenAssumption, { sources }: Estate): { readonly where?: string } {
  const source = sources[origin.source];
  return source === undefined ? {} : { where: `row ${origin.row} of ${source.sheet}` };
}

/** Whether the engine takes nothing in the place of a setting. */
const isLeftUnknown = ({ origin }: GivenAssumption, estate: Estate): boolean =>
  estate.refusals.some(
    (one) =>
      one.origin.source === origin.source &&
      one.origin.row === origin.row &&
      unknownFacts(one, estate).length > 0,
  );

const isOfCommand = ({ origin }: GivenAssumption): boolean => origin.source < 0;

/** The settings to which tables give different values. */
export function disputes(accepted: readonly GivenAssumption[], { sources }: Estate): StatedDoubt[] {
  const byName = grouped(accepted, ({ name }) => keyNamed(name) ?? nameKey(name));
  return [...byName.values()].flatMap((all): StatedDoubt[] => {
    // What the command line sets is meant to override the tables.
    const stated = all.some(isOfCommand) ? [] : all;
    const last = stated.at(-1);
    if (last === undefined || new Set(stated.map(({ value }) => nameKey(String(value)))).size < 2) return [];
    const values = stated.map(({ value, origin }) => {
      const { file, sheet } = at(sources, origin.source);
      return { typed: String(value), where: `${sheet} of ${file}, row ${origin.row}` };
    });
    return [{ is: "disputed", name: last.name, values, by: last }];
  });
}

/** A value as the sheet shows it; null for one that is not known. */
function shownValue(key: AssumptionKey, value: Assumptions[AssumptionKey]): string | null {
  if (value === null || value === NO_CURRENCY) return null;
  return typeof value === "number" && isShare(key) ? `${Math.round(value * 1e8) / 1e6} %` : String(value);
}

/** Whether an assumption is shown as a percentage. */
const isShare = (key: AssumptionKey): boolean => {
  const { unit, accepts } = DEFAULT_ASSUMPTIONS[key] as Assumption<unknown>;
  return "number" in accepts && (unit.startsWith("share") || unit.startsWith("a year"));
};

/** The price or rate that a run uses under a name; null for none. */
function priceNamed(estate: Estate, name: string): string | null {
  const currencies = exchangeRateNamed(name);
  if (currencies) {
    const own = estate.conversions.find(({ from, to }) => from === currencies.from && to === currencies.to);
    return own?.rate ? String(own.rate.rate) : null;
  }
  const [, kind = "", of = ""] = /^\s*(rate|price)\s*:\s*(.+?)\s*$/i.exec(name) ?? [];
  const spelt = nameKey(canonicalName(of));
  const rates = [...estate.rates, ...DEFAULT_RATES].find(({ product }) => nameKey(product) === spelt);
  const offer = [...estate.offers, ...DEFAULT_OFFERS].find(({ offering }) => nameKey(offering) === spelt);
  const tier = [...estate.tokenTiers, ...DEFAULT_TOKEN_TIERS][0];
  const used =
    kind === "" ? tier?.unitPrice : kind.toLowerCase() === "rate" ? rates?.tokensPerDay : offer?.pricePerYear;
  return used === undefined ? null : String(used);
}

/** The issue of a setting that was not used as typed. */
export function doubtIssue(doubt: StatedDoubt, { sources }: Estate): Issue {
  const source = sources[doubt.by.origin.source];
  const where = source ? { file: source.file, sheet: source.sheet, row: doubt.by.origin.row } : {};
  const [code, message] = codeAndMessage(doubt);
  return { severity: ISSUES[code].severity, code, message, ...where, rows: 1 };
}

function codeAndMessage(doubt: StatedDoubt): readonly [IssueCode, string] {
  if (doubt.is === "unknown") return ["unknown-assumption", ISSUES["unknown-assumption"].message(doubt)];
  if (doubt.is === "disputed") return ["disputed-setting", ISSUES["disputed-setting"].message(doubt)];
  if (isAsOf(doubt.by)) return ["bad-assumption", ISSUES["bad-assumption"].message(doubt, "YYYY-MM-DD")];
  if (doubt.key === undefined) return ["bad-price", ISSUES["bad-price"].message(doubt)];
  const accepts = accepted(DEFAULT_ASSUMPTIONS[doubt.key]);
  return ["bad-assumption", ISSUES["bad-assumption"].message(doubt, accepts)];
}

/** Whether a name is that of a price or rate, so that the value is wrong. */
const isWrongPrice = (given: GivenAssumption): boolean =>
  PRICE_NAME.test(nameKey(given.name)) && !isPriceTyped(typedPrice(given));

/** The values that an assumption accepts, in words. */
function accepted({ accepts }: Assumption<unknown>): string {
  if ("text" in accepts) return "text";
  if ("currency" in accepts) return "the code of a currency, such as EUR";
  if ("words" in accepts) return accepts.words.join(", ");
  if ("someOf" in accepts) return `none, or those meant of ${accepts.someOf.join(", ")}, with ; between them`;
  const [least, most] = accepts.number;
  return `${accepts.whole ? "a whole number" : "a number"} from ${least} to ${most}`;
}
