const DIGIT = 0x10000;

type WholeColumn = Int32Array | Uint8Array;

/**
 * The places of rows in order of some columns, the most significant first; equal rows keep their order. Linear in the
 * rows: a radix sort, which begins with the least significant column.
 */
export function placesInOrder(columns: readonly WholeColumn[], length: number): Uint32Array {
  let order = new Uint32Array(length);
  for (let place = 0; place < length; place++) order[place] = place;
  if (isOrdered(columns, length)) return order;
  let spare = new Uint32Array(length);
  for (const column of [...columns].reverse()) {
    const { least, range } = extent(column, length);
    for (let unit = 1; range >= unit; unit *= DIGIT) {
      countingPass(order, spare, column, least, unit, Math.min(DIGIT, Math.floor(range / unit) + 1));
      [order, spare] = [spare, order];
    }
  }
  return order;
}

function isOrdered(columns: readonly WholeColumn[], length: number): boolean {
  for (let i = 1; i < length; i++) {
    for (const column of columns) {
      const step = (column[i] as number) - (column[i - 1] as number);
      if (step < 0) return false;
      if (step > 0) break;
    }
  }
  return true;
}

function extent(column: WholeColumn, length: number): { least: number; range: number } {
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
  column: WholeColumn,
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
