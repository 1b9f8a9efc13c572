import type { Assumptions } from "../assumptions";
import { tiersInOrder } from "../rules/price-tiers";
import { seats, type DayNumber, type SeatPrice } from "../units";
import { contractLines, contractPrices, withListPrices, type ContractLine } from "./contract-lines";
import type { Estate, Offer, TokenTier } from "./estate";
import { holdingsOf, type Holdings } from "./holdings";
import { DEFAULT_OFFERS, DEFAULT_RATES, DEFAULT_TOKEN_TIERS, defaultOffersIn } from "./list-prices";
import { isPriced, priceList, withDefaultCovers, type PricedOffer } from "./offers";
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
  /** The price list at the renewal, in order of offering; `priced` holds the offers with a known price. */
  readonly offers: readonly Offer[];
  readonly priced: readonly PricedOffer[];
  readonly tiers: readonly TokenTier[];
  /** The running contract lines; without a Subscriptions table, the seats assigned. */
  readonly lines: readonly ContractLine[];
  readonly holdings: Holdings;
}

/** Completes an estate with the default prices, rates and token tiers that it does not state. */
export function contextOf(estate: Estate, asOf: DayNumber, assumptions: Assumptions): Context {
  const stated = contractLines(estate, asOf, assumptions);
  const offers = priceList(
    withDefaultCovers(estate.offers, DEFAULT_OFFERS),
    defaultOffersIn(assumptions.currency),
    contractPrices(stated),
  );
  const priced = offers.filter(isPriced);
  const seatPrices = new Map(priced.map(({ offering, pricePerYear }) => [offering, pricePerYear]));
  const lines = withListPrices(stated, seatPrices);
  const holdings = holdingsOf(estate, offers, lines);
  return {
    estate,
    asOf,
    assumptions,
    rates: rateBook(estate.rates, DEFAULT_RATES),
    offers,
    priced,
    tiers: tiersInOrder(estate.tokenTiers.length > 0 ? estate.tokenTiers : DEFAULT_TOKEN_TIERS),
    lines: estate.subscriptions.length > 0 ? lines : assignedAsBought(holdings, seatPrices, assumptions),
    holdings,
  };
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
    committedUntil: null,
    committedYears: 0,
    committedYearsIfAgreed: 0,
    price: seatPrices.get(offering) ?? null,
    ownPrice: false,
    autoRenews: false,
    cap: trueDownCap,
    floor: null,
    feeFollows: true,
    uplift: null,
    noticeDays,
    noticeAssumed: true,
    overagePrice: null,
  }));
