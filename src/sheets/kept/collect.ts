import { at } from "../../engine/at";
import { ISSUES, type Issue } from "../../engine/issues";
import { grouped } from "../../engine/grouped";
import { cellName, columnLetters, columnOf, type Cell, type Row } from "../../workbook/cells";
import type { CellArea, SheetInfo, SheetReader, TableArea, WrittenCell } from "../../workbook/reader";
import { NUMBER_FORMATS, type CellComment } from "../../workbook/spec";
import { isFurther } from "../report/continued";
import { isLog, isOurHeader, KEPT_TEXTS, resultTable, USERS, type ResultTable } from "../report/tables";
import {
  authorOf,
  CELL,
  HEADER,
  TOTALS,
  isEmptyCell,
  rowKey,
  textOf,
  type CellPlace,
  type Kept,
  type KeptCell,
  type KeptColumn,
  type KeptComment,
  type KeptText,
} from "./kept";
import { formulasOverResults } from "./formulas-over-results";
import { followingItsRow, namingItsTable } from "./own-formulas";
import { looseCells } from "./texts-on-sheets";
import { addTo } from "../../engine/tally";

/** Reads what people typed into the result sheets of some workbooks, and what they added to their tables. */
export async function collectKept(readers: readonly SheetReader[], signal?: AbortSignal): Promise<Kept> {
  const found: KeptSoFar = {
    cells: [],
    added: [],
    comments: [],
    texts: [],
    loose: [],
    further: [],
    lines: [],
    issues: [],
  };
  const seen: Seen = new Map();
  for (const reader of readers) {
    const sheets = await reader.sheets();
    const results = sheets.filter(isOfEarlierRun);
    const comments = results.length === 0 ? undefined : await reader.comments?.(results);
    if (results.length > 0 && reader.writesInPlace)
      found.issues.push(keptIssue("notes-stay", ISSUES["notes-stay"].message(), { file: reader.file }));
    found.issues.push(...(await formulasOverResults(reader, results, signal)));
    for (const sheet of sheets) {
      if (sheet.ours === undefined) found.issues.push(...copiesOn(reader, sheet));
      else if (results.includes(sheet))
        await collectSheet({ found, seen, comments: comments?.get(sheet.name) ?? [] }, reader, sheet, signal);
    }
  }
  return found;
}

/** Whether a sheet is a result of an earlier run. */
export const isOfEarlierRun = ({ ours }: SheetInfo): boolean =>
  ours !== undefined && !ours.startsWith("template-");

type KeptSoFar = { -readonly [Key in keyof Kept]: Kept[Key][number][] };

/** How many rows with some keys were read, by table and keys. */
type Seen = Map<string, Map<string, number>>;

interface Collecting {
  readonly found: KeptSoFar;
  readonly seen: Seen;
  /** The comments on the sheet. */
  readonly comments: readonly CellComment[];
}

/** A table of ours as it stands on its sheet. */
interface TableThere {
  readonly table: ResultTable;
  readonly area: TableArea;
  headers: string[];
  readonly seen: Map<string, number>;
}

