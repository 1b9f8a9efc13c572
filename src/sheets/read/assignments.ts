import { addDays, isoDay } from "../../engine/calendar";
import type { Assignment, Origin, PersonIndex, SeatTerm } from "../../engine/estate/estate";
import type { DayNumber } from "../../engine/units";
import { Fault } from "./fault";
import { known } from "./known";
import { byText } from "./sorting";

/** What one row states about a seat. */
export interface StatedAssignment {
  readonly person: PersonIndex;
  readonly offering: string;
  readonly assigned: boolean;
  readonly since?: DayNumber;
  readonly until?: DayNumber;
  /** The Usage Report states dates; the Users export states only the assignments of today. */
  readonly by: "Usage Report" | "Users";
  readonly company?: string;
  readonly origin: Origin;
}

/** What rows about one seat leave open or contradict. */
export type SeatConflict =
  | { readonly kind: "exports"; readonly assignment: Assignment }
  | ({ readonly assignment: Assignment } & TermConflict);

/** A term whose end no row says, or lies in the next term. */
interface TermConflict {
  readonly kind: "terms";
  /** Null where no row says. */
  readonly until: DayNumber | null;
  /** The day on which the seat was given again. */
  readonly again: DayNumber;
}

/** The issue of a conflict. */
export function seatFault(person: string, conflict: SeatConflict): Fault {
  const { offering, assigned } = conflict.assignment;
  if (conflict.kind === "exports") return Fault.of("assignment-conflict", person, offering, assigned);
  const { until, again } = conflict;
  return until === null
    ? Fault.of("seat-given-again", person, offering, isoDay(again))
    : Fault.of("seat-terms-overlap", person, offering, isoDay(until), isoDay(again));
}

/**
 * One assignment for each person and offering, sorted by both. The Usage Report counts more than the Users
 * export, and among its rows the latest dates; a missing date comes from the other rows. What the others say of the
 * time before is its earlier terms. `onConflict` gets what the rows contradict.
 */
export function assignmentsIn(
  stated: readonly StatedAssignment[],
  onConflict: (conflict: SeatConflict) => void,
): readonly Assignment[] {
  const seats = new Map<string, [StatedAssignment, ...StatedAssignment[]]>();
  for (const one of stated) {
    const key = JSON.stringify([one.person, one.offering]);
    const others = seats.get(key);
    if (others) others.push(one);
    else seats.set(key, [one]);
  }
  return [...seats.values()]
    .map((rows) => {
      const best = lastStated(rows);
      const ofTerm = rows.filter((row) => row.until === undefined || row.until === best.until);
      const since = best.since ?? earliestKnown(ofTerm.map((row) => row.since));
      const { terms, conflicts } = termsBefore(best, rows);
      const assignment = {
        ...known({
          companies: companiesIn(rows),
          since,
          until: best.until ?? (best.assigned ? undefined : latestKnown(rows.map((row) => row.until))),
          earlier: terms.length === 0 ? undefined : terms,
        }),
        person: best.person,
        offering: best.offering,
        assigned: best.assigned,
        origin: best.origin,
      };
      if (rows.some((row) => row.by !== best.by && row.assigned !== best.assigned))
        onConflict({ kind: "exports", assignment });
      for (const conflict of conflicts) onConflict({ ...conflict, assignment });
      return assignment;
    })
    .sort((a, b) => a.person - b.person || byText(a.offering, b.offering));
}

/**
 * The terms of a seat before its last, in order, each up to the next at most. Rows of products or versions repeat a
 * term; a row that still calls it assigned was exported before the seat was taken back.
 */
function termsBefore(
  { by, since: last }: StatedAssignment,
  rows: readonly StatedAssignment[],
): { readonly terms: readonly SeatTerm[]; readonly conflicts: readonly TermConflict[] } {
  if (last === undefined) return { terms: [], conflicts: [] };
  const begun = new Set(
    rows.filter((one) => one.since !== undefined && !one.assigned).map(({ until }) => until),
  );
  const ends = new Map<DayNumber | undefined, DayNumber | undefined>();
  for (const row of rows) {
    const until = row.assigned ? undefined : row.until;
    const isBefore = (row.since ?? until ?? last) < last;
    if (row.by !== by || !isBefore || (row.since === undefined && begun.has(until))) continue;
    ends.set(row.since, latestKnown([ends.get(row.since), until]));
  }
  const inOrder = [...ends].sort(([a = -Infinity], [b = -Infinity]) => a - b);
  const conflicts: TermConflict[] = [];
  const terms = inOrder.map(([since, until], i): SeatTerm => {
    const again = inOrder[i + 1]?.[0] ?? last;
    if (until !== undefined && until < again) return known({ since, until });
    conflicts.push({ kind: "terms", until: until ?? null, again });
    return known({ since, until: until === undefined ? undefined : addDays(again, -1) });
  });
  return { terms, conflicts };
}

/** The companies that rows name, in order; undefined for none. */
function companiesIn(rows: readonly StatedAssignment[]): readonly string[] | undefined {
  const named = rows.flatMap(({ company, assigned }) =>
    company === undefined || !assigned ? [] : [company],
  );
  return named.length === 0 ? undefined : [...new Set(named)].sort(byText);
}

/** The row that says how the seat is now: of the term that began last, the one with the latest date. */
function lastStated(rows: readonly [StatedAssignment, ...StatedAssignment[]]): StatedAssignment {
  const reported = rows.filter(({ by }) => by === "Usage Report");
  const own = reported.length > 0 ? reported : rows;
  const begun = latestKnown(own.map(({ since }) => since));
  return own
    .filter(({ since }) => since === undefined || since === begun)
    .reduce((a, b) => (isBetter(b, a) ? b : a));
}

/** Whether row `a` outranks row `b`. It never holds both ways, so the order of the rows does not matter. */
function isBetter(a: StatedAssignment, b: StatedAssignment): boolean {
  const [x, y] = [latestKnown([a.since, a.until]) ?? -Infinity, latestKnown([b.since, b.until]) ?? -Infinity];
  if (x !== y) return x > y;
  if (a.assigned !== b.assigned) return a.assigned;
  return (a.since ?? -Infinity) > (b.since ?? -Infinity);
}

type MaybeDays = readonly (DayNumber | undefined)[];
const earliestKnown = (days: MaybeDays): DayNumber | undefined =>
  days.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);
const latestKnown = (days: MaybeDays): DayNumber | undefined =>
  days.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);
