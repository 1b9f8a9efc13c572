import { at } from "../../engine/at";
import type { Origin } from "../../engine/estate/estate";
import { grouped } from "../../engine/grouped";
import { Fault } from "./fault";

/** Currencies that share a sign; a sign agrees with each of them. */
const SHARED_SIGNS: Readonly<Record<string, readonly string[]>> = {
  $: ["USD", "AUD", "CAD", "NZD", "HKD", "SGD"],
  "¥": ["JPY", "CNY"],
};

/** Whether a stated currency may be another: the same code, or a sign that stands for it. */
export const agrees = (one: string, other: string): boolean =>
  one === other || SHARED_SIGNS[one]?.includes(other) === true || SHARED_SIGNS[other]?.includes(one) === true;

/** Whether a text is the sign of several currencies. */
export const isSharedSign = (text: string): boolean => Object.hasOwn(SHARED_SIGNS, text);

const originKey = ({ source, row }: Origin): string => `${source} ${row}`;

/** The currencies that rows with prices state. */
export class Currencies {
  private readonly stated = new Map<string, string>();

  /** Notes the currency of a row; a fault where the row already states another. */
  add(origin: Origin, currency: string): Fault | undefined {
    const before = this.stated.get(originKey(origin));
    if (before !== undefined && !agrees(before, currency))
      return Fault.of("two-currencies", before, currency);
    // A code says more than a sign.
    if (before === undefined || isSharedSign(before)) this.stated.set(originKey(origin), currency);
    return undefined;
  }

  /** The currency that a row states; undefined for none. */
  of(origin: Origin): string | undefined {
    return this.stated.get(originKey(origin));
  }

  /** The rows by the currency that they state. Rows with a sign count for a code that agrees with it. */
  among(origins: readonly Origin[]): ReadonlyMap<string, readonly Origin[]> {
    const stated = origins.flatMap((origin) => {
      const currency = this.of(origin);
      return currency === undefined ? [] : [{ currency, origin }];
    });
    const rows = new Map<string, readonly Origin[]>();
    for (const [currency, own] of grouped(stated, (one) => one.currency))
      rows.set(
        currency,
        own.map(({ origin }) => origin),
      );
    for (const [sign, codes] of Object.entries(SHARED_SIGNS)) {
      const own = rows.get(sign);
      if (own === undefined) continue;
      const [code = at(codes, 0)] = codes.filter((one) => rows.has(one));
      rows.delete(sign);
      rows.set(code, [...(rows.get(code) ?? []), ...own]);
    }
    return rows;
  }
}
