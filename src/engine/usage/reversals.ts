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
  const { person, day, tokens, adjusts } = use;
  const chargesBefore = chargesGatherer(use, order);
  return (start: number, end: number, found: StatedTokens): StatedTokens => {
    if (found.adjusted >= 0 || person[order[start]!] === NOBODY) return found;
    const charges = chargesBefore(start, end);
    let given = 0;
    for (let i = start; i < end; i++) {
      const credit = order[i]!;
      if (!(tokens[credit]! < 0) || adjusts?.[credit] === 1) continue;
      const alike = charges.get(-tokens[credit]!) ?? [];
      const latest = alike.at(-1);
      if (latest === undefined || day[credit]! - day[latest]! > MOST_DAYS_LATER) continue;
      alike.pop();
      given += tokens[credit]!;
    }
    // Two kinds of export may state one credit.
    const back = Math.max(given, found.adjusted);
    if (back === 0) return found;
    return { ...found, stated: true, tokens: found.tokens + back, adjusted: found.adjusted - back };
  };
}

/**
 * Gathers the charges of the person and product of a day, up to the end of that day, by their tokens, the latest last.
 * Each row is looked at once, and only where a person has a credit.
 */
function chargesGatherer({ person, product, day, tokens, adjusts }: DailyUse, order: Uint32Array) {
  let charges = new Map<number, number[]>();
  let gathered = 0;
  let of = -1;
  const isOfSame = (row: number, other: number): boolean =>
    person[row] === person[other] && product[row] === product[other];
  return (start: number, end: number): Map<number, number[]> => {
    const row = order[start]!;
    if (of < 0 || !isOfSame(of, row)) {
      charges = new Map();
      gathered = start;
      while (
        gathered > 0 &&
        isOfSame(order[gathered - 1]!, row) &&
        day[row]! - day[order[gathered - 1]!]! <= MOST_DAYS_LATER
      )
        gathered--;
    }
    of = row;
    for (; gathered < end; gathered++) {
      const charge = order[gathered]!;
      if (!(tokens[charge]! > 0) || adjusts?.[charge] === 1) continue;
      const alike = charges.get(tokens[charge]!);
      if (alike) alike.push(charge);
      else charges.set(tokens[charge]!, [charge]);
    }
    return charges;
  };
}
