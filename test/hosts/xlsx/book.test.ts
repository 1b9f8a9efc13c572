import { newXlsx, openXlsx } from "../../../src/hosts/xlsx/xlsx";
import type { BookSpec } from "../../../src/workbook/spec";
import { concatenated, readZip, zipPieces } from "../../../src/hosts/xlsx/zip";
import { changed, MAIN, partsOf, relationshipsXml, sheetXml, unzip, zip, type Parts } from "./packages";
import { assumptionsSpec, usersSpec } from "../specs";

const BOOK: BookSpec = {
  title: "Seats & tokens",
  subject: "As of 2026-10-31",
  created: "2026-10-31",
  opensOn: "assumptions",
};
const ours = [usersSpec(), assumptionsSpec()];

const CORE = "docProps/core.xml";
const APP = "docProps/app.xml";

async function written(bytes: Uint8Array, book: BookSpec = BOOK): Promise<Uint8Array> {
  const workbook = openXlsx("t.xlsx", bytes);
  await workbook.write(ours, book);
  return workbook.toBytes();
}

async function made(book: BookSpec = BOOK): Promise<Uint8Array> {
  const workbook = newXlsx("t.xlsx");
  await workbook.write(ours, book);
  return workbook.toBytes();
}

/** A sheet of the user's whose window state is as given. */
const viewed = (view: string): string =>
  sheetXml(`<row><c><v>1</v></c></row>`).replace(
    "<sheetData>",
    `<sheetPr/><sheetViews>${view}</sheetViews><sheetData>`,
  );
/** The selected sheets by their parts' names. */
const selected = (parts: Parts): string[] =>
  Object.keys(parts).filter((name) => /<sheetView [^>]*tabSelected="1"/.test(parts[name] ?? ""));

