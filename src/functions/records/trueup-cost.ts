import { trueUpCost } from "../../engine/rules/true-up";
import { rate } from "../../engine/units";
import { ifAny, KINDS } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";

export const TRUEUP_COST = cellFunction({
  name: "TRUEUP_COST",
  question: "What does a true-up cost?",
  description: "What seats assigned beyond the seats bought cost.",
  parameters: [
    parameter("bought", KINDS.seats, "Seats bought"),
    parameter("assigned", KINDS.seats, "Seats assigned"),
    parameter("listPrice", KINDS.seatPrice, "List price of a seat for a year"),
    parameter("monthsOver", KINDS.monthsOver, "Months in which too many seats were assigned"),
    optionalParameter(
      "agreedPrice",
      ifAny(KINDS.seatCharge, "the list price"),
      "Agreed price of an extra seat for a year",
      undefined,
    ),
    optionalParameter(
      "maxSeats",
      ifAny(KINDS.seats, "no limit"),
      "Most seats that can be charged back",
      undefined,
    ),
    optionalParameter(
      "renewalPrice",
      KINDS.seatCharge,
      "Price of a seat for the year after renewal",
      rate(0),
    ),
  ],
  rule: (bought, assigned, listPrice, monthsOver, agreedPrice, maxSeats, renewalPrice) =>
    trueUpCost(bought, assigned, agreedPrice ?? listPrice, monthsOver, maxSeats, renewalPrice),
  twin: (bought, assigned, listPrice, monthsOver, agreedPrice, maxSeats, renewalPrice) => ({
    let: {
      had: bought,
      has: assigned,
      list: listPrice,
      agreed: agreedPrice,
      most: maxSeats,
      over: "IF(has>had,has-had,0)",
      charged: "IF((most=0)+(over<most),over,most)",
      // A refused list price is shown even where the agreed price replaces it.
      paid: "IF(ISERROR(list),list,IF(agreed=0,list,agreed))",
    },
    result: `charged*paid*${monthsOver}/12+over*${renewalPrice}`,
  }),
  examples: [
    { given: "50, 55, 2030, 7", shows: 71_050 / 12, native: "MAX(55-50,0)*2030*7/12" },
    {
      given: "50, 55, 2030, 12, 1200, 2, 2000",
      shows: 12_400,
      native: "MIN(MAX(55-50,0),2)*1200*12/12+MAX(55-50,0)*2000",
    },
  ],
  refused: ["50, 55, 0, 7", "50, 55, 2030, 72"],
  result: [
    "Money, not rounded: extra seats, at most `maxSeats`, × price × months ÷ 12; with a `renewalPrice`, also a year",
    "of every extra seat. 0 where no more seats are assigned than bought.",
  ],
  source: ["The usual true-up clauses: `docs/domain.md` §7. Your contract takes precedence."],
});
