import { text } from "../cell-values";
import { optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";

/** The vendor's list of groups: recognised, so that it is not reported as unknown, and not needed. */
export const accountGroups = format({
  kind: "Groups",
  columns: {
    mail: optional(text, "Email"),
    group: optional(text, "Group"),
    groupType: optional(text, "Group type"),
    role: optional(text, "Role"),
  },
  needs: [["group"], ["groupType"]],
  open: (table) => {
    table.sayOfTable(Fault.of("groups-not-needed"));
    return () => undefined;
  },
});
