import { newXlsx, openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { APPEARANCE, BAR_COLOR, LINK_COLOR, MARKS, SERIES_COLORS } from "../../../src/workbook/looks";
import { cellHeight } from "../../../src/workbook/row-heights";
import type { InputRule, SheetSpec } from "../../../src/workbook/spec";
import { changed, MAIN, partsOf, relationshipsXml, sheetXml, unzip, zip } from "./packages";
import { assumptionsSpec, sheetSpec, usersSpec } from "../specs";

const PAGE = { orientation: "landscape", fit: "width", footer: "As of 2026-10-31" } as const;

/** The parts of a new workbook with sheets. */
async function partsWith(...specs: readonly SheetSpec[]): Promise<Record<string, string>> {
  const book = newXlsx("t.xlsx");
  await book.write(specs);
  return unzip(book.toBytes());
}

/** The first part of a new workbook's sheets. */
const sheetWith = async (parts: Partial<SheetSpec>): Promise<string> =>
  (await partsWith(sheetSpec({ key: "issues", name: "I", ...parts })))["xl/worksheets/sheet1.xml"] ?? "";

test("the elements of a sheet stand in the order of the schema", async () => {
  const full: SheetSpec = {
    ...usersSpec(),
    purpose: "answer",
    page: { ...PAGE, titleRows: { first: 1, last: 3 } },
    folded: [{ first: 2, last: 3 }],
  };
  const parts = await partsWith(full, assumptionsSpec());
  expect(childrenOf(parts["xl/worksheets/sheet1.xml"] ?? "")).toEqual([
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "drawing",
    "tableParts",
  ]);
});

test("the tab has the colour of the sheet's purpose", async () => {
  expect(await sheetWith({ purpose: "input" })).toContain(`<sheetPr><tabColor rgb="FFFFC000"/></sheetPr>`);
  expect(await sheetWith({})).not.toContain("<sheetPr");
});

test("a page is as wide as the paper, or one page, on the printer's own paper", async () => {
  const wide = await sheetWith({ page: PAGE });
  expect(wide).toContain(`<pageSetUpPr fitToPage="1"/>`);
  expect(wide).toContain(`<pageSetup orientation="landscape" fitToHeight="0"/>`);
  expect(await sheetWith({ page: { ...PAGE, orientation: "portrait", fit: "one page" } })).toContain(
    `<pageSetup orientation="portrait" fitToHeight="1"/>`,
  );
  expect(await sheetWith({})).not.toContain("pageSetup");
});

test("the footer keeps signs that have a meaning in footers, and its length", async () => {
  const footerOf = async (footer: string) =>
    /<oddFooter>(.*)<\/oddFooter>/.exec(await sheetWith({ page: { ...PAGE, footer } }))?.[1];
  expect(await footerOf("R&D <2026>")).toBe(
    "&amp;LR&amp;&amp;D &lt;2026&gt;&amp;C&amp;F&amp;RPage &amp;P of &amp;N",
  );
  // 255 characters less the codes, an ellipsis, and half a doubled sign, which would begin a code.
  const long = (await footerOf("&".repeat(400)))?.replaceAll("&amp;", "&") ?? "";
  expect(long).toBe(`&L${"&&".repeat(116)}…&C&F&RPage &P of &N`);
  expect(long.length).toBeLessThanOrEqual(255);
});

test("each page repeats the title rows; the next run writes them for the same tab, and the user's own names stay", async () => {
  const titled = (last: number): SheetSpec => ({
    ...usersSpec(),
    page: { ...PAGE, titleRows: { first: 2, last } },
  });
  const book = newXlsx("t.xlsx");
  await book.write([assumptionsSpec(), titled(3)]);
  const own =
    `<definedName name="_xlnm.Print_Area" localSheetId="1">'Users'!$A$1:$B$9</definedName>` +
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'Assumptions'!$1:$1</definedName>`;
  const again = openXlsx(
    "t.xlsx",
    changed(book.toBytes(), "xl/workbook.xml", (xml) =>
      xml.replace("<definedNames>", `<definedNames>${own}`),
    ),
  );
  const namesIn = (bytes: Uint8Array) =>
    [...(unzip(bytes)["xl/workbook.xml"] ?? "").matchAll(/<definedName name="_xlnm[^>]*>[^<]*/g)].map(
      ([name]) => name.replace(`<definedName name="_xlnm.`, ""),
    );
  expect(namesIn(book.toBytes())).toEqual([`Print_Titles" localSheetId="1">'Users'!$2:$3`]);
  await again.write([titled(5)]);
  expect(namesIn(again.toBytes())).toEqual([
    `Print_Area" localSheetId="1">'Users'!$A$1:$B$9`,
    `Print_Titles" localSheetId="0">'Assumptions'!$1:$1`,
    `Print_Titles" localSheetId="1">'Users'!$2:$5`,
  ]);
  await again.remove(["users"]);
  expect(namesIn(again.toBytes())).toEqual([`Print_Titles" localSheetId="0">'Assumptions'!$1:$1`]);
});

