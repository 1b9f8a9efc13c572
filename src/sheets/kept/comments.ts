import { cellName, columnOf } from "../../workbook/cells";
import type { CellComment, SheetKey, SheetSpec, TableSpec } from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { HEADER, type KeptComment } from "./kept";
import { nameOfWhole, placeKey, rowsByKey } from "./rows-by-key";

/** The sheets with the comments whose rows and columns they have, and the other comments. */
export function withComments(
  specs: readonly SheetSpec[],
  comments: readonly KeptComment[],
): { readonly specs: readonly SheetSpec[]; readonly left: readonly KeptComment[] } {
  if (comments.length === 0) return { specs, left: [] };
  const seen = new Map<string, number>();
  const placed = new Set<KeptComment>();
  const commented = specs.map((spec) => {
    const placeIn = placesIn(spec, new Set(comments.map(({ table }) => table)), seen);
    const cells = new Map<string, CellComment>();
    for (const comment of comments) {
      const at = placed.has(comment) ? undefined : placeIn(comment);
      // A cell has one comment; a second stays where texts without a place are.
      if (at === undefined || cells.has(cellName(at.row, at.column))) continue;
      cells.set(cellName(at.row, at.column), said(comment, at, spec.key));
      placed.add(comment);
    }
    return cells.size === 0 ? spec : { ...spec, comments: [...cells.values()] };
  });
  const left = comments.filter((comment) => !placed.has(comment));
  const without = commented.map((spec) => {
    const takenComments = left.flatMap(({ sheet, stood }) => (sheet === spec.key && stood ? [stood] : []));
    return takenComments.length === 0 ? spec : { ...spec, takenComments };
  });
  return { specs: without, left };
}

type CommentPlace = Pick<CellComment, "row" | "column">;

/** A comment for a cell. Where it stood tells a host only on the same sheet. */
function said(comment: KeptComment, at: CommentPlace, key: SheetKey): CellComment {
  const { author, text, thread, stood, sheet, isMadeAnew } = comment;
  return {
    ...at,
    author,
    text,
    ...(thread === undefined ? {} : { thread }),
    ...(stood && sheet === key ? { stood } : {}),
    ...(isMadeAnew ? { isMadeAnew } : {}),
  };
}

/** Finds the cell of a comment on a sheet. */
function placesIn(
  spec: SheetSpec,
  wanted: ReadonlySet<string>,
  seen: Map<string, number>,
): (comment: KeptComment) => CommentPlace | undefined {
  const tables = spec.tables
    .filter((table) => wanted.has(nameOfWhole(table)))
    .map((table) => ({ table, place: placeOf(table), rows: rowsByKey(table, seen) }));
  const labels = wanted.has(spec.key) ? rowsByLabel(spec) : new Map<string, number>();
  return ({ table, row, nth, column }) => {
    if (table === spec.key) {
      const label = labels.get(row);
      return label === undefined ? undefined : { row: label, column: columnOf(column) };
    }
    for (const { table: one, place, rows } of tables) {
      if (nameOfWhole(one) !== table) continue;
      const at = rows.get(placeKey(row, nth));
      const number = at === undefined ? (row === HEADER ? place.header : undefined) : place.firstRow + at;
      const among = one.columns.findIndex(({ header }) => header === column);
      if (number !== undefined && among >= 0) return { row: number, column: place.firstColumn + among };
    }
    return undefined;
  };
}

/** The rows outside tables, and totals, by their first text; without texts that several rows begin with. */
function rowsByLabel({ cells, tables }: SheetSpec): Map<string, number> {
  const first = new Map<number, { readonly column: number; readonly text: string }>();
  const see = (row: number, column: number, text: unknown): void => {
    if (typeof text !== "string" || text.trim() === "") return;
    if ((first.get(row)?.column ?? Infinity) > column) first.set(row, { column, text });
  };
  for (const { row, column, value } of cells) see(row, column, value);
  for (const table of tables) seeTotals(table, see);
  const rows = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [row, { text }] of first) {
    if (rows.has(text)) repeated.add(text);
    rows.set(text, row);
  }
  for (const text of repeated) rows.delete(text);
  return rows;
}

function seeTotals(table: TableSpec, see: (row: number, column: number, text: unknown) => void): void {
  const { totals, firstColumn } = placeOf(table);
  if (totals === undefined) return;
  table.columns.forEach(({ total }, n) => {
    if (total && "label" in total) see(totals, firstColumn + n, total.label);
  });
}
