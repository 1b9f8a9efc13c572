import { monthOf } from "../calendar";
import { minus, plus, tokens, type DayNumber, type MonthNumber, type Tokens } from "../units";
import { NOISE, withoutNoise, type Burn } from "./burn";

/** What changed a balance. `opened` + `bought` − `moved` − `drawn` − `expired` = `closed`. */
interface BalanceChange {
  readonly opened: Tokens;
  /** Bought, added, or moved in. */
  readonly bought: Tokens;
  /** Moved away. */
  readonly moved: Tokens;
  /** Drawn from the packs. */
  readonly drawn: Tokens;
  readonly expired: Tokens;
  readonly closed: Tokens;
  /** Drawn, and paid by no known pack: in no other figure. */
  readonly beyond: Tokens;
  /** Whether the draws, or some of them, are a forecast. */
  readonly isForecast: boolean;
}

/** A month of the balance. */
export interface LedgerMonth extends BalanceChange {
  readonly month: MonthNumber;
}

/** A day of the balance. */
export interface LedgerDay extends BalanceChange {
  readonly day: DayNumber;
}

/** How many days up to the day on which the packs run out are shown one by one. */
const DAYS_SHOWN = 45;

/** Writes down the balance while packs burn. */
export class LedgerBook {
  readonly months: LedgerMonth[] = [];
  /** The last days up to the first one ahead on which the packs do not suffice; none if they do. */
  nearZero: readonly LedgerDay[] = [];
  private readonly days: LedgerDay[] = [];

  constructor(
    private readonly burn: Burn,
    private readonly moves: ReadonlyMap<DayNumber, Tokens>,
  ) {}

  /** The last day taken; null for none. */
  get last(): DayNumber | null {
    return this.days.at(-1)?.day ?? null;
  }

  /** Takes a day with its draws. `isAhead`: it is after the as-of day. */
  take(
    day: DayNumber,
    drawn: Tokens,
    how: { readonly isForecast: boolean; readonly isAhead: boolean },
  ): void {
    const { bought, expired, moved, paid, short } = this.burn.take(day, drawn, this.moves.get(day));
    const opened = this.days.at(-1)?.closed ?? tokens(0);
    const closed = withoutNoise(minus(plus(opened, bought), plus(plus(moved, paid), expired)));
    const { isForecast } = how;
    const change = { opened, bought, moved, drawn: paid, expired, closed, beyond: short, isForecast };
    const month = monthOf(day);
    const before = this.months.at(-1);
    if (before?.month === month)
      this.months[this.months.length - 1] = { month, ...joinedChange(before, change) };
    else this.months.push({ month, ...change });
    this.days.push({ day, ...change });
    if (this.days.length > DAYS_SHOWN) this.days.shift();
    if (this.nearZero.length === 0 && how.isAhead && short > NOISE) this.nearZero = [...this.days];
  }
}

/** Two changes, one after the other, as one. */
const joinedChange = (first: BalanceChange, next: BalanceChange): BalanceChange => ({
  opened: first.opened,
  bought: plus(first.bought, next.bought),
  moved: withoutNoise(plus(first.moved, next.moved)),
  drawn: withoutNoise(plus(first.drawn, next.drawn)),
  expired: withoutNoise(plus(first.expired, next.expired)),
  closed: next.closed,
  beyond: withoutNoise(plus(first.beyond, next.beyond)),
  isForecast: first.isForecast || next.isForecast,
});
