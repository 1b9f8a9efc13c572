import { at } from "../engine/at";
import { CodedRow, type CodedTexts } from "../workbook/coded-row";
import { ColumnTexts } from "./column-texts";
import {
  bytesBefore,
  firstBytes,
  hashOfBytes,
  hashWith,
  LINE_FEED,
  PADDING,
  QUOTE_MARK,
  RETURN,
  settledHash,
  textOfBytes,
} from "./csv-bytes";

/** Equal cells of columns behind these have no code in common. */
const CODED_COLUMNS = 256;

/**
 * Splits UTF-8 text that arrives in pieces into rows. A cell with a delimiter or line end inside stands in quotes, and
 * quotes inside these are doubled. A line end is LF, CRLF or CR.
 */
export class CsvRows {
  /** The first row with a quote that does not close where its cell ends; 0 for none. */
  misquoted = 0;
  private rows: number;
  private bytes = new Uint8Array(PADDING);
  private view = new DataView(this.bytes.buffer);
  private length = 0;
  /** The place behind the last whole row. */
  private done = 0;
  private isLast = false;
  private readonly columns: ColumnTexts[] = [];
  private texts = new PieceTexts(this.columns);
  /** The bytes as one text, once a cell needs it. */
  private whole: string | undefined;
  private codes = new Int32Array(0);
  private filled = 0;
  /** Where the cell that was taken last ends. */
  private end = 0;

  /** Rows count from `first`. */
  constructor(
    private readonly delimiter: number,
    first = 1,
  ) {
    this.rows = first - 1;
  }

  /** The number of the next row. */
  get next(): number {
    return this.rows + 1;
  }

  /** How many bytes wait for the end of their row. */
  get waiting(): number {
    return this.length - this.done;
  }

  /** The rows that end in a piece of the text; without a piece, the last row, which may have no line end. */
  take(piece?: Uint8Array): CodedRow[] {
    this.isLast = piece === undefined;
    if (piece) this.append(piece);
    this.texts = new PieceTexts(this.columns);
    this.whole = undefined;
    this.codes = new Int32Array(Math.max(16, this.length >> 3));
    this.filled = 0;
    const found: CodedRow[] = [];
    while (this.done < this.length) {
      const from = this.filled;
      const next = this.takeRow(this.done);
      if (next < 0) break;
      this.done = next;
      found.push(new CodedRow(++this.rows, this.codes, from, this.filled - from, this.texts));
    }
    return found;
  }

  private append(piece: Uint8Array): void {
    const rest = this.bytes.subarray(this.done, this.length);
    this.length = rest.length + piece.length;
    if (this.length + PADDING > this.bytes.length) {
      this.bytes = new Uint8Array(this.length + PADDING);
      this.view = new DataView(this.bytes.buffer);
    }
    this.bytes.set(rest);
    this.bytes.set(piece, rest.length);
    this.bytes.fill(LINE_FEED, this.length);
    this.done = 0;
  }

  /** Takes the cells of the row at a place. The place of the next row; -1 where the bytes end before this one does. */
  private takeRow(start: number): number {
    const { bytes, delimiter, length, isLast } = this;
    let before: ColumnTexts | undefined;
    let codeBefore = 0;
    let place = start;
    for (let column = 0; ; column++) {
      const texts = this.columns[column] ?? this.newColumn(column);
      const code = this.takeCell(texts, place, before === undefined ? 0 : before.followers[codeBefore]!);
      const { end } = this;
      if (end >= length && !isLast) return -1;
      if (this.filled === this.codes.length) this.lengthen();
      this.codes[this.filled++] = code;
      const byte = bytes[end];
      if (byte === RETURN) {
        if (end + 1 === length && !isLast) return -1;
        return bytes[end + 1] === LINE_FEED ? end + 2 : end + 1;
      }
      if (byte !== delimiter) return end + 1;
      if (before && texts && code > 0 && texts.isBare(code)) before.followers[codeBefore] = code;
      before = texts;
      codeBefore = code > 0 ? code : 0;
      place = end + 1;
    }
  }

  /** The code of the cell at a place, which may be `likely`. */
  private takeCell(texts: ColumnTexts | undefined, place: number, likely: number): number {
    const isQuoted = this.bytes[place] === QUOTE_MARK;
    if (likely > 0 && texts && this.isCell(texts, likely, place, isQuoted)) return likely;
    return isQuoted ? this.takeQuoted(texts, place + 1) : this.takeBare(texts, place);
  }

