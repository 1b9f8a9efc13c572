import { at } from "../at";
import { addDays, monthOf } from "../calendar";
import {
  Access,
  NOBODY,
  type DailyUse,
  type Estate,
  type PersonIndex,
  type ProductIndex,
} from "../estate/estate";
import { finish, type Steps } from "../steps";
import { tokens, type DayNumber, type MonthNumber, type Tokens } from "../units";
import { orderOfUse } from "./order";
import { partsByPerson } from "./partition-by-person";
import { USE_STAGE } from "./progress";
import { slicesOf, type Slices } from "./slices";
import { reversalReader } from "./reversals";
import { isAdjustment, isByResult, tokensReader } from "./tokens-of-day";
import { joinedSpans, windowsOf, type Window, type WindowRules, type Windows } from "./windows";

/**
 * The daily rows summed by person and product. A day counts once, however many versions were used on it. Charges by
 * result are in the tokens, and in no number of days (DOMAIN §2).
 */
export interface Baseline {
  readonly windows: Windows;
  readonly slices: Slices;
  readonly pairs: PairColumns;
  readonly months: MonthColumns;
  /** One entry for each day of the baseline year on which a person, or nobody that is named, drew tokens. */
  readonly charges: ChargeColumns;
  /** Tokens given back that reverse no charge, or adjusted: they are in the balance, and in no other column. */
  readonly adjustments: Adjustment[];
  /** Distinct days with any use within `common`, by person. */
  readonly daysWithUse: Float64Array;
  /** The days that all exports cover. */
  readonly common: Window | null;
  /** 1 for a person with a daily row on a seat, and with a daily row on tokens. */
  readonly seenOnSeats: Uint8Array;
  readonly seenOnTokens: Uint8Array;
  /** First and last day of any use, by person; NaN for none. */
  readonly firstUse: Float64Array;
  readonly lastUse: Float64Array;
}

/**
 * One entry for each person and product; all columns but `firstDay` and `lastDay` are sums over the baseline
 * year.
 */
export interface PairColumns {
  readonly person: number[];
  readonly product: number[];
  readonly days: number[];
  /** Tokens as exported, and the days with exported tokens. */
  readonly tokens: number[];
  readonly tokenDays: number[];
  /** Of those, the days whose tokens were computed from launches. */
  readonly computedDays: number[];
  /** Days on tokens for which the export gives none. */
  readonly blankDays: number[];
  /** Days on a seat, or without stated access. */
  readonly seatDays: number[];
  /** First and last day of use ever observed. */
  readonly firstDay: number[];
  readonly lastDay: number[];
}

/** One entry for each person, product and calendar month, over all exports. */
export interface MonthColumns {
  readonly person: number[];
  readonly product: number[];
  readonly month: MonthNumber[];
  readonly days: number[];
  readonly tokens: number[];
  readonly blankDays: number[];
}

/** Whether an entry has use, and not only tokens that came back. */
export const hasUse = ({ days, tokens: drawn }: MonthColumns, i: number): boolean =>
  at(days, i) > 0 || at(drawn, i) > 0;

export interface ChargeColumns {
  /** Places in `pairs`. */
  readonly pair: number[];
  readonly day: number[];
  /** NaN where the export left them blank. */
  readonly tokens: number[];
}

/** The adjusted tokens of a person, or of nobody that is named, and product on a day. */
export interface Adjustment {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly day: DayNumber;
  /** Below 0 where they were given back. */
  readonly tokens: Tokens;
}

/** `baselineInSteps` at once. */
export const baselineOf = (
  use: DailyUse,
  people: number,
  sources: Estate["sources"],
  rules: WindowRules = {},
): Baseline => finish(baselineInSteps(use, people, sources, rules));

/**
 * Sums up the daily rows of a year, or of another number of last days. Linear in the rows: a counting sort, then a
 * single pass. Yields after each part of the rows.
 */
export function* baselineInSteps(
  use: DailyUse,
  people: number,
  sources: Estate["sources"],
  rules: WindowRules = {},
): Steps<Baseline> {
  const windows = windowsOf(use, sources, rules);
  yield USE_STAGE;
  const parts = partsByPerson(use);
  yield USE_STAGE;
  // Rows without people are of one "person", so they are all in the first part.
  const first = at(parts, 0);
  const slices = slicesOf(first, sources, orderOfUse(first));
  const baseline = emptyBaseline(windows, slices, people);
  const { common } = baseline;
  if (windows.all === null || common === null) return baseline;
  const add = adder(baseline, windows.all, common);
  for (const part of parts) {
    forEachUserDay(part, orderOfUse(part), tokensReader(part, sources, slices), add);
    yield USE_STAGE;
  }
  return { ...baseline, adjustments: withoutDoubled(baseline.adjustments) };
}

