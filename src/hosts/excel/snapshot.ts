import { isFormula } from "./rows";
import { readAreas, type AreaCells, type ReadPlace } from "./areas";
import type { Rectangle } from "./area";
import type { SheetContent, TableContent } from "./content";
import type { CellBlock, PlainCell } from "./layout";
import type { StandingSheet } from "./standing";

/** A sheet of ours with what stands in it. */
export interface RefilledSheet {
  readonly id: string;
  readonly standing: StandingSheet;
}

/** Reads all cells of our sheets, so that they can be put back. The result has the order of the sheets. */
export async function readContents(
  reading: ReadPlace,
  sheets: readonly RefilledSheet[],
): Promise<SheetContent[]> {
  const rows = new Map(sheets.map(({ id }) => [id, [] as PlainCell[][]]));
  const areas = sheets.flatMap(({ id, standing: { used } }) => (used ? [{ ...used, sheet: id }] : []));
  const what = ["formulas", "values", "valueTypes", "numberFormat"] as const;
  for await (const { area, cells } of readAreas(reading, areas, what)) {
    for (let row = 0; row < area.rows; row++) rows.get(area.sheet)?.push(plainRow(cells, row));
  }
  return sheets.map(({ id, standing }) => contentRead(standing, rows.get(id) ?? []));
}

function plainRow({ formulas, values, valueTypes, numberFormat }: AreaCells, row: number): PlainCell[] {
  return (formulas[row] ?? []).map((content, column): PlainCell => {
    const value = values[row]?.[column] ?? "";
    const formula = isFormula(content, value) ? content : undefined;
    return {
      value: formula === undefined ? value : "",
      ...(formula === undefined ? {} : { formula }),
      isText: formula === undefined && value !== "" && valueTypes[row]?.[column] === "String",
      format: numberFormat[row]?.[column] ?? "General",
      look: "plain",
    };
  });
}

const BLANK_PLAIN: PlainCell = { value: "", isText: false, format: "General", look: "plain" };

function contentRead({ tables, used }: StandingSheet, rows: readonly PlainCell[][]): SheetContent {
  const cellAt = (row: number, column: number): PlainCell =>
    (used && rows[row - used.row]?.[column - used.column]) ?? BLANK_PLAIN;
  const block = (area: Rectangle): CellBlock => ({
    ...area,
    cell: (row, column) => cellAt(area.row + row, area.column + column),
  });
  return {
    ...(used ? { whole: block(used) } : {}),
    tables: tables.map(({ name, headers, area, totals }): TableContent => {
      const body = { ...area, row: area.row + 1, rows: area.rows - 1 - (totals ? 1 : 0) };
      const totalsRow = area.row + area.rows;
      return {
        name,
        headers,
        place: {
          header: area.row + 1,
          firstRow: area.row + 2,
          lastRow: area.row + 1 + body.rows,
          totals: totals ? totalsRow : undefined,
          firstColumn: area.column,
          lastColumn: area.column + area.columns - 1,
        },
        body: block(body),
        ...(totals ? { totals: block({ ...area, row: totalsRow - 1, rows: 1 }) } : {}),
      };
    }),
    loose: looseRuns(
      rows.length === 0 ? undefined : used,
      tables.map(({ area }) => area),
      cellAt,
    ).map(block),
  };
}

/** The runs of cells of a row that hold something and are in no table. */
function looseRuns(
  used: Rectangle | undefined,
  tables: readonly Rectangle[],
  cellAt: (row: number, column: number) => PlainCell,
): Rectangle[] {
  const runs: Rectangle[] = [];
  if (!used) return runs;
  for (let row = used.row; row < used.row + used.rows; row++) {
    let start: number | undefined;
    for (let column = used.column; column <= used.column + used.columns; column++) {
      const { value, formula } = cellAt(row, column);
      const holds =
        (value !== "" || formula !== undefined) && !tables.some((table) => isInside(table, row, column));
      if (holds) start ??= column;
      else if (start !== undefined) {
        runs.push({ row, column: start, rows: 1, columns: column - start });
        start = undefined;
      }
    }
  }
  return runs;
}

const isInside = (area: Rectangle, row: number, column: number): boolean =>
  row >= area.row &&
  row < area.row + area.rows &&
  column >= area.column &&
  column < area.column + area.columns;
