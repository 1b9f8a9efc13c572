import type { Row } from "../workbook/cells";
import type { SheetInfo, SheetReader } from "../workbook/reader";
import { sha256OfFile } from "../workbook/sha256";
import { Turns } from "../workbook/turns";
import { cancelled, unclosedQuote } from "../workbook/errors";
import { addTo } from "../engine/tally";
import {
  Encoded,
  isEachLineQuoted,
  wholeText,
  Unmarked,
  withoutQuotes,
  type PieceTurner,
} from "./csv-pieces";
import { CsvRows } from "./csv-rows";
import { TextLook } from "./text-look";

type Delimiter = "," | ";" | "\t" | "|";

/** In order of preference. The comma is last, because it also occurs in prose and in decimals. */
const DELIMITERS: readonly Delimiter[] = ["\t", "|", ";", ","];
const DECIMAL_SIGN = { ",": ".", ";": ",", "\t": "unknown", "|": "unknown" } as const;

/** Number of first lines from which the delimiter is detected. */
const SAMPLE_LINES = 50;

export const STEP_BYTES = 256 * 1024;
const CSV_BLOCK_ROWS = 2_048;
/** The limit of a cell is 32,767 characters; a longer quoted text has lost its closing quote. */
const MAX_QUOTED_TEXT = 1024 * 1024;

/** The bytes of a text file, which may be larger than memory. */
export interface TextBytes {
  /** All bytes; the first piece is long enough to tell the dialect by. A piece holds only until the next is taken. */
  pieces(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** The SHA-256 of the bytes, in hexadecimal digits. */
  sha256(): Promise<string>;
}

/** Opens a .csv file in memory. Errors and data issues refer to it as `file`. */
export function openCsv(file: string, bytes: Uint8Array): SheetReader {
  const look = new TextLook(file);
  look.add(bytes);
  return csvReader(file, look, {
    pieces: () => bytePieces(bytes, STEP_BYTES),
    sha256: () => sha256OfFile(bytes),
  });
}

/** Opens a .csv file that is read where it lies, once to look at it and once for each pass over its rows. */
export async function openLargeCsv(file: string, bytes: TextBytes): Promise<SheetReader> {
  const look = new TextLook(file);
  for await (const piece of bytes.pieces()) look.add(piece);
  return csvReader(file, look, bytes);
}

/** Bytes in pieces. */
export function* bytePieces(bytes: Uint8Array, most: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += most) yield bytes.subarray(at, at + most);
}

/** The sheet of a text file by what its bytes look like. */
function csvReader(file: string, look: TextLook, bytes: TextBytes): SheetReader {
  const { encoding } = look;
  const plain = firstLines(wholeText(look.head, encoding));
  const isQuoted = isEachLineQuoted(plain);
  const sample = isQuoted ? firstLines(withoutQuotes(plain)) : plain;
  const announced = /^sep=([,;|\t])\n?$/i.exec(sample[0] ?? "")?.[1] as Delimiter | undefined;
  const delimiter = announced ?? delimiterOf(sample);
  const name = file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "") || file;
  return {
    file,
    dateSystem: 1900,
    decimalSign: DECIMAL_SIGN[delimiter],
    remarks: [
      ...(encoding === "windows-1252"
        ? [`${file} is not UTF-8 text and was read as Windows-1252; check that accented letters look right.`]
        : []),
      ...(isQuoted
        ? [
            `Each line of ${file} stands in quotes as one cell; the quotes were taken off and the line was split.`,
          ]
        : []),
      ...(delimiter === "|" ? [`The cells of ${file} are separated by "|".`] : []),
    ],
    fileHash: () => bytes.sha256(),
    sheets: () => Promise.resolve([{ name, hidden: false }]),
    rows: (_sheet: SheetInfo, signal?: AbortSignal) => {
      const turned = encoding === "utf-8" && !isQuoted ? new Unmarked() : new Encoded(encoding, isQuoted);
      return readCsvRows(file, bytes.pieces(), {
        turned,
        delimiter,
        skipFirst: announced !== undefined,
        signal,
      });
    },
  };
}

interface RowOptions {
  /** What makes UTF-8 of the pieces. */
  readonly turned: PieceTurner;
  readonly delimiter: Delimiter;
  readonly skipFirst: boolean;
  readonly signal: AbortSignal | undefined;
}

async function* readCsvRows(
  file: string,
  pieces: ReturnType<TextBytes["pieces"]>,
  { turned, delimiter, skipFirst, signal }: RowOptions,
): AsyncGenerator<readonly Row[]> {
  // The line `sep=;` is an instruction. Spreadsheets do not show it as a row.
  const rows = new CsvRows(delimiter.charCodeAt(0), skipFirst ? 0 : 1);
  const turns = new Turns();
  function* blocksOf(piece: Uint8Array | undefined): Generator<readonly Row[]> {
    const taken = rows.take(piece);
    // A misplaced quote is an error, not a guess.
    if (rows.misquoted > 0) throw unclosedQuote(file, rows.misquoted);
    if (rows.waiting > MAX_QUOTED_TEXT) throw unclosedQuote(file, rows.next);
    const filled = taken.filter(({ row, width }) => row > 0 && width > 0);
    for (let at = 0; at < filled.length; at += CSV_BLOCK_ROWS) yield filled.slice(at, at + CSV_BLOCK_ROWS);
  }
  for await (const piece of pieces) {
    if (signal?.aborted) throw cancelled(file);
    yield* blocksOf(turned.take(piece));
    await turns.give();
  }
  yield* blocksOf(turned.end());
  yield* blocksOf(undefined);
}

function firstLines(text: string): string[] {
  const lines = text.split("\n");
  return lines.slice(0, SAMPLE_LINES).map((line, n) => (n < lines.length - 1 ? `${line}\n` : line));
}

/**
 * The delimiter that splits most lines into the same number of fields; among equals, the one with more fields.
 * Title rows above the header have other numbers of fields and do not count.
 */
function delimiterOf(sample: readonly string[]): Delimiter {
  const text = new TextEncoder().encode(sample.join(""));
  let best: { delimiter: Delimiter; lines: number; fields: number } = { delimiter: ",", lines: 0, fields: 1 };
  for (const delimiter of DELIMITERS) {
    const rows = new CsvRows(delimiter.charCodeAt(0));
    const counts = new Map<number, number>();
    for (const { fields } of [...rows.take(text), ...rows.take()]) if (fields > 1) addTo(counts, fields);
    for (const [fields, lines] of counts) {
      if (lines > best.lines || (lines === best.lines && fields > best.fields)) {
        best = { delimiter, lines, fields };
      }
    }
  }
  return best.delimiter;
}
