import { DAYS_PER_YEAR } from "../calendar";
import type { Context } from "../estate/context";
import type { TokenPack } from "../estate/estate";
import { grouped } from "../grouped";
import { poolOf } from "../pool/ledger-packs";
import { cheapestPurchase, purchaseCost, tiersInOrder } from "../rules/price-tiers";
import { fraction, minus, money, most, ratio, tokens, total, type Money } from "../units";
import { WITHOUT_CHARGES, type Trap } from "./traps";

/**
 * What the purchases of the last 12 months cost more than one purchase of as many tokens, or of more where a further
 * price step makes that cheaper: both at the prices of today, so that the difference is one of sizes alone (DOMAIN
 * §10). Tokens of different contracts or teams are never one purchase.
 */
export function tierTrap(context: Context): Trap {
  const bought = context.packs.filter(
    ({ purchased }) => purchased <= context.asOf && purchased > context.asOf - DAYS_PER_YEAR,
  );
  const unknown = whyNoTierTrap(context, bought);
  const pools = [...grouped(bought, poolOf).values()];
  const cost = unknown === null ? total(pools.map((own) => costAsBought(context, own))) : null;
  const least = unknown === null ? total(pools.map((own) => costAtOnce(context, own))) : null;
  const saved = cost === null || least === null ? null : most(minus(cost, least), money(0));
  return {
    ...WITHOUT_CHARGES,
    name: "tier",
    money: saved,
    share: saved === null || cost === null || cost === 0 ? null : fraction(ratio(saved, cost)),
    shareOf: "cost of a year's purchases",
    worth: saved,
    unknown,
  };
}

function whyNoTierTrap({ tiers, unknowns }: Context, bought: readonly TokenPack[]): string | null {
  if (unknowns.because("tokens bought").length > 0) return "rows of Token packs could not be read";
  if (bought.length === 0) return "no token pack was bought in the last 12 months";
  if (tiers.length === 0) return "the price of a token is unknown";
  return tiers.length === 1 ? "only one price of a token is known: add the price steps of a quote" : null;
}

const purchasedTokens = (packs: readonly TokenPack[]) =>
  total([tokens(0), ...packs.map((pack) => pack.tokens)]);

/** Packs of one day are one purchase. */
function costAsBought({ tiers, assumptions }: Context, packs: readonly TokenPack[]): Money {
  const purchases = [...grouped(packs, ({ purchased }) => purchased).values()];
  return total(
    purchases.map((own) => purchaseCost(purchasedTokens(own), tiersInOrder(tiers), assumptions.tierKind)),
  );
}

function costAtOnce({ tiers, assumptions }: Context, packs: readonly TokenPack[]): Money {
  const { tierKind, packSize } = assumptions;
  const ordered = tiersInOrder(tiers);
  const lots = { lot: packSize, least: tokens(0) };
  return purchaseCost(cheapestPurchase(purchasedTokens(packs), ordered, tierKind, lots), ordered, tierKind);
}
