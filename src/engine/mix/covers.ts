import { at } from "../at";
import { opens, type MixOffering } from "./problem";

/** Seats, and the products that are left to tokens. */
export interface SeatSet {
  /** Indices of offerings, rising. */
  readonly seats: readonly number[];
  /** Indices of products. */
  readonly flex: readonly number[];
}

/** The ways to pay for products that can be best at some prices. */
export interface Ways {
  /** In the order in which ties are broken: fewer seats first, then offerings by name. */
  readonly sets: readonly SeatSet[];
  /**
   * Products with a single option left, to limit the number of sets; nearly always none. `seat` is the index of the
   * offering, null for tokens.
   */
  readonly narrowed: readonly { readonly product: number; readonly seat: number | null }[];
}

/** The most combinations for one set of products: eleven products, each on Flex or on a seat for it alone. */
const MOST_COMBINATIONS = 2048;

/**
 * Every set of seats without a redundant seat: each opens a product that the others do not. `onFlex` says for each
 * product whether tokens can pay for it; a product that they cannot pay for is opened by some offering.
 */
export function waysToPay(
  products: readonly string[],
  onFlex: readonly boolean[],
  offerings: readonly MixOffering[],
): Ways {
  const opened = offerings.map((offering) => products.map((product) => opens(offering, product)));
  const opensIt = (seat: number, product: number): boolean => opened[seat]?.[product] === true;
  const seatsFor = products.map((_, product) =>
    offerings.flatMap((_, seat) => (opensIt(seat, product) ? [seat] : [])),
  );
  for (let wide = products.length; ; wide--) {
    const options = seatsFor.map((all, product) => {
      const flex = onFlex[product] === true;
      return { flex, seats: product < wide ? all : flex ? [] : all.slice(0, 1) };
    });
    const chosen = combinations(options, opensIt);
    if (!chosen) continue;
    const narrowed = options.flatMap(({ flex, seats }, product) =>
      product < wide ? [] : [{ product, seat: flex ? null : (seats[0] ?? null) }],
    );
    return { sets: setsOf(chosen, products.length, opensIt), narrowed };
  }
}

type Opens = (seat: number, product: number) => boolean;

/** All combinations of an option for each product; null if there are more than `MOST_COMBINATIONS`. */
function combinations(
  options: readonly { readonly flex: boolean; readonly seats: readonly number[] }[],
  opensIt: Opens,
): (readonly number[])[] | null {
  let all: (readonly number[])[] = [[]];
  for (const [product, { flex, seats }] of options.entries()) {
    all = all.flatMap((chosen) => {
      if (chosen.some((seat) => opensIt(seat, product))) return [chosen];
      const more = seats.map((seat) => [...chosen, seat]);
      return flex ? [chosen, ...more] : more;
    });
    if (all.length > MOST_COMBINATIONS) return null;
  }
  return all;
}

function setsOf(chosen: readonly (readonly number[])[], products: number, opensIt: Opens): SeatSet[] {
  const places = Array.from({ length: products }, (_, product) => product);
  const found = new Map<string, SeatSet>();
  for (const seats of chosen) {
    const opening = places.map((product) => seats.filter((seat) => opensIt(seat, product)));
    const alone = (seat: number): boolean => opening.some((some) => some.length === 1 && some[0] === seat);
    if (!seats.every(alone)) continue;
    const rising = [...seats].sort((a, b) => a - b);
    found.set(rising.join(), {
      seats: rising,
      flex: places.filter((product) => opening[product]?.length === 0),
    });
  }
  return [...found.values()].sort(byTie);
}

function byTie(a: SeatSet, b: SeatSet): number {
  if (a.seats.length !== b.seats.length) return a.seats.length - b.seats.length;
  const first = a.seats.findIndex((seat, i) => seat !== b.seats[i]);
  return first < 0 ? 0 : at(a.seats, first) - at(b.seats, first);
}
