import { isCellName, type SheetSpec, type TableSpec } from "../../../src/workbook/spec";
import { referencedColumn } from "../../../src/workbook/table-place";

/** One thing that a person does to the workbook. Rows and columns of a table count from 0, without its header. */
export type Abuse =
  | { readonly do: "sort"; readonly table: string; readonly column: number; readonly ascending: boolean }
  | { readonly do: "filter"; readonly table: string; readonly column: number; readonly row: number }
  /** `formulas`: columns whose formula a new row of the table gets. */
  | {
      readonly do: "insert";
      readonly table: string;
      readonly at: number;
      readonly formulas: readonly number[];
    }
  | { readonly do: "delete row"; readonly table: string; readonly row: number }
  /** The header as structured references spell it. */
  | { readonly do: "delete column"; readonly table: string; readonly column: number; readonly header: string }
  | { readonly do: "move"; readonly table: string }
  | {
      readonly do: "put";
      readonly what: "clear" | "text for a number" | "impossible number";
      readonly table: string;
      readonly row: number;
      readonly column: number;
      readonly value: string | number;
    }
  | { readonly do: "rename"; readonly sheet: string; readonly to: string }
  | {
      readonly do: "copy sheet";
      readonly sheet: string;
      readonly to: string;
      readonly first: boolean;
      /** The cell of the copy that gets another value. */
      readonly row: number;
      readonly column: number;
      readonly value: number;
    };

/** What the abuse is called in the list of counts. */
export const kindOf = (abuse: Abuse): string => (abuse.do === "put" ? abuse.what : abuse.do);

/** Rows and the sample are drawn by this seed, so that a case that fails fails again. */
const SEED = 20261031;

/**
 * A pseudo-random whole number below a limit, the same in every run for the same key: another table or column changes
 * no other case.
 */
function drawn(key: string, below: number): number {
  let hash = SEED;
  for (const letter of key) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) % below;
}

const formulaOf = ({ rows }: TableSpec, column: number): string | undefined => {
  const formula = rows[0]?.[column]?.formula;
  return rows.every((row) => row[column]?.formula === formula) ? formula : undefined;
};

/** Every abuse of every table, and of every sheet. */
export function abusesOf(specs: readonly SheetSpec[]): Abuse[] {
  const formulas = readBy(specs);
  return [
    ...specs.flatMap(({ tables }) => tables.flatMap((table) => ofTable(table, formulas))),
    ...specs.map(({ name }): Abuse => ({
      do: "rename",
      sheet: name,
      to: `Ann's “${name}” & more`.slice(0, 31),
    })),
    ...[true, false].flatMap((first) => copies(specs, first)),
  ];
}

/**
 * A sixth of the sorts, the deleted columns, the cleared cells and the renamed sheets, half of the texts typed for
 * numbers, and all else.
 */
export const sampleOf = (cases: readonly Abuse[]): Abuse[] =>
  cases.filter((abuse) => drawn(JSON.stringify(abuse), SHARES[kindOf(abuse)] ?? 1) === 0);

const SHARES: Readonly<Record<string, number>> = {
  sort: 6,
  "delete column": 6,
  clear: 6,
  rename: 6,
  "text for a number": 2,
};

/** All formulas in one text, for a search of what they read. */
const readBy = (specs: readonly SheetSpec[]): string =>
  [
    ...specs.flatMap(({ cells, tables }) => [...cells, ...tables.flatMap(({ rows }) => rows.flat())]),
    ...specs.flatMap(({ names }) => names.filter((name) => !isCellName(name))),
  ]
    .flatMap((cell) => ("formula" in cell ? (cell.formula ?? []) : []))
    .join("\n");

function ofTable(table: TableSpec, formulasRead: string): Abuse[] {
  const { name, columns, rows } = table;
  const formulas = columns.flatMap((_, c) => (formulaOf(table, c) === undefined ? [] : [c]));
  const row = (header: string) => drawn(`${name} ${header}`, rows.length);
  const isRead = (header: string) =>
    [`${name}[${referencedColumn(header)}]`, `${name}[[#This Row],[${referencedColumn(header)}]]`].some(
      (spelt) => formulasRead.includes(spelt),
    );
  // Each column that a formula reads, and one of the others, which are alike.
  const unread = columns.filter(({ header }) => !isRead(header));
  const toDelete = new Set(columns.map(({ header }) => header).filter(isRead));
  if (unread.length > 0) toDelete.add(unread[drawn(name, unread.length)]!.header);
  return [
    ...columns.flatMap(({ header }, column): Abuse[] => [
      { do: "sort", table: name, column, ascending: true },
      { do: "sort", table: name, column, ascending: false },
      ...(toDelete.has(header)
        ? [{ do: "delete column", table: name, column, header: referencedColumn(header) } as const]
        : []),
      ...puts(table, column, row(header)),
    ]),
    { do: "filter", table: name, column: filterColumn(table), row: row("") },
    { do: "insert", table: name, at: Math.max(1, Math.floor(rows.length / 2)), formulas },
    { do: "insert", table: name, at: rows.length, formulas },
    { do: "delete row", table: name, row: row("") },
    { do: "move", table: name },
  ];
}

/** The first column with more than one value: a filter there hides rows. */
function filterColumn({ columns, rows }: TableSpec): number {
  const found = columns.findIndex((_, c) => new Set(rows.map((row) => row[c]?.value)).size > 1);
  return Math.max(0, found);
}

function puts({ name, rows, columns }: TableSpec, column: number, row: number): Abuse[] {
  const at = { do: "put", table: name, column } as const;
  const isInput = columns[column]?.own === true || rows.some((cells) => cells[column]?.look === "input");
  // Each input is one of a kind; of other cells of a column one stands for all.
  const places = isInput ? rows.map((_, r) => r) : [row];
  return places.flatMap((r): Abuse[] => {
    const value = rows[r]?.[column]?.value ?? "";
    return [
      ...(value === "" ? [] : [{ ...at, row: r, what: "clear", value: "" } as const]),
      ...(typeof value === "number"
        ? [{ ...at, row: r, what: "text for a number", value: "n/a" } as const]
        : []),
      ...(typeof value === "number" && isInput
        ? [{ ...at, row: r, what: "impossible number", value: -1e12 } as const]
        : []),
    ];
  });
}

/** The Assumptions sheet copied, with another value typed into the copy, which no formula may read. */
function copies(specs: readonly SheetSpec[], first: boolean): Abuse[] {
  return specs
    .filter(({ key }) => key === "assumptions")
    .flatMap(({ name, tables }) => {
      const settings = tables.find((table) => table.name === "SeatwiseAssumptions")!;
      const row = settings.rows.findIndex(([cell]) => cell?.value === "Pool buffer");
      const column = settings.columns.findIndex(({ header }) => header === "Value");
      return {
        do: "copy sheet" as const,
        sheet: name,
        to: `${name} (2)`,
        first,
        row: settings.at.row + 1 + row,
        column: settings.at.column + column,
        value: 0.9,
      };
    });
}
