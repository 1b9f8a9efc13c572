import { DAYS_PER_MONTH } from "../../../engine/calendar";
import { Access } from "../../../engine/estate/estate";
import { access, number, pastDay, seatAssignment, text, wholeDays, chargedTokens } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { peopleIn, personColumns, personSubject } from "../person-columns";
import { isFlex } from "../vendor-names";

/** With fewer days, rounding hides the length of the period. */
const TELLING_DAYS = 20;

/** The vendor's aggregate Usage Report: use over a whole period, and the seats assigned. */
export const usageReport = format({
  kind: "Usage Report",
  columns: {
    ...personColumns,
    offering: needed(text, "Product", "offering_name", "product_name"),
    access: needed(access, "Access option", "access_option", "access_method"),
    daysUsed: optional(wholeDays, "Days used"),
    monthlyAverage: optional(number, "Monthly average"),
    tokensUsed: optional(chargedTokens, "Tokens used"),
    lastUse: optional(pastDay, "Last accessed", "Last used"),
    seatAssignment: optional(seatAssignment, "Seat assignment"),
    since: optional(pastDay, "Assigned date"),
    until: optional(pastDay, "Unassigned date"),
    version: optional(text, "Version"),
  },
  needs: [["daysUsed"]],
  survives: ["id", "firstName", "lastName", "team", "monthlyAverage", "since", "until", "version"],
  // A last use in the period means days of use, which a blank does not count. Without a last use there were none.
  lacks: ({ daysUsed, tokensUsed, lastUse }, { info: { from } }) =>
    daysUsed === undefined &&
    tokensUsed === undefined &&
    lastUse !== undefined &&
    (from === undefined || lastUse >= from)
      ? ["daysUsed"]
      : [],
  subject: ({ offering, ...row }, table) => {
    const name = offering === undefined ? undefined : table.draft.names.of(offering);
    return { ...personSubject(row, table), product: name, offering: name };
  },
  open: (table) => {
    const { draft } = table;
    const personOf = peopleIn(table);
    const { from, to } = table.info;
    const suggested: number[] = [];
    if (from === undefined || to === undefined) {
      table.atEnd(() => table.sayOfTable(Fault.of("no-period", median(suggested)), "period"));
    }
    return (row) => {
      const person = personOf(row);
      if (person === undefined) return Fault.of("no-person");
      const { daysUsed, tokensUsed, lastUse } = row;
      const stated = [row.access, daysUsed, tokensUsed, lastUse, row.seatAssignment, row.since, row.until];
      const product = draft.product(row.offering);
      const doubled = table.doubled([person, product, row.version, row.team, from, to, ...stated]);
      if (doubled) return doubled;

      const { origin } = table;
      draft.reportedUse.push((final) => ({
        ...known({ daysUsed, tokensUsed, lastUse, from, to }),
        variant: [row.version, row.team].join("\n"),
        person: final.person(person),
        product: final.product(product),
        access: row.access,
        origin,
      }));
      const assigned = row.seatAssignment;
      if (row.access === Access.seat && assigned !== undefined && !isFlex(row.offering)) {
        draft.assignments.push((final) => ({
          ...known({ since: row.since, until: row.until }),
          person: final.person(person),
          offering: final.name(product),
          assigned,
          by: "Usage Report",
          origin,
        }));
      }
      if (daysUsed !== undefined && daysUsed >= TELLING_DAYS && row.monthlyAverage) {
        suggested.push((daysUsed / row.monthlyAverage) * DAYS_PER_MONTH);
      }
      return undefined;
    };
  },
});

function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [below, above] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return below === undefined || above === undefined ? undefined : Math.round((below + above) / 2);
}
