import { at } from "../at";
import { addDays, daysIn, lastDayOf, monthOf } from "../calendar";
import {
  days,
  fraction,
  minus,
  plus,
  scale,
  tokens,
  total,
  type DayNumber,
  type Days,
  type Fraction,
  type Money,
  type MonthNumber,
  type Tokens,
} from "../units";
import { Burn, NOISE, type BurningPack } from "./burn";
import type { DailyDraws } from "./daily-draws";
import type { MonthForecast, TokenForecast } from "./forecast";
import { LedgerBook, type LedgerDay, type LedgerMonth } from "./ledger-book";
import type { LedgerPack } from "./ledger-packs";

/** What became of a pack up to the as-of day, and what the forecast leaves of it. */
export interface PackBalance {
  readonly pack: LedgerPack;
  /** The last day on which its tokens can be used, days of grace included. */
  readonly lastDay: DayNumber;
  /** At least so many if days are unseen, and then at most so many expired and are left. */
  readonly used: Tokens;
  /** Tokens that left the pool by a move or a merge. */
  readonly moved: Tokens;
  readonly expired: Tokens;
  readonly left: Tokens;
  /** Days of its term, up to the as-of day, that no export covers. */
  readonly unseen: Days;
  /** Of those left, the tokens that end unused by the forecast, and their price; null if unknown. */
  readonly willExpire: Tokens | null;
  readonly willExpireCost: Money | null;
  /** The last day to ask the vendor for an extension; null if nothing will expire, or if refills replace it. */
  readonly askBy: DayNumber | null;
}

/** The first day on which the packs do not suffice; null if they suffice as far as the forecast reaches. */
export interface RunOut {
  readonly expected: DayNumber | null;
  /** If every month draws as much, or as little, as the range of 80 % says. */
  readonly earliest: DayNumber | null;
  readonly latest: DayNumber | null;
}

/** The token packs against the tokens drawn (DOMAIN §6). */
export interface Ledger {
  readonly packs: readonly PackBalance[];
  readonly months: readonly LedgerMonth[];
  /** The last days up to the expected run-out, one by one; none if the packs do not run out. */
  readonly nearZero: readonly LedgerDay[];
  readonly left: Tokens;
  /** Uncovered days since the first purchase: the balance is at most the figure shown. */
  readonly unseen: Days;
  /** Days after the last export; what they draw is forecast. */
  readonly forecastDays: Days;
  /** Tokens drawn that no known pack could pay for: packs are missing, or ended. */
  readonly beyond: Tokens;
  /** Tokens that events move away and no known pack held, and tokens given back that none had paid for. */
  readonly movedBeyond: Tokens;
  readonly creditedBeyond: Tokens;
  /** Tokens drawn before the first known pack; they are in no other figure. Null if the rate of some is unknown. */
  readonly before: Tokens | null;
  /** Tokens of the forecast that no pack pays for: what must be bought on top. Null without a forecast. */
  readonly beyondAhead: Tokens | null;
  readonly runOut: RunOut | null;
  /** Tokens used as a share of those used or expired; null if days are unseen. */
  readonly utilisation: Fraction | null;
}

export interface LedgerInput {
  readonly packs: readonly LedgerPack[];
  /** Tokens that left by a move or a merge, by day. */
  readonly moves?: ReadonlyMap<DayNumber, Tokens>;
  readonly asOf: DayNumber;
  readonly draws: DailyDraws;
  /** From the month after the last whole month on; null without one. */
  readonly forecast: TokenForecast | null;
  /** Days before its end by which the vendor wants to be asked for an extension. */
  readonly extensionDays: Days;
}

/**
 * Replays the draws against the packs, then the forecast. The pack that ends first burns first; of two, the smaller.
 * Null if the exports cover no day of any pack, or if the rate of a draw is unknown.
 */
export function ledgerOf(input: LedgerInput): Ledger | null {
  const { asOf, draws, extensionDays, moves = new Map<DayNumber, Tokens>() } = input;
  // Of a pack that ended before the exports begin, nothing is known.
  const burn = Burn.of(input.packs.filter(({ lastDay }) => lastDay >= draws.first));
  const first = Math.min(...burn.packs.map(({ pack }) => pack.purchased)) as DayNumber;
  if (first > asOf) return null;
  const ahead = new Ahead(input.forecast);
  const book = new LedgerBook(burn, moves);
  const past = replay(book, { first, asOf, draws, ahead });
  if (past === null) return null;
  const today = burn.copy();
  const runOut = input.forecast && {
    expected: runsOut(today.copy(), asOf, ahead, "expected"),
    earliest: runsOut(today.copy(), asOf, ahead, "high"),
    latest: runsOut(today.copy(), asOf, ahead, "low"),
  };
  for (let day = addDays(asOf, 1); ; day = addDays(day, 1)) {
    const drawn = ahead.on(day, "expected");
    if (drawn === undefined) break;
    book.take(day, drawn, { isForecast: true, isAhead: true });
  }
  const { last } = book;
  return {
    packs: today.packs.map((now, i): PackBalance => {
      const isForeseen = input.forecast !== null && last !== null && now.pack.lastDay < last;
      const willExpire = isForeseen ? minus(at(burn.packs, i).expired, now.expired) : null;
      return packBalance(now, { willExpire, extensionDays, unseen: unseenIn(past.unseen, now.pack, asOf) });
    }),
    months: book.months,
    nearZero: book.nearZero,
    left: today.balance(),
    unseen: days(past.unseen.length),
    forecastDays: days(past.forecastDays),
    beyond: today.beyond,
    movedBeyond: plus(today.movedBeyond, total([...moves].flatMap(([day, n]) => (day < first ? [n] : [])))),
    creditedBeyond: today.creditedBeyond,
    before: drawnBefore(draws, first),
    beyondAhead: input.forecast && minus(burn.beyond, today.beyond),
    runOut,
    utilisation: past.unseen.length > 0 ? null : utilisationOf(today),
  };
}

