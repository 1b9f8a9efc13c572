import type { Cell } from "../../../src/workbook/cells";
import type { SheetSpec } from "../../../src/workbook/spec";
import { template } from "../../../src/sheets/template";
import { pointsOf } from "../../../src/hosts/excel/looks";
import { showCell } from "../../../src/hosts/excel/excel";
import { readAll } from "../contract";
import { assumptionsSpec, sheetSpec, usersSpec } from "../specs";
import { excel, interfaceSet, opened } from "./opened";

const sheet = (name: string) => {
  const found = excel.model.sheet(name);
  if (!found) throw new Error(`No sheet ${name}`);
  return found;
};
const lookAt = (name: string, row: number, column: number) =>
  Object.fromEntries(sheet(name).peek(row - 1, column)?.look ?? []);
const formatAt = (name: string, row: number, column: number) => sheet(name).peek(row - 1, column)?.format;

describe("how a sheet of ours looks", () => {
  beforeEach(async () => {
    const workbook = await opened();
    await workbook.write([usersSpec(), assumptionsSpec()]);
  });

  test("looks and number formats", () => {
    expect(lookAt("Users", 1, 0)).toEqual({ "font.bold": true, "font.size": 16 });
    expect(lookAt("Users", 2, 0)).toEqual({ "font.italic": true, "font.color": "#595959" });
    expect(lookAt("Users", 3, 1)).toMatchObject({ "font.bold": true, wrap: true, vertical: "Top" });
    expect(lookAt("Users", 5, 3)).toMatchObject({
      "fill.color": "#FFF2CC",
      "border.InsideHorizontal.style": "Continuous",
    });
    expect(lookAt("Users", 7, 0)).toEqual({ "font.bold": true });
    expect([4, 5, 6, 7].map((row) => formatAt("Users", row, 2))).toEqual(
      Array(4).fill("#,##0_)_);(#,##0)_);#,##0_)_);@_)_)"),
    );
    expect(formatAt("Users", 4, 1)).toBe("#,##0.0_)_);(#,##0.0)_);#,##0.0_)_);@_)_)");
    expect(formatAt("Users", 4, 0)).toBe("General");
    expect(formatAt("Assumptions", 2, 1)).toBe("#,##0.00_)_);(#,##0.00)_);#,##0.00_)_);@_)_)");
  });

  test("links, drop-down lists, widths and rows that stay in view", () => {
    const users = sheet("Users");
    expect(users.peek(0, 2)).toMatchObject({ value: "Back", link: "'Assumptions'!B2" });
    expect(lookAt("Users", 1, 2)).toEqual({ "font.underline": "Single", "font.color": "#034F9E" });
    expect(users.validations).toEqual([
      {
        place: { row: 3, column: 3, rows: 3, columns: 1 },
        rule: { list: { inCellDropDown: true, source: 'Keep,Move to Flex,Say "no"' } },
      },
    ]);
    expect([...users.widths]).toEqual([24, 12, 12, 12].map((width, n) => [n, pointsOf(width)]));
    // 8.43 characters are 64 pixels, which are 48 points.
    expect(pointsOf(8.43)).toBeCloseTo(48, 1);
    expect([users.frozenRows, sheet("Assumptions").frozenRows]).toEqual([3, 0]);
  });

  test("tables with their style and totals, and nothing of Excel's own in them", () => {
    expect(excel.model.tables).toMatchObject([
      {
        name: "SeatwiseUsers",
        style: "TableStyleLight1",
        showTotals: true,
        place: { row: 2, column: 0, rows: 4, columns: 4 },
      },
    ]);
    const totals = [0, 1, 2, 3].map((column) => sheet("Users").peek(6, column));
    expect(totals.map((cell) => cell?.formula ?? cell?.value)).toEqual([
      "Total",
      "=SUBTOTAL(103,SeatwiseUsers[Days '[per month']])",
      '=IF(SUBTOTAL(103,SeatwiseUsers[Cost])>SUBTOTAL(102,SeatwiseUsers[Cost]),"unknown",SUBTOTAL(109,SeatwiseUsers[Cost]))',
      null,
    ]);
  });

  test("a chart over columns of the table", () => {
    const [chart] = sheet("Users").charts;
    expect(Object.fromEntries(chart?.settings ?? [])).toMatchObject({
      Type: "BarClustered",
      Source: { row: 2, column: 2, rows: 4, columns: 1 },
      "Series0.XAxisValues": { row: 3, column: 0, rows: 3, columns: 1 },
      "Title.Text": "Cost & days by user",
      Position: ["F3", "M20"],
      "Legend.Visible": false,
      // Columns that are folded away are drawn, too.
      PlotVisibleOnly: false,
      "CategoryAxis.ReversePlotOrder": true,
      "ValueAxis.NumberFormat": "#,##0_)_);(#,##0)_);#,##0_)_);@_)_)",
      "ValueAxis.Minimum": 0,
    });
  });

  test("the name that tells which sheet it is cannot be seen; those for formulas can", () => {
    expect(excel.model.names.map(({ name, visible, formula }) => [name, visible, formula])).toEqual([
      ["Seatwise.userCount", true, "='Users'!$B$7"],
      ["Seatwise.sheet.users", false, "='Users'!$A$1"],
      ["Seatwise.tokenPrice", true, "='Assumptions'!$B$2"],
      ["Seatwise.sheet.assumptions", false, "='Assumptions'!$A$1"],
    ]);
  });

  test("a click leads to a cell of it", async () => {
    await showCell({ sheet: "users", row: 3, column: 1 });
    expect(excel.model.active.name).toBe("Users");
    await showCell({ sheet: "renewal", row: 1, column: 0 });
  });

  test("events are on again", () => {
    expect(excel.model.enableEvents).toBe(true);
  });
});

