import { at } from "../at";
import { addDays, firstDayOf, monthOf } from "../calendar";
import { grouped } from "../grouped";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { minus, scale, sumKnown, tokens, type DayNumber, type MonthNumber, type Tokens } from "../units";
import type { Baseline } from "../usage/baseline";
import type { Window } from "../usage/windows";
import { ALL, drawnByKey, type Counting, type Drawn } from "./months";

/** The tokens drawn on each day that an export covers. */
export interface DailyDraws {
  readonly first: DayNumber;
  readonly last: DayNumber;
  /** Every covered day; null if a rate is unknown. */
  readonly days: ReadonlyMap<DayNumber, Tokens | null>;
}

/** The draws by day; null without an export that gives days. */
export const dailyDraws = (
  context: Context,
  baseline: Baseline,
  isDoubled: Counting["isDoubled"],
): DailyDraws | null =>
  dailyDrawsBy(context, baseline, [ALL], { isDoubled, keyOf: () => ALL })?.get(ALL) ?? null;

/** The key that each person's draws count for. */
interface Keys extends Pick<Counting, "isDoubled"> {
  /** Undefined for a person whose draws do not count. */
  readonly keyOf: (person: PersonIndex) => string | undefined;
}

type KeyOf = (person: PersonIndex, product: string) => string | undefined;

/**
 * The draws by day of each of these keys, less what was given back; null without an export that gives days. Those of
 * the baseline year are exact. Of older days only the months are kept, so a month's draws are spread evenly over its
 * covered days.
 */
export function dailyDrawsBy(
  context: Context,
  baseline: Baseline,
  keys: readonly string[],
  { isDoubled, keyOf }: Keys,
): ReadonlyMap<string, DailyDraws> | null {
  const { windows } = baseline;
  const covering = [windows.tokens, windows.nobody].filter((window) => window !== null);
  if (covering.length === 0) return null;
  const first = Math.min(...covering.map((window) => window.first)) as DayNumber;
  const last = Math.max(...covering.map((window) => window.last)) as DayNumber;
  // Exports with and without people may have different years: before the later one some days are sums of months.
  const exactFrom = Math.max(...covering.map((window) => window.baselineFirst)) as DayNumber;
  const isCovered = (day: DayNumber): boolean => covering.some((window) => coversDay(window, day));
  const keyOfDraw: KeyOf = (person, product) => (isDoubled(person, product) ? undefined : keyOf(person));
  const exact = exactDraws(context, baseline, keyOfDraw);
  const months = drawnByKey(context, baseline, keyOfDraw);
  const adjustments = grouped(baseline.adjustments, ({ person }) => keyOf(person));
  return new Map(
    keys.map((key) => {
      const drawn = exact.get(key) ?? noParts();
      spreadOlder({ drawn, first, exactFrom, isCovered, months: months.get(key) ?? new Map() });
      for (const { day, tokens: given } of adjustments.get(key) ?? []) add(drawn, day, given);
      const days = new Map<DayNumber, Tokens | null>();
      for (let day = first; day <= last; day = addDays(day, 1))
        if (isCovered(day)) days.set(day, sumKnown(drawn.get(day) ?? []));
      return [key, { first, last, days }] as const;
    }),
  );
}

const coversDay = ({ first, last, gaps }: Window, day: DayNumber): boolean =>
  day >= first && day <= last && !gaps.some((gap) => day >= gap.first && day <= gap.last);

/** The parts of each day's tokens; null for a part of unknown rate. */
type DailyParts = Map<DayNumber, (Tokens | null)[]>;

const noParts = (): DailyParts => new Map<DayNumber, (Tokens | null)[]>();

function add(parts: DailyParts, day: DayNumber, drawn: Tokens | null): void {
  const own = parts.get(day);
  if (own) own.push(drawn);
  else parts.set(day, [drawn]);
}

function exactDraws(
  { estate, rates }: Context,
  { pairs, charges }: Baseline,
  keyOf: KeyOf,
): ReadonlyMap<string, DailyParts> {
  const byKey = new Map<string, DailyParts>();
  charges.day.forEach((day, i) => {
    const pair = at(charges.pair, i);
    const product = at(estate.products, at(pairs.product, pair));
    const key = keyOf(at(pairs.person, pair), product);
    if (key === undefined) return;
    const stated = at(charges.tokens, i);
    const known = Number.isNaN(stated) ? tokensPerDay(rates, product, day as DayNumber) : stated;
    const drawn = byKey.get(key) ?? noParts();
    byKey.set(key, drawn);
    add(drawn, day as DayNumber, known === undefined ? null : tokens(known));
  });
  return byKey;
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
      exact = sumKnown([exact, ...(drawn.get(day) ?? [])]);
    }
    const whole = sumKnown(months.get(month) ?? []);
    const rest = whole === null || exact === null ? null : scale(minus(whole, exact), 1 / days.length);
    for (const day of days) add(drawn, day, rest);
  }
}
