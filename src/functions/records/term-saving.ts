import { termSaving, type TermPrice } from "../../engine/rules/renewal-price";
import { fraction } from "../../engine/units";
import { KINDS, numbersWithin, POSITIVE } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";
import { paymentsTwin } from "../yearly-payments";

export const TERM_SAVING = cellFunction({
  name: "TERM_SAVING",
  question: "What does one payment for a longer term save?",
  description: "What seats paid once for a term of some years save against renewing them every year.",
  parameters: [
    parameter("seatCount", KINDS.seats, "Seats"),
    parameter("yearlyPrice", KINDS.seatPrice, "Price of a seat for the first year"),
    parameter(
      "termPrice",
      numbersWithin<TermPrice>("money/term", POSITIVE),
      "Price of a seat for the whole term",
    ),
    optionalParameter("years", KINDS.years, "Years of the term", 3),
    optionalParameter("uplift", KINDS.share, "Rise of the yearly price, from year 2 on", fraction(0)),
    optionalParameter("discountRate", KINDS.share, "Discount rate a year", fraction(0)),
  ],
  rule: termSaving,
  twin: (seatCount, yearlyPrice, termPrice, years, uplift, discountRate) => ({
    let: { held: seatCount, counted: years, each: `(1+${uplift})/(1+${discountRate})` },
    result: `held*${yearlyPrice}*(${paymentsTwin("each", "counted")})-held*${termPrice}`,
  }),
  examples: [
    { given: "100, 2000, 5700, 3, 5%", shows: 60_500, native: "100*2000*(1+1.05+1.05^2)-100*5700" },
    { given: "100, 2000, 6100", shows: -10_000, native: "100*2000*3-100*6100" },
  ],
  refused: ["100, 2000, 0", "100, 2000, 5700, 3, 5"],
  result: [
    "Money, not rounded, over the whole term; below 0 where renewing every year is cheaper. Both ways keep all seats:",
    "what the right to drop seats at each renewal is worth is not in it.",
  ],
  source: ["A definition: `docs/domain.md` §9. The vendor sells terms of a month, a year and three years."],
});
