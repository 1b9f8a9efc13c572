import type { ColumnSpec, FormulaNameSpec, SheetSpec, SpecCell, TableSpec } from "../../workbook/spec";
import { referencedColumn } from "../../workbook/table-place";
import type { Check } from "./checks";

const REMEDY =
  "A cell was cleared, or cells, rows or columns were deleted or inserted. Undo it, or run again.";

/**
 * Whether the tables of each sheet still hold as many filled cells as were written: the other checks cannot see a
 * deleted row that several figures leave out alike. Columns for a person do not count.
 */
export const filledChecks = (specs: readonly SheetSpec[]): Check[] =>
  specs.flatMap(({ name, tables }) => {
    const counted = tables.filter(isCounted);
    if (counted.length === 0) return [];
    const value = counted.reduce((sum, table) => sum + filledCells(table), 0);
    return {
      figure: {
        what: `Filled cells in the tables of ${name}`,
        format: "whole",
        value,
        formula: counted.map(filledName).join("+"),
      },
      other: {
        what: `Filled cells in the tables of ${name}, as written`,
        format: "whole",
        value,
        formula: String(value),
      },
      remedy: REMEDY,
    };
  });

/** Names for the number of filled cells of each table, so that no formula becomes long. */
export const filledNames = (specs: readonly SheetSpec[]): FormulaNameSpec[] =>
  specs.flatMap(({ tables }) =>
    tables.filter(isCounted).map((table) => ({ name: filledName(table), formula: filledFormula(table) })),
  );

/** A table without rows has a blank row, which may be filled. */
const isCounted = ({ rows }: TableSpec): boolean => rows.length > 0;

const filledName = ({ name }: TableSpec): string => `Seatwise.filled_${name.replace(/^Seatwise/, "")}`;

/** From the first column to the last, so that columns which a person adds behind them do not count. */
function filledFormula({ name, columns }: TableSpec): string {
  const spelt = ({ header }: ColumnSpec): string => `[${referencedColumn(header)}]`;
  const [first, last] = [columns[0], columns.at(-1)] as [ColumnSpec, ColumnSpec];
  const persons = columns.filter(({ own }) => own).map((column) => `-COUNTA(${name}${spelt(column)})`);
  return `COUNTA(${name}[${spelt(first)}:${spelt(last)}])${persons.join("")}`;
}

const filledCells = ({ rows, columns }: TableSpec): number =>
  rows.reduce((sum, row) => sum + row.filter((cell, c) => isFilled(cell) && !columns[c]?.own).length, 0);

/** COUNTA counts formulas whatever they show. */
const isFilled = ({ value, formula }: SpecCell): boolean =>
  formula !== undefined || (value !== null && value !== "");
