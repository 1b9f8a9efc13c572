import { at } from "../at";
import { addDays, daysIn, monthOf } from "../calendar";
import type { TokenPack } from "../estate/estate";
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
import type { DailyDraws } from "./daily-draws";
import type { MonthForecast, TokenForecast } from "./forecast";
import { lastDayOfPack } from "./packs";

/** What became of a pack up to the as-of day, and what the forecast leaves of it. */
export interface PackBalance {
  readonly pack: TokenPack;
  /** The last day on which its tokens can be used. */
  readonly lastDay: DayNumber;
  /** At least so many if days are unseen, and then at most so many expired and are left. */
  readonly used: Tokens;
  readonly expired: Tokens;
  readonly left: Tokens;
  /** Days of its term up to the as-of day of which nothing is known. */
  readonly unseen: Days;
  /** Of those left, the tokens that end unused by the forecast, and their price; null if unknown. */
  readonly willExpire: Tokens | null;
  readonly willExpireCost: Money | null;
  /** The last day to ask the vendor for an extension; null if nothing will expire. */
  readonly askBy: DayNumber | null;
}

/** A month of the balance. `opened` + `bought` − `drawn` − `expired` = `closed`. */
export interface LedgerMonth {
  readonly month: MonthNumber;
  readonly opened: Tokens;
  readonly bought: Tokens;
  readonly drawn: Tokens;
  readonly expired: Tokens;
  readonly closed: Tokens;
  /** Whether days of the month are a forecast. */
  readonly isForecast: boolean;
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
  readonly left: Tokens;
  /** Days since the first purchase of which nothing is known, so that no more is left than this. */
  readonly unseen: Days;
  /** Days after the last export; what they draw is forecast. */
  readonly forecastDays: Days;
  /** Tokens drawn that no known pack could pay for: packs are missing, or ended. */
  readonly beyond: Tokens;
  readonly runOut: RunOut | null;
  /** Tokens used as a share of those used or expired; null if days are unseen. */
  readonly utilisation: Fraction | null;
}

export interface LedgerInput {
  readonly packs: readonly TokenPack[];
  readonly asOf: DayNumber;
  readonly draws: DailyDraws;
  /** From the month after the last whole month on; null without one. */
  readonly forecast: TokenForecast | null;
  /** Days before its end by which the vendor wants to be asked for an extension. */
  readonly extensionDays: Days;
}

/**
 * Replays the draws against the packs, then the forecast. The pack that ends first burns first, of two the smaller.
 * Null without a pack of which the exports cover any day, or if a draw is of unknown rate.
 */
export function ledgerOf({ packs, asOf, draws, forecast, extensionDays }: LedgerInput): Ledger | null {
  const burn = new Burn(burningPacks(packs, draws.first));
  const first = Math.min(...burn.packs.map(({ pack }) => pack.purchased)) as DayNumber;
  if (first > asOf) return null;
  const book = new BalanceBook(burn);
  let [unseen, forecastDays] = [0, 0];
  for (let day = first; day <= asOf; day = addDays(day, 1)) {
    const drawn = draws.days.get(day);
    if (drawn === null) return null;
    const ahead = drawn === undefined && day > draws.last ? perDay(forecast, day, "expected") : undefined;
    const known = drawn ?? ahead;
    if (known === undefined) unseen++;
    if (ahead !== undefined) forecastDays++;
    book.take(day, known ?? tokens(0), { isForecast: ahead !== undefined, isSeen: known !== undefined });
  }
  const today = burn.copy();
  const runOut = forecast && {
    expected: runsOut(today.copy(), asOf, forecast, "expected"),
    earliest: runsOut(today.copy(), asOf, forecast, "high"),
    latest: runsOut(today.copy(), asOf, forecast, "low"),
  };
  for (let day = addDays(asOf, 1); ; day = addDays(day, 1)) {
    const ahead = perDay(forecast, day, "expected");
    if (ahead === undefined) break;
    book.take(day, ahead, { isForecast: true, isSeen: true });
  }
  return {
    packs: today.packs.map((now, i): PackBalance => {
      const isForeseen = forecast !== null && now.lastDay < book.last;
      const willExpire = isForeseen ? minus(at(burn.packs, i).expired, now.expired) : null;
      return packBalance(now, willExpire, extensionDays);
    }),
    months: book.months,
    left: today.balance(asOf),
    unseen: days(unseen),
    forecastDays: days(forecastDays),
    beyond: today.beyond,
    runOut,
    utilisation: unseen > 0 ? null : utilisationOf(today),
  };
}

const packBalance = (
  { pack, lastDay, used, expired, left, unseen }: BurningPack,
  willExpire: Tokens | null,
  extensionDays: Days,
): PackBalance => ({
  pack,
  lastDay,
  used,
  expired,
  left,
  unseen: days(unseen),
  willExpire,
  willExpireCost:
    willExpire === null || pack.price === undefined ? null : scale(pack.price, willExpire / pack.tokens),
  askBy: willExpire !== null && willExpire > 0 ? addDays(lastDay, 0 - extensionDays) : null,
});

function utilisationOf({ packs }: Burn): Fraction | null {
  const used = total(packs.map((one) => one.used));
  const gone = plus(used, total(packs.map((one) => one.expired)));
  return gone === 0 ? null : fraction(used / gone);
}

/** Less of a token than this is noise of fractions that were added up. */
export const NOISE = 0.01;

/** Without the noise of binary fractions. */
const settled = (amount: Tokens): Tokens => tokens(Math.round(amount * 1e6) / 1e6);

