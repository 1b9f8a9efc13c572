import { at } from "../../engine/at";
import type { Source, SourceKind } from "../../engine/estate/estate";
import type { DayNumber } from "../../engine/units";
import { listed } from "../../engine/wording";
import type { Row } from "../../workbook/cells";
import { CodedRow } from "../../workbook/coded-row";
import type { SheetInfo, SheetReader } from "../../workbook/reader";
import { areaName, filledRows, firstRows, type Area } from "./areas";
import type { Dialect } from "./cell-values";
import type { EstateDraft } from "./draft";
import { Fault } from "./fault";
import { FORMATS } from "./formats";
import { ownAssumptions } from "./formats/assumptions";
import { known } from "./known";
import { almostHeaders, doubledHeaders, recognise, type Recognised } from "./recognise";
import { looksLikeHeaders, onlyText } from "./row-kinds";
import { noteShownCurrencies } from "./shown-currencies";
import { filterBlock, statedFilters, type StatedFilters } from "./stated-filters";
import { Table } from "./table";
import { TableRows } from "./table-rows";
import type { SoundRows } from "./sound-rows";
import { sayUnreadColumns } from "./unread-columns";
import { isVendorName } from "./vendor-names";

/** The rows of a sheet that were read so far. */
export interface ReadProgress {
  readonly file: string;
  readonly sheet: string;
  readonly rows: number;
}

/** A place where a table may stand, and the filters stated before it. */
export interface TableCandidate {
  readonly reader: SoundRows;
  readonly sheet: SheetInfo;
  readonly area: Area;
  readonly stated: StatedFilters;
}

/** Decides whether a table with the right headers is about licenses. */
export type Judge = (found: Recognised, rows: readonly Row[], file: string, sheet: SheetInfo) => boolean;

/** What came of a place. */
interface PlaceOutcome {
  /** `doubtful`: the headers fit, but the judge finds nothing about licenses in the table. */
  readonly outcome: "read" | "doubtful" | "unknown";
  /** Why no table was read. */
  readonly reason: string;
  /** The areas beside and below the table that may hold others. */
  readonly rest: readonly Area[];
  /** The filters stated here; for the rest of a sheet with a table also those stated before. */
  readonly stated: StatedFilters;
}

