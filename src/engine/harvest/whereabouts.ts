import type { Analysis } from "../analysis";
import type { DecisionLine } from "../estate/harvest-records";

/**
 * Why it is not known whether a logged seat that no table assigns today came back, without a full stop; null where it
 * is known. A table of users may be filtered by team or product, so that its silence shows nothing: the seat is back
 * if a table of today lists its holder without it, and lists other holders of the offering, or says that it was taken
 * back.
 */
export function whereaboutsOf({
  estate,
  reconciliations,
}: Pick<Analysis, "estate" | "reconciliations">): (line: DecisionLine) => string | null {
  const places = new Map(estate.people.map(({ id }, person) => [id, person]));
  const assigned = new Set(estate.assignments.map(({ person }) => person));
  const taken = new Set(
    estate.assignments.filter((one) => !one.assigned).map(({ person, offering }) => `${person} ${offering}`),
  );
  const holders = new Map(reconciliations.map((one) => [one.offering, one.assigned]));
  return ({ user, offering }) => {
    const person = places.get(user);
    if (person === undefined || (estate.people[person]?.listed !== true && !assigned.has(person)))
      return "no table of users names this user today: whether the seat came back is not known";
    if (taken.has(`${person} ${offering}`)) return null;
    const count = holders.get(offering);
    if (count === undefined || count === 0)
      return "no table names a holder of such a seat today: whether it came back is not known";
    return count === null
      ? "rows of the tables of users could not be read: whether the seat came back is not known"
      : null;
  };
}
