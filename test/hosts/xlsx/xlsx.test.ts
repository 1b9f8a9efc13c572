import { NOT_CALCULATED } from "../../../src/workbook/cells";
import { strToU8, unzipSync, Zip, ZipDeflate, zipSync } from "fflate";
import { readZip } from "../../../src/hosts/xlsx/zip";
import { newXlsx, openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { describeWorkbookContract, readAll } from "../contract";
import { FileHost } from "./file-host";
import {
  changed,
  MAIN,
  partsOf,
  relationshipsXml,
  RELATIONSHIPS,
  rowsXml,
  sheetXml,
  unzip,
  zip,
  type Parts,
} from "./packages";
import { assumptionsSpec, usersSpec } from "../specs";

const LOG = sheetXml(
  rowsXml([
    ["User", "Days"],
    ["ann", 3],
  ]),
);
const ours = [usersSpec(), assumptionsSpec()];

describeWorkbookContract("an .xlsx file", () => Promise.resolve(new FileHost(zip(partsOf({ Log: LOG })))));

async function written(bytes: Uint8Array, specs = ours): Promise<Uint8Array> {
  const workbook = openXlsx("test.xlsx", bytes);
  await workbook.write(specs);
  return workbook.toBytes();
}

const rowsOf = async (rows: string, extra: Parts = {}) =>
  readAll(openXlsx("test.xlsx", zip(partsOf({ S: sheetXml(rows) }, extra))), "S");

const codeOf = (open: () => unknown): string => {
  try {
    open();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "opened";
};

describe("reading a sheet", () => {
  test("cells stand where their references say, or next to the one before", async () => {
    const rows = await rowsOf(
      `<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c><c r="AA3"><v>3</v></c></row>` +
        `<row><c><v>4</v></c></row><row r="9"/><row><c r="C12"><v>5</v></c></row>`,
    );
    expect(rows[0]).toEqual({ row: 3, cells: [null, 1, 2, ...Array<null>(23).fill(null), 3] });
    expect(rows.slice(1)).toEqual([
      { row: 4, cells: [4] },
      { row: 12, cells: [null, null, 5] },
    ]);
  });

  test("every type of cell", async () => {
    const [row] = await rowsOf(
      `<row><c><v>-1.5E3</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c><c t="str"><f>A1&amp;"x"</f><v>a&lt;b</v></c>` +
        `<c t="d"><v>2026-01-02T03:04:05</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="n"><f>1</f></c>` +
        `<c t="s"><v>0</v></c></row>`,
      sharedStrings(`<si><t>shared</t></si>`),
    );
    expect(row?.cells).toEqual([
      -1500,
      false,
      { error: "#DIV/0!" },
      "a<b",
      "2026-01-02T03:04:05",
      "in",
      NOT_CALCULATED,
      "shared",
    ]);
  });

  test("a formula without a stored value is neither a blank nor 0; an empty text is a value", async () => {
    const [row] = await rowsOf(
      `<row><c><f>1</f><v/></c><c t="str"><f>""</f><v></v></c><c><f>2</f><v>2</v></c><c><v>3</v></c></row>`,
    );
    expect(row?.cells).toEqual([NOT_CALCULATED, "", 2, 3]);
  });

  test("shared strings: runs are joined, phonetic guides left out, white space kept where it counts", async () => {
    const items = [
      `<si><r><t xml:space="preserve">two </t></r><r><rPr><b/></rPr><t>runs</t></r></si>`,
      `<si><t>課税</t><rPh sb="0" eb="2"><t>カゼイ</t></rPh><phoneticPr fontId="1"/></si>`,
      `<si><t xml:space="preserve"> a </t></si>`,
      `<si><t> a </t></si>`,
      `<si/>`,
      `<si><t>_x000D_&#10;_x005F_x0041_ &#x1F600;</t></si>`,
      `<si><t><![CDATA[<raw> & ]]>text<!-- no --></t></si>`,
    ];
    const cells = items.map((_, n) => `<c t="s"><v>${n}</v></c>`).join("");
    const [row] = await rowsOf(`<row>${cells}</row>`, sharedStrings(items.join("")));
    expect(row?.cells).toEqual(["two runs", "課税", " a ", "a", "", "\r\n_x0041_ 😀", "<raw> & text"]);
  });

  test("all that XML allows: prefixes, quotes, comments, '>' in attributes, extensions", async () => {
    const sheet =
      `<?xml version='1.0'?><!-- <row> --><x:worksheet xmlns:x="${MAIN}"><x:dimension ref='A1:B7'/><x:sheetData>` +
      `<x:row r='1' note="a>b r='5'"><x:c  t = 'inlineStr' r = "B1" ><x:is><x:t>&apos;v&apos;</x:t></x:is></x:c >` +
      `<x:c r="C1"><x:v>1<!-- 2 -->3</x:v><x:extLst><x:ext><x:v>99</x:v></x:ext></x:extLst></x:c></x:row></x:sheetData></x:worksheet>`;
    const workbook = openXlsx("test.xlsx", zip(partsOf({ S: sheet })));
    expect(await readAll(workbook, "S")).toEqual([{ row: 1, cells: [null, "'v'", 13] }]);
    expect((await workbook.sheets())[0]?.announcedRows).toBe(7);
  });

  test("line ends in text are one sign, however the file was saved", async () => {
    const [row] = await rowsOf(
      `<row><c t="inlineStr"><is><t>a\r\nb\rc</t></is></c><c t="str"><v>d\r\ne</v></c></row>`,
    );
    expect(row?.cells).toEqual(["a\nb\nc", "d\ne"]);
  });

  test("parts in UTF-16", async () => {
    const text = `\ufeff<?xml version="1.0" encoding="UTF-16"?>${sheetXml(rowsXml([["ünï"]]))}`;
    const parts = Object.fromEntries(
      Object.entries(partsOf({ S: "" })).map(([name, xml]) => [name, strToU8(xml)]),
    );
    const utf16 = new Uint8Array(new Uint16Array([...text].map((sign) => sign.charCodeAt(0))).buffer);
    const workbook = openXlsx("t.xlsx", zipSync({ ...parts, "xl/worksheets/sheet1.xml": utf16 }));
    expect((await readAll(workbook, "S"))[0]?.cells).toEqual(["ünï"]);
  });

  test("long sheets come in blocks, and none of their rows is lost", async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, n) => `<row r="${n * 7 + 1}"><c r="C${n * 7 + 1}"><v>${n}</v></c></row>`,
    );
    const workbook = openXlsx("t.xlsx", zip(partsOf({ S: sheetXml(rows.join("")) })));
    const [sheet] = await workbook.sheets();
    let n = 0;
    for await (const block of workbook.rows(sheet!)) {
      expect(block.length).toBeLessThanOrEqual(2048);
      for (const row of block) {
        if (row.row !== n * 7 + 1 || row.cells[2] !== n) throw new Error(`Row ${n} is wrong`);
        n++;
      }
    }
    expect(n).toBe(30_000);
  });

  test("wide sparse rows are read without holding them all", async () => {
    const rows = Array.from(
      { length: 2_000 },
      (_, n) => `<row r="${n + 1}"><c r="XFD${n + 1}"><v>1</v></c></row>`,
    );
    const workbook = openXlsx("t.xlsx", zip(partsOf({ S: sheetXml(rows.join("")) })));
    const [sheet] = await workbook.sheets();
    let cells = 0;
    let all = 0;
    for await (const block of workbook.rows(sheet!)) {
      for (const row of block) cells += row.cells.length + (row.far?.length ?? 0);
      all += block.length;
    }
    expect(all).toBe(2_000);
    expect(cells).toBe(2_000);
  });

  test.each([
    ["a column behind the last", `<row><c r="XFE1"><v>1</v></c></row>`],
    ["a row behind the last", `<row r="1048577"><c><v>1</v></c></row>`],
    ["a document type", `<!DOCTYPE x []><row/>`],
    ["a tag that does not end", `<row><c r="A1`],
  ])("%s is an error", async (_, rows) => {
    await expect(rowsOf(rows)).rejects.toMatchObject({ code: "damaged" });
  });

  test("hidden sheets are told, chart sheets left out, 1904 known, Strict and odd targets read", async () => {
    const strict = (text: string) =>
      text
        .replaceAll(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replaceAll(RELATIONSHIPS, "http://purl.oclc.org/ooxml/officeDocument/relationships");
    const parts = partsOf({ A: LOG, B: LOG, C: LOG, D: LOG });
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"]!.replace(
      "<sheets>",
      `<workbookPr date1904="true"/><sheets>`,
    ).replace(`name="B"`, `name="B" state="veryHidden"`);
    parts["xl/_rels/workbook.xml.rels"] = relationshipsXml([
      ["worksheet", "/xl/Worksheets/SHEET1.xml"],
      ["worksheet", "../xl/./worksheets/sheet%32.xml"],
      ["chartsheet", "worksheets/sheet3.xml"],
      ["worksheet", "worksheets\\sheet4.xml"],
    ]);
    const workbook = openXlsx(
      "t.xlsx",
      zip(Object.fromEntries(Object.entries(parts).map(([n, t]) => [n, strict(t)]))),
    );
    expect(workbook.dateSystem).toBe(1904);
    expect(await workbook.sheets()).toEqual([
      { name: "A", hidden: false },
      { name: "B", hidden: true },
      { name: "D", hidden: false },
    ]);
    for (const name of ["A", "B", "D"]) expect(await readAll(workbook, name)).toHaveLength(2);
  });
});

