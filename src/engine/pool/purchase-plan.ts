import type { Assumptions } from "../assumptions";
import { addDays, daysIn, monthOf } from "../calendar";
import { integratedSaving, type IntegratedSaving } from "../rules/integrated-saving";
import { averagePrice, purchaseCost } from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import { isInLastQuarter } from "../rules/vendor-year";
import {
  minus,
  scale,
  times,
  tokens,
  total,
  type DayNumber,
  type Money,
  type TokenPrice,
  type Tokens,
} from "../units";
import type { TokenForecast } from "./forecast";
import { NOISE } from "./burn";
import type { PoolTerms } from "./pool-spend";
import { meanOver, type SimulatedUse } from "./simulation";

/** What to buy in the coming twelve months if the use comes as forecast (DOMAIN §6). */
export interface PurchasePlan {
  /** In order of their dates; none if today's packs last. */
  readonly purchases: readonly PlannedPurchase[];
  /** The first purchase in the vendor's last quarter; null if it falls in no such month. */
  readonly lastQuarter: LastQuarter | null;
  /** All purchases inside the agreement against standalone; null without both discounts. */
  readonly inside: IntegratedSaving | null;
}

export interface PlannedPurchase {
  readonly what: "first order" | "top-up";
  /** The last day to order. */
  readonly orderBy: DayNumber;
  readonly tokens: Tokens;
  readonly packs: number;
  readonly price: TokenPrice;
  readonly cost: Money;
  readonly approval: "manager" | "director";
  /** The next price tier: so many tokens more, which cost so much more (below 0: less); null if there is none. */
  readonly edge: { readonly more: Tokens; readonly costs: Money; readonly price: TokenPrice } | null;
}

/** An order by this day is in the vendor's last quarter, whose discount may save so much. */
export interface LastQuarter {
  readonly by: DayNumber;
  readonly low: Money;
  readonly high: Money;
}

export interface PlanInput {
  readonly asOf: DayNumber;
  readonly assumptions: Assumptions;
  readonly forecast: TokenForecast;
  readonly use: SimulatedUse;
  readonly terms: PoolTerms;
  /** The first order of the plan. */
  readonly order: Tokens;
}

/** The first order, and then a top-up whenever the pool would be empty by the forecast. */
export function purchasePlanOf(input: PlanInput): PurchasePlan {
  const { assumptions, terms, order } = input;
  const purchases: PlannedPurchase[] = [];
  if (order > 0) purchases.push(purchase(input, "first order", order, emptyOn(input, terms.left, "high")));
  const size = topUpSize(input);
  for (let pool = terms.left + order; ; pool += size) {
    // The first purchase must not come too late if more is drawn than expected.
    const empty = emptyOn(input, tokens(pool), purchases.length === 0 ? "high" : "expected");
    if (empty === null) break;
    purchases.push(purchase(input, "top-up", size, empty));
  }
  const { discountInside, discountStandalone } = assumptions;
  const spend = total(purchases.map(({ cost }) => cost));
  return {
    purchases,
    lastQuarter: lastQuarterOf(input, purchases[0]),
    inside:
      discountInside === null || discountStandalone === null || spend === 0
        ? null
        : integratedSaving(spend, discountInside, discountStandalone),
  };
}

/** A top-up, or as many tokens as an average month draws, so that there is at most one purchase a month. */
function topUpSize({ use, terms }: PlanInput): Tokens {
  const month = tokens(meanOver(use, (drawn) => drawn) / 12);
  return tokens(Math.max(terms.topUp.tokens, tokensToBuy(month, 0, terms.packSize)));
}

function purchase(
  { asOf, assumptions, terms }: PlanInput,
  what: PlannedPurchase["what"],
  size: Tokens,
  empty: DayNumber | null,
): PlannedPurchase {
  const { tiers, tierKind, packSize, topUp } = terms;
  const stated = what === "top-up" ? assumptions.topUpPrice : null;
  const cost = stated === null ? purchaseCost(size, tiers, tierKind) : times(topUp.price, size);
  return {
    what,
    orderBy: Math.max(empty === null ? asOf : addDays(empty, 0 - assumptions.topUpDays), asOf) as DayNumber,
    tokens: size,
    packs: size / packSize,
    price: stated ?? averagePrice(size, tiers, tierKind),
    cost,
    approval: cost < assumptions.approvalLimit ? "manager" : "director",
    edge: stated === null ? edgeAbove(terms, size, cost) : null,
  };
}

function edgeAbove(
  { tiers, tierKind, packSize }: PoolTerms,
  size: Tokens,
  cost: Money,
): PlannedPurchase["edge"] {
  const next = tiers.find(({ minimum }) => minimum > size);
  if (!next) return null;
  const edge = tokensToBuy(next.minimum, 0, packSize);
  return {
    more: minus(edge, size),
    costs: minus(purchaseCost(edge, tiers, tierKind), cost),
    price: next.unitPrice,
  };
}

/** The first day after the as-of date on which a pool is empty if the use comes as forecast; null for none of them. */
function emptyOn(
  { asOf, assumptions, forecast }: PlanInput,
  pool: Tokens,
  path: "expected" | "high",
): DayNumber | null {
  let left: number = pool;
  let day = addDays(asOf, 1);
  for (const { month, expected, likely } of forecast.months) {
    const perDay = (assumptions.loadFactor * (path === "high" ? likely.high : expected)) / daysIn(month);
    for (; monthOf(day) === month; day = addDays(day, 1)) {
      if (perDay > left + NOISE) return day;
      left -= perDay;
    }
  }
  return null;
}

function lastQuarterOf(
  { asOf, assumptions }: PlanInput,
  first: PlannedPurchase | undefined,
): LastQuarter | null {
  if (first === undefined) return null;
  for (let by = first.orderBy; by >= asOf; by = addDays(by, -1))
    if (isInLastQuarter(by))
      return {
        by,
        low: scale(first.cost, assumptions.quarterPointsLow),
        high: scale(first.cost, assumptions.quarterPointsHigh),
      };
  return null;
}
