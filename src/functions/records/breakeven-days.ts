import { breakEvenDays, breakEvenDaysAMonth } from "../../engine/rules/flex";
import { KINDS, oneOfWords } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";

export const BREAKEVEN_DAYS = cellFunction({
  name: "BREAKEVEN_DAYS",
  question: "From how many days of use is a seat cheaper than Flex?",
  description: "The days of use at which Flex costs as much as a seat.",
  parameters: [
    parameter("seatPrice", KINDS.seatPrice, "Price of a seat for a year"),
    parameter("tokensPerDay", KINDS.tokenRate, "Tokens that a day of the product costs"),
    parameter("tokenPrice", KINDS.tokenPrice, "Price of a token"),
    optionalParameter(
      "per",
      oneOfWords({ year: "year", month: "month" }),
      'Period of the days: "year" or "month"',
      "year",
    ),
  ],
  rule: (seatPrice, tokensPerDay, tokenPrice, per) =>
    (per === "year" ? breakEvenDays : breakEvenDaysAMonth)(seatPrice, tokensPerDay, tokenPrice),
  twin: (seatPrice, tokensPerDay, tokenPrice, per) => ({
    let: { period: per },
    result: `${seatPrice}/(${tokensPerDay}*${tokenPrice})/IF(period="year",1,IF(period="month",12,#VALUE!))`,
  }),
  examples: [
    { given: "1800, 6, 3", shows: 100, native: "1800/(6*3)" },
    { given: '1800, 6, 3, "month"', shows: 100 / 12, native: "1800/(6*3)/12" },
    { given: "2030, 7, 3", shows: 2030 / 21, native: "2030/(7*3)" },
    { given: "1800, 6, 3.3", shows: 1800 / 19.8, native: "1800/(6*3.3)" },
  ],
  refused: ["1800, 6, 0", '1800, 6, 3, "week"'],
  result: [
    "Days a year or a month, not rounded: seat price ÷ (tokens per day × token price), ÷ 12 for a month. The price",
    "of the seat is for a year in both cases.",
    "",
    "Tokens that expire unused make the used tokens dearer: with a buffer of 10 %, give 3.30 for a price of 3.",
  ],
  source: ["A definition: `docs/domain.md` §4."],
});
