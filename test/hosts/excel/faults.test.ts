import type { SheetSpec } from "../../../src/workbook/spec";
import type { WorkbookError } from "../../../src/workbook/errors";
import type { ExcelWorkbook } from "../../../src/hosts/excel/excel";
import { openExcel } from "../../../src/hosts/excel/excel";
import { readAll } from "../contract";
import { assumptionsSpec, usersSpec } from "../specs";
import { Refusal } from "./protocol";
import { excel, opened } from "./opened";

const ours = (): SheetSpec[] => [usersSpec(), assumptionsSpec()];

async function failure(work: Promise<unknown>): Promise<WorkbookError> {
  try {
    await work;
  } catch (error) {
    return error as WorkbookError;
  }
  throw new Error("It did not fail");
}

/** The user's own sheets and names, and what of ours is there. */
async function state(workbook: ExcelWorkbook) {
  return {
    log: await readAll(workbook, "Log"),
    tabs: (await workbook.sheets()).map(({ name }) => name),
    tables: excel.model.tables.map(({ name }) => name),
    names: excel.model.names.map(({ name }) => name),
    events: excel.model.enableEvents,
  };
}

describe("every refusal of Excel's is a sentence", () => {
  test.each<[string, string, RegExp]>([
    ["InvalidOperationInCellEditMode", "busy", /being edited; press Enter or Esc/],
    ["AccessDenied", "protected", /protection/],
    ["ItemNotFound", "changed", /run again/],
    ["InvalidReference", "changed", /run again/],
    ["RequestPayloadSizeLimitExceeded", "too-large", /more than Excel passes on at once/],
    ["FilteredRangeConflict", "refused", /filter/],
    ["MergedRangeConflict", "refused", /[Mm]erged/],
    ["InactiveWorkbook", "busy", /not in front/],
    ["ApiNotAvailable", "refused", /update it/],
    ["GeneralException", "refused", /\(GeneralException\)/],
    ["SomethingNew", "refused", /\(SomethingNew\)/],
  ])("%s", async (excelCode, code, sentence) => {
    const workbook = await opened();
    excel.before = () => {
      throw new Refusal(excelCode, "Diese Meldung ist nicht für Menschen.");
    };
    for (const work of [
      () => workbook.sheets(),
      () => readAll(workbook, "Log"),
      () => workbook.write(ours()),
      () => workbook.remove(["users"]),
      () => workbook.names(),
      () => openExcel(),
    ]) {
      const error = await failure(work());
      expect(error).toMatchObject({ name: "WorkbookError", code });
      expect(error.message).toMatch(sentence);
      expect(error.message).not.toContain("Menschen");
    }
  });

  test("a fault of the program's own stays what it is", async () => {
    const workbook = await opened();
    excel.before = () => {
      throw new TypeError("mine");
    };
    await expect(workbook.sheets()).rejects.toThrow("mine");
  });
});

describe("another person at the same time", () => {
  test("a sheet of theirs that gets our tab's name first is never taken out", async () => {
    const workbook = await opened();
    excel.before = (request) => {
      if (request === 1) excel.model.addSheet("Assumptions", [["precious"]]);
    };
    await failure(workbook.write(ours()));
    expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Log", "Assumptions"]);
    expect((await readAll(workbook, "Assumptions"))[0]?.cells).toEqual(["precious"]);
  });

  test("a name that they give to something else stays when ours is undone", async () => {
    const workbook = await opened();
    excel.before = (request) => {
      if (request !== 2) return;
      excel.model.addName("Seatwise.tokenPrice", "=Log!$A$1");
      throw new Refusal("AccessDenied");
    };
    await failure(workbook.write(ours()));
    expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Log"]);
    expect(excel.model.names.map(({ name }) => name)).toEqual(["Seatwise.tokenPrice"]);
  });
});

describe("a writing that Excel refuses on its way", () => {
  /** The actions of a whole writing, counted. */
  async function actionsOf(
    write: (workbook: ExcelWorkbook) => Promise<void>,
    make: () => Promise<ExcelWorkbook>,
  ): Promise<number> {
    const workbook = await make();
    let actions = 0;
    excel.beforeAction = () => {
      actions++;
    };
    await write(workbook);
    return actions;
  }
  const failAt = (action: number) => {
    let n = 0;
    excel.beforeAction = () => {
      if (n++ === action) throw new Refusal("AccessDenied");
    };
  };

  test("leaves nothing of new sheets, wherever it stops", async () => {
    const actions = await actionsOf((workbook) => workbook.write(ours()), opened);
    expect(actions).toBeGreaterThan(200);
    for (let at = 0; at < actions; at += 7) {
      const workbook = await opened();
      const before = await state(workbook);
      failAt(at);
      const error = await failure(workbook.write(ours()));
      expect(error).toMatchObject({ code: "protected" });
      excel.beforeAction = () => undefined;
      // Complete sheets stay, although they could not be read again.
      if (error.message.includes("could not be compared")) break;
      expect(await state(workbook)).toEqual(before);
      await workbook.write(ours());
      expect(await readAll(workbook, "Users")).toHaveLength(7);
    }
  }, 30_000);
});

