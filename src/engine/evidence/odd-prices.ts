import type { Analysis } from "../analysis";
import { isoDay } from "../calendar";
import type { Estate } from "../estate/estate";
import { packTerms, tokensInTerm } from "../estate/pack-terms";
import { DEFAULT_CURRENCY, DEFAULT_OFFERS, DEFAULT_TOKEN_TIERS } from "../estate/list-prices";
import { listed, wholeNumber } from "../wording";

/**
 * A price is asked about if it is more than so many times the list price, or less than such a part of it. Ours. No
 * assumptions, because nothing is computed from them: a stated price is a fact of the firm and counts as it is typed.
 */
const TIMES_TOKEN = 10;
const TIMES_SEAT = 50;

/** Whether a price is far from the list price. A price of 0 is stated as free, or is no price. */
const isFar = (price: number, list: number, times: number): boolean =>
  price > 0 && (price * times < list || price > list * times);

/** A stated price that is far from the list price, and what it is the price of. */
interface OddPrice {
  readonly of: string;
  readonly price: number;
  readonly list: number;
}

/** How many prices a sentence names. */
const PRICES_NAMED = 3;

/**
 * Questions about prices far from the default list prices, in sentences without a full stop: a price of another kind
 * or unit, or a slipped decimal sign. One question covers token prices and the packs bought, another seat prices. Only
 * prices in the currency of the defaults can be compared.
 */
export function oddPrices({ estate, assumptions }: Analysis): string[] {
  if (assumptions.currency !== DEFAULT_CURRENCY) return [];
  return [ofTokens(estate), ofSeats(estate)].flatMap((odd) => ask(distinct(odd)));
}

function ofTokens(estate: Estate): OddPrice[] {
  const prices = [
    ...estate.tokenTiers.map(({ unitPrice }) => ({ of: "a token", price: Number(unitPrice) })),
    ...packTerms(estate).flatMap((pack) => {
      const { price, purchased } = pack;
      if (price === undefined) return [];
      const each = Number((price / tokensInTerm(pack)).toPrecision(3));
      return [{ of: `a token bought on ${isoDay(purchased)}`, price: each }];
    }),
  ];
  return DEFAULT_TOKEN_TIERS.flatMap(({ unitPrice: list }) =>
    prices.filter(({ price }) => isFar(price, list, TIMES_TOKEN)).map((one) => ({ ...one, list })),
  );
}

function ofSeats({ offers, subscriptions }: Estate): OddPrice[] {
  const stated = [
    ...offers.map(({ offering, pricePerYear }) => ({ offering, price: pricePerYear })),
    ...subscriptions.map(({ offering, unitPrice }) => ({ offering, price: unitPrice })),
  ];
  const lists = new Map(DEFAULT_OFFERS.map(({ offering, pricePerYear }) => [offering, pricePerYear]));
  return stated.flatMap(({ offering, price }) => {
    const list = lists.get(offering);
    const isOdd = price !== undefined && list !== undefined && isFar(price, list, TIMES_SEAT);
    return isOdd ? [{ of: `a seat of ${offering}`, price, list }] : [];
  });
}

const distinct = (odd: readonly OddPrice[]): OddPrice[] => [
  ...new Map(odd.map((one) => [JSON.stringify(one), one])).values(),
];

/** One sentence for all of them; none without any. */
function ask(odd: readonly OddPrice[]): string[] {
  const [first] = odd;
  if (first === undefined) return [];
  const because = "because the amounts and the advice rest on";
  if (odd.length === 1)
    return [
      `The price of ${first.of} is given as ${first.price} ${DEFAULT_CURRENCY}, and the list price is about ` +
        `${first.list}: check it first, ${because} it`,
    ];
  const named = odd
    .slice(0, PRICES_NAMED)
    .map(({ of, price, list }) => `${price} for ${of} (list: about ${list})`);
  const more = odd.length > PRICES_NAMED ? [`${wholeNumber(odd.length - PRICES_NAMED)} more`] : [];
  return [
    `${wholeNumber(odd.length)} prices are far from the list prices, in ${DEFAULT_CURRENCY}: ` +
      `${listed([...named, ...more])}. Check them first, ${because} them`,
  ];
}
