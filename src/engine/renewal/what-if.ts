import type { Assumptions } from "../assumptions";
import { days, times, type Days, type Money, type TokenPrice, type TokenRate, type Tokens } from "../units";
import { oneSeat } from "../rules/flex";
import type { BreakEven } from "./break-even";

/** A year's cost of a product at so many days a month, on Flex and on a seat (DOMAIN §4). */
export interface WhatIf {
  readonly product: string;
  readonly daysPerMonth: Days;
  readonly use: "light" | "medium" | "heavy";
  readonly tokensPerDay: TokenRate;
  readonly tokens: Tokens;
  readonly onFlex: Money;
  readonly onSeat: Money;
  /** Whether this is the first number of days at which the seat costs no more than Flex. */
  readonly crossing: boolean;
}

/** Working days of a month. */
const MOST_DAYS = 22;

/**
 * 1 to 22 days a month at a token price including the buffer. Heavy use begins with the segment Power, medium
 * with Regular.
 */
export function whatIf(
  { product, tokensPerDay, seatPrice }: Pick<BreakEven, "product" | "tokensPerDay" | "seatPrice">,
  price: TokenPrice,
  { regularDays, powerDays }: Assumptions,
): WhatIf[] {
  const onSeat = oneSeat(seatPrice);
  const tokensOf = (n: number): Tokens => times(tokensPerDay, days(12 * n));
  return Array.from({ length: MOST_DAYS }, (_, i): WhatIf => {
    const n = i + 1;
    const onFlex = times(price, tokensOf(n));
    return {
      product,
      daysPerMonth: days(n),
      use: n < regularDays ? "light" : n < powerDays ? "medium" : "heavy",
      tokensPerDay,
      tokens: tokensOf(n),
      onFlex,
      onSeat,
      crossing: onFlex >= onSeat && times(price, tokensOf(i)) < onSeat,
    };
  });
}
