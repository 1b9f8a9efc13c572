import type { Context } from "../estate/context";
import { covers } from "../estate/offers";

/**
 * Whether an offering may open a product although no table says so: it has no list of products, or is a collection,
 * and no offering is known to open the product, so that the lists may be incomplete.
 */
export const mayCover = (context: Context, offering: string, product: string): boolean =>
  !hasKnownCovers(context, offering) ||
  (context.holdings.isCollection(offering) && !context.offers.some((offer) => covers(offer, product)));

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
