import { parseIsoDay } from "../../../src/engine/calendar";
import type { Issue } from "../../../src/engine/issues";
import type { DayNumber } from "../../../src/engine/units";
import type { Cell } from "../../../src/workbook/cells";
import { read, type Reading } from "../../../src/sheets/read/read";
import type { SheetInfo, SheetReader } from "../../../src/workbook/reader";

/** A day number of a date that exists. */
export function day(iso: string): DayNumber {
  const number = parseIsoDay(iso);
  if (number === null) throw new Error(`${iso} is no date`);
  return number;
}

/** The day on which the tests analyse. */
export const LATEST = day("2026-10-31");

type Sheets = Readonly<Record<string, readonly (readonly Cell[])[]>>;

/** A property of a record; a sheet may be called `constructor`. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A reader of sheets in memory, rows counted from 1. */
export function sheetsOf(
  sheets: Sheets,
  options: Partial<Omit<SheetReader, "sheets" | "rows">> & {
    ours?: Record<string, SheetInfo["ours"]>;
    tables?: Record<string, SheetInfo["tables"]>;
  } = {},
): SheetReader {
  const { ours = {}, tables = {}, ...rest } = options;
  return {
    file: "input.xlsx",
    dateSystem: 1900,
    decimalSign: ".",
    remarks: [],
    ...rest,
    sheets: async () =>
      Object.keys(sheets).map((name) => {
        const [key, areas] = [own(ours, name), own(tables, name)];
        return { name, hidden: false, ...(key && { ours: key }), ...(areas && { tables: areas }) };
      }),
    rows: async function* ({ name }) {
      const rows = (sheets[name] ?? []).map((cells, index) => ({ row: index + 1, cells }));
      const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ""));
      for (let at = 0; at < filled.length; at += 7) yield filled.slice(at, at + 7);
    },
  };
}

/** One sheet of comma-separated lines, every cell text as in a csv. */
export const table = (lines: string): Cell[][] =>
  lines
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((cell) => cell.trim() || null));

/** Reads one table as a csv delivers it. */
export const readCsv = (lines: string, options: Parameters<typeof sheetsOf>[1] = {}): Promise<Reading> =>
  read([sheetsOf({ csv: table(lines) }, { file: "input.csv", ...options })], { latest: LATEST });

/** Reads the sheets of one workbook. */
export const readSheets = (sheets: Sheets, options: Parameters<typeof sheetsOf>[1] = {}): Promise<Reading> =>
  read([sheetsOf(sheets, options)], { latest: LATEST });

/** The kind of every recognised table. */
export const kinds = ({ estate }: Reading): string[] => estate.sources.map(({ kind }) => kind);

/** Remarks on columns that are not read or not used, which most exports have; columns.test.ts holds them. */
const ON_COLUMNS: readonly string[] = ["unread-columns"];

/** Issues short enough to compare: code, row and column. Remarks on columns without a use are left out. */
export const brief = (
  issues: readonly Issue[],
): (readonly [string, number | undefined, string | undefined])[] =>
  issues
    .filter(({ code }) => !ON_COLUMNS.includes(code))
    .map(({ code, row, column }) => [code, row, column] as const);
