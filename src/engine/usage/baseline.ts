import { addDays, monthOf } from "../calendar";
import { Access, NOBODY, type DailyUse, type Estate, type SourceKind } from "../estate/estate";
import type { DayNumber, MonthNumber } from "../units";
import { orderOfUse } from "./order";
import { partsByPerson } from "./partition-by-person";
import { windowsOf, type Window, type Windows } from "./windows";

/**
 * The daily rows, gathered: one entry for each person and product (`pairs`), and one for each person, product and
 * calendar month (`months`), as columns of equal length. Days are distinct days, however many versions were used.
 */
export interface Baseline {
  readonly windows: Windows;
  readonly pairs: PairColumns;
  readonly months: MonthColumns;
  /** One entry for each day of the baseline year on which a person drew from the pool. */
  readonly charges: ChargeColumns;
  /** Distinct days with any use, by person, and the days in which they were counted: those that all exports cover. */
  readonly daysWithUse: Float64Array;
  readonly common: Window | null;
  /** Whether any daily row of a person is on a seat, and whether any draws tokens. */
  readonly seenOnSeats: Uint8Array;
  readonly seenOnTokens: Uint8Array;
  /** First and last day of any use, by person; NaN for none. */
  readonly firstUse: Float64Array;
  readonly lastUse: Float64Array;
}

/** One entry for each person and product; all but `firstDay` and `lastDay` within the baseline year. */
export interface PairColumns {
  readonly person: number[];
  readonly product: number[];
  readonly days: number[];
  /** Tokens as exported, and the days for which the export gave them. */
  readonly tokens: number[];
  readonly tokenDays: number[];
  /** Days drawn from the pool whose tokens the export left blank. */
  readonly blankDays: number[];
  /** Days on a seat, or whose access the export does not say. */
  readonly seatDays: number[];
  /** First and last day of use ever observed. */
  readonly firstDay: number[];
  readonly lastDay: number[];
}

export interface MonthColumns {
  readonly person: number[];
  readonly product: number[];
  readonly month: MonthNumber[];
  readonly days: number[];
  readonly tokens: number[];
  readonly blankDays: number[];
}

export interface ChargeColumns {
  /** Places in `pairs`. */
  readonly pair: number[];
  readonly day: number[];
  /** NaN where the export left them blank. */
  readonly tokens: number[];
}

/** Which kind of export is believed where several state the tokens of one person, product and day. */
const RANK: Partial<Record<SourceKind, number>> = {
  Usage: 3,
  "Seat usage": 2,
  "Token usage": 2,
  Sessions: 1,
};

/**
 * Gathers the daily rows. Where several kinds of export state one person, product and day, its tokens are taken from one
 * kind only, in the order Usage, Token usage, Sessions.
 * Linear in the rows: a counting sort, then one pass.
 */
