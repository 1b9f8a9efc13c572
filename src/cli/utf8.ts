/** The length of the text that becomes bytes at once. */
const ENCODED_AT_ONCE = 2 ** 16;

/** Text that comes in pieces as UTF-8. */
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