const emptyBaseline = (windows: Windows, slices: Slices, people: number): Baseline => ({
  windows,
  slices,
  pairs: {
    person: [],
    product: [],
    days: [],
    tokens: [],
    tokenDays: [],
    computedDays: [],
    blankDays: [],
    seatDays: [],
    firstDay: [],
    lastDay: [],
  },
  months: { person: [], product: [], month: [], days: [], tokens: [], blankDays: [] },
  charges: { pair: [], day: [], tokens: [] },
  adjustments: [],
  daysWithUse: new Float64Array(people),
  common: commonWindow(windows),
  seenOnSeats: new Uint8Array(people),
  seenOnTokens: new Uint8Array(people),
  firstUse: new Float64Array(people).fill(NaN),
  lastUse: new Float64Array(people).fill(NaN),
});

/** One person's use of one product on one day. */
interface UserDay {
  readonly person: number;
  readonly product: number;
  readonly day: number;
  /** Whether the day drew tokens, and whether an export states how many. */
  readonly onTokens: boolean;
  readonly stated: boolean;
  /** 0 where none are stated. */
  readonly tokens: number;
  readonly adjusted: number;
  /** Whether they were computed from launches. */
  readonly computed: boolean;
  /** Whether any row says that the product was used, or only that tokens were given back or adjusted. */
  readonly used: boolean;
  /** Whether it is a day of use, or has charges by result only. */
  readonly isDay: boolean;
}

/** Joins the rows of each person, product and day, in that order. */
function forEachUserDay(
  use: DailyUse,
  order: Uint32Array,
  tokensIn: ReturnType<typeof tokensReader>,
  add: (one: UserDay) => void,
): void {
  const reversedIn = reversalReader(use, order);
  let start = 0;
  while (start < use.length) {
    const first = order[start]!;
    const [person, product, day] = [use.person[first]!, use.product[first]!, use.day[first]!];
    let drawn = false;
    let used = false;
    let isDay = false;
    let end = start;
    for (; end < use.length; end++) {
      const row = order[end]!;
      if (use.day[row] !== day || use.person[row] !== person || use.product[row] !== product) break;
      if (isAdjustment(use, row)) continue;
      used = true;
      isDay ||= !isByResult(use, row);
      drawn ||= use.access[row] === Access.tokens;
    }
    const stated = tokensIn(order, start, end);
    // A day whose tokens are blank stays unknown.
    const found = drawn && !stated.stated ? stated : reversedIn(start, end, stated);
    add({ person, product, day, onTokens: found.stated || drawn, used, isDay, ...found });
    start = end;
  }
}

/** Adds the days of all users, in order of person, product and day, to the columns. */
function adder(baseline: Baseline, all: Window, common: Window): (one: UserDay) => void {
  const { windows, pairs, months } = baseline;
  const monthAt = monthFinder(all);
  const countDay = dayCounter(baseline, common);
  const from = (window: Window | null): number => window?.baselineFirst ?? Infinity;
  const [seatsFrom, tokensFrom] = [from(windows.seats), from(windows.tokens)];
  const nobodyFrom = from(windows.nobody);
  let pair = -1;
  let month = -1;
  return (one) => {
    const { person, day } = one;
    if (one.adjusted !== 0)
      baseline.adjustments.push({
        person,
        product: one.product,
        day: day as DayNumber,
        tokens: tokens(one.adjusted),
      });
    if (!one.used && one.tokens === 0) return;
    const samePair = pairs.person[pair] === person && pairs.product[pair] === one.product;
    if (!samePair) pair = openPair(pairs, one);
    if (one.used) pairs.lastDay[pair] = day;
    const inMonth = monthAt(day);
    if (!samePair || months.month[month] !== inMonth) month = openMonth(months, one, inMonth);
    addToMonth(months, month, one);
    if (person !== NOBODY && one.used) countDay(one);
    if (day < (person === NOBODY ? nobodyFrom : one.onTokens ? tokensFrom : seatsFrom)) return;
    addToYear(baseline, pair, one);
  };
}

