import { LEAST_MONTHS_FOR_RISK, riskOf } from "../../engine/rules/pool-size";
import { scale, tokens, total } from "../../engine/units";
import { allCells } from "../arguments";
import { KINDS } from "../kinds";
import { optionalParameter, parameter, singleCell } from "../parameters";
import { rangeFunction } from "../record";
import { refuse, tooFewMonths } from "../refusals";

const SIX_MONTHS = "{3000,3500,4000,3300,3700,3500}";

export const POOL_RISK = rangeFunction({
  name: "POOL_RISK",
  question: "How likely is it that a pool of tokens does not last?",
  description: "The chance that a pool of tokens does not last, from the tokens used in each month so far.",
  parameters: [
    singleCell(parameter("pool", KINDS.tokens, "Tokens of the pool")),
    parameter(
      "monthlyTokens",
      KINDS.wholeMonths,
      `Tokens used in each whole month: ${LEAST_MONTHS_FOR_RISK} cells or more`,
    ),
    singleCell(optionalParameter("months", KINDS.comingMonths, "Months that the pool must last", 12)),
  ],
  rule: (pool, monthlyTokens, months) => {
    const seen = allCells(monthlyTokens);
    if (seen.length < LEAST_MONTHS_FOR_RISK) return refuse(tooFewMonths(seen.length, LEAST_MONTHS_FOR_RISK));
    const expected = scale(tokens(total(seen) / seen.length), months);
    return [[riskOf(pool, expected, seen, months)]];
  },
  twin: (pool, monthlyTokens, months) => ({
    let: {
      held: pool,
      used: monthlyTokens,
      ahead: months,
      seen: "ROWS(used)*COLUMNS(used)",
      average: "SUM(used)/seen",
      expected: "average*ahead",
      spread: "SQRT(SUM((used-average)^2)/(seen-1)*ahead)",
    },
    result:
      `IF(seen<${LEAST_MONTHS_FOR_RISK},#N/A,IF(spread=0,IF(held<expected,1,0),` +
      `1-NORMSDIST((held-expected)/spread)))`,
  }),
  examples: [
    {
      given: `42000, ${SIX_MONTHS}`,
      shows: 0.5,
      native: "1-NORMSDIST((42000-12*3500)/SQRT(580000/5*12))",
    },
    {
      given: `11000, ${SIX_MONTHS}, 3`,
      shows: 0.198336131097283,
      native: "1-NORMSDIST((11000-3*3500)/SQRT(580000/5*3))",
    },
  ],
  refused: ["42000, {4000,5000,4500}", "42000, {4000,0,4500,5200,5000,4800}"],
  result: [
    "A share from 0 to 1: the chance that the coming months use more tokens than the pool holds.",
    "",
    "Each coming month is taken to use the mean of the months given, with their variance, independently of the others.",
    "A year in which use grows or falls for good is less sure than that: the Token plan sheet simulates such years.",
  ],
  source: ["The sum of independent months is nearly normal (central limit theorem)."],
});
