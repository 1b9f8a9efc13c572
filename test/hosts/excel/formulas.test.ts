import type { ExcelWorkbook } from "../../../src/hosts/excel/excel";
import { readAll } from "../contract";
import { Refusal } from "./protocol";
import { excel, interfaceSet, opened } from "./opened";

const sheet = (name: string) => {
  const found = excel.model.sheet(name);
  if (!found) throw new Error(`No sheet ${name}`);
  return found;
};
const isOurs = (formula: string): boolean => /\bFLEXCOST\(/.test(formula);
const toTwin = (formula: string): string | undefined =>
  isOurs(formula) ? formula.replace(/\bFLEXCOST\(/g, "SW_FLEXCOST(") : undefined;

/** What stands in the cells of a column, formulas as they are spelt. */
const column = (name: string, at: number, rows: number) =>
  Array.from(
    { length: rows },
    (_, row) => sheet(name).peek(row, at)?.formula ?? sheet(name).peek(row, at)?.value,
  );

/**
 * Days in column A of `Log`, what they cost in column B; a spilled cost in column D; text that looks like a formula; a
 * hidden sheet and two names with formulas.
 */
async function computing(): Promise<ExcelWorkbook> {
  const workbook = await opened([[1], [2], [3], [null], ["x"]]);
  excel.model.functions.set("FLEXCOST", (days = []) =>
    days.map((line) => line.map((day) => Number(day) * 18)),
  );
  const log = sheet("Log");
  for (let row = 0; row < 3; row++) log.write(row, 1, `=FLEXCOST(A${row + 1})+1`);
  log.write(4, 1, "=FLEXCOST(A1)");
  log.write(0, 2, "=SUM(A1:A3)");
  log.write(0, 3, "=FLEXCOST(A1:A3)");
  log.cell(4, 4).format = "@";
  log.write(4, 4, "=FLEXCOST(1)");
  const hidden = excel.model.addSheet("Secret");
  hidden.visibility = "VeryHidden";
  hidden.write(0, 0, "=FLEXCOST(2)");
  excel.model.addName("Yearly", "=FLEXCOST(3)*12");
  excel.model.addName("Local", "=FLEXCOST(4)", log);
  excel.model.addName("Plain", "=Log!$A$1");
  excel.forget();
  return workbook;
}

test("formulas are found in cells, with what they spill into, and in names", async () => {
  const workbook = await computing();
  expect(await workbook.formulas(isOurs)).toEqual([
    { place: "Log!B1", formula: "FLEXCOST(A1)+1", cells: 1 },
    { place: "Log!D1", formula: "FLEXCOST(A1:A3)", cells: 3 },
    { place: "Log!B2", formula: "FLEXCOST(A2)+1", cells: 1 },
    { place: "Log!B3", formula: "FLEXCOST(A3)+1", cells: 1 },
    { place: "Log!B5", formula: "FLEXCOST(A1)", cells: 1 },
    { place: "Secret!A1", formula: "FLEXCOST(2)", cells: 1 },
    { place: "the name Yearly", formula: "FLEXCOST(3)*12", cells: 0 },
    { place: "the name Local", formula: "FLEXCOST(4)", cells: 0 },
  ]);
  expect(excel.held).toBe(0);
});

test("reading them takes a request for each block and each sheet, and can be cancelled", async () => {
  const workbook = await opened(Array.from({ length: 20_000 }, (_, n) => [n, n, n]));
  for (let row = 0; row < 3_000; row++) sheet("Log").write(row, 4, "=1+1");
  excel.forget();
  expect(await workbook.formulas(() => true)).toHaveLength(3_000);
  // The sheets, the used range, 3 blocks, two looks at 3,000 cells, the names.
  expect(excel.traffic.length).toBeLessThanOrEqual(8);
  await expect(workbook.formulas(() => true, AbortSignal.abort())).rejects.toMatchObject({
    code: "cancelled",
  });
}, 20_000);

test("rewriting changes those formulas and nothing else, cells below each other as one", async () => {
  const workbook = await computing();
  const before = await readAll(workbook, "Log");
  excel.model.functions.set("SW_FLEXCOST", excel.model.functions.get("FLEXCOST")!);
  const setters: string[] = [];
  excel.beforeAction = ({ ActionType, Name }) => {
    if (ActionType === 4) setters.push(Name);
  };
  expect((await workbook.rewriteFormulas(toTwin)).map(({ place }) => place)).toHaveLength(8);
  expect(setters.filter((name) => name === "Formulas")).toHaveLength(4);
  expect(setters.filter((name) => name === "Formula")).toHaveLength(2);
  expect(column("Log", 1, 5)).toEqual([
    "=SW_FLEXCOST(A1)+1",
    "=SW_FLEXCOST(A2)+1",
    "=SW_FLEXCOST(A3)+1",
    undefined,
    "=SW_FLEXCOST(A1)",
  ]);
  expect(column("Log", 3, 2)).toEqual(["=SW_FLEXCOST(A1:A3)", undefined]);
  expect(column("Log", 4, 5)[4]).toBe("=FLEXCOST(1)");
  expect(column("Secret", 0, 1)).toEqual(["=SW_FLEXCOST(2)"]);
  expect(excel.model.findName("Yearly")?.formula).toBe("=SW_FLEXCOST(3)*12");
  expect(excel.model.findName("Local", sheet("Log"))?.formula).toBe("=SW_FLEXCOST(4)");
  expect(await readAll(workbook, "Log")).toEqual(before);
  expect(await workbook.formulas(isOurs)).toEqual([]);
});

test("freezing leaves the values that were shown, with all cells they spilled into", async () => {
  const workbook = await computing();
  excel.model.functions.set("CODE", () => [["00123"]]);
  sheet("Log").write(5, 1, "=CODE()");
  const before = await readAll(workbook, "Log");
  const frozen = await workbook.freezeFormulas((formula) => isOurs(formula) || formula === "CODE()");
  expect(frozen.map(({ place, cells }) => [place, cells])).toContainEqual(["Log!D1", 3]);
  expect(frozen).toHaveLength(7);
  expect(await readAll(workbook, "Log")).toEqual(before);
  expect(column("Log", 1, 6)).toEqual([19, 37, 55, undefined, 18, "00123"]);
  expect(column("Log", 3, 3)).toEqual([18, 36, 54]);
  expect(column("Log", 2, 1)).toEqual(["=SUM(A1:A3)"]);
  expect(excel.model.findName("Yearly")?.formula).toContain("FLEXCOST");
});

test("a formula below the cells that another spills into is another piece of work", async () => {
  const workbook = await computing();
  sheet("Log").write(3, 3, "=FLEXCOST(A1)");
  excel.model.functions.set("SW_FLEXCOST", excel.model.functions.get("FLEXCOST")!);
  await workbook.rewriteFormulas(toTwin);
  expect(column("Log", 3, 4)).toEqual(["=SW_FLEXCOST(A1:A3)", undefined, undefined, "=SW_FLEXCOST(A1)"]);
  await workbook.freezeFormulas((formula) => formula.includes("SW_"));
  expect(column("Log", 3, 4)).toEqual([18, 36, 54, 18]);
});

test("what still waits for its value is not frozen", async () => {
  const workbook = await computing();
  excel.model.functions.set("FLEXCOST", () => [[{ error: "#BUSY!" }]]);
  excel.model.version++;
  await expect(workbook.freezeFormulas(isOurs)).rejects.toMatchObject({
    code: "busy",
    message: expect.stringContaining("Log!B1") as string,
  });
  expect(column("Log", 1, 1)).toEqual(["=FLEXCOST(A1)+1"]);
});

test("in rows that a filter hides, each cell is changed alone", async () => {
  const work = await computing();
  sheet("Log").hiddenRows.add(1);
  const before = await readAll(work, "Log");
  excel.model.functions.set("SW_FLEXCOST", excel.model.functions.get("FLEXCOST")!);
  await work.rewriteFormulas(toTwin);
  expect(await readAll(work, "Log")).toEqual(before);
  await work.freezeFormulas((formula) => formula.includes("FLEXCOST"));
  expect(column("Log", 1, 3)).toEqual([19, 37, 55]);
  expect(await readAll(work, "Log")).toEqual(before);
});

describe("one step of undo", () => {
  const runs = () => vi.spyOn(Excel, "run");
  const merges = (run: ReturnType<typeof runs>) =>
    run.mock.calls.map(([options]) => "mergeUndoGroup" in (options as object));
  afterEach(() => {
    interfaceSet.newest = 14;
    vi.restoreAllMocks();
  });

  test("is asked for where Excel knows it", async () => {
    const run = runs();
    const old = await computing();
    await old.freezeFormulas(isOurs);
    expect(merges(run)).not.toContain(true);
    interfaceSet.newest = 20;
    const workbook = await computing();
    await workbook.freezeFormulas(isOurs);
    expect(merges(run).filter(Boolean)).toHaveLength(1);
  });

  test("and done without where Excel cannot", async () => {
    interfaceSet.newest = 20;
    const workbook = await computing();
    let refused = 0;
    excel.beforeAction = ({ Name }) => {
      if (Name === "CopyFrom" && refused++ === 0) throw new Refusal("UndoNotSupported");
    };
    expect(await workbook.freezeFormulas(isOurs)).toHaveLength(6);
    expect(column("Log", 1, 1)).toEqual([19]);
  });
});

describe("all of them or none", () => {
  const content = () =>
    JSON.stringify([
      column("Log", 1, 5),
      column("Log", 3, 3),
      column("Secret", 0, 1),
      excel.model.names.map(({ formula }) => formula),
    ]);

  test.each<[string, (workbook: ExcelWorkbook) => Promise<unknown>]>([
    ["rewriting", (workbook) => workbook.rewriteFormulas(toTwin)],
    ["freezing", (workbook) => workbook.freezeFormulas(isOurs)],
  ])("%s stops before it begins when a sheet is protected", async (_, work) => {
    const workbook = await computing();
    sheet("Secret").protected = true;
    const before = content();
    await expect(work(workbook)).rejects.toMatchObject({
      code: "protected",
      message: expect.stringContaining("Secret") as string,
    });
    expect(content()).toBe(before);
  });

  test("a protected sheet without such formulas is no matter", async () => {
    const workbook = await computing();
    excel.model.addSheet("Closed", [[1]]).protected = true;
    await expect(workbook.rewriteFormulas(toTwin)).resolves.toHaveLength(8);
  });

  test.each([false, true])(
    "rewriting that Excel refuses on its way is taken back; rows hidden: %s",
    async (hidden) => {
      const workbook = await computing();
      if (hidden) sheet("Log").hiddenRows.add(1);
      const before = content();
      let set = 0;
      excel.beforeAction = ({ ActionType }) => {
        if (ActionType === 4 && set++ === 3) throw new Refusal("GeneralException");
      };
      await expect(workbook.rewriteFormulas(toTwin)).rejects.toMatchObject({ code: "refused" });
      expect(content()).toBe(before);
    },
  );

  test("a row that is put in at any moment ends the work, or moves along with it", async () => {
    const outcomes: string[] = [];
    for (let at = 0; at < 9; at++) {
      const workbook = await computing();
      excel.before = (request) => {
        if (request === at) sheet("Log").insertRow(0);
      };
      outcomes.push(
        await workbook.rewriteFormulas(toTwin).then(
          () => "done",
          (error: unknown) => (error as { code: string }).code,
        ),
      );
      // Whatever came of it, every formula is the old one or the new one, where it stood or one below.
      const left = column("Log", 1, 6).map((content) => String(content).replace("=SW_", "="));
      const before = ["=FLEXCOST(A1)+1", "=FLEXCOST(A2)+1", "=FLEXCOST(A3)+1", "undefined", "=FLEXCOST(A1)"];
      expect([
        [...before, "undefined"],
        ["undefined", ...before],
      ]).toContainEqual(left);
    }
    expect(outcomes).toContain("changed");
    expect(outcomes.at(-1)).toBe("done");
  });
});

describe("names", () => {
  const TWINS = [
    {
      name: "SW_FLEXCOST",
      formula: "LAMBDA(days,rate,price,days*rate*price)",
      comment: "What days cost on Flex",
    },
    {
      name: "SW_BREAKEVEN",
      formula: "LAMBDA(seat,rate,price,seat/(rate*price))",
      comment: "From when a seat is cheaper",
    },
  ];

  test("those of the workbook, with what they refer to, and those of one sheet under its name", async () => {
    const workbook = await computing();
    expect([...(await workbook.names())]).toEqual([
      ["Yearly", "FLEXCOST(3)*12"],
      ["Plain", "Log!$A$1"],
      ["'Log'!Local", "FLEXCOST(4)"],
    ]);
  });

  test("formulas get names with comments, and get others in the same place", async () => {
    const workbook = await computing();
    await workbook.defineNames(TWINS);
    await workbook.defineNames([
      { ...TWINS[0]!, name: "sw_flexcost", formula: "LAMBDA(a,a)", comment: "Other" },
    ]);
    expect(excel.model.names.slice(-2)).toMatchObject([
      { name: "SW_FLEXCOST", formula: "=LAMBDA(a,a)", comment: "Other" },
      { name: "SW_BREAKEVEN", formula: `=${TWINS[1]!.formula}`, comment: TWINS[1]!.comment },
    ]);
  });

  test.each<[string, () => void]>([
    [
      "Excel refuses one",
      () =>
        void (excel.beforeAction = ({ Name }) => {
          if (Name === "Comment") throw new Refusal("InvalidArgument");
        }),
    ],
    [
      "Excel stores another formula than it was given",
      () =>
        void (excel.before = (request) => {
          if (request === 3) excel.model.findName("SW_BREAKEVEN")!.formula = "=#NAME?";
        }),
    ],
  ])("all of them or none: %s", async (_, fail) => {
    const workbook = await computing();
    excel.model.addName("SW_FLEXCOST", "=LAMBDA(old,old)");
    const before = excel.model.names.map(({ name, formula }) => [name, formula]);
    excel.forget();
    fail();
    if (excel.beforeAction.length === 0) {
      // The library reads back in the request that writes: Excel's second thoughts come between the two.
      const { beforeAction } = excel;
      excel.beforeAction = (action) => {
        beforeAction(action);
        const added = excel.model.findName("SW_BREAKEVEN");
        if (added && action.ActionType === 2) added.formula = "=1";
      };
    }
    await expect(workbook.defineNames(TWINS)).rejects.toMatchObject({ name: "WorkbookError" });
    excel.beforeAction = () => undefined;
    expect(excel.model.names.map(({ name, formula }) => [name, formula])).toEqual(before);
  });
});
