const NOT_ASCII = 0x80808080;

const LONGEST_SIGN = 4;

/** Tells whether bytes that come in pieces are UTF-8 (the Unicode Standard, table 3-7). */
export class Utf8Check {
  /** What may be the beginning of a sign that the next piece ends. */
  private rest = new Uint8Array(0);
  private isSound = true;

  add(piece: Uint8Array): void {
    if (!this.isSound) return;
    const bytes = this.rest.length === 0 ? piece : new Uint8Array(this.rest.length + piece.length);
    if (bytes !== piece) {
      bytes.set(this.rest);
      bytes.set(piece, this.rest.length);
    }
    this.rest = bytes.slice(placeOfFault(bytes));
    this.isSound = this.rest.length < LONGEST_SIGN;
  }

  /** Whether all pieces together are UTF-8. */
  get isUtf8(): boolean {
    return this.isSound && this.rest.length === 0;
  }
}

/** The place of the first bytes that are no whole sign of UTF-8; the end where there are none. */
function placeOfFault(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lastWord = bytes.length - 4;
  let at = 0;
  while (at < bytes.length) {
    if (at <= lastWord && (view.getInt32(at) & NOT_ASCII) === 0) at += 4;
    else {
      const length = lengthOfSign(bytes, at);
      if (length === 0) return at;
      at += length;
    }
  }
  return at;
}

/** How many bytes the sign at a place has; 0 where there is none. */
function lengthOfSign(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + length > bytes.length) return 0;
  for (let nth = 1; nth < length; nth++) if ((bytes[at + nth]! & 0xc0) !== 0x80) return 0;
  // No longer form than needed, no surrogates, nothing beyond U+10FFFF.
  const second = bytes[at + 1]!;
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  return (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) ? 0 : length;
}

/** The length of text that becomes bytes at once. V8 keeps longer texts apart, which made this three times slower. */
const ENCODED_AT_ONCE = 2 ** 15;

/** Text that comes in small pieces as UTF-8. */
export function* utf8(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = "";
  for (const piece of texts) {
    text += piece;
    if (text.length < ENCODED_AT_ONCE) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(text);
}
