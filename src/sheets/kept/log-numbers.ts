import {
  highestNumber,
  isSealed,
  isSealedAs,
  numberOf,
  type Log,
  type LogCells,
} from "../report/growing-log";

/** What the numbers of a log show. A run numbers lines from 1 without a gap, and the seal holds the number. */
export interface LogNumbers {
  /** The highest number that a run gave. A number that somebody typed counts only if it can be right. */
  readonly highest: number;
  /** Lines that are not there under any number. Each changed line may be one that seems to be missing. */
  readonly lost: number;
  /** The number before the first one that no line has as a run wrote it; null where it is the first, or none. */
  readonly beforeGap: number | null;
  /** Lines that stand as a run wrote them, and changed lines. */
  readonly sealed: readonly LogCells[];
  readonly changed: readonly LogCells[];
  /** Lines of which only the number was changed, with the number that a run wrote. */
  readonly written: ReadonlyMap<LogCells, number>;
}

/** Seals that are computed to find the numbers of changed lines; beyond that they stay unknown. */
const MOST_SEALS = 20_000;

export function numbersIn(log: Log, lines: readonly LogCells[]): LogNumbers {
  const [sealed, changed]: [LogCells[], LogCells[]] = [[], []];
  for (const cells of lines) (isSealed(log, cells) ? sealed : changed).push(cells);
  const used = new Set(sealed.map((cells) => numberOf(log, cells)));
  const top = highestNumber(log, sealed);
  const open = numbersTo(top + changed.length).filter((no) => !used.has(no));
  const written = new Map<LogCells, number>();
  if (changed.length * open.length <= MOST_SEALS)
    for (const cells of changed) {
      const no = open.find((one) => isSealedAs(log, cells, one));
      if (no !== undefined) written.set(cells, no);
    }
  const free = new Set(open);
  const inPlace = changed.flatMap((cells) => (written.has(cells) ? [] : (numberOf(log, cells) ?? [])));
  const found = new Set([...written.values(), ...inPlace.filter((no) => free.has(no))]);
  const highest = [...found].reduce((high, no) => Math.max(high, no), top);
  const missing = numbersTo(highest).filter((no) => !used.has(no) && !found.has(no));
  const elsewhere = changed.length - found.size;
  const firstOpen = open[0];
  return {
    highest: highest + Math.max(elsewhere - missing.length, 0),
    lost: Math.max(missing.length - elsewhere, 0),
    beforeGap: firstOpen === undefined || firstOpen === 1 || firstOpen > top ? null : firstOpen - 1,
    sealed,
    changed,
    written,
  };
}

const numbersTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
