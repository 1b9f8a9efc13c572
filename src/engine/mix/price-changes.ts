import { purchaseCost, tiersInOrder } from "../rules/price-tiers";
import type { TokenTier } from "../estate/estate";
import {
  minus,
  most,
  scale,
  through,
  times,
  wholeUp,
  type Days,
  type Money,
  type SeatPrice,
  type TokenPrice,
  type TokenRate,
  type Tokens,
} from "../units";
import type { MixSeats, MixTokens } from "./mix";
import type { TokenPool } from "./problem";

/**
 * What a mix costs more when every price of an offering rises by so much and nobody changes. A new mix may
 * cost less than that, never more.
 */
export const forSeatPrice = ({ paid }: Pick<MixSeats, "paid">, rise: SeatPrice): Money => times(rise, paid);

/**
 * What a mix costs more when every tier's price rises by so much and nobody changes; a new mix may cost less,
 * never more.
 */
export const forTokenPrice = ({ bought }: MixTokens, rise: TokenPrice): Money => times(rise, bought);

/**
 * What some days more of a product on Flex cost at the marginal price of a token: on average over where the
 * packs happen to be full, and as long as that price holds.
 */
export const forDays = ({ oneMore }: Pick<MixTokens, "oneMore">, perDay: TokenRate, more: Days): Money =>
  times(through(oneMore, perDay), more);

/** A tier that the tokens bought do not reach. */
export interface TierEdge {
  readonly tier: TokenTier;
  /** Tokens to buy beyond those. */
  readonly more: Tokens;
  /** What that costs more; below 0 it saves. */
  readonly costs: Money;
}

/**
 * What buying up to each further tier would do (DOMAIN §5): 4,500 bought at 3.00 and the price 2.80 from 5,000
 * on: 500 more cost 500; 4,700 bought: 300 more save 100. The mix itself already buys up to an edge where that
 * saves.
 */
export function tierEdges({ bought }: MixTokens, { tiers, kind, pack, minimum }: TokenPool): TierEdge[] {
  const ordered = tiersInOrder(tiers);
  const packs = (n: Tokens): Tokens => scale(pack, wholeUp(scale(n, 1 / pack)));
  return ordered.slice(1).flatMap((tier) => {
    const edge = packs(most(tier.minimum, minimum));
    if (edge <= bought) return [];
    const costs = minus(purchaseCost(edge, ordered, kind), purchaseCost(bought, ordered, kind));
    return [{ tier, more: minus(edge, bought), costs }];
  });
}
