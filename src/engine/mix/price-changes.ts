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

/** The extra cost if all prices of an offering rise and no cover changes: an upper bound for the new best mix. */
export const forSeatPrice = ({ paid }: Pick<MixSeats, "paid">, rise: SeatPrice): Money => times(rise, paid);

/** The extra cost if the prices of all token tiers rise and no cover changes: an upper bound for the new best mix. */
export const forTokenPrice = ({ bought }: MixTokens, rise: TokenPrice): Money => times(rise, bought);

/**
 * The cost of further days of a product on Flex at the marginal price of a token. It is an average over how full packs
 * are, and holds as long as that price does.
 */
export const forDays = ({ oneMore }: Pick<MixTokens, "oneMore">, perDay: TokenRate, more: Days): Money =>
  times(through(oneMore, perDay), more);

/** A tier that the tokens bought do not reach. */
export interface TierEdge {
  readonly tier: TokenTier;
  /** Tokens to buy beyond those bought. */
  readonly more: Tokens;
  /** The extra cost; negative for a saving. */
  readonly costs: Money;
}

/**
 * The effect of buying up to each further tier (DOMAIN §5). With 4,500 bought at 3.00 and 2.80 from 5,000 on, 500 more
 * cost 500; with 4,700 bought, 300 more save 100. The best mix already buys up to a tier if that saves money.
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
