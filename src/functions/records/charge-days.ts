import { chargeWindows } from "../../engine/usage/charge-windows";
import { rangeFunction } from "../record";
import { ENDS, LAUNCH_NOTES, launchesIn, STARTS } from "./launches";

export const CHARGE_DAYS = rangeFunction({
  name: "CHARGE_DAYS",
  question: "How many times is a product charged for some launches?",
  description: "The charges for the launches of one user and product, by windows of 24 hours.",
  parameters: [STARTS, ENDS],
  rule: (starts, ends) => [[chargeWindows(launchesIn(starts, ends)).length]],
  twin: null,
  examples: [
    {
      // Monday 8 to 17, Tuesday 7 to 17: charged on Monday at 8 and, still open, on Tuesday at 8.
      given: "{46083.3333333333;46084.2916666667}, {46083.7083333333;46084.7083333333}",
      shows: 2,
      native: "ROUNDUP(46084.7083333333-46083.3333333333,0)",
    },
    {
      given: "46083.7916666667, 46084.7083333333",
      shows: 1,
      native: "ROUNDUP(46084.7083333333-46083.7916666667,0)",
    },
  ],
  refused: ["{46083;46084}, 46083.5", "46084, 46083"],
  result: [
    "A whole number. A window begins at the first launch and lasts 24 hours without a break; launches inside it cost",
    "nothing more. A product that is still open when its window ends is charged again at that moment; one that was",
    "closed, at its next launch. The result times the tokens per day is what the launches cost.",
    "",
    ...LAUNCH_NOTES,
  ],
  source: ["The vendor's terms of Flex."],
});
