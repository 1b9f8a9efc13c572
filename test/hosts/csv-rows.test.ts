import fc from "fast-check";
import Papa from "papaparse";
import { hashWith } from "../../src/hosts/csv-bytes";
import { CsvRows } from "../../src/hosts/csv-rows";

/** The cells of a text that comes in pieces of some bytes, with blank ones at the ends of rows. */
function split(text: string, delimiter: string, step: number) {
  const rows = new CsvRows(delimiter.charCodeAt(0));
  const bytes = new TextEncoder().encode(text);
  const cells: string[][] = [];
  const take = (piece?: Uint8Array) => {
    for (const row of rows.take(piece))
      cells.push(Array.from({ length: row.fields }, (_, column) => String(row.cells[column] ?? "")));
  };
  for (let at = 0; at < bytes.length; at += step) take(bytes.subarray(at, at + step));
  take();
  return { cells, misquoted: rows.misquoted };
}

/** The same by another parser. */
function splitByPapa(text: string, delimiter: string) {
  const ended = text.replace(/\r\n?/g, "\n");
  const parser = new Papa.Parser({ delimiter, newline: "\n" });
  const { data, errors } = parser.parse(ended, 0, false) as Papa.ParseResult<string[]>;
  const quote = errors.find(({ type }) => type === "Quotes");
  // A line end at the very end closes the last row and starts no other.
  const isEnd = ended.endsWith("\n") && data.at(-1)?.join("\n") === "";
  return { cells: isEnd ? data.slice(0, -1) : data, misquoted: quote ? (quote.row ?? 0) + 1 : 0 };
}

const sign = fc.constantFrom(...'"""",,;\t\n\n\r ab€é\u00a0\u2028\ufeff𝄞', '""', "\r\n", '",', '\n"');
const word = fc.constantFrom(
  "Revit",
  "AutoCAD LT",
  '"Doe, J"',
  '"a ""b"" c"',
  "2026-01-05",
  "x".repeat(300),
  "",
);

test("any text is split as another parser splits it, however it is cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(sign, word), { maxLength: 40 }),
      fc.constantFrom(",", ";", "\t", "|"),
      fc.integer({ min: 1, max: 40 }),
      (parts, delimiter, step) => {
        const text = parts.join("");
        const [ours, theirs] = [split(text, delimiter, step), splitByPapa(text, delimiter)];
        expect(ours.misquoted).toBe(theirs.misquoted);
        if (ours.misquoted === 0) expect(ours.cells).toEqual(theirs.cells);
      },
    ),
    { numRuns: 3_000 },
  );
});

test("tables that repeat their cells, with and without quotes, are split as another parser splits them", () => {
  const cell = fc.constantFrom(
    "Revit",
    "Revit LT",
    "a,b",
    'a""b',
    'a"',
    '"',
    "x\ny",
    "x\r\ny",
    "",
    " ",
    '5" pipe',
    "ü",
  );
  const row = fc.tuple(cell, cell, cell, fc.boolean());
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 5, max: 500 }),
      (rows, step) => {
        const text = rows
          .map(([a, b, c, quoted]) => Papa.unparse([[a, b, c]], { quotes: quoted }))
          .join("\n");
        expect(split(text, ",", step)).toEqual(splitByPapa(text, ","));
      },
    ),
    { numRuns: 500 },
  );
});

test("a column of more texts than are kept, and a row of more cells", () => {
  const lines = Array.from({ length: 140_000 }, (_, n) => `id ${n},é`);
  const long = split(lines.join("\n"), ",", 200_000).cells;
  expect(long.every(([id], n) => id === `id ${n}`)).toBe(true);
  const wide = Array.from({ length: 600 }, (_, n) => `c${n % 300}`);
  expect(split(`${wide.join(",")}\n${wide.join(",")}`, ",", 1_000).cells).toEqual([wide, wide]);
});

/** Different texts of eight letters with one hash: the second word takes back what the first one did. */
function collidingTexts(count: number): string[] {
  const found: string[] = [];
  const letters = (word: number): string =>
    String.fromCharCode(word & 255, (word >> 8) & 255, (word >> 16) & 255, (word >>> 24) & 255);
  for (let first = 0; found.length < count; first++) {
    const begin = first.toString(36).padStart(4, "0");
    const word = [...begin].reduce((sum, sign, i) => sum | (sign.charCodeAt(0) << (8 * i)), 0);
    const before = hashWith(0, word);
    const rest = letters(0x61616161 ^ ((before << 5) | (before >>> 27)));
    if (/^[0-9A-Za-z]{4}$/.test(rest)) found.push(begin + rest);
  }
  return found;
}

test("texts that were made to collide are read as they are, and few of them get a code", () => {
  const texts = collidingTexts(2_000);
  const rows = new CsvRows(",".charCodeAt(0));
  const read = [...rows.take(new TextEncoder().encode(texts.join("\n"))), ...rows.take()];
  expect(new Set(texts).size).toBe(2_000);
  expect(read.map(({ cells }) => cells[0])).toEqual(texts);
  expect(read.filter((row) => row.codeAt(0) > 0).length).toBeLessThan(100);
});
