import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { newXlsx } from "../../src/hosts/xlsx/xlsx";
import { template } from "../../src/sheets/template";

/** A file by its name. */
export interface FuzzInput {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Draws whole numbers from 0 to below a limit. */
export type Draw = (below: number) => number;

const days = Array.from(
  { length: 60 },
  (_, n) => `2026-0${n < 30 ? 8 : 9}-${String((n % 30) + 1).padStart(2, "0")}`,
);

/** Sound tables of small size, from which all inputs are made. */
export const SOUND: Readonly<Record<string, string>> = {
  "subscriptions.csv": `Offering,Seats,Unit price,Currency,End date,Contract,Term
Revit,5,2800,USD,2027-01-31,1,Annual
AutoCAD,4,1900,USD,2027-03-31,2,Annual`,
  "usage.csv": [
    "product_name,day_used,access_option,email,tokens_used",
    ...days.flatMap((day) => [`Revit,${day},Seat,anna@x.example,`, `AutoCAD,${day},Tokens,bob@x.example,7`]),
  ].join("\n"),
  "sessions.csv": `User,Product,Start,End,Version,Machine,Tokens
cara@x.example,AutoCAD,2026-09-01 08:00,2026-09-01 12:00,2026,PC1,7
cara@x.example,AutoCAD,2026-09-03 08:00,2026-09-04 12:00,2026,PC1,`,
  "rates.csv": "Product,Tokens per day\nAutoCAD,7\nRevit,10",
  "assumptions.csv": "Assumption,Value\nPool buffer,10 %\nToken price,3\nHorizon,3",
};

/** Texts that programs take for something else, or not at all. */
const NASTY = [
  ...["", " ", "0", "-1", "0x10", "1e308", "1e-320", "NaN", "Infinity", "9007199254740993", "9".repeat(300)],
  ...["1,5", "1.234", "1.234.567,8", "€5", "5 XYZ", "=1+1", '=HYPERLINK("x")', "+1", "@x", "#REF!", "TRUE"],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "\u001b[2J",
    "\u202egnp",
    "\u0000",
    "\ufeff",
    "\ud800",
    "e\u0301",
  ],
  ...["2026-02-30", "31/12/2026", "13/13/2026", "0000-00-00", "9999-12-31", "1899-12-30", "45000", "-45000"],
  ...['"', '""', "a,b", "a\nb", "\r", "x".repeat(40_000), "Total", "N/A", "null", "Offering", "Revit"],
];

const pick = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)]!;

/** Changes a table of text cell by cell, row by row or column by column. */
function mutatedTable(text: string, draw: Draw): string {
  const rows = text.split("\n").map((line) => line.split(","));
  for (let n = 1 + draw(3); n > 0; n--) {
    const row = pick(draw, rows);
    const column = draw(row.length);
    [
      () => (row[column] = pick(draw, NASTY)),
      () => (row[column] = pick(draw, pick(draw, rows))),
      () => rows.splice(draw(rows.length), 0, row),
      () => rows.length > 1 && rows.splice(draw(rows.length), 1),
      () => row.splice(column, 1),
      () => row.splice(column, 0, pick(draw, NASTY)),
      () => (row[column] = `"${(row[column] ?? "").replaceAll('"', '""')}"`),
      () => rows.forEach((one) => one.splice(column, 1)),
      () => rows.forEach((one, i) => i > 0 && (one[column] = pick(draw, NASTY))),
    ][draw(9)]!();
  }
  const text2 = rows.map((row) => row.join(pick(draw, [",", ",", ",", ";", "\t", "|"]))).join("\n");
  return draw(8) === 0 ? text2.replaceAll("\n", pick(draw, ["\r\n", "\r", "\n\n"])) : text2;
}

/** Changes bytes: one sign, a piece cut out, doubled, or overwritten. */
function mutatedBytes(bytes: Uint8Array, draw: Draw): Uint8Array {
  const at = draw(bytes.length);
  const length = draw(Math.min(64, bytes.length - at)) + 1;
  const before = bytes.subarray(0, at);
  const middle = bytes.slice(at, at + length);
  const after = bytes.subarray(at + length);
  const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));
  switch (draw(5)) {
    case 0:
      return joined(before, after);
    case 1:
      return joined(before, middle, middle, after);
    case 2:
      return joined(before);
    case 3:
      return joined(before, middle.fill(pick(draw, [0, 255, 60, 34])), after);
    default:
      return joined(before, middle.fill(draw(256), 0, 1), after);
  }
}

/** Changes the XML of a part by its tags and attributes. */
function mutatedXml(xml: string, draw: Draw): string {
  const tags = [...xml.matchAll(/<[^>]*>/g)];
  const { 0: tag, index } = pick(draw, tags);
  const replaced = (by: string): string => xml.slice(0, index) + by + xml.slice(index + tag.length);
  switch (draw(6)) {
    case 0:
      return replaced("");
    case 1:
      return replaced(tag.repeat(1 + draw(50)));
    case 2:
      return replaced(tag.replace(/"[^"]*"/, `"${pick(draw, NASTY).replace(/[&<"]/g, "")}"`));
    case 3:
      return replaced(tag.replace(/ [^ ]*="[^"]*"/, ""));
    case 4:
      return replaced(`${tag}${pick(draw, NASTY).replaceAll("<", "")}`);
    default:
      return replaced(tag.replace(/\d+/, String(pick(draw, [-1, 0, 1e9, 4294967296, 16385, 1048577]))));
  }
}

/** The blank tables of the template as a workbook, with some rows of the sound tables in it. */
async function workbook(): Promise<Uint8Array> {
  const book = newXlsx("book.xlsx");
  await book.write(template());
  return book.toBytes();
}

let made: Promise<Uint8Array> | undefined;

/** The files of one case: sound ones, one or two of them changed. */
export async function fuzzInputs(draw: Draw): Promise<FuzzInput[]> {
  const files = Object.entries(SOUND).map(([name, text]): FuzzInput => ({ name, bytes: strToU8(text) }));
  const changed = draw(files.length);
  const { name } = files[changed]!;
  switch (draw(4)) {
    case 0:
      files[changed] = { name, bytes: mutatedBytes(files[changed]!.bytes, draw) };
      break;
    case 1: {
      const parts = unzipSync(await (made ??= workbook()));
      const part = pick(draw, Object.keys(parts));
      parts[part] = strToU8(mutatedXml(strFromU8(parts[part]!), draw));
      files.push({ name: "book.xlsx", bytes: zipSync(parts) });
      break;
    }
    case 2:
      files.push({ name: "book.xlsx", bytes: mutatedBytes(await (made ??= workbook()), draw) });
      break;
    default:
      files[changed] = { name, bytes: strToU8(mutatedTable(SOUND[name]!, draw)) };
  }
  return files;
}
