import { WorkbookError } from "../../workbook/errors";
import type { Book } from "./book";
import { scanPart } from "./scan";
import { attribute, type XmlEvents } from "./xml";

/** The highest index of a cell style that a cell, row or column of any sheet has; 0 for none. */
export function highestCellStyle({ pkg, worksheets }: Book): number {
  let highest = 0;
  const events: XmlEvents = {
    open(name, attributes) {
      if (name !== "c" && name !== "row" && name !== "col") return;
      const style = Number(attribute(attributes, name === "col" ? "style" : "s") ?? 0);
      if (style > highest) highest = style;
    },
    close() {},
    text() {},
  };
  for (const { part } of worksheets) {
    try {
      for (const _ of scanPart(pkg, part, events)) continue;
    } catch (error) {
      // The cells behind the damage are shown by no program.
      if (!(error instanceof WorkbookError)) throw error;
    }
  }
  return highest;
}
