import { tokensPerDay, type RateBook } from "../estate/rates";
import { type Estate, type PersonIndex } from "../estate/estate";
import {
  days,
  money,
  tokens,
  type DayNumber,
  type Days,
  type Money,
  type TokenPrice,
  type Tokens,
} from "../units";
import type { Baseline } from "../usage/baseline";
import type { Sightings } from "../usage/observed";
import type { Holdings } from "../estate/holdings";

/** Tokens that a person burned on a product for which they held a seat (DOMAIN §4 [B]). */
export interface DoubleCoverage {
  readonly person: PersonIndex;
  readonly product: string;
  /** The offering of the seat: the product's own, or a collection that holds it. */
  readonly offering: string;
  /** Null where the export gives a total without days. */
  readonly days: Days | null;
  /** Null where the export left them blank and no rate is known. */
  readonly tokens: Tokens | null;
  readonly money: Money | null;
}

/**
 * Everyone who paid twice in the baseline year, the most tokens first. Only days on which the seat was held count. A Usage
 * Report gives no days: it counts where the seat was given before its period, and where neither has a date.
 */
export function doubleCoverage(
  estate: Estate,
  baseline: Baseline,
  seen: Sightings,
  holdings: Holdings,
  rates: RateBook,
  price: TokenPrice,
): DoubleCoverage[] {
  const found = [...daily(estate, baseline, holdings, rates), ...reported(seen, holdings)];
  return found
    .filter((one) => one.tokens !== 0)
    .map((one) => ({ ...one, money: one.tokens === null ? null : money(one.tokens * price) }))
    .sort(
      (a, b) => (b.tokens ?? 0) - (a.tokens ?? 0) || a.person - b.person || (a.product < b.product ? -1 : 1),
    );
}

type Found = Omit<DoubleCoverage, "money">;

function daily(estate: Estate, baseline: Baseline, holdings: Holdings, rates: RateBook): Found[] {
  const { pairs, charges } = baseline;
  const found = new Map<
    string,
    { person: PersonIndex; product: string; offering: string; days: number; tokens: number }
  >();
  charges.pair.forEach((pair, i) => {
    const person = pairs.person[pair] as number;
    if (holdings.of(person).length === 0) return;
    const product = estate.products[pairs.product[pair] as number] as string;
    const day = charges.day[i] as DayNumber;
    const seat = holdings.seatFor(person, product, day);
    if (seat === undefined) return;
    const given = charges.tokens[i] as number;
    const drawn = Number.isNaN(given) ? (tokensPerDay(rates, product, day) ?? NaN) : given;
    const key = `${pair} ${seat.offering}`;
    const one = found.get(key) ?? { person, product, offering: seat.offering, days: 0, tokens: 0 };
    found.set(key, { ...one, days: one.days + (drawn === 0 ? 0 : 1), tokens: one.tokens + drawn });
  });
  return [...found.values()].map((one) => ({
    ...one,
    days: days(one.days),
    tokens: Number.isNaN(one.tokens) ? null : tokens(one.tokens),
  }));
}

function reported({ observed }: Sightings, holdings: Holdings): Found[] {
  return observed.flatMap((one): Found[] => {
    if (one.daily || one.access !== "tokens" || one.tokens === 0) return [];
    const seat = holdings
      .of(one.person)
      .find(
        (a) =>
          a.assigned &&
          holdings.opens(a.offering, one.product) &&
          (a.since ?? -Infinity) <= (one.period.first ?? -Infinity),
      );
    return seat
      ? [
          {
            person: one.person,
            product: one.product,
            offering: seat.offering,
            days: null,
            tokens: tokens(one.tokens),
          },
        ]
      : [];
  });
}
