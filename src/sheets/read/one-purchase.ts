import type { TokenPack } from "../../engine/estate/estate";

/** A pack of tokens, and the kind of table that states it. */
export interface StatedPack extends TokenPack {
  readonly by: "Subscriptions" | "Token packs";
}

/** Two statements of one purchase: the pack left out, and the pack kept. */
export interface Twin {
  readonly pack: StatedPack;
  readonly kept: StatedPack;
}

/**
 * The packs without repeated purchases. A Flex line of Subscriptions and a row of Token packs are one purchase
 * when they have the same number of tokens and the same contract or day. The statement with a price is kept,
 * else that of Token packs (DOMAIN §14).
 */
export function onePurchaseOnce(packs: readonly StatedPack[], onTwin: (twin: Twin) => void): TokenPack[] {
  const kept = packs.filter(({ by }) => by === "Token packs");
  for (const line of packs.filter(({ by }) => by === "Subscriptions")) {
    const place = kept.findIndex((pack) => pack.by === "Token packs" && isSamePurchase(pack, line));
    const pack = kept[place];
    if (pack === undefined) {
      kept.push(line);
      continue;
    }
    const lineWins = pack.price === undefined && line.price !== undefined;
    // Marked as a line, the pair is not taken for a second line's purchase.
    kept[place] = { ...(lineWins ? line : pack), by: "Subscriptions" };
    onTwin(lineWins ? { pack, kept: line } : { pack: line, kept: pack });
  }
  return kept.map(({ by: _, ...pack }) => pack);
}

const isSamePurchase = (a: TokenPack, b: TokenPack): boolean =>
  a.tokens === b.tokens &&
  (a.purchased === b.purchased || (a.contract !== undefined && a.contract === b.contract));
