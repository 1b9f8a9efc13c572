import { contentOf } from "./cells";
import { isRefused, notOneCell, notOneLine, refuse, type RefusedAnswer } from "./refusals";

/** The argument given for a parameter: its range, with every cell read and checked. A bad cell holds its refusal. */
export interface Argument<Value> {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly (readonly (Value | RefusedAnswer)[])[];
  /** Whether no cell is refused. */
  readonly sound: boolean;
}

/** A range as Excel hands it over. */
export type GivenRange = readonly (readonly unknown[])[];

/** Names the place of a cell for a sentence; called only when there is something to say. */
export type PlaceNamer = () => string;

/** How the cells of an argument are read. */
export interface CellReader<Value> {
  readonly read: (cell: unknown, place: PlaceNamer) => Value | RefusedAnswer;
  /** Whether every cell is a value as it stands: a fast check of columns that may have a million rows. */
  readonly holds?: (range: GivenRange) => range is readonly (readonly Value[])[];
}

/** Reads an argument; `otherwise` is the value of an optional argument that was left out. */
export function readArgument<Value>(
  name: string,
  { read, holds }: CellReader<Value>,
  given: unknown,
  otherwise?: Value,
): Argument<Value> {
  const range = asRange(given);
  if (holds?.(range)) return argumentOf(name, range, true);
  if (otherwise !== undefined && isLeftOut(given)) return argumentOf(name, [[otherwise]], true);
  const cells = range.map((row, r) =>
    row.map((cell, c) => read(cell, () => cellPlace(name, range.length, row.length, r, c))),
  );
  return argumentOf(name, cells, !cells.some((row) => row.some(isRefused)));
}

/** A whole table as a single value that goes with every cell of the other arguments. */
export const tableArgument = <Table>(name: string, table: Table): Argument<Table> =>
  argumentOf(name, [[table]], true);

/** Whether an optional argument was left out: nothing between two commas, or after the last. */
export const isLeftOut = (given: unknown): boolean => {
  const range = asRange(given);
  return range.length === 1 && range[0]?.length === 1 && contentOf(range[0][0]) === null;
};

/** The value of an argument that must be a single cell. Throws the refusal of the cell, or the refusal of a range. */
export const onlyCell = <Value>(argument: Argument<Value>): Value =>
  argument.rows * argument.columns > 1 ? refuse(notOneCell(argument.name)) : (allCells(argument)[0] as Value);

/** All values of an argument, row by row. Throws the first refusal. */
export function allCells<Value>({ cells }: Argument<Value>): Value[] {
  const values = cells.flat();
  const refusal = values.find(isRefused);
  return refusal === undefined ? (values as Value[]) : refuse(refusal);
}

/** The argument, which must be one row or one column. Throws a refusal for a block. */
export const inLine = <Value>(argument: Argument<Value>): Argument<Value> =>
  argument.rows > 1 && argument.columns > 1 ? refuse(notOneLine(argument.name)) : argument;

/** A range. Excel hands over a range even for a single value, and nothing at all for an argument left out. */
export const asRange = (given: unknown): GivenRange =>
  Array.isArray(given) ? (given as GivenRange) : [[given]];

const argumentOf = <Value>(
  name: string,
  cells: Argument<Value>["cells"],
  sound: boolean,
): Argument<Value> => ({
  name,
  rows: cells.length,
  columns: cells[0]!.length,
  cells,
  sound,
});

/** "days", "days, row 3" in a column, "days, column 3" in a row, "days, row 3, column 2" in a block. */
const cellPlace = (name: string, rows: number, columns: number, row: number, column: number): string =>
  `${name}${rows > 1 ? `, row ${row + 1}` : ""}${columns > 1 ? `, column ${column + 1}` : ""}`;
