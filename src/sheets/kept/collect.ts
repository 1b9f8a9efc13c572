import { at } from "../../engine/at";
import { ISSUES, type Issue } from "../../engine/issues";
import { grouped } from "../../engine/grouped";
import { cellName, columnLetters, type Cell, type Row } from "../../workbook/cells";
import type { CellComment, SheetInfo, SheetReader, TableArea } from "../../workbook/reader";
import { isFurther } from "../report/continued";
import { isOurHeader, KEPT_TEXTS, resultTable, USERS, type ResultTable } from "../report/tables";
import { CELL, isEmptyCell, rowKey, textOf, type Kept, type KeptCell, type KeptText } from "./kept";
import { followingItsRow } from "./own-formulas";

/** Reads what people typed into the result sheets of some workbooks, and what they added to their tables. */
export async function collectKept(readers: readonly SheetReader[], signal?: AbortSignal): Promise<Kept> {
  const found: KeptSoFar = { cells: [], added: [], texts: [], further: [], issues: [] };
  const seen: Seen = new Map();
  for (const reader of readers) {
    for (const sheet of await reader.sheets()) {
      if (sheet.ours === undefined) found.issues.push(...copiesOn(reader, sheet));
      else if (!sheet.ours.startsWith("template-"))
        await collectSheet({ found, seen }, reader, sheet, signal);
    }
  }
  return found;
}

type KeptSoFar = { -readonly [Key in keyof Kept]: Kept[Key][number][] };

/** How many rows with some keys were read, by table and keys. */
type Seen = Map<string, Map<string, number>>;

/** A table of ours as it stands on its sheet. */
interface TableThere {
  readonly table: ResultTable;
  readonly area: TableArea;
  headers: string[];
  readonly seen: Map<string, number>;
}

async function collectSheet(
  { found, seen }: { readonly found: KeptSoFar; readonly seen: Seen },
  reader: SheetReader,
  sheet: SheetInfo,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (sheet.ours !== undefined && isFurther(sheet.ours)) found.further.push(sheet.ours);
  const standing: TableThere[] = (sheet.tables ?? []).flatMap((area) => {
    const table = resultTable(area.name);
    if (table === undefined) return [];
    const known = seen.get(table.tableName) ?? new Map<string, number>();
    seen.set(table.tableName, known);
    return [{ table, area: { ...area, name: table.tableName }, headers: [], seen: known }];
  });
  const right = Math.max(-1, ...(sheet.tables ?? []).map(({ lastColumn }) => lastColumn));
  const comments = grouped((await reader.comments?.(sheet)) ?? [], ({ row }) => row);
  const cells: FoundCell[] = [];
  for await (const block of reader.rows(sheet, signal))
    for (const row of block) {
      if (standing.length === 0) findUsers(sheet, row, standing);
      const ones = standing.filter(({ area }) => row.row >= area.firstRow && row.row <= area.lastRow);
      for (const one of ones) takeRow(found, cells, one, row, { file: reader.file, sheet: sheet.name });
      found.texts.push(...textsBeside(row, right, ones[0]));
      found.texts.push(
        ...(comments.get(row.row) ?? []).map((comment) => commentText(comment, row, ones, sheet)),
      );
    }
  const added = standing.flatMap((one) => addedColumns(one).map((column) => ({ one, column })));
  const columns = [...new Set(added.map(({ column }) => column))];
  const formulas = columns.length === 0 ? undefined : await reader.formulasIn?.(sheet, columns);
  for (const cell of cells) takeCell(found, formulas?.get(cellName(cell.kept.place.row, cell.column)), cell);
  found.added.push(
    ...added.map(({ one, column }) => ({
      table: one.table.tableName,
      header: at(one.headers, column - one.area.firstColumn),
    })),
  );
  found.issues.push(...standing.flatMap((one) => lostColumns(one, { file: reader.file, sheet: sheet.name })));
}

/** A cell of a person's, with the table and the column of the sheet in which it stands. */
interface FoundCell {
  readonly kept: KeptCell;
  readonly one: TableThere;
  readonly column: number;
}

/** A Users sheet whose table was made plain cells is still read by its headers. */
function findUsers({ ours }: SheetInfo, { row, cells }: Row, standing: TableThere[]): void {
  const named = [...USERS.keys, ...USERS.own].map((header) => cells.indexOf(header));
  if (ours !== "users" || USERS.own.length === 0 || named.includes(-1)) return;
  const firstColumn = Math.min(...named);
  let lastColumn = firstColumn;
  while (!isEmptyCell(cells[lastColumn + 1] ?? null)) lastColumn++;
  const area = { name: USERS.tableName, firstRow: row, lastRow: Infinity, firstColumn, lastColumn };
  standing.push({ table: USERS, area, headers: [], seen: new Map() });
}

/** Takes the headers, or the cells of a row that a person fills or added. */
function takeRow(
  found: KeptSoFar,
  taken: FoundCell[],
  one: TableThere,
  { row, cells }: Row,
  place: { readonly file: string; readonly sheet: string },
): void {
  const { table, area, seen } = one;
  const { firstRow, firstColumn, lastColumn } = area;
  const cellAt = (column: number): Cell => cells[firstColumn + column] ?? null;
  if (row === firstRow) {
    const last = Math.min(lastColumn, cells.length - 1);
    one.headers = Array.from({ length: last - firstColumn + 1 }, (_, c) => textOf(cellAt(c)));
    return;
  }
  if (table.tableName === KEPT_TEXTS.tableName) {
    takeText(found, one.headers, cellAt, { ...place, row });
    return;
  }
  const key = keyOf(one, cells);
  const nth = seen.get(key) ?? 0;
  seen.set(key, nth + 1);
  one.headers.forEach((column, c) => {
    const value = cellAt(c);
    const isTheirs = column !== "" && (table.own.includes(column) || !isOurHeader(table, column));
    if (!isTheirs || isEmptyCell(value)) return;
    const kept = { table: table.tableName, row: key, nth, column, value, place: { ...place, row } };
    taken.push({ kept, one, column: firstColumn + c });
  });
}