interface Past {
  /** The uncovered days, in order. */
  readonly unseen: readonly DayNumber[];
  readonly forecastDays: number;
}

/** Replays the days up to the as-of day; null if a draw is of unknown rate. */
function replay(
  book: LedgerBook,
  {
    first,
    asOf,
    draws,
    ahead,
  }: {
    readonly first: DayNumber;
    readonly asOf: DayNumber;
    readonly draws: DailyDraws;
    readonly ahead: Ahead;
  },
): Past | null {
  const unseen: DayNumber[] = [];
  let forecastDays = 0;
  for (let day = first; day <= asOf; day = addDays(day, 1)) {
    const drawn = draws.days.get(day);
    if (drawn === null) return null;
    const expected = drawn === undefined && day > draws.last ? ahead.on(day, "expected") : undefined;
    if (expected !== undefined) forecastDays++;
    else if (drawn === undefined) unseen.push(day);
    book.take(day, drawn ?? expected ?? tokens(0), { isForecast: expected !== undefined, isAhead: false });
  }
  return { unseen, forecastDays };
}

/** How many of these days are in a pack's term up to a day. */
function unseenIn(unseen: readonly DayNumber[], { purchased, lastDay }: LedgerPack, asOf: DayNumber): Days {
  const before = (day: number): number => {
    let [low, high] = [0, unseen.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(unseen, middle) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return days(Math.max(before(Math.min(lastDay, asOf) + 1) - before(purchased), 0));
}

/** Tokens drawn on the covered days before a day; null if the rate of any is unknown. */
function drawnBefore(draws: DailyDraws, first: DayNumber): Tokens | null {
  let sum = tokens(0);
  for (let day = draws.first; day < first && day <= draws.last; day = addDays(day, 1)) {
    const drawn = draws.days.get(day);
    if (drawn === null) return null;
    if (drawn !== undefined) sum = plus(sum, drawn);
  }
  return sum;
}

function packBalance(
  { pack, left, used, moved, expired }: BurningPack,
  {
    willExpire,
    extensionDays,
    unseen,
  }: { readonly willExpire: Tokens | null; readonly extensionDays: Days; readonly unseen: Days },
): PackBalance {
  const { price, lastDay, ends, refilled } = pack;
  const isPriced = willExpire !== null && price !== undefined;
  return {
    pack,
    lastDay,
    used,
    moved,
    expired,
    left,
    unseen,
    willExpire,
    willExpireCost: isPriced ? scale(price, willExpire / pack.tokens) : null,
    askBy: willExpire !== null && willExpire > 0 && !refilled ? addDays(ends, 0 - extensionDays) : null,
  };
}

function utilisationOf({ packs }: Burn): Fraction | null {
  const used = total(packs.map((one) => one.used));
  const gone = plus(used, total(packs.map((one) => one.expired)));
  return gone === 0 ? null : fraction(used / gone);
}

export type LedgerPath = "expected" | "low" | "high";

/** What the forecast draws on a day. */
export class Ahead {
  private readonly byMonth: ReadonlyMap<MonthNumber, MonthForecast>;

  constructor(forecast: TokenForecast | null) {
    this.byMonth = new Map((forecast?.months ?? []).map((one) => [one.month, one]));
  }

  /** The tokens of a day; undefined beyond the forecast. */
  on(day: DayNumber, path: LedgerPath): Tokens | undefined {
    const month = monthOf(day);
    const ahead = this.byMonth.get(month);
    if (ahead === undefined) return undefined;
    return scale(path === "expected" ? ahead.expected : ahead.likely[path], 1 / daysIn(month));
  }
}

function runsOut(burn: Burn, asOf: DayNumber, ahead: Ahead, path: LedgerPath): DayNumber | null {
  for (let day = addDays(asOf, 1); ; day = addDays(day, 1)) {
    const drawn = ahead.on(day, path);
    if (drawn === undefined) return null;
    if (burn.take(day, drawn).short > NOISE) return day;
  }
}

/** Tokens that are known to come in the months of a forecast, and the first and last day on which they do. */
export interface TokensToCome {
  readonly tokens: Tokens;
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** The tokens of packs that begin after the as-of day: bought already, filled up, or with seats; null without any. */
export function tokensToCome(
  { packs }: Pick<Ledger, "packs">,
  asOf: DayNumber,
  { months }: Pick<TokenForecast, "months">,
): TokensToCome | null {
  const until = lastDayOf(at(months, months.length - 1).month);
  const coming = packs
    .map(({ pack }) => pack)
    .filter(({ purchased }) => purchased > asOf && purchased <= until);
  if (coming.length === 0) return null;
  const begin = coming.map(({ purchased }) => purchased);
  return {
    tokens: total(coming.map((pack) => pack.tokens)),
    from: Math.min(...begin) as DayNumber,
    to: Math.max(...begin) as DayNumber,
  };
}
