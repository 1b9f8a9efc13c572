import type { Assignment, Origin, PersonIndex } from "../../engine/estate/estate";
import type { DayNumber } from "../../engine/units";
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

/**
 * One assignment for each person and offering, sorted by both. The Usage Report counts more than the Users
 * export, and among its rows the latest date; a missing date comes from the other rows. `onConflict` gets each
 * assignment on which the two exports differ.
 */
export function assignmentsIn(
  stated: readonly StatedAssignment[],
  onConflict: (assignment: Assignment) => void,
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
      const best = rows.reduce((a, b) => (isBetter(b, a) ? b : a));
      const assignment = {
        ...known({
          companies: companiesIn(rows),
          since: best.since ?? earliestKnown(rows.map((row) => row.since)),
          until: best.until ?? (best.assigned ? undefined : latestKnown(rows.map((row) => row.until))),
        }),
        person: best.person,
        offering: best.offering,
        assigned: best.assigned,
        origin: best.origin,
      };
      if (rows.some((row) => row.by !== best.by && row.assigned !== best.assigned)) onConflict(assignment);
      return assignment;
    })
    .sort((a, b) => a.person - b.person || byText(a.offering, b.offering));
}

/** The companies that rows name, in order; undefined for none. */
function companiesIn(rows: readonly StatedAssignment[]): readonly string[] | undefined {
  const named = rows.flatMap(({ company, assigned }) =>
    company === undefined || !assigned ? [] : [company],
  );
  return named.length === 0 ? undefined : [...new Set(named)].sort(byText);
}

/** Whether row `a` outranks row `b`. It never holds both ways, so the order of the rows does not matter. */
function isBetter(a: StatedAssignment, b: StatedAssignment): boolean {
  if (a.by !== b.by) return a.by === "Usage Report";
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
