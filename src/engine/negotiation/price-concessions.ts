import { at } from "../at";
import type { Context } from "../estate/context";
import { seatTiers } from "../estate/offers";
import type { Ledger } from "../pool/ledger";
import { integratedSaving } from "../rules/integrated-saving";
import { coTermCost } from "../rules/renewal-price";
import type { Reconciliation } from "../seats/reconciliation";
import {
  fraction,
  minus,
  most,
  scale,
  seats,
  sumKnown,
  tokens,
  total,
  type DayNumber,
  type Money,
  type Tokens,
} from "../units";
import { isoDay } from "../calendar";
import { counted, listed, percentText, priceText, wholeNumber } from "../wording";
import type { Concession } from "./concessions";
import { planConcessions } from "./plan-concessions";
import { listedSeats, yearCosts, type PriceLists } from "../renewal/scenario-cost";
import type { Scenario } from "../renewal/scenarios";

/** The facts on which concessions on prices rest. */
export interface PriceFacts {
  readonly context: Context;
  readonly prices: PriceLists;
  readonly recommended: Scenario | null;
  readonly reconciliations: readonly Reconciliation[];
  readonly ledger: Ledger | null;
  readonly noLedger: string | null;
}

export interface KnownPriceFacts extends PriceFacts {
  readonly recommended: Scenario;
}

/** Concessions whose worth is a closed form, and concessions without a number here. */
export function priceConcessions(facts: PriceFacts): Concession[] {
  const { recommended } = facts;
  if (recommended === null) return [];
  const known = { ...facts, recommended };
  return [
    ...priceProtection(known),
    ...tokenTier(known),
    ...seatTier(known),
    ...overagePrice(known),
    ...coTerm(known),
    ...tokensInside(known),
    ...tokenLife(known),
    ...planConcessions(known),
    ...WITHOUT_NUMBER,
  ];
}

/** The cost of the recommended seats and tokens over the years on other prices or rises. */
function costWith(
  { recommended: { lines, pools }, prices, context: { assumptions } }: KnownPriceFacts,
  other: { readonly prices?: PriceLists; readonly isProtected?: true },
): Money {
  const none = fraction(0);
  const risen = other.isProtected ? { ...assumptions, seatUplift: none, tokenUplift: none } : assumptions;
  const own = other.isProtected ? lines.map((line) => ({ ...line, uplift: none })) : lines;
  return total(yearCosts(own, pools, other.prices ?? prices, risen).map(({ cost }) => cost));
}

function priceProtection(facts: KnownPriceFacts): Concession[] {
  const { recommended, context } = facts;
  const { assumptions } = context;
  if (assumptions.years < 2) return [];
  const rises = [
    assumptions.seatUplift,
    assumptions.tokenUplift,
    ...recommended.lines.map(({ uplift }) => uplift ?? 0),
  ];
  const worth = minus(recommended.total, costWith(facts, { isProtected: true }));
  const isRising = rises.some((rise) => rise !== 0);
  if (isRising && worth <= 0) return [];
  const term = counted(assumptions.years, "year");
  return [
    {
      id: "price protection",
      contract: null,
      ask: `Keep all prices as they are for ${term}`,
      worth: isRising ? worth : null,
      basis: isRising
        ? "the cost of the recommended seats and tokens with the rises of this run, less that without any"
        : "no contract and no assumption states a rise of prices; enter that of your quote as Seat price uplift",
      trade: `a term of ${term}`,
      say: `We stay for ${term} if no price of seats or tokens rises in that time.`,
    },
  ];
}

/** The price of the next tier for the tokens that are bought anyway. */
function tokenTier(facts: KnownPriceFacts): Concession[] {
  const { recommended, prices } = facts;
  const bought = at(recommended.years, 0).tokens;
  const next = prices.tokens.find(({ minimum }) => minimum > bought);
  if (bought === 0 || next === undefined) return [];
  const flat = { ...prices, tokens: [{ minimum: tokens(0), unitPrice: next.unitPrice }] };
  const worth = minus(recommended.total, costWith(facts, { prices: flat }));
  if (worth <= 0) return [];
  const price = priceText(next.unitPrice);
  return [
    {
      id: "token tier",
      contract: null,
      ask: `Give the token price of ${wholeNumber(next.minimum)} tokens, ${price}, for ${wholeNumber(bought)} a year`,
      worth,
      basis: "the same tokens at their price, less at that of the next tier",
      trade: "all tokens in one order, or an order in the vendor's last quarter",
      say:
        `We order ${wholeNumber(bought)} tokens a year, and expect the price that you give from ` +
        `${wholeNumber(next.minimum)} on.`,
    },
  ];
}

function seatTier(facts: KnownPriceFacts): Concession[] {
  const { recommended, prices, context } = facts;
  return context.priced.flatMap((offer): Concession[] => {
    const { offering } = offer;
    const bought = listedSeats(recommended.lines, offering, 0);
    const next = seatTiers(offer).find(({ minimum }) => minimum > bought);
    if (bought === 0 || next === undefined) return [];
    const flat = new Map(prices.seats).set(offering, [{ minimum: seats(0), unitPrice: next.unitPrice }]);
    const worth = minus(recommended.total, costWith(facts, { prices: { ...prices, seats: flat } }));
    if (worth <= 0) return [];
    const number = `${wholeNumber(next.minimum)} seats`;
    return [
      {
        id: "seat tier",
        contract: null,
        ask: `Give the ${offering} price of ${number}, ${priceText(next.unitPrice)}, for ${wholeNumber(bought)}`,
        worth,
        basis: "the same seats at their price, less at that of the next tier",
        trade: "a longer term for these seats",
        say: `We keep ${counted(bought, `${offering} seat`)}, and expect the price that you give from ${number} on.`,
      },
    ];
  });
}

