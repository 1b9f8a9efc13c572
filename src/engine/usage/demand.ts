import type { Assumptions } from "../assumptions";
import { DAYS_PER_MONTH, DAYS_PER_YEAR, daysThrough } from "../calendar";
import { flexEligible, tokensPerDay, type RateBook } from "../cost/rates";
import {
  Access,
  type DailyUse,
  type Estate,
  type PersonIndex,
  type ReportedUse,
  type SourceKind,
} from "../estate";
import type { Holdings } from "../seats/holdings";
import { days, tokens, type DayNumber, type Days, type Tokens } from "../units";
import type { Baseline } from "./baseline";
import { activityOf, segmentOf, type Activity, type Segment } from "./segment";

/** What one person used, taken to a year. */
export interface Demand {
  readonly person: PersonIndex;
  readonly segment: Segment;
  readonly activity: Activity;
  readonly daysPerMonth: number;
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
  readonly lastDay: DayNumber | null;
}

/** Where `onFlex` comes from, or why there is none; `collection`: the days are those of a collection, which has no rate. */
export type FlexBasis =
  "exported" | "estimated" | "not eligible" | "rate unknown" | "period unknown" | "collection";

/** Every person's demand, in the order of `Estate.people`. */
export function demandsOf(
  estate: Estate,
  use: DailyUse,
  baseline: Baseline,
  rates: RateBook,
  holdings: Holdings,
  asOf: DayNumber,
  assumptions: Assumptions,
): Demand[] {
  const daily = dailyUses(estate, baseline);
  const reported = reportedUses(estate, use, assumptions);
  const accessed = lastAccess(estate);
  return estate.people.map((person, index) => {
    const firstUse = finite(baseline.firstUse[index]);
    const lastUse = latest([finite(baseline.lastUse[index]), accessed.get(index) ?? null]);
    const arrived = earliest([
      person.accountSince ?? null,
      ...holdings.of(index).map(({ since }) => since ?? null),
    ]);
    const observed = observedDays(baseline, firstUse, arrived, holdings, index);
    const uses = [
      ...(daily.get(index) ?? []).map((one): ObservedUse => ({ ...one, observed })),
      ...(reported.get(index) ?? []),
    ];
    const perMonth = (count: number, over: number | null) =>
      over === null || over === 0 ? 0 : count / (over / DAYS_PER_MONTH);
    const habit = {
      daysPerMonth: Math.max(
        perMonth(baseline.daysWithUse[index] ?? 0, observed),
        ...(reported.get(index) ?? []).map((one) => perMonth(one.days, one.observed)),
      ),
      daysSinceUse: lastUse === null ? Infinity : asOf - lastUse,
      ...(arrived === null ? {} : { accountAge: days(asOf - arrived) }),
    };
    return {
      person: index,
      segment: segmentOf(habit, assumptions),
      activity: activityOf(habit, assumptions),
      daysPerMonth: habit.daysPerMonth,
      lastUse,
      leaver: person.inactive || hasLeft(holdings, index, lastUse),
      confidence: confidenceOf(uses, assumptions),
      products: uses.map((one) => productDemand(one, rates, holdings, asOf)).sort(byProduct),
    };
  });
}

const byProduct = (a: ProductDemand, b: ProductDemand): number => (a.product < b.product ? -1 : 1);

/** What was seen of one person and product in the time observed. */
interface ObservedUse {
  readonly product: string;
  readonly days: number;
  readonly tokens: number;
  /** Days drawn from the pool whose tokens the export left blank. */
  readonly blankDays: number;
  readonly seatDays: number;
  readonly lastDay: DayNumber | null;
  /** Days observed; null where the export does not say which period it covers. */
  readonly observed: number | null;
}

function dailyUses(estate: Estate, { pairs }: Baseline): Map<PersonIndex, Omit<ObservedUse, "observed">[]> {
  const byPerson = new Map<PersonIndex, Omit<ObservedUse, "observed">[]>();
  pairs.person.forEach((person, i) => {
    if (pairs.days[i] === 0) return;
    const one = {
      product: estate.products[pairs.product[i] as number] as string,
      days: pairs.days[i] as number,
      tokens: pairs.tokens[i] as number,
      blankDays: pairs.blankDays[i] as number,
      seatDays: pairs.seatDays[i] as number,
      lastDay: pairs.lastDay[i] as DayNumber,
    };
    const list = byPerson.get(person);
    if (list) list.push(one);
    else byPerson.set(person, [one]);
  });
  return byPerson;
}

const STATES_SEATS: readonly SourceKind[] = ["Usage", "Seat usage", "Sessions"];
const STATES_TOKENS: readonly SourceKind[] = ["Usage", "Token usage", "Sessions"];

/**
 * The Usage Report's rows that count: those whose kind of access no daily export states, because days say more than
 * totals. Of several reports on one person, product and access, the one over the longest time counts.
 */
