import { at } from "../../engine/at";
import type { SourceKind } from "../../engine/estate/estate";
import type { DayNumber } from "../../engine/units";
import type { Row } from "../../workbook/cells";
import type { SheetInfo, SheetReader } from "../../workbook/reader";
import { areasOf, headOf, isPart, rowInside, type Area } from "./areas";
import { isFilled } from "./column";
import { FORMATS } from "./formats";
import { isAboutLicenses } from "./license-evidence";
import { dialectOf, formatsOf, noEvidence, reasonOf } from "./read-table";
import { recognise } from "./recognise";
import { isResult, isUnseen } from "./sheets-to-read";
import { filterBlock } from "./stated-filters";
import { TableRows } from "./table-rows";

/** What the first rows of a sheet show. */
export interface SheetSeen {
  readonly file: string;
  readonly sheet: SheetInfo;
  /** The kind of its table, or why none is known. */
  readonly kind?: SourceKind;
  readonly reason?: string;
}

/**
 * Recognises the tables of each sheet by its first rows, without reading the rest. Leaves out our result sheets,
 * and filter blocks that state a period.
 */
export async function lookAt(
  reader: SheetReader,
  { latest, signal }: { readonly latest: DayNumber; readonly signal?: AbortSignal },
): Promise<readonly SheetSeen[]> {
  const seen: SheetSeen[] = [];
  for (const sheet of await reader.sheets()) {
    if (isResult(sheet) || isUnseen(sheet)) continue;
    for (const area of await areasOf(reader, sheet, signal)) {
      const head = await headOf(reader, sheet, area, signal);
      seen.push(...tablesIn(head, area, reader, sheet, latest));
    }
  }
  return seen;
}

/** The tables of an area that begin within its first rows. */
function tablesIn(
  head: readonly Row[],
  area: Area,
  reader: SheetReader,
  sheet: SheetInfo,
  latest: DayNumber,
): readonly SheetSeen[] {
  const { file } = reader;
  const found = recognise(head, formatsOf(sheet));
  if ("reason" in found) {
    const isFilterBlock = filterBlock(head, dialectOf(reader, latest)).from !== undefined;
    return isPart(area) || isFilterBlock ? [] : [{ file, sheet, reason: reasonOf(found.reason, area) }];
  }
  const { kind } = found.format;
  const own = sheet.ours === "assumptions";
  const sure = own || isAboutLicenses(found, head, file, sheet);
  const table = sure ? { file, sheet, kind } : { file, sheet, reason: noEvidence(kind, area) };
  if (own) return [table];
  const rows = new TableRows(found, at(head, found.at), area, FORMATS);
  for (const row of head.slice(found.at + 1)) if (!rows.ended) rows.take(row);
  const others = rows.rest.flatMap((rest) => {
    const inside = head.flatMap((row) => rowInside(row, rest) ?? []);
    const filled = inside.filter(({ cells }) => cells.some(isFilled));
    return tablesIn(filled, rest, reader, sheet, latest);
  });
  return [table, ...others];
}
