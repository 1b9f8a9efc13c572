import { calendarDays } from "../../engine/usage/charge-windows";
import { rangeFunction } from "../record";
import { ENDS, LAUNCH_NOTES, launchesIn, STARTS } from "./launches";

export const CALENDAR_DAYS_CHARGED = rangeFunction({
  name: "CALENDAR_DAYS_CHARGED",
  question: "How many times would metering by calendar days have charged?",
  description: "The charges that metering by calendar days would have made: the rule that does not hold.",
  parameters: [STARTS, ENDS],
  rule: (starts, ends) => [[calendarDays(launchesIn(starts, ends)).length]],
  twin: null,
  examples: [
    // 19:00 to 17:00 of the next day touches two calendar days and is one charge.
    {
      given: "46083.7916666667, 46084.7083333333",
      shows: 2,
      native: "INT(46084.7083333333)-INT(46083.7916666667)+1",
    },
  ],
  refused: ["{46083;46084}, 46083.5", "46084, 46083"],
  result: [
    "A whole number: the calendar days that the launches touch. Compare it with CHARGE_DAYS: a line of an audit that",
    "charges more than that was metered by calendar days.",
    "",
    "The days are those of the times that you give; the vendor's exports are in UTC.",
    ...LAUNCH_NOTES,
  ],
  source: ["Against the vendor's terms of Flex, by which a day is 24 hours from the launch."],
});