/** Seats beyond those bought, charged at the price of the others instead of the overage price. */
function overagePrice({ reconciliations }: KnownPriceFacts): Concession[] {
  const over = reconciliations.filter(
    ({ trueUpHigh, overageBasis }) => trueUpHigh !== 0 && overageBasis !== "agreed",
  );
  const worths = over.map(({ trueUpHigh, overagePrice: price, unitPrice }): Money | null =>
    trueUpHigh === null || price === null || unitPrice === null
      ? null
      : most(scale(trueUpHigh, 1 - unitPrice / price), scale(trueUpHigh, 0)),
  );
  const worth = over.length === 0 ? null : sumKnown(worths);
  if (worth === 0) return [];
  return [
    {
      id: "overage price",
      contract: null,
      ask: "Agree the price of further seats: that of the seats bought, not the list price",
      worth,
      basis:
        over.length === 0
          ? "no seat is assigned beyond those bought, so nothing is charged today"
          : worth === null
            ? "how many seats are over, or what they cost, is unknown"
            : `at most: the true-up of ${listed(over.map(({ offering }) => offering))}, less at that of those bought`,
      trade: "a count of the assigned seats, every quarter",
      say: "Seats that we add within a term cost what the others cost, from the day on which they are added.",
    },
  ];
}

/** The one-time charge that brings all contracts to the last of their ends. */
function coTerm({ context: { lines } }: KnownPriceFacts): Concession[] {
  const ends = lines.flatMap(({ end }) => end ?? []);
  const last = Math.max(...ends) as DayNumber;
  if (new Set(ends).size < 2) return [];
  const costs = lines.map(({ bought, price, end }): Money | null =>
    end === null || price === null ? null : coTermCost(bought, price, end, last),
  );
  const cost = sumKnown(costs);
  return [
    {
      id: "co-term",
      contract: null,
      ask: `Let all contracts end on ${isoDay(last)}`,
      worth: cost === null ? null : scale(cost, -1),
      basis:
        cost === null
          ? "the end or the price of a contract line is unknown"
          : "a one-time charge for the seats bought today, by days; what one renewal a year saves has no number",
      trade: "one larger renewal, which the vendor can forecast",
      say: `We want one renewal for all contracts, on ${isoDay(last)}, and pay the days until then.`,
    },
  ];
}

function tokensInside({ recommended, context: { assumptions } }: KnownPriceFacts): Concession[] {
  const { discountInside, discountStandalone } = assumptions;
  const spend = total(recommended.years.map(({ tokenCost }) => tokenCost));
  if (spend === 0) return [];
  const worth =
    discountInside === null || discountStandalone === null
      ? null
      : integratedSaving(spend, discountInside, discountStandalone).saving;
  if (worth !== null && worth <= 0) return [];
  return [
    {
      id: "tokens inside",
      contract: null,
      ask: "Sell the tokens inside the main agreement, at its discount",
      worth,
      basis:
        worth === null
          ? "the discounts inside and outside the agreement are not stated; enter both in the Assumptions"
          : `tokens for ${wholeNumber(spend)} at ${percentText(discountInside ?? 0)} instead of ` +
            `${percentText(discountStandalone ?? 0)} off, if that is their list price`,
      trade: "seats and tokens in one order",
      say: "Our tokens are part of the agreement, so its discount holds for them too.",
    },
  ];
}

/** Tokens that end unused by the forecast. */
function tokenLife({ ledger, noLedger, recommended }: KnownPriceFacts): Concession[] {
  const packs = ledger?.packs.filter(({ willExpire }) => willExpire === null || willExpire > 0) ?? [];
  if (at(recommended.years, 0).tokens === 0 && packs.length === 0) return [];
  if (ledger !== null && packs.length === 0) return [];
  const worth = ledger === null ? null : sumKnown(packs.map(({ willExpireCost }) => willExpireCost));
  const lost = sumKnown(packs.map(({ willExpire }): Tokens | null => willExpire));
  return [
    {
      id: "token life",
      contract: null,
      ask: "Let tokens last until they are used, or at least until the contract ends",
      worth,
      basis:
        worth === null
          ? (noLedger ?? "how many tokens will expire, or what they cost, is unknown")
          : `${lost === null ? "tokens" : counted(lost, "token")} left unused by the forecast, at the price paid`,
      trade: "the order of the next tokens with this renewal",
      say: "Tokens that we paid for must not end before we could use them.",
    },
  ];
}

const WITHOUT_NUMBER: readonly Concession[] = [
  {
    id: "transfer",
    contract: null,
    ask: "Let seats pass to contractors and back within a term",
    worth: null,
    basis: "no table says which people are contractors",
    trade: "a list of the contractors, every quarter",
    say: "A seat follows the work: we may give it to a contractor and take it back within the term.",
  },
  {
    id: "reporting",
    contract: null,
    ask: "Give access to all usage reports, by person and day, for at least two years",
    worth: null,
    basis: "what a report would show is not known before it is there",
    trade: "nothing: it serves both sides",
    say: "We need the usage data of our own people to forecast what we order.",
  },
];
