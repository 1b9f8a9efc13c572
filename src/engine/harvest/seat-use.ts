import { at } from "../at";
import { DAYS_PER_MONTH, DAYS_PER_YEAR } from "../calendar";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { busiestWindow } from "../rules/harvest-dates";
import { lastUses } from "../seats/reconciliation";
import type { DayNumber } from "../units";
import type { Usage } from "../usage/usage";
import { coveredDays, type Window } from "../usage/windows";

/** The use of what a held seat opens, whatever paid for it. Null is unknown. */
export interface SeatUse {
  /** The last day of use; null for none that an export shows. */
  readonly lastUse: DayNumber | null;
  /** False where a report gives days and no date. */
  readonly isLastUseKnown: boolean;
  /** Days with use among the last days that the exports cover, and the most in any so many days of the last year. */
  readonly loginDays: number | null;
  readonly busiest: number | null;
  readonly perMonth: number | null;
  /**
   * The covered days since the last use, or all of them without use; null if no export covers seats. Both kinds of days
   * reach back beyond the last year, as far as the exports do.
   */
  readonly unusedDays: number | null;
  /** The covered days since the seat was given, or all of them. */
  readonly coveredDays: number | null;
  /** The last day that the exports of the use of seats cover. */
  readonly through: DayNumber;
}

/** The use of every seat that is held now. */
export function seatUses(context: Context, usage: Usage): (person: PersonIndex, offering: string) => SeatUse {
  const { baseline, coverage, demands } = usage;
  const window = baseline.windows.seats;
  const daysOf = daysOfUse(context, usage, window);
  const lastUseOf = lastUses(context, demands);
  const { harvestWindowDays } = context.assumptions;
  return (person, offering) => {
    const use = daysOf(person, offering);
    const last = Math.max(lastUseOf(person, offering), use.before ?? -Infinity);
    const lastUse = Number.isFinite(last) ? (last as DayNumber) : null;
    const { products } = at(demands, person);
    const opened = products.filter(({ product }) => context.holdings.opens(offering, product));
    // A report counts days of each product: the days of any are at least those of the most used.
    const reported = opened.map(({ days }) =>
      days === null ? null : (days * DAYS_PER_MONTH) / DAYS_PER_YEAR,
    );
    const rates = reported.filter((rate) => rate !== null);
    const byReport = rates.length < reported.length ? null : Math.max(0, ...rates);
    const isLastUseKnown = last !== Infinity;
    if (window === null) {
      const covered = context.estate.reportedUse.length === 0 ? null : coverage.days;
      return {
        lastUse,
        isLastUseKnown,
        loginDays: null,
        busiest: null,
        perMonth: covered === null ? null : byReport,
        unusedDays:
          covered === null ? null : lastUse === null ? covered : Math.max(coverage.through - lastUse, 0),
        coveredDays: covered,
        through: coverage.through,
      };
    }
    const through = Math.min(window.last, context.asOf) as DayNumber;
    const { inYear } = use;
    const again = givenAgain(context, person, offering, use);
    const from = heldFrom(context, person, offering, again ?? use.before ?? inYear[0] ?? null, window);
    const days = again === null ? inYear : inYear.filter((day) => day >= again);
    const covered = coveredDays(window, Math.max(from, window.baselineFirst) as DayNumber, window.last);
    const rate = (days.length * DAYS_PER_MONTH) / covered;
    const since = lastUse === null ? window.first : Math.max(lastUse + 1, window.first);
    return {
      lastUse,
      isLastUseKnown,
      loginDays: inYear.filter((day) => day > through - harvestWindowDays).length,
      busiest: busiestWindow(inYear, harvestWindowDays),
      perMonth: byReport === null ? null : Math.max(rate, byReport),
      unusedDays: since > window.last ? 0 : coveredDays(window, since as DayNumber, window.last),
      coveredDays: coveredDays(window, from, window.last),
      through,
    };
  };
}

/**
 * The day on which a seat was given again, where use before it was in earlier terms: only the days since count, for the
 * holder had no seat in between. Null where the seat was given once, or was used at other times.
 */
function givenAgain(
  { holdings }: Context,
  person: PersonIndex,
  offering: string,
  { before, inYear }: DaysOfUse,
): DayNumber | null {
  const seats = holdings.of(person).filter((one) => one.assigned && one.offering === offering);
  const { since, earlier = [] } = seats.find((one) => one.earlier !== undefined) ?? {};
  if (since === undefined || seats.length > 1) return null;
  const isExplained = (day: number): boolean =>
    day >= since ||
    earlier.some((term) => (term.since ?? -Infinity) <= day && day <= (term.until ?? Infinity));
  return [...(before === null ? [] : [before]), ...inYear].every(isExplained) ? since : null;
}

/** The day from which a seat was there to be used: that of its assignment, unless use precedes it. */
function heldFrom(
  context: Context,
  person: PersonIndex,
  offering: string,
  firstUse: number | null,
  { first, last }: Window,
): DayNumber {
  const since = assignedSince(context, person, offering);
  const from = since === null || (firstUse !== null && firstUse < since) ? first : since;
  return Math.min(Math.max(from, first), last) as DayNumber;
}

/** The day of the assignment of a seat held now, else of the account; null if no table says. */
export function assignedSince(
  { holdings, estate }: Context,
  person: PersonIndex,
  offering: string,
): DayNumber | null {
  const stated = holdings
    .of(person)
    .flatMap((one) =>
      one.assigned && one.offering === offering && one.since !== undefined ? [one.since] : [],
    );
  if (stated.length > 0) return Math.min(...stated) as DayNumber;
  return at(estate.people, person).accountSince ?? null;
}

/** When a seat was used, by the exports of days. */
interface DaysOfUse {
  /** The days within the baseline year, in order. */
  readonly inYear: readonly number[];
  /** The last day before that year; null for none. */
  readonly before: number | null;
}

const NO_DAYS: DaysOfUse = { inYear: [], before: null };

/** The days of use of each seat. One pass over the rows. */
function daysOfUse(
  { estate, holdings, asOf }: Context,
  { rows }: Usage,
  window: Window | null,
): (person: PersonIndex, offering: string) => DaysOfUse {
  if (window === null) return () => NO_DAYS;
  const { baselineFirst: first } = window;
  const length = Math.max(Math.min(window.last, asOf) - first + 1, 0);
  const seats = estate.people.map((_, person) =>
    holdings
      .heldBy(person)
      .map((offering) => ({ offering, used: new Uint8Array(length), before: -Infinity })),
  );
  const opening = new Map(
    holdings.offerings.map((offering) => [
      offering,
      Uint8Array.from(estate.products, (product) => (holdings.opens(offering, product) ? 1 : 0)),
    ]),
  );
  for (let i = 0; i < rows.length; i++) {
    const day = rows.day[i]!;
    const place = day - first;
    if (place >= length) continue;
    for (const seat of seats[rows.person[i]!] ?? []) {
      if (opening.get(seat.offering)?.[rows.product[i]!] !== 1) continue;
      if (place < 0) seat.before = Math.max(seat.before, day);
      else seat.used[place] = 1;
    }
  }
  return (person, offering) => {
    const seat = seats[person]?.find((one) => one.offering === offering);
    if (seat === undefined) return NO_DAYS;
    const inYear = [...seat.used.keys()]
      .filter((place) => seat.used[place] === 1)
      .map((place) => first + place);
    return { inYear, before: Number.isFinite(seat.before) ? seat.before : null };
  };
}
