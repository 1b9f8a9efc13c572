import type { Rate } from "./estate";
import type { DayNumber, TokenRate } from "../units";

/** Every product's rate with the dates from which it holds. */
export type RateBook = ReadonlyMap<string, readonly Rate[]>;

/**
 * The analyst's rates over the defaults: a product with any row of its own uses only its own rows, so that a default
 * never speaks where somebody has said otherwise.
 */
export function rateBook(given: readonly Rate[], defaults: readonly Rate[]): RateBook {
  const book = new Map<string, Rate[]>();
  for (const rate of given) book.set(rate.product, [...(book.get(rate.product) ?? []), rate]);
  for (const rate of defaults) if (!book.has(rate.product)) book.set(rate.product, [rate]);
  for (const rows of book.values()) rows.sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
  return book;
}

/** The row that holds for a product on a day; undefined when none does. */
export function rateOn(book: RateBook, product: string, day: DayNumber): Rate | undefined {
  let holds: Rate | undefined;
  for (const rate of book.get(product) ?? []) if ((rate.from ?? -Infinity) <= day) holds = rate;
  return holds;
}

/** Tokens per day of a product on a day; undefined is unknown, which is never 0. */
export const tokensPerDay = (book: RateBook, product: string, day: DayNumber): TokenRate | undefined =>
  rateOn(book, product, day)?.tokensPerDay;

/** Whether tokens may pay for a product; only a row that says no rules it out. */
export const flexEligible = (book: RateBook, product: string, day: DayNumber): boolean =>
  rateOn(book, product, day)?.flexEligible ?? true;
