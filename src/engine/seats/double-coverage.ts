import { at } from "../at";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import {
  days,
  plus,
  rate,
  sumKnown,
  times,
  tokens,
  type DayNumber,
  type Days,
  type Money,
  type TokenPrice,
  type Tokens,
} from "../units";
import type { Baseline } from "../usage/baseline";
import type { Sightings } from "../usage/observed";
import type { Usage } from "../usage/usage";

/** Tokens that a person burned on a product while holding a seat for it (DOMAIN §4 [B]). */
export interface DoubleCoverage extends BesideSeat {
  readonly money: Money | null;
}

interface BesideSeat {
  readonly person: PersonIndex;
  readonly product: string;
  /** The offering of the seat: the product's own, or a collection that covers it. */
  readonly offering: string;
  /** Null if the export gives a total without days. */
  readonly days: Days | null;
  /** Null if the export leaves them blank and no rate is known. */
  readonly tokens: Tokens | null;
}

/**
 * Double coverage in the baseline year, most tokens first. Only days on which the seat was held count. A
 * Usage Report gives no days: its total counts if the seat was assigned before its period, or if neither has
 * a date.
 */
export function doubleCoverage(
  context: Context,
  { baseline, seen }: Usage,
  price: TokenPrice | null,
): DoubleCoverage[] {
  return [...fromDays(context, baseline), ...fromReports(context, seen)]
    .filter((one) => one.tokens !== 0)
    .map((one) => ({
      ...one,
      money: one.tokens === null || price === null ? null : times(price, one.tokens),
    }))
    .sort(
      (a, b) => (b.tokens ?? 0) - (a.tokens ?? 0) || a.person - b.person || (a.product < b.product ? -1 : 1),
    );
}

function fromDays({ estate, rates, holdings }: Context, { pairs, charges }: Baseline): BesideSeat[] {
  const found = new Map<string, BesideSeat & { readonly days: Days }>();
  charges.pair.forEach((pair, i) => {
    const person = at(pairs.person, pair);
    if (holdings.of(person).length === 0) return;
    const product = at(estate.products, at(pairs.product, pair));
    const day = at(charges.day, i) as DayNumber;
    const seat = holdings.seatFor(person, product, day);
    if (seat === undefined) return;
    const exported = at(charges.tokens, i);
    const drawn = Number.isNaN(exported) ? (tokensPerDay(rates, product, day) ?? null) : exported;
    const key = `${pair} ${seat.offering}`;
    const before = found.get(key) ?? {
      person,
      product,
      offering: seat.offering,
      days: days(0),
      tokens: tokens(0),
    };
    found.set(key, {
      ...before,
      days: plus(before.days, days(drawn === null || drawn > 0 ? 1 : 0)),
      tokens: sumKnown([before.tokens, drawn === null ? null : tokens(drawn)]),
    });
  });
  return [...found.values()];
}

function fromReports({ rates, holdings, asOf }: Context, { observed }: Sightings): BesideSeat[] {
  return observed.flatMap((one): BesideSeat[] => {
    if (one.daily || one.access !== "tokens") return [];
    const seat = holdings
      .of(one.person)
      .find(
        ({ assigned, offering, since }) =>
          assigned &&
          holdings.opens(offering, one.product) &&
          (since ?? -Infinity) <= (one.period.window?.baselineFirst ?? -Infinity),
      );
    if (seat === undefined) return [];
    const { person, product, blankDays } = one;
    const perDay = blankDays === 0 ? rate<Tokens, Days>(0) : tokensPerDay(rates, product, asOf);
    const drawn = perDay === undefined ? null : plus(tokens(one.tokens), times(perDay, days(blankDays)));
    return [{ person, product, offering: seat.offering, days: null, tokens: drawn }];
  });
}
