import { fraction, money, plus, type Fraction, type Money, type SeatPrice } from "../units";
import type { CapOf } from "./true-down";

/** The years of the long term that the vendor sells [V]. */
export const LONG_TERM_YEARS = 3;

/** Seats that are to be signed, with the prices of a short and of a long term. */
export interface SeatsToSign {
  /** Needed in the first year; falls count in parts of seats, as they are expected values. */
  readonly needed: number;
  /** A seat a year, and the share by which each renewal is dearer. */
  readonly price: SeatPrice;
  readonly uplift: Fraction;
  /** A seat for three years, paid at their beginning; null where the price of a year stays for three. */
  readonly termPrice: SeatPrice | null;
  /** The right to reduce within the term. */
  readonly cap: Fraction;
  readonly capOf: CapOf;
  readonly floor: number;
}

/** What may come: each year the need falls by a share, with a chance that does not hang on the years before. */
export interface FallingNeed {
  readonly chance: Fraction;
  readonly fall: Fraction;
  readonly discountRate: Fraction;
  /** What the right costs: a share of the price of the term. */
  readonly premium: Fraction;
}

/** What three years are expected to cost, in today's money, under three kinds of contract. */
export interface TermCosts {
  /** One year at a time, at prices that rise, for the seats needed. */
  readonly yearly: Money;
  /** Three years at a fixed price, for the seats needed at signing. */
  readonly fixed: Money;
  /** Three years at a fixed price, paid by the year, with the right to reduce every year. */
  readonly flexible: Money;
}

/** The seats in the third year, by whether the need fell in the second and in the third; and in the second. */
interface SeatTree {
  readonly first: number;
  readonly fallen: number;
  readonly late: number;
  readonly twice: number;
}

/**
 * The expected cost of three years (DOMAIN §9; [D] trades length for flexibility), in advance and discounted. The need
 * falls or stays in year 2 and in year 3, so the seats have four paths; each is exact.
 */
export function termCosts(seats: SeatsToSign, may: FallingNeed): TermCosts {
  const { needed, price, uplift, termPrice } = seats;
  const { discountRate, premium } = may;
  const discounts = [1, 1 / (1 + discountRate), 1 / (1 + discountRate) ** 2] as const;
  const due = (byYear: readonly [number, number, number]): number =>
    byYear[0] + byYear[1] * discounts[1] + byYear[2] * discounts[2];
  const kept = 1 - may.chance * may.fall;
  const expected = due([needed, needed * kept * (1 + uplift), needed * (kept * (1 + uplift)) ** 2]);
  const onRight = expectedSeats(rightTree(seats, may.fall), may.chance);
  return {
    yearly: money(price * expected),
    fixed: money(termPrice === null ? price * due([needed, needed, needed]) : termPrice * needed),
    flexible: money(yearOfTerm(seats) * (1 + premium) * due(onRight)),
  };
}

/** The price of one of the three years. */
export const yearOfTerm = ({ price, termPrice }: Pick<SeatsToSign, "price" | "termPrice">): number =>
  termPrice === null ? price : termPrice / LONG_TERM_YEARS;

/** The seats that the right leaves in each of the four futures. */
export function rightTree({ needed, cap, capOf, floor }: SeatsToSign, fall: Fraction): SeatTree {
  const leastAfter = (before: number): number =>
    capOf === "last year" ? before * (1 - cap) : (capOf === "band" ? needed : before) - needed * cap;
  const next = (before: number, need: number): number => Math.max(need, leastAfter(before), floor);
  const once = needed * (1 - fall);
  const fallen = next(needed, once);
  return { first: needed, fallen, late: next(fallen, once), twice: next(fallen, needed * (1 - fall) ** 2) };
}

function expectedSeats(
  { first, fallen, late, twice }: SeatTree,
  chance: number,
): readonly [number, number, number] {
  const stays = 1 - chance;
  const third = stays * (stays * first + chance * fallen) + chance * (stays * late + chance * twice);
  return [first, stays * first + chance * fallen, third];
}

/** Costs added. */
export const plusCosts = (a: TermCosts, b: TermCosts): TermCosts => ({
  yearly: plus(a.yearly, b.yearly),
  fixed: plus(a.fixed, b.fixed),
  flexible: plus(a.flexible, b.flexible),
});

/** Chances by which the bisection narrows a crossing: to less than a millionth. */
const HALVINGS = 20;

/**
 * The chance from which a difference of costs has the sign that it has at certainty; null where it has that sign, or
 * none, at every chance.
 */
export function crossing(difference: (chance: Fraction) => number): Fraction | null {
  let [low, high] = [0, 1];
  const sign = Math.sign(difference(fraction(low)));
  if (Math.sign(difference(fraction(high))) === sign) return null;
  if (sign === 0) return fraction(0);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (Math.sign(difference(fraction(middle))) === sign) low = middle;
    else high = middle;
  }
  return fraction(high);
}
