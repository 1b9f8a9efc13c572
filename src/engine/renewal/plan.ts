import { cheapestCover, type Need } from "../mix/one-user";
import type { Decision, Refusal } from "../estate/estate";
import type { PricedOffer } from "../estate/offers";
import { rate, tokens, total, type Money, type TokenPrice, type Tokens } from "../units";
import type { Demand, ProductDemand } from "../usage/demand";

/** The seats and tokens of one user for a year. */
export interface UserCover {
  /** Offerings that the user has a seat of, in order of name. */
  readonly seats: readonly string[];
  /** Products that draw tokens. */
  readonly flex: readonly string[];
  /** Tokens a year that those products draw. */
  readonly tokens: Tokens;
}

/** A user's cover under a scenario. */
export interface UserPlan extends UserCover {
  /** Products without a seat price and without a rate: no sum of money holds them. */
  readonly uncovered: readonly string[];
}

/** A user's next best cover. */
export interface RunnerUp extends UserCover {
  /** What all seats and tokens together cost more with it, every other user's cover unchanged. */
  readonly more: Money;
}

/** One person as the scenarios see them. */
export interface Member {
  readonly demand: Demand;
  /** Offerings of the seats held now. */
  readonly held: readonly string[];
  /** Held offerings with an unknown price. */
  readonly unpriced: readonly string[];
  /** Whether a seat of an offering opens a product. */
  readonly opens: (offering: string, product: string) => boolean;
  /** Whether a table says who holds seats, so that `held` is complete. */
  readonly heldKnown: boolean;
  /** The seats by the month that the person's months of use allow, in order of name. */
  readonly monthly: readonly string[];
  /** Whether the person keeps a seat when seats that nobody used are dropped; false for a seat not held. */
  readonly keepsSeat: (offering: string) => boolean;
  /**
   * Overrides that beat cost (DOMAIN §4). `kept`: the analyst keeps the person's segment on today's cover.
   * `decided`: the analyst decided on the cover.
   * `unread`: something that the choice rests on could not be read.
   */
  readonly rule:
    | "cost"
    | "critical"
    | "decided"
    | "exception"
    | "kept"
    | "leaver"
    | "not covered"
    | "period unknown"
    | "too short"
    | "unread"
    | "unseen";
  /** For `unread`: the rows that could not be read. */
  readonly unread: readonly Refusal[];
  /** What the analyst decided for the person; absent for nothing. */
  readonly decided?: Decided;
}

/** A decision, and the cover that it means, or why it is not used. */
export interface Decided {
  readonly decision: Decision;
  /** Null where the decision is not used; `refused` says why, without a full stop. */
  readonly plan: UserPlan | null;
  readonly refused: string | null;
  /** The rule that holds without the decision. */
  readonly otherwise: Member["rule"];
}

/** The rules by which a member keeps today's cover because too little is known of the use. */
const UNKNOWN_RULES: ReadonlySet<Member["rule"]> = new Set([
  "not covered",
  "period unknown",
  "too short",
  "unread",
  "unseen",
]);

/** The rules by which a member keeps today's cover whatever it costs. */
const KEEPING_RULES: ReadonlySet<Member["rule"]> = new Set([...UNKNOWN_RULES, "exception", "kept"]);

/** Whether a member keeps today's cover because too little is known of the use. */
export const keepsUnknown = ({ rule }: Member): boolean => UNKNOWN_RULES.has(rule);

/** The plan of somebody who needs nothing. */
export const NO_COVER: UserPlan = { seats: [], flex: [], tokens: tokens(0), uncovered: [] };

/** The seats held now, and tokens for the other products. */
export const keepCurrent = (member: Member): UserPlan => planWith(member, member.held);

/**
 * Some of the seats that a member holds, and tokens: the tokens drawn today, and every day of a product that only a
 * seat given up has opened.
 */
