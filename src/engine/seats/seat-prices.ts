import type { Context } from "../estate/context";
import { averageSeatPrice } from "../estate/contract-lines";
import type { Offer } from "../estate/estate";
import { DEFAULT_OFFERS } from "../estate/list-prices";
import { PAID } from "../estate/offers";
import type { Fact } from "../evidence/refusals";
import { rate, type SeatPrice } from "../units";

/**
 * What an overage price rests on: an agreement in the contract, a list price in a table, the price that the
 * Offers table asks at the renewal, the illustrative list price, or the price paid today.
 */
export type OverageBasis = "agreed" | "list" | "renewal" | "illustrative" | "paid";

/** Prices of one seat of an offering for a year. Null is unknown. */
export interface OfferingPrices {
  /** Average over the contract lines if any states a price; the others count at the price list's. */
  readonly contractPrice: SeatPrice | null;
  /** Price now: the average over the contract lines, else the price list's. */
  readonly unitPrice: SeatPrice | null;
  readonly listPrice: SeatPrice | null;
  /** Price of a seat in a true-up: as agreed, else the list price. */
  readonly overagePrice: SeatPrice | null;
  /** Null if the overage price is unknown. */
  readonly overageBasis: OverageBasis | null;
}

export function pricesOf(context: Context, offering: string): OfferingPrices {
  const { lines, offers, unknowns } = context;
  const offer = offers.find((one) => one.offering === offering);
  const onLines = lines.filter((line) => line.offering === offering);
  const average = averageSeatPrice(onLines.map(({ bought, price }) => ({ seats: bought, price })));
  const isRefused = (fact: Fact): boolean => onLines.some((line) => unknowns.because(fact, line).length > 0);
  const unitPrice = average ?? (isRefused("price paid") ? null : (offer?.pricePerYear ?? null));
  const list = isRefused("overage price") ? null : nearestListPrice(context, offering, unitPrice);
  const overage = isRefused("overage price") ? undefined : highest(onLines.map((line) => line.overagePrice));
  const agreed = overage === undefined ? null : withPlanSeatDue(overage, offer);
  return {
    contractPrice: onLines.some(({ ownPrice }) => ownPrice) ? unitPrice : null,
    unitPrice,
    listPrice: list?.price ?? null,
    overagePrice: agreed ?? list?.price ?? null,
    overageBasis: agreed === null ? (list?.basis ?? null) : "agreed",
  };
}

/** The nearest known price to a list price, and what it is; null if no price is known. */
function nearestListPrice(
  { estate, offers, unknowns }: Context,
  offering: string,
  paid: SeatPrice | null,
): { readonly price: SeatPrice; readonly basis: OverageBasis } | null {
  if (unknowns.because("list price", { offering }).length > 0) return null;
  const offer = offers.find((one) => one.offering === offering);
  const onLines = estate.subscriptions.filter((line) => line.offering === offering);
  const stated = highest(onLines.map((line) => line.listPrice)) ?? offer?.listPrice;
  if (stated !== undefined) return { price: withPlanSeatDue(stated, offer), basis: "list" };
  if (offer?.pricePerYear !== undefined)
    return { price: offer.pricePerYear, basis: overageBasisOf(offer.reference) };
  if (unknowns.because("renewal price", { offering }).length > 0) return null;
  return paid === null ? null : { price: paid, basis: "paid" };
}

/** A plan seat is due for every product seat, so also for one in a true-up (DOMAIN §15). */
const withPlanSeatDue = (price: SeatPrice, offer: Offer | undefined): SeatPrice =>
  offer?.planPrice === undefined ? price : rate(price + offer.planPrice);

const overageBasisOf = (reference: string): OverageBasis => {
  if (reference === PAID) return "paid";
  return DEFAULT_OFFERS.some((offer) => offer.reference === reference) ? "illustrative" : "renewal";
};

const highest = (prices: readonly (SeatPrice | null | undefined)[]): SeatPrice | undefined =>
  prices.reduce<SeatPrice | undefined>(
    (a, b) => (b !== null && b !== undefined && (a === undefined || b > a) ? b : a),
    undefined,
  );

/** The basis of an overage price, as a sentence goes on: "2,030 a year (the price paid; …)". */
export const BASIS_IN_WORDS: Readonly<Record<OverageBasis, string>> = {
  agreed: "the overage price agreed",
  list: "the list price",
  renewal: "the price at the renewal; no list price is stated",
  illustrative: "an illustrative list price",
  paid: "the price paid; no list price is stated",
};
