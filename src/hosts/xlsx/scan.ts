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
  for (const piece of pkg.pieces(part)) {
    scanner.push(piece);
    while (!scanner.run()) yield;
    yield;
  }
  scanner.finish();
}

/** Sends what a scan finds to two places. */
export const both = (one: XmlEvents, other: XmlEvents): XmlEvents => ({
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
