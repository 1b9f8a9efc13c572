import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import { grownBy } from "../../engine/renewal/scenario-cost";
import { purchaseCost, tierReached } from "../../engine/rules/price-tiers";
import { tokensToBuy } from "../../engine/rules/tokens-to-buy";
import { scale, tokens, wholeUp, type Tokens } from "../../engine/units";
import { UNKNOWN } from "../../workbook/cells";
import type { NumberFormat, TableSpec } from "../../workbook/spec";
import { orUnknown, tokenTierPrice, valueAt } from "./formulas";
import { SMALLEST_ORDER, TOKENS_BY_TIER } from "./price-names";
import { yearsOf, type ReportInput } from "./report-input";
import { AS_TODAY, inPool, orderedTokens, poolText, type OrderedTokens } from "./scenario-tokens";
import { reportTable, type ReportColumn, type ReportTable } from "./table";
import {
  assumptionCell,
  BUFFER_CELL,
  MIX_POOLS,
  TOKEN_ORDERS,
  TOKEN_PRICES,
  type ResultTable,
} from "./tables";

/** A purchase of tokens for a pool in a year of a scenario. */
interface TokenOrder extends OrderedTokens {
  readonly year: number;
}

type OrderColumn = ReportColumn<TokenOrder>;

/** Every purchase of tokens, step by step, from the need to the cost. */
export const tokenOrderTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    TOKEN_ORDERS,
    place,
    [...keyColumns(), ...priceBasisColumns(run), ...orderStepColumns(run)],
    orderedTokens(run).flatMap((ordered) => yearsOf(run).map((year) => ({ ...ordered, year }))),
    "How each purchase of tokens comes about",
  );

const keyColumns = (): OrderColumn[] => [
  { column: TOKEN_ORDERS.line, width: 6, format: "whole", cell: ({ no }) => no },
  { column: TOKEN_ORDERS.scenario, width: 24, format: "text", cell: ({ scenario }) => scenario.name },
  {
    column: TOKEN_ORDERS.pool,
    width: 24,
    format: "text",
    cell: ({ scenario, pool }) => poolText(scenario, pool),
  },
  { column: TOKEN_ORDERS.year, width: 7, format: "whole", cell: ({ year }) => year },
];

/** Whether a purchase follows the tokens that the users of the pool draw. */
const followsDraws = ({ scenario, pool, year }: TokenOrder): boolean =>
  scenario.id === "best-mix" && at(pool.needed, year - 1) === at(pool.needed, 0);

const AT_LIST = "at list prices";

/** What distinguishes the rows. A blank means that the row follows the Assumptions or the users. */
const priceBasisColumns = ({ analysis }: ReportInput): OrderColumn[] => [
  {
    column: TOKEN_ORDERS.basis,
    format: "text",
    cell: ({ pool }) => (pool.asBefore ? AS_TODAY : pool.isQuoted ? "as quoted" : AT_LIST),
  },
  {
    column: TOKEN_ORDERS.run,
    format: "whole",
    cell: (order) => (followsDraws(order) ? null : at(order.pool.needed, order.year - 1)),
  },
  {
    column: TOKEN_ORDERS.growth,
    format: "general",
    cell: ({ year }) => grownBy(year, analysis.assumptions),
  },
  {
    column: TOKEN_ORDERS.ownBuffer,
    format: "percent",
    cell: ({ pool }) => (pool.asBefore || pool.buffer !== analysis.buffer ? pool.buffer : null),
  },
  { column: TOKEN_ORDERS.ownPack, format: "whole", cell: ({ pool }) => (pool.asBefore ? pool.pack : null) },
  {
    column: TOKEN_ORDERS.atLeast,
    format: "whole",
    cell: ({ pool, year }) => pool.atLeast?.[year - 1] ?? null,
  },
  { column: TOKEN_ORDERS.paid, format: "price", cell: ({ pool }) => pool.paid ?? null },
];

/** A step: its column, its format, and how it follows from the steps before it. */
type OrderStep = readonly [keyof ReturnType<typeof stepsOf>, NumberFormat, string];

const orderStepColumns = ({ analysis }: ReportInput): OrderColumn[] =>
  [...NEED_STEPS, ...PURCHASE_STEPS, ...COST_STEPS].map(([name, format, formula]) => ({
    column: TOKEN_ORDERS[name],
    format,
    cell: (order) => ({ value: stepsOf(order, analysis)[name], formula }),
  }));

const o = Object.fromEntries(
  Object.entries(TOKEN_ORDERS).flatMap(([name, column]) =>
    typeof column === "object" && "here" in column ? [[name, column.here]] : [],
  ),
) as Readonly<Record<Exclude<keyof typeof TOKEN_ORDERS, keyof ResultTable>, string>>;

const ownOr = (fixed: string, otherwise: string): string =>
  orUnknown(`IF(${fixed}="",${otherwise},${fixed}+0)`);

const inPacks = (quantity: string, pack: string): string => `ROUNDUP(ROUND(${quantity}/${pack},6),0)*${pack}`;

/** Tokens needed, with growth, buffer and packs. */
const NEED_STEPS: readonly OrderStep[] = [
  ["drawn", "whole", `IF(${o.run}<>"","",${orUnknown(valueAt(MIX_POOLS.drawn, MIX_POOLS.pool, o.pool))})`],
  ["need", "decimal", orUnknown(`IF(${o.run}="",${o.drawn},${o.run})*${o.growth}`)],
  ["buffer", "percent", ownOr(o.ownBuffer, BUFFER_CELL)],
  ["pack", "whole", ownOr(o.ownPack, assumptionCell("packSize"))],
  ["floor", "whole", orUnknown(`ROUNDUP(ROUND(${o.atLeast}*${o.growth},6),0)`)],
  ["buffered", "whole", orUnknown(`MAX(ROUNDUP(ROUND(${o.need}*(1+${o.buffer}),6),0),${o.floor}+0)`)],
  ["needed", "whole", orUnknown(inPacks(o.buffered, o.pack))],
];

