import { strToU8, zipSync } from "fflate";
import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { Package } from "../../../src/hosts/xlsx/package";
import { NOT_CALCULATED } from "../../../src/workbook/cells";
import { readAll } from "../contract";
import { usersSpec } from "../specs";
import { changed, MAIN, partsOf, relationshipsXml, rowsXml, sheetXml, zip, type Parts } from "./packages";

const open = (parts: Parts) => openXlsx("t.xlsx", zip(parts));
const cellsOf = async (rows: string, extra: Parts = {}) =>
  (await readAll(open(partsOf({ S: sheetXml(rows) }, extra)), "S"))[0]?.cells;
const withShared = (sst: string): Parts => ({
  "xl/_rels/workbook.xml.rels": relationshipsXml([
    ["worksheet", "worksheets/sheet1.xml"],
    ["sharedStrings", "sharedStrings.xml"],
  ]),
  "xl/sharedStrings.xml": sst,
});

describe("white space", () => {
  const NBSP = "\u00a0";
  const WIDE = "\u3000";
  const runs = [`Anna${NBSP}`, "Smith", `${WIDE}山田`, " x ", "\t\n"];
  const xml = runs.map((run) => `<r><t>${run}</t></r>`).join("");

  test("only that of XML goes, and only where it does not count; other blanks part the words", async () => {
    const inline = `<c t="inlineStr"><is>${xml}</is></c>`;
    const shown = `Anna${NBSP}Smith${WIDE}山田x`;
    expect(
      await cellsOf(
        `<row>${inline}<c t="s"><v>0</v></c></row>`,
        withShared(`<sst xmlns="${MAIN}"><si>${xml}</si></sst>`),
      ),
    ).toEqual([shown, shown]);
  });

  test("counts where any element around the text says so, unless one nearer says otherwise", async () => {
    const sst =
      `<sst xmlns="${MAIN}" xml:space="preserve"><si><t> a </t></si>` +
      `<si><t xml:space="default"> b </t></si></sst>`;
    expect(await cellsOf(`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`, withShared(sst))).toEqual([
      " a ",
      "b",
    ]);
    const sheet = sheetXml(`<row><c t="inlineStr"><is><t> c </t></is></c></row>`);
    const kept = sheet.replace("<worksheet", `<worksheet xml:space="preserve"`);
    expect((await readAll(open(partsOf({ S: kept })), "S"))[0]?.cells).toEqual([" c "]);
  });

  test("of a value is no value: neither 0 nor the first shared text", async () => {
    const cells = await cellsOf(
      `<row><c><v> </v></c><c t="s"><v>\n</v></c><c t="b"><v> </v></c><c><f>1</f><v> </v></c>` +
        `<c t="str"><f>1</f><v> </v></c><c><v> 7 </v></c><c t="s"><v> 0 </v></c><c t="b"><v> 1</v></c></row>`,
      withShared(`<sst xmlns="${MAIN}"><si><t>first</t></si></sst>`),
    );
    expect(cells).toEqual([null, null, null, NOT_CALCULATED, " ", 7, "first", true]);
  });
});

test("TRUE and FALSE in every spelling, and no other word as either", async () => {
  const spelt = ["1", "true", "TRUE", "True", "0", "false", "FALSE", "yes", "2"];
  const cells = await cellsOf(`<row>${spelt.map((v) => `<c t="b"><v>${v}</v></c>`).join("")}</row>`);
  const damaged = (error: string) => ({ error, damaged: true });
  expect(cells).toEqual([true, true, true, true, false, false, false, damaged("yes"), damaged("2")]);
});

test("a cell whose value is none is damaged by itself; the rest of its row is read", async () => {
  const stored = ["1,5", "0x10", "Infinity", "1e999", "NaN", "abc"];
  const cells = await cellsOf(
    `<row>${stored.map((v) => `<c><v>${v}</v></c>`).join("")}<c t="s"><v>7</v></c><c><v>0e5</v></c><c><v>+1.5</v></c></row>`,
  );
  expect(cells).toEqual([
    ...stored.map((error) => ({ error, damaged: true })),
    { error: "shared text 7", damaged: true },
    0,
    1.5,
  ]);
});

