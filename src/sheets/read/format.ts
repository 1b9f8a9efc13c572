import type { SourceKind } from "../../engine/estate/estate";
import { isError, type Cell, type Row } from "../../workbook/cells";
import { CodedRow } from "../../workbook/coded-row";
import { currencyIn, type Dialect } from "./cell-values";
import { isFilled, type Column } from "./column";
import { DateColumns } from "./date-columns";
import { Fault } from "./fault";
import { isAlmost } from "./header";
import { plainText } from "./plain-text";
import type { NameIndex } from "./names";
import type { PersonEntry } from "./people";
import { RepeatedRows } from "./repeated-rows";
import type { Table } from "./table";

/** A format whose rows are `R` records. */
interface FormatSpec<R> {
  readonly kind: SourceKind;
  readonly columns: { readonly [Name in keyof R]: Column<R[Name]> };
  /** What a table with almost these headers may be instead, and how to name its columns. */
  readonly orElse?: string;
  /** A table of this format has at least one column of each list, besides the needed columns. */
  readonly needs?: readonly (readonly (keyof R)[])[];
  /** The cells without which a row still counts. A row is skipped when any other cell cannot be read. */
  readonly survives?: readonly (keyof R)[];
  /** The columns in which two rows of one entry contradict each other if they have different values. */
  readonly states?: readonly (keyof R)[];
  /** What a row speaks of, as far as its readable cells say. Cells that could not be read are undefined. */
  readonly subject?: (row: Partial<R>, table: Table, refused: ReadonlySet<keyof R>) => Subject;
  /** The columns of the table that are blank in a row although only their value makes sense of it. */
  readonly lacks?: (row: Partial<R>, table: Table) => readonly (keyof R)[];
  /** The columns in which rows differ that are else equal, where tables have many such rows. */
  readonly differ?: readonly (keyof R)[];
  /** Begins a table and returns what takes each row whose cells could all be read. */
  readonly open: (table: Table) => Take<R>;
}

/**
 * Takes a row into the estate, or returns why it cannot. May return what takes the rows that differ from this one in
 * the columns of `differ` alone.
 */
export type Take<R> = (record: R) => Fault | TakeAgain<R> | undefined;

/** Takes a row by the values in the columns of `differ`; the record is the next row's afterwards. */
export type TakeAgain<R> = (record: R) => void;

/** What a row speaks of, before names and people are final. */
export interface Subject {
  /** The kind of record, where a table holds records of several kinds. */
  readonly kind?: SourceKind | undefined;
  readonly contract?: string | undefined;
  readonly offering?: NameIndex | undefined;
  readonly product?: NameIndex | undefined;
  readonly person?: PersonEntry | undefined;
}

/** How well a row of headers fits a format. */
export interface Match {
  /** How many of the format's columns the row has. */
  readonly found: number;
  /** The needed columns that are missing, by name. */
  readonly missing: readonly string[];
}

/** One kind of table: how to recognise it and how to read it. */
export interface Format {
  readonly kind: SourceKind;
  /** What a table with almost these headers may be instead. */
  readonly orElse?: string;
  /** How many columns it has, besides a currency and others that many tables leave out. */
  readonly columns: number;
  /** All possible headers as `headerKey`s. */
  readonly keys: readonly string[];
  match(keys: readonly string[]): Match;
  /**
   * The places of unread headers that are almost the header of a missing column, with the name of that column.
   */
  almost(keys: readonly string[]): ReadonlyMap<number, string>;
  /** The places of the columns that are read. */
  places(keys: readonly string[]): ReadonlySet<number>;
  /** The places of the prices whose currency no column states. */
  pricePlaces(keys: readonly string[]): readonly number[];
  /**
   * Begins a table and returns what reads a row and tells whether it was used. `later`: a date of the row can
   * be read both ways, so the row waits until the table settles.
   */
  open(table: Table): (row: Row) => boolean | "later";
}

/** Columns with more different cells than this hardly repeat them, so further cells are not remembered. */
const REMEMBERED = 50_000;

interface BoundColumn {
  readonly name: string;
  readonly header: string;
  readonly place: number;
  /** Whether another column has the same header. */
  readonly isDoubled: boolean;
  readonly holdsDates: boolean;
  readonly currencyOf: Column<unknown>["currencyOf"];
  readonly read: (cells: readonly Cell[]) => unknown;
  /** The same column, read in another dialect. */
  readonly in: (dialect: Dialect) => BoundColumn;
}

const cellWords = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? "" : isError(cell) ? cell.error : plainText(String(cell));

/** Whether the cell of another column of the same name says something else. */
const saysElse = (cell: Cell | undefined, other: Cell | undefined): boolean =>
  isFilled(other) && cellWords(cell) !== cellWords(other);