function reportedUses(
  estate: Estate,
  use: DailyUse,
  assumptions: Assumptions,
): Map<PersonIndex, ObservedUse[]> {
  const daily = new Set<SourceKind>();
  for (let i = 0; i < use.length; i++) {
    if ((use.person[i] as number) >= 0) daily.add((estate.sources[use.source[i] as number] as { kind: SourceKind }).kind);
  } // prettier-ignore
  const seatsKnown = STATES_SEATS.some((kind) => daily.has(kind));
  const tokensKnown = STATES_TOKENS.some((kind) => daily.has(kind));
  const kept = new Map<string, ReportedUse[]>();
  for (const one of estate.reportedUse) {
    if (one.access === Access.tokens ? tokensKnown : seatsKnown) continue;
    const key = `${one.person} ${one.product} ${one.access}`;
    const rows = kept.get(key) ?? [];
    const rival = rows[0];
    if (rival === undefined || rival.origin.source === one.origin.source) kept.set(key, [...rows, one]);
    else if ((reportDays(one, assumptions) ?? 0) > (reportDays(rival, assumptions) ?? 0))
      kept.set(key, [one]);
  }
  const byPerson = new Map<PersonIndex, Map<number, ObservedUse>>();
  for (const one of [...kept.values()].flat()) {
    const products = byPerson.get(one.person) ?? new Map<number, ObservedUse>();
    byPerson.set(one.person, products);
    const observed = reportDays(one, assumptions);
    const before = products.get(one.product);
    const used = one.daysUsed ?? 0;
    const counted = one.tokensUsed !== undefined;
    if (used === 0 && !counted) continue;
    products.set(one.product, {
      product: estate.products[one.product] as string,
      days: Math.min(used + (before?.days ?? 0), observed ?? Infinity),
      tokens: (one.tokensUsed ?? 0) + (before?.tokens ?? 0),
      blankDays: (one.access === Access.tokens && !counted ? used : 0) + (before?.blankDays ?? 0),
      seatDays: (one.access === Access.tokens ? 0 : used) + (before?.seatDays ?? 0),
      lastDay: latest([one.lastUse ?? null, before?.lastDay ?? null]),
      observed: before ? Math.min(before.observed ?? Infinity, observed ?? Infinity) : observed,
    });
  }
  return new Map([...byPerson].map(([person, products]) => [person, [...products.values()]]));
}

const reportDays = (use: ReportedUse, assumptions: Assumptions): number | null =>
  use.from !== undefined && use.to !== undefined
    ? daysThrough(use.from, use.to)
    : assumptions.usageReportDays;

function lastAccess(estate: Estate): Map<PersonIndex, DayNumber> {
  const last = new Map<PersonIndex, DayNumber>();
  for (const { person, lastUse } of estate.reportedUse) {
    if (lastUse !== undefined) last.set(person, latest([lastUse, last.get(person) ?? null]) ?? lastUse);
  }
  return last;
}

/**
 * Days of the baseline year in which the person was there: from the assignment or account date when that lies inside and
 * nothing was used before it, until the last seat was taken back where it was the end (DOMAIN §13). First use is never
 * taken for joining.
 */
function observedDays(
  { window }: Baseline,
  firstUse: DayNumber | null,
  arrived: DayNumber | null,
  holdings: Holdings,
  person: PersonIndex,
): number {
  if (window === null) return 0;
  const joined =
    arrived !== null && (firstUse === null || firstUse >= arrived) ? arrived : window.baselineFirst;
  const first = Math.min(Math.max(joined, window.baselineFirst), window.last) as DayNumber;
  const until = lastSeatEnd(holdings, person);
  const last = until !== null && until >= first ? (Math.min(until, window.last) as DayNumber) : window.last;
  return daysThrough(first, last);
}

/** When the last of a person's seats was taken back; null while one is held, when none was, or when no date says. */
function lastSeatEnd(holdings: Holdings, person: PersonIndex): DayNumber | null {
  const assignments = holdings.of(person);
  if (assignments.length === 0 || assignments.some(({ assigned }) => assigned)) return null;
  return latest(assignments.map(({ until }) => until ?? null));
}

/** Unassigned everywhere and not seen since: somebody who went on with tokens has not left. */
function hasLeft(holdings: Holdings, person: PersonIndex, lastUse: DayNumber | null): boolean {
  const assignments = holdings.of(person);
  if (assignments.length === 0 || assignments.some(({ assigned }) => assigned)) return false;
  const end = lastSeatEnd(holdings, person);
  return end === null || lastUse === null || lastUse <= end;
}

function productDemand(
  use: ObservedUse,
  rates: RateBook,
  holdings: Holdings,
  asOf: DayNumber,
): ProductDemand {
  const perDay = tokensPerDay(rates, use.product, asOf);
  const days_ = (count: number): Days | null =>
    use.observed === null ? null : days((count * DAYS_PER_YEAR) / use.observed);
  const year = (count: number): Tokens | null =>
    use.observed === null ? null : tokens((count * DAYS_PER_YEAR) / use.observed);
  const estimate = (count: number): number | null =>
    count === 0 ? 0 : perDay === undefined ? null : count * perDay;
  const blank = estimate(use.blankDays);
  const seat = estimate(use.seatDays);
  const drawn = blank === null ? null : year(use.tokens + blank);
  const known = blank === null || seat === null ? null : year(use.tokens + blank + seat);
  const eligible = flexEligible(rates, use.product, asOf);
  return {
    product: use.product,
    days: days_(use.days),
    drawn,
    onFlex: eligible ? known : null,
    basis: !eligible
      ? "not eligible"
      : use.observed === null
        ? "period unknown"
        : known === null
          ? holdings.isCollection(use.product)
            ? "collection"
            : "rate unknown"
          : use.blankDays + use.seatDays === 0
            ? "exported"
            : "estimated",
    lastDay: use.lastDay,
  };
}

function confidenceOf(uses: readonly ObservedUse[], assumptions: Assumptions): Confidence {
  if (uses.length === 0) return "none";
  const observed = Math.max(...uses.map((use) => use.observed ?? 0));
  if (observed < assumptions.lowConfidenceDays) return "low";
  return observed >= DAYS_PER_YEAR ? "full year" : "annualised";
}

const finite = (day: number | undefined): DayNumber | null =>
  day === undefined || Number.isNaN(day) ? null : (day as DayNumber);

const latest = (list: readonly (DayNumber | null)[]): DayNumber | null =>
  list.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

const earliest = (list: readonly (DayNumber | null)[]): DayNumber | null =>
  list.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
