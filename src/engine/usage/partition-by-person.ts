import type { DailyUse } from "../estate/estate";

/** Rows in a part: few enough for their columns to fit a processor's cache, where random access is cheap. */
const PART_ROWS = 16_384;

/**
 * The daily use in parts of a few people each, in order of people. Unordered rows are moved once, so that a
 * pass by person reads memory that is close together. Rows in order of people stay where they are.
 */
export function partsByPerson(use: DailyUse): DailyUse[] {
  if (use.length <= PART_ROWS) return [use];
  if (inOrderOfPeople(use)) return cutBetweenPeople(use);
  const { least, counts } = rowsOfPeople(use);
  const partOf = new Uint32Array(counts.length);
  const sizes = [0];
  counts.forEach((rows, person) => {
    const last = sizes.length - 1;
    if ((sizes[last] as number) > 0 && (sizes[last] as number) + rows > PART_ROWS) sizes.push(0);
    partOf[person] = sizes.length - 1;
    (sizes[sizes.length - 1] as number) += rows;
  });

  const moved = emptyUse(use);
  const starts = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, part) => (starts[part + 1] = (starts[part] as number) + size));
  const next = starts.slice();
  for (let i = 0; i < use.length; i++) {
    const part = partOf[(use.person[i] as number) - least] as number;
    const to = next[part] as number;
    next[part] = to + 1;
    moved.person[to] = use.person[i] as number;
    moved.product[to] = use.product[i] as number;
    moved.variant[to] = use.variant[i] as number;
    moved.day[to] = use.day[i] as number;
    moved.access[to] = use.access[i] as number;
    moved.tokens[to] = use.tokens[i] as number;
    moved.source[to] = use.source[i] as number;
    moved.row[to] = use.row[i] as number;
    if (moved.computed && use.computed) moved.computed[to] = use.computed[i]!;
    if (moved.adjusts && use.adjusts) moved.adjusts[to] = use.adjusts[i]!;
    if (moved.byResult && use.byResult) moved.byResult[to] = use.byResult[i]!;
  }
  return sizes.map((_, part) => slice(moved, starts[part] as number, starts[part + 1] as number));
}

function cutBetweenPeople(use: DailyUse): DailyUse[] {
  const parts: DailyUse[] = [];
  let from = 0;
  while (from < use.length) {
    let to = Math.min(from + PART_ROWS, use.length);
    while (to < use.length && use.person[to] === use.person[to - 1]) to++;
    parts.push(slice(use, from, to));
    from = to;
  }
  return parts;
}

function inOrderOfPeople({ person, length }: DailyUse): boolean {
  for (let i = 1; i < length; i++) if ((person[i] as number) < (person[i - 1] as number)) return false;
  return true;
}

function rowsOfPeople({ person, length }: DailyUse): { least: number; counts: Uint32Array } {
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < length; i++) {
    const index = person[i] as number;
    if (index < least) least = index;
    if (index > greatest) greatest = index;
  }
  const counts = new Uint32Array(greatest - least + 1);
  for (let i = 0; i < length; i++) counts[(person[i] as number) - least]!++;
  return { least, counts };
}

const emptyUse = ({ length, computed, adjusts, byResult }: DailyUse): DailyUse => ({
  length,
  person: new Int32Array(length),
  product: new Int32Array(length),
  variant: new Int32Array(length),
  day: new Int32Array(length),
  access: new Uint8Array(length),
  tokens: new Float64Array(length),
  source: new Uint16Array(length),
  row: new Int32Array(length),
  ...(computed ? { computed: new Uint8Array(length) } : {}),
  ...(adjusts ? { adjusts: new Uint8Array(length) } : {}),
  ...(byResult ? { byResult: new Uint8Array(length) } : {}),
});

const slice = (use: DailyUse, from: number, to: number): DailyUse => ({
  length: to - from,
  person: use.person.subarray(from, to),
  product: use.product.subarray(from, to),
  variant: use.variant.subarray(from, to),
  day: use.day.subarray(from, to),
  access: use.access.subarray(from, to),
  tokens: use.tokens.subarray(from, to),
  source: use.source.subarray(from, to),
  row: use.row.subarray(from, to),
  ...(use.computed ? { computed: use.computed.subarray(from, to) } : {}),
  ...(use.adjusts ? { adjusts: use.adjusts.subarray(from, to) } : {}),
  ...(use.byResult ? { byResult: use.byResult.subarray(from, to) } : {}),
});
