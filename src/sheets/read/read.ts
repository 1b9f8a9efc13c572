import type { Estate, Source, SourceIndex, SourceKind } from "../../engine/estate";
import type { Issue } from "../../engine/issues";
import type { DayNumber } from "../../engine/units";
import type { Row } from "../cells";
import type { SheetInfo, SheetReader } from "../reader";
import type { Dialect } from "./cell-values";
import { isFilled } from "./column";
import { EstateDraft } from "./draft";
import { Fault } from "./fault";
import { FORMATS } from "./formats";
import { ownAssumptions } from "./formats/assumptions";
import { known } from "./known";
import type { GivenAssumption } from "./given-assumption";
import { doubledHeaders, HEADER_WITHIN, recognise, type Recognised } from "./recognise";
import { statedFilters, type StatedFilters } from "./stated-filters";
import { Table } from "./table";

/** Everything that a set of files says, and what was noticed while reading it. */
export interface Reading {
  readonly estate: Estate;
  /** Assumptions as typed. */
  readonly given: readonly GivenAssumption[];
  /** The one currency that the offers name, where they do. */
  readonly currency?: string;
  readonly issues: readonly Issue[];
  readonly counts: readonly SourceCount[];
  /** The sheets that hold no table that is known, and why. */
  readonly unrecognised: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly reason: string;
  }[];
}

/** Of the rows of a source, how many went into the estate, and how many did not. */
export interface SourceCount {
  readonly source: SourceIndex;
  readonly rows: number;
  readonly used: number;
  readonly skipped: number;
}

export interface ReadOptions {
  /** The day of the analysis; use, seats and purchases dated after it are errors. */
  readonly latest: DayNumber;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly file: string;
    readonly sheet: string;
    readonly rows: number;
  }) => void;
}

/**
 * Reads every table of every file into one estate. A row that cannot be read is skipped and counted, never guessed. The
 * estate depends on the rows of a sheet and not on their order; only where two rows of a table of ours contradict each
 * other, the first counts. Use that two kinds of export state both is kept twice: the engine knows which to believe.
 */
export async function read(readers: readonly SheetReader[], options: ReadOptions): Promise<Reading> {
  const draft = new EstateDraft();
  const unrecognised: Reading["unrecognised"][number][] = [];

  for (const reader of readers) {
    const { file } = reader;
    for (const remark of reader.remarks) draft.log.add(Fault.of("file-remark", remark), { file });
    let stated: StatedFilters = { others: [] };
    for (const sheet of await reader.sheets()) {
      if (isResult(sheet)) continue;
      const unknown = await readSheet(draft, reader, sheet, stated, options);
      if (!unknown) continue;
      if (saysAnything(unknown.stated)) stated = unknown.stated;
      // A filter block that states a period is no table, and was understood.
      if (unknown.stated.from === undefined)
        unrecognised.push({ file, sheet: sheet.name, reason: unknown.reason });
    }
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

/** Whether a sheet of ours holds results. Its assumptions are read, and so are the sheets that people fill for us. */
const isResult = ({ ours }: SheetInfo): boolean =>
  ours !== undefined && ours !== "assumptions" && !ours.startsWith("template-");

/** The exports that cover a period, and may say which. */
const WITH_PERIOD: readonly SourceKind[] = ["Usage Report", "Usage", "Seat usage", "Token usage"];

/** A sheet without a table that is known. */
interface Unknown {
  readonly reason: string;
  /** What it says of the tables in the sheets after it, if it is a filter block. */
  readonly stated: StatedFilters;
}

async function readSheet(
  draft: EstateDraft,
  reader: SheetReader,
  sheet: SheetInfo,
  statedBefore: StatedFilters,
  { latest, signal, onProgress }: ReadOptions,
): Promise<Unknown | undefined> {
  const own = sheet.ours === "assumptions";
  const dialect: Dialect = { decimalSign: reader.decimalSign, dateSystem: reader.dateSystem, latest };
  const blocks = filledRows(reader, sheet, signal);

  const first: Row[] = [];
  while (first.length < HEADER_WITHIN) {
    const { done, value } = await blocks.next();
    if (done) break;
    for (const row of value) first.push(row);
  }
  const head = first.slice(0, HEADER_WITHIN);
  const found = recognise(head, own ? [ownAssumptions] : FORMATS);
  if ("reason" in found) {
    await blocks.return(undefined);
    return { reason: found.reason, stated: statedFilters(head, dialect) };
  }

  const above = statedFilters(head.slice(0, found.at), dialect);
  const source = { file: reader.file, sheet: sheet.name };
  const table = beginTable(draft, source, found, dialect, saysAnything(above) ? above : statedBefore);
  table.row = head[found.at]?.row ?? 0;
  const readRow = found.format.open(table);
  /** Reads rows, and tells whether more of the table may follow: on our own sheet other tables stand below it. */
  const readRows = (rows: readonly Row[]): boolean => {
    for (const row of rows) {
      if (own && row.row !== table.row + 1) return false;
      table.row = row.row;
      draft.count(table.source, readRow(row));
    }
    onProgress?.({ ...source, rows: draft.counts[table.source]?.rows ?? 0 });
    return true;
  };

  let more = readRows(first.slice(found.at + 1));
  while (more) {
    const { done, value } = await blocks.next();
    more = !done && readRows(value);
  }
  await blocks.return(undefined);
  if (draft.counts[table.source]?.rows === 0 && sheet.ours === undefined) {
    table.sayOfTable(Fault.of("no-rows", table.info.kind));
  }
  table.end();
  return undefined;
}

/** The rows that hold anything, in blocks. */
async function* filledRows(
  reader: SheetReader,
  sheet: SheetInfo,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[], void, void> {
  for await (const rows of reader.rows(sheet, signal)) {
    signal?.throwIfAborted();
    yield rows.filter(({ cells }) => cells.some(isFilled));
  }
}

const saysAnything = ({ from, others }: StatedFilters): boolean => from !== undefined || others.length > 0;

/** A source and its table, with what is to be said of the header and of the period and filters stated for it. */
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
  if (WITH_PERIOD.includes(kind)) {
    for (const { filter, value } of others)
      table.sayOfTable(Fault.of("partial-export", filter, value), filter);
  }
  return table;
}
