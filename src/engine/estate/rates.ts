import type { Rate } from "./estate";
import type { DayNumber, TokenRate } from "../units";

/** The rates of each product, in order of the dates from which they hold. */
export type RateBook = ReadonlyMap<string, readonly Rate[]>;

/** The given rates over the defaults: a product with any given row uses no default. */
export function rateBook(given: readonly Rate[], defaults: readonly Rate[]): RateBook {
  const book = new Map<string, Rate[]>();
  for (const rate of given) book.set(rate.product, [...(book.get(rate.product) ?? []), rate]);
  for (const rate of defaults) if (!book.has(rate.product)) book.set(rate.product, [rate]);
  for (const rows of book.values()) rows.sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
  return book;
}

/** Every rate, in order of product, and of date within a product. */
export const allRates = (book: RateBook): Rate[] =>
  [...book.values()].flat().sort((a, b) => (a.product < b.product ? -1 : a.product > b.product ? 1 : 0));

/** The row that holds for a product on a day; undefined when none does. */
export function rateOn(book: RateBook, product: string, day: DayNumber): Rate | undefined {
  let holds: Rate | undefined;
  for (const rate of book.get(product) ?? []) if ((rate.from ?? -Infinity) <= day) holds = rate;
  return holds;
}

/** Tokens per day of a product on a day; undefined is unknown. */
export const tokensPerDay = (book: RateBook, product: string, day: DayNumber): TokenRate | undefined =>
  rateOn(book, product, day)?.tokensPerDay;

/** Whether a product is available on Flex: yes unless a row says no. */
export const flexEligible = (book: RateBook, product: string, day: DayNumber): boolean =>
  rateOn(book, product, day)?.flexEligible ?? true;