describe("where a workbook opens", () => {
  test("a new one opens on the sheet of the spec, and so does its second run on another", async () => {
    const once = await made();
    expect(unzip(once)["xl/workbook.xml"]).toContain(`<workbookView activeTab="1"/>`);
    expect(selected(unzip(once))).toEqual(["xl/worksheets/sheet2.xml"]);
    expect(await written(once)).toEqual(once);
    const twice = unzip(await written(once, { ...BOOK, opensOn: "users" }));
    expect(twice["xl/workbook.xml"]).toContain(`<workbookView activeTab="0"/>`);
    expect(selected(twice)).toEqual(["xl/worksheets/sheet1.xml"]);
  });

  test("the user's selected sheet loses its selection and nothing else, since two would be edited as a group", async () => {
    const chosen = `<sheetView showGridLines="0" tabSelected = 'true' workbookViewId="0"><selection activeCell="B2"/></sheetView>`;
    const plain = `<sheetView workbookViewId="0"/>`;
    const before = partsOf({ A: viewed(plain), B: viewed(chosen) });
    const after = unzip(await written(zip(before)));
    expect(selected(after)).toEqual(["xl/worksheets/sheet4.xml"]);
    expect(after["xl/worksheets/sheet1.xml"]).toBe(before["xl/worksheets/sheet1.xml"]);
    expect(after["xl/worksheets/sheet2.xml"]).toBe(
      before["xl/worksheets/sheet2.xml"]?.replace("tabSelected = 'true'", "tabSelected = '0'"),
    );
    expect(after["xl/workbook.xml"]).toContain(
      `<bookViews><workbookView activeTab="3"/></bookViews><sheets>`,
    );
  });

  test("a long sheet is changed before its rows and nowhere behind", async () => {
    const rows = `<row><c t="str"><v>${"tabSelected ".repeat(9)}</v></c></row>`.repeat(9_000);
    const sheet = `<?xml version="1.0" encoding="utf-8"?>${viewed(`<sheetView tabSelected="1" workbookViewId="0"/>`)}`;
    const before = sheet.replace("</sheetData>", `${rows}</sheetData>`);
    const after = unzip(await written(zip(partsOf({ A: before }))));
    expect(after["xl/worksheets/sheet1.xml"]).toBe(
      before.replace(`tabSelected="1"`, `tabSelected="0"`).replace("utf-8", "UTF-8"),
    );
  });

  test("the words of a selection in a cell are no selection", async () => {
    const before = partsOf({
      A: viewed(`<sheetView workbookViewId="0"/>`).replace(
        "<v>1</v>",
        `<is><t>&lt;sheetView tabSelected="1"</t></is>`,
      ),
    });
    const after = unzip(await written(zip(before)));
    expect(after["xl/worksheets/sheet1.xml"]).toBe(before["xl/worksheets/sheet1.xml"]);
  });

  test("the window's other settings stay, and a new window stands where the schema has it", async () => {
    const after = async (before: string) =>
      unzip(
        await written(
          changed(zip(partsOf({ A: sheetXml("") })), "xl/workbook.xml", (xml) =>
            xml.replace("<sheets>", `${before}<sheets>`),
          ),
        ),
      )["xl/workbook.xml"];
    const views = `<bookViews><workbookView xWindow="9" activeTab="0"/><workbookView activeTab="0"/></bookViews>`;
    expect(await after(views)).toContain(
      `<bookViews><workbookView xWindow="9" activeTab="2"/><workbookView activeTab="0"/></bookViews>`,
    );
    expect(await after(`<workbookPr/><workbookProtection/>`)).toContain(
      `<workbookPr/><workbookProtection/><bookViews><workbookView activeTab="2"/></bookViews><sheets>`,
    );
  });

  test("a sheet that is cut within its view is found so in time that grows with its length", async () => {
    const before = partsOf({ A: sheetXml(""), B: "<sheetView ".repeat(90_000) });
    const after = unzip(await written(zip(before)));
    expect(after["xl/worksheets/sheet2.xml"]).toBe(before["xl/worksheets/sheet2.xml"]);
  });

  test("a selected sheet whose bytes are damaged behind its view stays as it is, and ours are added", async () => {
    const name = "xl/worksheets/sheet1.xml";
    const sheet = viewed(`<sheetView tabSelected="1" workbookViewId="0"/>`);
    const entries = readZip("t.xlsx", zip(partsOf({ A: sheet, B: sheetXml("") })));
    const damaged = entries.map((entry) => (entry.name === name ? { ...entry, crc: entry.crc ^ 1 } : entry));
    const bytes = concatenated([...zipPieces("t.xlsx", damaged)]);
    const after = readZip("t.xlsx", await written(bytes));
    const left = (of: typeof entries) => of.find((entry) => entry.name === name);
    expect(left(after)).toEqual(left(readZip("t.xlsx", bytes)));
    expect(after.length).toBeGreaterThan(entries.length);
  });

  test("a workbook does not open on a sheet that the user hid", async () => {
    const hidden = changed(await made(), "xl/workbook.xml", (xml) =>
      xml
        .replace(`name="Assumptions"`, `name="Assumptions" state="hidden"`)
        .replace(`activeTab="1"`, `activeTab="0"`),
    );
    const after = unzip(await written(hidden));
    expect(after["xl/workbook.xml"]).toContain(`activeTab="0"`);
    expect(selected(after)).toEqual(["xl/worksheets/sheet1.xml"]);
  });
});