test("workings beyond the print area do not print, on the next run neither", async () => {
  const upTo = (lastRow: number): SheetSpec => ({
    ...usersSpec(),
    page: { ...PAGE, area: { lastRow, lastColumn: 27 } },
  });
  const book = newXlsx("t.xlsx");
  await book.write([upTo(9)]);
  const again = openXlsx("t.xlsx", book.toBytes());
  await again.write([upTo(12)]);
  const areas = [book, again].map((one) =>
    /Print_Area" localSheetId="0">[^<]*/.exec(unzip(one.toBytes())["xl/workbook.xml"] ?? "")?.toString(),
  );
  expect(areas).toEqual([9, 12].map((row) => `Print_Area" localSheetId="0">'Users'!$A$1:$AB$${row}`));
});

test("folded columns are hidden, and opened at the column before them", async () => {
  const cols = /<cols>(.*)<\/cols>/.exec(
    await sheetWith({ widths: [10, 20], folded: [{ first: 2, last: 3 }] }),
  )?.[1];
  expect(cols).toBe(
    `<col min="1" max="1" width="10.7109375" customWidth="1"/>` +
      `<col min="2" max="2" width="20.7109375" customWidth="1" collapsed="1"/>` +
      `<col min="3" max="3" width="9.1409375" customWidth="1" hidden="1" outlineLevel="1"/>` +
      `<col min="4" max="4" width="9.1409375" customWidth="1" hidden="1" outlineLevel="1"/>`,
  );
  const right = await sheetWith({ widths: [10], folded: [{ first: 1, last: 1 }] });
  expect(right).toContain(`<outlinePr summaryRight="0"/>`);
  expect(right).toContain(`<sheetFormatPr defaultRowHeight="15" outlineLevelCol="1"/>`);
  const left = await sheetWith({ widths: [10], folded: [{ first: 0, last: 0 }] });
  expect(left).not.toContain("outlinePr");
  expect(left).toContain(`<col min="2" max="2" width="9.1409375" customWidth="1" collapsed="1"/>`);
});

test("rows are as high as their wrapped text and looks need", async () => {
  const long = "one two three four five six seven";
  const rows = await sheetWith({
    widths: [10, 10],
    cells: [
      { row: 1, column: 0, value: "Title", look: "title" },
      { row: 2, column: 0, value: long },
      { row: 3, column: 0, value: long, look: "wrap" },
    ],
  });
  // 16 points of 11 on 15 are 21.8; "one two", "three four", "five six", "seven" are four lines of 15.
  expect([...rows.matchAll(/<row ([^>]*)>/g)].map(([, attributes]) => attributes)).toEqual([
    `r="1" ht="22"`,
    `r="2"`,
    `r="3" ht="60"`,
  ]);
});