/** A column of a format at its place in a table; `dialect` says how its cells are read. */
function bind(
  name: string,
  column: Column<unknown>,
  place: number,
  table: Table,
  dialect: Dialect,
): BoundColumn {
  const remembered = new Map<Cell | undefined, unknown>();
  const doubles = table.keys.flatMap((key, other) =>
    key === table.keys[place] && other !== place ? [other] : [],
  );
  const read = (cells: readonly Cell[]): unknown => {
    const cell = cells[place];
    const other = doubles.length === 0 ? undefined : doubles.find((double) => saysElse(cell, cells[double]));
    if (other !== undefined)
      return Fault.of("doubled-columns-differ", cellWords(cell), cellWords(cells[other]));
    if (!column.worthRemembering) return column.read(cell, dialect);
    let value = remembered.get(cell);
    if (value === undefined) {
      value = column.read(cell, dialect);
      if (remembered.size < REMEMBERED && typeof cell !== "object") remembered.set(cell, value);
    }
    return value;
  };
  return {
    name,
    header: table.headers[place] ?? column.name,
    place,
    isDoubled: doubles.length > 0,
    holdsDates: column.holdsDates,
    currencyOf: column.currencyOf,
    read,
    in: (other) => bind(name, column, place, table, other),
  };
}

/** A format from its table of columns. */
export function format<R extends object>(spec: FormatSpec<R>): Format {
  const names: Extract<keyof R, string>[] = [];
  for (const name in spec.columns) names.push(name);
  const needs: readonly (readonly (keyof R)[])[] = [
    ...names.filter((name) => spec.columns[name].needed).map((name) => [name]),
    ...(spec.needs ?? []),
  ];
  const placeOf = (name: keyof R, keys: readonly string[]): number => {
    const known = spec.columns[name].keys.find((key) => keys.includes(key));
    return known === undefined ? -1 : keys.indexOf(known);
  };

  return {
    kind: spec.kind,
    ...(spec.orElse !== undefined && { orElse: spec.orElse }),
    keys: names.flatMap((name) => spec.columns[name].keys),
    columns: names.filter((name) => name !== "currency" && !spec.columns[name].isRare).length,
    match: (keys) => {
      const there = new Set(keys);
      const has = (name: keyof R): boolean => spec.columns[name].keys.some((key) => there.has(key));
      return {
        found: names.filter(has).length,
        missing: needs
          .filter((choice) => !choice.some(has))
          .map((choice) => choice.map((name) => spec.columns[name].name).join(" or ")),
      };
    },
    almost: (keys) => {
      const absent = names.filter((name) => placeOf(name, keys) < 0).map((name) => spec.columns[name]);
      const meant = (key: string) => absent.find((column) => column.keys.some((one) => isAlmost(key, one)));
      return new Map(
        keys.flatMap((key, place) => {
          const column = names.some((name) => placeOf(name, keys) === place) ? undefined : meant(key);
          return column ? [[place, column.name] as const] : [];
        }),
      );
    },
    places: (keys) => new Set(names.map((name) => placeOf(name, keys)).filter((place) => place >= 0)),
    pricePlaces: (keys) =>
      names.some((name) => name === "currency" && placeOf(name, keys) >= 0)
        ? []
        : names
            .filter((name) => spec.columns[name].currencyOf === currencyIn)
            .map((name) => placeOf(name, keys))
            .filter((place) => place >= 0),
    open: (table) => {
      const columns = names
        .map((name) => ({ name, place: placeOf(name, table.keys) }))
        .filter(({ place }) => place >= 0)
        .map(({ name, place }) => bind(name, spec.columns[name], place, table, table.dialect));
      return rowReader(columns, table, spec);
    },
  };
}

/**
 * Reads the rows of a table in order. Rows whose dates depend on rows further down are read when the table
 * settles.
 */
