import { DAYS_PER_MONTH, toSerial } from "../../engine/calendar";
import { runOutDay } from "../../engine/rules/run-out";
import { KINDS } from "../kinds";
import { parameter } from "../parameters";
import { cellFunction } from "../record";
import { lastsTooLong } from "../refusals";
import { LAST_SERIAL } from "../twin";

export const RUNOUT_DATE = cellFunction({
  name: "RUNOUT_DATE",
  question: "When will the tokens run out?",
  description: "The first day for which a balance of tokens is too small.",
  parameters: [
    parameter("balance", KINDS.tokens, "Tokens left at the beginning of the day"),
    parameter("asOf", KINDS.date, "Date of the balance"),
    parameter("tokensPerMonth", KINDS.tokensPerMonth, `Tokens used in a month of ${DAYS_PER_MONTH} days`),
  ],
  rule: (balance, asOf, tokensPerMonth) => {
    const day = runOutDay(balance, asOf, tokensPerMonth);
    return day === null ? lastsTooLong() : toSerial(day, 1900);
  },
  twin: (balance, asOf, tokensPerMonth) => ({
    let: {
      drawn: tokensPerMonth,
      until: `down(${balance}/IF(drawn=0,#N/A,drawn)*${DAYS_PER_MONTH})+${asOf}`,
    },
    result: `IF(until>${LAST_SERIAL},#N/A,until)`,
  }),
  answersDate: true,
  examples: [
    {
      given: "24000, DATE(2026,10,31), 6000",
      shows: 46_447,
      native: "DATE(2026,10,31)+INT(ROUND(24000/6000*30.4375,6))",
    },
  ],
  refused: ["24000, DATE(2026,10,31), 0", '24000, "31.10.2026", 6000'],
  result: [
    "A date: the first day for which the balance is too small, if every day uses the same number of tokens. Give the",
    "cell a date format. Put the date of the balance into a cell; `TODAY()` makes Excel compute the formula again at",
    "every change.",
  ],
  source: ["A definition: `docs/domain.md` §6. It ignores the season and the end of a pack."],
});
