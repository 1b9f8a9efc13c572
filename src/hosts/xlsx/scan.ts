import { damaged } from "../../workbook/errors";
import type { Package } from "./package";
import { XmlScanner, type XmlEvents } from "./xml";

/** Scans a part. Yields after every piece, and wherever `full` returns true. */
export function* scanPart(
  pkg: Package,
  part: string,
  events: XmlEvents,
  full: () => boolean = () => false,
): Generator<void> {
  const scanner = new XmlScanner(events, full, () => damaged(pkg.file, `${part} is not well-formed XML`));
  try {
    for (const piece of pkg.pieces(part)) {
      scanner.push(piece);
      while (!scanner.run()) yield;
      yield;
    }
    scanner.finish();
  } catch (error) {
    // The text of a cell may come in any number of pieces, and a string cannot grow for ever.
    if (error instanceof RangeError) throw damaged(pkg.file, `${part} holds a text that is too long`);
    throw error;
  }
}

/** Sends what a scan finds to two places. */
export const bothBytes = (one: XmlEvents, other: XmlEvents): XmlEvents => ({
  open(name, attributes, start, end) {
    one.open(name, attributes, start, end);
    other.open(name, attributes, start, end);
  },
  close(name, start, end) {
    one.close(name, start, end);
    other.close(name, start, end);
  },
  text(text) {
    one.text(text);
    other.text(text);
  },
});
