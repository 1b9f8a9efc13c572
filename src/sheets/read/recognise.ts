import { at } from "../../engine/at";
import { inQuotes } from "../../engine/wording";
import type { Row } from "../../workbook/cells";
import type { Format, Match } from "./format";
import { headerKey } from "./header";

/** The header must be among this many filled rows. */
export const HEADER_WITHIN = 30;

/** A table found in a sheet: its format, its headers as typed, and the place of the header row. */
export interface Recognised {
  readonly format: Format;
  /** The headers by column; empty outside the table. */
  readonly headers: readonly string[];
  readonly at: number;
}

/** The first and the last column of a table. */
export function columnsOf({ headers }: Pick<Recognised, "headers">): Span {
  const spans = spansOf(headers);
  return { first: at(spans, 0).first, last: at(spans, spans.length - 1).last };
}

interface Span {
  readonly first: number;
  readonly last: number;
}

/** The headers of a row; a cell that is not text is an empty header. */
const headersIn = (row: Row): string[] =>
  Array.from(row.cells, (cell) => (typeof cell === "string" ? cell.trim() : ""));

/** Why no table was found, and the place of the row that is almost the header of one. */
export interface NoTable {
  readonly reason: string;
  readonly likely?: number;
}

/** A row of headers, and how well it fits a format. */
export interface Candidate extends Recognised {
  readonly match: Match;
}

/**
 * The table at the top of a sheet, by its first rows, or why there is none. Each row is compared with every
 * format. The format with most of its columns present counts, then a format that lacks nothing, then the earlier
 * format. The first row whose format lacks nothing is the header. A table that is almost of one kind is never
 * taken for another.
 */
export function recognise(first: readonly Row[], formats: readonly Format[]): Recognised | NoTable {
  const rows = first.slice(0, HEADER_WITHIN);
  if (rows.length === 0) return { reason: "The sheet is empty." };
  const candidates = rows.flatMap((row, at) => tableIn(headersIn(row), at, formats) ?? []);
  const complete = candidates.find(({ match }) => match.missing.length === 0);
  if (complete) return complete;

  const nearest = nearestOf(candidates);
  if (!nearest || nearest.match.found < 2) {
    return { reason: `None of its first ${rows.length} rows holds the headers of a table that is known.` };
  }
  const lacks = inQuotes(nearest.match.missing);
  const row = at(rows, nearest.at).row;
  return {
    likely: nearest.at,
    reason:
      `Row ${row} looks like the header of ${nearest.format.kind}, but has no column ${lacks}.` +
      (nearest.format.orElse === undefined ? "" : ` ${nearest.format.orElse}`),
  };
}

/** The first row that fits a format best; undefined where no row has a header of any. */
export const nearestHeader = (first: readonly Row[], formats: readonly Format[]): Candidate | undefined =>
  nearestOf(first.slice(0, HEADER_WITHIN).flatMap((row, at) => tableIn(headersIn(row), at, formats) ?? []));

const nearestOf = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>((a, b) => (a && !isNearer(b.match, a.match) ? a : b), undefined);

/** The table whose header is this row; undefined where no table that is known has such a header. */
export function headerOf(row: Row, formats: readonly Format[]): Recognised | undefined {
  const found = tableIn(headersIn(row), 0, formats);
  return found?.match.missing.length === 0 ? found : undefined;
}

/**
 * The table of a row of headers. Tables that stand side by side have a column without a header between them: the
 * first part that is the header of a table by itself counts, with the parts beside it that hold more columns of
 * the same table.
 */
function tableIn(headers: readonly string[], row: number, formats: readonly Format[]): Candidate | undefined {
  const whole = bestOf(headers, row, formats);
  const parts = spansOf(headers).flatMap((span) => touchingParts(headers, span, formats));
  if (parts.length < 2 || whole === undefined) return whole;
  const tables = parts.map((part) => {
    const table = bestOf(within(headers, part), row, formats);
    return table?.match.missing.length === 0 ? table : undefined;
  });
  const first = tables.findIndex((table) => table !== undefined);
  const alone = tables[first];
  if (alone === undefined) return { ...whole, headers: within(headers, readSpan(whole)) };
  let best = alone;
  const extend = (place: number): boolean => {
    const part = parts[place];
    if (part === undefined || tables[place] !== undefined) return false;
    const { first: from, last: to } = columnsOf(best);
    const span = { first: Math.min(from, part.first), last: Math.max(to, part.last) };
    const wider = bestOf(within(headers, span), row, formats);
    const holdsMore = wider !== undefined && wider.match.found > best.match.found;
    if (holdsMore && wider.match.missing.length === 0) best = wider;
    return true;
  };
  for (let place = first + 1; extend(place);) place++;
  for (let place = first - 1; extend(place);) place--;
  return best;
}