describe("encodings of parts", () => {
  const text = (declaration: string) => `${declaration}${sheetXml(rowsXml([["ünï"]]))}`;
  const utf16 = (xml: string, bigEndian: boolean) =>
    Uint8Array.from(
      [...xml].flatMap((sign) => {
        const [low, high] = [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8];
        return bigEndian ? [high, low] : [low, high];
      }),
    );
  const read = async (sheet: Uint8Array) => {
    const parts = Object.entries(partsOf({ S: "" })).map(([name, xml]) => [name, strToU8(xml)] as const);
    const bytes = zipSync({ ...Object.fromEntries(parts), "xl/worksheets/sheet1.xml": sheet });
    return (await readAll(openXlsx("t.xlsx", bytes), "S"))[0]?.cells;
  };

  test.each([
    ["big-endian", true],
    ["little-endian", false],
  ])("UTF-16 without a mark, %s, with and without a declaration", async (_, bigEndian) => {
    for (const declaration of [`<?xml version="1.0" encoding="UTF-16"?>`, `<?xml version="1.0"?>`, ""])
      expect(await read(utf16(text(declaration), bigEndian))).toEqual(["ünï"]);
  });

  test("UTF-8 that says that it is UTF-16, and Windows-1252", async () => {
    expect(await read(strToU8(text(`<?xml version="1.0" encoding="UTF-16"?>`)))).toEqual(["ünï"]);
    const latin = text(`<?xml version="1.0" encoding="windows-1252"?>`);
    expect(await read(Uint8Array.from([...latin].map((sign) => sign.charCodeAt(0))))).toEqual(["ünï"]);
  });

  test("a part in UTF-16 that we change is UTF-8 afterwards, and says so", async () => {
    const parts = Object.entries(partsOf({ S: sheetXml("") }));
    const declared = `<?xml version="1.0" encoding="utf-16"?>`;
    const bytes = zipSync(
      Object.fromEntries(
        parts.map(([name, xml]) => [
          name,
          utf16(declared + xml.replace(/^<\?xml[^>]*\?>\n?/, ""), name.length % 2 === 0),
        ]),
      ),
    );
    const workbook = openXlsx("t.xlsx", bytes);
    await workbook.write([usersSpec()]);
    const again = openXlsx("t.xlsx", workbook.toBytes());
    expect((await again.sheets()).map(({ name }) => name)).toEqual(["S", "Users"]);
    const book = Package.read("t.xlsx", workbook.toBytes()).text("xl/workbook.xml");
    expect(book).toContain(`encoding="UTF-8"`);
  });
});

