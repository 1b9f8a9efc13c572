import type { Analysis } from "../analysis";
import { DEFAULT_OFFERS } from "../estate/list-prices";
import { listed, wholeNumber } from "../wording";

/**
 * The offerings whose seats are in the sums at a default list price, as no table states another: a default is no
 * contract (DOMAIN §14), so no money that rests on it is sure.
 */
export function illustrativePrices({ offers, asIs, recommended }: Analysis): readonly PricedByDefault[] {
  const lines = [asIs, ...(recommended === null ? [] : [recommended])].flatMap((scenario) => scenario.lines);
  const inSums = new Set(
    lines.filter(({ seats }) => seats.some((n) => n > 0)).map(({ offering }) => offering),
  );
  return offers.flatMap(({ offering, reference, pricePerYear: price }): PricedByDefault[] =>
    price !== undefined && DEFAULT_REFERENCES.has(reference) && inSums.has(offering)
      ? [{ offering, price }]
      : [],
  );
}

interface PricedByDefault {
  readonly offering: string;
  readonly price: number;
}

const DEFAULT_REFERENCES: ReadonlySet<string> = new Set(DEFAULT_OFFERS.map(({ reference }) => reference));

/** That seats are priced by default, in a sentence without a full stop. */
export function pricedByDefault(analysis: Analysis): string[] {
  const priced = illustrativePrices(analysis);
  if (priced.length === 0) return [];
  const names = listed(priced.map(({ offering, price }) => `${offering} (${wholeNumber(price)})`));
  const lists = priced.length === 1 ? "this list price is" : "these list prices are";
  return [
    `No table states what a seat of ${names} costs, so ${lists} illustrative, and so is the money; add a Unit price ` +
      "to Subscriptions, or an Offers table",
  ];
}
