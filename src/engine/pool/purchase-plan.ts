import type { Assumptions } from "../assumptions";
import { addDays } from "../calendar";
import { yearFrom } from "../estate/pack-terms";
import { integratedSaving, type IntegratedSaving } from "../rules/integrated-saving";
import { averagePrice, purchaseCost } from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import { isInLastQuarter } from "../rules/vendor-year";
import {
  least,
  minus,
  plus,
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
import { Burn, NOISE } from "./burn";
import type { KnownPack } from "./known-supply";
import { Ahead, type LedgerPath } from "./ledger";
import { topUpFor, type PoolTerms } from "./pool-spend";
import { averageMonth, type SimulatedUse } from "./simulation";

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
  /** Null where the limit could not be read. */
  readonly approval: "manager" | "director" | null;
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
  /** The packs left, and those to come. */
  readonly known: readonly KnownPack[];
  /** The first order of the plan. */
  readonly order: Tokens;
}

/**
 * The first order, and then a top-up whenever the pool would be empty by the forecast. The packs burn day by day, those
 * to come from their days on.
 */
export function purchasePlanOf(input: PlanInput): PurchasePlan {
  const { asOf, assumptions, order } = input;
  const purchases: PlannedPurchase[] = [];
  const packs: KnownPack[] = [...input.known];
  const buy = (what: PlannedPurchase["what"], size: Tokens, empty: DayNumber | null): void => {
    purchases.push(purchase(input, what, size, empty));
    packs.push(plannedPack(empty ?? addDays(asOf, 1), size));
  };
  if (order > 0) buy("first order", order, gapOf(input, packs, "high")?.empty ?? null);
  for (;;) {
    // The first purchase must not come too late if more is drawn than expected.
    const gap = gapOf(input, packs, purchases.length === 0 ? "high" : "expected");
    if (gap === null) break;
    buy("top-up", topUpSize(input, gap.lacks), gap.empty);
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

/** A top-up for an average month; fewer where the next pack to come is near. */
const topUpSize = ({ use, terms }: PlanInput, lacks: Tokens): Tokens =>
  topUpFor(least(averageMonth(use), lacks), terms);

/** A purchase of the plan lasts a year. */
const plannedPack = (purchased: DayNumber, size: Tokens): KnownPack => ({
  purchased,
  lastDay: yearFrom(purchased),
  tokens: size,
  isToCome: true,
});

function purchase(
  { asOf, assumptions, terms }: PlanInput,
  what: PlannedPurchase["what"],
  size: Tokens,
  empty: DayNumber | null,
): PlannedPurchase {
  const { tiers, tierKind, packSize } = terms;
  const stated = what === "top-up" ? assumptions.topUpPrice : null;
  const cost = stated === null ? purchaseCost(size, tiers, tierKind) : times(stated, size);
  return {
    what,
    orderBy: Math.max(empty === null ? asOf : addDays(empty, 0 - assumptions.topUpDays), asOf) as DayNumber,
    tokens: size,
    packs: size / packSize,
    price: stated ?? averagePrice(size, tiers, tierKind),
    cost,
    approval: approvalOf(cost, assumptions.approvalLimit),
    edge: stated === null ? edgeAbove(terms, size, cost) : null,
  };
}

const approvalOf = (cost: Money, limit: Money | null): PlannedPurchase["approval"] =>
  limit === null ? null : cost < limit ? "manager" : "director";

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

interface UncoveredUse {
  /** The first day on which the packs do not suffice. */
  readonly empty: DayNumber;
  /** What they lack from then on until the next pack comes, or to the end of the forecast. */
  readonly lacks: Tokens;
}

/** When the packs run out if the use comes as forecast; null if they do not. */
function gapOf(
  { asOf, assumptions, forecast }: PlanInput,
  packs: readonly KnownPack[],
  path: LedgerPath,
): UncoveredUse | null {
  const ahead = new Ahead(forecast);
  const burn = Burn.of(packs);
  const begins = new Set(packs.map(({ purchased }) => purchased));
  let empty: DayNumber | null = null;
  let lacks = tokens(0);
  for (let day = addDays(asOf, 1); ; day = addDays(day, 1)) {
    const drawn = ahead.on(day, path);
    if (drawn === undefined || (empty !== null && begins.has(day))) return empty && { empty, lacks };
    const { short } = burn.take(day, scale(drawn, assumptions.loadFactor));
    if (short > NOISE) empty ??= day;
    if (empty !== null) lacks = plus(lacks, short);
  }
}

function lastQuarterOf(
  { asOf, assumptions }: PlanInput,
  first: PlannedPurchase | undefined,
): LastQuarter | null {
  const { quarterPointsLow, quarterPointsHigh } = assumptions;
  if (first === undefined || quarterPointsLow === null || quarterPointsHigh === null) return null;
  for (let by = first.orderBy; by >= asOf; by = addDays(by, -1))
    if (isInLastQuarter(by))
      return {
        by,
        low: scale(first.cost, quarterPointsLow),
        high: scale(first.cost, quarterPointsHigh),
      };
  return null;
}