/** The keys of a row. A key whose header a person changed is looked for in the first column, where it was. */
const keyOf = ({ table, area, headers }: TableThere, cells: readonly Cell[]): string =>
  rowKey(
    table.keys.map((header) => {
      const named = headers.indexOf(header);
      const place = named < 0 && !isOurHeader(table, headers[0] ?? "") ? 0 : named;
      return place < 0 ? null : (cells[area.firstColumn + place] ?? null);
    }),
  );

/** A row of the kept texts: a cell that waits for its row to come back, or a text without any. */
function takeText(
  found: KeptSoFar,
  headers: readonly string[],
  cellAt: (column: number) => Cell,
  place: KeptCell["place"],
): void {
  const of = ({ header }: { readonly header: string }): Cell => cellAt(headers.indexOf(header));
  const { what, table, row, column, text: kept } = KEPT_TEXTS;
  const one = { table: textOf(of(table)), row: textOf(of(row)), column: textOf(of(column)), value: of(kept) };
  if (isEmptyCell(one.value)) return;
  if (of(what) === CELL) found.cells.push({ ...one, nth: 0, place });
  else found.texts.push({ ...one, what: textOf(of(what)) });
}

/** What stands to the right of all tables, in the rows of a table. */
function textsBeside({ row, cells }: Row, right: number, one: TableThere | undefined): KeptText[] {
  if (one === undefined || one.table.tableName === KEPT_TEXTS.tableName) return [];
  // A table that was made plain cells is none of the sheet's tables.
  const last = Math.max(right, one.area.lastColumn);
  return cells.flatMap((value, column): KeptText[] =>
    column <= last || isEmptyCell(value)
      ? []
      : [
          {
            what: "Beside the table",
            table: one.table.tableName,
            row: row === one.area.firstRow ? "Header" : keyOf(one, cells),
            column: columnLetters(column),
            value,
          },
        ],
  );
}

function commentText(
  { row, column, author, text: said }: CellComment,
  { cells }: Row,
  tables: readonly TableThere[],
  sheet: SheetInfo,
): KeptText {
  const one = tables.find(({ area }) => column >= area.firstColumn && column <= area.lastColumn);
  const what = author === "" ? "Comment" : `Comment by ${author}`;
  if (one === undefined)
    return {
      what,
      table: sheet.name,
      row: cellName(row, column),
      column: columnLetters(column),
      value: said,
    };
  return {
    what,
    table: one.table.tableName,
    row: row === one.area.firstRow ? "Header" : keyOf(one, cells),
    column: one.headers[column - one.area.firstColumn] ?? columnLetters(column),
    value: said,
  };
}

/** Columns that no run writes, by their place on the sheet. */
const addedColumns = ({ table, area, headers }: TableThere): number[] =>
  headers.flatMap((header, c) => (header === "" || isOurHeader(table, header) ? [] : [area.firstColumn + c]));

function takeCell(found: KeptSoFar, typed: string | undefined, { kept, one }: FoundCell): void {
  if (typed === undefined) {
    found.cells.push(kept);
    return;
  }
  const formula = followingItsRow(typed, kept.place.row, one.area, one.headers);
  found.cells.push({ ...kept, ...(formula === undefined ? {} : { formula }) });
  const isSaid = found.issues.some(
    ({ code, sheet, column }) =>
      code === "frozen-formula" && sheet === kept.place.sheet && column === kept.column,
  );
  if (formula !== undefined || isSaid) return;
  found.issues.push(
    issueAt("frozen-formula", ISSUES["frozen-formula"].message(typed), kept.place, kept.column),
  );
}

/** Columns for a person that are not in a table any more, where another was added: it may be renamed. */
function lostColumns(one: TableThere, place: { readonly file: string; readonly sheet: string }): Issue[] {
  const { table, area, headers } = one;
  const lost = [...table.own, ...table.keys].filter((header) => !headers.includes(header));
  const added = addedColumns(one).map((column) => at(headers, column - area.firstColumn));
  if (lost.length === 0 || lost.length > added.length) return [];
  const message = ISSUES["renamed-column"].message(lost, added);
  return [issueAt("renamed-column", message, { ...place, row: area.firstRow })];
}

/** Copies of our sheets are not read; decisions and notes in them are named. */
const copiesOn = ({ file }: SheetReader, { name, tables = [] }: SheetInfo): Issue[] =>
  tables.some((area) => /^Seatwise\w*?\d+$/.test(area.name) && resultTable(area.name.replace(/_?\d+$/, "")))
    ? [issueAt("copied-result", ISSUES["copied-result"].message(), { file, sheet: name })]
    : [];

function issueAt(
  code: "frozen-formula" | "renamed-column" | "copied-result",
  message: string,
  place: { readonly file: string; readonly sheet: string; readonly row?: number },
  column?: string,
): Issue {
  return { severity: ISSUES[code].severity, code, message, ...place, ...(column && { column }), rows: 1 };
}
