import { at } from "../../engine/at";
import type { PoolReport } from "../../engine/renewal/mix-report";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { poolName, priceText, wholeNumber } from "../../engine/wording";
import { total } from "../../engine/units";
import { UNKNOWN } from "../../workbook/cells";
import type { FormulaNameSpec } from "../../workbook/spec";
import { equals, orUnknown, quoted } from "./formulas";
import { shareIn, shareOf } from "./mix-seats";
import type { ReportInput } from "./report-input";
import type { ReportColumn } from "./table";
import { BUFFER_CELL, inYear, MIX_POOLS, SCENARIO_TOKENS, TOKEN_PRICE_CELL, USERS } from "./tables";

type MixPoolColumn = ReportColumn<PoolReport>;

export const mixPoolColumns = (run: ReportInput): MixPoolColumn[] => [
  ...poolPurchaseColumns(run),
  ...poolPriceColumns(run),
  ...drawnColumns(run),
];

const OF_BEST_MIX = equals(SCENARIO_TOKENS.scenario, quoted(SCENARIO_NAMES["best-mix"]));
const IS_TOKENS_OF_POOL = equals(SCENARIO_TOKENS.pool, MIX_POOLS.pool.here);

/** A first-year figure of the best mix in the pool of this row. */
const ofPool = (figure: Parameters<typeof inYear>[1]): string =>
  orUnknown(`LOOKUP(2,1/(${OF_BEST_MIX}*${IS_TOKENS_OF_POOL}),${inYear(SCENARIO_TOKENS, figure, 1).all})`);

/** The tokens that the users of a pool draw, with joiners and tokens without a user. */
function drawnColumns({ analysis }: ReportInput): MixPoolColumn[] {
  const { liveFormulaInputs, mix, scenarios } = analysis;
  const { joiners, withoutUsers } = liveFormulaInputs;
  const pools = mix?.pools ?? [];
  const { unread, ofUsers, drawn, withoutUsers: others } = MIX_POOLS;
  const drawing = USERS.tokensInUse.all;
  const inPool = pools.length > 1 ? `${equals(USERS.pool, MIX_POOLS.pool.here)}*` : "1*";
  const sum = pools.length > 1 ? `SUMPRODUCT(${inPool}1,${drawing})` : `SUM(${drawing})`;
  const drawnBy = (pool: PoolReport): number =>
    total(
      analysis.users
        .filter((user) => poolName(user, pools.length) === poolName(pool, pools.length))
        .map(({ recommended }) => recommended.tokens),
    );
  const best = scenarios.find(({ id }) => id === "best-mix");
  return [
    { column: others, format: "whole", cell: (pool) => at(withoutUsers, pools.indexOf(pool)) },
    {
      column: unread,
      format: "whole",
      cell: () => ({ value: 0, formula: `SUMPRODUCT(${inPool}ISTEXT(${drawing})*(${drawing}<>""))` }),
    },
    {
      column: ofUsers,
      format: "whole",
      cell: (pool) => ({ value: drawnBy(pool), formula: orUnknown(`${sum}/(${unread.here}=0)`) }),
    },
    {
      column: drawn,
      format: "whole",
      cell: (pool) => ({
        value: best ? at(at(best.pools, pools.indexOf(pool)).needed, 0) : 0,
        formula: orUnknown(`${ofUsers.here}*${joiners}+${others.here}`),
      }),
    },
  ];
}

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
    cell: ({ oneMore }) => ({
      value: oneMore,
      formula: shareOf(MIX_POOLS.moreShare, MIX_POOLS.bufferedPrice),
    }),
  },
  {
    column: MIX_POOLS.priceRise,
    format: "money",
    cell: ({ tenthMore }) => ({ value: tenthMore, formula: orUnknown(`${MIX_POOLS.bought.here}/10`) }),
  },
  { column: MIX_POOLS.nextTier, width: 36, format: "text", look: "wrap", cell: tierAdvice },
  {
    column: MIX_POOLS.moreShare,
    format: "general",
    cell: ({ oneMore, tokenPrice }) => shareIn(oneMore, tokenPrice * (1 + buffer)),
  },
];

/** The cost of one more token, where it is the same in all pools. */
export const ONE_MORE_TOKEN = "Seatwise.one_more_token";

const ONE_MORE = MIX_POOLS.oneMore.all;

export const ONE_MORE_TOKEN_NAME: FormulaNameSpec = {
  name: ONE_MORE_TOKEN,
  formula: orUnknown(
    `IF(SUMPRODUCT(1*(ABS(${ONE_MORE}-MAX(${ONE_MORE}))>1E-9))>0,${quoted(UNKNOWN)},MAX(${ONE_MORE}))`,
  ),
};

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
