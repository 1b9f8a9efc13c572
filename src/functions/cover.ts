import { cheapestCover, type Cover, type Need } from "../engine/mix/one-user";
import type { PricedOffer } from "../engine/estate/offers";
import { times, type Days, type SeatPrice, type TokenPrice, type TokenRate } from "../engine/units";
import {
  AMOUNT,
  asRange,
  isRefusal,
  KNOWN,
  numbers,
  numbersIfAny,
  one,
  texts,
  words,
  type Argument,
} from "./arguments";
import type { Answer } from "./cell-by-cell";
import {
  commaBetween,
  noOfferName,
  noOfferPrice,
  noProductName,
  notAlongProducts,
  nothingCovers,
  notOneLine,
  notThatFar,
  notThreeColumns,
  refuse,
  sameOffering,
  type Refusal,
} from "./refusals";

const SHOWN = { cover: "cover", cost: "cost" } as const;

/**
 * The cheapest seats, collections and tokens for all products of one user together, or of many users at once.
 * @customfunction BEST_COVER
 * @helpurl https://localhost:3000/help/best_cover.html
 * @param products Names of the products, in one row or column
 * @param days Days a year of each product: the user's row under the products, or a row for each user
 * @param rates Tokens that a day of each product costs; blank where Flex is no choice
 * @param tokenPrice Price of a token
 * @param offers Table without header: offering, price of a seat for a year, and products it covers with ; between
 * @param show "cover": what to have; "cost": what that costs a year; "cover" if left out
 * @returns Offerings with ; between, Flex last; or money
 */
export function bestCover(
  products: unknown[][],
  days: unknown[][],
  rates: unknown[][],
  tokenPrice: unknown[][],
  offers: unknown[][],
  show?: unknown[][],
): unknown[][] {
  const names = texts("products", products);
  if (names.rows > 1 && names.columns > 1) return refuse(notOneLine("products"));
  const down = names.rows > 1;
  const used = numbers<Days>("days", days, { ...AMOUNT, spareRows: true });
  const perDay = numbersIfAny<TokenRate>("rates", rates, AMOUNT);
  const price = one(numbers<TokenPrice>("tokenPrice", tokenPrice, KNOWN));
  const list = offersIn(offers, names);
  const wanted = one(words("show", show, SHOWN, "cover"));

  const count = names.rows * names.columns;
  const along = ({ rows: r, columns: c }: Argument<unknown>): number => (down ? r : c);
  if (along(used) !== count) return refuse(notAlongProducts("days", along(used), count));
  if (along(perDay) !== count || perDay.rows * perDay.columns !== count)
    return refuse(notAlongProducts("rates", along(perDay), count));
  const cell = <Value>({ cells }: Argument<Value>, user: number, product: number): Value | Refusal =>
    (down ? cells[product]?.[user] : cells[user]?.[product]) ?? notThatFar("days");
  const answers = Array.from({ length: down ? used.columns : used.rows }, (_, user): Answer => {
    const needs: Need[] = [];
    for (let product = 0; product < count; product++) {
      const n = cell(used, user, product);
      if (isRefusal(n)) return n;
      if (n === 0) continue;
      const [name, rate] = [cell(names, 0, product), perDay.cells.flat()[product]];
      if (isRefusal(name)) return name;
      if (isRefusal(rate)) return rate;
      if (name === "") return noProductName(product + 1);
      needs.push({ product: name.toLowerCase(), tokens: rate === undefined ? null : times(rate, n) });
    }
    const cover = cheapestCover(needs, list, price);
    const [open] = cover.uncovered;
    if (open !== undefined) return nothingCovers(nameOf(open, names));
    return wanted === "cost" ? cover.cost : written(cover);
  });
  const only = answers[0];
  if (answers.length === 1 && isRefusal(only)) return refuse(only);
  return down ? [answers] : answers.map((answer) => [answer]);
}

/** "AutoCAD; Flex". */
function written({ seats, flex }: Cover): string {
  const all = [...seats.map(({ reference }) => reference), ...(flex.length > 0 ? ["Flex"] : [])];
  return all.length === 0 ? "nothing" : all.join("; ");
}

/** A product as it was typed. */
const nameOf = (product: string, { cells }: Argument<string>): string =>
  cells.flat().find((name) => !isRefusal(name) && name.toLowerCase() === product) as string;

/** The offers of a table, in any case of letters; the name as typed is kept to answer with. A blank row is none. */
function offersIn(given: unknown, products: Argument<string>): PricedOffer[] {
  const table = asRange(given);
  const width = table[0]?.length ?? 0;
  if (width < 2 || width > 3) return refuse(notThreeColumns(width));
  const column = (n: number): unknown[][] => table.map((row) => [row[n] ?? null]);
  const [names, prices, covered] = [
    texts("offers", column(0)),
    numbersIfAny<SeatPrice>("offers", column(1), AMOUNT),
    texts("offers", column(2)),
  ];
  const known = new Set(products.cells.flat().map((one) => (isRefusal(one) ? "" : one.toLowerCase())));
  const isProduct = (text: string): boolean => text.trim() !== "" && known.has(text.trim().toLowerCase());
  const offers = table.flatMap((_, row): PricedOffer[] => {
    const [name, price, list] = [names, prices, covered].map(({ cells }) => cells[row]?.[0]) as [
      string | Refusal,
      SeatPrice | undefined | Refusal,
      string | Refusal,
    ];
    if (isRefusal(name)) return refuse(name);
    if (isRefusal(price)) return refuse(price);
    if (isRefusal(list)) return refuse(list);
    if (name === "" && price === undefined && list === "") return [];
    if (name === "") return refuse(noOfferName(row + 1));
    if (price === undefined) return refuse(noOfferPrice(row + 1, name));
    if (list.split(";").some((one) => one.includes(",") && !isProduct(one) && one.split(",").some(isProduct)))
      return refuse(commaBetween(row + 1, list));
    return [
      {
        offering: name.toLowerCase(),
        pricePerYear: price,
        covers: list
          .toLowerCase()
          .split(";")
          .map((text) => text.trim())
          .filter(Boolean),
        reference: name,
      },
    ];
  });
  const twice = offers.find(
    ({ offering }, n) => offers.findIndex((other) => other.offering === offering) < n,
  );
  return twice === undefined ? offers : refuse(sameOffering(twice.reference));
}
