import type { Row } from "../workbook/cells";
import type { SheetInfo, SheetReader } from "../workbook/reader";
import { sha256OfFile } from "../workbook/sha256";
import { Turns } from "../workbook/turns";
import { cancelled, empty, notAWorkbook, unclosedQuote } from "../workbook/errors";
import { addTo } from "../engine/tally";
import { CsvRows } from "./csv-rows";
import { isUtf8 } from "./utf8";

type Delimiter = "," | ";" | "\t" | "|";

/** In order of preference. The comma is last, because it also occurs in prose and in decimals. */
const DELIMITERS: readonly Delimiter[] = ["\t", "|", ";", ","];
const DECIMAL_SIGN = { ",": ".", ";": ",", "\t": "unknown", "|": "unknown" } as const;

/** Number of first lines from which the delimiter is detected. */
const SAMPLE_LINES = 50;
const SAMPLE_BYTES = 64 * 1024;

const STEP_BYTES = 256 * 1024;
const CSV_BLOCK_ROWS = 2_048;
/** The limit of a cell is 32,767 characters; a longer quoted text has lost its closing quote. */
const MAX_QUOTED_TEXT = 1024 * 1024;

/** Opens a .csv file. Errors and data issues refer to it as `file`. */
export function openCsv(file: string, bytes: Uint8Array): SheetReader {
  if (bytes.length === 0) throw empty(file);
  const encoding = encodingOf(bytes);
  if (!encoding.startsWith("utf-16") && bytes.includes(0)) {
    throw notAWorkbook(file, "a file of bytes that are no text");
  }
  const plain = firstLines(decodedPieces(bytes.subarray(0, SAMPLE_BYTES), encoding));
  const isQuoted = isEachLineQuoted(plain);
  const pieces = (): Iterable<Uint8Array> => {
    if (encoding === "utf-8" && !isQuoted) return utf8Pieces(bytes);
    const text = decodedPieces(bytes, encoding);
    return encodedPieces(isQuoted ? unquoted(text) : text);
  };
  const sample = isQuoted ? [...unquoted(plain)] : plain;
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
    fileHash: () => sha256OfFile(bytes),
    sheets: () => Promise.resolve([{ name, hidden: false }]),
    rows: (_sheet: SheetInfo, signal?: AbortSignal) =>
      readCsvRows(file, pieces(), delimiter, announced !== undefined, signal),
  };
}

async function* readCsvRows(
  file: string,
  pieces: Iterable<Uint8Array>,
  delimiter: Delimiter,
  skipFirst: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[]> {
  // The line `sep=;` is an instruction. Spreadsheets do not show it as a row.
  const rows = new CsvRows(delimiter.charCodeAt(0), skipFirst ? 0 : 1);
  const turns = new Turns();
  for (const piece of withEnd(pieces)) {
    if (signal?.aborted) throw cancelled(file);
    const taken = rows.take(piece);
    // A misplaced quote is an error, not a guess.
    if (rows.misquoted > 0) throw unclosedQuote(file, rows.misquoted);
    if (rows.waiting > MAX_QUOTED_TEXT) throw unclosedQuote(file, rows.next);
    const filled = taken.filter(({ row, width }) => row > 0 && width > 0);
    for (let at = 0; at < filled.length; at += CSV_BLOCK_ROWS) yield filled.slice(at, at + CSV_BLOCK_ROWS);
    await turns.give();
  }
}

/** Pieces, and the end. */
function* withEnd<T>(pieces: Iterable<T>): Generator<T | undefined> {
  yield* pieces;
  yield undefined;
}

/** The bytes of a file in pieces of UTF-8, without a byte order mark. */
function* utf8Pieces(bytes: Uint8Array): Generator<Uint8Array> {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (let at = isMarked ? 3 : 0; at < bytes.length; at += STEP_BYTES)
    yield bytes.subarray(at, at + STEP_BYTES);
}

/** Text in pieces of UTF-8. */
function* encodedPieces(text: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of text) yield encoder.encode(piece);
}

/** The text of a file in pieces. Every line end is `\n`. */
function* decodedPieces(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding);
  let held = "";
  for (let at = 0; at < bytes.length; at += STEP_BYTES) {
    const piece = held + decoder.decode(bytes.subarray(at, at + STEP_BYTES), { stream: true });
    // A carriage return may be the first half of a line end; the second half comes in the next piece.
    held = piece.endsWith("\r") ? "\r" : "";
    yield (held ? piece.slice(0, -1) : piece).replace(/\r\n?/g, "\n");
  }
  yield held.replace("\r", "\n") + decoder.decode();
}

/** The encoding by its byte order mark, by the zero bytes of UTF-16, or by whether the bytes are valid UTF-8. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const head = bytes.subarray(0, 2048);
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++;
  });
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > head.length / 4) return "utf-16le";
  if (odd === 0 && even > head.length / 4) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

/** A line that is one cell in quotes. */
const QUOTED_LINE = /^"((?:[^"]|"")*)"(\n?)$/;

/** Whether every line is one cell in quotes that holds a whole row, as some programs save a csv once more. */
function isEachLineQuoted(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== "");
  return filled.length > 1 && filled.every((line) => /[,;\t|]/.test(QUOTED_LINE.exec(line)?.[1] ?? ""));
}

/** Takes the quotes off each line. */
function* unquoted(text: Iterable<string>): Generator<string> {
  const bare = (line: string): string => {
    const [, inside, end = ""] = QUOTED_LINE.exec(line) ?? [];
    return inside === undefined ? line : inside.replaceAll('""', '"') + end;
  };
  let held = "";
  for (const piece of text) {
    const lines = (held + piece).split(/(?<=\n)/);
    held = lines.at(-1)?.endsWith("\n") ? "" : (lines.pop() ?? "");
    yield lines.map(bare).join("");
  }
  yield bare(held);
}

function firstLines(text: Iterable<string>): string[] {
  const lines = [...text].join("").split("\n");
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
