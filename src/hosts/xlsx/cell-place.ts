import { columnOf } from "../../workbook/cells";
import { attribute } from "./xml";

/** Where a scan of a worksheet stands. Rows and cells may leave out where they are: they then follow the one before. */
export class CellScan {
  /** From 1. */
  row = 0;
  /** From 0; -1 before the first cell of a row. */
  column = -1;

  /** Takes an element that begins. */
  open(name: string, attributes: string): void {
    if (name === "row") {
      this.row = Number(attribute(attributes, "r") ?? this.row + 1);
      this.column = -1;
    } else if (name === "c") {
      const reference = /^\$?([A-Za-z]+)\$?(\d+)$/.exec(attribute(attributes, "r") ?? "");
      this.column = reference ? columnOf(reference[1] ?? "") : this.column + 1;
      if (reference) this.row = Number(reference[2]);
    }
  }
}