describe("how a sheet prints, folds and shows its values", () => {
  const spec = (): SheetSpec => ({
    ...usersSpec(),
    purpose: "evidence",
    page: {
      orientation: "landscape",
      fit: "width",
      titleRows: { first: 1, last: 3 },
      area: { lastRow: 9, lastColumn: 26 },
      footer: "R&D 2026",
    },
    folded: [{ first: 2, last: 3 }],
    highlights: [
      { firstRow: 4, lastRow: 6, firstColumn: 2, lastColumn: 2, look: { bar: true } },
      { firstRow: 4, lastRow: 6, firstColumn: 0, lastColumn: 0, look: { text: 'say "no"', as: "unsure" } },
    ],
  });

  test("page, colour of the tab and folded columns; again, without a second group", async () => {
    const workbook = await opened();
    await workbook.write([spec(), assumptionsSpec()]);
    const users = sheet("Users");
    const once = () => [
      Object.fromEntries(users.page),
      [...users.levels],
      [...users.foldedColumns],
      users.highlights.map(({ settings }) => Object.fromEntries(settings)),
    ];
    const first = JSON.stringify(once());
    expect(once()).toEqual([
      {
        TabColor: "#7F7F7F",
        Orientation: "Landscape",
        Zoom: { horizontalFitToPages: 1 },
        Margins: ["Inches", { left: 0.4, right: 0.4, top: 0.4, bottom: 0.6 }],
        PrintArea: "A1:AA9",
        TitleRows: "$1:$3",
        LeftFooter: "R&&D 2026",
        CenterFooter: "&F",
        RightFooter: "Page &P of &N",
      },
      [
        [2, 1],
        [3, 1],
      ],
      [2, 3],
      [
        {
          Type: "DataBar",
          From: { type: "Number", formula: "=0" },
          To: { type: "HighestValue" },
          Fill: "#9DC3E6",
          Gradient: false,
        },
        {
          Type: "CellValue",
          "Font.Color": "#7F4F00",
          "Fill.Color": "#FFEB9C",
          Rule: { formula1: '="say ""no"""', operator: "EqualTo" },
        },
        {
          Type: "CellValue",
          "Font.Color": "#9C0006",
          "Fill.Color": "#FFC7CE",
          Rule: { formula1: '="unknown"', operator: "EqualTo" },
        },
      ],
    ]);
    await workbook.write([spec(), assumptionsSpec()]);
    expect(JSON.stringify(once())).toBe(first);
  });

  test("headings over numbers stand at the right", async () => {
    const workbook = await opened();
    await workbook.write([usersSpec(), assumptionsSpec()]);
    const aligned = [0, 1, 2, 3].map((column) => lookAt("Users", 3, column)["horizontal"]);
    expect(aligned).toEqual([undefined, "Right", "Right", undefined]);
  });

  test("numbers have limits, and a refused input gets our sentence", async () => {
    const workbook = await opened();
    const rule = { firstRow: 2, lastRow: 2, column: 1, message: "A price." };
    const inputs = [
      { ...rule, accepts: { least: 0, most: 100 } },
      { ...rule, accepts: { least: 1, most: Infinity, whole: true as const } },
      { ...rule, accepts: { words: ["a, b", "c"] } },
    ];
    await workbook.write([{ ...assumptionsSpec(), inputs }]);
    expect(sheet("Assumptions").validations.map((one) => one.rule)).toEqual([
      { decimal: { formula1: 0, formula2: 100, operator: "Between" } },
      { wholeNumber: { formula1: 1, operator: "GreaterThanOrEqualTo" } },
      { custom: { formula: '=OR(B2="a, b",B2="c")' } },
    ]);
  });

  test("a waterfall hangs above a base that is not to be seen", async () => {
    const workbook = await opened();
    const users = usersSpec();
    const charts = users.charts.map((chart) => ({
      ...chart,
      kind: "waterfall" as const,
      series: ["Days [per month]", "Cost"],
    }));
    await workbook.write([{ ...users, charts }, assumptionsSpec()]);
    expect(Object.fromEntries(sheet("Users").charts[0]?.settings ?? [])).toMatchObject({
      Type: "ColumnStacked",
      "Series0.Fill.Color": "none",
      "Series1.Fill.Color": "#1F4E79",
      "Legend.Entry0.Visible": false,
    });
  });

  test("a link from a formula leaves the formula in its cell", async () => {
    const workbook = await opened();
    const users = usersSpec();
    const light = {
      row: 1,
      column: 1,
      value: 2,
      formula: "1+1",
      link: { sheet: "users" as const, row: 3, column: 0 },
    };
    await workbook.write([{ ...users, cells: [...users.cells, light] }, assumptionsSpec()]);
    expect(sheet("Users").peek(0, 1)).toMatchObject({ formula: "=1+1", link: "'Users'!A3" });
  });
});

