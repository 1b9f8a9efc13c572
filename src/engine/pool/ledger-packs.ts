import { addDays, addMonths } from "../calendar";
import type { Context } from "../estate/context";
import { contractNamed, endOf } from "../estate/contract-lines";
import type { Contract, Subscription, TokenEvent, TokenPack } from "../estate/estate";
import { grouped } from "../grouped";
import { fillDays, termed, yearFrom, type TermedPack } from "../estate/pack-terms";
import { least, minus, money, scale, times, tokens, total, type DayNumber, type Tokens } from "../units";
import { additionsWithoutPack } from "./token-events";

/** How the tokens of a pack came. */
export type PackSource = "bought" | "refilled" | "with seats" | "added" | "moved in";

/** A pack of the ledger: a purchase, or tokens that came in another way. */
export interface LedgerPack extends TermedPack {
  readonly source: PackSource;
}

/** The tokens that came and went, besides use. */
export interface LedgerPacks {
  readonly packs: readonly LedgerPack[];
  /** Tokens that left by a move or a merge, by day. */
  readonly moves: ReadonlyMap<DayNumber, Tokens>;
}

/** The pool that a pack or an event belongs to: as stated, else its contract (DOMAIN §13); null if neither is. */
export const poolOf = ({ pool, contract }: Pick<TokenPack, "pool" | "contract">): string | null =>
  pool ?? contract ?? null;

/** The packs that were bought or came with seats or by an event. */
export function ledgerPacks(context: Context): LedgerPacks {
  const packs = packsOf(context);
  const { arrived, moves } = movesOf(context.estate.tokenEvents, packs);
  return { packs: [...packs, ...arrived], moves };
}

/** The same for each pool; null is that of packs and events that name none. */
export function ledgerPacksByPool(context: Context): ReadonlyMap<string | null, LedgerPacks> {
  const packs = packsOf(context);
  const [own, events] = [grouped(packs, poolOf), grouped(context.estate.tokenEvents.filter(isMove), poolOf)];
  return new Map(
    [...new Set([...own.keys(), ...events.keys()])].map((pool) => {
      const { arrived, moves } = movesOf(events.get(pool) ?? [], packs);
      return [pool, { packs: [...(own.get(pool) ?? []), ...arrived], moves }];
    }),
  );
}

/** All packs, without packs moved from another pool. */
function packsOf(context: Context): LedgerPack[] {
  const { estate } = context;
  const came = packsThatCame(context);
  const added = additionsWithoutPack(estate.tokenEvents, came).map((event): LedgerPack => ({
    ...packOf(event, estate.contracts),
    source: "added",
  }));
  return [...came, ...added];
}

/** The packs that were bought, filled up, or came with seats. */
const packsThatCame = (context: Context): LedgerPack[] => [
  ...context.packs.flatMap(withRefills),
  ...packsWithSeats(context),
];

/** The events that add tokens that came in no other way. */
export const unknownAdditions = (context: Context): TokenEvent[] =>
  additionsWithoutPack(context.estate.tokenEvents, packsThatCame(context));

/** A pack, and the packs of the months in which its contract fills it up again, each with its part of the price. */
function withRefills(pack: TermedPack): LedgerPack[] {
  if (!pack.refilled) return [{ ...pack, source: "bought" }];
  const { ends, price } = pack;
  const starts = fillDays(pack);
  return starts.map((start, n): LedgerPack => {
    const next = starts[n + 1];
    return {
      ...pack,
      purchased: start,
      ...(price === undefined ? {} : { price: scale(price, 1 / starts.length) }),
      ends: next === undefined ? ends : addDays(next, -1),
      lastDay: next === undefined ? pack.lastDay : addDays(next, -1),
      source: n === 0 ? "bought" : "refilled",
    };
  });
}

/** The tokens that come with seats: each year of a line's term brings its own, which last that year (DOMAIN §15). */
function packsWithSeats({ estate, offers, asOf }: Context): LedgerPack[] {
  const perSeat = new Map(offers.map(({ offering, tokensPerSeat }) => [offering, tokensPerSeat]));
  return estate.subscriptions.flatMap((line) => {
    const brings = perSeat.get(line.offering);
    const start = startOf(line, estate.contracts);
    if (brings === undefined || brings === 0 || start === undefined) return [];
    const end = endOf(line, estate.contracts) ?? addMonths(asOf, 12);
    const years = Array.from({ length: 100 }, (_, n) => addMonths(start, 12 * n)).filter((day) => day <= end);
    return years.map((day, n): LedgerPack => {
      const ends = least(addDays(addMonths(start, 12 * (n + 1)), -1), end);
      const { contract, origin } = line;
      return {
        purchased: day,
        tokens: times(brings, line.seats),
        price: money(0),
        ...(contract === undefined ? {} : { contract }),
        origin,
        ends,
        endsBy: "its row",
        lastDay: ends,
        refilled: false,
        source: "with seats",
      };
    });
  });
}

/** The first day of a line: its own, else that of its contract. */
export const startOf = (line: Subscription, contracts: readonly Contract[]): DayNumber | undefined =>
  line.start ?? contractNamed(contracts, line.contract)?.start;

function packOf(event: TokenEvent, contracts: readonly Contract[]): TermedPack {
  const { day, tokens: n, contract, pool, ends, origin } = event;
  const pack: TokenPack = {
    purchased: day,
    tokens: n,
    ...(contract === undefined ? {} : { contract }),
    ...(pool === undefined ? {} : { pool }),
    ...(ends === undefined ? {} : { ends }),
    origin,
  };
  return termed(pack, contractNamed(contracts, contract));
}

/** Whether an event moves tokens to or from a pool. */
export const isMove = ({ event }: TokenEvent): boolean => event === "moved" || event === "merged";

/**
 * The moves and merges of a pool or of all: what they bring on a day less what they take on it, which is of the tokens
 * that end first. Those that came without a stated end are taken to end with the first pack that ends after the move.
 */
function movesOf(
  events: readonly TokenEvent[],
  packs: readonly LedgerPack[],
): { readonly arrived: readonly LedgerPack[]; readonly moves: ReadonlyMap<DayNumber, Tokens> } {
  const byDay = grouped(events.filter(isMove), ({ day }) => day);
  const arrived: LedgerPack[] = [];
  const moves = new Map<DayNumber, Tokens>();
  for (const [day, own] of byDay) {
    const [came, left] = [own.filter((one) => one.tokens > 0), own.filter((one) => one.tokens < 0)];
    let gone = scale(total(left.map((one) => one.tokens)), -1);
    const running = packs.filter((pack) => pack.purchased <= day && day <= pack.lastDay);
    const firstEnd = running.length === 0 ? yearFrom(day) : Math.min(...running.map(({ ends }) => ends));
    const ended = came.map((one) => ({ ...one, ends: one.ends ?? (firstEnd as DayNumber) }));
    for (const one of ended.sort((a, b) => a.ends - b.ends)) {
      const stays = tokens(Math.max(one.tokens - gone, 0));
      gone = minus(gone, minus(one.tokens, stays));
      if (stays > 0) arrived.push({ ...packOf({ ...one, tokens: stays }, []), source: "moved in" });
    }
    if (gone > 0) moves.set(day, gone);
  }
  return { arrived, moves };
}
