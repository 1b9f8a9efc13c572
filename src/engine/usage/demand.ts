import type { Assumptions } from "../assumptions";
import { DAYS_PER_MONTH, DAYS_PER_YEAR, daysThrough } from "../calendar";
import { flexEligible, tokensPerDay, type RateBook } from "../estate/rates";
import type { Estate, PersonIndex } from "../estate/estate";
import type { Holdings } from "../estate/holdings";
import { days, tokens, type DayNumber, type Days, type Tokens } from "../units";
import type { Baseline } from "./baseline";
import type { Observed, Period, Sightings } from "./observed";
import { baselineDays } from "./windows";
import { activityOf, segmentOf, type Activity, type Segment } from "../rules/segment";

/** What one person used, taken to a year. */
export interface Demand {
  readonly person: PersonIndex;
  readonly segment: Segment;
  readonly activity: Activity;
  readonly daysPerMonth: number;
  /** Null where nothing was used, or where a report gives days and no date. */
  readonly lastUse: DayNumber | null;
  /** Unassigned everywhere, or without an account: in the history, but not in next year (DOMAIN §13). */
  readonly leaver: boolean;
  readonly confidence: Confidence;
  readonly products: readonly ProductDemand[];
}

/** How far the observed days carry: a year as it was, a shorter time taken to a year, too short to trust, or no use. */
export type Confidence = "full year" | "annualised" | "low" | "none";

export interface ProductDemand {
  readonly product: string;
  /** Days of use a year; null where the export's period is unknown. */
  readonly days: Days | null;
  /** Tokens drawn a year as things are; null where neither the export nor a rate says how many. */
  readonly drawn: Tokens | null;
  /** Tokens a year if every day were on Flex; null where that cannot be said or may not be. */
  readonly onFlex: Tokens | null;
  readonly basis: FlexBasis;
  /** Whether any of the days was on a seat. */
  readonly onSeats: boolean;
  readonly lastDay: DayNumber | null;
}

/**
 * Where `onFlex` comes from, or why there is none; `collection`: the days are those of a collection, which has no rate.
 */
export type FlexBasis =
  "exported" | "estimated" | "not eligible" | "rate unknown" | "period unknown" | "collection";

/** Every person's demand, in the order of `Estate.people`. */
export function demandsOf(
  estate: Estate,
  baseline: Baseline,
  seen: Sightings,
  rates: RateBook,
  holdings: Holdings,
  asOf: DayNumber,
  assumptions: Assumptions,
): Demand[] {
  const byPerson = estate.people.map((): Observed[] => []);
  for (const one of seen.observed) byPerson[one.person]?.push(one);
  const accessed = lastAccess(estate);
  return estate.people.map((person, index) => {
    const observed = byPerson[index] as Observed[];
    const firstUse = finite(baseline.firstUse[index]);
    const lastUse = latest([finite(baseline.lastUse[index]), accessed.get(index) ?? null]);
    const arrived = earliest([
      person.accountSince ?? null,
      ...holdings.of(index).map(({ since }) => since ?? null),
    ]);
    const left = hasLeft(holdings, index, lastUse, asOf, assumptions);
    const presence: Presence = {
      joined: arrived !== null && (firstUse === null || firstUse >= arrived) ? arrived : null,
      left: left ? lastSeatEnd(holdings, index) : null,
    };
    const products = productDemands(observed, presence, rates, holdings, asOf);
    const daysPerMonth = monthlyDays(baseline, index, observed, products, presence);
    const unused = lastUse === null && observed.length === 0;
    const habit = {
      daysPerMonth,
      daysSinceUse: unused ? Infinity : lastUse === null ? 0 : asOf - lastUse,
      ...(arrived === null ? {} : { accountAge: days(asOf - arrived) }),
    };
    return {
      person: index,
      segment: segmentOf(habit, assumptions),
      activity: activityOf(habit, assumptions),
      daysPerMonth,
      lastUse,
      leaver: person.inactive || left,
      confidence: confidenceOf(observed, presence, assumptions),
      products,
    };
  });
}

/** When a person came and went, where that lies inside what was observed. */
interface Presence {
  readonly joined: DayNumber | null;
  readonly left: DayNumber | null;
}

/**
 * Days of a period in which the person was there: from the assignment or account date when nothing was used before it, until
 * the last seat was taken back where that was the end. First use is never taken for joining (DOMAIN §13).
 */
function daysThere({ days: all, first, last }: Period, { joined, left }: Presence): number | null {
  if (first === null || last === null || (joined !== null && joined > last)) return all;
  const from = Math.max(joined ?? first, first) as DayNumber;
  const to = left !== null && left >= from ? (Math.min(left, last) as DayNumber) : last;
  return daysThrough(from, to);
}

/**
 * The days that an observation stands for. A report has no days that could show use before a seat was given: where its total or its last
 * day does not fit into the time since, or the seat is not what was used, the person was there all the while.
 */
function presentDays(one: Observed, presence: Presence): number | null {
  const there = daysThere(one.period, presence);
  if (one.daily || presence.joined === null) return there;
  const fits =
    one.access === "seat" &&
    one.days <= (there ?? 0) &&
    (one.lastDay === null || one.lastDay >= presence.joined);
  return fits ? there : daysThere(one.period, { ...presence, joined: null });
}

