import { UNKNOWN } from "../../workbook/cells";
import type { NumberFormat, SheetSpec, SpecCell, TableSpec } from "../../workbook/spec";
import { cellsOfColumn } from "../../workbook/compact-rows";
import type { ResultTable, TableColumn } from "./tables";

/** A figure that a check compares: a formula over the tables of the other sheets, and its value as written. */
export interface CheckFigure extends SpecCell {
  readonly what: string;
  readonly format: NumberFormat;
  readonly formula: string;
}

/** Two figures that must agree, and what to do where they do not. */
export interface Check {
  readonly figure: CheckFigure;
  readonly other: CheckFigure;
  readonly remedy: string;
}

/** What nothing may be found of. */
export const NONE: CheckFigure = { what: "None", format: "whole", value: 0, formula: "0" };

export const UNDO = "Undo the last change, or run again.";

/** The tables of the sheets as they are written. */
export class Written {
  private readonly tables: ReadonlyMap<string, TableSpec>;

  constructor(specs: readonly SheetSpec[]) {
    this.tables = new Map(specs.flatMap(({ tables }) => tables.map((table) => [table.name, table])));
  }

  /** Whether a table is there with rows: without any it has a blank row. */
  has({ tableName }: ResultTable): boolean {
    return (this.tables.get(tableName)?.rows.length ?? 0) > 0;
  }

  /** The cells of a column. */
  values({ tableName }: ResultTable, { header }: TableColumn): SpecCell["value"][] {
    const table = this.tables.get(tableName);
    const place = table?.columns.findIndex((column) => column.header === header) ?? -1;
    return table ? [...cellsOfColumn(table.rows, place)].map(({ value }) => value) : [];
  }

  /** The sum of a column; unknown as soon as one cell is. */
  sum(table: ResultTable, column: TableColumn): number | typeof UNKNOWN {
    const values = this.values(table, column);
    if (values.includes(UNKNOWN)) return UNKNOWN;
    return values.reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0);
  }

  /** The cell of a column in the row with a key. */
  figure(
    table: ResultTable & { readonly scenario: TableColumn },
    scenario: string,
    column: TableColumn,
  ): number | typeof UNKNOWN {
    const row = this.values(table, table.scenario).indexOf(scenario);
    const value = this.values(table, column)[row];
    return typeof value === "number" ? value : UNKNOWN;
  }
}
