import { money, plus, times, tokens, total, type Money, type TokenPrice, type Tokens } from "../units";
import { oneSeat } from "../rules/flex";
import { covers, type PricedOffer } from "../estate/offers";

/** The need of a user for a product in a year. */
export interface Need {
  readonly product: string;
  /**
   * Tokens a year if the product is opened on Flex; null if it cannot be (not eligible, rate unknown, critical
   * user).
   */
  readonly tokens: Tokens | null;
}

/** How the products of a user are paid for. */
export interface Cover {
  readonly seats: readonly PricedOffer[];
  /** Products that draw tokens. */
  readonly flex: readonly string[];
  readonly tokens: Tokens;
  readonly cost: Money;
  /** Products without a rate and without a priced seat. Their cost is not in `cost`. */
  readonly uncovered: readonly string[];
}

/**
 * The cheapest way to pay for all products of a user: seats, collections, tokens, or a mix of them (DOMAIN §4).
 *
 * Exact: it searches the sets of seats that cover several products; each remaining product takes the cheaper of tokens
 * and a seat for it alone. Ties go to fewer seats, then to offerings by name, so that the answer does not depend on the
 * order of the input.
 */
export function cheapestCover(
  needs: readonly Need[],
  offered: readonly PricedOffer[],
  tokenPrice: TokenPrice,
): Cover {
  const offers = [...offered].sort(inOrderOfName);
  const single = needs.map((need) => cheapestSingle(need, offers, tokenPrice));
  const collections = usefulCollections(needs, offers);

  let best: readonly PricedOffer[] = [];
  let bestCost = Infinity;
  const search = (
    next: number,
    chosen: readonly PricedOffer[],
    spent: number,
    open: readonly number[],
  ): void => {
    const cost = spent + open.reduce((sum, i) => sum + (single[i] as Single).cost, 0);
    if (cost < bestCost - 1e-9) {
      best = chosen;
      bestCost = cost;
    }
    for (let c = next; c < collections.length; c++) {
      const offer = collections[c] as PricedOffer;
      const price = spent + oneSeat(offer.pricePerYear);
      if (price >= bestCost) continue;
      const left = open.filter((i) => !covers(offer, (needs[i] as Need).product));
      if (left.length < open.length) search(c + 1, [...chosen, offer], price, left);
    }
  };
  search(
    0,
    [],
    0,
    needs.map((_, i) => i),
  );

  const open = needs.flatMap((need, i) =>
    best.some((offer) => covers(offer, need.product)) ? [] : [{ need, choice: single[i] as Single }],
  );
  const seats = [...best, ...open.flatMap(({ choice }) => (choice.seat ? [choice.seat] : []))];
  const flex = open
    .filter(({ choice, need }) => !choice.seat && need.tokens !== null)
    .map(({ need }) => need);
  const drawn = total(flex.map((need) => need.tokens ?? tokens(0)));
  return {
    seats: seats.sort(inOrderOfName),
    flex: flex.map(({ product }) => product),
    tokens: drawn,
    cost: plus(total(seats.map((seat) => oneSeat(seat.pricePerYear))), times(tokenPrice, drawn)),
    uncovered: open
      .filter(({ choice, need }) => !choice.seat && need.tokens === null)
      .map(({ need }) => need.product),
  };
}

const inOrderOfName = (a: PricedOffer, b: PricedOffer): number => (a.offering < b.offering ? -1 : 1);

/** The cheapest way to pay for a single product: by a seat, by tokens (no seat), or not at all. */
interface Single {
  readonly cost: number;
  readonly seat?: PricedOffer;
}

/** Above any real cost, and finite, so that a cover of more products always beats a cover of fewer. */
const UNCOVERED: Money = money(1e9);

function cheapestSingle(need: Need, offers: readonly PricedOffer[], tokenPrice: TokenPrice): Single {
  const flex: Single = { cost: need.tokens === null ? UNCOVERED : times(tokenPrice, need.tokens) };
  return offers.reduce<Single>(
    (best, seat) =>
      covers(seat, need.product) && seat.pricePerYear < best.cost ? { cost: seat.pricePerYear, seat } : best,
    flex,
  );
}

/** The offers that cover several of these products, unless a cheaper offer covers the same. */
function usefulCollections(needs: readonly Need[], offers: readonly PricedOffer[]): PricedOffer[] {
  const candidates = offers
    .map((offer) => ({ offer, covered: needs.filter(({ product }) => covers(offer, product)) }))
    .filter(({ covered }) => covered.length > 1);
  return candidates
    .filter(
      (a, i) =>
        !candidates.some(
          (b, j) =>
            i !== j &&
            a.covered.every((need) => b.covered.includes(need)) &&
            (b.offer.pricePerYear < a.offer.pricePerYear ||
              (b.offer.pricePerYear === a.offer.pricePerYear &&
                (b.covered.length > a.covered.length || j < i))),
        ),
    )
    .map(({ offer }) => offer);
}