async function collectSheet(
  { found, seen, comments: onSheet }: Collecting,
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
  const comments = grouped(onSheet, ({ row }) => row);
  const cells: FoundCell[] = [];
  for await (const block of reader.rows(sheet, signal))
    for (const row of block) {
      if (standing.length === 0) findUsers(sheet, row, standing);
      const ones = standing.filter(({ area }) => row.row >= area.firstRow && row.row <= area.lastRow);
      const place = { file: reader.file, sheet: sheet.name, row: row.row };
      for (const one of ones) takeRow(found, cells, one, row, place);
      for (const one of standing) if (one.area.totals === row.row) takeTotals(cells, one, row, place);
      found.texts.push(...textsBeside(row, right, ones[0]));
      if (
        sheet.ours !== undefined &&
        ones.length === 0 &&
        !standing.some(({ area }) => area.totals === row.row)
      )
        found.loose.push(...looseCells(sheet.ours, sheet, row));
      const here = comments.get(row.row) ?? [];
      found.comments.push(...here.map((comment) => keptComment(comment, row, ones, sheet)));
      comments.delete(row.row);
    }
  // Comments on rows that hold nothing.
  for (const [row, here] of comments)
    found.comments.push(...here.map((comment) => keptComment(comment, { row, cells: [] }, [], sheet)));
  const areas = standing.flatMap(areasOfAPerson);
  const written = areas.length === 0 ? undefined : await reader.writtenIn?.(sheet, areas);
  for (const cell of cells) takeCell(found, written?.get(cellName(cell.kept.place.row, cell.column)), cell);
  const theirs = cellsByColumn(cells, written);
  for (const one of standing)
    found.added.push(
      ...addedColumns(one).map((column) => keptColumn(one, column, theirs.get(column) ?? [], written)),
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
  place: CellPlace,
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
    takeText(found, one.headers, cellAt, place);
    return;
  }
  if (isLog(table))
    found.lines.push({
      table: table.tableName,
      place,
      cells: new Map(one.headers.map((header, c) => [header, cellAt(c)])),
    });
  const key = keyOf(one, cells);
  const nth = addTo(seen, key) - 1;
  one.headers.forEach((column, c) => {
    const value = cellAt(c);
    const isTheirs = column !== "" && (table.own.includes(column) || !isOurHeader(table, column));
    if (!isTheirs || isEmptyCell(value)) return;
    const kept = { table: table.tableName, row: key, nth, column, value, place };
    taken.push({ kept, one, column: firstColumn + c });
  });
}

/** Takes the cells of a totals row; which of them are a person's, only the next run's table tells. */
function takeTotals(taken: FoundCell[], one: TableThere, { cells }: Row, place: CellPlace): void {
  const { table, area, headers } = one;
  headers.forEach((column, c) => {
    const value = cells[area.firstColumn + c] ?? null;
    if (column === "" || isEmptyCell(value)) return;
    const kept = { table: table.tableName, row: TOTALS, nth: 0, column, value, place };
    taken.push({ kept, one, column: area.firstColumn + c });
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
  const author = authorOf(textOf(of(what)));
  if (of(what) === CELL) found.cells.push({ ...one, nth: 0, place });
  else if (author !== undefined) {
    const { value, ...at } = one;
    found.comments.push({ ...at, nth: 0, author, text: textOf(value) });
  } else found.texts.push({ ...one, what: textOf(of(what)) });
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
            row: row === one.area.firstRow ? HEADER : keyOf(one, cells),
            column: columnLetters(column),
            value,
          },
        ],
  );
}

function keptComment(
  { row: at, column: place, ...comment }: CellComment,
  { row, cells }: Row,
  tables: readonly TableThere[],
  sheet: SheetInfo,
): KeptComment {
  const stands = { stood: { row: at, column: place }, ...(sheet.ours ? { sheet: sheet.ours } : {}) };
  const one = tables.find(({ area }) => place >= area.firstColumn && place <= area.lastColumn);
  const letters = columnLetters(place);
  if (one === undefined) {
    const label =
      cells.find((cell) => typeof cell === "string" && cell.trim() !== "") ?? cellName(row, place);
    return { ...comment, ...stands, table: sheet.ours ?? "", row: textOf(label), nth: 0, column: letters };
  }
  const { table, area, headers, seen } = one;
  const key = row === area.firstRow ? HEADER : keyOf(one, cells);
  const nth = row === area.firstRow ? 0 : (seen.get(key) ?? 1) - 1;
  const column = headers[place - area.firstColumn] ?? letters;
  return { ...comment, ...stands, table: table.tableName, row: key, nth, column };
}

/** Columns that no run writes, by their place on the sheet. */
const addedColumns = ({ table, area, headers }: TableThere): number[] =>
  headers.flatMap((header, c) => (header === "" || isOurHeader(table, header) ? [] : [area.firstColumn + c]));

