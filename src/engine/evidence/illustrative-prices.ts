import type { Analysis } from "../analysis";
import { at } from "../at";
import type { Offer } from "../estate/estate";
import { DEFAULT_OFFERS, DEFAULT_TOKEN_TIERS } from "../estate/list-prices";
import type { Scenario } from "../renewal/scenarios";
import { listed, priceText, wholeNumber } from "../wording";

const DEFAULT_REFERENCES: ReadonlySet<string> = new Set(DEFAULT_OFFERS.map(({ reference }) => reference));

const isByDefault = ({ reference, pricePerYear }: Offer): boolean =>
  pricePerYear !== undefined && DEFAULT_REFERENCES.has(reference);

/** Whether no table states what a seat of an offering costs, so that it has its default list price. */
export const isPricedByDefault = ({ offers }: Pick<Analysis, "offers">, offering: string): boolean =>
  offers.some((offer) => offer.offering === offering && isByDefault(offer));

/**
 * What a scenario's sums hold at a default list price, in words: "a seat of AutoCAD (2,030)". A default is no contract
 * (DOMAIN §14), so no money that rests on it is sure.
 */
export function illustrativePricesIn(scenario: Scenario, analysis: Analysis): string[] {
  const held = scenario.lines.filter(({ seats }) => seats.some((n) => n > 0));
  const offerings = new Set(held.map(({ offering }) => offering));
  const seats = analysis.offers.flatMap((offer) =>
    isByDefault(offer) && offerings.has(offer.offering)
      ? [`a seat of ${offer.offering} (${wholeNumber(offer.pricePerYear!)})`]
      : [],
  );
  return [...seats, ...tokensByDefault(scenario, analysis)];
}

/** As is pays what was paid for its packs, where all say so; every other scenario buys at the tiers. */
function tokensByDefault({ id, years }: Scenario, { tiers, estate: { packs } }: Analysis): string[] {
  const { unitPrice, reference } = at(DEFAULT_TOKEN_TIERS, 0);
  const isPaid = id === "as-is" && packs.length > 0 && packs.every(({ price }) => price !== undefined);
  const isDefault = !isPaid && tiers.some((tier) => tier.reference === reference);
  return isDefault && years.some(({ tokens }) => tokens > 0) ? [`a token (${priceText(unitPrice)})`] : [];
}

/** What As is or the recommended scenario holds at a default list price. */
export const illustrativePrices = (analysis: Analysis): string[] => [
  ...new Set(
    [analysis.asIs, analysis.recommended].flatMap((scenario) =>
      scenario === null ? [] : illustrativePricesIn(scenario, analysis),
    ),
  ),
];

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
