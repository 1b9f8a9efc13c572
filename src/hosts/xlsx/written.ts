import { cellName } from "../../workbook/cells";
import type { CellArea } from "../../workbook/reader";
import { CellScan } from "./cell-place";
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
  private readonly place = new CellScan();

  constructor(
    private readonly areas: readonly CellArea[],
    private readonly formatOf: (style: number) => string | undefined,
  ) {}

  open(name: string, attributes: string): void {
    this.place.open(name, attributes);
    if (name !== "c") return;
    const { row, column } = this.place;
    const style = attribute(attributes, "s");
    if (style === undefined || !isIn(this.areas, row, column)) return;
    const format = this.formatOf(Number(style));
    if (format !== undefined && format !== "General") this.found.set(cellName(row, column), format);
  }
  close(): void {}
  text(): void {}
}
