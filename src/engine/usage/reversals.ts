import { NOBODY, type DailyUse } from "../estate/estate";
import type { StatedTokens } from "./tokens-of-day";

/** A charge is reversed at most so many days later (ours: in the next invoice at the latest). */
const MOST_DAYS_LATER = 31;

/**
 * Takes reversed charges out of a day's tokens. A credit of as many tokens as one charge of the same person and product
 * shortly before reverses that charge: a study that failed (DOMAIN §15), or tokens charged in error. Its tokens are no
 * use, so nobody will draw them again. Any other credit says nothing of use, and stays an adjustment. The rows are in
 * order of person, product and day, and are read in that order.
 */
export function reversalReader(use: DailyUse, order: Uint32Array) {
  const { person, product, day, tokens, adjusts } = use;
  const reversed = new Set<number>();
  /** The latest charge that this credit may reverse. */
  const chargeOf = (credit: number, end: number): number | undefined => {
    for (let i = end - 1; i >= 0; i--) {
      const row = order[i]!;
      if (person[row] !== person[credit] || product[row] !== product[credit]) return undefined;
      if (day[credit]! - day[row]! > MOST_DAYS_LATER) return undefined;
      if (tokens[row] === -tokens[credit]! && adjusts?.[row] !== 1 && !reversed.has(row)) return row;
    }
    return undefined;
  };
  return (start: number, end: number, found: StatedTokens): StatedTokens => {
    if (found.adjusted >= 0 || person[order[start]!] === NOBODY) return found;
    let given = 0;
    for (let i = start; i < end; i++) {
      const credit = order[i]!;
      if (!(tokens[credit]! < 0) || adjusts?.[credit] === 1) continue;
      const charge = chargeOf(credit, end);
      if (charge === undefined) continue;
      reversed.add(charge);
      given += tokens[credit]!;
    }
    // Two kinds of export may state one credit.
    const back = Math.max(given, found.adjusted);
    if (back === 0) return found;
    return { ...found, stated: true, tokens: found.tokens + back, adjusted: found.adjusted - back };
  };
}
