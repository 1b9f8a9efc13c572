export const LINE_FEED = 0x0a;
export const RETURN = 0x0d;
export const QUOTE_MARK = 0x22;

const utf8Decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export const textOfBytes = (bytes: Uint8Array): string => utf8Decoder.decode(bytes);

/** Bytes behind the text in its buffer: words may be read there, and line ends stop each search. */
export const PADDING = 8;

const EACH = 0x01010101;
const HIGH = 0x80808080;

/** How many bytes of a word stand before a delimiter or line end; 4 where there is none. */
export function bytesBefore(word: number, delimiter: number): number {
  const [a, b, c] = [word ^ (delimiter * EACH), word ^ (LINE_FEED * EACH), word ^ (RETURN * EACH)];
  // A byte of 0 borrows, and then so may those behind it; the first is always right.
  const stops = (((a - EACH) & ~a) | ((b - EACH) & ~b) | ((c - EACH) & ~c)) & HIGH;
  return stops === 0 ? 4 : (31 - Math.clz32(stops & -stops)) >> 3;
}

/** The first bytes of a word; the others become 0. */
export const firstBytes = (word: number, bytes: number): number =>
  bytes >= 4 ? word : word & ((1 << (8 * bytes)) - 1);

const MIX = 0x9e3779b1;

/** The hash of words to which one more is added. */
export const hashWith = (hash: number, word: number): number =>
  Math.imul(((hash << 5) | (hash >>> 27)) ^ word, MIX);

/** A hash after its last word, of which the first bits decide. */
export const settledHash = (hash: number): number => Math.imul(hash ^ (hash >>> 15), MIX);

/** The hash of bytes, the same as of their words one by one. */
export function hashOfBytes(view: DataView, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at += 4) hash = hashWith(hash, firstBytes(view.getInt32(at, true), to - at));
  return settledHash(hash);
}