test("text wraps at spaces, within long words and at line breaks; a heading leaves room for its button", () => {
  const lines = (text: string, width: number) => cellHeight("wrap", text, width) / 15;
  expect(lines("", 10)).toBe(1);
  expect(lines("0123456789", 10)).toBe(1);
  expect(lines("01234567890", 10)).toBe(2);
  expect(lines("a 0123456789012345678901", 10)).toBe(4);
  expect(lines("a\nb\n\nc", 10)).toBe(4);
  expect(lines("x".repeat(32_767), 10)).toBeCloseTo(409 / 15);
  // The button covers the last three characters of the last line.
  expect(cellHeight("header", "Cost", 20)).toBe(15);
  expect(cellHeight("header", "Cost", 6)).toBe(30);
  expect(cellHeight("number header", "Cost", 20)).toBe(30);
  expect(cellHeight("number header", "one two three four", 10)).toBe(45);
});

test("numbers, and headings of numbers, stand at the right; negative numbers in parentheses", async () => {
  const parts = await partsWith(usersSpec(), assumptionsSpec());
  const styles = parts["xl/styles.xml"] ?? "";
  const xfs = [...(/<cellXfs.*<\/cellXfs>/.exec(styles)?.[0] ?? "").matchAll(/<xf .*?(?:\/>|<\/xf>)/g)];
  const styleAt = (name: string) => {
    const cell = new RegExp(`<c r="${name}" s="(\\d+)"`).exec(parts["xl/worksheets/sheet1.xml"] ?? "");
    return xfs[Number(cell?.[1] ?? 0)]?.[0] ?? "";
  };
  expect(styleAt("A3")).toContain(`<alignment vertical="top" wrapText="1"/>`);
  expect(styleAt("C3")).toContain(`<alignment horizontal="right" vertical="top" wrapText="1" indent="1"/>`);
  expect(styleAt("C4")).toContain(`<alignment horizontal="right"/>`);
  expect(styleAt("C7")).toContain(`<alignment horizontal="right"/>`);
  expect(styles).toContain(`formatCode="#,##0_)_);(#,##0)_);#,##0_)_);@_)_)"`);
});

test("what follows the values: bars, marks by text, and unknown as a failure wherever a figure could stand", async () => {
  const area = { firstRow: 4, lastRow: 6, firstColumn: 2, lastColumn: 2 };
  const parts = await partsWith({
    ...usersSpec(),
    cells: [
      { row: 1, column: 0, value: "Users" },
      { row: 1, column: 1, value: 1, formula: "2-1" },
      { row: 2, column: 1, value: 3, format: "money" },
    ],
    highlights: [
      { ...area, look: { bar: true } },
      { ...area, look: { text: 'not "sure" & so', as: "unsure" } },
      { ...area, look: { text: "fails", as: "failed" } },
    ],
  });
  const sheet = parts["xl/worksheets/sheet1.xml"] ?? "";
  const formats = [...sheet.matchAll(/<conditionalFormatting (.*?)<\/conditionalFormatting>/g)];
  const rule = (priority: number, mark: number, text: string) =>
    `<cfRule type="cellIs" dxfId="${mark}" priority="${priority}" operator="equal">` +
    `<formula>&quot;${text}&quot;</formula></cfRule>`;
  expect(formats.map(([, format]) => format)).toEqual([
    `sqref="C4:C6"><cfRule type="dataBar" priority="1"><dataBar minLength="0" maxLength="100">` +
      `<cfvo type="num" val="0"/><cfvo type="max"/><color rgb="FF9DC3E6"/></dataBar></cfRule>`,
    `sqref="C4:C6">${rule(2, 0, "not &quot;&quot;sure&quot;&quot; &amp; so")}`,
    `sqref="C4:C6">${rule(3, 1, "fails")}`,
    `sqref="A4:D7 B1 B2">${rule(4, 1, "unknown")}`,
  ]);
  const styles = parts["xl/styles.xml"] ?? "";
  expect(styles).toContain(`<dxfs count="2"><dxf><font><color rgb="FF7F4F00"/></font>`);
  expect(styles.indexOf("<cellStyles")).toBeLessThan(styles.indexOf("<dxfs"));
});

