import {
  buys,
  days,
  months,
  scale,
  through,
  times,
  type Days,
  type Money,
  type Months,
  type Per,
  type SeatPrice,
  type TokenPrice,
  type TokenRate,
} from "../units";

/** Cost of days of use on Flex: days × tokens/day × price (DOMAIN §4: 85 × 6 × 3 = 1,530). */
export const flexCost = (used: Days, perDay: TokenRate, price: TokenPrice): Money =>
  times(price, times(perDay, used));

/** The price of exactly one seat, as money. */
export const oneSeat = (price: SeatPrice): Money => price as number as Money;

/** Days a year at which Flex and a seat cost the same (DOMAIN §4: 1,800 ÷ (6 × 3) = 100). */
export const breakEvenDays = (seatPrice: SeatPrice, perDay: TokenRate, price: TokenPrice): Days =>
  buys(oneSeat(seatPrice), through(price, perDay));

/** Break-even in days a month, for a seat price a year (DOMAIN §4: 100 days a year → 8.33). */
export const breakEvenDaysAMonth = (seatPrice: SeatPrice, perDay: TokenRate, price: TokenPrice): Days =>
  days(breakEvenDays(seatPrice, perDay, price) / 12);

/** Days a month at which Flex costs as much as a seat that is paid by the month: 255 ÷ (7 × 3) = 12.14. */
export const monthlyBreakEven = (seatPrice: Per<Money, Months>, perDay: TokenRate, price: TokenPrice): Days =>
  buys(times(seatPrice, months(1)), through(price, perDay));

/** Price of a used token, including the buffer (DOMAIN §13: 3.30). */
export const bufferedPrice = (price: TokenPrice, buffer: number): TokenPrice => scale(price, 1 + buffer);