test("a line chart of two series", async () => {
  const workbook = await opened();
  const spec = usersSpec();
  const [chart] = spec.charts;
  await workbook.write([
    { ...spec, charts: [{ ...chart!, kind: "line", series: ["Cost", "Days [per month]"] }] },
    assumptionsSpec(),
  ]);
  expect(Object.fromEntries(sheet("Users").charts[0]?.settings ?? [])).toMatchObject({
    Type: "Line",
    "Legend.Position": "Bottom",
    "Series1.Added": "Days [per month]",
    "Series1.Values": { row: 3, column: 1, rows: 3, columns: 1 },
    "Series1.Line.Color": "#C55A11",
    "Series1.MarkerStyle": "None",
  });
  expect(sheet("Users").charts[0]?.settings.has("ValueAxis.Minimum")).toBe(false);
});

test("a curve over numbers, and each row of another table as a point with its name", async () => {
  const workbook = await opened();
  const spec = usersSpec();
  const [chart] = spec.charts;
  const points = { table: spec.tables[0]!.name, x: "Days [per month]", y: "Cost" };
  await workbook.write([
    {
      ...spec,
      charts: [{ ...chart!, kind: "curve", categories: "Days [per month]", series: ["Cost"], points }],
    },
    assumptionsSpec(),
  ]);
  const settings = sheet("Users").charts[0]?.settings;
  expect(Object.fromEntries(settings ?? [])).toMatchObject({
    Type: "XYScatterLinesNoMarkers",
    "Series0.MarkerStyle": "None",
    "Series1.Added": spec.tables[0]!.rows[0]![0]!.value,
    "Series1.XAxisValues": { row: 3, column: 1, rows: 1, columns: 1 },
    "Series1.Values": { rows: 1, columns: 1 },
    "Series1.MarkerStyle": "Circle",
    "Series1.Line.Color": "none",
    "Series2.MarkerStyle": "Square",
  });
  expect(settings?.has("ValueAxis.Minimum")).toBe(false);
});