describe("packages as other programs write them", () => {
  const LOG = rowsXml([["User", "Days"]]);
  const rows = [{ row: 1, cells: ["User", "Days"] }];

  test("names in capitals, with backslashes, a leading slash or percent signs, and absolute targets", async () => {
    const parts = partsOf({ Log: sheetXml(LOG) });
    parts["_rels/.rels"] = relationshipsXml([["officeDocument", "/XL/Workbook.xml"]]);
    parts["xl/_rels/workbook.xml.rels"] = relationshipsXml([["worksheet", "/xl/worksheets/My%20sheet.xml"]]);
    const spelt: Parts = {};
    for (const [name, text] of Object.entries(parts))
      spelt[name.replace("sheet1.xml", "My sheet.xml").replace(/^xl\//, "XL\\")] = text;
    const workbook = open(spelt);
    expect(await readAll(workbook, "Log")).toEqual(rows);
    await workbook.write([usersSpec()]);
    const again = openXlsx("t.xlsx", workbook.toBytes());
    expect((await again.sheets()).map(({ name }) => name)).toEqual(["Log", "Users"]);
    await again.write([usersSpec()]);
    expect(again.toBytes()).toEqual(workbook.toBytes());
  });

  test("shared texts without counts, spelt in another case than the part", async () => {
    const parts = partsOf(
      { Log: sheetXml(`<row><c t="s"><v>1</v></c></row>`) },
      {
        "xl/_rels/workbook.xml.rels": relationshipsXml([
          ["worksheet", "worksheets/sheet1.xml"],
          ["sharedStrings", "sharedStrings.xml"],
        ]),
        "xl/SharedStrings.xml": `<sst xmlns="${MAIN}"><si/><si><t>b</t></si></sst>`,
      },
    );
    expect(await readAll(open(parts), "Log")).toEqual([{ row: 1, cells: ["b"] }]);
  });

  test("relationships in a prefix of their own, and none at all", async () => {
    const parts = partsOf(
      { Log: sheetXml(LOG) },
      { "xl/worksheets/_rels/sheet1.xml.rels": "<Relationships/>" },
    );
    for (const part of ["_rels/.rels", "xl/_rels/workbook.xml.rels"])
      parts[part] = parts[part]!.replace(/<(\/?)R/g, "<$1p:R").replace("xmlns=", "xmlns:p=");
    const workbook = open(parts);
    expect(await readAll(workbook, "Log")).toEqual(rows);
    await workbook.write([usersSpec()]);
    expect(await readAll(openXlsx("t.xlsx", workbook.toBytes()), "Log")).toEqual(rows);
  });

  test("strict Open XML gets sheets in its own namespaces", async () => {
    const strict = (text: string) =>
      text
        .replaceAll(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replaceAll(
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships",
        );
    const parts = Object.entries(partsOf({ Log: sheetXml(LOG) })).map(([n, t]) => [n, strict(t)] as const);
    const workbook = open(Object.fromEntries(parts));
    await workbook.write([usersSpec()]);
    const pkg = Package.read("t.xlsx", workbook.toBytes());
    for (const part of pkg.names().filter((name) => name.startsWith("xl/")))
      expect([part, pkg.text(part)]).not.toEqual([
        part,
        expect.stringMatching(/openxmlformats\.org\/(?:spreadsheetml|drawingml|officeDocument)\//),
      ]);
    expect((await openXlsx("t.xlsx", workbook.toBytes()).sheets()).map(({ ours }) => ours)).toEqual([
      undefined,
      "users",
    ]);
  });

  test("a sheet of ours whose part is missing is named, and nothing is changed", async () => {
    const workbook = open(partsOf({ Log: sheetXml(LOG) }));
    await workbook.write([usersSpec()]);
    const bytes = changed(workbook.toBytes(), "xl/_rels/workbook.xml.rels", (xml) =>
      xml.replace("/xl/worksheets/sheet2.xml", "/xl/worksheets/sheet9.xml"),
    );
    await expect(openXlsx("t.xlsx", bytes).write([usersSpec()])).rejects.toMatchObject({
      code: "damaged",
      message: expect.stringContaining("sheet Users has no content") as string,
    });
  });
});

describe("damage of one sheet", () => {
  const good = partsOf({ Log: sheetXml(rowsXml([["User"]])), Bad: sheetXml(rowsXml([["x"]])) });
  const BAD = "xl/worksheets/sheet2.xml";
  const cases: [string, Parts][] = [
    ["XML that is cut off", { ...good, [BAD]: good[BAD]!.slice(0, -30) }],
    ["no XML", { ...good, [BAD]: "PNG" }],
    ["a missing part", Object.fromEntries(Object.entries(good).filter(([name]) => name !== BAD))],
    [
      "tables and relationships that are no XML",
      {
        ...good,
        [BAD]: "<",
        "xl/worksheets/_rels/sheet2.xml.rels": relationshipsXml([["table", "../tables/table1.xml"]]),
        "xl/tables/table1.xml": "<table",
        "xl/worksheets/_rels/sheet1.xml.rels": "<",
      },
    ],
  ];

  test.each(cases)(
    "%s: the other sheets are read, ours are added, and it stays as it is",
    async (_, parts) => {
      const bytes = zip(parts);
      const workbook = openXlsx("t.xlsx", bytes);
      expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Log", "Bad"]);
      expect(await readAll(workbook, "Log")).toHaveLength(1);
      await expect(readAll(workbook, "Bad")).rejects.toMatchObject({ code: "damaged", sheet: "Bad" });
      await workbook.write([usersSpec()]);
      const after = Package.read("t.xlsx", workbook.toBytes());
      for (const name of Object.keys(parts).filter((part) => /sheets\/|tables\//.test(part)))
        expect([name, after.text(name)]).toEqual([name, parts[name]]);
      const once = workbook.toBytes();
      await workbook.write([usersSpec()]);
      expect(workbook.toBytes()).toEqual(once);
    },
  );
});
