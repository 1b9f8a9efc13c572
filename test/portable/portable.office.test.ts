import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptance } from "../../examples/make-acceptance";
import { FUNCTIONS } from "../../src/functions/functions";
import { freeze } from "../../src/portable/freeze";
import { makePortable } from "../../src/portable/make-portable";
import { TWINS } from "../../src/portable/twins";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { readAll } from "../hosts/contract";
import { FileHost } from "../hosts/xlsx/file-host";
import { partsOf, rowsXml, sheetXml, unzip, zip } from "../hosts/xlsx/packages";

let folder: string;
const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8" });
const python = (script: string) => JSON.parse(run("/usr/bin/python3", ["-c", script])) as unknown;
const soffice = (to: string, file: string, ...more: readonly string[]) =>
  run("soffice", [
    `-env:UserInstallation=file://${folder}/profile`,
    "--headless",
    "--convert-to",
    to,
    ...more,
    file,
  ]);

const ROWS = [
  ["User", "Days"],
  ["ann & <bob>", 85],
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "office-"));
  const host = new FileHost(zip(partsOf({ Log: sheetXml(rowsXml(ROWS).replaceAll(" & <bob>", "")) })));
  await host.addFormulas("Log", [
    { row: 3, column: 0, formula: '_xldudf_FLEXCOST(B2,6,3)&""', shows: [["1530"]] },
    { row: 4, column: 0, formula: "_xldudf_RATCHET(14500,B2:B2,20%)", shows: [[14_500]] },
    { row: 5, column: 0, formula: "B2*2", shows: [[170]] },
  ]);
  await makePortable(host.workbook, { twins: "all" });
  writeFileSync(join(folder, "portable.xlsx"), host.workbook.toBytes());
  await freeze(host.workbook);
  writeFileSync(join(folder, "frozen.xlsx"), host.workbook.toBytes());
  writeFileSync(join(folder, "acceptance.xlsx"), await acceptance());
});
afterAll(() => rmSync(folder, { recursive: true }));

test("openpyxl reads the names, their comments and the formulas that use them", () => {
  const seen = python(`
import json, openpyxl
book = openpyxl.load_workbook("portable.xlsx")
defined = book.defined_names
names = getattr(defined, "definedName", None) or defined.values()
log = book["Log"]
values = openpyxl.load_workbook("portable.xlsx", data_only=True)["Log"]
frozen = openpyxl.load_workbook("frozen.xlsx")["Log"]
print(json.dumps({
  "names": sorted(d.name for d in names),
  "lambdas": all(d.attr_text.startswith("_xlfn.LAMBDA(_xlpm.") for d in names),
  "comments": all(d.comment.startswith("Seatwise ") for d in names),
  "formulas": [log["A3"].value, log["A4"].value, log["A5"].value],
  "values": [values["A3"].value, values["A4"].value, values["A5"].value],
  "frozen": [frozen["A3"].value, frozen["A4"].value, frozen["A5"].value],
}))`);
  expect(seen).toEqual({
    names: [...TWINS.values()].map(({ name }) => name).sort(),
    lambdas: true,
    comments: true,
    formulas: ['=SW_FLEXCOST(B2,6,3)&""', "=SW_RATCHET(14500,B2:B2,20%)", "=B2*2"],
    values: ["1530", 14_500, 170],
    frozen: ["1530", 14_500, "=B2*2"],
  });
});

test.each(["portable", "frozen", "acceptance"])(
  "every part of %s.xlsx is well-formed for xmllint",
  (name) => {
    const parts = unzip(new Uint8Array(readFileSync(join(folder, `${name}.xlsx`))));
    for (const [part, xml] of Object.entries(parts)) {
      const path = join(folder, part.replaceAll("/", "_"));
      writeFileSync(path, xml);
      run("xmllint", ["--noout", "--nonet", path]);
    }
  },
);

// It does not know LAMBDA, so only the places of portable formulas are compared.
test("LibreOffice opens it, and saves all other cells as they were", async () => {
  soffice("xlsx:Calc MS Excel 2007 XML", "portable.xlsx", "--outdir", "again");
  const again = openXlsx("again", new Uint8Array(readFileSync(join(folder, "again", "portable.xlsx"))));
  const rows = await readAll(again, "Log");
  expect(rows.slice(0, 2).map(({ cells }) => cells)).toEqual([
    ["User", "Days"],
    ["ann", 85],
  ]);
  expect(rows.at(-1)?.cells[0]).toBe(170);
  const formulas = await again.formulas(() => true);
  expect(formulas.map(({ place }) => place)).toEqual(expect.arrayContaining(["Log!A3", "Log!A4", "Log!A5"]));
});

test("LibreOffice computes the expected results from the native formulas", () => {
  // Without stored values it has to compute them.
  const bare = unzip(new Uint8Array(readFileSync(join(folder, "acceptance.xlsx"))));
  for (const [part, xml] of Object.entries(bare)) bare[part] = xml.replace(/<\/f><v>[^<]*<\/v>/g, "</f>");
  writeFileSync(join(folder, "bare.xlsx"), zip(bare));
  soffice("csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,-1", "bare.xlsx");
  for (const sheet of ["Functions", "Portable"]) {
    const table = readFileSync(join(folder, `bare-${sheet}.csv`), "utf8")
      .trimEnd()
      .split("\n")
      .slice(5);
    const shown = FUNCTIONS.filter(({ twin }) => sheet === "Functions" || twin !== null);
    expect(table).toHaveLength(shown.flatMap(({ examples }) => examples).length);
    for (const line of table) {
      const [name, , , native, expected] = line.split("\t").map((cell) => cell.replace(/^"|"$/g, ""));
      if (Number.isNaN(Number(expected))) expect([name, native]).toEqual([name, expected]);
      else expect([name, Number(native)]).toEqual([name, expect.closeTo(Number(expected), 6)]);
    }
  }
});
