/** Checked by `npm run types`: every line under an expected error must fail to compile. */
import {
  days,
  money,
  plus,
  rate,
  seats,
  times,
  tokens,
  type Days,
  type Money,
  type TokenPrice,
  type TokenRate,
  type Tokens,
} from "../../src/engine/units";

const perDay: TokenRate = rate(6);
const price: TokenPrice = rate(3);

export const cost: Money = times(price, times(perDay, days(85)));

// @ts-expect-error - tokens are not days
export const wrong1: Days = tokens(1);
// @ts-expect-error - a bare number has no unit
export const wrong2: Tokens = 1;
// @ts-expect-error - a sum of tokens and days is neither
export const wrong3: Tokens = tokens(1) + days(1);
// @ts-expect-error - plus adds like to like
export const wrong4 = plus(tokens(1), days(1));
// @ts-expect-error - a price per token does not multiply days
export const wrong5 = times(price, days(1));
// @ts-expect-error - a rate per day is not a price per token
export const wrong6: TokenPrice = perDay;
// @ts-expect-error - dollars are not euros
export const wrong7: Money<"USD"> = money<"EUR">(1);
// @ts-expect-error - currencies do not add
export const wrong8 = plus(money<"USD">(1), money<"EUR">(1));
// @ts-expect-error - seats are not tokens
export const wrong9 = times(price, seats(1));
