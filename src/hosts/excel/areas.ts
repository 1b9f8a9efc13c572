import { tooMuchAtOnce } from "../../workbook/errors";
import { rangeAt, type Rectangle } from "./area";
import type { Content } from "./rows";
import { codeOf } from "./refusals";

/** An area of a sheet, known by its id. */
export interface SheetArea extends Rectangle {
  readonly sheet: string;
}

/** What cells hold, by the property that gives it. */
export interface AreaCells {
  readonly values: readonly (readonly Content[])[];
  readonly valueTypes: readonly (readonly string[])[];
  readonly formulas: readonly (readonly Content[])[];
  readonly numberFormat: readonly (readonly string[])[];
}

/** Where to read, and how errors call it. */
export interface ReadPlace {
  readonly context: Excel.RequestContext;
  readonly file: string;
}

/** Cells that are asked for at once; about 2 MB of an answer, of which Excel on the web gives 5. */
const CELLS_AT_ONCE = 24_000;

/** Areas that are asked for at once; each takes about 700 bytes of a request. */
const AREAS_AT_ONCE = 2_000;

/**
 * Reads areas of several sheets with as few requests as the size of answers allows, in their order, in pieces of whole
 * rows. Areas that Excel does not give at once are asked for in halves.
 */
export async function* readAreas<K extends keyof AreaCells>(
  { context, file }: ReadPlace,
  areas: Iterable<SheetArea>,
  what: readonly K[],
): AsyncGenerator<{ readonly area: SheetArea; readonly cells: Pick<AreaCells, K> }> {
  let batch: SheetArea[] = [];
  let cells = 0;
  for (const piece of inPieces(areas)) {
    const size = piece.rows * piece.columns;
    if (batch.length > 0 && (cells + size > CELLS_AT_ONCE || batch.length === AREAS_AT_ONCE)) {
      yield* readBatch({ context, file }, batch, what);
      [batch, cells] = [[], 0];
    }
    batch.push(piece);
    cells += size;
  }
  if (batch.length > 0) yield* readBatch({ context, file }, batch, what);
}

async function* readBatch<K extends keyof AreaCells>(
  { context, file }: ReadPlace,
  batch: readonly SheetArea[],
  what: readonly K[],
): AsyncGenerator<{ readonly area: SheetArea; readonly cells: Pick<AreaCells, K> }> {
  const asked = batch.map((area) => ({
    area,
    range: rangeAt(context.workbook.worksheets.getItem(area.sheet), area).load(what.join()),
  }));
  const read = await answered(context, asked, what);
  if (read !== "too much") {
    yield* read;
    return;
  }
  const halves = halved(batch);
  if (!halves) throw tooMuchAtOnce(file);
  for (const half of halves) yield* readBatch({ context, file }, half, what);
}

async function answered<K extends keyof AreaCells>(
  context: Excel.RequestContext,
  asked: readonly { readonly area: SheetArea; readonly range: Excel.Range }[],
  what: readonly K[],
): Promise<"too much" | { readonly area: SheetArea; readonly cells: Pick<AreaCells, K> }[]> {
  try {
    await context.sync();
  } catch (error) {
    if (codeOf(error) === "ResponsePayloadSizeLimitExceeded") return "too much";
    throw error;
  }
  const read = asked.map(({ area, range }) => ({
    area,
    cells: Object.fromEntries(what.map((key) => [key, range[key] as unknown])) as unknown as Pick<
      AreaCells,
      K
    >,
  }));
  // If too much is requested, Excel may return nothing without an error.
  return read.some(({ cells }) => what.some((key) => (cells[key] as unknown) === null)) ? "too much" : read;
}

/** Two halves of a batch, or of its only area; undefined for a single row. */
function halved(batch: readonly SheetArea[]): (readonly SheetArea[])[] | undefined {
  const half = Math.ceil(batch.length / 2);
  if (batch.length > 1) return [batch.slice(0, half), batch.slice(half)];
  const [area] = batch;
  if (!area || area.rows < 2) return undefined;
  const rows = Math.ceil(area.rows / 2);
  return [[{ ...area, rows }], [{ ...area, row: area.row + rows, rows: area.rows - rows }]];
}

function* inPieces(areas: Iterable<SheetArea>): Generator<SheetArea> {
  for (const area of areas) {
    const rows = Math.max(1, Math.floor(CELLS_AT_ONCE / area.columns));
    for (let row = 0; row < area.rows; row += rows)
      yield { ...area, row: area.row + row, rows: Math.min(rows, area.rows - row) };
  }
}
