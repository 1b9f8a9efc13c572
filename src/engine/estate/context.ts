import type { Assumptions } from "../assumptions";
import { tiersInOrder } from "../rules/price-tiers";
import { money, seats, type DayNumber, type SeatPrice } from "../units";
import { contractLines, contractPrices, withListPrices, type ContractLine } from "./contract-lines";
import { Unknowns } from "../evidence/refusals";
import { at } from "../at";
import { staysOf, type Stays } from "../evidence/stays";
import { Access, type Estate, type Offer, type Rate, type TokenTier } from "./estate";
import { holdingsOf, type Holdings } from "./holdings";
import { DEFAULT_OFFERS, DEFAULT_RATES, defaultOffersIn, defaultTiersIn } from "./list-prices";
import { isPriced, priceList, withDefaultCovers, type PricedOffer } from "./offers";
import { packTerms, type TermedPack } from "./pack-terms";
import { planPrices, withPlanPaid, withPlanSeats } from "./plan-seats";
import { rateBook, type RateBook } from "./rates";

/**
 * The facts that every part of an analysis reads: the estate as of a day, and the prices, rates and seats of
 * that day.
 */
export interface Context {
  readonly estate: Estate;
  readonly asOf: DayNumber;
  readonly assumptions: Assumptions;
  /** Given rates over default rates. */
  readonly rates: RateBook;
  /** What is unknown because it could not be read, and the offerings that stay as they are because of it. */
  readonly unknowns: Unknowns;
  readonly stays: Stays;
  /**
   * The price list at the renewal, in order of offering. `priced` holds the offers with a known price;
   * `choosable` those among them whose seats can be ordered, dropped and given to somebody else.
   */
  readonly offers: readonly Offer[];
  readonly priced: readonly PricedOffer[];
  readonly choosable: readonly PricedOffer[];
  /** Prices of tokens; empty where they are unknown, and with them every cost on Flex. */
  readonly tiers: readonly TokenTier[];
  /** The token packs with their terms. */
  readonly packs: readonly TermedPack[];
  /** The running contract lines; without a Subscriptions table, the seats assigned. */
  readonly lines: readonly ContractLine[];
  readonly holdings: Holdings;
}

/** Completes an estate with the default prices, rates and token tiers that it does not state. */
export function contextOf(estate: Estate, asOf: DayNumber, assumptions: Assumptions): Context {
  const unknowns = new Unknowns(estate);
  const stated = contractLines(estate, asOf, assumptions, unknowns);
  const listed = priceList(
    withDefaultCovers(estate.offers, DEFAULT_OFFERS),
    defaultOffersIn(assumptions.currency),
    contractPrices(stated),
  );
  const known = withCoversSeen(withoutRefused(listed, estate, unknowns), estate, unknowns);
  const offers = known.map((offer) => withPlanSeats(offer, estate));
  const priced = offers.filter(isPriced);
  const seatPrices = new Map(priced.map(({ offering, pricePerYear }) => [offering, pricePerYear]));
  const ownLines = withListPrices(withPlanPaid(stated, planPrices(offers)), seatPrices, unknowns);
  const holdings = holdingsOf(estate, offers, ownLines);
  const isBoughtKnown = estate.subscriptions.length > 0 || unknowns.because("bought").length > 0;
  const lines = isBoughtKnown ? ownLines : assignedAsBought(holdings, seatPrices, assumptions);
  const stays = staysOf(unknowns, offers, lines, holdings, estate.products);
  return {
    estate,
    asOf,
    assumptions,
    rates: knownRates(estate.rates, unknowns),
    unknowns,
    stays,
    offers,
    priced,
    choosable: priced.filter(({ offering }) => !stays.has(offering)),
    packs: packTerms(estate),
    tiers: knownTokenTiers(estate, assumptions, unknowns),
    lines: lines.map((line) => (stays.has(line.offering) ? { ...line, cap: null } : line)),
    holdings,
  };
}

/**
 * The given prices of tokens, else the default's; none where one could not be read, or the default has another
 * currency.
 */
function knownTokenTiers(
  { tokenTiers }: Estate,
  { currency }: Assumptions,
  unknowns: Unknowns,
): readonly TokenTier[] {
  if (unknowns.because("token price").length > 0) return [];
  return tiersInOrder(tokenTiers.length > 0 ? tokenTiers : defaultTiersIn(currency));
}

/** The offers without prices that a row which could not be read may replace. */
const withoutRefused = (offers: readonly Offer[], estate: Estate, unknowns: Unknowns): Offer[] =>
  offers.map((offer) => {
    const { offering } = offer;
    const given = estate.offers.some((one) => one.offering === offering && one.pricePerYear !== undefined);
    const refused = [
      ...unknowns.because("renewal price", { offering }),
      ...(given ? [] : unknowns.because("price paid", { offering })),
    ];
    if (refused.length === 0) return offer;
    const { pricePerYear: _, volume: __, ...rest } = offer;
    return rest;
  });

/**
 * The offers. An offer with unread covers covers the products that its holders used on a seat, so its seats stay and
 * nobody buys tokens or another seat for these products.
 */
const withCoversSeen = (
  offers: readonly Offer[],
  { assignments, use, products }: Estate,
  unknowns: Unknowns,
): Offer[] =>
  offers.map((offer) => {
    const { offering } = offer;
    if (unknowns.because("covers", { offering }).length === 0) return offer;
    const own = assignments.filter((one) => one.assigned && one.offering === offering);
    const holders = new Set<number>(own.map(({ person }) => person));
    const seen = new Set(offer.covers);
    for (let i = 0; i < use.length; i++)
      if (use.access[i] === Access.seat && holders.has(use.person[i]!))
        seen.add(at(products, use.product[i]!));
    return { ...offer, covers: [...seen] };
  });

/** The given rates over the defaults; a rate that could not be read is unknown, not the default. */
function knownRates(given: readonly Rate[], unknowns: Unknowns): RateBook {
  const isKnown = ({ product }: Rate): boolean => unknowns.because("rate", { product }).length === 0;
  const rows = given.map((one) => {
    const { tokensPerDay: _, ...unknown } = one;
    return isKnown(one) ? one : unknown;
  });
  return rateBook(rows, DEFAULT_RATES.filter(isKnown));
}

const assignedAsBought = (
  holdings: Holdings,
  seatPrices: ReadonlyMap<string, SeatPrice>,
  { trueDownCap, noticeDays }: Assumptions,
): ContractLine[] =>
  holdings.offerings.map((offering) => ({
    id: offering,
    offering,
    contract: null,
    bought: seats(holdings.holders(offering).length),
    end: null,
    timing: null,
    changes: null,
    committedUntil: null,
    termMonths: 12,
    committedYears: 0,
    committedYearsIfAgreed: 0,
    yearsInTerm: 0,
    price: seatPrices.get(offering) ?? null,
    ownPrice: false,
    autoRenews: false,
    renewalStated: false,
    cap: trueDownCap,
    capOf: "last year",
    floor: null,
    feeFollows: true,
    uplift: null,
    upliftCap: null,
    kind: null,
    fixedMaintenance: money(0),
    noticeDays,
    noticeAssumed: true,
    overagePrice: null,
  }));
