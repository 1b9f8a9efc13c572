import fc from "fast-check";
import { nativeDeflater } from "../../src/cli/native-deflater";
import {
  concatenated,
  packPieces,
  portableDeflater,
  readZip,
  unpack,
  zipPieces,
} from "../../src/hosts/xlsx/zip";

/** The text of an entry after it was packed, written to a zip file and read again. */
function unpacked(pieces: readonly string[], deflater = nativeDeflater): { text: string; size: number } {
  const packing = packPieces("a.xml", pieces, deflater);
  let step = packing.next();
  while (step.done !== true) step = packing.next();
  const [entry] = readZip("a.xlsx", concatenated([...zipPieces("a.xlsx", [step.value])]));
  const bytes = concatenated([...unpack("a.xlsx", entry!)]);
  return { text: new TextDecoder().decode(bytes), size: step.value.data.length };
}

test("what is packed in pieces is read again as it was", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.integer({ min: 1, max: 9_000 }).map((n) => `<c r="A${n}"><v>${n}</v></c>`.repeat(n)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      expect(unpacked(pieces).text).toBe(pieces.join(""));
    }),
    { numRuns: 50 },
  );
});

test("a piece refers back to the one before, so that many pieces are no larger than one", () => {
  const row = (n: number) => `<row r="${n}">${`<c t="s"><v>${n % 97}</v></c>`.repeat(40)}</row>`;
  const pieces = Array.from({ length: 2_000 }, (_, n) => row(n));
  expect(unpacked(pieces).size).toBeLessThan(1.05 * unpacked(pieces, portableDeflater).size);
});
