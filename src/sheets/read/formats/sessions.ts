import { nameText, number, pastTime, text, chargedTokens, yesNo } from "../cell-values";
import { dayAt } from "../dates";
import { needed, notUsedYet, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { userNamed, userSubject } from "../person-columns";

/** Launches from a session log of any tool. */
export const sessions = format({
  kind: "Sessions",
  columns: {
    user: needed(nameText, "User", "User name", "Email"),
    product: needed(text, "Product", "product_name"),
    start: needed(pastTime, "Start", "Start time"),
    end: needed(pastTime, "End", "End time"),
    version: notUsedYet(optional(text, "Version")),
    machine: notUsedYet(optional(text, "Machine")),
    machineType: notUsedYet(optional(text, "Machine type")),
    activeMinutes: notUsedYet(optional(number, "Active minutes")),
    tokens: optional(chargedTokens, "Tokens"),
    loggedIn: notUsedYet(optional(yesNo, "Logged in")),
  },
  survives: ["version", "machine", "machineType", "activeMinutes", "loggedIn"],
  subject: userSubject,
  open: (table) => {
    const { draft } = table;
    return (row) => {
      const { start, end, version, machine, machineType, activeMinutes, tokens, loggedIn } = row;
      if (end < start) return Fault.endsBeforeStart(dayAt(start), dayAt(end));
      const person = userNamed(row.user, table);
      if (person === undefined) return Fault.of("no-person");
      const product = draft.product(row.product);
      const { origin } = table;
      draft.sessions.push((final) => ({
        ...known({ version, machine, machineType, activeMinutes, tokens, loggedIn }),
        person: final.person(person),
        product: final.product(product),
        start,
        end,
        origin,
      }));
      return undefined;
    };
  },
});