/** The cells of which more is read than what they show: the columns that a person added, and the totals. */
function areasOfAPerson(one: TableThere): CellArea[] {
  const { firstRow, lastRow, firstColumn, lastColumn, totals } = one.area;
  return [
    ...addedColumns(one).map((column) => {
      return { firstRow: firstRow + 1, lastRow, firstColumn: column, lastColumn: column };
    }),
    ...(totals === undefined ? [] : [{ firstRow: totals, lastRow: totals, firstColumn, lastColumn }]),
  ];
}

type WrittenCells = ReadonlyMap<string, WrittenCell> | undefined;

/** The cells that hold something of a person's or have a number format, by column. */
const cellsByColumn = (cells: readonly FoundCell[], written: WrittenCells): ReadonlyMap<number, string[]> =>
  grouped(
    new Set([
      ...cells.map(({ kept, column }) => cellName(kept.place.row, column)),
      ...(written?.keys() ?? []),
    ]),
    (cell) => columnOf(cell.replace(/\d+$/, "")),
  );

/** A column that a person added, with the number format that most of these cells of it have. */
function keptColumn(
  { table, area, headers }: TableThere,
  column: number,
  cells: readonly string[],
  written: WrittenCells,
): KeptColumn {
  const total = area.totals && cellName(area.totals, column);
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== total) addTo(counts, written?.get(cell)?.numberFormat ?? GENERAL);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const header = at(headers, column - area.firstColumn);
  return { table: table.tableName, header, ...ownNumberFormat(most?.[0]) };
}

const GENERAL = "General";

/** A number format that a person chose. Cells for text are written as such by each run, where a cell holds text. */
const ownNumberFormat = (code: string | undefined): { readonly numberFormat?: string } =>
  code === undefined || code === GENERAL || code === NUMBER_FORMATS.text ? {} : { numberFormat: code };

function takeCell(found: KeptSoFar, written: WrittenCell | undefined, { kept: cell, one }: FoundCell): void {
  const kept = { ...cell, ...ownNumberFormat(written?.numberFormat) };
  const typed = written?.formula;
  if (typed === undefined) {
    found.cells.push(kept);
    return;
  }
  const formula =
    kept.row === TOTALS
      ? namingItsTable(typed, one.area.name)
      : followingItsRow(typed, kept.place.row, one.area, one.headers);
  found.cells.push({ ...kept, ...(formula === undefined ? {} : { formula }) });
  const isSaid = found.issues.some(
    ({ code, sheet, column }) =>
      code === "frozen-formula" && sheet === kept.place.sheet && column === kept.column,
  );
  if (formula !== undefined || isSaid) return;
  found.issues.push(
    keptIssue("frozen-formula", ISSUES["frozen-formula"].message(typed), kept.place, kept.column),
  );
}

/** Columns for a person that are not in a table any more, where another was added: it may be renamed. */
function lostColumns(one: TableThere, place: { readonly file: string; readonly sheet: string }): Issue[] {
  const { table, area, headers } = one;
  const lost = [...table.own, ...table.keys].filter((header) => !headers.includes(header));
  const added = addedColumns(one).map((column) => at(headers, column - area.firstColumn));
  if (lost.length === 0 || lost.length > added.length) return [];
  const message = ISSUES["renamed-column"].message(lost, added);
  return [keptIssue("renamed-column", message, { ...place, row: area.firstRow })];
}

/** Copies of our sheets are not read; decisions and notes in them are named. */
const copiesOn = ({ file }: SheetReader, { name, tables = [] }: SheetInfo): Issue[] =>
  tables.some((area) => /^Seatwise\w*?\d+$/.test(area.name) && resultTable(area.name.replace(/_?\d+$/, "")))
    ? [keptIssue("copied-result", ISSUES["copied-result"].message(), { file, sheet: name })]
    : [];

function keptIssue(
  code: "frozen-formula" | "renamed-column" | "copied-result" | "notes-stay",
  message: string,
  place: { readonly file: string; readonly sheet?: string; readonly row?: number },
  column?: string,
): Issue {
  return { severity: ISSUES[code].severity, code, message, ...place, ...(column && { column }), rows: 1 };
}
