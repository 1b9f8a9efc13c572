import type { Cell } from "../../../src/workbook/cells";
import { openExcel } from "../../../src/hosts/excel/excel";
import { readAll } from "../contract";
import { excel, opened } from "./opened";
import { MAX_BYTES } from "./office";

const rows = (count: number): Cell[][] =>
  Array.from({ length: count }, (_, n) => [`user${n}`, n, n * 1.5, true]);

describe("what a sheet holds", () => {
  test("stands where it stands, though the used range begins elsewhere", async () => {
    const workbook = await opened();
    excel.model.addSheet("Far", [["a", null, 1], [], [null, 2]], { row: 4, column: 2 });
    expect(await readAll(workbook, "Far")).toEqual([
      { row: 5, cells: [null, null, "a", null, 1] },
      { row: 7, cells: [null, null, null, 2] },
    ]);
  });

  test("errors are errors, and text that looks like one is text", async () => {
    const workbook = await opened([["#N/A", { error: "#N/A" }, "TRUE", true, "1", 1, " "]]);
    expect((await readAll(workbook, "Log"))[0]?.cells).toEqual([
      "#N/A",
      { error: "#N/A" },
      "TRUE",
      true,
      "1",
      1,
      " ",
    ]);
  });

  test("hidden sheets are read too, and told; sheets that only show a chart hold nothing", async () => {
    const workbook = await opened();
    excel.model.addSheet("Secret", [[1]]).visibility = "VeryHidden";
    excel.model.addSheet("Chart").unsupported = true;
    excel.model.addSheet("Blank").visibility = "Hidden";
    excel.model.sheet("Log")!.addTable({ row: 0, column: 0, rows: 2, columns: 2 }).name = "Usage";
    expect(await workbook.sheets()).toEqual([
      {
        name: "Log",
        hidden: false,
        tables: [{ name: "Usage", firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 1 }],
      },
      { name: "Secret", hidden: true },
      { name: "Chart", hidden: false },
      { name: "Blank", hidden: true },
    ]);
    expect(await readAll(workbook, "Secret")).toHaveLength(1);
    expect(await readAll(workbook, "Chart")).toEqual([]);
    expect(await readAll(workbook, "Blank")).toEqual([]);
  });

  test("rows hidden by a filter or by hand are read, and marked; so are the hidden columns that are used", async () => {
    const workbook = await opened(rows(20_000));
    const log = excel.model.sheet("Log")!;
    const hidden = [0, 1, 2, 3_000, 3_002, 9_999, 15_000, 19_999];
    for (const row of hidden) log.hiddenRows.add(row);
    for (const column of [1, 3, 40]) log.hiddenColumns.add(column);
    excel.forget();
    const read = await readAll(workbook, "Log");
    expect(read).toHaveLength(20_000);
    expect(read.flatMap((row) => (row.hidden ? [row.row - 1] : []))).toEqual(hidden);
    // One for the list of sheets, one for the used area, four blocks, and at most five to find the rows of each.
    expect(excel.traffic.length).toBeLessThanOrEqual(2 + 1 + 4 * 6);
    expect([...(await workbook.hiddenColumns({ name: "Log", hidden: false }))].sort()).toEqual([1, 3]);
    expect(excel.held).toBe(0);
  });

  test("a sheet that hides all its rows, every second one, or none", async () => {
    const workbook = await opened(rows(5_000));
    const log = excel.model.sheet("Log")!;
    const count = async (): Promise<number> =>
      (await readAll(workbook, "Log")).filter((row) => row.hidden).length;
    expect(await count()).toBe(0);
    for (let row = 0; row < 5_000; row += 2) log.hiddenRows.add(row);
    expect(await count()).toBe(2_500);
    for (let row = 1; row < 5_000; row += 2) log.hiddenRows.add(row);
    expect(await count()).toBe(5_000);
    excel.model.addSheet("Chart").unsupported = true;
    excel.model.addSheet("Blank");
    for (const name of ["Chart", "Blank"])
      expect([...(await workbook.hiddenColumns({ name, hidden: false }))]).toEqual([]);
  });

  test("the rows are announced, and the name and the date system known", async () => {
    const workbook = await opened();
    excel.model.addSheet("Far", [[1]], { row: 99 });
    expect((await workbook.sheets()).map(({ announcedRows }) => announcedRows)).toEqual([2, 100]);
    expect([workbook.file, workbook.dateSystem, workbook.decimalSign]).toEqual([
      "Estate.xlsx",
      1900,
      "unknown",
    ]);
    excel.model.dateSystem = 1904;
    expect((await openExcel()).dateSystem).toBe(1904);
  });

  test("a stray cell in the last corner is named, not read for hours", async () => {
    const workbook = await opened();
    excel.model.sheet("Log")?.cell(1_048_575, 16_383);
    excel.model.sheet("Log")!.cell(1_048_575, 16_383).value = 1;
    excel.model.version++;
    await expect(readAll(workbook, "Log")).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringContaining("A1:XFD1048576") as string,
    });
  });
});