/** Distinct days of any use a month, where all exports meet; never less than the days of the product used most. */
function monthlyDays(
  { common, daysWithUse }: Baseline,
  person: PersonIndex,
  observed: readonly Observed[],
  products: readonly ProductDemand[],
  presence: Presence,
): number {
  const perMonth = (count: number, over: number | null): number =>
    over === null || over === 0 ? 0 : Math.min(count / (over / DAYS_PER_MONTH), DAYS_PER_MONTH);
  const period = common && { days: baselineDays(common), first: common.baselineFirst, last: common.last };
  return Math.max(
    period ? perMonth(daysWithUse[person] ?? 0, daysThere(period, presence)) : 0,
    ...observed.filter((one) => !one.daily).map((one) => perMonth(one.days, presentDays(one, presence))),
    ...products.map((use) => perMonth(use.days ?? 0, DAYS_PER_YEAR)),
  );
}

function lastAccess(estate: Estate): Map<PersonIndex, DayNumber> {
  const last = new Map<PersonIndex, DayNumber>();
  for (const { person, lastUse } of estate.reportedUse) {
    if (lastUse !== undefined) last.set(person, latest([lastUse, last.get(person) ?? null]) ?? lastUse);
  }
  return last;
}

/** When the last of a person's seats was taken back; null while one is held, when none was, or when no date says. */
function lastSeatEnd(holdings: Holdings, person: PersonIndex): DayNumber | null {
  const assignments = holdings.of(person);
  if (assignments.length === 0 || assignments.some(({ assigned }) => assigned)) return null;
  return latest(assignments.map(({ until }) => until ?? null));
}

/**
 * Unassigned everywhere and not seen since: somebody who went on with tokens has not left. Where no date says when the last
 * seat was taken back, somebody who used nothing for 90 days has.
 */
function hasLeft(
  holdings: Holdings,
  person: PersonIndex,
  lastUse: DayNumber | null,
  asOf: DayNumber,
  assumptions: Assumptions,
): boolean {
  const assignments = holdings.of(person);
  if (assignments.length === 0 || assignments.some(({ assigned }) => assigned)) return false;
  const end = lastSeatEnd(holdings, person);
  if (lastUse === null) return true;
  return end === null ? asOf - lastUse >= assumptions.dormantDays : lastUse <= end;
}

function productDemands(
  observed: readonly Observed[],
  presence: Presence,
  rates: RateBook,
  holdings: Holdings,
  asOf: DayNumber,
): ProductDemand[] {
  const products = [...new Set(observed.map(({ product }) => product))].sort();
  return products.map((product) => {
    const own = observed.filter((one) => one.product === product);
    return productDemand(product, own, presence, rates, holdings, asOf);
  });
}

function productDemand(
  product: string,
  observed: readonly Observed[],
  presence: Presence,
  rates: RateBook,
  holdings: Holdings,
  asOf: DayNumber,
): ProductDemand {
  const perDay = tokensPerDay(rates, product, asOf);
  const eligible = flexEligible(rates, product, asOf);
  let used = 0;
  let exported = 0;
  let blank = 0;
  let seat = 0;
  let periodKnown = true;
  for (const one of observed) {
    const over = presentDays(one, presence);
    if (over === null) {
      periodKnown = false;
      continue;
    }
    const year = DAYS_PER_YEAR / over;
    used += one.days * year;
    exported += one.tokens * year;
    blank += one.blankDays * year;
    seat += one.access === "seat" ? one.days * year : 0;
  }
  const estimate = (count: number): number | null =>
    count === 0 ? 0 : perDay === undefined ? null : count * perDay;
  const ofBlank = estimate(blank);
  const ofSeat = estimate(seat);
  const drawn = !periodKnown || ofBlank === null ? null : tokens(exported + ofBlank);
  const onFlex = drawn === null || ofSeat === null ? null : tokens(drawn + ofSeat);
  return {
    product,
    days: periodKnown ? days(Math.min(used, DAYS_PER_YEAR)) : null,
    drawn,
    onFlex: eligible ? onFlex : null,
    onSeats: seat > 0,
    basis: !eligible
      ? "not eligible"
      : !periodKnown
        ? "period unknown"
        : onFlex === null
          ? holdings.isCollection(product)
            ? "collection"
            : "rate unknown"
          : blank + seat === 0
            ? "exported"
            : "estimated",
    lastDay: latest(observed.map(({ lastDay }) => lastDay)),
  };
}

function confidenceOf(
  observed: readonly Observed[],
  presence: Presence,
  assumptions: Assumptions,
): Confidence {
  if (observed.length === 0) return "none";
  const shortest = Math.min(...observed.map((one) => presentDays(one, presence) ?? 0));
  if (shortest < assumptions.lowConfidenceDays) return "low";
  return shortest >= DAYS_PER_YEAR ? "full year" : "annualised";
}

const finite = (day: number | undefined): DayNumber | null =>
  day === undefined || Number.isNaN(day) ? null : (day as DayNumber);

const latest = (list: readonly (DayNumber | null)[]): DayNumber | null =>
  list.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

const earliest = (list: readonly (DayNumber | null)[]): DayNumber | null =>
  list.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