/** A pack as it burns. */
interface BurningPack {
  readonly pack: TokenPack;
  readonly lastDay: DayNumber;
  left: Tokens;
  used: Tokens;
  expired: Tokens;
  /** Days of its term up to now that no export covers. */
  unseen: number;
}

/** The tokens of each pack as they burn. */
class Burn {
  beyond = tokens(0);

  /** The packs, in the order in which they burn. */
  constructor(readonly packs: readonly BurningPack[]) {}

  copy(): Burn {
    const copy = new Burn(this.packs.map((one) => ({ ...one })));
    copy.beyond = this.beyond;
    return copy;
  }

  /** Takes a day: packs end, packs are bought, tokens are drawn. Returns what changed. */
  take(
    day: DayNumber,
    drawn: Tokens,
    isSeen = true,
  ): { readonly bought: Tokens; readonly expired: Tokens; readonly short: Tokens } {
    let [bought, expired, open] = [tokens(0), tokens(0), drawn];
    for (const one of this.packs) {
      if (day === one.pack.purchased) {
        one.left = one.pack.tokens;
        bought = plus(bought, one.left);
      }
      if (day > one.lastDay && one.left > 0) {
        expired = plus(expired, one.left);
        one.expired = one.left;
        one.left = tokens(0);
      }
      if (!isSeen && runsOn(one, day)) one.unseen++;
      const taken = tokens(Math.min(one.left, Math.max(open, 0)));
      one.left = settled(minus(one.left, taken));
      one.used = settled(plus(one.used, taken));
      open = settled(minus(open, taken));
    }
    if (drawn < 0) this.credit(day, scale(drawn, -1));
    const short = tokens(Math.max(open, 0));
    this.beyond = plus(this.beyond, short);
    return { bought, expired, short };
  }

  /** Gives tokens back to running packs that burnt, in their order. */
  private credit(day: DayNumber, amount: Tokens): void {
    let open = amount;
    for (const one of this.packs.filter((pack) => runsOn(pack, day))) {
      const back = tokens(Math.min(open, one.used));
      one.left = plus(one.left, back);
      one.used = minus(one.used, back);
      open = minus(open, back);
    }
  }

  /** The tokens that can be used on a day. */
  balance(day: DayNumber): Tokens {
    return total(this.packs.map((one) => (one.lastDay >= day ? one.left : tokens(0))));
  }
}

const runsOn = ({ pack, lastDay }: BurningPack, day: DayNumber): boolean =>
  pack.purchased <= day && day <= lastDay;

/** The packs of which an export covers any day, in the order in which they burn; of the others nothing is known. */
function burningPacks(packs: readonly TokenPack[], covered: DayNumber): BurningPack[] {
  const none = { left: tokens(0), used: tokens(0), expired: tokens(0), unseen: 0 };
  return packs
    .map((pack): BurningPack => ({ pack, lastDay: lastDayOfPack(pack), ...none }))
    .filter(({ lastDay }) => lastDay >= covered)
    .sort((a, b) => a.lastDay - b.lastDay || a.pack.tokens - b.pack.tokens);
}

/** The balance by month. */
class BalanceBook {
  readonly months: LedgerMonth[] = [];
  last = -Infinity as DayNumber;

  constructor(private readonly burn: Burn) {}

  take(
    day: DayNumber,
    drawn: Tokens,
    { isForecast, isSeen }: { readonly isForecast: boolean; readonly isSeen: boolean },
  ): void {
    const month = monthOf(day);
    const { bought, expired, short } = this.burn.take(day, drawn, isSeen);
    const paid = minus(drawn, short);
    const before = this.months.at(-1);
    const isSame = before?.month === month;
    const start = before?.closed ?? tokens(0);
    const own: LedgerMonth =
      before && isSame
        ? before
        : {
            month,
            opened: start,
            bought: tokens(0),
            drawn: tokens(0),
            expired: tokens(0),
            closed: start,
            isForecast,
          };
    const next: LedgerMonth = {
      ...own,
      bought: plus(own.bought, bought),
      drawn: settled(plus(own.drawn, paid)),
      expired: settled(plus(own.expired, expired)),
      closed: settled(minus(plus(own.closed, bought), plus(paid, expired))),
      isForecast: own.isForecast || isForecast,
    };
    if (isSame) this.months[this.months.length - 1] = next;
    else this.months.push(next);
    this.last = day;
  }
}

type ForecastPath = "expected" | "low" | "high";

/** The tokens of a day of a month that is forecast; undefined beyond the forecast. */
function perDay(forecast: TokenForecast | null, day: DayNumber, path: ForecastPath): Tokens | undefined {
  const month = monthOf(day);
  const ahead = forecast?.months.find((one) => one.month === month);
  return ahead && scale(amountOn(path, ahead), 1 / daysIn(month));
}

const amountOn = (path: ForecastPath, { expected, likely }: MonthForecast): Tokens =>
  path === "expected" ? expected : likely[path];

function runsOut(burn: Burn, asOf: DayNumber, forecast: TokenForecast, path: ForecastPath): DayNumber | null {
  for (let day = addDays(asOf, 1); ; day = addDays(day, 1)) {
    const drawn = perDay(forecast, day, path);
    if (drawn === undefined) return null;
    if (burn.take(day, drawn).short > NOISE) return day;
  }
}

/** Tokens that can be used up to a last day. */
export interface OpenPack {
  readonly tokens: Tokens;
  readonly lastDay: DayNumber;
}

/** The opening balance of what comes: the tokens left on the as-of day, in the order in which they burn. */
export const packsLeft = ({ packs }: Pick<Ledger, "packs">): OpenPack[] =>
  packs.filter(({ left }) => left > 0).map(({ left, lastDay }) => ({ tokens: left, lastDay }));
