import type { Assumptions } from "../assumptions";
import { at } from "../at";
import { MEAN_MONTHS_A_YEAR, DAYS_PER_MONTH, DAYS_PER_YEAR } from "../calendar";
import type { Context } from "../estate/context";
import type { CoveredTime } from "../evidence/covered-time";
import type { Assignment, Estate, Person, PersonIndex } from "../estate/estate";
import { flexEligible, tokensPerDay } from "../estate/rates";
import type { Steps } from "../steps";
import { days, tokens, type DayNumber, type Days, type Tokens } from "../units";
import type { Baseline } from "./baseline";
import type { Observed, Period, Sightings } from "./observed";
import { USE_STAGE } from "./progress";
import { yearlyFactor } from "../rules/yearly-use";
import { baselineDays, coveredDays } from "./windows";
import { activityOf, segmentOf, type Activity, type Segment } from "../rules/segment";

/** The use of one person, as a year. */
export interface Demand {
  readonly person: PersonIndex;
  readonly segment: Segment;
  readonly activity: Activity;
  readonly daysPerMonth: number;
  /** Null without use, or where a report gives days and no date. */
  readonly lastUse: DayNumber | null;
  /** No seat any more, or an inactive account: counts in the history, but not next year (DOMAIN §13). */
  readonly leaver: boolean;
  readonly confidence: Confidence;
  /** The days that the shortest export on this person covers; null without use, or if a period is unknown. */
  readonly observedDays: Days | null;
  readonly products: readonly ProductDemand[];
}

/**
 * How well the observed time supports a year: a whole year, a shorter time annualised, too short to trust, or
 * no use.
 */
export type Confidence = "full year" | "annualised" | "low" | "none";

export interface ProductDemand {
  readonly product: string;
  /** Days of use a year; null if the period of the export is unknown. */
  readonly days: Days | null;
  /** Tokens drawn a year today; null if neither the export nor a rate says how many. */
  readonly drawn: Tokens | null;
  /** Tokens a year if every day were on Flex; null if unknown, or if the product is not available on Flex. */
  readonly onFlex: Tokens | null;
  readonly basis: FlexBasis;
  /** Whether any of the days was on a seat. */
  readonly onSeats: boolean;
  readonly lastDay: DayNumber | null;
}

/**
 * The source of `onFlex`, or the reason for null. `computed from launches`: charge windows × rate, as the session log
 * states no tokens; `estimated`: days × rate, from days that say nothing of windows. `collection`: the report counts
 * days of a collection, which has no rate.
 */
export type FlexBasis =
  | "exported"
  | "computed from launches"
  | "estimated"
  | "not eligible"
  | "rate unknown"
  | "period unknown"
  | "collection";

/** The last covered day, and the day from which use is recent: nothing is known of the days in no export. */
type LastDays = Pick<CoveredTime, "through" | "recentFrom">;

/** Every person's demand, in the order of `Estate.people`. */
export function* demandsInSteps(
  context: Context,
  baseline: Baseline,
  seen: Sightings,
  time: LastDays,
): Steps<Demand[]> {
  const { estate } = context;
  const byPerson = estate.people.map((): Observed[] => []);
  for (const one of seen.observed) byPerson[one.person]?.push(one);
  const reportedLast = lastReportedUse(estate);
  const demands: Demand[] = [];
  for (const [index, person] of estate.people.entries()) {
    if (index % PEOPLE_BETWEEN_PAUSES === 0) yield USE_STAGE;
    const lastUse = latest([finite(baseline.lastUse[index]), reportedLast.get(index) ?? null]);
    const facts = { index, lastUse, observed: at(byPerson, index), time };
    demands.push(demandOf(context, baseline, person, facts));
  }
  return demands;
}

const PEOPLE_BETWEEN_PAUSES = 512;

/** What was seen of one person. */
interface SeenOfPerson {
  readonly index: PersonIndex;
  readonly lastUse: DayNumber | null;
  readonly observed: readonly Observed[];
  readonly time: LastDays;
}