test("the user's own marks keep their places", async () => {
  const styles =
    `<styleSheet xmlns="${MAIN}"><dxfs count="1"><dxf><font><b/></font></dxf></dxfs>` +
    `<tableStyles count="0"/></styleSheet>`;
  const bytes = zip(
    partsOf(
      { Log: sheetXml("") },
      {
        "xl/styles.xml": styles,
        "xl/_rels/workbook.xml.rels": relationshipsXml([
          ["worksheet", "worksheets/sheet1.xml"],
          ["styles", "styles.xml"],
        ]),
      },
    ),
  );
  const book = openXlsx("t.xlsx", bytes);
  await book.write([usersSpec()]);
  const once = book.toBytes();
  expect(unzip(once)["xl/styles.xml"]).toContain(
    `<dxfs count="2"><dxf><font><b/></font></dxf><dxf><font><color rgb="FF9C0006"/>`,
  );
  expect(unzip(once)["xl/worksheets/sheet2.xml"]).toContain(`dxfId="1"`);
  const again = openXlsx("t.xlsx", once);
  await again.write([usersSpec()]);
  expect(again.toBytes()).toEqual(once);
});

/** The contrast of two colours by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const light = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
      const share = parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, bright = 0] = [light(a), light(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

test("text can be read on every fill, and charts against white", () => {
  expect(contrast("000000", "FFFFFF")).toBeCloseTo(21);
  // The bands of the table style are 15 % of black.
  const band = "D9D9D9";
  for (const [look, { color = "000000", fill }] of Object.entries(APPEARANCE)) {
    for (const ground of fill === undefined ? ["FFFFFF", band] : [fill]) {
      expect([look, contrast(color, ground) >= 4.5]).toEqual([look, true]);
    }
  }
  for (const { color, fill } of Object.values(MARKS)) expect(contrast(color, fill)).toBeGreaterThan(4.5);
  expect(contrast("000000", BAR_COLOR)).toBeGreaterThan(4.5);
  expect(contrast(LINK_COLOR, "FFFFFF")).toBeGreaterThan(4.5);
  expect(contrast(LINK_COLOR, band)).toBeGreaterThan(4.5);
  for (const color of SERIES_COLORS) expect(contrast(color, "FFFFFF")).toBeGreaterThan(3);
});

test("a curve runs over numbers, and each row of a table is a point with its name and no line", async () => {
  const spec = usersSpec();
  const table = spec.tables[0]!;
  const points = { table: table.name, x: "Days [per month]", y: "Cost" };
  const charts = spec.charts.map((chart) => ({
    ...chart,
    kind: "curve" as const,
    categories: "Days [per month]",
    series: ["Cost"],
    points,
  }));
  const workbook = newXlsx("curve.xlsx");
  await workbook.write([{ ...spec, charts }, assumptionsSpec()]);
  const xml = unzip(workbook.toBytes())["xl/charts/chart1.xml"] ?? "";
  expect(xml).toContain(`<c:scatterChart><c:scatterStyle val="lineMarker"/>`);
  expect(xml).not.toContain("<c:catAx>");
  const [, line = "", first = "", ...others] = xml.split("<c:ser>");
  expect(line).toContain(`<c:symbol val="none"/>`);
  expect(first).toContain(`<a:ln w="28575"><a:noFill/></a:ln>`);
  expect(first).toContain(`<c:symbol val="circle"/>`);
  expect(first).toContain(String(table.rows[0]![0]!.value));
  expect(others).toHaveLength(table.rows.length - 1);
});

test("a waterfall stands on an invisible base without a legend entry, and a chart says in words what it shows", async () => {
  const spec = usersSpec();
  const parts = await partsWith({
    ...spec,
    charts: spec.charts.map((chart) => ({
      ...chart,
      kind: "waterfall",
      series: ["Days [per month]", "Cost"],
      alt: 'Costs of "all" users',
    })),
  });
  const chart = parts["xl/charts/chart1.xml"] ?? "";
  expect(chart).toContain(`<c:barDir val="col"/><c:grouping val="stacked"/>`);
  expect(chart).toContain(`<c:overlap val="100"/>`);
  const [base = "", steps = ""] = chart.split("<c:ser>").slice(1);
  expect(base).toContain(`<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`);
  expect(steps).toContain(`<c:spPr><a:solidFill><a:srgbClr val="1F4E79"/></a:solidFill></c:spPr>`);
  // Columns that are folded away are drawn, too.
  expect(chart).toContain(`<c:plotVisOnly val="0"/>`);
  expect(chart).toContain(`<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>`);
  expect(parts["xl/drawings/drawing1.xml"]).toContain(
    `name="Cost by user" descr="Costs of &quot;all&quot; users" title="Cost &amp; days by user"/>`,
  );
});

const REFUSES = `allowBlank="1" showErrorMessage="1" errorTitle="Seatwise" error="From &quot;A&quot; &amp; B"`;

test("an input rule is a validation with limits and a message", async () => {
  const at = (row: number) => ({ firstRow: row, lastRow: row, column: 1 });
  const limits: readonly InputRule["accepts"][] = [
    { least: 0, most: 5.5 },
    { least: 1, most: 100, whole: true },
    { least: -0.5, most: Infinity },
    { least: -Infinity, most: 0 },
    { least: -Infinity, most: Infinity },
  ];
  const inputs = limits.map((accepts, n) => ({ ...at(n + 1), accepts, message: 'From "A" & B' }));
  expect(await validations(inputs)).toEqual([
    `type="decimal" operator="between" ${REFUSES} sqref="B1:B1"><formula1>0</formula1><formula2>5.5</formula2>`,
    `type="whole" operator="between" ${REFUSES} sqref="B2:B2"><formula1>1</formula1><formula2>100</formula2>`,
    `type="decimal" operator="greaterThanOrEqual" ${REFUSES} sqref="B3:B3"><formula1>-0.5</formula1>`,
    `type="decimal" operator="lessThanOrEqual" ${REFUSES} sqref="B4:B4"><formula1>0</formula1>`,
  ]);
});

test("words that a list would divide or cut are compared by a formula, and too many are not checked", async () => {
  const rule = (...words: string[]) => ({
    ...{ firstRow: 2, lastRow: 9, column: 3 },
    accepts: { words },
    message: "m".repeat(400),
  });
  const [list, commas, spaces, long, ...others] = await validations([
    rule("x".repeat(120), "y".repeat(134)),
    rule('Say "no", or', "b"),
    rule(" a"),
    rule("x".repeat(240)),
    rule("x".repeat(256)),
    rule(...Array.from({ length: 100 }, (_, n) => `word ${n}`)),
  ]);
  expect(list).toContain(`type="list"`);
  expect(commas).toContain(`type="custom"`);
  expect(commas).toContain(
    `<formula1>OR(D2=&quot;Say &quot;&quot;no&quot;&quot;, or&quot;,D2=&quot;b&quot;)</formula1>`,
  );
  expect(spaces).toContain(`<formula1>OR(D2=&quot; a&quot;)</formula1>`);
  expect(long).toContain(`type="list"`);
  expect(others).toEqual([]);
  expect(list).toContain(`error="${"m".repeat(224)}…"`);
});

/** The names of the elements directly inside the root. */
function childrenOf(xml: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [tag, slash, name] of xml.matchAll(/<(\/?)([a-zA-Z]\w*)[^>]*>/g)) {
    if (slash) depth--;
    else {
      if (depth === 1) names.push(name ?? "");
      if (!tag.endsWith("/>")) depth++;
    }
  }
  return names;
}

/** The validations of a sheet with input rules, each without its tag's name. */
async function validations(inputs: readonly InputRule[]): Promise<string[]> {
  const book = newXlsx("t.xlsx");
  await book.write([sheetSpec({ key: "issues", name: "I", inputs })]);
  const xml = unzip(book.toBytes())["xl/worksheets/sheet1.xml"] ?? "";
  const all = [...xml.matchAll(/<dataValidation (.*?)<\/dataValidation>/g)].map((match) => match[1] ?? "");
  expect(xml).toContain(`<dataValidations count="${all.length}">`);
  return all;
}
