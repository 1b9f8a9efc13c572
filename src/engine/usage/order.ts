import type { DailyUse } from "../estate/estate";

const DIGIT = 0x10000;

/**
 * The places of the daily use ordered by person, product, day, variant and access, equal ones as they stand. Linear in
 * their number: a counting sort for each column, the least important first.
 */
export function orderOfUse(use: DailyUse): Uint32Array {
  let order = new Uint32Array(use.length);
  for (let place = 0; place < use.length; place++) order[place] = place;
  if (isOrdered(use)) return order;
  let spare = new Uint32Array(use.length);
  for (const column of [use.access, use.variant, use.day, use.product, use.person]) {
    const { least, range } = extent(column, use.length);
    for (let unit = 1; range >= unit; unit *= DIGIT) {
      countingPass(order, spare, column, least, unit, Math.min(DIGIT, Math.floor(range / unit) + 1));
      [order, spare] = [spare, order];
    }
  }
  return order;
}

function isOrdered({ person, product, day, variant, access, length }: DailyUse): boolean {
  const columns = [person, product, day, variant, access];
  for (let i = 1; i < length; i++) {
    for (const column of columns) {
      const step = (column[i] as number) - (column[i - 1] as number);
      if (step < 0) return false;
      if (step > 0) break;
    }
  }
  return true;
}

function extent(column: Int32Array | Uint8Array, length: number): { least: number; range: number } {
  let least = Infinity;
  let most = -Infinity;
  for (let place = 0; place < length; place++) {
    const value = column[place] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, range: length === 0 ? 0 : most - least };
}

/** Moves `from` into `to` by one digit of the column, keeping the order of equal digits. */
function countingPass(
  from: Uint32Array,
  to: Uint32Array,
  column: Int32Array | Uint8Array,
  least: number,
  unit: number,
  digits: number,
): void {
  const digit = (place: number): number => Math.floor(((column[place] ?? 0) - least) / unit) % DIGIT;
  const next = new Uint32Array(digits + 1);
  for (const place of from) {
    const after = digit(place) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let d = 1; d <= digits; d++) next[d] = (next[d] ?? 0) + (next[d - 1] ?? 0);
  for (const place of from) {
    const d = digit(place);
    const position = next[d] ?? 0;
    to[position] = place;
    next[d] = position + 1;
  }
}
