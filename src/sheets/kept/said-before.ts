import { ISSUES } from "../../engine/issues";
import type { SheetReader } from "../../workbook/reader";
import { isOfEarlierRun } from "./collect";

const ANEW =
  "The result sheets are written anew. Your decisions, notes in cells, comments, added columns and totals are kept; " +
  "your colours, charts and filters on these sheets are not.";

/** What a person must know before a run writes where results of an earlier run stand, in sentences. */
export const SAID_BEFORE: readonly string[] = [ANEW, ISSUES["notes-stay"].message()];

/** The same for some workbooks; nothing where a run writes a copy, or finds no results. */
export async function saidBefore(readers: readonly SheetReader[]): Promise<readonly string[]> {
  for (const reader of readers)
    if (reader.writesInPlace && (await reader.sheets()).some(isOfEarlierRun)) return SAID_BEFORE;
  return [];
}
