import { at } from "../at";
import { addDays, firstDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { sumKnown, tokens, type DayNumber, type MonthNumber, type Tokens } from "../units";
import type { Baseline } from "../usage/baseline";
import type { Window } from "../usage/windows";
import { drawnByMonth, type Drawn } from "./months";

/** The tokens drawn on each day that an export covers. */
export interface DailyDraws {
  readonly first: DayNumber;
  readonly last: DayNumber;
  /** Every covered day; null if a rate is unknown. */
  readonly days: ReadonlyMap<DayNumber, Tokens | null>;
}

/**
 * The draws by day; null without an export that gives days. Those of the baseline year are exact. Of older days only
 * the months are kept, so a month's tokens are spread evenly over its covered days.
 */
export function dailyDraws(
  context: Context,
  baseline: Baseline,
  leavesOut: (person: PersonIndex, product: string) => boolean,
): DailyDraws | null {
  const { windows } = baseline;
  const covering = [windows.tokens, windows.nobody].filter((window) => window !== null);
  if (covering.length === 0) return null;
  const first = Math.min(...covering.map((window) => window.first)) as DayNumber;
  const last = Math.max(...covering.map((window) => window.last)) as DayNumber;
  const exactFrom = Math.min(...covering.map((window) => window.baselineFirst)) as DayNumber;
  const isCovered = (day: DayNumber): boolean => covering.some((window) => coversDay(window, day));
  const drawn = exactDraws(context, baseline, leavesOut);
  spreadOlder({ drawn, first, exactFrom, isCovered, months: drawnByMonth(context, baseline, leavesOut) });
  const days = new Map<DayNumber, Tokens | null>();
  for (let day = first; day <= last; day = addDays(day, 1))
    if (isCovered(day)) days.set(day, sumKnown(drawn.get(day) ?? []));
  return { first, last, days };
}

const coversDay = ({ first, last, gaps }: Window, day: DayNumber): boolean =>
  day >= first && day <= last && !gaps.some((gap) => day >= gap.first && day <= gap.last);

/** The parts of each day's tokens; null for a part of unknown rate. */
type DailyParts = Map<DayNumber, (Tokens | null)[]>;

function add(parts: DailyParts, day: DayNumber, drawn: Tokens | null): void {
  const own = parts.get(day);
  if (own) own.push(drawn);
  else parts.set(day, [drawn]);
}

function exactDraws(
  { estate, rates }: Context,
  { pairs, charges }: Baseline,
  leavesOut: (person: PersonIndex, product: string) => boolean,
): DailyParts {
  const drawn: DailyParts = new Map();
  charges.day.forEach((day, i) => {
    const pair = at(charges.pair, i);
    const product = at(estate.products, at(pairs.product, pair));
    if (leavesOut(at(pairs.person, pair), product)) return;
    const stated = at(charges.tokens, i);
    const known = Number.isNaN(stated) ? tokensPerDay(rates, product, day as DayNumber) : stated;
    add(drawn, day as DayNumber, known === undefined ? null : tokens(known));
  });
  return drawn;
}

interface Older {
  readonly drawn: DailyParts;
  readonly first: DayNumber;
  readonly exactFrom: DayNumber;
  readonly isCovered: (day: DayNumber) => boolean;
  readonly months: Drawn;
}

function spreadOlder({ drawn, first, exactFrom, isCovered, months }: Older): void {
  for (let month = monthOf(first); month <= monthOf(exactFrom); month = (month + 1) as MonthNumber) {
    const days: DayNumber[] = [];
    let exact: Tokens | null = tokens(0);
    for (let day = firstDayOf(month); monthOf(day) === month; day = addDays(day, 1)) {
      if (day < exactFrom && isCovered(day)) days.push(day);
      if (day >= exactFrom) exact = sumKnown([exact, ...(drawn.get(day) ?? [])]);
    }
    const whole = sumKnown(months.get(month) ?? []);
    const rest = whole === null || exact === null ? null : tokens(Math.max(whole - exact, 0) / days.length);
    for (const day of days) add(drawn, day, rest);
  }
}
