import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { averagePrice, tiersInOrder, type TierKind } from "../engine/rules/price-tiers";
import type { TokenTier } from "../engine/estate/estate";
import type { TokenPrice, Tokens } from "../engine/units";
import { AMOUNT, numbers, series, words } from "./arguments";
import { cellByCell } from "./cell-by-cell";
import { noTierPrice, noTiers, notTwoColumns, refuse, sameMinimum } from "./refusals";

const KINDS = { all: "all units", incremental: "incremental", "all units": "all units" } as const;

/**
 * What one token costs on average when so many are bought, by a table of tiers.
 * @customfunction TOKEN_PRICE
 * @helpurl https://localhost:3000/help/token_price.html
 * @param tokens Tokens to buy
 * @param tiers Table of two columns without header: from how many tokens, price of a token
 * @param kind "all": the tier reached prices all tokens; "incremental": each tier its own part; "all" if left out
 * @returns The price of a token, in the currency of the tiers
 */
export function tokenPrice(tokens: unknown[][], tiers: unknown[][], kind?: unknown[][]): unknown[][] {
  const ladder = tiersOf(tiers);
  return cellByCell(
    [
      numbers<Tokens>("tokens", tokens, AMOUNT),
      words<TierKind>("kind", kind, KINDS, DEFAULT_ASSUMPTIONS.tierKind.value),
    ],
    (bought, how) => averagePrice(bought, ladder, how),
  );
}

/** The tiers of a table, in order. A blank row is none, wherever it lies. */
function tiersOf(table: unknown[][]): TokenTier[] {
  const read = numbers("tiers", table, { ...AMOUNT, spareRows: true });
  if (read.columns !== 2) return refuse(notTwoColumns(read.columns));
  const values = series(read);
  const tiers = read.cells.flatMap((_, row) => {
    const [minimum, unitPrice] = [values[2 * row] as Tokens, values[2 * row + 1] as number as TokenPrice];
    if (minimum === 0 && unitPrice === 0) return [];
    return unitPrice === 0
      ? refuse(noTierPrice(row + 1))
      : [{ minimum, unitPrice, reference: "the tiers given" }];
  });
  const ladder = tiersInOrder(tiers);
  const twice = ladder.find((tier, n) => tier.minimum === ladder[n + 1]?.minimum);
  if (twice !== undefined) return refuse(sameMinimum(twice.minimum));
  return ladder.length > 0 ? ladder : refuse(noTiers());
}
