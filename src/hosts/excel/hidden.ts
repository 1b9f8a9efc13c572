import { changedWhileRead } from "../../workbook/errors";
import { rangeAt, type Rectangle } from "./area";
import { codeOf } from "./refusals";
import { inExcel } from "./session";

/**
 * Whether a range hides any of its rows or columns, by `rowHidden` or `columnHidden`. Excel gives null, against its
 * types, if it hides some and others not.
 */
export const hidesAny = (isHidden: boolean | null): boolean => isHidden !== false;

/** Rows or columns next to each other. */
interface HiddenRun {
  readonly first: number;
  readonly count: number;
}

/** Runs that are asked about at once; each takes about 700 bytes of a request. */
const RUNS_AT_ONCE = 2_000;
/** The parts that a run is divided into when it hides some of its rows. */
const RUN_PARTS = 16;

/** Excel says of a range that it is hidden, that it is not, or null where that differs within it. */
type AskHidden = (run: HiddenRun) => () => boolean | null;

const askRows =
  (worksheet: Excel.Worksheet, { column, columns }: Rectangle): AskHidden =>
  ({ first, count }) => {
    const range = rangeAt(worksheet, { row: first, column, rows: count, columns }).load("rowHidden");
    return () => range.rowHidden;
  };

const askColumns =
  (worksheet: Excel.Worksheet, { row, rows }: Rectangle): AskHidden =>
  ({ first, count }) => {
    const range = rangeAt(worksheet, { row, column: first, rows, columns: count }).load("columnHidden");
    return () => range.columnHidden;
  };

/**
 * The hidden ones of some runs, by dividing what is hidden in part. One sync for each step and 2,000 parts: five where
 * some of 65,536 rows next to each other are hidden.
 */
async function hiddenIn(
  context: Excel.RequestContext,
  runs: readonly HiddenRun[],
  ask: AskHidden,
  hidden = new Set<number>(),
): Promise<ReadonlySet<number>> {
  const asked = runs.slice(0, RUNS_AT_ONCE).map((run) => ({ run, answer: ask(run) }));
  await context.sync();
  const further = runs.slice(RUNS_AT_ONCE);
  for (const { run, answer } of asked) {
    const isHidden = answer();
    if (isHidden === null && run.count > 1) further.push(...parts(run));
    else if (isHidden === true) for (let i = 0; i < run.count; i++) hidden.add(run.first + i);
  }
  return further.length === 0 ? hidden : hiddenIn(context, further, ask, hidden);
}

function parts({ first, count }: HiddenRun): HiddenRun[] {
  const size = Math.ceil(count / RUN_PARTS);
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    first: first + i * size,
    count: Math.min(size, count - i * size),
  }));
}

/** The hidden rows of an area of a sheet, by their place from 0. */
export const hiddenRowsOf = (
  context: Excel.RequestContext,
  worksheet: Excel.Worksheet,
  area: Rectangle,
): Promise<ReadonlySet<number>> =>
  hiddenIn(context, [{ first: area.row, count: area.rows }], askRows(worksheet, area));

/** The hidden columns within a sheet's used range, by their place from 0. */
export function hiddenColumnsInExcel(file: string, sheet: string): Promise<ReadonlySet<number>> {
  return inExcel(file, async (context) => {
    const worksheet = context.workbook.worksheets.getItemOrNullObject(sheet);
    const used = worksheet.getUsedRangeOrNullObject(true).untrack();
    used.load("rowIndex,columnIndex,columnCount,columnHidden");
    try {
      await context.sync();
    } catch (error) {
      if (codeOf(error) === "UnsupportedSheet") return new Set<number>();
      throw error;
    }
    if (worksheet.isNullObject) throw changedWhileRead(file, sheet);
    if (used.isNullObject || !hidesAny(used.columnHidden)) return new Set<number>();
    const { rowIndex, columnIndex, columnCount } = used;
    const area = { row: rowIndex, rows: 1, column: columnIndex, columns: columnCount };
    return hiddenIn(context, [{ first: columnIndex, count: columnCount }], askColumns(worksheet, area));
  });
}
