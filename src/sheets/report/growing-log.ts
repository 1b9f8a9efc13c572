import type { Cell } from "../../workbook/cells";
import { isError } from "../../workbook/cells";
import { sha256 } from "../../workbook/sha256";
import type { ReportInput } from "./report-input";
import type { ResultTable, TableColumn } from "./tables";

/** A line of a table to which each run only adds: its cells by header. */
export type LogCells = ReadonlyMap<string, Cell>;

/** A result table that numbers its lines and seals them. */
export interface Log extends ResultTable {
  readonly no: TableColumn;
  readonly seal: TableColumn;
}

/** The lines of earlier runs exactly as they stand, in order of their numbers, and the new ones behind them, sealed. */
export function grownLog(
  log: Log,
  { kept }: Pick<ReportInput, "kept">,
  added: readonly (readonly (readonly [TableColumn, Cell])[])[],
): LogCells[] {
  const lines = (kept?.lines ?? []).filter(({ table }) => table === log.tableName).map(({ cells }) => cells);
  const fresh = added.map((line) => {
    const cells = new Map(line.map(([{ header }, cell]) => [header, cell] as const));
    return cells.set(log.seal.header, sealOf(log, cells));
  });
  return [...linesInOrder(log, lines), ...fresh];
}

/** Each line once, in order of their numbers; lines without a number last. */
export function linesInOrder(log: Log, lines: readonly LogCells[]): LogCells[] {
  const once = new Map(lines.map((cells) => [JSON.stringify(wordsInLine(log, cells)), cells]));
  const place = (cells: LogCells): number => numberOf(log, cells) ?? Number.MAX_SAFE_INTEGER;
  return [...once.values()].sort((a, b) => place(a) - place(b));
}

/** No log has more lines: a higher number was typed. */
const HIGHEST_LINE = 10_000_000;

/** The number of a line; null where it has none. */
export function numberOf({ no }: Log, cells: LogCells): number | null {
  const cell = cells.get(no.header);
  return typeof cell === "number" && Number.isInteger(cell) && cell > 0 && cell <= HIGHEST_LINE ? cell : null;
}

/** The highest number of a log; 0 without any. */
export const highestNumber = (log: Log, lines: readonly LogCells[]): number =>
  lines.reduce((highest, cells) => Math.max(highest, numberOf(log, cells) ?? highest), 0);

/** Whether a line still holds what the run wrote that added it. */
export const isSealed = (log: Log, cells: LogCells): boolean =>
  cells.get(log.seal.header) === sealOf(log, cells);

/** Whether a line is as a run wrote it, but for its number, which was another. */
export const isSealedAs = (log: Log, cells: LogCells, no: number): boolean =>
  isSealed(log, new Map([...cells, [log.no.header, no]]));

const SEAL_DIGITS = 12;

/** The first digits of the SHA-256 of a line. */
function sealOf(log: Log, cells: LogCells): string {
  const text = JSON.stringify(wordsInLine(log, cells).filter(([header]) => header !== log.seal.header));
  return sha256(UTF8.encode(text)).slice(0, SEAL_DIGITS);
}

const UTF8 = new TextEncoder();

/** What a line holds in columns of ours, in words that no spreadsheet program changes. */
const wordsInLine = ({ headers }: Log, cells: LogCells): readonly (readonly [string, string])[] =>
  headers.flatMap((header) => {
    const text = steadyText(cells.get(header) ?? null);
    return text === "" ? [] : [[header, text] as const];
  });

/** Programs keep 15 digits of a number, and may change how lines of a text end. */
function steadyText(cell: Cell): string {
  if (typeof cell === "number") return String(Number(cell.toPrecision(12)));
  if (cell === null) return "";
  if (isError(cell)) return cell.error;
  const text = String(cell);
  return UNSTEADY.test(text) ? text.replace(/\s+/g, " ").trim() : text;
}

/** What programs may change in a text; logs are long, and hardly a cell of them has any of it. */
const UNSTEADY = /^\s|\s$|[^\S ]| {2}/;
