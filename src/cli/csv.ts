/** A cell of a csv file; null is an empty one. */
export type CsvCell = string | number | null;

/** A csv file as RFC 4180 has it, in pieces. Numbers have a decimal point and no sign for above 0. */
export function* csvPieces(header: readonly string[], rows: Iterable<readonly CsvCell[]>): Generator<string> {
  yield lineOf(header);
  for (const row of rows) yield lineOf(row);
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
