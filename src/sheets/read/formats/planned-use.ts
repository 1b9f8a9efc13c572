import { day, nameText, peopleMoreOrFewer, monthlyDays } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import type { Table } from "../table";

/** Use that begins or ends on a planned day: projects, joiners, contractors. */
export const plannedUse = format({
  kind: "Planned use",
  columns: {
    user: optional(nameText, "User"),
    people: optional(peopleMoreOrFewer, "People", "Number of people"),
    product: optional(nameText, "Product", "product_name"),
    daysPerMonth: optional(monthlyDays, "Days a month", "Days per month"),
    from: needed(day, "From"),
    to: optional(day, "To"),
    project: optional(nameText, "Project"),
    department: optional(nameText, "Department"),
  },
  needs: [["user", "people"], ["daysPerMonth"]],
  survives: ["project", "department"],
  subject: ({ product }, { draft }) => ({
    product: product === undefined ? undefined : draft.names.of(product),
  }),
  open: (table: Table) => {
    const { draft } = table;
    return ({ user, product, daysPerMonth, from, to, people, project, department }) => {
      if (to !== undefined && to < from) return Fault.endsBeforeStart(from, to);
      if (user === undefined && people === undefined) return Fault.of("planned-for-nobody");
      if (user !== undefined && Math.abs(people ?? 1) !== 1) return Fault.of("planned-for-one", user);
      const name = product === undefined ? undefined : draft.names.of(product);
      const doubled = table.doubled([
        user?.toLowerCase(),
        name,
        people,
        daysPerMonth,
        from,
        to,
        project,
        department,
      ]);
      if (doubled) return doubled;
      const { origin } = table;
      draft.plannedUse.push((final) => {
        const entry = user === undefined ? undefined : draft.people.find(user);
        return {
          ...known({ user, daysPerMonth, to, project, department }),
          ...(entry === undefined ? {} : { person: final.person(entry) }),
          ...(name === undefined ? {} : { product: final.name(name) }),
          people: people ?? 1,
          from,
          origin,
        };
      });
      return undefined;
    };
  },
});