function demandOf(context: Context, baseline: Baseline, person: Person, seen: SeenOfPerson): Demand {
  const { asOf, assumptions } = context;
  const { index, lastUse, observed, time } = seen;
  const assignments = context.holdings.of(index);
  const firstUse = finite(baseline.firstUse[index]);
  const arrived = earliest([person.accountSince ?? null, ...assignments.map(({ since }) => since ?? null)]);
  const left = hasLeft(assignments, lastUse, time);
  const presence: Presence = {
    joined: arrived !== null && (firstUse === null || firstUse >= arrived) ? arrived : null,
    left: left ? lastSeatEnd(assignments) : null,
  };
  const products = productDemands(observed, presence, context);
  const daysPerMonth = daysByMonth(baseline, seen, products, { presence, mostDays: assumptions.mostDays });
  const observedDays = shortestPeriod(observed, presence);
  const habit = {
    daysPerMonth,
    daysSinceUse:
      lastUse !== null ? sinceUse(lastUse, time, assumptions) : observed.length === 0 ? Infinity : 0,
    ...(arrived === null ? {} : { accountAge: days(asOf - arrived) }),
  };
  return {
    person: index,
    segment: segmentOf(habit, assumptions),
    activity: activityOf(habit, assumptions),
    daysPerMonth,
    lastUse,
    leaver: person.inactive || left,
    confidence: confidenceOf(observed, observedDays, assumptions),
    observedDays,
    products,
  };
}

/** The days on which a person joined and left; null for neither. */
interface Presence {
  readonly joined: DayNumber | null;
  readonly left: DayNumber | null;
}

/**
 * The days of a period between joining and leaving. The assignment or account date counts as joining unless
 * use precedes it; first use never does (DOMAIN §13).
 */
function daysThere({ days: all, window }: Period, { joined, left }: Presence): number | null {
  if (window === null || (joined !== null && joined > window.last)) return all;
  const from = Math.max(joined ?? window.baselineFirst, window.baselineFirst) as DayNumber;
  const to = left !== null && left >= from ? (Math.min(left, window.last) as DayNumber) : window.last;
  // Somebody who was there in a gap only was not observed at all.
  return coveredDays(window, from, to) || all;
}

/**
 * The days that an observation covers. A report cannot show single days before the assignment. If its total
 * or last day does not fit into the time since the assignment, or the use was not on the seat, the person was
 * present all the time.
 */
function presentDays(one: Observed, presence: Presence): number | null {
  const there = daysThere(one.period, presence);
  if (one.daily || presence.joined === null || there === null) return there;
  const fits =
    one.access === "seat" && one.days <= there && (one.lastDay === null || one.lastDay >= presence.joined);
  return fits ? there : daysThere(one.period, { ...presence, joined: null });
}

/**
 * Distinct days of any use a month, over the days that all exports cover; at least the days of the most used
 * product.
 */
function daysByMonth(
  { common, daysWithUse }: Baseline,
  { index, observed }: SeenOfPerson,
  products: readonly ProductDemand[],
  { presence, mostDays }: { readonly presence: Presence; readonly mostDays: Days },
): number {
  const perMonth = (count: number, over: number | null): number =>
    over === null || over === 0 || count === 0
      ? 0
      : Math.min((count * yearlyFactor(count, over, mostDays)) / MEAN_MONTHS_A_YEAR, DAYS_PER_MONTH);
  const period = common && { days: baselineDays(common), window: common };
  return Math.max(
    period ? perMonth(at(daysWithUse, index), daysThere(period, presence)) : 0,
    ...observed.filter((one) => !one.daily).map((one) => perMonth(one.days, presentDays(one, presence))),
    ...products.map((use) => perMonth(use.days ?? 0, DAYS_PER_YEAR)),
  );
}

function lastReportedUse(estate: Estate): Map<PersonIndex, DayNumber> {
  const last = new Map<PersonIndex, DayNumber>();
  for (const { person, lastUse } of estate.reportedUse) {
    if (lastUse !== undefined) last.set(person, latest([lastUse, last.get(person) ?? null]) ?? lastUse);
  }
  return last;
}

/** Whether a person had seats and has none now. */
const unassigned = (assignments: readonly Assignment[]): boolean =>
  assignments.length > 0 && !assignments.some(({ assigned }) => assigned);

/** The day on which an unassigned person's last seat was taken back; null if no date says. */
const lastSeatEnd = (assignments: readonly Assignment[]): DayNumber | null =>
  latest(assignments.map(({ until }) => until ?? null));

/**
 * Unassigned, and without use since: a person who continued on tokens has not left. If no date says when the
 * last seat was taken back, an unassigned person who is dormant has left.
 */
