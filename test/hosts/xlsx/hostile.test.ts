import { afterEach, describe, expect, test, vi } from "vitest";
import { Package } from "../../../src/hosts/xlsx/package";
import { XML_LIMITS } from "../../../src/hosts/xlsx/xml-text";
import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { WorkbookError } from "../../../src/workbook/errors";
import { ALL_CASES } from "../../cases";
import { partsOf, sheetXml, zip } from "./packages";

afterEach(() => vi.restoreAllMocks());

const ROW = '<row r="1"><c r="A1"><v>1</v></c></row>';
const plain = partsOf({ S: sheetXml(ROW) });
const MANY = XML_LIMITS.elements;

/** The plain workbook with something in front of the end of one of its parts. */
const withInside = (part: string, mark: string, xml: string): Uint8Array =>
  zip({ ...plain, [part]: (plain[part] ?? "").replace(mark, `${xml}${mark}`) });

const messageOf = (bytes: Uint8Array): string => {
  try {
    openXlsx("t.xlsx", bytes);
  } catch (error) {
    if (error instanceof WorkbookError) return error.message;
    throw error;
  }
  return "opened";
};

describe("a part with more than any workbook needs is refused before it takes the memory", () => {
  const BOOK = "xl/workbook.xml";
  const refused: readonly (readonly [what: string, bytes: () => Uint8Array])[] = [
    ["elements", () => withInside(BOOK, "</workbook>", "<a/>".repeat(MANY))],
    ["levels", () => withInside(BOOK, "</workbook>", `${"<a>".repeat(300)}${"</a>".repeat(300)}`)],
    [
      "attributes",
      () => withInside(BOOK, "><sheets>", Array.from({ length: 1_001 }, (_, n) => ` a${n}="1"`).join("")),
    ],
    [
      "characters of attributes",
      () => withInside(BOOK, "><sheets>", ` a="${"x".repeat(XML_LIMITS.characters)}"`),
    ],
  ];
  const refusedInProofs: typeof refused = [
    [
      "content types",
      () => withInside("[Content_Types].xml", "</Types>", '<Default Extension="q"/>'.repeat(MANY)),
    ],
    [
      "names",
      () => withInside(BOOK, "</workbook>", `<definedNames>${"<definedName/>".repeat(MANY)}</definedNames>`),
    ],
  ];
  test.each(ALL_CASES ? [...refused, ...refusedInProofs] : refused)("%s", (_, bytes) => {
    expect(messageOf(bytes())).toMatch(
      /^t\.xlsx is damaged: .* has more elements, attributes or levels than/,
    );
  });

  test("an attribute may hold many equals signs", () => {
    expect(messageOf(withInside(BOOK, "><sheets>", ` a="${"=".repeat(2_000)}"`))).toBe("opened");
  });
});

test.each([
  ["name", 28],
  ["further field", 30],
  ["comment", 32],
])("a directory entry whose %s reaches beyond the end of the file is a file cut off", (_, field) => {
  const bytes = zip(plain);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let last = 0;
  for (let at = 0; at + 4 <= bytes.length; at++) if (view.getUint32(at, true) === 0x02014b50) last = at;
  view.setUint16(last + field, 0xffff, true);
  expect(messageOf(bytes)).toBe("t.xlsx is cut off before its end; copy, download or export it again.");
});

test("the sheets of a workbook are read without reading the workbook part again for each", async () => {
  const sheets = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`S${n}`, sheetXml(ROW)]));
  const workbook = openXlsx("t.xlsx", zip(partsOf(sheets)));
  const pieces = vi.spyOn(Package.prototype, "pieces");
  for (const sheet of await workbook.sheets())
    for await (const rows of workbook.rows(sheet)) expect(rows).toHaveLength(1);
  expect(pieces.mock.calls.filter(([part]) => part === "xl/workbook.xml").length).toBeLessThan(5);
});

test("a far cell costs no cells between, and is not lost", async () => {
  const rows = `<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="2"><c r="ZZ2"><v>3</v></c></row>`;
  const workbook = openXlsx("t.xlsx", zip(partsOf({ S: sheetXml(rows) })));
  const [sheet] = await workbook.sheets();
  const found = [];
  for await (const block of workbook.rows(sheet!)) found.push(...block);
  expect(found[0]).toEqual({ row: 1, cells: [1], far: [{ column: 16_383, cell: 2 }] });
  // A second table may stand this far to the right.
  expect(found[1]?.cells.at(701)).toBe(3);
});
