import { pastDay, day, nameText, text, timeZone, yesNo, type Parse } from "../cell-values";
import { optional, rare } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { headerKey } from "../header";
import { known } from "../known";
import { COST_CENTRE, DEPARTMENT, PROJECT } from "../charged-columns";
import { peopleIn, personColumns, personSubject } from "../person-columns";
import { isFlex } from "../vendor-names";

/** Whether an account may be used; the words are those seen for accounts that may not. */
const accountActive: Parse<boolean> = (cell) =>
  !["inactive", "disabled", "deactivated", "suspended", "deleted"].includes(headerKey(String(cell)));

/** The vendor's list of users, one row per assignment, with columns of ours. */
export const users = format({
  kind: "Users",
  columns: {
    ...personColumns,
    active: optional(accountActive, "Account status", "Status"),
    role: optional(text, "Role"),
    product: optional(nameText, "product_name", "Product"),
    offering: optional(nameText, "offering_name", "Offering"),
    accountSince: optional(pastDay, "Created", "Account created", "Added on", "Created on", "Created date"),
    department: optional(nameText, ...DEPARTMENT),
    project: optional(nameText, ...PROJECT),
    costCentre: optional(nameText, ...COST_CENTRE),
    company: rare(optional(nameText, "Company", "Entity")),
    tokenPool: optional(nameText, "Token pool", "Flex contract"),
    timeZone: rare(optional(timeZone, "Time zone", "Timezone")),
    critical: optional(yesNo, "Critical"),
    exception: optional(nameText, "Exception"),
    exceptionUntil: optional(day, "Exception until"),
  },
  needs: [
    ["mail", "id", "hash"],
    [
      "active",
      "role",
      "product",
      "offering",
      "department",
      "project",
      "costCentre",
      "tokenPool",
      "timeZone",
      "critical",
      "exception",
    ],
  ],
  survives: [
    ...(["id", "firstName", "lastName", "team", "active", "role", "accountSince"] as const),
    ...(["department", "project", "costCentre"] as const),
    ...(["company", "tokenPool", "timeZone", "critical", "exception", "exceptionUntil"] as const),
  ],
  subject: ({ offering, product, ...row }, table, refused) => {
    const named = refused.has("offering") ? undefined : (offering ?? product);
    return {
      ...personSubject(row, table),
      offering: named === undefined ? undefined : table.draft.names.of(named),
    };
  },
  open: (table) => {
    const { draft } = table;
    const personOf = peopleIn(table);
    return (row) => {
      const person = personOf(row);
      if (person === undefined) return Fault.of("no-person");
      const { active, accountSince, department, project, costCentre } = row;
      const { tokenPool, timeZone: zone, critical, exceptionUntil } = row;
      const exception = isRefusal(row.exception) ? undefined : row.exception;
      draft.people.describe(person, {
        active,
        listed: true,
        accountSince,
        department,
        project,
        costCentre,
        tokenPool,
        timeZone: zone,
        critical,
        exception,
        exceptionUntil,
      });

      // A member of a collection is listed under the collection's name as its offering.
      const offering = row.offering ?? row.product;
      if (offering === undefined || isFlex(offering)) return undefined;
      const name = draft.names.of(offering);
      const { origin } = table;
      draft.companies.add(row.company);
      draft.assignments.push((final) => ({
        person: final.person(person),
        offering: final.name(name),
        assigned: active !== false,
        by: "Users",
        ...known({ company: row.company === undefined ? undefined : final.company(row.company) }),
        origin,
      }));
      return undefined;
    };
  },
});

/** Whether a text denies that there is an exception. */
const isRefusal = (typed: string | undefined): boolean =>
  typed !== undefined && ["no", "none", "false", "0", "nein"].includes(headerKey(typed));
