import { Access, NOBODY, type DailyUse, type Source, type SourceKind } from "../estate/estate";
import { isSameRow, type Slices } from "./slices";

/** The kind of export whose tokens count where several state one product on one day: the highest rank. */
const RANK: ReadonlyMap<SourceKind, number> = new Map([
  ["Usage", 3],
  ["Seat usage", 2],
  ["Token usage", 2],
  ["Sessions", 1],
]);

/** The tokens of one person, product and day. */
export interface StatedTokens {
  /** Whether any export states how many. */
  readonly stated: boolean;
  /** 0 where none are stated. */
  readonly tokens: number;
  /** Whether they were computed from launches. */
  readonly computed: boolean;
}

const NO_STATEMENT: StatedTokens = { stated: false, tokens: 0, computed: false };

/** 0 tokens on a seat, or without stated access, is no statement. */
const isStated = (use: DailyUse, row: number): boolean =>
  !Number.isNaN(use.tokens[row]) && (use.access[row] === Access.tokens || use.tokens[row] !== 0);

/**
 * Reads the tokens of the rows `start` to `end` of an order, which are of one person, product and day. Exports of
 * several kinds are never added: the highest rank counts, and at the same rank the highest sum. Of one kind,
 * rows of one version and access count once, by the export that states most; versions are added, and so are
 * the slices of exports without people. Exports of one kind with other columns, such as one without versions,
 * cannot be compared row by row, so they count as of two kinds. Linear in the rows.
 */
export function tokensReader(use: DailyUse, sources: readonly Source[], { wholes }: Slices) {
  const kinds = sources.map((one) =>
    sources.findIndex(({ kind, tells }) => kind === one.kind && tells === one.tells),
  );
  const rank = sources.map(({ kind }) => RANK.get(kind) ?? 0);
  const ofRow = tallied(sources.length);
  const ofWhole = tallied(sources.length);
  const ofKind = tallied(sources.length);
  const endRow = (named: boolean): void => {
    for (const source of ofRow.keys)
      ofWhole.raise(named ? kinds[source]! : wholes[source]!, ofRow.amounts[source]!);
    for (const whole of ofWhole.keys) ofKind.add(kinds[whole]!, ofWhole.amounts[whole]!);
    ofRow.clear();
    ofWhole.clear();
  };
  return (order: Uint32Array, start: number, end: number): StatedTokens => {
    const first = order[start]!;
    if (end === start + 1)
      return isStated(use, first)
        ? { stated: true, tokens: use.tokens[first]!, computed: use.computed?.[first] === 1 }
        : NO_STATEMENT;
    const named = use.person[first] !== NOBODY;
    let computedIn: number | undefined;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      if (i > start && !isSameRow(use, order[i - 1]!, row)) endRow(named);
      if (!isStated(use, row)) continue;
      ofRow.add(use.source[row]!, use.tokens[row]!);
      if (use.computed?.[row] === 1) computedIn = kinds[use.source[row]!]!;
    }
    endRow(named);
    let best: number | undefined;
    for (const kind of ofKind.keys) {
      const more = best === undefined ? 1 : rank[kind]! - rank[best]!;
      if (more > 0 || (more === 0 && ofKind.amounts[kind]! > ofKind.amounts[best!]!)) best = kind;
    }
    const found =
      best === undefined
        ? NO_STATEMENT
        : { stated: true, tokens: ofKind.amounts[best]!, computed: computedIn === best };
    ofKind.clear();
    return found;
  };
}

/** Amounts by a small number, and the numbers that have one. */
function tallied(length: number) {
  const amounts = new Float64Array(length);
  const has = new Uint8Array(length);
  const keys: number[] = [];
  const begin = (key: number): boolean => {
    if (has[key] === 1) return false;
    has[key] = 1;
    keys.push(key);
    return true;
  };
  return {
    amounts,
    keys,
    add(key: number, amount: number): void {
      if (begin(key)) amounts[key] = amount;
      else amounts[key]! += amount;
    },
    /** Keeps the greater amount. */
    raise(key: number, amount: number): void {
      if (begin(key) || amount > amounts[key]!) amounts[key] = amount;
    },
    clear(): void {
      for (const key of keys) has[key] = 0;
      keys.length = 0;
    },
  };
}
