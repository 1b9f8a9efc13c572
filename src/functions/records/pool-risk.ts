import { LEAST_MONTHS_FOR_RISK, riskOf, tokensForCover } from "../../engine/rules/pool-size";
import { minus, most, scale, tokens, total, type Fraction } from "../../engine/units";
import { allCells } from "../arguments";
import { ifAny, KINDS, numbersWithin } from "../kinds";
import { optionalParameter, parameter, singleCell } from "../parameters";
import { rangeFunction } from "../record";
import { refuse, tooFewMonths } from "../refusals";

const SIX_MONTHS = "{3000,3500,4000,3300,3700,3500}";

const COVER = ifAny(
  numbersWithin<Fraction>("share", { number: [0, 0.99], share: true }),
  "the answer is the chance",
);

export const POOL_RISK = rangeFunction({
  name: "POOL_RISK",
  question: "How likely is it that a pool of tokens does not last, and how many more does it need?",
  description:
    "The chance that a pool does not last, or the tokens it lacks for a cover, from the tokens used in each month.",
  parameters: [
    singleCell(parameter("pool", KINDS.tokens, "Tokens of the pool")),
    parameter(
      "monthlyTokens",
      KINDS.wholeMonths,
      `Tokens used in each whole month: ${LEAST_MONTHS_FOR_RISK} cells or more`,
    ),
    singleCell(optionalParameter("months", KINDS.comingMonths, "Months that the pool must last", 12)),
    singleCell(
      optionalParameter(
        "cover",
        COVER,
        "Chance with which the pool shall last: then the answer is the tokens to add",
        undefined,
      ),
    ),
  ],
  rule: (pool, monthlyTokens, months, cover) => {
    const seen = allCells(monthlyTokens);
    if (seen.length < LEAST_MONTHS_FOR_RISK) return refuse(tooFewMonths(seen.length, LEAST_MONTHS_FOR_RISK));
    const expected = scale(tokens(total(seen) / seen.length), months);
    if (cover === undefined) return [[riskOf(pool, expected, seen, months)]];
    return [[most(minus(tokensForCover(cover, expected, seen, months), pool), tokens(0))]];
  },
  twin: (pool, monthlyTokens, months, cover) => ({
    let: {
      held: pool,
      used: monthlyTokens,
      ahead: months,
      wanted: cover,
      seen: "ROWS(used)*COLUMNS(used)",
      average: "SUM(used)/seen",
      expected: "average*ahead",
      spread: "SQRT(SUM((used-average)^2)/(seen-1)*ahead)",
    },
    result:
      `IF(seen<${LEAST_MONTHS_FOR_RISK},#N/A,IF(wanted>0,MAX(up(MAX(expected+NORMSINV(wanted)*spread,0))-held,0),` +
      `IF(spread=0,IF(held<expected,1,0),1-NORMSDIST((held-expected)/spread))))`,
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
    {
      given: `40000, ${SIX_MONTHS}, 12, 90%`,
      shows: 3513,
      native: "ROUNDUP(12*3500+NORMSINV(90%)*SQRT(580000/5*12),0)-40000",
    },
  ],
  refused: ["42000, {4000,5000,4500}", "42000, {4000,0,4500,5200,5000,4800}"],
  result: [
    "A share from 0 to 1: the chance that the coming months use more tokens than the pool holds. With `cover` whole",
    "tokens instead: those to add so that the pool lasts with this chance; with a `pool` of 0 all that are needed.",
    "",
    "Each coming month is taken to use the mean of the months given, with their variance, independently of the others.",
    "A year in which use grows or falls for good is less sure than that: the Token plan sheet simulates such years.",
  ],
  source: ["The sum of independent months is nearly normal (central limit theorem)."],
});
