import { at } from "../at";
import { NOBODY, type DailyUse, type Source, type SourceIndex } from "../estate/estate";
import { addTo } from "../tally";

/** What exports without people are to each other (DOMAIN §14). */
export interface Slices {
  /** The first source of the same export, by source: sources of one export repeat rows, others are added. */
  readonly wholes: Uint16Array;
  /** Each source that shares rows with an earlier one, by whether these count once or are added. */
  readonly repeats: readonly SharedRows[];
  readonly slices: readonly SharedRows[];
  /** Slices that state mostly the same tokens: one may be a correction of the other. */
  readonly alike: readonly SharedRows[];
}

/** Two sources that state some of the same rows. */
export interface SharedRows {
  readonly earlier: SourceIndex;
  readonly later: SourceIndex;
}

/** Tokens that differ by less are equal: files hold sums such as 7.000000000000001. */
const EXACT = 1e-6;

/** The share of equal rows from which two slices are alike, and how many rows they must share. Ours. */
const ALIKE = 0.5;
const LEAST_SHARED = 10;

interface Pair extends SharedRows {
  shared: number;
  equal: number;
}

const isOneExport = ({ shared, equal }: Pair): boolean => equal === shared;
const isAlike = ({ shared, equal }: Pair): boolean => shared >= LEAST_SHARED && equal >= ALIKE * shared;

/**
 * Exports without people carry no identity. Two of one kind are the same export if every product, version and
 * day that they share has the same tokens; else they are slices of one whole, such as the files of several
 * agreements. `order` is the order of `orderOfUse`, in which rows without people come first.
 */
export function slicesOf(use: DailyUse, sources: readonly Source[], order: Uint32Array): Slices {
  const pairs = new Map<number, Pair>();
  let start = 0;
  while (start < use.length && use.person[order[start]!] === NOBODY) {
    let end = start + 1;
    while (end < use.length && isSameRow(use, order[start]!, order[end]!)) end++;
    if (end > start + 1) comparePairs(sumsBySource(use, order.subarray(start, end)), sources, pairs);
    start = end;
  }
  return joined([...pairs.values()], sources.length);
}

/** Whether two rows are of the same person, product, version, day and access. */
export const isSameRow = (use: DailyUse, a: number, b: number): boolean =>
  use.day[a] === use.day[b] &&
  use.product[a] === use.product[b] &&
  use.variant[a] === use.variant[b] &&
  use.access[a] === use.access[b] &&
  use.person[a] === use.person[b];

function sumsBySource(use: DailyUse, rows: Uint32Array): Map<SourceIndex, number> {
  const sums = new Map<SourceIndex, number>();
  for (const row of rows) {
    const given = use.tokens[row]!;
    addTo(sums, use.source[row]!, Number.isNaN(given) ? 0 : given);
  }
  return sums;
}

function comparePairs(
  sums: ReadonlyMap<SourceIndex, number>,
  sources: readonly Source[],
  pairs: Map<number, Pair>,
): void {
  const stated = [...sums].sort(([a], [b]) => a - b);
  for (const [i, [later, tokens]] of stated.entries()) {
    for (const [earlier, others] of stated.slice(0, i)) {
      if (at(sources, earlier).kind !== at(sources, later).kind) continue;
      const key = earlier * sources.length + later;
      const pair = pairs.get(key) ?? { earlier, later, shared: 0, equal: 0 };
      pair.shared++;
      if (Math.abs(tokens - others) < EXACT) pair.equal++;
      pairs.set(key, pair);
    }
  }
}

function joined(pairs: readonly Pair[], count: number): Slices {
  const wholes = Uint16Array.from({ length: count }, (_, source) => source);
  for (const { earlier, later } of pairs.filter(isOneExport)) {
    const [from, to] = [wholes[later]!, wholes[earlier]!];
    wholes.forEach((whole, source) => {
      if (whole === Math.max(from, to)) wholes[source] = Math.min(from, to);
    });
  }
  const firstOfEach = (which: (pair: Pair) => boolean): SharedRows[] => {
    const found = pairs.filter(which).sort((a, b) => a.later - b.later || a.earlier - b.earlier);
    return found.filter(({ later }, i) => later !== found[i - 1]?.later);
  };
  const isAdded = ({ earlier, later }: Pair): boolean => wholes[earlier] !== wholes[later];
  return {
    wholes,
    repeats: firstOfEach(isOneExport),
    slices: firstOfEach(isAdded),
    alike: firstOfEach((pair) => isAdded(pair) && isAlike(pair)),
  };
}
