import { at } from "../engine/at";
import { firstBytes, LINE_FEED, QUOTE_MARK, RETURN, textOfBytes } from "./csv-bytes";

/** A column with more different texts hardly repeats them. */
const MOST_TEXTS = 2 ** 17;
/** A longer text is hardly repeated. */
const LONGEST_TEXT = 256;
/** More texts than this in one place of the table were made to collide: further ones get no code. */
const MOST_COLLISIONS = 64;

/**
 * The different texts of a column, each with a code from 1 on. A cell is compared with them as bytes, four at a time,
 * so that a string is made only of a text that was not met before.
 */
export class ColumnTexts {
  /** By code, the code in the next column that followed last; 0 for none. */
  followers = new Int32Array(64);
  /** A hash table of codes, twice as long as the columns; 0 is free. */
  private slots = new Int32Array(128);
  private shift = 32 - 7;
  private hashes = new Int32Array(64);
  private lengths = new Int32Array(64);
  /** Where each text begins in `words`. Zeros fill up its last word. */
  private starts = new Int32Array(64);
  private bare = new Int32Array(64);
  private words = new Int32Array(512);
  private wordsUsed = 0;
  private size = 1;
  private readonly strings: string[] = [""];

  constructor(private readonly delimiter: number) {}

  textOf(code: number): string {
    return (this.strings[code] ??= textOfBytes(this.bytesOf(code)));
  }

  /** The code of the text in these bytes with this hash; undefined where it gets none. */
  codeOf(view: DataView, from: number, length: number, hash: number): number | undefined {
    const { slots, hashes, lengths } = this;
    let slot = hash >>> this.shift;
    for (let collisions = 0; slots[slot] !== 0; collisions++) {
      const code = slots[slot]!;
      if (hashes[code] === hash && lengths[code] === length && this.isAt(code, view, from)) return code;
      if (collisions === MOST_COLLISIONS) return undefined;
      slot = (slot + 1) & (slots.length - 1);
    }
    return this.size < MOST_TEXTS && length <= LONGEST_TEXT ? this.add(view, from, length, hash) : undefined;
  }

  lengthOf(code: number): number {
    return this.lengths[code]!;
  }

  /** Whether a text stands at a place in bytes that are long enough. */
  isAt(code: number, view: DataView, from: number): boolean {
    const { words } = this;
    let word = this.starts[code]!;
    let place = from;
    let left = this.lengths[code]!;
    for (; left >= 4; left -= 4, place += 4) if (view.getInt32(place, true) !== words[word++]) return false;
    return left === 0 || firstBytes(view.getInt32(place, true), left) === words[word];
  }

  /** Whether a text stands in a cell as it is, with quotes around it or without. */
  isBare(code: number): boolean {
    return this.bare[code] === 1;
  }

  private add(view: DataView, from: number, length: number, hash: number): number {
    if (this.size === this.hashes.length) this.grow();
    const code = this.size++;
    this.hashes[code] = hash;
    this.lengths[code] = length;
    this.starts[code] = this.wordsUsed;
    while (this.wordsUsed + length > this.words.length) this.words = longer(this.words);
    for (let done = 0; done < length; done += 4)
      this.words[this.wordsUsed++] = firstBytes(view.getInt32(from + done, true), length - done);
    const signs = [QUOTE_MARK, LINE_FEED, RETURN, this.delimiter];
    this.bare[code] = this.bytesOf(code).some((byte) => signs.includes(byte)) ? 0 : 1;
    this.enter(code);
    return code;
  }

  private bytesOf(code: number): Uint8Array {
    return new Uint8Array(this.words.buffer, 4 * at(this.starts, code), at(this.lengths, code));
  }

  private enter(code: number): void {
    let slot = this.hashes[code]! >>> this.shift;
    while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
    this.slots[slot] = code;
  }

  private grow(): void {
    this.followers = longer(this.followers);
    this.hashes = longer(this.hashes);
    this.lengths = longer(this.lengths);
    this.starts = longer(this.starts);
    this.bare = longer(this.bare);
    this.slots = new Int32Array(2 * this.slots.length);
    this.shift -= 1;
    for (let code = 1; code < this.size; code++) this.enter(code);
  }
}

function longer(column: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(2 * column.length);
  copy.set(column);
  return copy;
}
