import type { Cell } from "../../workbook/cells";
import { formulaPieces } from "../../workbook/formula-text";
import { MAX_ROWS } from "../../workbook/long-tables";
import {
  isCellName,
  type PlacedCell,
  type SheetKey,
  type SheetSpec,
  type TableSpec,
} from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { partName } from "./tables";

/** The header's row of a list on a sheet on which it goes on. */
const HEADER_ROW = 4;

/**
 * The sheets, and further sheets for rows that no longer fit. Only lists of data issues go on, without totals and
 * formulas that read them: half of the users would give half of a sum, and the next run would find half of a log. Hosts
 * refuse every other table that is too long.
 */
export function continued(specs: readonly SheetSpec[], maxRows = MAX_ROWS): readonly SheetSpec[] {
  const isTooLong = (table: TableSpec): boolean => placeOf(table).lastRow > maxRows;
  if (!specs.some(({ tables }) => tables.some(isTooLong))) return specs;
  const read = tablesRead(specs);
  return specs.flatMap((spec) => {
    const list = spec.tables.find(
      (table) => isTooLong(table) && !table.totals && !read.has(table.name.toLowerCase()),
    );
    return list && isOfIssues(spec) ? withFurther(spec, list, specs, maxRows) : [spec];
  });
}

const isOfIssues = ({ key }: SheetSpec): boolean => key === "issues" || isFurther(key);

/** Says on the further sheets of an earlier run that no list goes on there any more. */
export const unused = (specs: readonly SheetSpec[], there: readonly SheetKey[]): readonly SheetSpec[] => [
  ...specs,
  ...there
    .filter((key) => specs.every((spec) => spec.key !== key))
    .flatMap((key) => {
      const first = specs.find((spec) => key.startsWith(`${spec.key}-`));
      return first
        ? [
            furtherSheet(
              first,
              sheetNumber(key),
              `All rows stand in ${first.name}; this sheet may be deleted.`,
            ),
          ]
        : [];
    }),
];

/** The number of a sheet on which a list goes on, from 2; 1 for every other. */
const sheetNumber = (key: SheetKey): number => Number(/^issues-(\d+)$/.exec(key)?.[1] ?? 1);

/** Whether a list goes on in a sheet. */
export const isFurther = (key: SheetKey): boolean => sheetNumber(key) > 1;

/** The tables that formulas and charts read, in small letters. */
function tablesRead(specs: readonly SheetSpec[]): Set<string> {
  const formulas = new Set<string>();
  const charted: string[] = [];
  for (const { cells, tables, names, charts } of specs) {
    for (const { formula } of [...cells, ...tables.flatMap(({ rows }) => rows.flat())])
      if (formula !== undefined) formulas.add(formula);
    for (const name of names) if (!isCellName(name)) formulas.add(name.formula);
    charted.push(...charts.map(({ table }) => table.toLowerCase()));
  }
  const words = [...formulas].flatMap((formula) =>
    formulaPieces(formula).map(({ text }) => text.toLowerCase()),
  );
  return new Set([...charted, ...words]);
}

/** A sheet with the rows of a list for which it has room, and the sheets with the others. */
function withFurther(
  spec: SheetSpec,
  list: TableSpec,
  specs: readonly SheetSpec[],
  maxRows: number,
): SheetSpec[] {
  const room = Math.max(0, maxRows - list.at.row);
  const first =
    Math.max(1, ...specs.filter(({ key }) => key.startsWith(spec.key)).map(({ key }) => sheetNumber(key))) +
    1;
  const heading = spec.cells.find(({ row, column }) => row === list.at.row - 1 && column === list.at.column);
  const further: SheetSpec[] = [];
  for (let from = room; from < list.rows.length; from += maxRows - HEADER_ROW) {
    const number = first + further.length;
    const note = `${textOr(heading?.value, list.name)}: rows ${from + 1} and on, which ${spec.name} cannot hold.`;
    const rows = list.rows.slice(from, from + maxRows - HEADER_ROW);
    // A list of which nothing stands before keeps its name.
    const name = from === 0 ? list.name : partName(list.name, number);
    const table = { ...list, name, rows, at: { row: HEADER_ROW, column: 0 } };
    further.push({ ...furtherSheet(spec, number, note), tables: [table] });
  }
  const on = further.map(({ name }) => name).join(", ");
  const said: PlacedCell = { row: 2, column: 0, value: `Goes on in: ${on}.`, look: "warning" };
  const tables = spec.tables.filter((table) => table !== list);
  return [
    {
      ...spec,
      cells: [...spec.cells.filter((cell) => cell !== heading || room > 0), said],
      tables: room > 0 ? [...tables, { ...list, rows: list.rows.slice(0, room) }] : tables,
    },
    ...further,
  ];
}

/** A sheet on which lists of another go on, with its title and look. */
function furtherSheet(spec: SheetSpec, number: number, note: string): SheetSpec {
  const { key, name, widths, purpose, page, highlights = [] } = spec;
  const title = spec.cells
    .filter(({ row }) => row === 1)
    .map((cell) => (cell.column === 0 ? { ...cell, value: `${textOr(cell.value, name)} ${number}` } : cell));
  return {
    key: `${key as "issues"}-${number}`,
    name: `${name} ${number}`,
    widths,
    frozenRows: HEADER_ROW,
    cells: [...title, { row: 2, column: 0, value: note, look: "note" }],
    tables: [],
    charts: [],
    names: [],
    ...(purpose ? { purpose } : {}),
    ...(page ? { page: { ...page, titleRows: { first: 1, last: HEADER_ROW } } } : {}),
    highlights: highlights.filter(({ lastRow }) => lastRow === 1),
  };
}

const textOr = (value: Cell | undefined, otherwise: string): string =>
  typeof value === "string" ? value : otherwise;
