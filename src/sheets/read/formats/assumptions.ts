import { SET_BY_ANALYST } from "../../set-by-analyst";
import { isoDay } from "../../../engine/calendar";
import { day, text, type Parse } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import type { Table } from "../table";

/** A value as typed; sheets/assumptions decides what it means. */
const typedValue: Parse<string | number | boolean> = (cell) =>
  typeof cell === "string" ? cell.trim() : cell;

/** A value that is a date where its name says so, as `YYYY-MM-DD`. */
function valueOf(
  name: string,
  value: string | number | boolean,
  { dialect }: Table,
): string | number | boolean {
  if (!/\bdate\b/i.test(name)) return value;
  const read = day(value, dialect);
  return read instanceof Fault ? value : isoDay(read);
}

/** The analyst's assumptions in place of the defaults. */
export const analystAssumptions = format({
  kind: "Assumptions",
  columns: {
    name: needed(text, "Name", "Assumption"),
    value: optional(typedValue, "Value"),
    note: optional(text, "Note"),
  },
  needs: [["value"]],
  open: (table) => {
    return ({ name, value, note }) => {
      if (value === undefined) return Fault.of("blank-assumption", name);
      const typed = valueOf(name, value, table);
      table.draft.given.push({ ...known({ note }), name, value: typed, origin: table.origin });
      return undefined;
    };
  },
});

/** The first table of our own Assumptions sheet. Only values that a person changed count. */
export const ownAssumptions = format({
  kind: "Assumptions",
  columns: {
    name: needed(text, "Name"),
    value: optional(typedValue, "Value"),
    unit: optional(text, "Unit"),
    used: optional(typedValue, "Value used in this run", "Analysed at"),
    source: optional(text, "Source"),
  },
  needs: [["value"], ["unit"], ["used"]],
  open: (table) => {
    return ({ name, value, used, source }) => {
      // What the run did not know stands there as a blank, for a person to fill or leave.
      if (value === undefined && used === undefined) return undefined;
      if (value === undefined) return Fault.of("blank-assumption", name);
      if (value !== used || source === SET_BY_ANALYST) {
        table.draft.given.push({
          name,
          value: valueOf(name, value, table),
          edited: true,
          origin: table.origin,
        });
      }
      return undefined;
    };
  },
});