/** More than any purchase costs. */
const NEVER = 1e99;

const { from, inPacks: packs, cost: packsCost, offset } = TOKEN_PRICES;

/** The fewest tokens that can be bought, or where a further tier begins, if that costs less. */
const PURCHASE_STEPS: readonly OrderStep[] = [
  ["least", "whole", orUnknown(`IF(${o.needed}=0,0,MAX(${o.needed}+0,${SMALLEST_ORDER}+0))`)],
  ["leastPrice", "price", tokenTierPrice(o.least)],
  ["leastCost", "money", orUnknown(`${o.least}*${o.leastPrice}`)],
  [
    "jump",
    "general",
    orUnknown(`SUMPRODUCT(MIN((${packs.all}<=${o.least}+0)*1E+99+${packsCost.all}))+${TOKENS_BY_TIER}*1E+99`),
  ],
  [
    "jumpTo",
    "general",
    orUnknown(
      `SUMPRODUCT(MIN(((${packs.all}<=${o.least}+0)+(${packsCost.all}>${o.jump}+0))*1E+99+${packs.all}))`,
    ),
  ],
  ["purchase", "whole", orUnknown(`IF(${o.jump}+0<${o.leastCost}-1E-9,${o.jumpTo},${o.least})`)],
  ["bought", "whole", `IF(${o.basis}="${AT_LIST}",${o.purchase},${o.needed})`],
];

/** The price that was paid, where that is known, else the tiers; and the rise after the first year. */
const COST_STEPS: readonly OrderStep[] = [
  ["tierPrice", "price", tokenTierPrice(o.bought)],
  ["offset", "money", orUnknown(`SUMPRODUCT((${from.all}+0<=${o.bought}+0)*${offset.all})`)],
  ["listCost", "money", orUnknown(`${o.bought}*${o.tierPrice}-${TOKENS_BY_TIER}*${o.offset}`)],
  ["amount", "money", orUnknown(`IF(${o.paid}="",${o.listCost}+0,${o.bought}*${o.paid})`)],
  ["rise", "general", orUnknown(`IF(${o.year}=1,1,(1+${assumptionCell("tokenUplift")})^(${o.year}-1))`)],
  ["cost", "money", orUnknown(`IF(${o.bought}=0,0,${o.amount}*${o.rise})`)],
];

/** The values of the steps in this run. */
function stepsOf(order: TokenOrder, analysis: Analysis) {
  const { tiers, assumptions } = analysis;
  const { pool, year } = order;
  const grown = (amount: Tokens): Tokens => scale(amount, grownBy(year, assumptions));
  const need = grown(at(pool.needed, year - 1));
  const floor = wholeUp(grown(pool.atLeast?.[year - 1] ?? tokens(0)));
  const { needed, tokens: bought, cost } = inPool(order, year);
  return {
    drawn: followsDraws(order) ? at(pool.needed, 0) : "",
    need,
    buffer: pool.buffer,
    pack: pool.pack,
    floor,
    buffered: Math.max(tokensToBuy(need, pool.buffer, tokens(1)), floor),
    needed,
    bought,
    ...(tiers.length === 0 ? UNKNOWN_STEPS : purchaseSteps(needed, analysis)),
    ...costSteps(order, bought, analysis),
    rise: (1 + assumptions.tokenUplift) ** (year - 1),
    cost,
  };
}

/** The steps by a price list that is unknown. */
const UNKNOWN_STEPS = {
  least: UNKNOWN,
  leastPrice: UNKNOWN,
  leastCost: UNKNOWN,
  jump: UNKNOWN,
  jumpTo: UNKNOWN,
  purchase: UNKNOWN,
} as const;

function costSteps({ pool: { paid } }: TokenOrder, bought: Tokens, { tiers, assumptions }: Analysis) {
  const amountPaid = paid === undefined ? null : paid * bought;
  if (tiers.length === 0)
    return { tierPrice: UNKNOWN, offset: UNKNOWN, listCost: UNKNOWN, amount: amountPaid ?? UNKNOWN } as const;
  const listCost = purchaseCost(bought, tiers, assumptions.tierKind);
  const tierPrice = tierReached(bought, tiers).unitPrice;
  const offset = bought * tierPrice - purchaseCost(bought, tiers, "incremental");
  return { tierPrice, offset, listCost, amount: amountPaid ?? listCost };
}

function purchaseSteps(needed: Tokens, { tiers, assumptions }: Analysis) {
  const { packSize, smallestPurchase, tierKind } = assumptions;
  const packed = (quantity: number): number => wholeUp(tokens(quantity / packSize)) * packSize;
  const least = needed === 0 ? 0 : Math.max(needed, packed(smallestPurchase));
  const leastPrice = tierReached(least, tiers).unitPrice;
  const edges = tiers.map(({ minimum }, i) => packed(i === 0 ? 0 : minimum));
  const costs = edges.map((edge) => edge * tierReached(edge, tiers).unitPrice);
  const cheapest = Math.min(...edges.map((edge, i) => (edge <= least ? NEVER : 0) + at(costs, i)));
  const jump = cheapest + (tierKind === "incremental" ? NEVER : 0);
  const jumpTo = Math.min(
    ...edges.map((edge, i) => ((edge <= least ? 1 : 0) + (at(costs, i) > jump ? 1 : 0)) * NEVER + edge),
  );
  const leastCost = least * leastPrice;
  return { least, leastPrice, leastCost, jump, jumpTo, purchase: jump < leastCost - 1e-9 ? jumpTo : least };
}