function rowReader<R extends object>(
  columns: readonly BoundColumn[],
  table: Table,
  spec: FormatSpec<R>,
): (row: Row) => boolean | "later" {
  const take = spec.open(table);
  const stating = columns.filter(({ name }) => spec.states?.includes(name as keyof R));
  const survives: ReadonlySet<string> = new Set(spec.survives as readonly string[] | undefined);
  const refuse = (record: Partial<R>, refused: readonly BoundColumn[], isWhole: boolean): void => {
    const fields = refused.map(({ name }) => name);
    const subject = spec.subject?.(record, table, new Set(fields as (keyof R)[])) ?? {};
    table.refuse(
      isWhole ? [] : fields,
      refused.map(({ header }) => header),
      subject,
    );
  };
  /** Takes a row; `open` are the places of its dates that nothing decides. */
  const use = (row: Row, bound: readonly BoundColumn[], open: readonly number[] = []): boolean => {
    const { record, refused: unread, isPriced } = recordOf<R>(bound, row, table, open);
    const lacking = spec.lacks?.(record, table) ?? [];
    const blank = bound.filter((one) => lacking.includes(one.name as keyof R) && !unread.includes(one));
    for (const { header } of blank) table.say(Fault.of("blank-cell"), header);
    const refused = [...unread, ...blank];
    const isLost = refused.some(({ name }) => !survives.has(name));
    if (stating.length > 0) table.says = statedBy(record, stating);
    // A record that is not lost lacks only fields that may be undefined.
    const taken = isLost ? undefined : take(record as R);
    const fault = taken instanceof Fault ? taken : undefined;
    if (fault) table.say(fault);
    else if (typeof taken === "function" && row instanceof CodedRow && refused.length === 0 && !isPriced)
      again.remember(row, record as R, taken);
    const isKept = !isLost && fault === undefined;
    // Of a row that contradicts another of its entry, the other columns say the same.
    const differing =
      fault?.code === "entries-differ"
        ? stating.filter(({ header }) => table.differing.includes(header))
        : [];
    if (differing.length > 0) refuse(record, [...refused, ...differing], false);
    else if (isLost || fault?.severity === "error" || (isKept && refused.length > 0))
      refuse(record, refused, !isKept);
    return isKept;
  };
  const again = new RowsAgain<R>(columns, spec.differ ?? []);
  table.takeAgain = (row) => again.take(row);
  table.misfits = (row) => columns.some(({ read }) => read(row.cells) instanceof Fault);
  const dates = new DateColumns(columns.filter(({ holdsDates }) => holdsDates));
  table.settlesWith(dates, (row, dialectOf, open) =>
    use(
      row,
      columns.map((column) => (column.holdsDates ? column.in(dialectOf(column.place)) : column)),
      open,
    ),
  );
  return (row) => (dates.keepsWaiting(row) ? "later" : use(row, columns));
}

/** What a row says in some columns, by header. */
const statedBy = <R>(record: Partial<R>, columns: readonly BoundColumn[]): ReadonlyMap<string, unknown> =>
  new Map(
    columns.flatMap(({ name, header }): [string, unknown][] =>
      record[name as keyof R] === undefined ? [] : [[header, record[name as keyof R]]],
    ),
  );

/** The values of a row, and the columns of the cells that could not be read. */
interface RowRead<R> {
  readonly record: Partial<R>;
  readonly refused: readonly BoundColumn[];
  /** Whether a cell states a currency. */
  readonly isPriced: boolean;
}

/** Reads the cells of a row. A cell that cannot be read is an issue, except a date at an `open` place. */
function recordOf<R>(
  columns: readonly BoundColumn[],
  row: Row,
  table: Table,
  open: readonly number[],
): RowRead<R>;
function recordOf(
  columns: readonly BoundColumn[],
  row: Row,
  table: Table,
  open: readonly number[],
): RowRead<Record<string, unknown>> {
  const record: Record<string, unknown> = {};
  let refused: readonly BoundColumn[] = [];
  let isPriced = false;
  for (const column of columns) {
    const value = open.includes(column.place) ? UNDECIDED : column.read(row.cells);
    const currency = column.currencyOf(row.cells[column.place], value);
    isPriced ||= currency !== undefined;
    const fault =
      value instanceof Fault ? value : currency === undefined ? undefined : table.statesCurrency(currency);
    if (fault) table.say(fault, column.header);
    if (fault || value === UNDECIDED) refused = [...refused, column];
    else record[column.name] = value;
  }
  return { record, refused, isPriced };
}

/** The rows taken without any issue, for rows whose cells have all been read before. */
class RowsAgain<R> {
  private readonly differing: readonly { readonly column: BoundColumn; readonly values: unknown[] }[];
  private readonly taken: RepeatedRows<TakeAgain<R>>;
  private readonly record: Record<string, unknown> = {};
  /** Cells of doubled columns must be compared in each row. */
  private readonly isDoubled: boolean;

  constructor(columns: readonly BoundColumn[], differ: readonly (keyof R)[]) {
    this.isDoubled = columns.some((one) => one.isDoubled);
    const isDiffering = ({ name }: BoundColumn): boolean => differ.includes(name as keyof R);
    this.differing = columns.filter(isDiffering).map((column) => ({ column, values: [] }));
    this.taken = new RepeatedRows(columns.filter((one) => !isDiffering(one)).map(({ place }) => place));
  }

  /** Takes a row whose cells all stood in rows that were taken, those in the other columns together in one row. */
  take(row: CodedRow): boolean {
    for (const { column, values } of this.differing) {
      const value = values[row.codeAt(column.place)];
      if (value === undefined) return false;
      this.record[column.name] = value === BLANK ? undefined : value;
    }
    const take = this.taken.of(row);
    take?.(this.record as R);
    return take !== undefined;
  }

  remember(row: CodedRow, record: R, take: TakeAgain<R>): void {
    if (this.isDoubled) return;
    for (const { column, values } of this.differing) {
      const code = row.codeAt(column.place);
      if (code >= 0) values[code] = record[column.name as keyof R] ?? BLANK;
    }
    this.taken.remember(row, take);
  }
}

/** What was read of a blank. */
const BLANK = Symbol("blank");

/** A date of a column that nothing decides; the column is one issue. */
const UNDECIDED = Symbol("undecided");