interface TableOptions {
  readonly latest: DayNumber;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** Reads the table of a place. */
export async function readTable(
  draft: EstateDraft,
  { reader, sheet, area, stated: statedBefore }: TableCandidate,
  judge: Judge,
  { latest, signal, onProgress }: TableOptions,
): Promise<PlaceOutcome> {
  const dialect = dialectOf(reader, latest);
  const blocks = filledRows(reader, sheet, area, signal);
  const first = await firstRows(blocks);
  const found = recognise(first, formatsOf(sheet));
  if ("reason" in found) {
    await blocks.return(undefined);
    const reason = reasonOf(found.reason, area);
    // The headers of a table filter nothing; in a filter block they have one row of values below them.
    const { likely = first.length } = found;
    const above = first.length > likely + 2 ? first.slice(0, likely) : first;
    return { outcome: "unknown", reason, rest: [], stated: filterBlock(above, dialect) };
  }

  // Below and beside our settings stand tables of results.
  const own = found.format === ownAssumptions;
  const above = statedFilters(first.slice(0, found.at), dialect);
  const stated = saysAnything(above) || above.filters.length > 0 ? above : statedBefore;
  const header = at(first, found.at);
  const rows = new TableRows(found, header, area, own ? [] : FORMATS);
  const isSure = sheet.ours === "assumptions" || judge(found, first, reader.file, sheet);
  const source = { file: reader.file, sheet: sheet.name };
  const table = isSure ? beginTable(draft, source, found, dialect, stated) : undefined;
  if (table) table.row = header.row;
  const { take, end }: RowTaker = table
    ? rowTaker(table, found, rows, sheet)
    : { take: (row) => void rows.take(row), end: () => undefined };
  const takeRows = (block: readonly Row[]): boolean => {
    for (const row of block) {
      if (own && table && row.row !== table.row + 1) return false;
      take(row);
      if (rows.ended) return false;
    }
    if (table) onProgress?.({ ...source, rows: at(draft.counts, table.source).rows });
    return true;
  };

  let more = takeRows(first.slice(found.at + 1));
  while (more) {
    const { done, value } = await blocks.next();
    more = !done && takeRows(value);
  }
  end();
  await blocks.return(undefined);
  const rest = own ? [] : rows.rest;
  if (!table) return { outcome: "doubtful", reason: noEvidence(found.format.kind, area), rest, stated };
  if (table.row === header.row && sheet.ours === undefined)
    table.sayOfTable(Fault.of("no-rows", table.info.kind));
  if (!own) table.atEnd(() => sayUnreadColumns(table, found, first.slice(found.at + 1)));
  if (sheet.ours === undefined) await noteLooks(table, found, reader, sheet, header.row);
  draft.tables.push(table);
  return { outcome: "read", reason: "", rest, stated };
}

/** Notes what a person sees of a table besides its values. */
async function noteLooks(
  table: Table,
  found: Recognised,
  reader: SoundRows,
  sheet: SheetInfo,
  headerRow: number,
): Promise<void> {
  await sayHiddenColumns(table, found, reader, sheet);
  await noteShownCurrencies(table, found, reader, sheet, headerRow);
}

/** Names the columns that were read although the sheet hides them. */
async function sayHiddenColumns(
  table: Table,
  { format, headers }: Recognised,
  reader: SoundRows,
  sheet: SheetInfo,
): Promise<void> {
  const hidden = await reader.hiddenColumns(sheet);
  const read = [...format.places(table.keys)].filter((place) => hidden.has(place)).sort((a, b) => a - b);
  if (read.length === 0) return;
  const names = listed(read.map((place) => `"${at(headers, place)}"`));
  table.sayOfTable(Fault.of("hidden-columns", read.length, names), "hidden columns");
}

/** Reads a row of a table, unless it is a totals row or a note, or another table begins there. */
function rowTaker(table: Table, found: Recognised, rows: TableRows, { ours }: SheetInfo): RowTaker {
  const readRow = found.format.open(table);
  const isWide = found.headers.filter((header) => header !== "").length > 1;
  /** A lone text below blank rows: the title of a table that follows, else a row like the others. */
  let maybeTitle: Row | undefined;
  let inNotes = false;
  let hidden = 0;
  table.atEnd(() => {
    if (hidden > 0) table.sayOfTable(Fault.of("hidden-rows", hidden));
  });
  const use = (inside: Row): void => {
    table.row = inside.row;
    const used = readRow(inside);
    if (used !== "later") table.draft.count(table.source, used);
  };
  const end = (): void => {
    if (maybeTitle === undefined) return;
    const title = maybeTitle;
    maybeTitle = undefined;
    table.row = title.row;
    if (rows.ended) table.say(Fault.of("note-row", onlyText(title) ?? ""));
    else use(title);
  };
  const take = (row: Row): void => {
    if (row instanceof CodedRow && maybeTitle === undefined && !inNotes && rows.isPlain(row)) {
      table.row = row.row;
      if (table.takeAgain(row)) {
        rows.takePlain(row);
        table.draft.count(table.source, true);
        return;
      }
    }
    const inside = rows.take(row);
    if (inside !== undefined || rows.ended) end();
    if (inside === undefined) return;
    table.row = row.row;
    if (row.hidden) hidden++;
    if (isSetAside(table, rows, inside, row)) return;
    if (ours === undefined && (rows.afterGap || inNotes) && table.misfits(inside)) {
      const note = onlyText(inside);
      inNotes = note !== undefined && !isVendorName(note);
      if (inNotes) {
        table.say(Fault.of("note-row", note ?? ""));
        return;
      }
      if (looksLikeHeaders(inside)) {
        rows.endAbove(row);
        return;
      }
    }
    inNotes = false;
    if (ours === undefined && isWide && rows.afterGap && onlyText(inside) !== undefined) maybeTitle = inside;
    else use(inside);
  };
  return { take, end };
}

/**
 * Sets a row aside, with an issue, if it says nothing that can be read: a totals row, or a row of a text file whose
 * cells may stand under the wrong headers. Returns whether it did.
 */
function isSetAside(table: Table, rows: TableRows, inside: Row, row: Row): boolean {
  if (rows.isTotals(inside)) {
    table.say(Fault.of("totals-row"));
    return true;
  }
  const over = rows.cellsOver(row);
  if (over === undefined) return false;
  table.say(Fault.of("cells-run-over", over.cells, over.headers));
  table.refuse([], [], {});
  table.draft.count(table.source, false);
  return true;
}

/** Takes the rows of a table; `end` is called after the last. */
interface RowTaker {
  readonly take: (row: Row) => void;
  readonly end: () => void;
}

/** The formats that a sheet may have. */
export const formatsOf = ({ ours }: SheetInfo) => (ours === "assumptions" ? [ownAssumptions] : FORMATS);

export const dialectOf = ({ decimalSign, dateSystem }: SheetReader, latest: DayNumber): Dialect => ({
  decimalSign,
  dateSystem,
  latest,
});

/** Why the table of an area was not read. */
export const reasonOf = (reason: string, area: Area): string => {
  const name = areaName(area);
  return name === undefined ? reason : `${name}: ${reason}`;
};

export const noEvidence = (kind: SourceKind, area: Area): string =>
  reasonOf(
    `It has the headers of ${kind}, but no product, user or contract in it is known, ` +
      "so it may not be about licenses. If it is, fill the table of the template.",
    area,
  );

export const saysAnything = ({ from, others }: StatedFilters): boolean =>
  from !== undefined || others.length > 0;

/** Exports that cover a period and may state it. */
const WITH_PERIOD: readonly SourceKind[] = ["Usage Report", "Usage", "Seat usage", "Token usage"];

/** Begins a table, with the issues of its header and of the period and filters stated for it. */
function beginTable(
  draft: EstateDraft,
  { file, sheet }: { readonly file: string; readonly sheet: string },
  found: Recognised,
  dialect: Dialect,
  { from, to, others, filters }: StatedFilters,
): Table {
  const { kind } = found.format;
  const stated = WITH_PERIOD.includes(kind) ? { ...known({ from, to }), filters } : {};
  const info: Source = { file, sheet, kind, ...stated };
  const table = new Table(draft, draft.addSource(info), info, found.headers, dialect);
  for (const header of doubledHeaders(found)) {
    draft.log.add(Fault.of("doubled-header", header), { file, sheet, column: header });
  }
  for (const { header, meant } of almostHeaders(found)) {
    draft.log.add(Fault.of("almost-header", header, meant), { file, sheet, column: header });
  }
  if (WITH_PERIOD.includes(kind)) {
    for (const { filter, value } of others)
      table.sayOfTable(Fault.of("partial-export", filter, value), filter);
  }
  return table;
}