describe("reading takes a request for each block", () => {
  test("20,000 rows in 4, and nothing is left to let go of", async () => {
    const workbook = await opened(rows(20_000));
    excel.forget();
    const [sheet] = await workbook.sheets();
    expect(excel.traffic).toHaveLength(2);
    let read = 0;
    for await (const block of workbook.rows(sheet!)) {
      for (const row of block) {
        if (row.row !== read + 1 || row.cells[1] !== read) throw new Error(`Row ${read} is wrong`);
        read++;
      }
    }
    expect(read).toBe(20_000);
    expect(excel.traffic).toHaveLength(2 + 4);
    expect(excel.held).toBe(0);
  });

  test("who only looks takes one block", async () => {
    const workbook = await opened(rows(20_000));
    for await (const _ of workbook.rows({ name: "Log", hidden: false })) break;
    expect(excel.traffic).toHaveLength(2);
    expect(excel.traffic[1]?.response).toBeLessThan(300_000);
  });

  test("a block that is too large is asked for in halves", async () => {
    const long = rows(8_000).map(([name, ...rest]) => [`${String(name)} ${"x".repeat(1_000)}`, ...rest]);
    const workbook = await opened(long);
    expect(await readAll(workbook, "Log")).toHaveLength(8_000);
    expect(Math.max(...excel.traffic.map(({ response }) => response))).toBeGreaterThan(MAX_BYTES / 2);
  });

  test("also when Excel gives nothing and no error", async () => {
    const workbook = await opened(rows(5_000));
    excel.model.maxCells = 3_000;
    expect(await readAll(workbook, "Log")).toHaveLength(5_000);
  });

  test("a row that is too large alone is an error", async () => {
    const workbook = await opened([["x".repeat(30_000)], ["y"]]);
    excel.maxBytes = 20_000;
    await expect(readAll(workbook, "Log")).rejects.toMatchObject({ code: "too-large" });
  });

  test("it can be cancelled between blocks", async () => {
    const workbook = await opened(rows(20_000));
    const stop = new AbortController();
    const reading = async () => {
      for await (const _ of workbook.rows({ name: "Log", hidden: false }, stop.signal)) stop.abort();
    };
    await expect(reading()).rejects.toMatchObject({ code: "cancelled" });
    expect(excel.traffic).toHaveLength(2);
  });
});

describe("a sheet that changes while it is read ends the reading", () => {
  const remove = () => {
    excel.model.addSheet("Other");
    excel.model.deleteSheet(excel.model.sheet("Log")!);
  };
  const swap = () => {
    excel.model.renameSheet("Log", "Old");
    excel.model.addSheet("Log", rows(20_000));
  };
  const byLast = (a: Cell, b: Cell) => (String(a) < String(b) ? 1 : -1);
  test.each<[string, () => void]>([
    ["it is deleted", remove],
    ["it is renamed", () => excel.model.renameSheet("Log", "Journal")],
    ["another takes its name", swap],
    ["a row is put in", () => excel.model.sheet("Log")!.insertRow(3)],
    [
      "rows are cleared",
      () => excel.model.sheet("Log")!.clear({ row: 19_000, column: 0, rows: 1_000, columns: 4 }, "All"),
    ],
    [
      "it is emptied",
      () => excel.model.sheet("Log")!.clear({ row: 0, column: 0, rows: 20_000, columns: 4 }, "All"),
    ],
    ["it is sorted", () => excel.model.sheet("Log")!.sortRows(byLast, 1)],
  ])("%s", async (_, change) => {
    const workbook = await opened(rows(20_000));
    const reading = async () => {
      let blocks = 0;
      for await (const _ of workbook.rows({ name: "Log", hidden: false })) if (blocks++ === 0) change();
    };
    await expect(reading()).rejects.toMatchObject({
      name: "WorkbookError",
      code: "changed",
      message: expect.stringMatching(/Log.*changed while it was read; run again/) as string,
    });
  });

  test("or before it is begun", async () => {
    const workbook = await opened();
    await expect(
      (async () => {
        for await (const _ of workbook.rows({ name: "Gone", hidden: false })) continue;
      })(),
    ).rejects.toMatchObject({ code: "changed" });
  });
});