describe("files that are no workbook", () => {
  const good = zip(partsOf({ S: LOG }));
  const ole = (text: string) =>
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...[...text].flatMap((c) => [c.charCodeAt(0), 0])]);
  const xlsb = changed(good, "[Content_Types].xml", (xml) =>
    xml.replace(/application[^"]*main\+xml/, "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
  );
  const docx = changed(good, "[Content_Types].xml", (xml) =>
    xml.replace("spreadsheetml.sheet", "wordprocessingml.document"),
  );

  test.each<[string, string, Uint8Array]>([
    ["empty", "empty", new Uint8Array()],
    ["text", "not-a-workbook", strToU8("a,b\n1,2")],
    ["bytes", "not-a-workbook", new Uint8Array([1, 2, 0, 4])],
    ["a password", "encrypted", ole("EncryptedPackage")],
    ["an .xls file", "old-format", ole("Workbook")],
    ["an .xlsb file", "old-format", xlsb],
    ["a .docx file", "not-a-workbook", docx],
    ["another zip", "not-a-workbook", zip({ "a.txt": "x" })],
    ["a zip cut off", "truncated", good.subarray(0, good.length - 30)],
    ["a zip cut off in the middle", "truncated", good.subarray(0, 300)],
    ["XML cut off", "damaged", changed(good, "xl/workbook.xml", (xml) => xml.slice(0, -20))],
  ])("%s", (_, code, bytes) => {
    expect(codeOf(() => openXlsx("t.xlsx", bytes))).toBe(code);
  });

  /** The package with fields of one entry's directory record changed. */
  function lying(part: string, change: (record: DataView) => void, bytes = good): Uint8Array {
    const copy = bytes.slice();
    const view = new DataView(copy.buffer);
    for (let at = view.getUint32(copy.length - 6, true); at < copy.length - 22;) {
      const length = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(copy.subarray(at + 46, at + 46 + length));
      if (name === part) change(new DataView(copy.buffer, at));
      at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return copy;
  }
  const SHEET = "xl/worksheets/sheet1.xml";
  const read = async (bytes: Uint8Array) => readAll(openXlsx("t.xlsx", bytes), "S");

  test("a part that holds more than it announces", async () => {
    await expect(read(lying(SHEET, (v) => v.setUint32(24, 10, true)))).rejects.toMatchObject({
      code: "bomb",
    });
  });
  test("a part that holds less than it announces", async () => {
    await expect(read(lying(SHEET, (v) => v.setUint32(24, 1e6, true)))).rejects.toMatchObject({
      code: "truncated",
    });
  });
  test("a checksum that does not match", async () => {
    await expect(read(lying(SHEET, (v) => v.setUint32(16, 1, true)))).rejects.toMatchObject({
      code: "damaged",
    });
  });
  test("packed data that cannot be unpacked", async () => {
    const copy = good.slice();
    const { data } = readZip("t", copy).find(({ name }) => name === SHEET)!;
    data.fill(0xff, 0, 20);
    await expect(read(copy)).rejects.toMatchObject({ code: "damaged" });
  });
  test.each<[string, string, (record: DataView) => void]>([
    ["a ratio that no workbook has", "bomb", (v) => v.setUint32(24, 0x7fffffff, true)],
    ["more packed bytes than the file", "truncated", (v) => v.setUint32(20, 0x7fffffff, true)],
    ["an offset into nowhere", "truncated", (v) => v.setUint32(42, 0x7fffffff, true)],
    ["an offset to no header", "damaged", (v) => v.setUint32(42, 5, true)],
    ["an encrypted entry", "encrypted", (v) => v.setUint16(8, 1, true)],
    ["a method we do not know", "damaged", (v) => v.setUint16(10, 99, true)],
  ])("%s", (_, code, change) => {
    expect(codeOf(() => openXlsx("t.xlsx", lying(SHEET, change)))).toBe(code);
  });
  test("entries that overlap", () => {
    const first = readZip("t", good)[0]!;
    let bytes = good;
    for (const { name } of readZip("t", good)) {
      const point = (v: DataView): void => {
        v.setUint32(42, 0, true);
        v.setUint32(20, good.length - 200, true);
      };
      bytes = lying(name, point, bytes);
    }
    expect(first.name).toBe("[Content_Types].xml");
    expect(codeOf(() => openXlsx("t.xlsx", bytes))).toBe("bomb");
  });
  test("two different parts of one name", () => {
    const bytes = zip({ ...partsOf({ S: LOG }), "XL/workbook.xml": "<other/>" });
    expect(codeOf(() => openXlsx("t.xlsx", bytes))).toBe("damaged");
  });
});

describe("writing into the user's package", () => {
  const user = zip(
    partsOf(
      { Log: LOG },
      {
        "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0"/></cellXfs><dxfs count="0"/></styleSheet>`,
        "xl/_rels/workbook.xml.rels": relationshipsXml([
          ["worksheet", "worksheets/sheet1.xml"],
          ["styles", "styles.xml"],
        ]),
        "xl/vbaProject.bin": "\u0001macro",
        "customXml/item1.xml": "<keep  this = 'as is' />",
      },
    ),
  );

  test("what is not ours stays byte for byte", async () => {
    const before = readZip("t", user);
    const after = new Map(readZip("t", await written(user)).map((entry) => [entry.name, entry]));
    const edited = ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"];
    for (const entry of before.filter(({ name }) => !edited.includes(name))) {
      expect(after.get(entry.name)).toEqual(entry);
    }
    expect([...after.keys()].filter((name) => !before.some((entry) => entry.name === name)).sort()).toEqual([
      "xl/charts/chart1.xml",
      "xl/drawings/_rels/drawing1.xml.rels",
      "xl/drawings/drawing1.xml",
      "xl/tables/table1.xml",
      "xl/worksheets/_rels/sheet2.xml.rels",
      "xl/worksheets/sheet2.xml",
      "xl/worksheets/sheet3.xml",
    ]);
  });

  test("bars begin at 0 unless one is below it, and lines where their values do", async () => {
    const chartOf = async (kind: "bar" | "line", days: number) => {
      const spec = usersSpec([days]);
      const bytes = await written(user, [
        { ...spec, charts: spec.charts.map((chart) => ({ ...chart, kind })) },
        assumptionsSpec(),
      ]);
      return unzip(bytes)["xl/charts/chart1.xml"];
    };
    expect(await chartOf("bar", 1)).toContain('<c:orientation val="minMax"/><c:min val="0"/>');
    expect(await chartOf("bar", -1)).not.toContain("<c:min ");
    expect(await chartOf("line", 1)).not.toContain("<c:min ");
  });

  test("the same specs again give the same bytes, in one session and in the next", async () => {
    const once = await written(user);
    expect(await written(once)).toEqual(once);
    expect(await written(await written(once))).toEqual(once);
    expect(await written(user)).toEqual(once);
  });

  test("a zip written as a stream, sizes behind the data, is copied with the sizes ahead", async () => {
    const chunks: Uint8Array[] = [];
    const stream = new Zip((_, chunk) => chunks.push(chunk));
    for (const [name, text] of Object.entries(unzip(user))) {
      const part = new ZipDeflate(name);
      stream.add(part);
      part.push(strToU8(text), true);
    }
    stream.end();
    const streamed = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
    const after = await written(streamed);
    expect(new DataView(streamed.buffer).getUint16(6, true) & 8).toBe(8);
    for (let at = 0; new DataView(after.buffer, at).getUint32(0, true) === 0x04034b50;) {
      const header = new DataView(after.buffer, at);
      expect(header.getUint16(6, true) & 8).toBe(0);
      at += 30 + header.getUint16(26, true) + header.getUint16(28, true) + header.getUint32(18, true);
    }
    expect(unzip(after)["customXml/item1.xml"]).toBe(unzip(user)["customXml/item1.xml"]);
  });

  test("a part that a second run does not change keeps its bytes", async () => {
    const saved = zip(unzip(await written(user)));
    const after = new Map(readZip("t", await written(saved)).map((entry) => [entry.name, entry]));
    for (const entry of readZip("t", saved).filter(({ name }) => /styles|workbook\.xml|Content/.test(name))) {
      expect(after.get(entry.name)).toEqual(entry);
    }
  });

  test("styles are known again though Excel wrote their attributes and parts in another order", async () => {
    const reordered = changed(await written(user), "xl/styles.xml", (xml) =>
      xml
        .replace(/<xf (numFmtId="\d+") (fontId="\d+")/g, "<xf $2 $1")
        .replace(`<b/><sz val="16"/>`, `<sz val="16"/><b/>`),
    );
    expect(unzip(await written(reordered))["xl/styles.xml"]).toBe(unzip(reordered)["xl/styles.xml"]);
  });

  test("nothing stays behind when our sheets are removed", async () => {
    const workbook = openXlsx("t.xlsx", await written(user));
    await workbook.remove(["users", "assumptions"]);
    const after = unzip(workbook.toBytes());
    const before = unzip(user);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect({ ...after, "xl/styles.xml": "" }).toEqual({ ...before, "xl/styles.xml": "" });
  });

  test("relationships, content types and names speak only of what is there", async () => {
    const many = await written(await written(user), [{ ...usersSpec([1]), charts: [], inputs: [] }]);
    const parts = unzip(many);
    expect(Object.keys(parts).filter((name) => /drawing|chart/.test(name))).toEqual([]);
    const overrides = [...parts["[Content_Types].xml"]!.matchAll(/PartName="\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    expect(new Set(overrides).size).toBe(overrides.length);
    for (const name of overrides) expect(Object.keys(parts)).toContain(name);
    for (const [name, xml] of Object.entries(parts).filter(([name]) => name.endsWith(".rels"))) {
      for (const [, target] of xml.matchAll(/Target="\/([^"]+)"/g))
        expect([name, Object.keys(parts)]).toEqual([name, expect.arrayContaining([target])]);
    }
  });

  test("styles grow once, from the user's normal font, and the counts are right", async () => {
    const styles = unzip(await written(user))["xl/styles.xml"]!;
    expect(styles).toContain(`<font><b/><sz val="16"/><name val="Arial"/></font>`);
    for (const [list, element] of [
      ["fonts", "font"],
      ["fills", "fill"],
      ["borders", "border"],
      ["cellXfs", "xf"],
      ["numFmts", "numFmt"],
    ] as const) {
      const inside = new RegExp(`<${list} count="(\\d+)">(.*?)</${list}>`).exec(styles)!;
      expect([list, Number(inside[1])]).toEqual([
        list,
        inside[2]!.match(new RegExp(`<${element}[ />]`, "g"))!.length,
      ]);
    }
    expect(styles.indexOf("<numFmts")).toBeLessThan(styles.indexOf("<fonts"));
  });

  test("prefixes everywhere are taken up", async () => {
    const prefixed = (xml: string) =>
      xml.replace(/<(\/?)(?=[a-zA-Z])/g, "<$1x:").replace(`xmlns="${MAIN}"`, `xmlns:x="${MAIN}"`);
    let bytes = user;
    for (const part of ["xl/workbook.xml", "xl/styles.xml"]) bytes = changed(bytes, part, prefixed);
    bytes = changed(bytes, "xl/workbook.xml", (xml) =>
      xml.replaceAll("xmlns:r=", "xmlns:q=").replaceAll("r:id", "q:id"),
    );
    const after = await written(bytes);
    const parts = unzip(after);
    for (const part of ["xl/workbook.xml", "xl/styles.xml"])
      expect(parts[part]).not.toMatch(/<[a-wyz]\w*[ >/]/);
    expect((await openXlsx("t", after).sheets()).map(({ ours }) => ours)).toEqual([
      undefined,
      "users",
      "assumptions",
    ]);
    expect(await written(after)).toEqual(after);
  });

  test("what tables and totals say", async () => {
    const parts = unzip(await written(user));
    const table = parts["xl/tables/table1.xml"]!;
    expect(table).toContain(`ref="A3:D7" totalsRowCount="1"`);
    expect(table).toContain(`<autoFilter ref="A3:D6"/>`);
    expect(table).toContain(`name="Cost" totalsRowFunction="custom"><calculatedColumnFormula>`);
    const sum =
      "IF(SUBTOTAL(103,SeatwiseUsers[Cost])&gt;SUBTOTAL(102,SeatwiseUsers[Cost]),&quot;unknown&quot;," +
      "SUBTOTAL(109,SeatwiseUsers[Cost]))";
    expect(table).toContain(`<totalsRowFormula>${sum}</totalsRowFormula>`);
    const sheet = parts["xl/worksheets/sheet2.xml"]!;
    expect(sheet).toContain(`<f>${sum}</f><v>648</v>`);
    expect(sheet).toContain(`<f>SUBTOTAL(103,SeatwiseUsers[Days '[per month']])</f>`);
    expect(sheet).toContain(`<hyperlink ref="C1" location="'Assumptions'!B2"/>`);
    expect(sheet).toContain(
      `<formula1>&quot;Keep,Move to Flex,Say &quot;&quot;no&quot;&quot;&quot;</formula1>`,
    );
    expect(parts["xl/workbook.xml"]).toContain(
      `<definedName name="Seatwise.sheet.users" hidden="1">'Users'!$A$1</definedName>`,
    );
    expect(parts["xl/workbook.xml"]).not.toContain("fullCalcOnLoad");
  });

  test("table ids are unique across the package and stay with their table", async () => {
    const table = `<table xmlns="${MAIN}" id="1" name="Mine" displayName="Mine" ref="A1:B2"><tableColumns count="0"/></table>`;
    const bytes = zip({
      ...unzip(user),
      "xl/tables/table1.xml": table,
      "xl/worksheets/_rels/sheet1.xml.rels": relationshipsXml([["table", "../tables/table1.xml"]]),
    });
    const after = unzip(await written(bytes));
    expect(after["xl/tables/table1.xml"]).toBe(table);
    expect(after["xl/tables/table2.xml"]).toContain(`id="2"`);
    const renamed = changed(zip(after), "xl/tables/table2.xml", (xml) => xml.replace(`id="2"`, `id="40"`));
    expect(unzip(await written(renamed))["xl/tables/table2.xml"]).toContain(`id="40"`);
    const taken = changed(bytes, "xl/tables/table1.xml", (xml) => xml.replaceAll("Mine", "SEATWISEUSERS"));
    await expect(written(taken)).rejects.toMatchObject({ code: "name-taken" });
  });

  test("removing keeps what belongs to the tabs behind", async () => {
    const mine = (await written(user)).slice();
    const bytes = changed(mine, "xl/workbook.xml", (xml) =>
      xml
        .replace("<sheets>", `<bookViews><workbookView activeTab="2" firstSheet="1"/></bookViews><sheets>`)
        .replace(
          "<definedNames>",
          `<definedNames><definedName name="here" localSheetId="2">Assumptions!$A$1</definedName><definedName name="mine">SUM(Users!$A$1,'Users'!$B$1,Log!$A$1)</definedName>`,
        ),
    );
    const workbook = openXlsx("t.xlsx", bytes);
    await workbook.remove(["users"]);
    const xml = unzip(workbook.toBytes())["xl/workbook.xml"]!;
    expect(xml).toContain(`activeTab="1" firstSheet="1"`);
    expect(xml).toContain(`<definedName name="here" localSheetId="1">`);
    expect(xml).toContain(`>SUM(#REF!$A$1,#REF!$B$1,Log!$A$1)<`);
  });

  test("a copy of our sheet that the user made is the user's", async () => {
    const bytes = changed(await written(user), "xl/workbook.xml", (xml) =>
      xml.replace(
        "<definedNames>",
        `<definedNames><definedName name="Seatwise.sheet.summary" localSheetId="0" hidden="1">Log!$A$1</definedName>`,
      ),
    );
    expect((await openXlsx("t.xlsx", bytes).sheets())[0]).toEqual({ name: "Log", hidden: false });
    await expect(written(bytes)).resolves.toBeDefined();
  });

  test("the calculation chain goes when it names cells of ours, and stays when not", async () => {
    const withChain = async (id: number) => {
      const parts = unzip(await written(user));
      parts["xl/calcChain.xml"] = `<calcChain xmlns="${MAIN}"><c r="A1" i="${id}"/></calcChain>`;
      parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"]!.replace(
        "</Relationships>",
        `<Relationship Id="cc" Type="${RELATIONSHIPS}/calcChain" Target="calcChain.xml"/></Relationships>`,
      );
      return Object.keys(unzip(await written(zip(parts))));
    };
    expect(await withChain(1)).toContain("xl/calcChain.xml");
    expect(await withChain(2)).not.toContain("xl/calcChain.xml");
  });

  test("a protected structure is read but not written", async () => {
    const bytes = changed(user, "xl/workbook.xml", (xml) =>
      xml.replace("<sheets>", `<workbookProtection lockStructure="1"/><sheets>`),
    );
    await expect(written(bytes)).rejects.toMatchObject({ code: "protected" });
    expect(await readAll(openXlsx("t.xlsx", bytes), "Log")).toHaveLength(2);
  });

  test("a signature is remarked upon and kept", async () => {
    const bytes = zip({ ...unzip(user), "_xmlsignatures/sig1.xml": "<Signature/>" });
    expect(openXlsx("t.xlsx", bytes).remarks).toEqual([expect.stringContaining("signed")]);
    expect(Object.keys(unzipSync(await written(bytes)))).toContain("_xmlsignatures/sig1.xml");
  });

  test("a new workbook opens on its first sheet; a user's stays where it was", async () => {
    const fresh = newXlsx("new.xlsx");
    await fresh.write(ours);
    await fresh.write(ours);
    const parts = unzip(fresh.toBytes());
    expect(parts["xl/worksheets/sheet1.xml"]).toContain(`tabSelected="1"`);
    expect(parts["xl/worksheets/sheet2.xml"]).not.toContain(`tabSelected`);
    expect(unzip(await written(user))["xl/worksheets/sheet2.xml"]).not.toContain(`tabSelected`);
    await fresh.remove(["users", "assumptions"]);
    expect((await fresh.sheets()).map(({ name }) => name)).toEqual(["Sheet1"]);
  });
});

function sharedStrings(items: string): Parts {
  return {
    "xl/_rels/workbook.xml.rels": relationshipsXml([
      ["worksheet", "worksheets/sheet1.xml"],
      ["sharedStrings", "sharedStrings.xml"],
    ]),
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${items}</sst>`,
  };
}
