import type { TokenPack } from "../../engine/estate/estate";
import { grouped } from "../../engine/grouped";
import { known } from "./known";

/** A pack of tokens, and the kind of table that states it: after `onePurchaseOnce`, perhaps both kinds. */
export interface StatedPack extends TokenPack {
  readonly by: "Subscriptions" | "Token packs" | "both";
  /** Only lines of Subscriptions state it. */
  readonly subscription?: string;
}

/** Two statements of one purchase: the pack left out, and the pack kept. */
export interface Twin {
  readonly pack: StatedPack;
  readonly kept: StatedPack;
}

/**
 * The packs without repeated purchases. A Flex line of Subscriptions and a row of Token packs are one purchase
 * when they have the same number of tokens and the same contract or day. The statement with a price is kept,
 * else that of Token packs (DOMAIN §14); its blank cells are taken from the other.
 */
export function onePurchaseOnce(packs: readonly StatedPack[], onTwin: (twin: Twin) => void): StatedPack[] {
  const kept = packs.filter(({ by }) => by === "Token packs");
  for (const line of packs.filter(({ by }) => by === "Subscriptions")) {
    const place = kept.findIndex((pack) => pack.by === "Token packs" && isSamePurchase(pack, line));
    const pack = kept[place];
    if (pack === undefined) {
      kept.push(line);
      continue;
    }
    const lineWins = pack.price === undefined && line.price !== undefined;
    const twin = lineWins ? { pack, kept: line } : { pack: line, kept: pack };
    kept[place] = completedPack(twin);
    onTwin(twin);
  }
  return kept;
}

/** Marked as stated by both, so that the pair is not taken for a second line's purchase. */
function completedPack({ pack: other, kept }: Twin): StatedPack {
  const { ends, contract, pool, subscription } = other;
  // Two days of one purchase may differ, and no pack ends before it is bought.
  const end = ends !== undefined && ends >= kept.purchased ? ends : undefined;
  return { ...known({ ends: end, contract, pool, subscription }), ...kept, by: "both" };
}

const isSamePurchase = (a: TokenPack, b: TokenPack): boolean =>
  a.tokens === b.tokens &&
  (a.purchased === b.purchased || (a.contract !== undefined && a.contract === b.contract));

/** A purchase that no column tells from an earlier one; both count. */
export interface LookAlike {
  readonly pack: StatedPack;
  readonly like: StatedPack;
}

/** The purchases that may be an earlier one stated again. Two purchases that both kinds of table list are two. */
export function lookAlikes(packs: readonly StatedPack[]): LookAlike[] {
  return [...grouped(packs, ({ purchased, tokens }) => `${purchased} ${tokens}`).values()].flatMap((own) =>
    own.flatMap((pack) => {
      const like = own.find((other) => other === pack || !areApart(other, pack));
      return like === undefined || like === pack ? [] : [{ pack, like }];
    }),
  );
}

/** How many days may lie between the order of tokens and the begin of their term. */
const MOST_DAYS_BETWEEN = 31;

/**
 * Flex lines of Subscriptions, each beside rows of Token packs that add up to its tokens, were bought about its time,
 * and name no other contract: they may be one purchase. All count.
 */
export function nearPurchases(packs: readonly StatedPack[]): LookAlike[] {
  const rows = packs.filter(({ by }) => by === "Token packs");
  return packs.flatMap((line): LookAlike[] => {
    if (line.by !== "Subscriptions") return [];
    const near = rows.filter(
      ({ purchased, contract }) =>
        Math.abs(purchased - line.purchased) <= MOST_DAYS_BETWEEN &&
        (contract === undefined || line.contract === undefined || contract === line.contract),
    );
    const one = near.find(({ tokens }) => tokens === line.tokens) ?? near[0];
    const all = near.reduce((sum, { tokens }) => sum + tokens, 0);
    return one !== undefined && (one.tokens === line.tokens || all === line.tokens)
      ? [{ pack: line, like: one }]
      : [];
  });
}

/** A blank cell is unknown, so it tells no two rows apart. */
const TELL_APART = ["contract", "pool", "ends", "price", "subscription"] as const;

const areApart = (a: StatedPack, b: StatedPack): boolean =>
  (a.by === "both" && b.by === "both") ||
  TELL_APART.some((name) => a[name] !== undefined && b[name] !== undefined && a[name] !== b[name]);

/** The purchases that may be another's stated again: the same ones, whatever the order of the rows. */
export function repeatedPurchases(packs: readonly StatedPack[]): StatedPack[] {
  const content = (pack: StatedPack): string => JSON.stringify(TELL_APART.map((name) => pack[name] ?? null));
  const inOrder = packs
    .map((pack) => ({ pack, by: content(pack) }))
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
  return lookAlikes(inOrder.map(({ pack }) => pack)).map(({ pack }) => pack);
}
