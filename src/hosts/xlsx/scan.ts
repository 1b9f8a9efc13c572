import { damaged } from "../../workbook/errors";
import type { Package } from "./package";
import { xmlDecoder, XmlScanner, type XmlEvents } from "./xml";

/** Scans a part. Yields after every piece, and wherever `full` returns true. */
export function* scanPart(
  pkg: Package,
  part: string,
  events: XmlEvents,
  full: () => boolean = () => false,
): Generator<void> {
  const scanner = new XmlScanner(events, full, () => damaged(pkg.file, `${part} is not well-formed XML`));
  let decoder: TextDecoder | undefined;
  for (const piece of pkg.pieces(part)) {
    decoder ??= xmlDecoder(piece);
    scanner.push(decoder.decode(piece, { stream: true }));
    while (!scanner.run()) yield;
    yield;
  }
  scanner.push(decoder?.decode() ?? "");
  while (!scanner.run()) yield;
  scanner.finish();
}
