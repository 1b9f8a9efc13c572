import { isoDay } from "../../engine/calendar";
import type { ExchangeRate } from "../../engine/estate/estate";
import type { DayNumber } from "../../engine/units";

/** A rate as a row or the analyst states it: one unit of `from` is worth `rate` units of `to`. */
export interface StatedRate {
  readonly from: string;
  readonly to: string;
  /** Undefined where it could not be read. */
  readonly rate: number | undefined;
  /** Undefined where it could not be read; then the rate may be the newest. */
  readonly asOf: DayNumber | undefined;
  readonly reference: string;
}

/** The exchange rates that tables and the analyst state. Of the rates between two currencies the newest counts. */
export class ExchangeRates {
  private readonly stated: StatedRate[] = [];
  private readonly typed = new Map<string, ExchangeRate>();
  private isPartlyRead = false;

  /** Adds the rate of a row. */
  add(row: StatedRate): void {
    this.stated.push(row);
  }

  /** Notes a row that does not say of which currencies it is: it may be of any. */
  addUnnamed(): void {
    this.isPartlyRead = true;
  }

  /** Sets a rate by name, in place of the table's. */
  set(rate: Omit<ExchangeRate, "asOf">): void {
    this.typed.delete(`${rate.to} ${rate.from}`);
    this.typed.set(`${rate.from} ${rate.to}`, rate);
  }

  /**
   * The rate that converts prices from one currency to another: as stated, turned round, or through a third currency
   * (central banks state all rates against their own). Undefined where no rate is known, or where a row that could
   * not be read may hold a newer one.
   */
  between(from: string, to: string): ExchangeRate | undefined {
    const known = this.stated.some((one) => isBetween(one, from, to));
    return this.direct(from, to) ?? (known ? undefined : this.through(from, to));
  }

  /** The first of the currencies, by code, through which one comes into the other. */
  private through(from: string, to: string): ExchangeRate | undefined {
    const rates = [...this.stated, ...this.typed.values()];
    const others = new Set(rates.flatMap((one) => [one.from, one.to]));
    for (const third of [...others].sort()) {
      const [first, second] = [this.direct(from, third), this.direct(third, to)];
      if (first && second) return crossRate(first, second);
    }
    return undefined;
  }

  private direct(from: string, to: string): ExchangeRate | undefined {
    const typed = this.typed.get(`${from} ${to}`) ?? turnedAround(this.typed.get(`${to} ${from}`));
    if (typed || this.isPartlyRead) return typed;
    const own = this.stated.filter((one) => isBetween(one, from, to));
    const newest = own.reduce<StatedRate | undefined>(
      (before, one) =>
        before === undefined || (one.asOf ?? Infinity) > (before.asOf ?? Infinity) ? one : before,
      undefined,
    );
    if (newest?.rate === undefined || newest.asOf === undefined) return undefined;
    const found = { ...newest, rate: newest.rate, asOf: newest.asOf };
    return found.from === from ? found : turnedAround(found);
  }
}

const turnedAround = (rate: ExchangeRate | undefined): ExchangeRate | undefined =>
  rate && { ...rate, from: rate.to, to: rate.from, rate: 1 / rate.rate };

const isBetween = (one: StatedRate, a: string, b: string): boolean =>
  (one.from === a && one.to === b) || (one.from === b && one.to === a);

/** As old as the older of the two. */
function crossRate(first: ExchangeRate, second: ExchangeRate): ExchangeRate {
  const days = [first.asOf, second.asOf].filter((one) => one !== undefined);
  const oldest = days.reduce<DayNumber | undefined>(
    (before, one) => (before === undefined || one < before ? one : before),
    undefined,
  );
  const sources =
    first.reference === second.reference ? first.reference : `${first.reference} and ${second.reference}`;
  return {
    from: first.from,
    to: second.to,
    rate: first.rate * second.rate,
    ...(oldest === undefined ? {} : { asOf: oldest }),
    reference: `${sources}, through ${first.to}`,
  };
}

/** "1 EUR is 1.08 USD (fx.csv, fx; as of 2026-10-01)". */
export const rateText = ({ from, to, rate, asOf, reference }: ExchangeRate): string => {
  const when = asOf === undefined ? "" : `; as of ${isoDay(asOf)}`;
  return `1 ${from} is ${Number(rate.toPrecision(8))} ${to} (${reference}${when})`;
};
