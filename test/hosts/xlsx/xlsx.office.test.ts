import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newXlsx, openXlsx } from "../../../src/hosts/xlsx/xlsx";
import type { SheetSpec } from "../../../src/workbook/spec";
import { readAll } from "../contract";
import { unzip, zip } from "./packages";
import { assumptionsSpec, sheetSpec, usersSpec } from "../specs";

const TEXTS = ["=HYPERLINK(1)", "00123", "_x0041_", " a ", "a\nb", "<&>\"'", "a\u0001b", "😀"];

let folder: string;
const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8" });
/** The system's Python, for which distributions package openpyxl. */
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

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "office-"));
  const workbook = newXlsx("ours.xlsx");
  const texts = sheetSpec({
    key: "issues",
    name: "Issues",
    cells: TEXTS.map((value, row) => ({ row: row + 1, column: 0, value })),
  });
  await workbook.write([usersSpec(), assumptionsSpec(), texts]);
  writeFileSync(join(folder, "ours.xlsx"), workbook.toBytes());
});
afterAll(() => rmSync(folder, { recursive: true }));

test("LibreOffice computes what we stored", () => {
  // Without stored values it has to compute them.
  const bare = unzip(new Uint8Array(readFileSync(join(folder, "ours.xlsx"))));
  for (const [name, xml] of Object.entries(bare)) bare[name] = xml.replace(/<\/f><v>[^<]*<\/v>/g, "</f>");
  writeFileSync(join(folder, "bare.xlsx"), zip(bare));
  soffice("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "bare.xlsx");
  const users = readFileSync(join(folder, "bare-Users.csv"), "utf8");
  expect(users.split("\n").slice(2, 7)).toEqual([
    "User,Days [per month],Cost,Decision",
    "=1+1,4,72,",
    "user1,12,216,",
    "user2,20,360,",
    "Total,3,648,",
  ]);
  expect(readFileSync(join(folder, "bare-Assumptions.csv"), "utf8")).toContain("Twice,6");
});

test("LibreOffice saves it again, and our sheets are still found and written as before", async () => {
  soffice("xlsx:Calc MS Excel 2007 XML", "ours.xlsx", "--outdir", "again");
  const workbook = openXlsx("ours.xlsx", new Uint8Array(readFileSync(join(folder, "again", "ours.xlsx"))));
  expect((await workbook.sheets()).map(({ ours }) => ours)).toEqual(["users", "assumptions", "issues"]);
  expect((await readAll(workbook, "Issues")).map(({ cells }) => cells[0])).toEqual(TEXTS);
  await workbook.write([usersSpec(), assumptionsSpec()]);
  const once = workbook.toBytes();
  await workbook.write([usersSpec(), assumptionsSpec()]);
  expect(workbook.toBytes()).toEqual(once);
});

test("openpyxl reads values, tables, charts, names, validation and links", () => {
  const seen = python(`
import json, openpyxl
from openpyxl.utils.escape import unescape
book = openpyxl.load_workbook("ours.xlsx")
users = book["Users"]
defined = book.defined_names
names = [(d.name, d) for d in getattr(defined, "definedName", None) or defined.values()]
print(json.dumps({
  "tables": {t.name: [t.ref, t.autoFilter.ref, t.totalsRowCount] for t in users.tables.values()},
  "names": sorted((n, d.attr_text, bool(d.hidden)) for n, d in names),
  "choices": [v.formula1 for v in users.data_validations.dataValidation],
  "link": users["C1"].hyperlink.location,
  "formats": [users["B4"].number_format, users["C7"].number_format],
  "frozen": users.freeze_panes,
  "texts": [unescape(row[0].value) for row in book["Issues"].iter_rows()],
  "stored": openpyxl.load_workbook("ours.xlsx", data_only=True)["Users"]["C7"].value,
}))`);
  expect(seen).toEqual({
    tables: { SeatwiseUsers: ["A3:D7", "A3:D6", 1] },
    names: [
      ["Seatwise.sheet.assumptions", "'Assumptions'!$A$1", true],
      ["Seatwise.sheet.issues", "'Issues'!$A$1", true],
      ["Seatwise.sheet.users", "'Users'!$A$1", true],
      ["Seatwise.tokenPrice", "'Assumptions'!$B$2", false],
      ["Seatwise.userCount", "'Users'!$B$7", false],
    ],
    choices: ['"Keep,Move to Flex,Say ""no"""'],
    link: "'Assumptions'!B2",
    formats: ["#,##0.0_)_);(#,##0.0)_);#,##0.0_)_);@_)_)", "#,##0_)_);(#,##0)_);#,##0_)_);@_)_)"],
    frozen: "A4",
    texts: TEXTS,
    stored: 648,
  });
});

test("openpyxl reads pages, folded columns, marks, properties and where the workbook opens", async () => {
  const workbook = newXlsx("pages.xlsx");
  const users: SheetSpec = {
    ...usersSpec(),
    purpose: "answer",
    page: {
      orientation: "landscape",
      fit: "width",
      titleRows: { first: 1, last: 3 },
      footer: "R&D, as of 2026-10-31",
    },
    folded: [{ first: 2, last: 3 }],
    highlights: [
      { firstRow: 4, lastRow: 6, firstColumn: 2, lastColumn: 2, look: { bar: true } },
      { firstRow: 4, lastRow: 6, firstColumn: 3, lastColumn: 3, look: { text: "Keep", as: "fine" } },
    ],
  };
  await workbook.write([assumptionsSpec(), users], {
    title: "Seats",
    subject: "As of 2026-10-31",
    created: "2026-10-31",
    opensOn: "users",
  });
  writeFileSync(join(folder, "pages.xlsx"), workbook.toBytes());
  const seen = python(`
import json, openpyxl
book = openpyxl.load_workbook("pages.xlsx")
users = book["Users"]
print(json.dumps({
  "page": [users.page_setup.orientation, users.page_setup.fitToHeight, users.sheet_properties.pageSetUpPr.fitToPage],
  "titles": users.print_title_rows,
  "footer": [users.oddFooter.left.text, users.oddFooter.center.text, users.oddFooter.right.text],
  "folded": [users.column_dimensions["C"].hidden, users.column_dimensions["C"].outlineLevel],
  "rules": [[str(f.sqref), [r.type for r in f.rules]] for f in users.conditional_formatting],
  "refusal": [v.error for v in users.data_validations.dataValidation],
  "colour": users.sheet_properties.tabColor.rgb,
  "properties": [book.properties.title, book.properties.subject, book.properties.created.isoformat()],
  "opens": [book.active.title, [s.title for s in book if s.sheet_view.tabSelected]],
}))`);
  expect(seen).toEqual({
    page: ["landscape", 0, true],
    titles: expect.stringMatching(/^\$?1:\$?3$/) as string,
    footer: ["R&&D, as of 2026-10-31", "&F", "Page &P of &N"],
    folded: [true, 1],
    rules: [
      ["C4:C6", ["dataBar"]],
      ["D4:D6", ["cellIs"]],
      ["A4:D7", ["cellIs"]],
    ],
    refusal: ["Choose a decision."],
    colour: "FF1F4E79",
    properties: ["Seats", "As of 2026-10-31", "2026-10-31T00:00:00"],
    opens: ["Users", ["Users"]],
  });
});

test("every part is well-formed for xmllint", () => {
  const parts = unzip(new Uint8Array(readFileSync(join(folder, "ours.xlsx"))));
  for (const [name, xml] of Object.entries(parts)) {
    const path = join(folder, name.replaceAll("/", "_"));
    writeFileSync(path, xml);
    run("xmllint", ["--noout", "--nonet", path]);
  }
  expect(readdirSync(folder)).toContain("xl_charts_chart1.xml");
});