/**
 * A run of headers as one part, or as two where two tables touch: both parts are whole headers, of different tables,
 * and the second has a column that the first does not know.
 */
function touchingParts(headers: readonly string[], span: Span, formats: readonly Format[]): Span[] {
  const whole = bestOf(within(headers, span), 0, formats);
  if (whole === undefined || whole.match.found < 2) return [span];
  const keys = headers.map(headerKey);
  // All columns of the second are read, so it is no wider than a format: sheets may have thousands of headers.
  const widest = Math.max(...formats.map((format) => format.keys.length));
  for (let from = Math.max(span.first, span.last - widest) + 1; from < span.last; from++) {
    const [head, tail] = [
      { first: span.first, last: from - 1 },
      { first: from, last: span.last },
    ];
    // Most heads are no whole header of this table, and then the other tables need no look.
    if (whole.format.match(within(keys, head)).missing.length > 0) continue;
    const [one, other] = [head, tail].map((part) => bestOf(within(headers, part), 0, formats));
    const areWhole = one?.match.missing.length === 0 && other?.match.missing.length === 0;
    if (!areWhole || one.format !== whole.format || other.format === whole.format) continue;
    const isRead = other.format.places(other.headers.map(headerKey)).size === span.last - from + 1;
    const isNew = keys.slice(from, span.last + 1).some((key) => !whole.format.keys.includes(key));
    if (isRead && isNew) return [head, tail];
  }
  return [span];
}

/** The runs of columns with headers. */
function spansOf(headers: readonly string[]): Span[] {
  const spans: Span[] = [];
  headers.forEach((header, column) => {
    if (header === "") return;
    const before = spans.at(-1);
    if (before?.last === column - 1) spans[spans.length - 1] = { ...before, last: column };
    else spans.push({ first: column, last: column });
  });
  return spans;
}

/** The headers of some columns. */
const within = (headers: readonly string[], { first, last }: Span): readonly string[] =>
  headers.map((header, column) => (column >= first && column <= last ? header : ""));

/** The columns of a table, from the first to the last that is read, with the unread columns beside them. */
function readSpan({ format, headers }: Candidate): Span {
  const places = [...format.places(headers.map(headerKey))];
  const touched = spansOf(headers).filter(({ first, last }) =>
    places.some((place) => place >= first && place <= last),
  );
  return { first: at(touched, 0).first, last: at(touched, touched.length - 1).last };
}

function bestOf(headers: readonly string[], at: number, formats: readonly Format[]): Candidate | undefined {
  const keys = headers.map(headerKey);
  let best: Candidate | undefined;
  for (const format of formats) {
    const match = format.match(keys);
    if (match.found > 0 && (!best || isNearer(match, best.match))) best = { format, headers, at, match };
  }
  return best;
}

const isNearer = (a: Match, b: Match): boolean =>
  a.found === b.found ? a.missing.length < b.missing.length : a.found > b.found;

/** Unread headers that are almost the header of a column, with the name of that column. */
export function almostHeaders({
  format,
  headers,
}: Recognised): readonly { readonly header: string; readonly meant: string }[] {
  const found = format.almost(headers.map(headerKey));
  return [...found].map(([place, meant]) => ({ header: headers[place] ?? "", meant }));
}

/** Headers of read columns that occur more than once. */
export function doubledHeaders({ format, headers }: Recognised): readonly string[] {
  const keys = headers.map(headerKey);
  return [...format.places(keys)]
    .filter((place) => keys.lastIndexOf(keys[place] ?? "") !== place)
    .map((place) => headers[place] ?? "");
}
