import { DEFAULT_ASSUMPTIONS, type AssumptionKey } from "../engine/assumptions";
import { plainText } from "./read/plain-text";

/** A name of a setting for comparison. */
export const nameKey = (name: string): string => plainText(name).toLowerCase();

/** The assumption of a name, as the sheet writes it or by its key. */
export const keyNamed = (name: string): AssumptionKey | undefined => BY_NAME.get(nameKey(name));

const BY_NAME: ReadonlyMap<string, AssumptionKey> = new Map(
  keys().flatMap((key) => [
    [nameKey(DEFAULT_ASSUMPTIONS[key].name), key],
    [key.toLowerCase(), key],
  ]),
);

/** The name of the as-of date on the Assumptions sheet. */
export const AS_OF = "As-of date";

/** The word for an as-of date that nobody stated. */
export const LAST_DAY_OF_USE = "last day of use";

export const isAsOfName = (name: string): boolean => nameKey(name) === nameKey(AS_OF);

/** The name of an exchange rate in the Assumptions sheet and for `--set`. */
export const exchangeRateName = (from: string, to: string): string => `Exchange rate: ${from} to ${to}`;

/** The currencies of an exchange rate by its name; undefined for another name. */
export function exchangeRateNamed(name: string): { readonly from: string; readonly to: string } | undefined {
  const [, from, to] = /^exchange rate\s*:\s*([a-z]{3}) to ([a-z]{3})$/.exec(nameKey(name)) ?? [];
  return from && to && from !== to ? { from: from.toUpperCase(), to: to.toUpperCase() } : undefined;
}

/** The key of every assumption, in the order of the sheet. */
export function keys(): AssumptionKey[] {
  return Object.keys(DEFAULT_ASSUMPTIONS) as AssumptionKey[];
}

/** A typed price or rate lies between these. */
export const LEAST_PRICE = 0.0001;
export const MOST_PRICE = 1_000_000_000;

export const isPriceTyped = (price: number): boolean => price >= LEAST_PRICE && price <= MOST_PRICE;

/**
 * Whether a text may be a number of thousands, typed in a country that separates these by points: `1.000` and `2.985`,
 * but not `8.50`.
 */
export const mayBeThousands = (typed: string | number | boolean): boolean =>
  typeof typed === "string" && /^\+?[1-9]\d{0,2}\.\d{3}$/.test(plainText(typed));

/** The number typed for a price or rate; NaN for a price of seats that may be one of thousands. */
export const typedPrice = (one: {
  readonly name: string;
  readonly value: string | number | boolean;
}): number =>
  nameKey(one.name).startsWith("price") && mayBeThousands(one.value) ? NaN : typedNumber(one.value);

/** The number typed as 0.15, "0.15" or "15 %"; NaN for other text. */
export function typedNumber(typed: string | number | boolean): number {
  if (typeof typed !== "string") return typeof typed === "number" ? typed : NaN;
  const match = /^([+-]?\d+(?:\.\d+)?)\s*(%?)$/.exec(plainText(typed));
  return match ? Number(match[1]) / (match[2] ? 100 : 1) : NaN;
}
