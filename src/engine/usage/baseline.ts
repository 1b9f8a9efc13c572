import { addDays, DAYS_PER_YEAR, monthOf } from "../calendar";
import { NOBODY, type DailyUse, type Estate, type SourceKind } from "../estate";
import type { DayNumber, MonthNumber } from "../units";
import { orderOfUse } from "./order";
import { partsByPerson } from "./parts";

/** The days that the daily exports cover, and the part of them that stands for a year (DOMAIN §4). */
export interface Window {
  readonly first: DayNumber;
  readonly last: DayNumber;
  /** First day of the baseline year: `first`, or 364 days before `last` where the exports cover more than a year. */
  readonly baselineFirst: DayNumber;
}

/**
 * The daily rows, gathered: one entry for each person and product (`pairs`), and one for each person, product and
 * calendar month (`months`), as columns of equal length. Days are distinct days, however many versions were used.
 */
export interface Baseline {
  readonly window: Window | null;
  readonly pairs: PairColumns;
  readonly months: MonthColumns;
  /** One entry for each day of the baseline year on which a person drew from the pool. */
  readonly charges: ChargeColumns;
  /** Distinct days in the baseline year with any use, by person. */
  readonly daysWithUse: Float64Array;
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
 * kind only, in the order Usage, Token usage, Sessions, so that overlapping exports are never added up.
 * Linear in the rows: a counting sort, then one pass.
 */
export function baselineOf(
  allUse: DailyUse,
  people: number,
  sources: Estate["sources"],
  stated?: { readonly from?: DayNumber; readonly to?: DayNumber },
): Baseline {
  const window = windowOf(allUse, stated);
  const pairs: PairColumns = {
    person: [], product: [], days: [], tokens: [], tokenDays: [], blankDays: [], seatDays: [], firstDay: [], lastDay: [],
  }; // prettier-ignore
  const months: MonthColumns = { person: [], product: [], month: [], days: [], tokens: [], blankDays: [] };
  const charges: ChargeColumns = { pair: [], day: [], tokens: [] };
  const daysWithUse = new Float64Array(people);
  const firstUse = new Float64Array(people).fill(NaN);
  const lastUse = new Float64Array(people).fill(NaN);
  if (window === null) return { window, pairs, months, charges, daysWithUse, firstUse, lastUse };

  const rank = Uint8Array.from(sources, ({ kind }) => RANK[kind] ?? 0);
  const baselineFirst: number = window.baselineFirst;
  const seen = new Int32Array(window.last - baselineFirst + 1).fill(-2);
  const monthAt = monthFinder(window);
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

      let believed = -1;
      let tokens = 0;
      let stated = false;
      let drawn = false;
      for (; i < use.length; i++) {
        const row = order[i] as number;
        if (use.day[row] !== day || use.person[row] !== person || use.product[row] !== product) break;
        const fromPool = use.access[row] === 2;
        drawn ||= fromPool;
        const given = use.tokens[row] as number;
        if (Number.isNaN(given) || (use.access[row] === 1 && given === 0)) continue;
        const weight = rank[use.source[row] as number] as number;
        if (weight < believed) continue;
        if (weight > believed) {
          believed = weight;
          tokens = 0;
        }
        tokens += given;
        stated = true;
      }
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
      if (day < baselineFirst) continue;
      (pairs.days[pair] as number)++;
      (pairs.tokens[pair] as number) += tokens;
      (pairs.tokenDays[pair] as number) += stated ? 1 : 0;
      (pairs.blankDays[pair] as number) += blank;
      (pairs.seatDays[pair] as number) += stated || drawn ? 0 : 1;
      if (person !== NOBODY && (stated || drawn)) {
        charges.pair.push(pair);
        charges.day.push(day);
        charges.tokens.push(stated ? tokens : NaN);
      }
      if (person !== NOBODY && seen[day - baselineFirst] !== person) {
        seen[day - baselineFirst] = person;
        (daysWithUse[person] as number)++;
      }
    }
  };
  partsByPerson(allUse).forEach(gather);
  return { window, pairs, months, charges, daysWithUse, firstUse, lastUse };
}

function windowOf(
  use: DailyUse,
  stated?: { readonly from?: DayNumber; readonly to?: DayNumber },
): Window | null {
  if (use.length === 0) return null;
  let first: number = stated?.from ?? Infinity;
  let last: number = stated?.to ?? -Infinity;
  for (let i = 0; i < use.length; i++) {
    const day = use.day[i] as number;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const yearBack = addDays(last as DayNumber, 1 - DAYS_PER_YEAR);
  return {
    first: first as DayNumber,
    last: last as DayNumber,
    baselineFirst: Math.max(first, yearBack) as DayNumber,
  };
}

/** The month of a day by table, because a Date for each of a million rows would be most of the work. */
function monthFinder(window: Window): (day: number) => MonthNumber {
  const table = Int32Array.from({ length: window.last - window.first + 1 }, (_, offset) =>
    monthOf(addDays(window.first, offset)),
  );
  return (day) => table[day - window.first] as MonthNumber;
}
