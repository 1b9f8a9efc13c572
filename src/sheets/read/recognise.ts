import { at } from "../../engine/at";
import type { Row } from "../../workbook/cells";
import type { Format, Match } from "./format";
import { headerKey } from "./header";

/** The header must be among this many filled rows. */
export const HEADER_WITHIN = 30;

/** A table found in a sheet: its format, its headers as typed, and the place of the header row. */
export interface Recognised {
  readonly format: Format;
  readonly headers: readonly string[];
  readonly at: number;
}

/** The headers of a row; a cell that is not text is an empty header. */
const headersIn = (row: Row): string[] =>
  Array.from(row.cells, (cell) => (typeof cell === "string" ? cell.trim() : ""));

interface Candidate extends Recognised {
  readonly match: Match;
}

/**
 * The table at the top of a sheet, or why there is none. Each row is compared with every format. The format
 * with most of its columns present counts, then a format that lacks nothing, then the earlier format. The first
 * row whose format lacks nothing is the header. A table that is almost of one kind is never taken for another.
 */
export function recognise(
  rows: readonly Row[],
  formats: readonly Format[],
): Recognised | { readonly reason: string } {
  if (rows.length === 0) return { reason: "The sheet is empty." };
  const candidates = rows.flatMap((row, at) => bestOf(headersIn(row), at, formats) ?? []);
  const complete = candidates.find(({ match }) => match.missing.length === 0);
  if (complete) return complete;

  const nearest = candidates
    .filter(({ match }) => match.found >= 2)
    .reduce<Candidate | undefined>((a, b) => (a && !isNearer(b.match, a.match) ? a : b), undefined);
  if (!nearest) {
    return { reason: `None of its first ${rows.length} rows holds the headers of a table that is known.` };
  }
  const lacks = nearest.match.missing.map((name) => `"${name}"`).join(" and ");
  const row = at(rows, nearest.at).row;
  return {
    reason: `Row ${row} looks like the header of ${nearest.format.kind}, but has no column ${lacks}.`,
  };
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
