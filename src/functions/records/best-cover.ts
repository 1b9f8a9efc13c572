import type { PricedOffer } from "../../engine/estate/offers";
import { cheapestCover, type Cover, type Need } from "../../engine/mix/one-user";
import { times, type Days, type SeatPrice, type TokenPrice, type TokenRate } from "../../engine/units";
import { allCells, asRange, inLine, readArgument, type Argument } from "../arguments";
import type { CellAnswer } from "../cell-by-cell";
import { AMOUNT, ifAny, KINDS, numbersWithin, oneOfWords } from "../kinds";
import { optionalParameter, parameter, singleCell, tableParameter } from "../parameters";
import { rangeFunction } from "../record";
import {
  commaBetween,
  isRefused,
  noCellHere,
  noOfferName,
  noOfferPrice,
  noProductName,
  notAlongProducts,
  nothingCovers,
  notThreeColumns,
  refuse,
  sameOffering,
  type RefusedAnswer,
} from "../refusals";

/** A user's days may come from a table with spare rows. */
const DAYS_A_YEAR = numbersWithin<Days>("days/year", { ...AMOUNT, emptyText: "blank" });
const RATE_OR_NONE = ifAny(numbersWithin<TokenRate>("tokens/day", AMOUNT), "not on Flex");
const PRICE_OR_NONE = ifAny(KINDS.seatCharge, "unknown");

/** A row of the offers table as it was typed. */
interface OfferRow {
  readonly row: number;
  readonly name: string;
  readonly price: SeatPrice;
  readonly covered: string;
}

/** The rows of the offers table. Blank rows are skipped. */
function offerRows(given: unknown): readonly OfferRow[] {
  const range = asRange(given);
  const width = range[0]!.length;
  if (width < 2 || width > 3) return refuse(notThreeColumns(width));
  const column = (n: number): unknown[][] => range.map((row) => [row[n] ?? null]);
  const names = readArgument("offers", KINDS.name, column(0)).cells;
  const prices = readArgument("offers", PRICE_OR_NONE, column(1)).cells;
  const lists = readArgument("offers", KINDS.name, column(2)).cells;
  const rows = range.flatMap((_, n): OfferRow[] => {
    const row = n + 1;
    const name = sound(names[n]![0]!);
    const price = sound<SeatPrice | undefined>(prices[n]![0]);
    const covered = sound(lists[n]![0]!);
    if (name === "" && price === undefined && covered === "") return [];
    if (name === "") return refuse(noOfferName(row));
    if (price === undefined) return refuse(noOfferPrice(row, name));
    return [{ row, name, price, covered }];
  });
  const twice = rows.find(({ name }, n) => rows.findIndex((other) => sameName(other.name, name)) < n);
  return twice === undefined ? rows : refuse(sameOffering(twice.name));
}

const sound = <Value>(cell: Value | RefusedAnswer): Value => (isRefused(cell) ? refuse(cell) : cell);

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The offers in lower case; the name as it was typed is kept as the reference. */
function pricedOffers(rows: readonly OfferRow[], products: Argument<string>): PricedOffer[] {
  const known = new Set(products.cells.flat().map((name) => (isRefused(name) ? "" : name.toLowerCase())));
  const isProduct = (text: string): boolean => text.trim() !== "" && known.has(text.trim().toLowerCase());
  const joinsProducts = (text: string): boolean =>
    text.includes(",") && !isProduct(text) && text.split(",").some(isProduct);
  return rows.map(({ row, name, price, covered }) => {
    const texts = covered.split(";");
    if (texts.some(joinsProducts)) return refuse(commaBetween(row, covered));
    const covers = texts.map((text) => text.trim().toLowerCase()).filter(Boolean);
    return { offering: name.toLowerCase(), pricePerYear: price, covers, reference: name };
  });
}

/** Days, names and rates along the products: in columns of a row, or in rows of a column. */
interface UseTable {
  readonly products: Argument<string>;
  readonly days: Argument<Days>;
  readonly rates: Argument<TokenRate | undefined>;
}

const areDown = ({ products }: UseTable): boolean => products.rows > 1;
const countOf = ({ rows, columns }: Argument<unknown>): number => rows * columns;

/** Throws a refusal where days or rates do not match the products. */
function checkAlongProducts(use: UseTable): void {
  const { products, days, rates } = use;
  const count = countOf(products);
  const along = ({ rows, columns }: Argument<unknown>): number => (areDown(use) ? rows : columns);
  if (along(days) !== count) refuse(notAlongProducts("days", along(days), count));
  if (along(rates) !== count || countOf(rates) !== count)
    refuse(notAlongProducts("rates", along(rates), count));
}

/** What a user needs, or the first refusal among the products with days. */
function needsOfUser(use: UseTable, user: number): readonly Need[] | RefusedAnswer {
  const names = use.products.cells.flat();
  const rates = use.rates.cells.flat();
  const needs: Need[] = [];
  for (const [product, name] of names.entries()) {
    const { cells } = use.days;
    const days = (areDown(use) ? cells[product]?.[user] : cells[user]?.[product]) ?? noCellHere("days");
    if (isRefused(days)) return days;
    if (days === 0) continue;
    const rate = rates[product];
    if (isRefused(name)) return name;
    if (isRefused(rate)) return rate;
    if (name === "") return noProductName(product + 1);
    needs.push({ product: name.toLowerCase(), tokens: rate === undefined ? null : times(rate, days) });
  }
  return needs;
}

