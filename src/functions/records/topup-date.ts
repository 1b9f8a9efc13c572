import { DAYS_PER_MONTH, toSerial } from "../../engine/calendar";
import { topUpDay } from "../../engine/rules/run-out";
import { fraction, type Days } from "../../engine/units";
import { KINDS, numbersWithin } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";
import { lastsTooLong } from "../refusals";
import { LAST_SERIAL } from "../twin";

const LEAD_DAYS = numbersWithin<Days>("days", { number: [0, 366], whole: true });

export const TOPUP_DATE = cellFunction({
  name: "TOPUP_DATE",
  question: "When must tokens be ordered so that the pool does not run dry?",
  description: "The last day to order tokens before a balance runs out.",
  parameters: [
    parameter("balance", KINDS.tokens, "Tokens left at the beginning of the day"),
    parameter("asOf", KINDS.date, "Date of the balance"),
    parameter("tokensPerMonth", KINDS.tokensPerMonth, `Tokens used in a month of ${DAYS_PER_MONTH} days`),
    parameter("leadDays", LEAD_DAYS, "Calendar days from the order until the tokens can be used"),
    optionalParameter("buffer", KINDS.share, "Share by which the use may be higher", fraction(0)),
  ],
  rule: (balance, asOf, tokensPerMonth, leadDays, buffer) => {
    const day = topUpDay(balance, asOf, tokensPerMonth, leadDays, buffer);
    return day === null ? lastsTooLong() : toSerial(day, 1900);
  },
  twin: (balance, asOf, tokensPerMonth, leadDays, buffer) => ({
    let: {
      drawn: `${tokensPerMonth}*(1+${buffer})`,
      until: `down(${balance}/IF(drawn=0,#N/A,drawn)*${DAYS_PER_MONTH})+${asOf}`,
    },
    result: `IF(until>${LAST_SERIAL},#N/A,until)-${leadDays}`,
  }),
  answersDate: true,
  examples: [
    {
      given: "24000, DATE(2026,10,31), 6000, 30",
      shows: 46_417,
      native: "DATE(2026,10,31)+INT(ROUND(24000/6000*30.4375,6))-30",
    },
    {
      given: "24000, DATE(2026,10,31), 6000, 30, 15%",
      shows: 46_401,
      native: "DATE(2026,10,31)+INT(ROUND(24000/(6000*(1+15%))*30.4375,6))-30",
    },
  ],
  refused: ["24000, DATE(2026,10,31), 0, 30", "24000, DATE(2026,10,31), 6000, 400"],
  result: [
    "A date: `leadDays` before the first day for which the balance is too small, if every day uses the same number of",
    "tokens. Give the cell a date format. If the date is before `asOf`, an order comes too late.",
  ],
  source: [
    "RUNOUT_DATE less the time that an order takes: `docs/domain.md` §6. It ignores the season and the end of a pack.",
  ],
});
