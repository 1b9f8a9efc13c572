/**
 * The units of the field as types. A number of tokens is not a number of days: adding them, or passing one
 * for the other, does not compile. At run time every quantity is a plain number.
 */
declare const unit: unique symbol;

/** A number that counts or measures one thing, named by `Name`. */
export type Quantity<Name extends string = string> = number & { readonly [unit]: Name };

/** Flex tokens. Whole when bought, fractional only as an annualised estimate. */
export type Tokens = Quantity<"tokens">;
/** Charge days or days of use. */
export type Days = Quantity<"days">;
/** Months of 30.4375 days. */
export type Months = Quantity<"months">;
/** Named-user seats. */
export type Seats = Quantity<"seats">;
/** An amount in one currency; the default stands for the single currency of an analysis. */
export type Money<Currency extends string = "analysis"> = Quantity<`money in ${Currency}`>;

declare const per: unique symbol;
/** An amount of `Of` for each `Each`: tokens per day, money per token. */
export type Per<Of extends Quantity, Each extends Quantity> = number & { readonly [per]: [Of, Each] };

/** Tokens that one charge day of a product costs. */
export type TokenRate = Per<Tokens, Days>;
/** Price of a token. */
export type TokenPrice = Per<Money, Tokens>;
/** Price of a seat for a year. */
export type SeatPrice = Per<Money, Seats>;

/** A pure number between 0 and 1: a buffer of 15 % is 0.15. */
export type Fraction = number & { readonly [unit]: "fraction" };

export const tokens = (n: number): Tokens => n as Tokens;
export const days = (n: number): Days => n as Days;
export const months = (n: number): Months => n as Months;
export const seats = (n: number): Seats => n as Seats;
/** Amounts that differ by less are the same; the difference is rounding. */
export const HALF_A_CENT = 0.005;

export const money = <C extends string = "analysis">(n: number): Money<C> => n as Money<C>;
export const fraction = (n: number): Fraction => n as Fraction;
export const rate = <Of extends Quantity, Each extends Quantity>(n: number): Per<Of, Each> =>
  n as Per<Of, Each>;

/** The sum of two amounts of the same unit. */
export const plus = <Q extends Quantity>(a: Q, b: NoInfer<Q>): Q => (a + b) as Q;
/** The difference of two amounts of the same unit. */
export const minus = <Q extends Quantity>(a: Q, b: NoInfer<Q>): Q => (a - b) as Q;
/** `share` of an amount or a rate: 1.15 of a month's tokens is still tokens. */
export const scale = <Q extends number>(a: Q, share: number): Q => (a * share) as Q;
/** A rate times what it is per: tokens/day × days = tokens. */
export const times = <Of extends Quantity, Each extends Quantity>(
  r: Per<Of, Each>,
  each: NoInfer<Each>,
): Of => (r * each) as unknown as Of;
/** The quotient of two amounts of one unit. */
export const ratio = <Q extends Quantity>(a: Q, b: NoInfer<Q>): number => a / b;
/** The quantity that an amount pays for at a rate: money ÷ (money/token) = tokens. */
export const buys = <Of extends Quantity, Each extends Quantity>(amount: Of, r: Per<Of, Each>): Each =>
  (amount / r) as unknown as Each;
/** One rate after another: (money/token) × (tokens/day) = money/day. */
export const through = <A extends Quantity, B extends Quantity, C extends Quantity>(
  outer: Per<A, B>,
  inner: Per<B, C>,
): Per<A, C> => (outer * inner) as unknown as Per<A, C>;
/** The sum of amounts of one unit; 0 without any. */
export const total = <Q extends Quantity>(amounts: Iterable<Q>): Q => {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum as Q;
};
/**
 * The sum of amounts that may be unknown: null if any part is null, so that no partial sum passes for the
 * whole.
 */
export const sumKnown = <Q extends Quantity>(amounts: Iterable<Q | null>): Q | null => {
  let sum = 0;
  for (const amount of amounts) {
    if (amount === null) return null;
    sum += amount;
  }
  return sum as Q;
};
/** The lesser of two amounts of one unit. */
export const least = <Q extends Quantity>(a: Q, b: NoInfer<Q>): Q => (a < b ? a : b);
/** The greater of two amounts of one unit. */
export const most = <Q extends Quantity>(a: Q, b: NoInfer<Q>): Q => (a > b ? a : b);

/**
 * Up to a whole number, after removing the noise of binary fractions (DOMAIN §13: 420,000 × 1.1 is 462,000,
 * not 462,001): rounded to 1e-6 first, then up.
 */
export const wholeUp = <Q extends Quantity>(a: Q): Q => Math.ceil(Math.round(a * 1e6) / 1e6) as Q;
/** Down to a whole number, after the same rounding to 1e-6. */
export const wholeDown = <Q extends Quantity>(a: Q): Q => Math.floor(Math.round(a * 1e6) / 1e6) as Q;

/** Money to the hundredth: sums of binary fractions carry noise beyond it. */
export const cents = (amount: number): Money => money(Math.round(amount * 100) / 100);

/** A calendar date as `YYYY-MM-DD`, in UTC. */
export type IsoDay = string & { readonly [unit]: "ISO day" };
/** A calendar date as whole days since 1970-01-01, in UTC. */
export type DayNumber = number & { readonly [unit]: "day number" };
/** A calendar month as whole months since January 1970. */
export type MonthNumber = number & { readonly [unit]: "month number" };
