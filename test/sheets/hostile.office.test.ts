import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newXlsx, openXlsx } from "../../src/hosts/xlsx/xlsx";
import { report } from "../../src/sheets/report/report";
import { runAnalysis } from "../../src/sheets/run";
import { cellName } from "../../src/workbook/cells";
import type { SheetSpec } from "../../src/workbook/spec";
import { readAll } from "../hosts/contract";
import { day, sheetsOf } from "./read/sheets-of";
import { HOSTILE } from "./report/hostile";

const FILE = "hostile.xlsx";
let folder: string;
/** Every text of the result that no formula makes, by sheet and cell. */
let texts: Map<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const set = [{ name: "Exports are complete", value: "yes" }];
  const run = await runAnalysis([sheetsOf(HOSTILE)], { today: day("2026-11-15"), set });
  const specs = report({ ...run, dateSystem: 1900 });
  texts = textsOf(specs);
  const workbook = newXlsx(FILE);
  await workbook.write(specs);
  writeFileSync(join(folder, FILE), workbook.toBytes());
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function textsOf(specs: readonly SheetSpec[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, cells, tables } of specs) {
    const see = (row: number, column: number, value: unknown, formula: string | undefined) => {
      if (typeof value === "string" && value !== "" && formula === undefined)
        found.set(`${name}!${cellName(row, column)}`, value);
    };
    for (const { row, column, value, formula } of cells) see(row, column, value, formula);
    for (const { at, rows } of tables)
      rows.forEach((row, r) =>
        row.forEach(({ value, formula }, c) => see(at.row + 1 + r, at.column + c, value, formula)),
      );
  }
  return found;
}

/** The texts that differ, with what the other program has there. */
const differing = (read: (place: string) => unknown): unknown[] =>
  [...texts].flatMap(([place, text]) => {
    const got = read(place);
    return got === text ? [] : [[place, text.slice(0, 50), typeof got === "string" ? got.slice(0, 50) : got]];
  });

test("the estate has names of every kind that programs take for something else, and they are in the result", () => {
  const all = new Set(texts.values());
  const kinds = ['=HYPERLINK("http://x.example","x")', "+1", "-1", "@x", "00123", "__proto__", "😀 astral"];
  for (const name of kinds) expect([name, all.has(name)]).toEqual([name, true]);
  // Marks of writing direction are dropped when a name is read, as names that look the same are the same.
  expect(all.has("right to left")).toBe(true);
  expect(texts.size).toBeGreaterThan(1000);
});

test("openpyxl reads every text as text, unchanged", () => {
  const script = `
import json, openpyxl
from openpyxl.utils.escape import unescape
book = openpyxl.load_workbook("${FILE}")
print(json.dumps({f"{s.title}!{c.coordinate}": [c.data_type, unescape(c.value)]
  for s in book for row in s.iter_rows() for c in row if c.data_type == "s"}))`;
  const printed = execFileSync("/usr/bin/python3", ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const read = JSON.parse(printed) as Record<string, [string, string]>;
  expect(differing((place) => read[place]?.[1])).toEqual([]);
}, 120_000);

test("LibreOffice opens, calculates and saves it, and every text is text, unchanged", async () => {
  execFileSync(
    "soffice",
    [
      `-env:UserInstallation=file://${folder}/profile`,
      "--headless",
      "--convert-to",
      "xlsx:Calc MS Excel 2007 XML",
      "--outdir",
      "again",
      FILE,
    ],
    { cwd: folder, stdio: "ignore" },
  );
  const again = openXlsx(FILE, new Uint8Array(readFileSync(join(folder, "again", FILE))));
  const read = new Map<string, unknown>();
  for (const { name } of await again.sheets())
    for (const { row, cells } of await readAll(again, name))
      cells.forEach((cell, column) => read.set(`${name}!${cellName(row, column)}`, cell));
  expect(differing((place) => read.get(place))).toEqual([]);
}, 300_000);
