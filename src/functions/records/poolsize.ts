import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { averageRule, peakRule, seasonRule, yearLike } from "../../engine/rules/pool-size";
import { tokens, type Fraction } from "../../engine/units";
import { allCells, onlyCell, type Argument } from "../arguments";
import { KINDS, oneOfWords } from "../kinds";
import { ifGiven, ifOmitted, optionalParameter, parameter, singleCell } from "../parameters";
import { rangeFunction } from "../record";
import { notTwelveBuffers, refuse, tooManyMonths } from "../refusals";

const { peakBuffer, averageBuffer } = DEFAULT_ASSUMPTIONS;

const MONTHS_OF_USE = "{2500,2800,3000,3100,3200,3400,3600,3500,3300,3300,3200,3100}";
const AEC_BUFFERS = "{0.15,0.15,0.15,0.15,0.15,0.25,0.25,0.25,0.15,0.15,0.15,0.15}";

function twelveBuffers(buffer: Argument<Fraction> | null): readonly Fraction[] {
  const shares = buffer === null ? [] : allCells(buffer);
  return shares.length === 12 ? shares : refuse(notTwelveBuffers(shares.length));
}

export const POOLSIZE = rangeFunction({
  name: "POOLSIZE",
  question: "How many tokens should be bought for a year?",
  description: "Tokens to buy for a year, from the tokens used in each month.",
  parameters: [
    parameter("monthlyTokens", KINDS.tokens, "Tokens used in each month: 1 to 12 cells"),
    ifGiven(
      "buffer",
      KINDS.share,
      'Share added to the need; for the rule "season" 12 cells, January first',
      '15 %, or 10 % for the rule "average"',
    ),
    singleCell(
      optionalParameter(
        "rule",
        oneOfWords({ peak: "peak", average: "average", season: "season" }),
        'Rule: "peak", "average" or "season"',
        "peak",
      ),
    ),
    singleCell(optionalParameter("pack", KINDS.packSize, "Tokens in a pack", tokens(1))),
  ],
  rule: (monthlyTokens, buffer, rule, pack) => {
    const months = allCells(monthlyTokens);
    if (months.length > 12) return refuse(tooManyMonths(months.length));
    const share = (otherwise: Fraction): Fraction => (buffer === null ? otherwise : onlyCell(buffer));
    switch (rule) {
      case "peak":
        return [[peakRule(tokens(Math.max(...months)), share(peakBuffer.value), pack)]];
      case "average":
        return [[averageRule(yearLike(months), share(averageBuffer.value), pack)]];
      case "season":
        return [[seasonRule(yearLike(months), twelveBuffers(buffer), pack)]];
    }
  },
  twin: (monthlyTokens, _buffer, rule, pack) => ({
    let: {
      used: monthlyTokens,
      months: "ROWS(used)*COLUMNS(used)",
      inYear: "SUM(used)*(12/months)",
      packed: pack,
      how: rule,
      need:
        `IF(how="peak",MAX(used)*12*(1+share(alone(${ifOmitted("buffer", peakBuffer.value)}))),` +
        `IF(how="average",inYear*(1+share(alone(${ifOmitted("buffer", averageBuffer.value)}))),` +
        'IF(how="season",IF(ISOMITTED(buffer),#VALUE!,IF(ROWS(buffer)*COLUMNS(buffer)=12,' +
        "SUM(inYear*((1+share(buffer))/12)),#VALUE!)),#VALUE!)))",
    },
    result: "IF(months>12,#VALUE!,up(up(need)*(1/packed))*packed)",
  }),
  examples: [
    { given: "42000", shows: 579_600, native: "CEILING(ROUND(42000*12*(1+15%),6),1)" },
    { given: "42000, , , 1000", shows: 580_000, native: "CEILING(ROUND(42000*12*(1+15%),6),1000)" },
    {
      given: `${MONTHS_OF_USE}, , "average"`,
      shows: 41_800,
      native: `CEILING(ROUND(SUM(${MONTHS_OF_USE})*(1+10%),6),1)`,
    },
    {
      given: `${MONTHS_OF_USE}, 15%, "average"`,
      shows: 43_700,
      native: `CEILING(ROUND(SUM(${MONTHS_OF_USE})*(1+15%),6),1)`,
    },
    {
      given: `35000, ${AEC_BUFFERS}, "season"`,
      shows: 493_500,
      native: `CEILING(ROUND(SUMPRODUCT(35000*(1+${AEC_BUFFERS})),6),1)`,
    },
  ],
  refused: ["42000, 15", "{1,2,3,4,5,6,7,8,9,10,11,12,13}", '35000, , "season"', '42000, , "max"'],
  result: [
    "Tokens, rounded up to whole tokens and then to whole packs. A single cell stands for every month of the year.",
    "",
    "- **peak**: the highest month × 12 × (1 + buffer). The safest rule, and the rule that lets most tokens expire.",
    "- **average**: the average month × 12 × (1 + buffer).",
    "- **season**: the average month × (1 + the buffer of the month), added up over twelve months.",
    "",
    "A blank cell among the months is a month without use. Leave out months that have not happened yet.",
  ],
  source: ["Three rules of thumb from practice, with their usual buffers: `docs/domain.md` §6."],
});