export function coverWith({ demand, held, opens }: Member, kept: readonly string[]): UserPlan {
  const opensIn = (list: readonly string[], product: string): boolean =>
    list.some((seat) => opens(seat, product));
  const uses = demand.products.map(({ product, drawn, onFlex }) => {
    const givenUp = opensIn(held, product) && !opensIn(kept, product);
    // What is not known of today's tokens is left out of today's sums, and said there.
    return { product, tokens: givenUp ? onFlex : (drawn ?? tokens(0)) };
  });
  return {
    seats: kept,
    flex: uses.filter((use) => use.tokens !== null && use.tokens > 0).map(({ product }) => product),
    tokens: total(uses.map((use) => use.tokens ?? tokens(0))),
    uncovered: uses.filter((use) => use.tokens === null).map(({ product }) => product),
  };
}

/** Some seats, and tokens for the products that they do not open. */
export function planWith(member: Pick<Member, "demand" | "opens">, seats: readonly string[]): UserPlan {
  const open = member.demand.products.filter((use) => !seats.some((seat) => member.opens(seat, use.product)));
  const flex = open.filter((use) => use.onFlex !== null);
  return {
    seats,
    flex: flex.map(({ product }) => product),
    tokens: total(flex.map((use) => use.onFlex ?? tokens(0))),
    uncovered: open.filter((use) => use.onFlex === null).map(({ product }) => product),
  };
}

/** The cheapest cover of a member's products at a token price including the buffer. */
export function cheapest(member: Member, offers: readonly PricedOffer[], price: TokenPrice): UserPlan {
  return (
    override(member, offers) ??
    withUnknown(
      member,
      keepingUnpriced(withoutUnknown(member), (rest) =>
        cheapestPlan(needsFrom(rest.demand), offersTo(member, offers), price),
      ),
    )
  );
}

/**
 * Whether a product draws tokens today at a rate that nobody knows. An unknown cost argues for no seat: the product is
 * left as it is.
 */
export const drawsUnknown = ({ drawn, basis }: ProductDemand): boolean =>
  drawn === null && basis === "rate unknown";

/** Whether a product is left as it is: it draws tokens of unknown number, and no seat of the person's opens it. */
const isLeft = ({ held, opens }: Member, use: ProductDemand): boolean =>
  drawsUnknown(use) && !held.some((seat) => opens(seat, use.product));

/** A member without the products that are left as they are; a critical user gets a seat for each. */
export function withoutUnknown(member: Member): Member {
  const { demand, rule } = member;
  if (rule === "critical" || !demand.products.some((use) => isLeft(member, use))) return member;
  return {
    ...member,
    demand: { ...demand, products: demand.products.filter((use) => !isLeft(member, use)) },
  };
}

/** A plan with the products that were left as they are, unless its seats open them: their cost is unknown. */
export function withUnknown(member: Member, plan: UserPlan): UserPlan {
  const { demand, opens } = member;
  const left = demand.products
    .filter((use) => isLeft(member, use) && !plan.seats.some((seat) => opens(seat, use.product)))
    .map(({ product }) => product);
  return left.length === 0 ? plan : { ...plan, uncovered: [...new Set([...plan.uncovered, ...left])] };
}

/** The offers that may cover a member: seats by the year, and seats by the month that fit the months of use. */
const offersTo = ({ monthly }: Member, offers: readonly PricedOffer[]): readonly PricedOffer[] =>
  offers.filter((offer) => offer.monthly === undefined || monthly.includes(offer.offering));

/**
 * The cheapest seats for every product; tokens only for products without a seat price (DOMAIN §13 "All
 * seats").
 */
export const allSeats = (member: Member, offers: readonly PricedOffer[]): UserPlan =>
  override(member, offers) ?? keepingUnpriced(member, (rest) => seatsFirst(rest, offers));

/**
 * A held seat of unknown price cannot be compared, so it stays; the plan is for the products that it does not
 * open.
 */
function keepingUnpriced(member: Member, plan: (rest: Member) => UserPlan): UserPlan {
  const { kept, products } = besidesUnpriced(member);
  if (kept.length === 0) return plan(member);
  return withSeats(plan({ ...member, demand: { ...member.demand, products } }), kept);
}

/** The held seats of unknown price that open a used product, and the products that they do not open. */
export function besidesUnpriced({ demand, unpriced, opens }: Member): {
  readonly kept: readonly string[];
  readonly products: readonly ProductDemand[];
} {
  if (unpriced.length === 0) return { kept: unpriced, products: demand.products };
  const kept = unpriced.filter((seat) => demand.products.some(({ product }) => opens(seat, product)));
  return {
    kept,
    products: demand.products.filter(({ product }) => !kept.some((seat) => opens(seat, product))),
  };
}