/** The cover of a user, or the refusal for a product that nothing covers. */
function cheapestFor(
  use: UseTable,
  user: number,
  offers: readonly PricedOffer[],
  price: TokenPrice,
): Cover | RefusedAnswer {
  const needs = needsOfUser(use, user);
  if (isRefused(needs)) return needs;
  const cover = cheapestCover(needs, offers, price);
  const [open] = cover.uncovered;
  if (open === undefined) return cover;
  const typed = allCells(use.products).find((name) => sameName(name, open));
  return nothingCovers(typed ?? open);
}

/** "AutoCAD; Flex". */
function coverAsText({ seats, flex }: Cover): string {
  const names = [...seats.map(({ reference }) => reference), ...(flex.length > 0 ? ["Flex"] : [])];
  return names.length === 0 ? "nothing" : names.join("; ");
}

const OFFERS = '{"Revit",2985,"";"AutoCAD",2030,"";"AEC Collection",3675,"AutoCAD; Revit"}';

export const BEST_COVER = rangeFunction({
  name: "BEST_COVER",
  question: "Which seats, collections and tokens are cheapest for a user?",
  description: "The cheapest seats, collections and tokens for all products of a user, for one user or many.",
  parameters: [
    parameter("products", KINDS.name, "Names of the products, in one row or column"),
    parameter(
      "days",
      DAYS_A_YEAR,
      "Days of each product, in the direction of the products; further rows or columns are further users",
    ),
    parameter(
      "rates",
      RATE_OR_NONE,
      "Tokens that a day of each product costs; blank where it is not on Flex",
    ),
    singleCell(parameter("tokenPrice", KINDS.tokenPrice, "Price of a token")),
    singleCell(
      tableParameter(
        "offers",
        { unit: "text, money/year, text", allowed: "price above 0" },
        "Two or three columns without a header: offering; price of a seat; products covered, separated by ;",
        offerRows,
      ),
    ),
    singleCell(
      optionalParameter(
        "show",
        oneOfWords({ cover: "cover", cost: "cost" }),
        '"cover" for what to have, "cost" for its price a year',
        "cover",
      ),
    ),
  ],
  rule: (products, days, rates, tokenPrice, offers, show) => {
    const use = { products: inLine(products), days, rates };
    const priced = pricedOffers(offers, products);
    checkAlongProducts(use);
    const users = areDown(use) ? days.columns : days.rows;
    const answers = Array.from({ length: users }, (_, user): CellAnswer => {
      const cover = cheapestFor(use, user, priced, tokenPrice);
      if (isRefused(cover)) return cover;
      return show === "cost" ? cover.cost : coverAsText(cover);
    });
    const [only] = answers;
    if (answers.length === 1 && isRefused(only)) return refuse(only);
    return areDown(use) ? [answers] : answers.map((answer) => [answer]);
  },
  // The search is no closed form.
  twin: null,
  examples: [
    {
      given: `{"Revit","AutoCAD"}, {61,40}, {10,7}, 3, ${OFFERS}`,
      shows: "Flex",
      native: 'IF((61*10+40*7)*3<=MIN(3675,2985+40*7*3,2030+61*10*3),"Flex","seats")',
    },
    {
      given: `{"Revit","AutoCAD"}, {61,40}, {10,7}, 3, ${OFFERS}, "cost"`,
      shows: 2670,
      native: "MIN((61*10+40*7)*3,3675,2985+40*7*3,2030+61*10*3)",
    },
    {
      given: `{"Revit","AutoCAD"}, {150,20;90,90}, {10,7}, 3, ${OFFERS}, "cost"`,
      shows: [[3405], [3675]],
      native: "IF({1;2}=1,2985+20*7*3,MIN(3675,90*10*3+90*7*3,2985+90*7*3))",
    },
  ],
  refused: [
    '{"Vault"}, 5, 0, 3, {"Revit",2985}',
    '{"Revit"}, 5, 10, 3, {"Revit",0}',
    '{"Revit","Maya"}, {5}, {10,6}, 3, {"Revit",2985}',
    '{"Revit"}, 5, 10, 3, {"Revit",2985;"revit",2800}',
    '{"Revit","AutoCAD"}, {5,6}, {10,7}, 3, {"AEC Collection",3675,"Revit, AutoCAD"}',
    '{"Revit"}, 5, 10, 3, 2985',
  ],
  result: [
    "The offerings, separated by `;`, with `Flex` last where a product stays on tokens; `nothing` where there is no",
    'use. With "cost", their price for a year. One answer for each user.',
    "",
    "All products are considered together: a seat covers the product of its name and the products that it lists. A",
    "collection wins only where it costs less than tokens and single seats for everything it covers. Among covers of",
    "the same cost the cover with fewer seats wins. Floors of contracts, packs and price tiers depend on all users",
    "together; only the analysis in the pane considers them.",
    "",
    "In a sheet with the products in B1:E1, their rates in B2:E2, a row for each user from B5 on, and the offers in",
    "H2:J9, one formula answers for all users: `=BEST_COVER(B1:E1, B5:E200, B2:E2, 3, H2:J9)`.",
  ],
  source: [
    "The exact search of the analysis for one user, `src/engine/mix/one-user.ts`; `docs/domain.md` §4.",
  ],
});
