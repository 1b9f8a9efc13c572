import { monthlyBreakEven } from "../../engine/rules/flex";
import type { Money, Months, Per } from "../../engine/units";
import { KINDS, numbersWithin, POSITIVE } from "../kinds";
import { parameter } from "../parameters";
import { cellFunction } from "../record";

export const MONTHLY_BREAKEVEN = cellFunction({
  name: "MONTHLY_BREAKEVEN",
  question: "From how many days a month is a seat paid by the month cheaper than Flex?",
  description: "The days of use in a month at which Flex costs as much as a seat paid by the month.",
  parameters: [
    parameter(
      "monthlySeatPrice",
      numbersWithin<Per<Money, Months>>("money/month", POSITIVE),
      "Price of a seat for a month",
    ),
    parameter("tokensPerDay", KINDS.tokenRate, "Tokens that a day of the product costs"),
    parameter("tokenPrice", KINDS.tokenPrice, "Price of a token"),
  ],
  rule: monthlyBreakEven,
  twin: (monthlySeatPrice, tokensPerDay, tokenPrice) => ({
    result: `${monthlySeatPrice}/(${tokensPerDay}*${tokenPrice})`,
  }),
  examples: [
    { given: "255, 7, 3", shows: 255 / 21, native: "255/(7*3)" },
    { given: "{255;375}, {7;10}, 3", shows: [[255 / 21], [12.5]], native: "{255;375}/({7;10}*3)" },
  ],
  refused: ["0, 7, 3", '"$255", 7, 3'],
  result: [
    "Days a month, not rounded: price of the seat for a month ÷ (tokens per day × token price). In months with more",
    "days of use the seat is cheaper. For seats paid by the year use BREAKEVEN_DAYS.",
  ],
  source: ["A definition: `docs/domain.md` §4, with the price of a seat that is bought for a month."],
});
