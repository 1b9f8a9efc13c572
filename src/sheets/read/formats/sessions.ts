import { clock } from "../../../engine/waste/explained-charge";
import { nameText, number, pastTime, text, chargedTokens, yesNo } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { userNamed, userSubject } from "../person-columns";

/** No program runs for more than a year; a longer session would be charged for each of its days. */
const LONGEST_MINUTES = 366 * 24 * 60;

/** Launches from a session log of any tool. */
export const sessions = format({
  kind: "Sessions",
  columns: {
    user: needed(nameText, "User", "User name", "Email"),
    product: needed(text, "Product", "product_name"),
    start: needed(pastTime, "Start", "Start time"),
    end: optional(pastTime, "End", "End time"),
    version: optional(text, "Version"),
    machine: optional(text, "Machine"),
    machineType: optional(text, "Machine type"),
    activeMinutes: optional(number, "Active minutes"),
    tokens: optional(chargedTokens, "Tokens"),
    loggedIn: optional(yesNo, "Logged in"),
  },
  needs: [["end"]],
  survives: ["version", "machine", "machineType", "activeMinutes", "loggedIn"],
  subject: userSubject,
  open: (table) => {
    const { draft } = table;
    return (row) => {
      const { start, end } = row;
      if (end === undefined) return Fault.of("open-session");
      if (end < start) return Fault.of("ends-before-start", clock(start), clock(end));
      if (end - start > LONGEST_MINUTES) return Fault.of("session-over-a-year");
      const person = userNamed(row.user, table);
      if (person === undefined) return Fault.of("no-person");
      draft.sessions.add(person, draft.product(row.product), { ...row, end }, table.origin);
      return undefined;
    };
  },
});
