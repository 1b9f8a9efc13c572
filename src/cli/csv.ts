/** A cell of a csv file; null is an empty one. */
export type CsvCell = string | number | null;

/** Rows that are joined at once: a file of a million rows is longer than a string may be. */
const LINES_AT_ONCE = 10_000;

/** A csv file as RFC 4180 has it, in UTF-8. Numbers have a decimal point and no sign for above 0. */
export function csvBytes(header: readonly string[], rows: Iterable<readonly CsvCell[]>): Uint8Array {
  const encoder = new TextEncoder();
  const blocks: Uint8Array[] = [];
  let lines = [lineOf(header)];
  for (const row of rows) {
    lines.push(lineOf(row));
    if (lines.length < LINES_AT_ONCE) continue;
    blocks.push(encoder.encode(lines.join("")));
    lines = [];
  }
  blocks.push(encoder.encode(lines.join("")));
  return oneArray(blocks);
}

const lineOf = (cells: readonly CsvCell[]): string => `${cells.map(csvField).join(",")}\r\n`;

function csvField(cell: CsvCell): string {
  if (cell === null) return "";
  // Neither -0 nor a sign of an exponent above 0 is a number to every reader.
  if (typeof cell === "number")
    return String(cell === 0 ? 0 : cell)
      .replace("e+", "E")
      .replace("e", "E");
  // A spreadsheet program that opens the file must not take a text for a formula.
  const text = cell.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function oneArray(blocks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}
