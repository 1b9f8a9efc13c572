import { at } from "../at";
import type { Context } from "../estate/context";
import type { ContractLine } from "../estate/contract-lines";
import { PAID, seatTiers, type PricedOffer } from "../estate/offers";
import { cheapestPurchase, inMultiples } from "../rules/price-tiers";
import type { Stays } from "../evidence/stays";
import type { Order } from "../seats/orders";
import { fraction, minus, plus, seats, type SeatPrice, type Seats } from "../units";
import { lowestPrice } from "./best-mix";
import { listedSeats, type PriceLists, type SeatLine } from "./scenario-cost";

/** The prices and contract lines from the renewal on. */
export interface RenewalTerms {
  readonly prices: PriceLists;
  /** With the price that each line has from the renewal on. */
  readonly lines: readonly ContractLine[];
  /** Whether a line keeps its own price after the renewal. */
  readonly keepsPrice: (line: ContractLine) => boolean;
}

export function termsOf({ priced, tiers, lines, assumptions }: Context): RenewalTerms {
  const keepsPrice = keepingPrice(priced);
  return {
    prices: {
      seats: new Map(priced.map((offer) => [offer.offering, seatTiers(offer)])),
      seatKind: assumptions.seatTierKind,
      multiples: new Map(
        priced.flatMap(({ offering, multipleOf }) =>
          multipleOf === undefined ? [] : [[offering, multipleOf] as const],
        ),
      ),
      tokens: tiers,
      tokenKind: assumptions.tierKind,
      smallestPurchase: assumptions.smallestPurchase,
    },
    lines: lines.map((line): ContractLine => {
      const offer = priced.find(({ offering }) => offering === line.offering);
      return offer === undefined || keepsPrice(line) ? line : { ...line, laterPrice: lowestPrice(offer) };
    }),
    keepsPrice,
  };
}

/**
 * A line keeps its own price if its fee stays, or if no price list states another: then the list holds the
 * average over the offering's lines, which is no line's price.
 */
function keepingPrice(offers: readonly PricedOffer[]): (line: ContractLine) => boolean {
  const listed = new Map(offers.map(({ offering, pricePerYear }) => [offering, pricePerYear]));
  const paidOnly = new Set(
    offers.filter(({ reference }) => reference === PAID).map(({ offering }) => offering),
  );
  return ({ offering, ownPrice, price, feeFollows, kind }) =>
    kind === "perpetual + maintenance" ||
    (ownPrice && (!feeFollows || (paidOnly.has(offering) && price !== listed.get(offering))));
}

/**
 * An order with its price. In its term, and while it is committed, a line has today's price; then the price list's,
 * unless it keeps its own.
 */
export function seatLinesOf(
  { offering, line, seats: all }: Order,
  offers: readonly PricedOffer[],
  keepsPrice: (line: ContractLine) => boolean,
): SeatLine[] {
  const listPrice = offers.find((one) => one.offering === offering)?.pricePerYear ?? null;
  const priced = (n: readonly Seats[], committed: boolean): SeatLine => {
    const isOwn = line !== null && (committed ? line.ownPrice : keepsPrice(line));
    return {
      offering,
      contract: line?.contract ?? null,
      seats: n,
      // A price of its own that could not be read is unknown, not the list's.
      unitPrice: isOwn ? line.price : listPrice,
      listed: !isOwn,
      uplift: committed ? fraction(0) : (line?.uplift ?? null),
      upliftCap: line?.upliftCap ?? null,
      committed,
      source: line,
    };
  };
  const until = line === null ? 0 : Math.max(line.committedYears, line.yearsInTerm);
  if (until === 0) return [priced(all, false)];
  const split = (committed: boolean): Seats[] => all.map((n, i) => (i < until === committed ? n : seats(0)));
  return [true, false]
    .map((committed) => priced(split(committed), committed))
    .filter((one) => one.seats.some((n) => n > 0));
}

/**
 * Raises new seats to a multiple in which they are sold, and to a volume price's minimum where the whole purchase then
 * costs less.
 */
export function withCheaperNumbers(
  lines: readonly SeatLine[],
  prices: PriceLists,
  years: number,
  stays: Stays,
): SeatLine[] {
  const extra = extraSeats(
    lines.filter(({ offering }) => !stays.has(offering)),
    prices,
    years,
  );
  const raised = lines.map((line) => {
    const more = line.source === null ? extra.get(line.offering) : undefined;
    if (more === undefined) return line;
    extra.delete(line.offering);
    return { ...line, seats: line.seats.map((n, i) => plus(n, at(more, i))) };
  });
  return [
    ...raised,
    ...[...extra].map(([offering, more]) => newSeatLine(offering, more, firstPrice(prices, offering))),
  ];
}

function extraSeats(lines: readonly SeatLine[], prices: PriceLists, years: number): Map<string, Seats[]> {
  const extra = new Map<string, Seats[]>();
  for (const offering of new Set(lines.filter(({ listed }) => listed).map((line) => line.offering))) {
    const tiers = prices.seats.get(offering) ?? [];
    const multiple = prices.multiples.get(offering) ?? 1;
    if (tiers.length < 2 && multiple === 1) continue;
    const more = Array.from({ length: years }, (_, i) => {
      const n = listedSeats(lines, offering, i);
      const lots = { lot: seats(multiple), least: seats(0) };
      return minus(cheapestPurchase(inMultiples(n, multiple), tiers, prices.seatKind, lots), n);
    });
    if (more.some((n) => n > 0)) extra.set(offering, more);
  }
  return extra;
}

const firstPrice = ({ seats: lists }: PriceLists, offering: string): SeatPrice | null =>
  lists.get(offering)?.[0]?.unitPrice ?? null;

const newSeatLine = (offering: string, n: readonly Seats[], unitPrice: SeatPrice | null): SeatLine => ({
  offering,
  contract: null,
  seats: n,
  unitPrice,
  listed: true,
  uplift: null,
  upliftCap: null,
  committed: false,
  source: null,
});
