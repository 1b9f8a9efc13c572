import fc from "fast-check";
import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { readZip } from "../../../src/hosts/xlsx/zip";
import { filled } from "../../../src/hosts/xlsx/shared-formula";
import { formulaPieces } from "../../../src/workbook/formula-text";
import { FileHost } from "./file-host";
import { describeFormulasContract } from "../formulas-contract";
import {
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

const LOG = sheetXml(
  rowsXml([
    ["User", "Days"],
    ["ann", 3],
  ]),
);
describeFormulasContract("an .xlsx file", () => Promise.resolve(new FileHost(zip(partsOf({ Log: LOG })))));

const uses = (formula: string) => /\bFLEX\(/.test(formula);
const rewrite = (formula: string) => formula.replaceAll("FLEX(", "SW_FLEX(");
const SHEET = "xl/worksheets/sheet1.xml";

/** A workbook of one sheet, S, with these rows and what stands behind them. */
const book = (rows: string, behind = "") =>
  zip(partsOf({ S: sheetXml(rows).replace("</worksheet>", `${behind}</worksheet>`) }));
const sheetOf = (bytes: Uint8Array) => unzip(bytes)[SHEET]!;

async function edited(bytes: Uint8Array, work: "rewrite" | "freeze", picks = uses) {
  const workbook = openXlsx("t.xlsx", bytes);
  const places = await (work === "rewrite"
    ? workbook.rewriteFormulas((formula) => (picks(formula) ? rewrite(formula) : undefined))
    : workbook.freezeFormulas(picks));
  return { places: places.map(({ place }) => place), bytes: workbook.toBytes() };
}

const SHARED =
  `<row r="2"><c r="B2"><f t="shared" ref="B2:B4" si="0">FLEX(A2,$C$1)</f><v>1</v></c></row>` +
  `<row r="3"><c r="B3"><f t="shared" si="0"/><v>2</v></c></row>` +
  `<row r="4"><c r="B4" t="e"><f t="shared" si="0"/><v>#N/A</v></c></row>`;

describe("shared formulas", () => {
  test("each cell has its own text to whoever asks", async () => {
    const found = await openXlsx("t", book(SHARED)).formulas(uses);
    expect(found.map(({ place, formula }) => [place, formula])).toEqual([
      ["S!B2", "FLEX(A2,$C$1)"],
      ["S!B3", "FLEX(A3,$C$1)"],
      ["S!B4", "FLEX(A4,$C$1)"],
    ]);
  });

  test("are rewritten once, where they are spelt", async () => {
    const { places, bytes } = await edited(book(SHARED), "rewrite");
    expect(places).toEqual(["S!B2", "S!B3", "S!B4"]);
    expect(sheetOf(bytes)).toBe(sheetXml(SHARED.replace("FLEX(", "SW_FLEX(")));
  });

  test("a cell that would change otherwise gets its own", async () => {
    const some = (formula: string) => uses(formula) && formula.includes("A3");
    const { bytes } = await edited(book(SHARED), "rewrite", some);
    expect(sheetOf(bytes)).toBe(
      sheetXml(SHARED.replace(`<f t="shared" si="0"/><v>2</v>`, `<f>SW_FLEX(A3,$C$1)</f><v>2</v>`)),
    );
    const others = await edited(book(SHARED), "rewrite", (formula) => uses(formula) && !some(formula));
    expect(sheetOf(others.bytes)).toBe(
      sheetXml(
        SHARED.replace("FLEX(", "SW_FLEX(").replace(
          `<f t="shared" si="0"/><v>2</v>`,
          `<f>FLEX(A3,$C$1)</f><v>2</v>`,
        ),
      ),
    );
  });

  test("what stays after the first is frozen gets its own", async () => {
    const { places, bytes } = await edited(book(SHARED), "freeze");
    expect(places).toEqual(["S!B2", "S!B3"]);
    expect(sheetOf(bytes)).toBe(
      sheetXml(
        `<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>` +
          `<row r="4"><c r="B4" t="e"><f>FLEX(A4,$C$1)</f><v>#N/A</v></c></row>`,
      ),
    );
  });

  test.each([
    ["A1+B$2*$C3-$D$4", 2, 3, "D3+E$2*$C5-$D$4"],
    ["SUM(A:A,$B:C,2:3,$2:3)", 1, 1, "SUM(B:B,$B:D,3:4,$2:4)"],
    ["'A1 B2'!A1&\"A1\"&Log10(A1)&Table1[A1]&A1.B2", 1, 0, "'A1 B2'!A2&\"A1\"&Log10(A2)&Table1[A1]&A1.B2"],
    ["A1", -1, 0, "#REF!"],
    ["XFD1:XFE1", 0, 1, "#REF!:XFE1"],
    ["Sheet1!A1:B2+Q4!C5", 1, 1, "Sheet1!B2:C3+Q4!D6"],
    ["1.5E3+2", 1, 1, "1.5E3+2"],
  ])("%s filled %d down and %d right is %s", (formula, rows, columns, expected) => {
    expect(filled(formula, rows, columns)).toBe(expected);
  });
});

test("freezing leaves what shows an error or nothing, and takes the marks of arrays with the formula", async () => {
  const rows =
    `<row r="1"><c r="A1" s="3" cm="1" t="str"><f t="array" ref="A1:A2" ca="1">FLEX(B1:B2)</f><v>x</v></c>` +
    `<c r="B1"><f>FLEX(1)</f></c><c r="C1" t="str"><f>FLEX(2)</f><v></v></c><c r="D1"><f>FLEX(3)</f><v/></c>` +
    `<c r="E1" t="e"><f>FLEX(4)</f><v>#NAME?</v></c><c r="F1"><f>1+1</f><v>2</v></c>` +
    `<c r="G1"><f t="dataTable" ref="G1:G2" r1="A1">FLEX(</f><v>1</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>`;
  const { places, bytes } = await edited(book(rows), "freeze");
  expect(places).toEqual(["S!A1", "S!C1"]);
  expect(sheetOf(bytes)).toBe(
    sheetXml(
      rows
        .replace(` cm="1" t="str"><f t="array" ref="A1:A2" ca="1">FLEX(B1:B2)</f>`, ` t="str">`)
        .replace(`<f>FLEX(2)</f>`, ""),
    ),
  );
});

describe("formulas outside cells", () => {
  const behind =
    `<conditionalFormatting sqref="A1:A9"><cfRule type="expression" priority="1"><formula>FLEX(A1)&gt;2</formula></cfRule></conditionalFormatting>` +
    `<dataValidations count="1"><dataValidation type="decimal" sqref="B1"><formula1>1</formula1><formula2>FLEX(9)</formula2></dataValidation></dataValidations>` +
    `<extLst><ext xmlns:x14="x" xmlns:xm="y"><x14:dataValidations><x14:dataValidation type="custom"><x14:formula1><xm:f>FLEX(Log!A1)</xm:f></x14:formula1><xm:sqref>C1 C3</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`;
  const table =
    `<table xmlns="${MAIN}" id="1" name="Log" displayName="Log" ref="A1:B3"><tableColumns count="2">` +
    `<tableColumn id="1" name="Days"/><tableColumn id="2" name="Cost"><calculatedColumnFormula>FLEX(Log[[#This Row],[Days]])</calculatedColumnFormula>` +
    `<totalsRowFormula>FLEX(1)</totalsRowFormula></tableColumn></tableColumns></table>`;
  const parts: Parts = {
    ...unzip(book(`<row r="1"><c r="A1"><v>1</v></c></row>`, behind)),
    "xl/tables/table1.xml": table,
    "xl/worksheets/_rels/sheet1.xml.rels": relationshipsXml([["table", "../tables/table1.xml"]]),
  };
  parts["xl/workbook.xml"] = parts["xl/workbook.xml"]!.replace(
    "</sheets>",
    `</sheets><definedNames><definedName name="Cost" localSheetId="0" comment="mine">FLEX(1)&amp;"x"</definedName></definedNames>`,
  );

  test("are found, and rewritten where they stand", async () => {
    const { places, bytes } = await edited(zip(parts), "rewrite");
    expect(places).toEqual([
      "the conditional format of S!A1:A9",
      "the data validation of S!B1",
      "the data validation of S!C1 C3",
      "column Cost of table Log",
      "the total of column Cost of table Log",
      "the name Cost",
    ]);
    const expected = Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [
        name,
        name.endsWith("workbook.xml") || name === SHEET || name.includes("tables/")
          ? rewrite(text).replace(`&amp;"x"`, "&amp;&quot;x&quot;")
          : text,
      ]),
    );
    expect(unzip(bytes)).toEqual(expected);
  });

  test("are not frozen", async () => {
    const bytes = zip(parts);
    const after = await edited(bytes, "freeze");
    expect(after.places).toEqual([]);
    expect(unzip(after.bytes)).toEqual(unzip(bytes));
  });
});

