import type { PoolReport } from "../../engine/renewal/mix-report";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { poolName, priceText, wholeNumber } from "../../engine/wording";
import { equals, orUnknown, quoted, sumOf } from "./formulas";
import { shareOf } from "./mix-seats";
import type { ReportInput } from "./report-input";
import type { ReportColumn } from "./table";
import { BUFFER_CELL, inYear, MIX_POOLS, SCENARIO_TOKENS, TOKEN_PRICE_CELL } from "./tables";

type MixPoolColumn = ReportColumn<PoolReport>;

export const mixPoolColumns = (run: ReportInput): MixPoolColumn[] => [
  ...poolPurchaseColumns(run),
  ...poolPriceColumns(run),
];

/** A first-year figure of the best mix in the pool of this row. */
const ofPool = (figure: Parameters<typeof inYear>[1]): string =>
  sumOf(inYear(SCENARIO_TOKENS, figure, 1), [
    equals(SCENARIO_TOKENS.scenario, quoted(SCENARIO_NAMES["best-mix"])),
    equals(SCENARIO_TOKENS.pool, MIX_POOLS.pool.here),
  ]);

const poolPurchaseColumns = ({ analysis: { mix } }: ReportInput): MixPoolColumn[] => [
  { column: MIX_POOLS.pool, format: "text", cell: (pool) => poolName(pool, mix?.pools.length ?? 0) },
  { column: MIX_POOLS.users, format: "whole", cell: ({ users }) => users },
  {
    column: MIX_POOLS.needed,
    format: "whole",
    cell: ({ needed }) => ({ value: needed, formula: ofPool("Needed with buffer") }),
  },
  {
    column: MIX_POOLS.bought,
    format: "whole",
    cell: ({ bought }) => ({ value: bought, formula: ofPool("Tokens") }),
  },
  { column: MIX_POOLS.cost, format: "money", cell: ({ cost }) => ({ value: cost, formula: ofPool("Cost") }) },
];

const poolPriceColumns = ({ analysis: { buffer } }: ReportInput): MixPoolColumn[] => [
  {
    column: MIX_POOLS.tokenPrice,
    format: "price",
    cell: ({ tokenPrice }) => {
      const { bought, cost } = MIX_POOLS;
      return {
        value: tokenPrice,
        formula: orUnknown(`IF(${bought.here}>0,${cost.here}/${bought.here},${TOKEN_PRICE_CELL})`),
      };
    },
  },
  {
    column: MIX_POOLS.bufferedPrice,
    format: "price",
    cell: ({ tokenPrice }) => ({
      value: tokenPrice * (1 + buffer),
      formula: orUnknown(`${MIX_POOLS.tokenPrice.here}*(1+${BUFFER_CELL})`),
    }),
  },
  {
    column: MIX_POOLS.oneMore,
    format: "price",
    cell: ({ oneMore, tokenPrice }) =>
      shareOf(oneMore, tokenPrice * (1 + buffer), MIX_POOLS.bufferedPrice.here),
  },
  {
    column: MIX_POOLS.priceRise,
    format: "money",
    cell: ({ tenthMore }) => ({ value: tenthMore, formula: orUnknown(`${MIX_POOLS.bought.here}/10`) }),
  },
  { column: MIX_POOLS.nextTier, width: 28, format: "text", cell: tierAdvice },
];

/** "4,500 to buy; the price is 2.80 from 5,000: 500 more would cost 500." */
function tierAdvice({ needed, bought, edges, tier }: PoolReport): string {
  if (bought > needed) {
    const reason =
      bought >= tier.minimum && tier.minimum > needed
        ? `the price of ${priceText(tier.unitPrice)} from ${wholeNumber(tier.minimum)}`
        : "the smallest purchase";
    const more = `${wholeNumber(bought - needed)} more are bought because of ${reason}`;
    return `${wholeNumber(needed)} would be enough; ${more}.`;
  }
  const [next] = edges;
  if (!next) return "No further tier.";
  const { tier: further, more, costs } = next;
  return (
    `${wholeNumber(needed)} to buy; the price is ${priceText(further.unitPrice)} from ` +
    `${wholeNumber(further.minimum)}: ${wholeNumber(more)} more would ${costs < 0 ? "save" : "cost"} ` +
    `${wholeNumber(Math.abs(costs))}.`
  );
}
