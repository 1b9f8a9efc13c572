import { scale, wholeUp, type Tokens } from "../units";

/** Tokens to buy for a need: with the buffer, up to whole tokens, then up to whole packs (DOMAIN §13). */
export function tokensToBuy(need: Tokens, buffer: number, pack: Tokens): Tokens {
  const packs = wholeUp(scale(wholeUp(scale(need, 1 + buffer)), 1 / pack));
  return scale(packs, pack);
}
