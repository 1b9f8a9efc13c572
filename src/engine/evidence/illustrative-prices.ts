import type { Analysis } from "../analysis";
import { at } from "../at";
import { DEFAULT_OFFERS, DEFAULT_TOKEN_TIERS } from "../estate/list-prices";
import { listed, priceText, wholeNumber } from "../wording";

/**
 * What is in the sums at a default list price, as no table states another, in words: "a seat of AutoCAD (2,030)". A
 * default is no contract (DOMAIN §14), so no money that rests on it is sure.
 */
export function illustrativePrices(analysis: Analysis): string[] {
  const { offers, asIs, recommended, tiers, estate } = analysis;
  const scenarios = [asIs, ...(recommended === null ? [] : [recommended])];
  const lines = scenarios.flatMap((scenario) => scenario.lines);
  const inSums = new Set(
    lines.filter(({ seats }) => seats.some((n) => n > 0)).map(({ offering }) => offering),
  );
  const seats = offers.flatMap(({ offering, reference, pricePerYear: price }) =>
    price !== undefined && DEFAULT_REFERENCES.has(reference) && inSums.has(offering)
      ? [`a seat of ${offering} (${wholeNumber(price)})`]
      : [],
  );
  const { unitPrice, reference } = at(DEFAULT_TOKEN_TIERS, 0);
  const areTokensPriced =
    tiers.every((tier) => tier.reference !== reference) ||
    estate.packs.some(({ price }) => price !== undefined);
  const areTokensInSums = scenarios.some(({ years }) => years.some(({ tokens }) => tokens > 0));
  return areTokensPriced || !areTokensInSums ? seats : [...seats, `a token (${priceText(unitPrice)})`];
}

const DEFAULT_REFERENCES: ReadonlySet<string> = new Set(DEFAULT_OFFERS.map(({ reference }) => reference));

/** That prices are those by default, in a sentence without a full stop. */
export function pricedByDefault(analysis: Analysis): string[] {
  const priced = illustrativePrices(analysis);
  if (priced.length === 0) return [];
  const [cost, lists] =
    priced.length === 1 ? ["costs", "this list price is"] : ["cost", "these list prices are"];
  return [
    `No table states what ${listed(priced)} ${cost}, so ${lists} illustrative, and so is the money; add what you ` +
      "pay to Subscriptions, Offers or Token prices",
  ];
}
