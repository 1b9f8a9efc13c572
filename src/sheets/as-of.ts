import { parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import type { SheetReader } from "../workbook/reader";
import { WHOLE_SHEET } from "./read/areas";
import { EstateDraft } from "./read/draft";
import type { GivenAssumption } from "./read/given-assumption";
import { readTable } from "./read/read-table";
import { SoundRows } from "./read/sound-rows";
import { NOTHING_STATED } from "./read/stated-filters";
import { isAsOfName, LAST_DAY_OF_USE } from "./setting-names";

export const AS_OF_UNIT = `date, YYYY-MM-DD, or ${LAST_DAY_OF_USE}`;

/** Whether an assumption is the as-of date. It is decided before the tables are read. */
export const isAsOf = ({ name }: Named): boolean => isAsOfName(name);

type Named = Pick<GivenAssumption, "name" | "value">;

/** The as-of date among these, as the last of them states it; null where none states a date. */
export function asOfIn(given: readonly Named[]): DayNumber | null {
  const days = given.filter(isAsOf).flatMap(({ value }) => parseIsoDay(String(value)) ?? []);
  return days.at(-1) ?? null;
}

/** The as-of date that the Assumptions sheet of a workbook states; null where none states a date. */
export async function statedAsOf(
  readers: readonly SheetReader[],
  latest: DayNumber,
  signal?: AbortSignal,
): Promise<DayNumber | null> {
  const draft = new EstateDraft();
  for (const reader of readers) {
    for (const sheet of await reader.sheets()) {
      if (sheet.ours !== "assumptions" && sheet.ours !== "template-assumptions") continue;
      const place = { reader: new SoundRows(reader), sheet, area: WHOLE_SHEET, stated: NOTHING_STATED };
      await readTable(draft, place, () => true, { latest, ...(signal && { signal }) });
    }
  }
  return asOfIn(draft.given);
}