  /** Whether the cell at a place is a text that stands in it as it is. */
  private isCell(texts: ColumnTexts, code: number, place: number, isQuoted: boolean): boolean {
    const { bytes } = this;
    const from = isQuoted ? place + 1 : place;
    let end = from + texts.lengthOf(code);
    if (end >= this.length || !texts.isAt(code, this.view, from)) return false;
    if (isQuoted && bytes[end++] !== QUOTE_MARK) return false;
    this.end = end;
    return this.endsAt(end);
  }

  private endsAt(place: number): boolean {
    const byte = this.bytes[place];
    return byte === this.delimiter || byte === LINE_FEED || byte === RETURN;
  }

  private takeBare(texts: ColumnTexts | undefined, from: number): number {
    const { view, delimiter } = this;
    let hash = 0;
    let place = from;
    let word = view.getInt32(place, true);
    let before = bytesBefore(word, delimiter);
    while (before === 4) {
      hash = hashWith(hash, word);
      place += 4;
      word = view.getInt32(place, true);
      before = bytesBefore(word, delimiter);
    }
    const end = (this.end = place + before);
    if (end === from || (end >= this.length && !this.isLast)) return 0;
    if (before > 0) hash = hashWith(hash, firstBytes(word, before));
    return texts?.codeOf(view, from, end - from, settledHash(hash)) ?? this.codeAlone(from, end);
  }

  /** The code of a cell by the place behind its opening quote. */
  private takeQuoted(texts: ColumnTexts | undefined, from: number): number {
    const { bytes, length } = this;
    let isPlain = true;
    let to = from;
    for (this.end = length; to < length; to++) {
      const byte = bytes[to];
      if (byte === RETURN) isPlain = false;
      if (byte !== QUOTE_MARK) continue;
      if (to + 1 < length && bytes[to + 1] === QUOTE_MARK) {
        isPlain = false;
        to++;
        continue;
      }
      if (to + 1 === length || this.closes(to + 1)) break;
      this.misquoted ||= this.rows + 1;
    }
    if (this.end >= length && !this.isLast) return 0;
    if (to >= length) this.misquoted ||= this.rows + 1;
    if (to === from) return 0;
    if (!isPlain) return this.codeOfEscaped(texts, bytes.subarray(from, to));
    const hash = hashOfBytes(this.view, from, to);
    return texts?.codeOf(this.view, from, to - from, hash) ?? this.codeAlone(from, to);
  }

  /** Whether nothing but blanks stands between the place behind a quote and the next delimiter or line end. */
  private closes(from: number): boolean {
    let end = from;
    while (!this.endsAt(end)) end++;
    this.end = end;
    if (end === from) return true;
    // Where the bytes end, the next piece decides.
    if (end === this.length) return !this.isLast;
    const isBlank = textOfBytes(this.bytes.subarray(from, end)).trim() === "";
    if (!isBlank) this.end = this.length;
    return isBlank;
  }

  private codeOfEscaped(texts: ColumnTexts | undefined, escaped: Uint8Array): number {
    const text = textOfBytes(escaped).replaceAll('""', '"').replace(/\r\n?/g, "\n");
    const bytes = new Uint8Array(escaped.length + PADDING);
    const { written } = new TextEncoder().encodeInto(text, bytes);
    const view = new DataView(bytes.buffer);
    return texts?.codeOf(view, 0, written, hashOfBytes(view, 0, written)) ?? this.texts.codeOf(text);
  }

  /** The code of a cell whose text no column keeps. */
  private codeAlone(from: number, to: number): number {
    this.whole ??= textOfBytes(this.bytes.subarray(0, this.length));
    // Without other signs than ASCII, characters are as many as bytes, and no cell needs the decoder.
    const isAscii = this.whole.length === this.length;
    return this.texts.codeOf(
      isAscii ? this.whole.slice(from, to) : textOfBytes(this.bytes.subarray(from, to)),
    );
  }

  private newColumn(column: number): ColumnTexts | undefined {
    if (column >= CODED_COLUMNS) return undefined;
    return (this.columns[column] = new ColumnTexts(this.delimiter));
  }

  private lengthen(): void {
    const longer = new Int32Array(2 * this.codes.length);
    longer.set(this.codes);
    this.codes = longer;
  }
}

/** The texts behind the codes of the rows of a piece. */
class PieceTexts implements CodedTexts {
  /** The texts that no column keeps: the code of the first is -1. */
  private readonly alone: string[] = [];

  constructor(private readonly columns: readonly ColumnTexts[]) {}

  textOf(column: number, code: number): string {
    return code < 0 ? at(this.alone, -code - 1) : at(this.columns, column).textOf(code);
  }

  codeOf(text: string): number {
    return -this.alone.push(text);
  }
}
