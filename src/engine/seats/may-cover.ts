import type { Context } from "../estate/context";
import { DEFAULT_OFFERS } from "../estate/list-prices";
import { covers } from "../estate/offers";

/**
 * Whether an offering may open a product although no table says so: it has no list of products, or is a collection
 * whose list may be incomplete, as no offering is known to open the product, or as the vendor's collection of the name
 * opens it.
 */
export const mayCover = (context: Context, offering: string, product: string): boolean =>
  !hasKnownCovers(context, offering) ||
  (context.holdings.isCollection(offering) &&
    (!context.offers.some((offer) => covers(offer, product)) || isOfVendors(offering, product)));

/** Whether the vendor's own list of a collection has a product. */
const isOfVendors = (offering: string, product: string): boolean =>
  DEFAULT_OFFERS.some((offer) => offer.offering === offering && offer.covers.includes(product));

/** Whether the products that an offering opens are known: it has a list of them, or is itself a product. */
const hasKnownCovers = (
  { estate, offers, rates }: Pick<Context, "estate" | "offers" | "rates">,
  offering: string,
): boolean =>
  estate.products.includes(offering) ||
  rates.has(offering) ||
  offers.some((offer) =>
    offer.offering === offering ? offer.covers.length > 0 : offer.covers.includes(offering),
  );
