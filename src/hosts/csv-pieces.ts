import type { TextEncodingName } from "./text-look";

/** Makes UTF-8 without a byte order mark of the pieces of a file, one by one. */
export interface PieceTurner {
  take(piece: Uint8Array): Uint8Array;
  /** What was held back until the end. */
  end(): Uint8Array;
}

const NO_BYTES = new Uint8Array(0);

/** UTF-8 as it is. */
export class Unmarked implements PieceTurner {
  private isFirst = true;

  take(piece: Uint8Array): Uint8Array {
    const isMarked = this.isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
    this.isFirst = false;
    return isMarked ? piece.subarray(3) : piece;
  }

  end(): Uint8Array {
    return NO_BYTES;
  }
}

/** Text in another encoding, or text each line of which is one cell in quotes. */
export class Encoded implements PieceTurner {
  private readonly lines: LineEnds;
  private readonly encoder = new TextEncoder();
  private held = "";

  constructor(
    encoding: TextEncodingName,
    private readonly isQuoted: boolean,
  ) {
    this.lines = new LineEnds(encoding);
  }

  take(piece: Uint8Array): Uint8Array {
    const text = this.lines.take(piece);
    if (!this.isQuoted) return this.encoder.encode(text);
    const lines = (this.held + text).split(/(?<=\n)/);
    this.held = lines.at(-1)?.endsWith("\n") ? "" : (lines.pop() ?? "");
    return this.encoder.encode(withoutQuotes(lines));
  }

  end(): Uint8Array {
    const last = this.held + this.lines.end();
    return this.encoder.encode(this.isQuoted ? withoutQuotes(last.split(/(?<=\n)/)) : last);
  }
}

/** The text of the pieces of a file. Every line end is `\n`. */
class LineEnds {
  private readonly decoder: TextDecoder;
  private held = "";

  constructor(encoding: TextEncodingName) {
    this.decoder = new TextDecoder(encoding);
  }

  take(bytes: Uint8Array): string {
    const piece = this.held + this.decoder.decode(bytes, { stream: true });
    // A carriage return may be the first half of a line end; the second half comes in the next piece.
    this.held = piece.endsWith("\r") ? "\r" : "";
    return (this.held ? piece.slice(0, -1) : piece).replace(/\r\n?/g, "\n");
  }

  end(): string {
    return this.held.replace("\r", "\n") + this.decoder.decode();
  }
}

export function wholeText(bytes: Uint8Array, encoding: TextEncodingName): string {
  const lines = new LineEnds(encoding);
  return lines.take(bytes) + lines.end();
}

/** A line that is one cell in quotes. */
const QUOTED_LINE = /^"((?:[^"]|"")*)"(\n?)$/;

/** Whether every line is one cell in quotes that holds a whole row, as some programs save a csv once more. */
export function isEachLineQuoted(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== "");
  return filled.length > 1 && filled.every((line) => /[,;\t|]/.test(QUOTED_LINE.exec(line)?.[1] ?? ""));
}

/** These lines without the quotes around each. */
export const withoutQuotes = (lines: readonly string[]): string =>
  lines
    .map((line) => {
      const [, inside, end = ""] = QUOTED_LINE.exec(line) ?? [];
      return inside === undefined ? line : inside.replaceAll('""', '"') + end;
    })
    .join("");
