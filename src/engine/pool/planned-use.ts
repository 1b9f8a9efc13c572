import { addDays, daysIn, firstDayOf, isoDay, lastDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { Origin, PersonIndex, PlannedUse } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { because } from "../evidence/refusals";
import {
  days,
  plus,
  scale,
  times,
  tokens,
  total,
  type DayNumber,
  type MonthNumber,
  type Tokens,
} from "../units";
import type { MonthForecast, TokenForecast, TokenRange } from "./forecast";

/** The parts of a month's forecast, in whole tokens; they add up to `expected`. */
export interface ForecastParts {
  /** The months so far carried on, without people who have left. */
  readonly base: Tokens;
  /** At most 0: the use that ends by a row of planned use. */
  readonly leaving: Tokens;
  /** Planned joiners and growth by the assumptions. */
  readonly joiners: Tokens;
  readonly growth: Tokens;
  /** Planned days × rate; below 0 where use of people without a name ends. */
  readonly planned: Tokens;
}

export interface PlannedMonth extends MonthForecast {
  readonly parts: ForecastParts;
}

/** A forecast with what is planned. */
export interface PlannedForecast extends TokenForecast {
  readonly months: readonly PlannedMonth[];
}

/** What the forecast leaves out: a row whose tokens are unknown, or rows that could not be read. */
export interface PlanGap {
  /** "2 people on Civil 3D from 2026-12-01: the rate of Civil 3D is unknown". */
  readonly text: string;
  /** Null for unread rows, which are issues already. */
  readonly origin: Origin | null;
}

/** Days from one to another, both counted; without `to`, all that follow. */
interface PlannedSpan {
  readonly from: DayNumber;
  readonly to?: DayNumber | undefined;
}

/** The use of a person, or a product of it, that stops for some days. */
export interface Ending extends PlannedSpan {
  readonly person: PersonIndex;
  readonly product?: string | undefined;
}

/** So many tokens a month, more or (below 0) fewer, while it runs. */
interface Addition extends PlannedSpan {
  readonly row: PlannedUse;
  readonly product: string;
  /** People × days a month. */
  readonly daysPerMonth: number;
}

/** The rows of Planned use by what they do to a forecast. */
export interface Plan {
  readonly endings: readonly Ending[];
  readonly additions: readonly Addition[];
  readonly gaps: readonly PlanGap[];
}

/**
 * What each row does after `known`, the last day on which the forecast rests. A row that began before is in the months
 * so far: only its end changes anything.
 */
export function planOf({ estate, rates, unknowns }: Context, known: DayNumber): Plan {
  const endings: Ending[] = [];
  const additions: Addition[] = [];
  const refused = unknowns.because("planned use");
  const gaps: PlanGap[] = refused.length === 0 ? [] : [{ text: because(refused, estate), origin: null }];
  const leaveOut = (row: PlannedUse, why: string): unknown =>
    gaps.push({ text: `${plannedText(row)}: ${why}`, origin: row.origin });
  for (const row of estate.plannedUse) {
    const { people, product, daysPerMonth, from, to } = row;
    const isEnd = people < 0 || (daysPerMonth ?? 0) < 0;
    if (to !== undefined && to <= known) continue;
    const hasBegun = from <= known;
    if (hasBegun && to === undefined && (!isEnd || row.user === undefined)) continue;
    const after = to === undefined ? undefined : addDays(to, 1);
    const isNamed = row.user !== undefined;
    if (isNamed && (isEnd || hasBegun)) {
      const span: PlannedSpan = isEnd ? { from, to } : { from: after ?? from };
      if (row.person === undefined) leaveOut(row, `no other table names ${row.user ?? ""}`);
      else endings.push({ ...span, person: row.person, product });
      continue;
    }
    if (product === undefined || daysPerMonth === undefined) {
      leaveOut(row, `${product === undefined ? "Product" : "Days a month"} is blank`);
      continue;
    }
    const each = Math.abs(people * daysPerMonth) * (isEnd === hasBegun ? 1 : -1);
    const span: PlannedSpan = hasBegun && after !== undefined ? { from: after } : { from, to };
    if (tokensPerDay(rates, product, span.from) === undefined)
      leaveOut(row, `the rate of ${product} is unknown`);
    else additions.push({ ...span, row, product, daysPerMonth: each });
  }
  return { endings, additions, gaps };
}

/** The tokens that a row adds to a month: its days a month × rate, by the days of the month on which it runs. */
export function addedIn(month: MonthNumber, { rates }: Context, added: Addition): Tokens {
  const [first, last] = [
    Math.max(added.from, firstDayOf(month)),
    Math.min(added.to ?? Infinity, lastDayOf(month)),
  ];
  if (first > last) return tokens(0);
  const perDay = tokensPerDay(rates, added.product, first as DayNumber);
  const share = (last - first + 1) / daysIn(month);
  return perDay === undefined ? tokens(0) : times(perDay, days(added.daysPerMonth * share));
}

/** The assumptions on people: each factor 1 for nobody more. */
export interface Factors {
  readonly joiners: number;
  readonly growth: number;
}

/** The forecast without the use that so many endings, by their places, take away. */
export type Without = (ended: readonly number[]) => TokenForecast | null;

/**
 * Adds planned use to a forecast. `without` is the forecast without the people whose use has ended; people who left are
 * not forecast either. The ranges move with endings, joiners and growth, and reach from none to all of the planned
 * additions, because they may not happen.
 */
export function withPlan(
  context: Context,
  base: TokenForecast,
  { endings, additions }: Plan,
  { joiners, growth }: Factors,
  without: Without,
): PlannedForecast {
  const months = base.months.map((own, i): PlannedMonth => {
    const staying = stayingIn(own, endings, (ended) => without(ended)?.months[i] ?? own);
    const added = additions.map((one) => addedIn(own.month, context, one));
    const up = Math.round(total(added.filter((n) => n > 0)));
    const down = Math.round(total(added.filter((n) => n < 0)));
    const factor = joiners * growth;
    const joined = Math.round(staying.expected * (joiners - 1));
    const grown = Math.round(staying.expected * joiners * (growth - 1));
    const before = staying.expected + joined + grown;
    const planned = Math.max(up + down, -before);
    const range = ({ low, high }: TokenRange): TokenRange => ({
      low: tokens(Math.max(Math.floor(low * factor) + down, 0)),
      high: tokens(Math.ceil(high * factor) + up),
    });
    return {
      month: own.month,
      expected: tokens(before + planned),
      likely: range(staying.likely),
      wide: range(staying.wide),
      parts: {
        base: own.expected,
        leaving: tokens(staying.expected - own.expected),
        joiners: tokens(joined),
        growth: tokens(grown),
        planned: tokens(planned),
      },
    };
  });
  return { ...base, months };
}

/** A month as its days are forecast: those on which some people's use has ended, without these people. */
function stayingIn(
  own: MonthForecast,
  endings: readonly Ending[],
  without: (ended: readonly number[]) => MonthForecast,
): MonthForecast {
  const { month } = own;
  const isIn = ({ from, to }: Ending, day: DayNumber): boolean => from <= day && day <= (to ?? Infinity);
  if (!endings.some(({ from, to }) => from <= lastDayOf(month) && (to ?? Infinity) >= firstDayOf(month)))
    return own;
  const shares = new Map<string, { readonly ended: readonly number[]; days: number }>();
  for (let day = firstDayOf(month); monthOf(day) === month; day = addDays(day, 1)) {
    const ended = endings.flatMap((one, place) => (isIn(one, day) ? [place] : []));
    const key = ended.join();
    const share = shares.get(key) ?? { ended, days: 0 };
    shares.set(key, share);
    share.days++;
  }
  const parts = [...shares.values()].map(({ ended, days: n }) => ({
    forecast: ended.length === 0 ? own : without(ended),
    share: n / daysIn(month),
  }));
  const mean = (of: (forecast: MonthForecast) => Tokens): Tokens =>
    parts.reduce((sum, { forecast, share }) => plus(sum, scale(of(forecast), share)), tokens(0));
  const expected = tokens(Math.round(mean((one) => one.expected)));
  // Fewer people never draw more: the methods may say so by a hair.
  if (expected > own.expected) return own;
  const range = (of: (forecast: MonthForecast) => TokenRange): TokenRange => ({
    low: tokens(Math.floor(mean((one) => of(one).low))),
    high: tokens(Math.ceil(mean((one) => of(one).high))),
  });
  return { month, expected, likely: range((one) => one.likely), wide: range((one) => one.wide) };
}

/** "2 people on Revit from 2026-12-01": a row as a sentence names it. */
function plannedText({ user, people, product, from, project }: PlannedUse): string {
  const who = user ?? `${Math.abs(people)} ${Math.abs(people) === 1 ? "person" : "people"}`;
  const on = product === undefined ? "" : ` on ${product}`;
  return `${who}${on} from ${isoDay(from)}${project === undefined ? "" : ` (${project})`}`;
}
