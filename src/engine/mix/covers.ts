import { at } from "../at";
import { opens, type MixOffering } from "./problem";

/** Seats that somebody might have, and the products that are left to tokens then. */
export interface SeatSet {
  /** Places in the list of offerings, rising. */
  readonly seats: readonly number[];
  /** Places in the list of products. */
  readonly flex: readonly number[];
}

/** Every sensible way to pay for some products, whatever the prices and however much each is used. */
export interface Ways {
  /** Fewer seats first, then the offerings that come first by name: the order in which ties are broken. */
  readonly sets: readonly SeatSet[];
  /**
   * Products of which only one way was looked at, to keep the number of sets small; nearly always none. `seat`
   * is the offering, null for tokens.
   */
  readonly narrowed: readonly { readonly product: number; readonly seat: number | null }[];
}

/**
 * More combinations than this are not looked at for one person: eleven products make as many, each on Flex or
 * on its own seat.
 */
const MOST_COMBINATIONS = 2048;

/**
 * Every set of seats in which none could be dropped without leaving a product to tokens; a seat more would
 * only add to the cost. `onFlex` says for each product whether tokens may pay for it; one that they may not is
 * opened by some offering.
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

/** What might be chosen product by product; null where that is too much. */
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
