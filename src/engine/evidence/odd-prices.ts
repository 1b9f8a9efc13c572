import type { Analysis } from "../analysis";
import { DEFAULT_CURRENCY, DEFAULT_OFFERS, DEFAULT_TOKEN_TIERS } from "../estate/list-prices";

/**
 * A price is asked about if it is more than so many times the list price, or less than such a part of it. Ours. No
 * assumptions, because nothing is computed from them: a stated price is a fact of the firm and counts as it is typed.
 */
const TIMES_TOKEN = 10;
const TIMES_SEAT = 50;

/** Whether a price is far from the list price. A price of 0 is stated as free, or is no price. */
const isFar = (price: number, list: number, times: number): boolean =>
  price > 0 && (price * times < list || price > list * times);

/**
 * Questions about prices that are far from the default list prices, in sentences without a full stop: another kind of
 * price, another unit or a slipped decimal sign. Only prices in the currency of the defaults can be compared.
 */
export function oddPrices({ estate, assumptions }: Analysis): string[] {
  if (assumptions.currency !== DEFAULT_CURRENCY) return [];
  const ask = (what: string, price: number, list: number): string =>
    `${what} is given as ${price} ${DEFAULT_CURRENCY}, and the list price is about ${list}: ` +
    "check it first, because the amounts and the advice rest on it";
  const ofTokens = DEFAULT_TOKEN_TIERS.flatMap(({ unitPrice: list }) =>
    estate.tokenTiers
      .filter(({ unitPrice }) => isFar(unitPrice, list, TIMES_TOKEN))
      .map(({ unitPrice }) => ask("The price of a token", unitPrice, list)),
  );
  const ofSeats = DEFAULT_OFFERS.flatMap(({ offering, pricePerYear: list }) =>
    [
      ...estate.offers.filter((one) => one.offering === offering).map((one) => one.pricePerYear),
      ...estate.subscriptions.filter((one) => one.offering === offering).map((one) => one.unitPrice),
    ].flatMap((price) =>
      price !== undefined && list !== undefined && isFar(price, list, TIMES_SEAT)
        ? [ask(`The price of a seat of ${offering}`, price, list)]
        : [],
    ),
  );
  return [...new Set([...ofTokens, ...ofSeats])];
}