test("parts that hold none of them stay byte for byte, all of them when there is none", async () => {
  const two = zip(
    partsOf({ S: sheetXml(SHARED), T: LOG }, { "xl/vbaProject.bin": "macro", "x.xml": "< as is" }),
  );
  const before = new Map(readZip("t", two).map((entry) => [entry.name, entry]));
  const { bytes } = await edited(two, "rewrite");
  for (const entry of readZip("t", bytes)) {
    if (entry.name !== SHEET) expect(entry).toEqual(before.get(entry.name));
  }
  const none = await edited(two, "freeze", () => false);
  expect(readZip("t", none.bytes)).toEqual([...before.values()]);
});

test.each(["rewrite", "freeze"] as const)(
  "the list of formula cells goes when one changes (%s)",
  async (work) => {
    const parts = partsOf({ S: sheetXml(SHARED), T: LOG });
    parts["xl/calcChain.xml"] = `<calcChain xmlns="${MAIN}"><c r="B2" i="1"/></calcChain>`;
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"]!.replace(
      "</Types>",
      `<Override PartName="/xl/calcChain.xml" ContentType="x/calcChain"/></Types>`,
    );
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"]!.replace(
      "</Relationships>",
      `<Relationship Id="cc" Type="${RELATIONSHIPS}/calcChain" Target="calcChain.xml"/></Relationships>`,
    );
    const after = unzip((await edited(zip(parts), work)).bytes);
    expect(Object.keys(after)).not.toContain("xl/calcChain.xml");
    expect(after["[Content_Types].xml"]).not.toContain("calcChain");
    expect(after["xl/_rels/workbook.xml.rels"]).not.toContain("calcChain");
    expect(after["xl/workbook.xml"]).toBe(parts["xl/workbook.xml"]);
  },
);

