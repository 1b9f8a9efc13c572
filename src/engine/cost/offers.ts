import type { Offer } from "../estate";
import type { SeatPrice } from "../units";

/** An offer whose price is known. */
export interface PricedOffer extends Offer {
  readonly pricePerYear: SeatPrice;
}

/** The price list: the analyst's offers, and the defaults for what the analyst does not name. */
export function priceList(given: readonly Offer[], defaults: readonly Offer[]): Offer[] {
  const named = new Set(given.map(({ offering }) => offering));
  const list = [...given, ...defaults.filter(({ offering }) => !named.has(offering))];
  return list.sort((a, b) => (a.offering < b.offering ? -1 : 1));
}

/** A given offer without a Covers list covers what the default of its name covers, so a quote need not repeat it. */
export function withDefaultCovers(given: readonly Offer[], defaults: readonly Offer[]): Offer[] {
  return given.map((offer) =>
    offer.covers.length > 0
      ? offer
      : { ...offer, covers: defaults.find(({ offering }) => offering === offer.offering)?.covers ?? [] },
  );
}

/** Whether a seat of an offer covers a product: the offering's own name, or one of its list. */
export const covers = (offer: Offer, product: string): boolean =>
  offer.offering === product || offer.covers.includes(product);

export const isPriced = (offer: Offer): offer is PricedOffer => offer.pricePerYear !== undefined;
