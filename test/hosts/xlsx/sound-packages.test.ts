import { newXlsx, openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { childOf, childrenOf, XmlText, type XmlElement } from "../../../src/hosts/xlsx/xml-text";
import { readAll } from "../contract";
import { assumptionsSpec, sheetSpec, usersSpec } from "../specs";
import {
  changed,
  MAIN,
  partsOf,
  relationshipsXml,
  rowsXml,
  sheetXml,
  unzip,
  zip,
  type Parts,
} from "./packages";

const ours = [usersSpec(), assumptionsSpec()];
const LOG = sheetXml(rowsXml([["User", "Days"]]));

async function written(parts: Parts): Promise<Parts> {
  const workbook = openXlsx("test.xlsx", zip(parts));
  await workbook.write(ours);
  const once = workbook.toBytes();
  const again = openXlsx("test.xlsx", once);
  await again.write(ours);
  expect(again.toBytes()).toEqual(once);
  return unzip(once);
}

const root = (xml: string): XmlElement => new XmlText(xml, () => new Error("not well-formed")).root;

/** The content type of each part, as a strict program finds it; undefined for none. */
function typesOf(parts: Parts): Record<string, string | undefined> {
  const types = root(parts["[Content_Types].xml"]!);
  const named = new Map(
    childrenOf(types, "Override").map(({ attributes }) => [
      attributes.get("PartName"),
      attributes.get("ContentType"),
    ]),
  );
  const byEnding = new Map(
    childrenOf(types, "Default").map(({ attributes }) => [
      attributes.get("Extension"),
      attributes.get("ContentType"),
    ]),
  );
  return Object.fromEntries(
    Object.keys(parts).map((part) => [part, named.get(`/${part}`) ?? byEnding.get(part.split(".").at(-1))]),
  );
}

describe("content types", () => {
  const RELS = "application/vnd.openxmlformats-package.relationships+xml";

  test("every part that we add has one, also where the workbook has no defaults", async () => {
    const parts = partsOf({ Log: LOG });
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"]!.replace(
      /<Default Extension="rels".*?<Override/,
      `<Override PartName="/_rels/.rels" ContentType="${RELS}"/>` +
        `<Override PartName="/xl/_rels/workbook.xml.rels" ContentType="${RELS}"/><Override`,
    );
    const after = await written(parts);
    expect(Object.keys(after).filter((part) => part.includes("sheet2.xml.rels"))).toHaveLength(1);
    const types = typesOf(after);
    expect(Object.entries(types).filter(([part, type]) => !type && part !== "[Content_Types].xml")).toEqual(
      [],
    );
    for (const [part, type] of Object.entries(types)) if (part.endsWith(".rels")) expect(type).toBe(RELS);
    const [first] = root(after["[Content_Types].xml"]!).children;
    expect(first?.attributes.get("Extension")).toBe("rels");
  });

  test("a default that the workbook has is not written twice, however it is spelt", async () => {
    const parts = partsOf({ Log: LOG });
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"]!.replace(`"rels"`, `"RELS"`);
    expect((await written(parts))["[Content_Types].xml"]!.match(/Extension="rels"/gi)).toHaveLength(1);
  });

  test("a type that the list promises to a missing part is replaced by the type of ours", async () => {
    const parts = partsOf({ Log: LOG });
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"]!.replace(
      "</Types>",
      `<Override PartName="/xl/worksheets/Sheet2.xml" ContentType="image/png"/></Types>`,
    );
    const after = await written(parts);
    expect(after["[Content_Types].xml"]).not.toContain("image/png");
    expect(typesOf(after)["xl/worksheets/sheet2.xml"]).toContain("worksheet+xml");
  });
});

