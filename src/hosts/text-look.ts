import { empty, notAWorkbook } from "../workbook/errors";
import { Utf8Check } from "./utf8";

/** Of how many first bytes a text file is looked at more closely. */
const SAMPLE_BYTES = 64 * 1024;

export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What a text file is, by all of its bytes, which come in pieces. */
export class TextLook {
  /** The first bytes. */
  head: Uint8Array = new Uint8Array(0);
  private readonly utf8 = new Utf8Check();
  private wide: "utf-16le" | "utf-16be" | undefined;

  constructor(private readonly file: string) {}

  add(piece: Uint8Array): void {
    if (this.head.length === 0) {
      this.head = piece.slice(0, SAMPLE_BYTES);
      this.wide = wideEncodingOf(this.head);
    }
    if (this.wide !== undefined) return;
    if (piece.includes(0)) throw notAWorkbook(this.file, "a file of bytes that are no text");
    this.utf8.add(piece);
  }

  get encoding(): TextEncodingName {
    if (this.head.length === 0) throw empty(this.file);
    return this.wide ?? (this.utf8.isUtf8 ? "utf-8" : "windows-1252");
  }
}

/** UTF-16 by its byte order mark or its zero bytes; undefined for another encoding. */
function wideEncodingOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const head = bytes.subarray(0, 2048);
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++;
  });
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > head.length / 4) return "utf-16le";
  return odd === 0 && even > head.length / 4 ? "utf-16be" : undefined;
}
