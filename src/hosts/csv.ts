import Papa from "papaparse";
import type { Cell, Row } from "../workbook/cells";
import type { SheetInfo, SheetReader } from "../workbook/reader";
import { sha256 } from "../workbook/sha256";
import { Turns } from "../workbook/turns";
import { cancelled, empty, notAWorkbook, unclosedQuote } from "../workbook/errors";
import { addTo } from "../engine/tally";

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
  const text = (): Iterable<string> =>
    isQuoted ? unquoted(decodedPieces(bytes, encoding)) : decodedPieces(bytes, encoding);
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
    fileHash: () => sha256(bytes),
    sheets: () => Promise.resolve([{ name, hidden: false }]),
    rows: (_sheet: SheetInfo, signal?: AbortSignal) =>
      readCsvRows(file, text(), delimiter, announced !== undefined, signal),
  };
}

async function* readCsvRows(
  file: string,
  text: Iterable<string>,
  delimiter: Delimiter,
  skipFirst: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[]> {
  // The line `sep=;` is an instruction. Spreadsheets do not show it as a row.
  let row = skipFirst ? -1 : 0;
  const turns = new Turns();
  for (const lines of parsedRows(file, text, delimiter, () => row + 1)) {
    if (signal?.aborted) throw cancelled(file);
    for (let at = 0; at < lines.length; at += CSV_BLOCK_ROWS) {
      const block: Row[] = [];
      for (const line of lines.slice(at, at + CSV_BLOCK_ROWS)) {
        row++;
        const cells = cellsOfLine(line);
        if (row > 0 && cells.length > 0) block.push({ row, cells });
      }
      if (block.length > 0) yield block;
    }
    await turns.give();
  }
}

/** Splits text that arrives in pieces into lines of fields. A misplaced quote is an error, not a guess. */
function* parsedRows(
  file: string,
  text: Iterable<string>,
  delimiter: Delimiter,
  nextRow: () => number,
): Generator<readonly string[][]> {
  const parser = new Papa.Parser({ delimiter, newline: "\n" });
  const parse = (input: string, ends: boolean): string[][] => {
    const { data, errors, meta } = parser.parse(input, 0, !ends) as Papa.ParseResult<string[]>;
    const quote = errors.find((error) => error.type === "Quotes" && (error.row ?? 0) < data.length);
    if (quote) throw unclosedQuote(file, nextRow() + (quote.row ?? 0));
    pending = ends ? "" : input.slice(meta.cursor);
    if (pending.length > MAX_QUOTED_TEXT) throw unclosedQuote(file, nextRow() + data.length);
    return data;
  };
  let pending = "";
  for (const piece of text) yield parse(pending + piece, false);
  // A line end at the very end closes the last row and starts no other.
  if (pending !== "") yield parse(pending.replace(/\n$/, ""), true);
}

/** The cells of a row up to the last one with content. */
function cellsOfLine(fields: readonly string[]): Cell[] {
  let length = fields.length;
  while (length > 0 && fields[length - 1] === "") length--;
  return fields.slice(0, length).map((field) => (field === "" ? null : field));
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
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += STEP_BYTES) {
      decoder.decode(bytes.subarray(at, at + STEP_BYTES), { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch {
    return "windows-1252";
  }
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
  let best: { delimiter: Delimiter; lines: number; fields: number } = { delimiter: ",", lines: 0, fields: 1 };
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(sample.join(""), { delimiter, newline: "\n" });
    const counts = new Map<number, number>();
    for (const { length } of data) if (length > 1) addTo(counts, length);
    for (const [fields, lines] of counts) {
      if (lines > best.lines || (lines === best.lines && fields > best.fields)) {
        best = { delimiter, lines, fields };
      }
    }
  }
  return best.delimiter;
}
