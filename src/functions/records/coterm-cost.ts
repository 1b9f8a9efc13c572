import { coTermCost } from "../../engine/rules/renewal-price";
import { KINDS } from "../kinds";
import { parameter } from "../parameters";
import { cellFunction } from "../record";
import { endsEarlier } from "../refusals";

export const COTERM_COST = cellFunction({
  name: "COTERM_COST",
  question: "What does it cost to bring seats to a common renewal date?",
  description: "The one-time charge that moves the end of seats to a later common date.",
  parameters: [
    parameter("seatCount", KINDS.seats, "Seats whose end is moved"),
    parameter("seatPrice", KINDS.seatPrice, "Price of a seat for a year"),
    parameter("end", KINDS.date, "Date on which the seats end"),
    parameter("commonEnd", KINDS.date, "Date on which all are to end"),
  ],
  rule: (seatCount, seatPrice, end, commonEnd) =>
    coTermCost(seatCount, seatPrice, end, commonEnd) ?? endsEarlier(),
  twin: (seatCount, seatPrice, end, commonEnd) => ({
    let: { first: end, last: commonEnd },
    result: `IF(last<first,#VALUE!,${seatCount}*${seatPrice}*(last-first)/365)`,
  }),
  examples: [
    {
      given: "40, 3650, DATE(2027,3,31), DATE(2027,12,31)",
      shows: 110_000,
      native: "40*3650*(DATE(2027,12,31)-DATE(2027,3,31))/365",
    },
    { given: '10, 2030, "2027-06-30", "2027-06-30"', shows: 0, native: "10*2030*0/365" },
  ],
  refused: ["40, 3650, DATE(2027,12,31), DATE(2027,3,31)", "40, 0, DATE(2027,3,31), DATE(2027,12,31)"],
  result: [
    "Money, not rounded: seats × price × days ÷ 365, without taxes. A date before the end is refused: a term is not",
    "shortened.",
  ],
  source: [
    "The vendor extends subscriptions of one term length and payment method to a common date for a prorated price:",
    "`https://www.autodesk.com/support/account/admin/manage/align-payment-dates`. How it counts days is not published;",
    "your quote may differ by a day's price.",
  ],
});
