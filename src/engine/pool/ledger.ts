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
  readonly used: Tokens;
  readonly expired: Tokens;
  readonly left: Tokens;
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
  /** Days since the first purchase that no export covers; days after the last export are taken from the forecast. */
  readonly uncovered: Days;
  readonly forecastDays: Days;
  /** Tokens drawn that no known pack could pay for: packs are missing, or ended. */
  readonly beyond: Tokens;
  readonly runOut: RunOut | null;
  /** Tokens used as a share of those that ran out of time or were used. */
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
 * Null without a pack, or if a draw is of unknown rate.
 */
export function ledgerOf({ packs, asOf, draws, forecast, extensionDays }: LedgerInput): Ledger | null {
  const first = Math.min(...packs.map(({ purchased }) => purchased)) as DayNumber;
  if (packs.length === 0 || first > asOf) return null;
  const burn = new Burn(packs);
  const book = new Book(burn);
  let [uncovered, forecastDays] = [0, 0];
  for (let day = first; day <= asOf; day = addDays(day, 1)) {
    const drawn = draws.days.get(day);
    if (drawn === null) return null;
    const ahead = drawn === undefined && day > draws.last ? perDay(forecast, day, "expected") : undefined;
    if (drawn === undefined) uncovered++;
    if (ahead !== undefined) forecastDays++;
    book.take(day, drawn ?? ahead ?? tokens(0), drawn === undefined && ahead !== undefined);
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
    book.take(day, ahead, true);
  }
  return {
    packs: today.order.map((place, i): PackBalance => {
      const pack = at(packs, place);
      const willExpire =
        forecast && burn.endsWithin(i, book.last) ? minus(at(burn.expired, i), at(today.expired, i)) : null;
      const share = willExpire === null ? null : willExpire / pack.tokens;
      return {
        pack,
        lastDay: lastDayOfPack(pack),
        used: at(today.used, i),
        expired: at(today.expired, i),
        left: at(today.left, i),
        willExpire,
        willExpireCost: share === null || pack.price === undefined ? null : scale(pack.price, share),
        askBy: willExpire !== null && willExpire > 0 ? addDays(lastDayOfPack(pack), 0 - extensionDays) : null,
      };
    }),
    months: book.months,
    left: today.balance(asOf),
    uncovered: days(uncovered),
    forecastDays: days(forecastDays),
    beyond: today.beyond,
    runOut,
    utilisation: utilisationOf(today),
  };
}

function utilisationOf({ used, expired }: Burn): Fraction | null {
  const gone = total([...used, ...expired]);
  return gone === 0 ? null : fraction(total(used) / gone);
}

/** Less of a token than this is noise of fractions that were added up. */
const NOISE = 0.01;

/** Without the noise of binary fractions. */
const settled = (amount: Tokens): Tokens => tokens(Math.round(amount * 1e6) / 1e6);

/** The tokens of each pack as they burn. */
class Burn {
  /** The places of the packs, in the order in which they burn. */
  readonly order: readonly number[];
  readonly left: Tokens[];
  readonly used: Tokens[];
  readonly expired: Tokens[];
  beyond = tokens(0);
  private readonly terms: readonly {
    readonly from: DayNumber;
    readonly to: DayNumber;
    readonly size: Tokens;
  }[];

  constructor(private readonly packs: readonly TokenPack[]) {
    this.order = packs
      .map((_, place) => place)
      .sort((a, b) => {
        const [one, other] = [at(packs, a), at(packs, b)];
        return lastDayOfPack(one) - lastDayOfPack(other) || one.tokens - other.tokens || a - b;
      });
    this.terms = this.order.map((place) => {
      const pack = at(packs, place);
      return { from: pack.purchased, to: lastDayOfPack(pack), size: pack.tokens };
    });
    this.left = this.terms.map(() => tokens(0));
    this.used = this.terms.map(() => tokens(0));
    this.expired = this.terms.map(() => tokens(0));
  }

  copy(): Burn {
    const copy = new Burn(this.packs);
    copy.left.splice(0, Infinity, ...this.left);
    copy.used.splice(0, Infinity, ...this.used);
    copy.expired.splice(0, Infinity, ...this.expired);
    copy.beyond = this.beyond;
    return copy;
  }

  /** Takes a day: packs end, packs are bought, tokens are drawn. Returns what changed. */
  take(
    day: DayNumber,
    drawn: Tokens,
  ): { readonly bought: Tokens; readonly expired: Tokens; readonly short: Tokens } {
    let [bought, expired, open] = [tokens(0), tokens(0), drawn];
    this.terms.forEach(({ from, to, size }, i) => {
      if (day === from) {
        this.left[i] = size;
        bought = plus(bought, size);
      }
      if (day > to && at(this.left, i) > 0) {
        const lost = at(this.left, i);
        this.expired[i] = plus(at(this.expired, i), lost);
        this.left[i] = tokens(0);
        expired = plus(expired, lost);
      }
      const taken = tokens(Math.min(at(this.left, i), Math.max(open, 0)));
      this.left[i] = settled(minus(at(this.left, i), taken));
      this.used[i] = settled(plus(at(this.used, i), taken));
      open = settled(minus(open, taken));
    });
    if (drawn < 0) this.credit(day, scale(drawn, -1));
    const short = tokens(Math.max(open, 0));
    this.beyond = plus(this.beyond, short);
    return { bought, expired, short };
  }

  /** Gives tokens back to running packs that burnt, in their order. */
  private credit(day: DayNumber, amount: Tokens): void {
    let open = amount;
    this.terms.forEach(({ from, to }, i) => {
      if (day < from || day > to) return;
      const back = tokens(Math.min(open, at(this.used, i)));
      this.left[i] = plus(at(this.left, i), back);
      this.used[i] = minus(at(this.used, i), back);
      open = minus(open, back);
    });
  }

  /** The tokens that can be used on a day. */
  balance(day: DayNumber): Tokens {
    return total(this.terms.map(({ to }, i) => (to >= day ? at(this.left, i) : tokens(0))));
  }

  endsWithin(i: number, last: DayNumber): boolean {
    return at(this.terms, i).to < last;
  }
}

/** The balance by month. */
class Book {
  readonly months: LedgerMonth[] = [];
  last = -Infinity as DayNumber;

  constructor(private readonly burn: Burn) {}

  take(day: DayNumber, drawn: Tokens, isForecast: boolean): void {
    const month = monthOf(day);
    const { bought, expired, short } = this.burn.take(day, drawn);
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

type Path = "expected" | "low" | "high";

/** The tokens of a day of a month that is forecast; undefined beyond the forecast. */
function perDay(forecast: TokenForecast | null, day: DayNumber, path: Path): Tokens | undefined {
  const month = monthOf(day);
  const ahead = forecast?.months.find((one) => one.month === month);
  return ahead && scale(amountOn(path, ahead), 1 / daysIn(month));
}

const amountOn = (path: Path, { expected, likely }: MonthForecast): Tokens =>
  path === "expected" ? expected : likely[path];

function runsOut(burn: Burn, asOf: DayNumber, forecast: TokenForecast, path: Path): DayNumber | null {
  for (let day = addDays(asOf, 1); ; day = addDays(day, 1)) {
    const drawn = perDay(forecast, day, path);
    if (drawn === undefined) return null;
    if (burn.take(day, drawn).short > NOISE) return day;
  }
}