export function baselineOf(allUse: DailyUse, people: number, sources: Estate["sources"]): Baseline {
  const windows = windowsOf(allUse, sources);
  const pairs: PairColumns = {
    person: [],
    product: [],
    days: [],
    tokens: [],
    tokenDays: [],
    blankDays: [],
    seatDays: [],
    firstDay: [],
    lastDay: [],
  };
  const months: MonthColumns = { person: [], product: [], month: [], days: [], tokens: [], blankDays: [] };
  const charges: ChargeColumns = { pair: [], day: [], tokens: [] };
  const daysWithUse = new Float64Array(people);
  const firstUse = new Float64Array(people).fill(NaN);
  const lastUse = new Float64Array(people).fill(NaN);
  const seenOnSeats = new Uint8Array(people);
  const seenOnTokens = new Uint8Array(people);
  const common = commonWindow(windows);
  const baseline: Baseline = {
    windows,
    pairs,
    months,
    charges,
    daysWithUse,
    common,
    seenOnSeats,
    seenOnTokens,
    firstUse,
    lastUse,
  };
  if (windows.all === null || common === null) return baseline;

  const rank = Uint8Array.from(sources, ({ kind }) => RANK[kind] ?? 0);
  const seen = new Int32Array(common.last - common.baselineFirst + 1).fill(-2);
  const monthAt = monthFinder(windows.all);
  const from = (window: Window | null): number => window?.baselineFirst ?? Infinity;
  const [seatsFrom, tokensFrom, nobodyFrom] = [
    from(windows.seats),
    from(windows.tokens),
    from(windows.nobody),
  ];
  let pair = -1;
  let month = -1;
  let person = NOBODY - 1;
  let product = -1;

  const gather = (use: DailyUse): void => {
    const order = orderOfUse(use);
    for (let i = 0; i < use.length;) {
      const at = order[i] as number;
      const day = use.day[at] as number;
      const samePair = use.person[at] === person && use.product[at] === product;
      if (!samePair) {
        person = use.person[at] as number;
        product = use.product[at] as number;
        pair = pairs.person.length;
        pairs.person.push(person);
        pairs.product.push(product);
        pairs.days.push(0);
        pairs.tokens.push(0);
        pairs.tokenDays.push(0);
        pairs.blankDays.push(0);
        pairs.seatDays.push(0);
        pairs.firstDay.push(day);
        pairs.lastDay.push(day);
      }

      let drawn = false;
      const start = i;
      for (; i < use.length; i++) {
        const row = order[i] as number;
        if (use.day[row] !== day || use.person[row] !== person || use.product[row] !== product) break;
        drawn ||= use.access[row] === Access.tokens;
      }
      const { stated, tokens } = tokensOf(use, order, start, i, rank);
      const blank = drawn && !stated ? 1 : 0;

      const inMonth = monthAt(day);
      if (!samePair || months.month[month] !== inMonth) {
        month = months.person.length;
        months.person.push(person);
        months.product.push(product);
        months.month.push(inMonth);
        months.days.push(0);
        months.tokens.push(0);
        months.blankDays.push(0);
      }
      (months.days[month] as number)++;
      (months.tokens[month] as number) += tokens;
      (months.blankDays[month] as number) += blank;

      pairs.lastDay[pair] = day;
      if (person !== NOBODY) {
        if (!(day >= (firstUse[person] as number))) firstUse[person] = day;
        if (!(day <= (lastUse[person] as number))) lastUse[person] = day;
      }
      const fromPool = stated || drawn;
      if (person !== NOBODY) (fromPool ? seenOnTokens : seenOnSeats)[person] = 1;
      const inCommon = day - common.baselineFirst;
      if (person !== NOBODY && inCommon >= 0 && day <= common.last && seen[inCommon] !== person) {
        seen[inCommon] = person;
        (daysWithUse[person] as number)++;
      }
      if (day < (person === NOBODY ? nobodyFrom : fromPool ? tokensFrom : seatsFrom)) continue;
      (pairs.days[pair] as number)++;
      (pairs.tokens[pair] as number) += tokens;
      (pairs.tokenDays[pair] as number) += stated ? 1 : 0;
      (pairs.blankDays[pair] as number) += blank;
      (pairs.seatDays[pair] as number) += fromPool ? 0 : 1;
      if (person !== NOBODY && fromPool) {
        charges.pair.push(pair);
        charges.day.push(day);
        charges.tokens.push(stated ? tokens : NaN);
      }
    }
  };
  partsByPerson(allUse).forEach(gather);
  return baseline;
}

/** The days that every kind of export covers; those of all together where they do not meet. */
function commonWindow({ seats, tokens, all }: Windows): Window | null {
  if (seats === null || tokens === null) return seats ?? tokens ?? all;
  const baselineFirst = Math.max(seats.baselineFirst, tokens.baselineFirst) as DayNumber;
  const last = Math.min(seats.last, tokens.last) as DayNumber;
  return baselineFirst <= last ? { first: baselineFirst, baselineFirst, last } : all;
}

/**
 * The tokens of one person, product and day. Of several exports that state them the most believed kind counts, and of several of
 * one kind the one that states the most: exports that overlap are never added up. 0 on a seat, or where no access is
 * named, says nothing.
 */
function tokensOf(
  use: DailyUse,
  order: Uint32Array,
  start: number,
  end: number,
  rank: Uint8Array,
): { stated: boolean; tokens: number } {
  let believed = -1;
  let best = 0;
  for (let i = start; i < end; i++) {
    const source = use.source[order[i] as number] as number;
    if (i > start && source === use.source[order[i - 1] as number]) continue;
    let sum = 0;
    let stated = false;
    for (let j = start; j < end; j++) {
      const row = order[j] as number;
      const given = use.tokens[row] as number;
      if (
        use.source[row] !== source ||
        Number.isNaN(given) ||
        (use.access[row] !== Access.tokens && given === 0)
      )
        continue;
      sum += given;
      stated = true;
    }
    const weight = rank[source] as number;
    if (!stated || weight < believed || (weight === believed && sum <= best)) continue;
    believed = weight;
    best = sum;
  }
  return { stated: believed >= 0, tokens: best };
}

/** The month of a day by table, because a Date for each of a million rows would be most of the work. */
function monthFinder(window: Window): (day: number) => MonthNumber {
  const table = Int32Array.from({ length: window.last - window.first + 1 }, (_, offset) =>
    monthOf(addDays(window.first, offset)),
  );
  return (day) => table[day - window.first] as MonthNumber;
}
