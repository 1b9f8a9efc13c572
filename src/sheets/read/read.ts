import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { at } from "../../engine/at";
import type { Estate, Source, SourceIndex, SourceKind } from "../../engine/estate/estate";
import type { Issue } from "../../engine/issues";
import type { DayNumber } from "../../engine/units";
import type { Row } from "../../workbook/cells";
import type { SheetInfo, SheetReader, TableArea } from "../../workbook/reader";
import type { Dialect } from "./cell-values";
import { isFilled } from "./column";
import { EstateDraft } from "./draft";
import { Fault } from "./fault";
import { FORMATS } from "./formats";
import { ownAssumptions } from "./formats/assumptions";
import { DATE_ORDERS, type DateOrder } from "./dates";
import { headerKey } from "./header";
import { known } from "./known";
import { fitsTheEstate, isAboutLicenses } from "./license-evidence";
import type { GivenAssumption } from "./given-assumption";
import { almostHeaders, doubledHeaders, HEADER_WITHIN, recognise, type Recognised } from "./recognise";
import { statedFilters, type StatedFilters } from "./stated-filters";
import { Table } from "./table";

/** The content of a set of files, and the issues found while reading it. */
export interface Reading {
  readonly estate: Estate;
  /** Assumptions as typed. */
  readonly given: readonly GivenAssumption[];
  /** The currency of all offers, where they name one. */
  readonly currency?: string;
  readonly issues: readonly Issue[];
  readonly counts: readonly SourceCount[];
  /** Sheets without a known table, and why. */
  readonly unrecognised: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly reason: string;
  }[];
}

/** The rows of a source: used rows are in the estate, skipped rows are not. */
export interface SourceCount {
  readonly source: SourceIndex;
  readonly rows: number;
  readonly used: number;
  readonly skipped: number;
}

