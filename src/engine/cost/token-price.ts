import type { TierKind } from "../assumptions";
import type { TokenTier } from "../estate";
import { money, rate, scale, wholeUp, type Money, type TokenPrice, type Tokens } from "../units";

/** Tiers in order of their minimum. The lowest tier's price also holds below its minimum. */
export const tiersInOrder = (tiers: readonly TokenTier[]): TokenTier[] =>
  [...tiers].sort((a, b) => a.minimum - b.minimum);

/** The tier that a purchase reaches. `tiers` is in order and not empty. */
export function tierReached(bought: Tokens, tiers: readonly TokenTier[]): TokenTier {
  let reached = tiers[0] as TokenTier;
  for (const tier of tiers) if (tier.minimum <= bought) reached = tier;
  return reached;
}

/**
 * What a purchase of tokens costs. `all units`: the reached tier's price for every token; `incremental`: each tier's
 * price for the tokens within it (6,000 over {0: 3, 5,000: 2.8} cost 16,800 or 17,800).
 */
export function purchaseCost(bought: Tokens, tiers: readonly TokenTier[], kind: TierKind): Money {
  if (kind === "all units") return money(bought * tierReached(bought, tiers).unitPrice);
  let cost = 0;
  tiers.forEach((tier, i) => {
    const from = i === 0 ? 0 : tier.minimum;
    const to = Math.min(bought, tiers[i + 1]?.minimum ?? Infinity);
    if (to > from) cost += (to - from) * tier.unitPrice;
  });
  return money(cost);
}

/** What one token of a purchase costs on average; for no tokens, the lowest tier's price. */
export const averagePrice = (bought: Tokens, tiers: readonly TokenTier[], kind: TierKind): TokenPrice =>
  bought > 0 ? rate(purchaseCost(bought, tiers, kind) / bought) : (tiers[0] as TokenTier).unitPrice;

/** Tokens to buy for a need: a buffer on top, up to whole tokens, then up to whole packs (DOMAIN §13). */
export function tokensToBuy(need: Tokens, buffer: number, pack: Tokens): Tokens {
  const packs = wholeUp(scale(wholeUp(scale(need, 1 + buffer)), 1 / pack));
  return scale(packs, pack);
}
