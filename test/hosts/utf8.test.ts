import fc from "fast-check";
import { Utf8Check } from "../../src/hosts/utf8";
import { ALL_CASES } from "../cases";

/** Bytes at the ends of what may stand first, and second behind each of them. */
const EDGES = [
  0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
];

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether bytes are UTF-8, told of pieces that end at these places. */
function isUtf8(bytes: Uint8Array, ...cuts: readonly number[]): boolean {
  const check = new Utf8Check();
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  ends.forEach((end, n) => check.add(bytes.subarray(n === 0 ? 0 : ends[n - 1], end)));
  return check.isUtf8;
}

test("bytes are UTF-8 where a decoder decodes them", () => {
  const edge = fc.constantFrom(...EDGES);
  const signs = fc.string({ unit: "binary" }).map((text) => [...new TextEncoder().encode(text)]);
  const parts = fc.array(fc.oneof(signs, fc.array(edge, { maxLength: 4 })), { maxLength: 6 });
  fc.assert(
    fc.property(parts, fc.nat(3), fc.array(fc.nat(40), { maxLength: 5 }), (some, skipped, cuts) => {
      const bytes = new Uint8Array(some.flat()).subarray(skipped);
      expect([isUtf8(bytes), isUtf8(bytes, ...cuts)]).toEqual([decodes(bytes), decodes(bytes)]);
    }),
    { numRuns: 2_000 },
  );
  for (let first = 0; first < 256; first++)
    for (const second of ALL_CASES ? Array(256).keys() : EDGES)
      for (const more of [[], [0x80], [0x80, 0x80], [0x41]]) {
        const bytes = new Uint8Array([first, second, ...more]);
        if (isUtf8(bytes) !== decodes(bytes)) throw new Error(`[${bytes.join()}] is told wrong`);
      }
});
