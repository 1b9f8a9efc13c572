import { renewalCost } from "../../engine/rules/renewal-price";
import { fraction } from "../../engine/units";
import { KINDS } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";
import { paymentsTwin } from "../yearly-payments";

export const RENEWAL_COST = cellFunction({
  name: "RENEWAL_COST",
  question: "What does it cost to renew seats for some years?",
  description: "What renewing seats every year costs over some years, in today's money if you give a rate.",
  parameters: [
    parameter("seatCount", KINDS.seats, "Seats renewed in every year"),
    parameter("seatPrice", KINDS.seatPrice, "Price of a seat in the first year"),
    optionalParameter("years", KINDS.years, "Years", 1),
    optionalParameter("uplift", KINDS.share, "Rise of the price a year, from year 2 on", fraction(0)),
    optionalParameter("discountRate", KINDS.share, "Discount rate a year", fraction(0)),
  ],
  rule: renewalCost,
  twin: (seatCount, seatPrice, years, uplift, discountRate) => ({
    let: { counted: years, each: `(1+${uplift})/(1+${discountRate})` },
    result: `${seatCount}*${seatPrice}*(${paymentsTwin("each", "counted")})`,
  }),
  examples: [
    { given: "100, 2000", shows: 200_000, native: "100*2000" },
    { given: "100, 2000, 3, 5%", shows: 630_500, native: "100*2000*(1+1.05+1.05^2)" },
    {
      given: "100, 2000, 3, 5%, 5%",
      shows: 600_000,
      native: "100*2000*(1+1.05/1.05+(1.05/1.05)^2)",
    },
  ],
  refused: ["100, 0, 3", "100, 2000, 0", "100, 2000, 3, 5"],
  result: [
    "Money, not rounded. Each year is paid in advance; from year 2 on a payment is divided by 1 + the discount rate",
    "for each year before it.",
  ],
  source: ["A definition: `docs/domain.md` §9."],
});
