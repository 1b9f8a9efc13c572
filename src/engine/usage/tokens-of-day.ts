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
  /** Whether any export states how many were drawn. */
  readonly stated: boolean;
  /** 0 where none are stated. */
  readonly tokens: number;
  /** Tokens that were given back, below 0, or taken by an adjustment: they say nothing of how much is used. */
  readonly adjusted: number;
  /** Whether they were computed from launches. */
  readonly computed: boolean;
}

const NO_STATEMENT: StatedTokens = { stated: false, tokens: 0, adjusted: 0, computed: false };

/** 0 tokens on a seat, or without stated access, is no statement. */
const isStated = (use: DailyUse, row: number): boolean =>
  !Number.isNaN(use.tokens[row]) && (use.access[row] === Access.tokens || use.tokens[row] !== 0);

/** Whether a row changes the balance without any use: a credit, or what the vendor calls an adjustment. */
export const isAdjustment = (use: DailyUse, row: number): boolean =>
  use.tokens[row]! < 0 || use.adjusts?.[row] === 1;

/** Whether a row states the tokens of a result, not of a day. */
export const isByResult = (use: DailyUse, row: number): boolean =>
  use.byResult?.[row] === 1 && !Number.isNaN(use.tokens[row]);

/**
 * Reads the tokens of the rows `start` to `end` of an order, which are of one person, product and day. Exports of
 * several kinds are never added: the highest rank counts, and at the same rank the highest sum. Of one kind,
 * rows of one version and access count once, by the export that states most; versions are added, and so are
 * the slices of exports without people. Exports of one kind with other columns, such as one without versions,
 * cannot be compared row by row, so they count as of two kinds. Adjustments are added apart, by the same rule.
 * Linear in the rows.
 */
export function tokensReader(use: DailyUse, sources: readonly Source[], { wholes }: Slices) {
  const kinds = sources.map((one) =>
    sources.findIndex(({ kind, tells }) => kind === one.kind && tells === one.tells),
  );
  const rank = sources.map(({ kind }) => RANK.get(kind) ?? 0);
  const draws = sumsOfDay(sources.length);
  const adjustments = sumsOfDay(sources.length);
  const both = [draws, adjustments];
  const endRow = (named: boolean): void => {
    for (const { ofRow, ofWhole, ofKind } of both) {
      for (const source of ofRow.keys)
        ofWhole.raise(named ? kinds[source]! : wholes[source]!, ofRow.amounts[source]!);
      for (const whole of ofWhole.keys) ofKind.add(kinds[whole]!, ofWhole.amounts[whole]!);
      ofRow.clear();
      ofWhole.clear();
    }
  };
  const isMore = (kind: number, than: number, { ofKind }: SumsOfDay): boolean => {
    const higher = rank[kind]! - rank[than]!;
    return higher > 0 || (higher === 0 && ofKind.amounts[kind]! > ofKind.amounts[than]!);
  };
  const bestOf = (sums: SumsOfDay): number | undefined => {
    let best: number | undefined;
    for (const kind of sums.ofKind.keys) if (best === undefined || isMore(kind, best, sums)) best = kind;
    return best;
  };
  return (order: Uint32Array, start: number, end: number): StatedTokens => {
    const first = order[start]!;
    if (end === start + 1) return tokensOfRow(use, first);
    const named = use.person[first] !== NOBODY;
    let computedIn: number | undefined;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      if (i > start && !isSameRow(use, order[i - 1]!, row)) endRow(named);
      if (!isStated(use, row)) continue;
      (isAdjustment(use, row) ? adjustments : draws).ofRow.add(use.source[row]!, use.tokens[row]!);
      if (use.computed?.[row] === 1) computedIn = kinds[use.source[row]!]!;
    }
    endRow(named);
    const drawnIn = bestOf(draws);
    const adjustedIn = drawnIn ?? bestOf(adjustments);
    const found: StatedTokens = {
      stated: drawnIn !== undefined,
      tokens: drawnIn === undefined ? 0 : draws.ofKind.amounts[drawnIn]!,
      adjusted: adjustedIn === undefined ? 0 : adjustments.ofKind.of(adjustedIn),
      computed: drawnIn !== undefined && computedIn === drawnIn,
    };
    for (const { ofKind } of both) ofKind.clear();
    return found;
  };
}

function tokensOfRow(use: DailyUse, row: number): StatedTokens {
  if (!isStated(use, row)) return NO_STATEMENT;
  const amount = use.tokens[row]!;
  return isAdjustment(use, row)
    ? { ...NO_STATEMENT, adjusted: amount }
    : { stated: true, tokens: amount, adjusted: 0, computed: use.computed?.[row] === 1 };
}

/** Sums while the rows of a day are read: of one row in several exports, of one export or its slices, of a kind. */
const sumsOfDay = (length: number) => ({
  ofRow: tallied(length),
  ofWhole: tallied(length),
  ofKind: tallied(length),
});
type SumsOfDay = ReturnType<typeof sumsOfDay>;

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
    /** 0 for a number without an amount. */
    of: (key: number): number => (has[key] === 1 ? amounts[key]! : 0),
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
