import type { TokenTier } from "../../engine/estate/estate";
import { averagePrice, tiersInOrder, type TierKind } from "../../engine/rules/price-tiers";
import type { TokenPrice, Tokens } from "../../engine/units";
import { allCells, readArgument } from "../arguments";
import { AMOUNT, KINDS, numbersWithin, oneOfWords } from "../kinds";
import { optionalParameter, parameter, tableParameter } from "../parameters";
import { cellFunction } from "../record";
import { noTierPrice, noTiers, notTwoColumns, refuse, sameMinimum } from "../refusals";

/** "all units" is the name of the same kind in the Assumptions sheet. */
const TIER_KIND = oneOfWords<TierKind>({
  all: "all units",
  incremental: "incremental",
  "all units": "all units",
});

/** A minimum or a price; a blank row has neither. */
const TIER_CELL = numbersWithin<number>("tokens, money", { ...AMOUNT, emptyText: "blank" });

/** The tiers of a table, in order. Blank rows are skipped anywhere. */
function tiersIn(given: unknown): readonly TokenTier[] {
  const read = readArgument("tiers", TIER_CELL, given);
  if (read.columns !== 2) return refuse(notTwoColumns(read.columns));
  const values = allCells(read);
  const tiers = read.cells.flatMap((_, row): TokenTier[] => {
    const [minimum, unitPrice] = [values[2 * row] as Tokens, values[2 * row + 1] as TokenPrice];
    if (minimum === 0 && unitPrice === 0) return [];
    return unitPrice === 0
      ? refuse(noTierPrice(row + 1))
      : [{ minimum, unitPrice, reference: "the tiers given" }];
  });
  const ladder = tiersInOrder(tiers);
  const twice = ladder.find((tier, n) => tier.minimum === ladder[n + 1]?.minimum);
  if (twice !== undefined) return refuse(sameMinimum(twice.minimum));
  return ladder.length > 0 ? ladder : refuse(noTiers());
}

export const TOKEN_PRICE = cellFunction({
  name: "TOKEN_PRICE",
  question: "What does one token cost in a purchase of this size?",
  description: "The average price of one token in a purchase, by a table of price tiers.",
  parameters: [
    parameter("tokens", KINDS.tokens, "Tokens to buy"),
    tableParameter(
      "tiers",
      { unit: "tokens, money", allowed: "minimum 0 or more; price above 0" },
      "Two columns without a header: minimum number of tokens; price of a token",
      tiersIn,
    ),
    optionalParameter(
      "kind",
      TIER_KIND,
      '"all": the tier reached prices all tokens; "incremental": each tier prices its own part',
      "all units",
    ),
  ],
  rule: averagePrice<Tokens>,
  twin: (tokens, tiers, kind) => ({
    let: {
      bought: tokens,
      how: kind,
      table: tiers,
      least: "INDEX(table,0,1)",
      cost: "INDEX(table,0,2)",
      // A blank row is moved behind every possible purchase.
      begin: "IF((least=0)*(cost=0),10^13+SEQUENCE(ROWS(table)),least)",
      from: "SORTBY(begin,begin)",
      each: "SORTBY(cost,begin)",
      low: "INDEX(each,1)",
      start: "IF(SEQUENCE(ROWS(from))=1,0,from)",
      rise: "MAKEARRAY(ROWS(each),1,LAMBDA(n,one,INDEX(each,n)-IF(n=1,0,INDEX(each,MAX(n-1,1)))))",
      reached: "MAP(bought,LAMBDA(n,INDEX(each,SUM(1*(start<=n)))))",
      blend: "MAP(bought,LAMBDA(n,IF(n>0,SUM(rise*IF(n>start,n-start,0))/n,low)))",
    },
    result:
      "IF(COLUMNS(tiers)<>2,#VALUE!,IF(ISERROR(SUM(table)),SUM(table)," +
      "IF(SUM((least>0)*(cost=0))+(MIN(begin)>10^12),#N/A," +
      "IF(ROWS(UNIQUE(begin))<ROWS(begin),#VALUE!,IF(ISERROR(bought),bought," +
      'IF((how="all")+(how="all units"),reached,IF(how="incremental",blend,#VALUE!)))))))',
  }),
  examples: [
    { given: "6000, {0,3;5000,2.8}", shows: 2.8, native: "LOOKUP(6000,{0,5000},{3,2.8})" },
    {
      given: '6000, {0,3;5000,2.8}, "incremental"',
      shows: 17_800 / 6000,
      native: "(5000*3+(6000-5000)*2.8)/6000",
    },
  ],
  refused: ["6000, {0,0}", "6000, {0,3;5000,0}", "6000, {0,3;0,2}", "6000, 3"],
  result: [
    "Money for a token, on average. The price of the lowest tier also holds below its minimum. Rows may come in any",
    "order; blank rows are skipped.",
  ],
  source: ["The vendor does not publish tiers: take them from your quote. `docs/domain.md` §3."],
});
