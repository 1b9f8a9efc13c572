import { burnForecast, FADING, LEAST_MONTHS, SEASON_MONTHS, STEADY } from "../../engine/rules/burn-forecast";
import { allCells, inLine } from "../arguments";
import { KINDS } from "../kinds";
import { optionalParameter, parameter, singleCell } from "../parameters";
import { rangeFunction } from "../record";
import { refuse, tooFewMonths } from "../refusals";

export const BURN_FORECAST = rangeFunction({
  name: "BURN_FORECAST",
  question: "How many tokens will the coming months use?",
  description: "Tokens that the coming months will use, from the tokens used in each month so far.",
  parameters: [
    parameter(
      "monthlyTokens",
      KINDS.wholeMonths,
      `Tokens used in each whole month, the oldest first, in one row or column: ${LEAST_MONTHS} cells or more`,
    ),
    singleCell(optionalParameter("months", KINDS.comingMonths, "Coming months", 12)),
  ],
  rule: (monthlyTokens, months) => {
    const history = allCells(inLine(monthlyTokens));
    if (history.length < LEAST_MONTHS) return refuse(tooFewMonths(history.length, LEAST_MONTHS));
    const coming = burnForecast(history, months);
    return monthlyTokens.rows === 1 ? [coming] : coming.map((drawn) => [drawn]);
  },
  twin: (monthlyTokens, months) => ({
    let: {
      used: monthlyTokens,
      ahead: months,
      tall: "ROWS(used)",
      wide: "COLUMNS(used)",
      seen: "tall*wide",
      place: "SEQUENCE(tall,wide)",
      middle: "place-(seen+1)/2",
      step: "IF(tall=1,SEQUENCE(1,ahead,0),SEQUENCE(ahead,1,0))",
      level: `REDUCE(SUM(IF(place<4,used,0))/3,used,LAMBDA(was,drawn,was+${STEADY}*(drawn-was)))`,
      rise: "SUM(middle*used)/SUM(middle^2)",
      line: `level+rise/2*${FADING}^step*(step+1)`,
      faded: "IF(line>0,line,0)",
      now: "SUM(IF(place>seen-6,used,0))",
      then: "SUM(IF((place>seen-18)*(place<=seen-12),used,0))",
      season: "MAP(step,LAMBDA(s,SUM(IF(place=seen-11+MOD(s,12),used,0))))*now/then",
      all: "SUM(used)+ahead",
    },
    result:
      `IF((tall>1)*(wide>1),#VALUE!,IF(ISERROR(all),all,IF(seen<${LEAST_MONTHS},#N/A,` +
      `IF(seen<${SEASON_MONTHS},faded,(faded+season)/2))))`,
  }),
  examples: [
    {
      given: "{100;200;300;400}, 3",
      shows: [[320.71], [360.71], [392.21]],
      native: "200*0.7^4+0.3*(100*0.7^3+200*0.7^2+300*0.7+400)+100/2*0.9^{0;1;2}*{1;2;3}",
    },
  ],
  refused: ["{4000,5000,4500}", "{4000,0,4500,5200}", "{1,2;3,4}"],
  result: [
    "Tokens for each coming month, in a row or a column like `monthlyTokens`, not rounded, never below 0.",
    "",
    `- From ${LEAST_MONTHS} months on: the level, where the last month counts ${STEADY * 100} % and the`,
    "  others the rest, and half of the slope of all months, which fades by a tenth each month.",
    `- From ${SEASON_MONTHS} months on: the mean of this and of the same month last year, times what the last six`,
    "  months used against the same six a year before.",
    "",
    "Give whole months without a gap, and no months that have not ended. A blank cell or 0 is refused, because the",
    "function cannot tell a month without data from a month without use; for the latter, enter 0.001.",
    "",
    "It is a simple forecast, without a range. The Token plan sheet and the pane combine more methods, weigh each by",
    "the errors it made in the past, and show how far the months may differ.",
  ],
  source: [
    "The theta method (Assimakopoulos and Nikolopoulos, 2000) and the seasonal naive forecast; `docs/accuracy.md`",
    "compares them with the forecast of the Token plan.",
  ],
});
