import type { Need } from "./one-user";
import type { PriceTier, TierKind } from "../rules/price-tiers";
import type { TokenTier } from "../estate/estate";
import type { Fraction, Money, SeatPrice, Seats, Tokens } from "../units";

/** An organisation for which one cover per user, the seats to pay for and the tokens to buy are to be chosen. */
export interface MixProblem {
  readonly users: readonly MixUser[];
  /** Only what has a price: an offer without one is not in the choice. Names are unique. */
  readonly offerings: readonly MixOffering[];
  /** Contracts of which several offerings share the floor. */
  readonly contracts: readonly MixContract[];
  /** None where there is no Flex: then every product needs a seat. */
  readonly pools: readonly TokenPool[];
  /** Nobody is moved off what they have to save less than this a year. */
  readonly moveThreshold: Money;
  /** What one of today's seats and tokens will be when they are bought: growth and planned joiners. 1 for none. */
  readonly growth: number;
}

export interface MixUser {
  /** Who it is; unique. Of people alike in all else, who gets which of two covers goes by this name. */
  readonly user: string;
  /** Products that must be paid for, each once. */
  readonly needs: readonly Need[];
  /**
   * Offerings of the seats held now; tokens pay for what they do not open. Absent for somebody who has nothing
   * yet, and whom the threshold therefore does not hold back. A name that is not among the offerings has no
   * price, counts nowhere and opens nothing: the caller leaves the products that it opens out of `needs`.
   */
  readonly held?: readonly string[];
  /** Keeps the seats held now whatever that costs (DOMAIN §4: exceptions). */
  readonly fixed?: boolean;
  /** The place of the pool that this person's tokens come from; absent for the first. */
  readonly pool?: number;
}

/**
 * A seat that can be bought, and what any number of them costs a year. Without a step it has no price and is
 * left out.
 */
export interface MixOffering {
  readonly offering: string;
  /** Products that a seat opens, beside the one of its own name. */
  readonly covers: readonly string[];
  /**
   * What seats cost, in order of `minimum`; the first price holds from the first seat on. With `kind` this
   * says volume prices (`all units`: 1,800 each, and 1,600 for every one from 50 seats on) as well as contract
   * lines filled one after the other (`incremental`: 40 seats that are committed anyway at 0, then 1,800
   * each).
   */
  readonly steps: readonly PriceTier<Seats>[];
  readonly kind: TierKind;
  /** Seats that are paid for even where fewer are assigned: a contract's floor, or what a true-down cap leaves. */
  readonly floor: Seats;
  /**
   * Seats that are paid for elsewhere and used before any is bought: committed ones at a price of their own.
   * In no sum here.
   */
  readonly free?: Seats;
}

/** A contract that never holds fewer seats than its floor, of whichever of its offerings. */
export interface MixContract {
  readonly floor: Seats;
  readonly lines: readonly MixLine[];
}

/**
 * The seats of an offering on such a contract. They are beside those that the offering's own steps and floor
 * speak of.
 */
export interface MixLine {
  readonly offering: string;
  /** Paid for even where fewer are assigned: what a true-down cap leaves, or what is committed until later. */
  readonly least: Seats;
  /** Not below `least`. */
  readonly most: Seats;
  readonly unitPrice: SeatPrice;
}

/** How Flex tokens are bought by those who share them. */
export interface TokenPool {
  /** In any order, at least one. The lowest tier's price also holds below its minimum. */
  readonly tiers: readonly TokenTier[];
  readonly kind: TierKind;
  /** Tokens come in multiples of this; 1 where they come one by one. */
  readonly pack: Tokens;
  /** The least that can be bought, if any are. */
  readonly minimum: Tokens;
  /** Bought on top of what is drawn. */
  readonly buffer: Fraction;
  /** Drawn whatever anybody's cover is, growth already in it: tokens of which no export says who drew them. */
  readonly others: Tokens;
}

/** Whether a seat of an offering opens a product. */
export const opens = ({ offering, covers }: MixOffering, product: string): boolean =>
  offering === product || covers.includes(product);
