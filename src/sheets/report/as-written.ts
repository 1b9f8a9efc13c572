import type { ColumnSpec, FormulaNameSpec, SheetSpec, SpecCell, TableSpec } from "../../workbook/spec";
import { referencedColumn } from "../../workbook/table-place";
import { NONE, type Check } from "./check";
import { cellsOfColumn } from "../../workbook/compact-rows";
import {
  BRIDGE,
  MIX_SEATS,
  RECONCILIATION,
  RENEWAL,
  SCENARIO_SEATS,
  SCENARIOS,
  TRUE_DOWNS,
  USERS,
} from "./tables";

const REMEDY =
  "A cell was cleared, or cells, rows or columns were deleted or inserted. Undo it, or run again.";

/**
 * Whether the tables of each sheet still hold as many filled cells as were written: the other checks cannot see a
 * deleted row that several figures leave out alike. Columns for a person do not count.
 */
export const filledChecks = (specs: readonly SheetSpec[]): Check[] =>
  specs.flatMap(({ name, tables }) => {
    const counted = tables.filter(isCounted);
    const parts = Array.from({ length: Math.ceil(counted.length / MOST_IN_A_SUM) }, (_, i) =>
      counted.slice(i * MOST_IN_A_SUM, (i + 1) * MOST_IN_A_SUM),
    );
    return parts.map((part, i) =>
      filledCheck(
        `Filled cells in the tables of ${name}${parts.length > 1 ? `, part ${i + 1} of ${parts.length}` : ""}`,
        part,
      ),
    );
  });

/** A sum of more tables would be a long formula. */
const MOST_IN_A_SUM = 6;

function filledCheck(what: string, tables: readonly TableSpec[]): Check {
  const value = tables.reduce((sum, table) => sum + filledCells(table), 0);
  return {
    figure: { what, format: "whole", value, formula: tables.map(filledName).join("+") },
    other: { what: `${what}, as written`, format: "whole", value, formula: String(value) },
    remedy: REMEDY,
  };
}

/** Names for the number of filled cells of each table, so that no formula becomes long. */
export const filledNames = (specs: readonly SheetSpec[]): FormulaNameSpec[] =>
  specs.flatMap(({ tables }) =>
    tables.filter(isCounted).map((table) => ({ name: filledName(table), formula: filledFormula(table) })),
  );

/** The tables whose figures people act on. */
const MAIN_COLUMNS: ReadonlySet<string> = new Set(
  [RENEWAL, SCENARIOS, BRIDGE, USERS, RECONCILIATION, TRUE_DOWNS, MIX_SEATS, SCENARIO_SEATS].map(
    ({ tableName }) => tableName,
  ),
);

const mainTables = (specs: readonly SheetSpec[]): TableSpec[] =>
  specs.flatMap(({ tables }) => tables.filter((table) => MAIN_COLUMNS.has(table.name) && isCounted(table)));

/** Whether a figure became an error value, which other figures would show as unknown. */
export const errorChecks = (specs: readonly SheetSpec[]): Check[] => {
  const formula = mainTables(specs).map(errorsName).join("+");
  if (formula === "") return [];
  return [
    {
      figure: { what: "Error values in the main tables", format: "whole", value: 0, formula },
      other: NONE,
      remedy: REMEDY,
    },
  ];
};

/** Names for the number of error values of each main table. */
export const errorNames = (specs: readonly SheetSpec[]): FormulaNameSpec[] =>
  mainTables(specs).map((table) => ({
    name: errorsName(table),
    formula: `SUMPRODUCT(1*ISERROR(${ownColumns(table)}))`,
  }));

const errorsName = ({ name }: TableSpec): string => `Seatwise.bad_${name.replace(/^Seatwise/, "")}`;

/** A table without rows has a blank row, which may be filled. */
const isCounted = ({ rows }: TableSpec): boolean => rows.length > 0;

const filledName = ({ name }: TableSpec): string => `Seatwise.filled_${name.replace(/^Seatwise/, "")}`;

const spelt = ({ header }: ColumnSpec): string => `[${referencedColumn(header)}]`;

/** From the first column to the last, so that columns which a person adds behind them do not count. */
function ownColumns({ name, columns }: TableSpec): string {
  const [first, last] = [columns[0], columns.at(-1)] as [ColumnSpec, ColumnSpec];
  return `${name}[${spelt(first)}:${spelt(last)}]`;
}

function filledFormula(table: TableSpec): string {
  const persons = table.columns.filter(({ own }) => own);
  return [
    `COUNTA(${ownColumns(table)})`,
    ...persons.map((column) => `-COUNTA(${table.name}${spelt(column)})`),
  ].join("");
}

function filledCells({ rows, columns }: TableSpec): number {
  let filled = 0;
  for (const [place, { own }] of columns.entries())
    if (!own) for (const cell of cellsOfColumn(rows, place)) filled += isWritten(cell) ? 1 : 0;
  return filled;
}

/** COUNTA counts formulas whatever they show. */
const isWritten = ({ value, formula }: SpecCell): boolean =>
  formula !== undefined || (value !== null && value !== "");
