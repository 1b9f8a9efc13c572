import { money, most, rate, wholeUp, type Money, type Per, type Quantity } from "../units";

/**
 * The reading of a price table: the reached price for all units, or each price for the units within its tier.
 */
export type TierKind = "all units" | "incremental";

/** Price of a unit (token or seat) from `minimum` units on. */
export interface PriceTier<Q extends Quantity> {
  readonly minimum: Q;
  readonly unitPrice: Per<Money, Q>;
}

/** Tiers in order of their minimum. The lowest tier's price also holds below its minimum. */
export const tiersInOrder = <Tier extends { readonly minimum: number }>(tiers: readonly Tier[]): Tier[] =>
  [...tiers].sort((a, b) => a.minimum - b.minimum);

/** The tier that a purchase reaches. `tiers` is in order and not empty. */
export function tierReached<Tier extends { readonly minimum: number }>(
  bought: number,
  tiers: readonly Tier[],
): Tier {
  let reached = tiers[0] as Tier;
  for (const tier of tiers) if (tier.minimum <= bought) reached = tier;
  return reached;
}

/**
 * Cost of a purchase. `all units`: the reached tier's price for every unit; `incremental`: each tier's price
 * for the units within it (6,000 tokens at {0: 3, 5,000: 2.8} cost 16,800 or 17,800).
 */
export function purchaseCost<Q extends Quantity>(
  bought: Q,
  tiers: readonly PriceTier<NoInfer<Q>>[],
  kind: TierKind,
): Money {
  if (kind === "all units") return money(bought * tierReached(bought, tiers).unitPrice);
  let cost = 0;
  tiers.forEach((tier, i) => {
    const from = i === 0 ? 0 : tier.minimum;
    const to = Math.min(bought, tiers[i + 1]?.minimum ?? Infinity);
    if (to > from) cost += (to - from) * tier.unitPrice;
  });
  return money(cost);
}

/** Average price of a unit of a purchase; without units, the lowest tier's price. */
export const averagePrice = <Q extends Quantity>(
  bought: Q,
  tiers: readonly PriceTier<NoInfer<Q>>[],
  kind: TierKind,
): Per<Money, Q> =>
  bought > 0 ? rate(purchaseCost(bought, tiers, kind) / bought) : (tiers[0] as PriceTier<Q>).unitPrice;

/** The least number for sale that serves a need, where units are sold in multiples: 4 seats in threes are 6. */
export const inMultiples = <Q extends Quantity>(needed: Q, lot: number): Q =>
  (wholeUp((needed / lot) as Q) * lot) as Q;

/** The quantities for sale: multiples of `lot`, at least `least`. */
export interface Lots<Q extends Quantity> {
  readonly lot: Q;
  readonly least: Q;
}

/**
 * The cheapest purchase of at least the needed units, and of equally cheap purchases the smallest: it goes up
 * to a further tier if that costs less (4,700 tokens at 3 cost more than 5,000 at 2.8). `needed` is a
 * multiple of the lot.
 */
export function cheapestPurchase<Q extends Quantity>(
  needed: Q,
  tiers: readonly PriceTier<NoInfer<Q>>[],
  kind: TierKind,
  { lot, least }: Lots<NoInfer<Q>>,
): Q {
  if (needed === 0) return needed;
  const inLots = (units: number): Q => inMultiples(units as Q, lot);
  let best = most(needed, inLots(least));
  let cost = purchaseCost(best, tiers, kind);
  const lowest = best;
  for (const { minimum } of tiers.slice(1)) {
    const edge = inLots(minimum);
    const its = edge > lowest ? purchaseCost(edge, tiers, kind) : cost;
    if (its < cost - 1e-9) [best, cost] = [edge, its];
  }
  return best;
}