describe("requests", () => {
  test("two sheets take five, and six when they are filled again", async () => {
    const workbook = await opened();
    await workbook.write([usersSpec(), assumptionsSpec()]);
    // A look, the blank sheets, all cells, all looks, and what Excel made of them.
    expect(excel.traffic).toHaveLength(5);
    excel.forget();
    await workbook.write([usersSpec(), assumptionsSpec()]);
    // Instead of adding sheets, what stands in them is looked at and read, in case it has to be put back.
    expect(excel.traffic).toHaveLength(6);
    expect(excel.held).toBe(0);
  });

  test("all blank tables can be added at once", async () => {
    const workbook = await opened();
    await workbook.write(template());
    // One more than for two sheets, since a request holds at most 2.5 MB.
    expect(excel.traffic).toHaveLength(6);
    expect(Math.max(...excel.traffic.map(({ request }) => request))).toBeLessThan(3e6);
    expect(excel.model.tables).toHaveLength(template().flatMap(({ tables }) => tables).length);
  });
});

describe("what a cell holds", () => {
  const written = async (values: readonly Cell[], before = () => {}): Promise<readonly Cell[]> => {
    const workbook = await opened();
    before();
    const cells = values.map((value, n) => ({ row: n + 1, column: 0, value }));
    await workbook.write([sheetSpec({ key: "issues", name: "Issues", cells })]);
    return (await readAll(workbook, "Issues")).map(({ cells: [cell = null] }) => cell);
  };

  test.each([true, false])(
    "an apostrophe before a text is part of it, whether Excel takes it for a mark: %s",
    async (eats) => {
      const texts = ["'", "''a", "'=1+1", "'00123", "a'", "'"];
      expect(await written(texts, () => (excel.model.eatsApostrophes = eats))).toEqual(texts);
    },
  );

  test("a text without a format of its own is text all the same, and can then be written over", async () => {
    expect(await written(["=1+1", "00123", "1e5", "1/2", "TRUE", "-", "@x"])).toEqual([
      "=1+1",
      "00123",
      "1e5",
      "1/2",
      "TRUE",
      "-",
      "@x",
    ]);
    expect(formatAt("Issues", 1, 0)).toBe("General");
  });

  test("no more than a cell can hold, and numbers that are none", async () => {
    const [long, none] = await written(["x".repeat(40_000), Infinity]);
    expect([String(long).length, none]).toEqual([32_767, { error: "#NUM!" }]);
    expect(long).toMatch(/^x+ … \(cut: a cell holds no more text\)$/);
  });
});

