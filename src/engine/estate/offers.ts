import type { Offer } from "./estate";
import { seats, type SeatPrice, type Seats } from "../units";
import type { PriceTier } from "../rules/price-tiers";

/** An offer whose price is known. */
export interface PricedOffer extends Offer {
  readonly pricePerYear: SeatPrice;
}

/**
 * The price list at the renewal, in order of offering: the given price, else the price paid on contract
 * lines, else the default. An offering that is bought today at a known price can be bought again without
 * being listed.
 */
export function priceList(
  given: readonly Offer[],
  defaults: readonly Offer[],
  paid: ReadonlyMap<string, SeatPrice>,
): Offer[] {
  const named = new Set(given.map(({ offering }) => offering));
  const list = [...given, ...defaults.filter(({ offering }) => !named.has(offering))];
  const listed = new Set(list.map(({ offering }) => offering));
  const bought = [...paid.keys()].filter((offering) => !listed.has(offering));
  const offers = list.map((offer): Offer => {
    const price = paid.get(offer.offering);
    const stronger = named.has(offer.offering) && offer.pricePerYear !== undefined;
    return price === undefined || stronger
      ? priceOfFew(offer, defaults)
      : { ...offer, pricePerYear: price, reference: PAID };
  });
  return [
    ...offers,
    ...bought.map((offering): Offer => ({
      offering,
      covers: [],
      reference: PAID,
      pricePerYear: paid.get(offering) as SeatPrice,
    })),
  ].sort((a, b) => (a.offering < b.offering ? -1 : 1));
}

/**
 * An offer with volume prices only, and no contract price: few seats cost the default price, else the first
 * volume price.
 */
function priceOfFew(offer: Offer, defaults: readonly Offer[]): Offer {
  const [first] = offer.volume ?? [];
  if (offer.pricePerYear !== undefined || first === undefined) return offer;
  const known = defaults.find(({ offering }) => offering === offer.offering);
  return { ...offer, pricePerYear: known?.pricePerYear ?? first.unitPrice };
}

/** Price tiers of an offering's seats, from the first seat on. */
export const seatTiers = ({ pricePerYear, volume = [] }: PricedOffer): readonly PriceTier<Seats>[] => [
  { minimum: seats(0), unitPrice: pricePerYear },
  ...volume,
];

/** The reference of a price that only contract lines state. */
export const PAID = "the Subscriptions table: price paid now";

/** A given offer without a Covers list covers the products of the default offer of its name. */
export function withDefaultCovers(given: readonly Offer[], defaults: readonly Offer[]): Offer[] {
  return given.map((offer) =>
    offer.covers.length > 0
      ? offer
      : { ...offer, covers: defaults.find(({ offering }) => offering === offer.offering)?.covers ?? [] },
  );
}

/** Whether a seat of an offer covers a product: by name, or in its Covers list. */
export const covers = (offer: Offer, product: string): boolean =>
  offer.offering === product || offer.covers.includes(product);

export const isPriced = (offer: Offer): offer is PricedOffer => offer.pricePerYear !== undefined;