/** A plan with further seats. */
export const withSeats = (plan: UserPlan, more: readonly string[]): UserPlan =>
  more.length === 0 ? plan : { ...plan, seats: [...new Set([...plan.seats, ...more])].sort() };

/**
 * Tokens for every product with a rate on Flex; the other products keep the seat that opens them, or get the
 * cheapest seat (DOMAIN §13 "All Flex": not eligible, no rate, critical or excepted keep their seat).
 */
export function allFlex(member: Member, offers: readonly PricedOffer[]): UserPlan {
  const ruled = override(member, offers);
  if (ruled) return ruled;
  const { held, opens } = member;
  const { products } = member.demand;
  const needSeat = products.filter((use) => use.onFlex === null);
  const kept = held.filter((seat) => needSeat.some((use) => opens(seat, use.product)));
  const open = needSeat.filter((use) => !kept.some((seat) => opens(seat, use.product)));
  const seated = seatsFor(open, offers);
  const all = [...new Set([...kept, ...seated.seats])].sort();
  const flex = products.filter((use) => use.onFlex !== null && !all.some((seat) => opens(seat, use.product)));
  return {
    seats: all,
    flex: flex.map(({ product }) => product),
    tokens: total(flex.map((use) => use.onFlex ?? tokens(0))),
    uncovered: seated.uncovered,
  };
}

/**
 * The plan of a member for whom a rule decides regardless of prices; null if cost decides, or the cheapest
 * seats do.
 */
export function fixedPlan(member: Member): UserPlan | null {
  const { rule, demand, held } = member;
  if (rule === "decided") return member.decided?.plan ?? keepCurrent(member);
  if (rule === "leaver") return NO_COVER;
  // Use on a seat that nobody assigned is not paid for today, and nothing says that it must be.
  if (UNKNOWN_RULES.has(rule)) return coverWith(member, held);
  if (KEEPING_RULES.has(rule)) return keepCurrent(member);
  if (rule === "critical") return demand.products.length === 0 ? { ...NO_COVER, seats: held } : null;
  return demand.segment === "New" ? { ...NO_COVER, seats: held } : null;
}

/** `fixedPlan`, and the cheapest seats for a critical user. */
function override(member: Member, offers: readonly PricedOffer[]): UserPlan | null {
  const fixed = fixedPlan(member);
  if (fixed || member.rule !== "critical") return fixed;
  return keepingUnpriced(member, (rest) => seatsFirst(rest, offers));
}

const needsFrom = (demand: Demand): Need[] =>
  demand.products.map(({ product, onFlex }) => ({ product, tokens: onFlex }));

function seatsFirst(member: Member, offers: readonly PricedOffer[]): UserPlan {
  const seated = seatsFor(member.demand.products, offers);
  const rest = member.demand.products.filter((use) => seated.uncovered.includes(use.product));
  const flex = rest.filter((use) => use.onFlex !== null);
  return {
    seats: seated.seats,
    flex: flex.map(({ product }) => product),
    tokens: total(flex.map((use) => use.onFlex ?? tokens(0))),
    uncovered: rest.filter((use) => use.onFlex === null).map(({ product }) => product),
  };
}

/** The cheapest seats of a whole year for some products, whatever a token costs: none is on Flex. */
const seatsFor = (uses: readonly ProductDemand[], offers: readonly PricedOffer[]): UserPlan =>
  cheapestPlan(
    uses.map(({ product }) => ({ product, tokens: null })),
    offers.filter(({ monthly }) => monthly === undefined),
    rate(0),
  );

/** The cheapest cover of some needs. */
function cheapestPlan(needs: readonly Need[], offers: readonly PricedOffer[], price: TokenPrice): UserPlan {
  const { seats, flex, tokens: drawn, uncovered } = cheapestCover(needs, offers, price);
  return { seats: seats.map(({ offering }) => offering), flex, tokens: drawn, uncovered };
}
