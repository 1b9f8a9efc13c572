import type { Book } from "./book";
import { soundOr } from "./package";
import { scanPart } from "./scan";
import { MOST_ENTRIES } from "./styles";
import { attribute, type XmlEvents } from "./xml";

/** The highest valid index of a cell style in any cell, row or column; 0 for none. */
export function highestCellStyle({ pkg, worksheets }: Book): number {
  let highest = 0;
  const events: XmlEvents = {
    open(name, attributes) {
      if (name !== "c" && name !== "row" && name !== "col") return;
      const style = Number(attribute(attributes, name === "col" ? "style" : "s") ?? 0);
      if (style > highest && style < MOST_ENTRIES) highest = style;
    },
    close() {},
    text() {},
  };
  for (const { part } of worksheets) {
    soundOr(undefined, () => {
      for (const _ of scanPart(pkg, part, events)) continue;
    });
  }
  return highest;
}