function hasLeft(
  assignments: readonly Assignment[],
  lastUse: DayNumber | null,
  { recentFrom }: LastDays,
): boolean {
  if (!unassigned(assignments)) return false;
  if (lastUse === null) return true;
  const end = lastSeatEnd(assignments);
  return end === null ? lastUse < recentFrom : lastUse <= end;
}

/** The days since the last use; those in no export make nobody dormant. */
function sinceUse(
  lastUse: DayNumber,
  { through, recentFrom }: LastDays,
  { dormantDays }: Assumptions,
): number {
  const since = Math.max(through - lastUse, 0);
  return lastUse < recentFrom ? since : Math.min(since, dormantDays - 1);
}

function productDemands(
  observed: readonly Observed[],
  presence: Presence,
  context: Context,
): ProductDemand[] {
  const products = [...new Set(observed.map(({ product }) => product))].sort();
  return products.map((product) =>
    productDemand(
      product,
      observed.filter((one) => one.product === product),
      presence,
      context,
    ),
  );
}

function productDemand(
  product: string,
  observed: readonly Observed[],
  presence: Presence,
  { rates, holdings, asOf, assumptions }: Context,
): ProductDemand {
  const perDay = tokensPerDay(rates, product, asOf);
  const year = yearOfProduct(observed, presence, assumptions.mostDays);
  const estimate = (count: number): number | null =>
    count === 0 ? 0 : perDay === undefined ? null : count * perDay;
  const ofBlank = estimate(year.blankDays);
  const ofSeat = estimate(year.seatDays);
  // Credits beyond what was drawn are no use that could be paid for otherwise.
  const drawn = !year.known || ofBlank === null ? null : tokens(Math.max(year.tokens + ofBlank, 0));
  const onFlex = drawn === null || ofSeat === null ? null : tokens(drawn + ofSeat);
  const basis = (): FlexBasis => {
    if (!flexEligible(rates, product, asOf)) return "not eligible";
    if (!year.known) return "period unknown";
    if (onFlex === null) return holdings.isCollection(product) ? "collection" : "rate unknown";
    if (year.blankDays + year.seatDays > 0) return "estimated";
    return year.computedDays > 0 ? "computed from launches" : "exported";
  };
  return {
    product,
    days: year.known ? days(Math.min(year.days, DAYS_PER_YEAR)) : null,
    drawn,
    onFlex: basis() === "not eligible" ? null : onFlex,
    basis: basis(),
    onSeats: year.seatDays > 0,
    lastDay: latest(observed.map(({ lastDay }) => lastDay)),
  };
}

/** One person's observations of one product, each annualised. `known` is false if any period is unknown. */
function yearOfProduct(observed: readonly Observed[], presence: Presence, mostDays: Days) {
  const year = { known: true, days: 0, tokens: 0, blankDays: 0, seatDays: 0, computedDays: 0 };
  for (const one of observed) {
    const over = presentDays(one, presence);
    if (over === null) {
      year.known = false;
      continue;
    }
    const annual = yearlyFactor(one.productDays, over, mostDays);
    year.days += one.days * annual;
    year.tokens += one.tokens * annual;
    year.blankDays += one.blankDays * annual;
    year.computedDays += one.computedDays * annual;
    if (one.access === "seat") year.seatDays += one.days * annual;
  }
  return year;
}

function shortestPeriod(observed: readonly Observed[], presence: Presence): Days | null {
  const periods = observed.map((one) => presentDays(one, presence));
  const known = periods.filter((period) => period !== null);
  return known.length === 0 || known.length < periods.length ? null : days(Math.min(...known));
}

function confidenceOf(
  observed: readonly Observed[],
  observedDays: Days | null,
  assumptions: Assumptions,
): Confidence {
  if (observed.length === 0) return "none";
  if (observedDays === null || observedDays < assumptions.lowConfidenceDays) return "low";
  return observedDays >= DAYS_PER_YEAR ? "full year" : "annualised";
}

const finite = (day: number | undefined): DayNumber | null =>
  day === undefined || Number.isNaN(day) ? null : (day as DayNumber);

const latest = (list: readonly (DayNumber | null)[]): DayNumber | null =>
  list.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

const earliest = (list: readonly (DayNumber | null)[]): DayNumber | null =>
  list.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