describe("sheets that are filled again", () => {
  const filled = async (first: readonly SheetSpec[]) => {
    const workbook = await opened();
    await workbook.write(first);
    return workbook;
  };

  test("tables that stand where they shall are kept: formulas of the user's that name them hold", async () => {
    const workbook = await filled([usersSpec([4, 12]), assumptionsSpec()]);
    const { id } = excel.model.tables[0]!;
    sheet("Log").write(4, 0, "=SUM(SeatwiseUsers[Cost])");
    expect(sheet("Log").shown(4, 0)).toBe(288);
    for (const days of [[1, 2, 3, 4, 5], [], [4], [7]]) {
      await workbook.write([usersSpec(days), assumptionsSpec()]);
      expect(excel.model.tables.map((table) => [table.id, table.body.rows, table.cleared > 0])).toEqual([
        [id, Math.max(1, days.length), true],
      ]);
      expect(sheet("Log").shown(4, 0)).toBe(days.reduce((sum, day) => sum + day, 0) * 18);
      expect((await readAll(workbook, "Users")).length).toBe(days.length + 4);
    }
  });

  test("tables with other columns, and those below one that grows, are made anew", async () => {
    const two = (rows: number, header = "B"): SheetSpec => {
      const table = (name: string, row: number, headers: readonly string[], count: number) => ({
        name,
        at: { row, column: 0 },
        columns: headers.map((one) => ({
          header: one,
          total: { by: "sum" as const, value: (count * (count - 1)) / 2 },
        })),
        rows: Array.from({ length: count }, (_, n) => headers.map(() => ({ value: n }))),
        totals: true,
      });
      return sheetSpec({
        key: "issues",
        name: "Issues",
        tables: [table("SeatwiseOne", 2, ["A", header], rows), table("SeatwiseTwo", rows + 6, ["C"], 2)],
      });
    };
    const workbook = await filled([two(2)]);
    const ids = () => excel.model.tables.map(({ id }) => id).sort();
    const before = ids();
    await workbook.write([two(2)]);
    expect(ids()).toEqual(before);
    await workbook.write([two(3)]);
    expect(ids().filter((id) => before.includes(id))).toHaveLength(1);
    sheet("Log").write(5, 0, "=SUM(SeatwiseOne[A])+SUM(SeatwiseTwo[C])");
    sheet("Log").write(6, 0, "=SUM(SeatwiseOne[B])");
    excel.model.addName("MyTotal", "=SUM(SeatwiseTwo[C])");
    await workbook.write([two(4, "Other")]);
    expect(ids().filter((id) => before.includes(id))).toHaveLength(0);
    expect(excel.model.tables.map(({ name }) => name).sort()).toEqual(["SeatwiseOne", "SeatwiseTwo"]);
    // Formulas of the user's go on to name the tables; a column that is gone is what Excel makes of it.
    expect(sheet("Log").peek(5, 0)?.formula).toBe("=SUM(SeatwiseOne[A])+SUM(SeatwiseTwo[C])");
    expect(sheet("Log").shown(5, 0)).toBe(6 + 1);
    expect(sheet("Log").peek(6, 0)?.formula).toBe("=SUM(#REF!)");
    expect(excel.model.findName("MyTotal")?.formula).toBe("=SUM(SeatwiseTwo[C])");
  });

  test("what the user put there goes: cells, charts, filters, tables, widths stay as they are asked for", async () => {
    const workbook = await filled([usersSpec(), assumptionsSpec()]);
    const users = sheet("Users");
    users.write(0, 8, 99);
    users.cell(0, 8).format = "0.00";
    users.write(60, 0, "mine");
    users.write(61, 0, "too");
    users.addTable({ row: 60, column: 0, rows: 3, columns: 1 });
    users.filtered = true;
    users.charts.push({ id: "mine", settings: new Map([["Name", "Mine"]]) });
    await workbook.write([usersSpec(), assumptionsSpec()]);
    expect(await readAll(workbook, "Users")).toHaveLength(7);
    expect(users.peek(0, 8)).toBeUndefined();
    expect(users.charts.map(({ settings }) => settings.get("Name"))).toEqual(["Cost by user"]);
    expect([users.filtered, users.tables.length, users.validations.length]).toEqual([false, 1, 1]);
  });

  test("names that nothing is called by any more go, and those that led nowhere lead there again", async () => {
    const workbook = await filled([usersSpec(), assumptionsSpec()]);
    await workbook.write([{ ...usersSpec(), names: [] }, assumptionsSpec()]);
    expect(excel.model.findName("Seatwise.userCount")).toBeUndefined();
    excel.model.deleteSheet(sheet("Assumptions"));
    expect(excel.model.findName("Seatwise.tokenPrice")?.formula).toContain("#REF!");
    expect((await workbook.sheets()).map(({ ours }) => ours)).toEqual([undefined, "users"]);
    await workbook.write([usersSpec(), assumptionsSpec()]);
    expect(excel.model.findName("Seatwise.tokenPrice")?.formula).toBe("='Assumptions'!$B$2");
  });

  test("a copy of our sheet that the user made is the user's", async () => {
    const workbook = await filled([usersSpec(), assumptionsSpec()]);
    const copy = excel.model.addSheet("Users (2)", [["copy"]]);
    excel.model.addName("Seatwise.sheet.users", "='Users (2)'!$A$1", copy);
    const keys = (await workbook.sheets()).map(({ ours }) => ours);
    expect(keys).toEqual([undefined, "users", "assumptions", undefined]);
    await workbook.write([usersSpec(), assumptionsSpec()]);
    expect(copy.shown(0, 0)).toBe("copy");
  });

  test("removing a very hidden sheet, and the last one to see", async () => {
    const workbook = await filled([usersSpec(), assumptionsSpec()]);
    sheet("Users").visibility = "VeryHidden";
    sheet("Log").visibility = "Hidden";
    await workbook.remove(["users", "assumptions"]);
    expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Log", "Sheet1"]);
    expect(excel.model.names).toEqual([]);
  });
});

test("everything works with the interface of Office LTSC 2021, and with one older still", async () => {
  interfaceSet.newest = 13;
  try {
    const workbook = await opened();
    await workbook.write([usersSpec(), assumptionsSpec()]);
    await workbook.write([usersSpec([1]), assumptionsSpec()]);
    await workbook.remove(["users"]);
    interfaceSet.newest = 6;
    await expect(workbook.write([usersSpec()])).rejects.toMatchObject({ code: "refused" });
  } finally {
    interfaceSet.newest = 14;
  }
});