test("prefixes and cells without references are understood", async () => {
  const rows = `<x:row r="5"><x:c><x:v>1</x:v></x:c><x:c cm="1"><x:f t="shared" ref="B5:B6" si="a">FLEX(A5)</x:f><x:v>1</x:v></x:c></x:row><x:row><x:c/><x:c><x:f t="shared" si="a"/></x:c></x:row>`;
  const prefixed = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData>${rows}</x:sheetData></x:worksheet>`;
  const { places, bytes } = await edited(zip(partsOf({ S: prefixed })), "freeze");
  expect(places).toEqual(["S!B5"]);
  expect(sheetOf(bytes)).toContain(
    `<x:c><x:v>1</x:v></x:c></x:row><x:row><x:c/><x:c><x:f>FLEX(A6)</x:f></x:c></x:row>`,
  );
});

test("a name that a table has is refused", async () => {
  const parts = partsOf(
    { S: LOG },
    {
      "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" displayName="SW_flex"/>`,
      "xl/worksheets/_rels/sheet1.xml.rels": relationshipsXml([["table", "../tables/table1.xml"]]),
    },
  );
  const workbook = openXlsx("t.xlsx", zip(parts));
  const naming = workbook.defineNames([{ name: "SW_FLEX", formula: "1", comment: "" }]);
  await expect(naming).rejects.toMatchObject({ code: "name-taken" });
});

test("the pieces of any formula are the formula", () => {
  const sign = fc.constantFrom(..."AB1(),\"'[]!#$ .:_é".split(""));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: sign })), (formula) => {
      expect(
        formulaPieces(formula)
          .map(({ text }) => text)
          .join(""),
      ).toBe(formula);
    }),
  );
});