describe("relationships that lead nowhere", () => {
  test("never lead to a part of ours, and lead nowhere after a second run", async () => {
    const dangling = {
      "xl/worksheets/_rels/sheet1.xml.rels": relationshipsXml([
        ["drawing", "../drawings/drawing1.xml"],
        ["table", "/xl/Tables/table1.xml"],
        ["chart", "../charts/chart%31.xml"],
      ]),
    };
    const after = await written(partsOf({ Log: LOG }, dangling));
    expect(after["xl/worksheets/_rels/sheet1.xml.rels"]).toBe(
      dangling["xl/worksheets/_rels/sheet1.xml.rels"],
    );
    expect(Object.keys(after).filter((part) => /\/(?:drawing|table|chart)\d\.xml$/.test(part))).toEqual([
      "xl/tables/table2.xml",
      "xl/charts/chart2.xml",
      "xl/drawings/drawing2.xml",
    ]);
  });

  test("relationships without their part are not taken over by a part of ours", async () => {
    const orphan = { "xl/worksheets/_rels/sheet2.xml.rels": relationshipsXml([["drawing", "../a.xml"]]) };
    const after = await written(partsOf({ Log: LOG }, orphan));
    expect(after["xl/worksheets/_rels/sheet2.xml.rels"]).toBe(orphan["xl/worksheets/_rels/sheet2.xml.rels"]);
    expect(Object.keys(after)).not.toContain("xl/worksheets/sheet2.xml");
    expect((await openXlsx("t.xlsx", zip(after)).sheets()).map(({ name }) => name)).toEqual([
      "Log",
      "Users",
      "Assumptions",
    ]);
  });

  test("relationships that are no XML stop nobody", async () => {
    await written(partsOf({ Log: LOG }, { "xl/drawings/_rels/drawing9.xml.rels": "<Relationships><" }));
  });

  test("a style sheet that is promised and missing is written where it is promised, and promised once", async () => {
    const parts = partsOf({ Log: LOG });
    parts["xl/_rels/workbook.xml.rels"] = relationshipsXml([
      ["worksheet", "worksheets/sheet1.xml"],
      ["styles", "styles.xml"],
    ]);
    const after = await written(parts);
    expect(Object.keys(after).filter((part) => part.includes("styles"))).toEqual(["xl/styles.xml"]);
    expect(after["xl/_rels/workbook.xml.rels"]!.match(/relationships\/styles"/g)).toHaveLength(1);
  });
});

describe("style sheets with missing and short lists", () => {
  const NORMAL = `<font><sz val="10"/><name val="Arial"/></font>`;
  const XF = `<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`;
  const FILLS = `<fills count="1"><fill><patternFill patternType="none"/></fill></fills>`;
  const sheets: [string, string][] = [
    ["no list at all", ""],
    [
      "only formats of cells",
      `<cellXfs count="2">${XF}<xf numFmtId="14" fontId="2" fillId="3" xfId="4"/></cellXfs>`,
    ],
    ["empty lists", `<fonts count="0"/><fills/><borders count="0"></borders><cellStyleXfs/><cellXfs/>`],
    ["fonts and formats", `<fonts count="1">${NORMAL}</fonts><cellXfs count="1">${XF}</cellXfs>`],
    ["one fill", `<fonts>${NORMAL}</fonts>${FILLS}<borders><border/></borders><cellXfs>${XF}${XF}</cellXfs>`],
    [
      "number formats that nothing defines",
      `<fonts>${NORMAL}</fonts>${FILLS}<cellXfs><xf numFmtId="164"/><xf numFmtId="165" fontId="1"/></cellXfs>`,
    ],
    [
      "a fill of ours in a reserved place",
      `<fills><fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/><bgColor indexed="64"/></patternFill>` +
        `</fill></fills><cellXfs>${XF}</cellXfs>`,
    ],
    [
      "named styles beyond the list",
      `<cellXfs>${XF}</cellXfs><cellStyles><cellStyle name="a" xfId="2"/></cellStyles>`,
    ],
    [
      "an index that no list can have",
      `<cellXfs><xf fontId="4000000000" fillId="-1" borderId="x"/></cellXfs>`,
    ],
  ];
  const STYLED =
    `<cols><col min="1" max="1" style="4"/></cols><sheetData><row r="1" s="3"><c r="A1" s="0"><v>1</v></c>` +
    `<c r="B1" s="1"><v>2</v></c><c r="C1" s="6"><v>2</v></c></row></sheetData>`;
  const withStyles = (styles: string | undefined): Parts =>
    partsOf(
      { Log: `<worksheet xmlns="${MAIN}">${STYLED}</worksheet>` },
      styles === undefined
        ? {}
        : {
            "xl/styles.xml": `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
            "xl/_rels/workbook.xml.rels": relationshipsXml([
              ["worksheet", "worksheets/sheet1.xml"],
              ["styles", "styles.xml"],
            ]),
          },
    );

  /** What the format of a cell leads to; a place that no list has is plain. */
  function lookOf(xml: string | undefined, style: number): unknown {
    const sheet = xml === undefined ? undefined : root(xml);
    const entry = (list: string, at: string | number | undefined) =>
      childOf(sheet, list)?.children[Number(at ?? 0)];
    const plain = (element: XmlElement | undefined): unknown => {
      if (element === undefined || /^(?:patternFill=none)?$/.test(said(element))) return "plain";
      return said(element);
    };
    const xf = entry("cellXfs", style)?.attributes;
    const code = childrenOf(childOf(sheet, "numFmts"), "numFmt").find(
      ({ attributes }) => attributes.get("numFmtId") === xf?.get("numFmtId"),
    );
    const fill = Number(xf?.get("fillId") ?? 0);
    return {
      font: said(entry("fonts", xf?.get("fontId")) ?? entry("fonts", 0)).replace(
        "sz=11 name=Calibri family=2",
        "",
      ),
      fill: fill < 2 ? "reserved" : plain(entry("fills", fill)),
      border: said(entry("borders", xf?.get("borderId"))),
      number: code?.attributes.get("formatCode") ?? builtIn(Number(xf?.get("numFmtId") ?? 0)),
    };
  }

  const builtIn = (id: number): number => (id < 164 ? id : 0);

  const said = (element: XmlElement | undefined): string =>
    (element?.children ?? [])
      .flatMap((child) => [
        ...(child.attributes.size > 0
          ? [`${child.name}=${[...child.attributes.values()].join(",")}`]
          : child.name === "b"
            ? ["b"]
            : []),
        said(child),
      ])
      .filter((text) => text !== "")
      .join(" ");

  test.each(sheets)("%s: the user's cells look as before, and ours as they should", async (_, styles) => {
    const before = withStyles(styles);
    const after = await written(before);
    const xml = after["xl/styles.xml"]!;
    for (const style of [0, 1]) expect(lookOf(xml, style)).toEqual(lookOf(before["xl/styles.xml"], style));
    expect(after["xl/worksheets/sheet1.xml"]).toBe(before["xl/worksheets/sheet1.xml"]);
    wellOrdered(xml);
    const title = /<c r="A1" s="(\d+)"/.exec(after["xl/worksheets/sheet2.xml"]!)![1]!;
    expect(lookOf(xml, Number(title))).toMatchObject({ font: expect.stringContaining("b sz=16") as string });
    expect(Number(title)).toBeGreaterThan(childrenOf(root(xml), "cellXfs").length > 0 ? 0 : NaN);
  });

  test.each([
    ["without a style sheet", undefined],
    ["without formats of cells", `<fonts count="1">${NORMAL}</fonts>`],
  ])("%s: cells, rows and columns that name formats stay plain", async (_, styles) => {
    const after = await written(withStyles(styles));
    const xml = after["xl/styles.xml"]!;
    for (let style = 0; style <= 6; style++)
      expect(lookOf(xml, style)).toMatchObject({ fill: "reserved", number: 0 });
    wellOrdered(xml);
  });

  test("an index of a cell that no list can have adds no formats", async () => {
    const parts = withStyles(undefined);
    const sheet = parts["xl/worksheets/sheet1.xml"]!.replace(`r="B1" s="1"`, `r="B1" s="4000000000"`);
    const after = await written({ ...parts, "xl/worksheets/sheet1.xml": sheet });
    const formats = (xml: string) => childOf(root(xml), "cellXfs")!.children.length;
    expect(formats(after["xl/styles.xml"]!)).toBe(formats((await written(parts))["xl/styles.xml"]!));
  });

  /** The lists stand in the order of the schema, each once, with its count, and nothing refers past its end. */
  function wellOrdered(xml: string): void {
    const lists = root(xml).children;
    const schema = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"];
    const places = lists.map(({ name }) => schema.indexOf(name));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    const length = (name: string) => lists.find((list) => list.name === name)?.children.length ?? 0;
    for (const { name, attributes, children } of lists)
      if (attributes.has("count"))
        expect([name, attributes.get("count")]).toEqual([name, String(children.length)]);
    expect(length("fills")).toBeGreaterThanOrEqual(2);
    for (const list of ["cellXfs", "cellStyleXfs"])
      for (const { attributes } of childOf(root(xml), list)?.children ?? [])
        for (const [attribute, of] of Object.entries({
          fontId: "fonts",
          fillId: "fills",
          borderId: "borders",
          xfId: "cellStyleXfs",
        })) {
          const index = Number(attributes.get(attribute) ?? 0);
          if (index >= 0 && index < 65_000) expect(index).toBeLessThan(length(of));
        }
  }
});

describe("macros and templates", () => {
  const KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xltx": "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    ".xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
  } as const;
  const book = (kind: keyof typeof KINDS, macros = kind.endsWith("m")): Uint8Array => {
    const parts = partsOf({ Log: LOG });
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"]!.replace(KINDS[".xlsx"], KINDS[kind]);
    if (macros) {
      parts["xl/vbaProject.bin"] = "macros";
      parts["xl/_rels/workbook.xml.rels"] = relationshipsXml([
        ["worksheet", "worksheets/sheet1.xml"],
        ["vbaProject", "vbaProject.bin"],
      ]);
    }
    return zip(parts);
  };
  const typeOf = (bytes: Uint8Array) => typesOf(unzip(bytes))["xl/workbook.xml"];

  test.each([
    [".xlsx", ".xlsx"],
    [".xlsm", ".xlsm"],
    [".xltx", ".xlsx"],
    [".xltm", ".xlsm"],
  ] as const)("a copy of %s is %s", async (kind, copy) => {
    const workbook = openXlsx(`book${kind}`, book(kind));
    expect(workbook.ending).toBe(copy);
    workbook.become(`copy${copy}`);
    await workbook.write(ours);
    expect(typeOf(workbook.toBytes())).toBe(KINDS[copy]);
    expect(unzip(workbook.toBytes())["xl/vbaProject.bin"]).toBe(kind.endsWith("m") ? "macros" : undefined);
  });

  test.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
    "what is named %s is that, also when new",
    async (kind) => {
      for (const workbook of [newXlsx(`new${kind}`), openXlsx("old.xlsx", book(".xlsx"))]) {
        workbook.become(`OUT${kind.toUpperCase()}`);
        await workbook.write(ours);
        expect(typeOf(workbook.toBytes())).toBe(KINDS[kind]);
      }
    },
  );

  test("macros are never dropped: an ending that has none is refused, with the one that keeps them", () => {
    for (const kind of [".xlsm", ".xltm"] as const)
      expect(() => openXlsx(`book${kind}`, book(kind)).become("out.xlsx")).toThrow(
        `book${kind} has macros, which a .xlsx file cannot hold; name the output out.xlsm.`,
      );
    expect(() => openXlsx("b.xlsm", book(".xlsm")).become("t.xltx")).toThrow("name the output t.xltm.");
    // Excel opens no file whose type says macros and whose ending does not, whether it has any or not.
    const none = openXlsx("b.xlsm", book(".xlsm", false));
    none.become("out.xlsx");
    expect(typeOf(none.toBytes())).toBe(KINDS[".xlsx"]);
  });

  test("a type that only the default gives is written for the workbook alone", async () => {
    const bytes = changed(book(".xlsx"), "[Content_Types].xml", (xml) =>
      xml
        .replace(/<Override PartName="\/xl\/workbook.xml"[^>]*>/, "")
        .replace(
          `Extension="xml" ContentType="application/xml"`,
          `Extension="xml" ContentType="${KINDS[".xlsm"]}"`,
        ),
    );
    const workbook = openXlsx("b.xlsm", bytes);
    workbook.become("b.xltx");
    await workbook.write(ours);
    const types = typesOf(unzip(workbook.toBytes()));
    expect(types["xl/workbook.xml"]).toBe(KINDS[".xltx"]);
    expect(types["xl/worksheets/sheet2.xml"]).toContain("worksheet+xml");
  });
});

describe("what a sheet can hold", () => {
  test("text beyond the limit of a cell is cut, says so, and cuts no character in two", async () => {
    const long = `${"x".repeat(32_731)}${"😀".repeat(100)}`;
    const workbook = newXlsx("new.xlsx");
    const full = "y".repeat(32_767);
    const cells = [long, full].map((value, n) => ({ row: n + 1, column: 0, value }));
    await workbook.write([sheetSpec({ key: "issues", name: "I", cells })]);
    const [cut, whole] = (await readAll(workbook, "I")).map(({ cells: [cell] }) => String(cell));
    expect(whole).toBe(full);
    expect(cut).toMatch(/^x+ … \(cut: a cell holds no more text\)$/);
    expect(cut!.length).toBeLessThanOrEqual(32_767);
  });

  test("a table that is longer than a sheet is refused before anything is changed", async () => {
    const workbook = openXlsx("test.xlsx", zip(partsOf({ Log: LOG })));
    const before = workbook.toBytes();
    const spec = usersSpec();
    const rows = new Array<[]>(1_048_574).fill([]);
    const tables = spec.tables.map((table) => ({ ...table, rows }));
    await expect(workbook.write([{ ...spec, tables, charts: [] }])).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringContaining("the sheet Users has 1,048,574 rows, and a sheet holds") as string,
    });
    expect(workbook.toBytes()).toEqual(before);
  });
});
