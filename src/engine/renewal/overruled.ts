import type { PricedOffer } from "../estate/offers";
import { oneSeat } from "../rules/flex";
import { minus, rate, sumKnown, times, type Money, type SeatPrice, type TokenPrice } from "../units";
import type { YearMix } from "./best-mix";
import { cheapest, keepCurrent, type Member, type UserCover, type UserPlan } from "./plan";

/** The cover that the run would recommend for a user if the analyst had not decided on another. */
export interface Instead extends UserCover {
  /** What all seats and tokens together cost more with it, nobody else's cover changed; below 0 less, null unknown. */
  readonly more: Money | null;
}

/** What the seats and tokens of one person more or fewer cost in the best mix. */
export interface Margins {
  readonly offers: readonly PricedOffer[];
  /** What one seat more costs, and one fewer saves. */
  readonly oneMore: ReadonlyMap<string, SeatPrice>;
  readonly oneFewer: ReadonlyMap<string, SeatPrice>;
  readonly token: TokenPrice;
  readonly moveThreshold: Money;
}

/** The margins of a mix for the users of a pool. */
export function marginsIn(
  { mix, problem }: YearMix,
  pool: number,
  offers: readonly PricedOffer[],
  tokenPrice: TokenPrice,
): Margins {
  const forOne = (amount: Money): SeatPrice => rate(amount / problem.growth);
  return {
    offers,
    oneMore: new Map(mix.seats.map(({ offering, oneMore }) => [offering, forOne(oneMore)])),
    oneFewer: new Map(mix.seats.map(({ offering, oneFewer }) => [offering, forOne(oneFewer)])),
    token: mix.pools[pool]?.oneMore ?? tokenPrice,
    moveThreshold: problem.moveThreshold,
  };
}

/** What a decision overrules; null where the run would recommend the cover that the analyst decided on. */
export function insteadOf(member: Member, margins: Margins): Instead | null {
  const { decided } = member;
  if (decided?.plan == null) return null;
  const { plan } = decided;
  const priceOf = (seat: string): SeatPrice | null =>
    (plan.seats.includes(seat) ? margins.oneFewer : margins.oneMore).get(seat) ?? null;
  const offers = margins.offers.map((offer): PricedOffer => ({
    ...offer,
    pricePerYear: priceOf(offer.offering) ?? offer.pricePerYear,
    volume: [],
  }));
  const free: Member = { ...member, rule: decided.otherwise };
  const cost = ({ seats, tokens }: UserPlan): Money | null =>
    sumKnown([...seats.map((seat) => asMoney(priceOf(seat))), times(margins.token, tokens)]);
  const least = cheapest(free, offers, margins.token);
  const today = keepCurrent(member);
  const saved = moneyApart(cost(today), cost(least));
  const canStay = member.heldKnown && today.uncovered.length === 0 && decided.otherwise === "cost";
  const chosen = canStay && saved !== null && saved < margins.moveThreshold ? today : least;
  if (chosen.seats.join("\n") === plan.seats.join("\n")) return null;
  const { seats, flex, tokens } = chosen;
  return { seats, flex, tokens, more: moneyApart(cost(chosen), cost(plan)) };
}

const asMoney = (price: SeatPrice | null): Money | null => (price === null ? null : oneSeat(price));

const moneyApart = (a: Money | null, b: Money | null): Money | null =>
  a === null || b === null ? null : minus(a, b);