test("blank sheets that were added and cannot be removed are named", async () => {
  const workbook = await opened();
  excel.after = (request) => {
    if (request === 1) throw new Refusal("RequestAborted");
  };
  excel.before = (request) => {
    if (request > 1) throw new Refusal("RequestAborted");
  };
  const error = await failure(workbook.write(ours()));
  excel.before = () => undefined;
  excel.after = () => undefined;
  expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Log", "Users", "Assumptions"]);
  expect(error.message).toMatch(/blank sheets may be left; delete them: Users, Assumptions\.$/);
});

test("a writing that is refused before it begins leaves our sheets as they were", async () => {
  const workbook = await opened();
  await workbook.write(ours());
  const before = [await state(workbook), await readAll(workbook, "Users")];
  excel.forget();
  excel.before = (request) => {
    if (request === 2) throw new Refusal("InvalidOperationInCellEditMode");
  };
  const error = await failure(workbook.write([usersSpec([9]), assumptionsSpec()]));
  expect(error.message).toMatch(/run again\. Nothing was changed\.$/);
  excel.before = () => undefined;
  expect([await state(workbook), await readAll(workbook, "Users")]).toEqual(before);
});

describe("what is in the way is found before anything is changed", () => {
  const untouched = async (prepare: (workbook: ExcelWorkbook) => void | Promise<void>, specs = ours()) => {
    const workbook = await opened();
    await prepare(workbook);
    const before = JSON.stringify([await state(workbook), excel.model.version]);
    const error = await failure(workbook.write(specs));
    expect(JSON.stringify([await state(workbook), excel.model.version])).toBe(before);
    return error;
  };

  test("a protected structure", async () => {
    const error = await untouched(() => void (excel.model.structureProtected = true));
    expect(error).toMatchObject({ code: "protected" });
    expect(error.message).toContain("structure");
  });

  test("a protected structure lets sheets that are there be filled again, and none be removed", async () => {
    const workbook = await opened();
    await workbook.write(ours());
    excel.model.structureProtected = true;
    await workbook.write([usersSpec([5]), assumptionsSpec()]);
    expect((await readAll(workbook, "Users")).map(({ cells }) => cells[1])).toContain(5);
    expect(await failure(workbook.remove(["users"]))).toMatchObject({ code: "protected" });
  });

  test("a protected sheet of ours", async () => {
    const error = await untouched(async (workbook) => {
      await workbook.write(ours());
      excel.model.sheet("Assumptions")!.protected = true;
    });
    expect(error.message).toMatch(/The sheet Assumptions .*is protected/);
    expect(error.message.match(/nothing was changed/gi)).toHaveLength(1);
  });

  test.each(["SEATWISEUSERS", "seatwise.usercount"])("a table of the user's called %s", async (name) => {
    const error = await untouched(() => {
      excel.model.sheet("Log")!.addTable({ row: 0, column: 0, rows: 2, columns: 2 }).name = name;
    });
    expect(error).toMatchObject({ code: "name-taken" });
  });

  test("a name of the user's called like a table of ours", async () => {
    const error = await untouched(() => void excel.model.addName("SeatwiseUsers", "=Log!$A$1"));
    expect(error).toMatchObject({ code: "name-taken" });
  });

  test("a chart over a column that is not there is our own mistake, and is undone", async () => {
    const workbook = await opened();
    const spec = usersSpec();
    const wrong = { ...spec, charts: [{ ...spec.charts[0]!, series: ["Nothing"] }] };
    await expect(workbook.write([wrong])).rejects.toThrow("no column Nothing");
    expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Log"]);
  });

  test("a formula over a table that is not there is refused by Excel, and undone", async () => {
    const workbook = await opened();
    const spec = assumptionsSpec();
    const wrong = { ...spec, cells: [{ row: 1, column: 0, value: 0, formula: "SUM(Nowhere[Cost])" }] };
    expect(await failure(workbook.write([wrong]))).toMatchObject({ code: "refused" });
    expect((await workbook.sheets()).map(({ name }) => name)).toEqual(["Log"]);
  });
});