describe("document properties", () => {
  test("say title, subject and date; the next run says its own; they go with our sheets", async () => {
    const parts = unzip(await made());
    expect(parts[CORE]?.replace(/(<dc(?:terms)?:\w+)(?: xmlns:\w+="[^"]*")+/g, "$1")).toContain(
      `<dc:creator>Seatwise</dc:creator>` +
        `<dcterms:created xsi:type="dcterms:W3CDTF">2026-10-31T00:00:00Z</dcterms:created>` +
        `<dc:title>Seats &amp; tokens</dc:title><dc:subject>As of 2026-10-31</dc:subject>` +
        `<dcterms:modified xsi:type="dcterms:W3CDTF">2026-10-31T00:00:00Z</dcterms:modified>`,
    );
    expect(parts[APP]).toContain("<Application>Seatwise</Application>");
    expect(parts["_rels/.rels"]).toContain(`Target="/docProps/core.xml"`);
    expect(parts["[Content_Types].xml"]).toContain(`PartName="/docProps/app.xml"`);
    const next = unzip(
      await written(await made(), { ...BOOK, subject: "As of 2026-11-30", created: "2026-11-30" }),
    );
    expect(next[CORE]).toBe(
      parts[CORE]?.replace("As of 2026-10-31", "As of 2026-11-30").replace(
        /2026-10-31(T00:00:00Z<\/dcterms:m)/,
        "2026-11-30$1",
      ),
    );
    const workbook = openXlsx("t.xlsx", await made());
    await workbook.remove(["users", "assumptions"]);
    const left = unzip(workbook.toBytes());
    expect(Object.keys(left).filter((name) => name.startsWith("docProps"))).toEqual([]);
    expect(left["_rels/.rels"]).not.toContain("docProps");
    expect(left["[Content_Types].xml"]).not.toContain("docProps");
  });

  test("are well-formed after a program saved them with its namespaces in other elements", async () => {
    const parts = unzip(await made());
    // As openpyxl writes them: each element declares what it needs itself, the root nothing.
    const cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    parts[CORE] =
      `<cp:coreProperties xmlns:cp="${cp}"><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Seatwise` +
      `</dc:creator></cp:coreProperties>`;
    const core = unzip(await written(zip(parts)))[CORE]!;
    for (const [tag, prefix] of core.matchAll(/<(dc|dcterms):[^>]*>/g))
      expect(tag).toContain(`xmlns:${prefix}=`);
    expect(core).toMatch(/<dcterms:modified [^>]*xmlns:xsi="[^"]*" xsi:type=/);
    expect(core).toContain("Seats &amp; tokens");
  });

  test("that a person made stay as they are", async () => {
    const core =
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
      ` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ann</dc:creator><dc:title/></cp:coreProperties>`;
    const parts = partsOf({ A: sheetXml("") }, { [CORE]: core, [APP]: `<Properties xmlns="${MAIN}"/>` });
    parts["_rels/.rels"] = relationshipsXml([
      ["officeDocument", "xl/workbook.xml"],
      ["extended-properties", APP],
      ["metadata/core-properties", CORE],
    ]);
    const workbook = openXlsx("t.xlsx", await written(zip(parts)));
    expect(unzip(workbook.toBytes())[CORE]).toBe(core);
    await workbook.remove(["users", "assumptions"]);
    expect(unzip(workbook.toBytes())[CORE]).toBe(core);
    expect(unzip(workbook.toBytes())[APP]).toBe(parts[APP]);
  });

  test("that are damaged stay as they are, and stop nobody", async () => {
    const parts = partsOf({ A: sheetXml("") }, { [CORE]: "<cp:coreProperties", [APP]: "<" });
    parts["_rels/.rels"] = relationshipsXml([
      ["officeDocument", "xl/workbook.xml"],
      ["extended-properties", APP],
      ["metadata/core-properties", CORE],
    ]);
    const workbook = openXlsx("t.xlsx", await written(zip(parts)));
    await workbook.remove(["users", "assumptions"]);
    expect(unzip(workbook.toBytes())).toMatchObject({ [CORE]: parts[CORE], [APP]: parts[APP] });
  });

  test("of a user's workbook without any are made, and a second run gives the same bytes", async () => {
    const once = await written(zip(partsOf({ A: sheetXml("") })));
    expect(Object.keys(unzip(once))).toEqual(expect.arrayContaining([CORE, APP]));
    expect(await written(once)).toEqual(once);
  });
});