function openPair(pairs: PairColumns, { person, product, day }: UserDay): number {
  pairs.person.push(person);
  pairs.product.push(product);
  const { days, tokens, tokenDays, computedDays, blankDays, seatDays } = pairs;
  for (const sum of [days, tokens, tokenDays, computedDays, blankDays, seatDays]) sum.push(0);
  pairs.firstDay.push(day);
  pairs.lastDay.push(day);
  return pairs.person.length - 1;
}

function openMonth(months: MonthColumns, { person, product }: UserDay, month: MonthNumber): number {
  months.person.push(person);
  months.product.push(product);
  months.month.push(month);
  for (const sum of [months.days, months.tokens, months.blankDays]) sum.push(0);
  return months.person.length - 1;
}

function addToMonth(months: MonthColumns, month: number, { onTokens, stated, tokens, isDay }: UserDay): void {
  if (isDay) months.days[month]!++;
  months.tokens[month]! += tokens;
  if (onTokens && !stated) months.blankDays[month]!++;
}

function addToYear(
  { pairs, charges }: Baseline,
  pair: number,
  { day, onTokens, stated, tokens, computed, isDay }: UserDay,
): void {
  if (isDay) pairs.days[pair]!++;
  pairs.tokens[pair]! += tokens;
  if (stated) pairs.tokenDays[pair]! += isDay ? 1 : 0;
  else if (onTokens) pairs.blankDays[pair]!++;
  else pairs.seatDays[pair]!++;
  if (computed) pairs.computedDays[pair]!++;
  if (!onTokens) return;
  charges.pair.push(pair);
  charges.day.push(day);
  charges.tokens.push(stated ? tokens : NaN);
}

/**
 * Records a named person's first and last day, kinds of access, and distinct days within the common window.
 */
function dayCounter(baseline: Baseline, common: Window): (one: UserDay) => void {
  const { firstUse, lastUse, seenOnSeats, seenOnTokens, daysWithUse } = baseline;
  const countedFor = new Int32Array(common.last - common.baselineFirst + 1).fill(NOBODY);
  const inGap = new Uint8Array(countedFor.length);
  for (const gap of common.gaps)
    inGap.fill(
      1,
      Math.max(gap.first - common.baselineFirst, 0),
      Math.max(gap.last - common.baselineFirst + 1, 0),
    );
  return ({ person, day, onTokens, isDay }) => {
    if (!(day >= firstUse[person]!)) firstUse[person] = day;
    if (!(day <= lastUse[person]!)) lastUse[person] = day;
    (onTokens ? seenOnTokens : seenOnSeats)[person] = 1;
    const place = day - common.baselineFirst;
    if (!isDay || place < 0 || day > common.last || inGap[place] === 1 || countedFor[place] === person)
      return;
    countedFor[place] = person;
    daysWithUse[person]!++;
  };
}

/** The days that seat and token exports both cover; if they share no day, the days of all exports. */
function commonWindow({ seats, tokens, all }: Windows): Window | null {
  if (seats === null || tokens === null) return seats ?? tokens ?? all;
  const baselineFirst = Math.max(seats.baselineFirst, tokens.baselineFirst) as DayNumber;
  const last = Math.min(seats.last, tokens.last) as DayNumber;
  return baselineFirst <= last
    ? { first: baselineFirst, baselineFirst, last, gaps: joinedSpans([...seats.gaps, ...tokens.gaps]) }
    : all;
}

/**
 * Without those of nobody where people have some of the same product: then an export without people repeats them. Else
 * they count, though people use the product, because an export with people names nobody in an adjustment of all.
 */
function withoutDoubled(adjustments: readonly Adjustment[]): Adjustment[] {
  const named = new Set(adjustments.flatMap(({ person, product }) => (person === NOBODY ? [] : product)));
  return adjustments.filter(({ person, product }) => person !== NOBODY || !named.has(product));
}

/** Looks up the month of a day: a Date for each of a million rows would be most of the work. */
function monthFinder(window: Window): (day: number) => MonthNumber {
  const table = Int32Array.from({ length: window.last - window.first + 1 }, (_, offset) =>
    monthOf(addDays(window.first, offset)),
  );
  return (day) => table[day - window.first] as MonthNumber;
}
