import { cellName, columnOf } from "../../workbook/cells";
import type { CellArea } from "../../workbook/reader";
import { attribute, type XmlEvents } from "./xml";

/** Whether a cell is in one of some areas. */
export const isIn = (areas: readonly CellArea[], row: number, column: number): boolean =>
  areas.some(
    ({ firstRow, lastRow, firstColumn, lastColumn }) =>
      row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn,
  );

/** Finds the number formats of cells in some areas of a worksheet. */
export class CellNumberFormats implements XmlEvents {
  /** By the name of the cell; without General. */
  readonly found = new Map<string, string>();
  private row = 0;
  private column = -1;

  constructor(
    private readonly areas: readonly CellArea[],
    private readonly formatOf: (style: number) => string | undefined,
  ) {}

  open(name: string, attributes: string): void {
    if (name === "row") {
      this.row = Number(attribute(attributes, "r") ?? this.row + 1);
      this.column = -1;
    } else if (name === "c") {
      const reference = /^\$?([A-Za-z]+)\$?(\d+)$/.exec(attribute(attributes, "r") ?? "");
      this.column = reference ? columnOf(reference[1] ?? "") : this.column + 1;
      if (reference) this.row = Number(reference[2]);
      const style = attribute(attributes, "s");
      if (style === undefined || !isIn(this.areas, this.row, this.column)) return;
      const format = this.formatOf(Number(style));
      if (format !== undefined && format !== "General")
        this.found.set(cellName(this.row, this.column), format);
    }
  }
  close(): void {}
  text(): void {}
}
