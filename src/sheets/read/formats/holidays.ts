import { day, text } from "../cell-values";
import { needed, optional } from "../column";
import { format } from "../format";
import { known } from "../known";

/** Days on which nobody works, besides the weekends. */
export const holidays = format({
  kind: "Holidays",
  columns: {
    day: needed(day, "Holiday", "Public holiday"),
    name: optional(text, "Name", "Occasion"),
  },
  survives: ["name"],
  open: (table) => (row) => {
    const doubled = table.doubled([row.day]);
    if (doubled) return doubled;
    table.draft.holidays.push({ ...known({ name: row.name }), day: row.day, origin: table.origin });
    return undefined;
  },
});
