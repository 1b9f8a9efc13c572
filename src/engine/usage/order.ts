import type { DailyUse } from "../estate/estate";

const DIGIT = 0x10000;

/**
 * The row numbers in order of person, product, day, variant and access; equal rows keep their order. Linear
 * in the rows: a radix sort, with the least significant column first.
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
  let greatest = -Infinity;
  for (let place = 0; place < length; place++) {
    const value = column[place]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { least, range: length === 0 ? 0 : greatest - least };
}

/** Sorts `from` into `to` by one digit of the column; stable. */
function countingPass(
  from: Uint32Array,
  to: Uint32Array,
  column: Int32Array | Uint8Array,
  least: number,
  unit: number,
  digits: number,
): void {
  const digit = (place: number): number => Math.floor((column[place]! - least) / unit) % DIGIT;
  const next = new Uint32Array(digits + 1);
  for (const place of from) next[digit(place) + 1]!++;
  for (let d = 1; d <= digits; d++) next[d]! += next[d - 1]!;
  for (const place of from) to[next[digit(place)]!++] = place;
}