export interface ReadOptions {
  /** The day of the analysis; use, seats and purchases dated after it are errors. */
  readonly latest: DayNumber;
  /** The order of day and month in dates with slashes, where a table's own dates do not prove it. */
  readonly dateOrder?: DateOrder | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** The rows of a sheet that were read so far. */
export interface ReadProgress {
  readonly file: string;
  readonly sheet: string;
  readonly rows: number;
}

/**
 * Reads every table of every file into one estate. A row that cannot be read is skipped and counted, never
 * guessed. The estate depends on the rows of a sheet, not on their order, except where two rows of our own
 * tables contradict each other: then the first counts. Use that two kinds of export state is kept twice; the
 * engine decides which to believe.
 */
export async function read(readers: readonly SheetReader[], options: ReadOptions): Promise<Reading> {
  const draft = new EstateDraft();
  const unrecognised: Reading["unrecognised"][number][] = [];
  const doubtful: TableCandidate[] = [];

  for (const reader of readers) {
    const { file } = reader;
    for (const remark of reader.remarks) draft.log.add(Fault.of("file-remark", remark), { file });
    let stated: StatedFilters = { others: [] };
    for (const sheet of await reader.sheets()) {
      if (isResult(sheet)) continue;
      if (isUnseen(sheet)) {
        const kind = await kindOf(reader, sheet, undefined, options.signal);
        draft.log.add(Fault.of("hidden-sheet", kind), { file, sheet: sheet.name });
        continue;
      }
      const areas = await areasOf(reader, sheet, options.signal);
      const outside = await rowsOutside(reader, sheet, areas, options.signal);
      if (outside > 0) draft.log.add(Fault.of("outside-tables", outside), { file, sheet: sheet.name });
      for (const area of areas) {
        const place: TableCandidate = { reader, sheet, area, stated };
        const unknown = await readTable(draft, place, isAboutLicenses, options);
        if (unknown === "read") continue;
        if (unknown === "doubtful") {
          doubtful.push(place);
          continue;
        }
        if (saysAnything(unknown.stated)) stated = unknown.stated;
        // A filter block that states a period is not an unknown sheet.
        if (unknown.stated.from === undefined)
          unrecognised.push({ file, sheet: sheet.name, reason: unknown.reason });
      }
    }
  }

  // Tables that are about licenses only if they fit the others are judged after the others.
  for (const place of doubtful) {
    const fits: Judge = (found, rows) => fitsTheEstate(found, rows, draft);
    if ((await readTable(draft, place, fits, options)) === "read") continue;
    const { file } = place.reader;
    const kind = await kindOf(place.reader, place.sheet, place.area, options.signal);
    unrecognised.push({ file, sheet: place.sheet.name, reason: noEvidence(kind, place.area) });
  }

  const dateOrder = options.dateOrder ?? dateOrderIn(draft.given);
  for (const table of draft.tables) {
    table.settle(dateOrder);
    table.end();
  }
  const { estate, currency } = draft.finish();
  return {
    estate,
    given: draft.given,
    ...(currency !== undefined && { currency }),
    issues: draft.log.issues(),
    counts: draft.counts.map(({ rows, used }, source) => ({ source, rows, used, skipped: rows - used })),
    unrecognised,
  };
}

/** The assumption "Dates are" among these: it decides how tables are read. */
export const dateOrderIn = (
  given: readonly Pick<GivenAssumption, "name" | "value">[],
): DateOrder | undefined => {
  const key = headerKey(DEFAULT_ASSUMPTIONS.datesAre.name);
  const typed = given.find(({ name }) => headerKey(name) === key)?.value;
  return DATE_ORDERS.find((order) => order === headerKey(String(typed ?? "")));
};

/** Whether a sheet of ours holds results. Our Assumptions sheet and our templates are read. */
const isResult = ({ ours }: SheetInfo): boolean =>
  ours !== undefined && ours !== "assumptions" && !ours.startsWith("template-");

/** Exports that cover a period and may state it. */
const WITH_PERIOD: readonly SourceKind[] = ["Usage Report", "Usage", "Seat usage", "Token usage"];

/**
 * The areas to read of a sheet: the whole sheet (undefined) or, where several Excel tables stand on it and one
 * of them is known, each of these tables.
 */
async function areasOf(
  reader: SheetReader,
  sheet: SheetInfo,
  signal: AbortSignal | undefined,
): Promise<readonly (TableArea | undefined)[]> {
  const tables = sheet.ours === undefined ? [...(sheet.tables ?? [])].sort(byPlace) : [];
  if (tables.length < 2) return [undefined];
  for (const area of tables) {
    const blocks = filledRows(reader, sheet, area, signal);
    const found = recognise((await firstRows(blocks)).slice(0, HEADER_WITHIN), FORMATS);
    await blocks.return(undefined);
    if (!("reason" in found)) return tables;
  }
  return [undefined];
}

/** Hosts list tables in any order; where two contradict each other, the upper one counts. */
const byPlace = (a: TableArea, b: TableArea): number =>
  a.firstRow - b.firstRow || a.firstColumn - b.firstColumn;

/**
 * The number of rows with two or more filled cells outside all tables and their totals rows. Rows with one cell
 * are captions.
 */
async function rowsOutside(
  reader: SheetReader,
  sheet: SheetInfo,
  areas: readonly (TableArea | undefined)[],
  signal: AbortSignal | undefined,
): Promise<number> {
  const tables = areas.filter((area) => area !== undefined);
  if (tables.length === 0) return 0;
  let outside = 0;
  for await (const rows of filledRows(reader, sheet, undefined, signal)) {
    for (const { row, cells } of rows) {
      const stray = cells.filter(
        (cell, column) =>
          isFilled(cell) &&
          !tables.some(
            ({ firstRow, lastRow, firstColumn, lastColumn }) =>
              row >= firstRow && row <= lastRow + 1 && column >= firstColumn && column <= lastColumn,
          ),
      );
      if (stray.length > 1) outside++;
    }
  }
  return outside;
}

/** A sheet without a known table. */
interface Unknown {
  readonly reason: string;
  /** The filters that it states for the tables of the following sheets, if it is a filter block. */
  readonly stated: StatedFilters;
}

/** A place where a table may stand, and the filters stated before it. */
interface TableCandidate {
  readonly reader: SheetReader;
  readonly sheet: SheetInfo;
  readonly area: TableArea | undefined;
  readonly stated: StatedFilters;
}

/** Decides whether a table with the right headers is about licenses. */
type Judge = (found: Recognised, rows: readonly Row[], file: string, sheet: SheetInfo) => boolean;

/** Reads a table; `doubtful` where its headers fit, but `judge` finds nothing about licenses in it. */
async function readTable(
  draft: EstateDraft,
  { reader, sheet, area, stated: statedBefore }: TableCandidate,
  judge: Judge,
  { latest, signal, onProgress }: ReadOptions,
): Promise<Unknown | "read" | "doubtful"> {
  const own = sheet.ours === "assumptions";
  const dialect = dialectOf(reader, latest);
  const blocks = filledRows(reader, sheet, area, signal);
  const first = await firstRows(blocks);
  const head = first.slice(0, HEADER_WITHIN);
  const found = recognise(head, own ? [ownAssumptions] : FORMATS);
  if ("reason" in found) {
    await blocks.return(undefined);
    return { reason: reasonOf(found.reason, area), stated: statedFilters(head, dialect) };
  }

  if (!own && !judge(found, first, reader.file, sheet)) {
    await blocks.return(undefined);
    return "doubtful";
  }

  const above = statedFilters(head.slice(0, found.at), dialect);
  const source = { file: reader.file, sheet: sheet.name };
  const table = beginTable(draft, source, found, dialect, saysAnything(above) ? above : statedBefore);
  const header = at(head, found.at);
  table.row = header.row;
  const readRow = found.format.open(table);
  /** Reads rows, and returns whether more rows may follow: on our own sheet, other tables stand below. */
  const readRows = (rows: readonly Row[]): boolean => {
    for (const row of rows) {
      if (own && row.row !== table.row + 1) return false;
      table.row = row.row;
      const used = readRow(row);
      if (used !== "later") draft.count(table.source, used);
    }
    onProgress?.({ ...source, rows: at(draft.counts, table.source).rows });
    return true;
  };

  let more = readRows(first.slice(found.at + 1));
  while (more) {
    const { done, value } = await blocks.next();
    more = !done && readRows(value);
  }
  await blocks.return(undefined);
  if (table.row === header.row && sheet.ours === undefined)
    table.sayOfTable(Fault.of("no-rows", table.info.kind));
  draft.tables.push(table);
  return "read";
}

/**
 * Whether a sheet is hidden. Nobody expects its figures in an answer, so it is named and not read (DOMAIN §14).
 */
const isUnseen = ({ hidden, ours }: SheetInfo): boolean => hidden && ours === undefined;

/** The kind of table that a sheet looks like; null for none. */
async function kindOf(
  reader: SheetReader,
  sheet: SheetInfo,
  area: TableArea | undefined,
  signal: AbortSignal | undefined,
): Promise<SourceKind | null> {
  const blocks = filledRows(reader, sheet, area, signal);
  const found = recognise((await firstRows(blocks)).slice(0, HEADER_WITHIN), FORMATS);
  await blocks.return(undefined);
  return "reason" in found ? null : found.format.kind;
}

const noEvidence = (kind: SourceKind | null, area: TableArea | undefined): string =>
  reasonOf(
    `It has the headers of ${kind ?? "a table"}, but no product, user or contract in it is known, ` +
      "so it may not be about licenses. If it is, fill the table of the template.",
    area,
  );

/** What the first rows of a sheet show. */
export interface SheetSeen {
  readonly file: string;
  readonly sheet: SheetInfo;
  /** The kind of its table, or why none is known. */
  readonly kind?: SourceKind;
  readonly reason?: string;
}

/**
 * Recognises each sheet by its first rows, without reading the rest. Leaves out our result sheets, and filter
 * blocks that state a period.
 */
export async function lookAt(
  reader: SheetReader,
  { latest, signal }: Pick<ReadOptions, "latest" | "signal">,
): Promise<readonly SheetSeen[]> {
  const seen: SheetSeen[] = [];
  for (const sheet of await reader.sheets()) {
    if (isResult(sheet) || isUnseen(sheet)) continue;
    for (const area of await areasOf(reader, sheet, signal)) {
      const blocks = filledRows(reader, sheet, area, signal);
      const first = await firstRows(blocks);
      const head = first.slice(0, HEADER_WITHIN);
      await blocks.return(undefined);
      const found = recognise(head, sheet.ours === "assumptions" ? [ownAssumptions] : FORMATS);
      const { file } = reader;
      if (!("reason" in found)) {
        const { kind } = found.format;
        const sure = sheet.ours === "assumptions" || isAboutLicenses(found, first, file, sheet);
        seen.push(sure ? { file, sheet, kind } : { file, sheet, reason: noEvidence(kind, area) });
      } else if (statedFilters(head, dialectOf(reader, latest)).from === undefined) {
        seen.push({ file, sheet, reason: reasonOf(found.reason, area) });
      }
    }
  }
  return seen;
}

const dialectOf = ({ decimalSign, dateSystem }: SheetReader, latest: DayNumber): Dialect => ({
  decimalSign,
  dateSystem,
  latest,
});

/** The first rows, as many as the search for a header needs. */
async function firstRows(blocks: AsyncGenerator<readonly Row[], void, void>): Promise<readonly Row[]> {
  const first: Row[] = [];
  while (first.length < HEADER_WITHIN) {
    const { done, value } = await blocks.next();
    if (done) break;
    for (const row of value) first.push(row);
  }
  return first;
}

const reasonOf = (reason: string, area: TableArea | undefined): string =>
  area === undefined ? reason : `Table ${area.name}: ${reason}`;

/** The filled rows of a sheet or of one table on it, in blocks. */
async function* filledRows(
  reader: SheetReader,
  sheet: SheetInfo,
  area: TableArea | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[], void, void> {
  for await (const rows of reader.rows(sheet, signal)) {
    signal?.throwIfAborted();
    const inside = area === undefined ? rows : rows.flatMap((row) => rowInside(row, area) ?? []);
    yield inside.filter(({ cells }) => cells.some(isFilled));
  }
}

/** The part of a row inside a table, each cell still in its column; undefined above and below the table. */
function rowInside(
  { row, cells }: Row,
  { firstRow, lastRow, firstColumn, lastColumn }: TableArea,
): Row | undefined {
  if (row < firstRow || row > lastRow) return undefined;
  return {
    row,
    cells: cells.slice(0, lastColumn + 1).map((cell, column) => (column < firstColumn ? null : cell)),
  };
}

const saysAnything = ({ from, others }: StatedFilters): boolean => from !== undefined || others.length > 0;

/** Begins a table, with the issues of its header and of the period and filters stated for it. */
function beginTable(
  draft: EstateDraft,
  { file, sheet }: { readonly file: string; readonly sheet: string },
  found: Recognised,
  dialect: Dialect,
  { from, to, others }: StatedFilters,
): Table {
  const { kind } = found.format;
  const info: Source = { file, sheet, kind, ...(WITH_PERIOD.includes(kind) && known({ from, to })) };
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
