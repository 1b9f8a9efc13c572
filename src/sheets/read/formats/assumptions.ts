import { SET_BY_ANALYST } from "../../set-by-analyst";
import { isoDay } from "../../../engine/calendar";
import { day, text, type Parse } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { isAsOfName, LAST_DAY_OF_USE, nameKey } from "../../setting-names";
import { plainText } from "../plain-text";
import type { Table } from "../table";

/** A value as typed; sheets/assumptions decides what it means. */
const typedValue: Parse<string | number | boolean> = (cell) =>
  typeof cell === "string" ? plainText(cell) : cell;

/** A value that is a date where its name says so, as `YYYY-MM-DD`. */
function assumptionValue(
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
      const typed = assumptionValue(name, value, table);
      table.draft.given.push({ ...known({ note }), name, value: typed, origin: table.origin });
      return undefined;
    };
  },
});

const isLastDay = (value: string | number | boolean): boolean => nameKey(String(value)) === LAST_DAY_OF_USE;

/**
 * The first table of our own Assumptions sheet; its other columns are for people and for formulas, and are not read.
 * Only values that a person changed count, and those that a run refused until a person changes them.
 */
export const ownAssumptions = format({
  kind: "Assumptions",
  columns: {
    name: needed(text, "Name"),
    value: optional(typedValue, "Value"),
    unit: optional(text, "Unit"),
    used: optional(typedValue, "Value used in this run", "Analysed at"),
    source: optional(text, "Source"),
    refused: optional(typedValue, "Refused value"),
  },
  needs: [["value"], ["unit"], ["used"]],
  open: (table) => {
    const give = (name: string, value: string | number | boolean): void => {
      const typed = assumptionValue(name, value, table);
      table.draft.given.push({ name, value: typed, edited: true, origin: table.origin });
    };
    return ({ name, value, used, source, refused }) => {
      if (isAsOfName(name) && (value === undefined || isLastDay(value)) && refused === undefined)
        return undefined;
      const isRefused = value === used && refused !== undefined;
      if (isRefused) give(name, refused);
      // What the run did not know stands there as a blank, for a person to fill or leave.
      if (isRefused || (value === undefined && used === undefined)) return undefined;
      if (value === undefined) return Fault.of("blank-assumption", name);
      if (value !== used || source === SET_BY_ANALYST) give(name, value);
      return undefined;
    };
  },
});
