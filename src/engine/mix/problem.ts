import type { Need } from "./one-user";
import type { PriceTier, TierKind } from "../rules/price-tiers";
import type { TokenTier } from "../estate/estate";
import type { Fraction, Money, SeatPrice, Seats, Tokens } from "../units";

/** The input of the best mix: users with their needs, and the seats and tokens that can be bought for them. */
export interface MixProblem {
  readonly users: readonly MixUser[];
  /** Offerings with a price; an offering without one cannot be chosen. Names are unique. */
  readonly offerings: readonly MixOffering[];
  /** Contracts with a floor that several offerings share. */
  readonly contracts: readonly MixContract[];
  /** Empty where there is no Flex: then every product needs a seat. */
  readonly pools: readonly TokenPool[];
  /** A user keeps the present cover unless another saves at least this a year. */
  readonly moveThreshold: Money;
  /** Seats and tokens bought at renewal for each one used today: growth and planned joiners. 1 for no growth. */
  readonly growth: number;
}

export interface MixUser {
  /** Unique. Among users of one group, covers are given out in the order of this name. */
  readonly user: string;
  /** Products that must be paid for, each once. */
  readonly needs: readonly Need[];
  /**
   * Offerings of the seats held now; tokens pay for the products that they do not open. Absent for a user who
   * holds nothing yet: no move threshold applies then. A name that is not among the offerings is ignored: the
   * caller leaves the products that it opens out of `needs`.
   */
  readonly held?: readonly string[];
  /** Keeps the seats held now, whatever they cost (DOMAIN §4: exceptions). */
  readonly fixed?: boolean;
  /** The restricted offerings that the user may get a seat of; absent for none. */
  readonly mayTake?: readonly string[];
  /** The index of the pool that the user draws tokens from; absent for the first. */
  readonly pool?: number;
}

/** A kind of seat and the cost of any number of them a year. Without a step it has no price and is ignored. */
export interface MixOffering {
  readonly offering: string;
  /** Products that a seat opens, beside the product of the same name. */
  readonly covers: readonly string[];
  /**
   * Price steps in order of `minimum`; the first price holds from the first seat on. With `kind` they express
   * volume prices (`all units`: 1,800 each, or 1,600 each from 50 seats on) and contract lines that are filled
   * in turn (`incremental`: 40 committed seats at 0, then 1,800 each).
   */
  readonly steps: readonly PriceTier<Seats>[];
  readonly kind: TierKind;
  /** Seats paid for even if fewer are assigned: a contract's floor, or the seats that a true-down cap keeps. */
  readonly floor: Seats;
  /**
   * Committed seats that are paid for elsewhere, and used before any seat is bought. Their cost is in no sum
   * here.
   */
  readonly free?: Seats;
  /** Seats bought at `steps` are sold in multiples of this; absent where they are sold one by one. */
  readonly multipleOf?: number;
  /** Only users whose `mayTake` names it may get a seat: one by the month is for certain months of use. */
  readonly restricted?: true;
}

/** A contract whose lines together never hold fewer seats than its floor. */
export interface MixContract {
  readonly floor: Seats;
  readonly lines: readonly MixLine[];
}

/** The seats of an offering on such a contract, in addition to seats bought at the offering's own steps. */
export interface MixLine {
  readonly offering: string;
  /** Seats paid for even if fewer are assigned, because a true-down cap keeps them or their term still runs. */
  readonly least: Seats;
  /** Not below `least`. */
  readonly most: Seats;
  readonly unitPrice: SeatPrice;
}

/** Flex tokens that some users share, and how they are bought. */
export interface TokenPool {
  /** In any order, at least one. The lowest tier's price also holds below its minimum. */
  readonly tiers: readonly TokenTier[];
  readonly kind: TierKind;
  /** Tokens are sold in multiples of this; 1 if they are sold individually. */
  readonly pack: Tokens;
  /** The smallest purchase, if any tokens are bought. */
  readonly minimum: Tokens;
  /** Tokens bought beyond those drawn, as a share of them. */
  readonly buffer: Fraction;
  /** Tokens drawn by users whom no export names, growth included; no choice of covers changes them. */
  readonly others: Tokens;
}

/** Whether a user may get a seat of an offering. */
export const mayTake = (user: Pick<MixUser, "mayTake">, { offering, restricted }: MixOffering): boolean =>
  restricted !== true || user.mayTake?.includes(offering) === true;

/** Whether a seat of an offering opens a product. */
export const opens = ({ offering, covers }: MixOffering, product: string): boolean =>
  offering === product || covers.includes(product);
