import { at } from "../../../src/engine/at";
import type { SheetSpec, SpecCell } from "../../../src/workbook/spec";
import type { WorkbookError } from "../../../src/workbook/errors";
import type { ExcelWorkbook } from "../../../src/hosts/excel/excel";
import { every } from "../../cases";
import { assumptionsSpec, usersSpec } from "../specs";
import { Refusal } from "./protocol";
import { excel, interfaceSet, opened } from "./opened";

/** What a person fills in for users: decision, owner and note. */
type People = Readonly<Record<string, readonly string[]>>;

/** The sheets of a run: users with their days, a price, and what a person filled in, as a run reads and writes it. */
function specs(days: Readonly<Record<string, number>>, price: number, people: People): SheetSpec[] {
  const list = Object.entries(days);
  const users = usersSpec(list.map(([, day]) => day));
  const table = at(users.tables, 0);
  const rows = table.rows.map((row, n): SpecCell[] => {
    const [name, day] = at(list, n);
    const [decision = null, owner = null, note = null] = people[name] ?? [];
    const cost = { ...at(row, 2), value: day * price * 6 };
    return [{ value: name }, at(row, 1), cost, { value: decision }, { value: owner }, { value: note }];
  });
  const own = ["Owner", "Note"].map((header) => ({ header, own: true as const }));
  const total = { by: "sum" as const, value: list.reduce((sum, [, day]) => sum + day, 0) * price * 6 };
  const columns = table.columns.map((column) => (column.header === "Cost" ? { ...column, total } : column));
  return [{ ...users, tables: [{ ...table, columns: [...columns, ...own], rows }] }, assumptionsSpec(price)];
}

const PEOPLE: People = { bob: ["Keep", "Ann", "=1+1 is text"], cem: ["Flex", "Bob", "ask in May"] };

/** A workbook after a first run, in which a person then changed a price, decisions, owners and notes. */
async function workedOn(): Promise<ExcelWorkbook> {
  const workbook = await opened();
  await workbook.write(specs({ ann: 4, bob: 12, cem: 20 }, 3, {}));
  const users = excel.model.sheet("Users")!;
  Object.values(PEOPLE).forEach((texts, n) => {
    texts.forEach((text, c) => {
      users.cell(4 + n, 3 + c).format = "@";
      users.write(4 + n, 3 + c, text);
    });
  });
  // A filter, and formats of blank cells: where the second run writes, and where it does not.
  excel.model.tables[0]!.filters.set("Cost", { filterOn: "Custom", criterion1: ">0" });
  users.cell(6, 1).format = "0.0%";
  users.cell(1, 9).format = "yyyy";
  excel.model.sheet("Assumptions")!.write(1, 1, 5);
  excel.model.sheet("Log")!.write(4, 0, "=SUM(SeatwiseUsers[Cost])");
  excel.forget();
  return workbook;
}

/** The second run: another order and another number of users, the person's price and texts. */
const secondRun = (workbook: ExcelWorkbook) =>
  workbook.write(specs({ cem: 20, dan: 9, ann: 4, bob: 12 }, 5, PEOPLE));

/** All cells of the sheets; tables, names and what the user's formula shows. */
const state = () =>
  JSON.stringify([
    excel.model.sheets.map((sheet) => [sheet.name, cellsOf(sheet.name)]),
    excel.model.tables.map(({ name, place, showTotals, headers }) => [name, place, showTotals, headers]),
    excel.model.names
      .map(({ name, formula, visible }) => [name, formula.replaceAll("'", ""), visible])
      .sort(),
    excel.model.sheet("Log")!.shown(4, 0),
    excel.model.enableEvents,
  ]);

/** The same, with the number formats of all cells and the filters of tables. */
const fullState = () =>
  JSON.stringify([
    state(),
    excel.model.sheets.map((sheet) => [...Array(12).keys()].map((row) => formatsOf(sheet.name, row))),
    excel.model.tables.map(({ name, filters }) => [name, [...filters]]),
  ]);

const formatsOf = (sheet: string, row: number) =>
  [...Array(12).keys()].map((column) => excel.model.sheet(sheet)!.peek(row, column)?.format ?? "General");

function cellsOf(name: string) {
  const sheet = excel.model.sheet(name)!;
  const used = sheet.used(true);
  if (!used) return [];
  return Array.from({ length: used.row + used.rows }, (_, row) =>
    Array.from({ length: used.column + used.columns }, (_, column) => {
      const cell = sheet.peek(row, column);
      return [cell?.formula ?? null, cell?.value ?? null, sheet.shown(row, column)];
    }),
  );
}

const failure = (work: Promise<unknown>): Promise<WorkbookError> =>
  work.then(
    () => {
      throw new Error("It did not fail");
    },
    (error: unknown) => error as WorkbookError,
  );

/** What the sheets hold after a failure, and what the message says of it. */
function outcome({ message }: WorkbookError, was: string, shall: string): string {
  const is = fullState() === was ? "as before" : state() === shall ? "as after" : "mixed";
  const says = message.endsWith("Nothing was changed.")
    ? "nothing was changed"
    : message.endsWith("all cells are as they were.")
      ? "taken back"
      : message.includes("could not be put back")
        ? "not put back"
        : message.includes("All figures are written")
          ? "figures are written"
          : message.includes("could not be compared")
            ? "not compared"
            : message;
  return `${is}; says: ${says}`;
}

/** The states before and after a second run. */
async function bothStates() {
  const workbook = await workedOn();
  const was = fullState();
  let actions = 0;
  excel.beforeAction = () => {
    actions++;
  };
  await secondRun(workbook);
  return { was, shall: state(), requests: excel.traffic.length, actions };
}

describe("a second run over a person's price, decisions, owners and notes", () => {
  test("keeps them, and the user's formula that names our table", async () => {
    const { shall } = await bothStates();
    expect(shall).toContain("ask in May");
    const users = excel.model.sheet("Users")!;
    const rows = [3, 4, 5, 6].map((row) => [0, 3, 4, 5].map((column) => users.shown(row, column)));
    expect(rows).toEqual([
      ["cem", ...PEOPLE["cem"]!],
      ["dan", null, null, null],
      ["ann", null, null, null],
      ["bob", ...PEOPLE["bob"]!],
    ]);
    expect(excel.model.sheet("Log")!.shown(4, 0)).toBe((9 + 4 + 12 + 20) * 30);
  });
});

describe("a fault in a second run", () => {
  test("at each request: what the sheets hold then, and what is said", async () => {
    const { was, shall, requests } = await bothStates();
    const table: string[] = [];
    for (let at = 0; at < requests; at++) {
      const workbook = await workedOn();
      excel.before = (request) => {
        if (request === at) throw new Refusal("GeneralException");
      };
      const error = await failure(secondRun(workbook));
      excel.before = () => undefined;
      table.push(outcome(error, was, shall));
    }
    expect(table).toEqual([
      "as before; says: nothing was changed",
      "as before; says: nothing was changed",
      "as before; says: nothing was changed",
      "as before; says: nothing was changed",
      "as after; says: figures are written",
      "as after; says: not compared",
    ]);
  });

  test("at any operation: all as before or all as after, and the message is true", async () => {
    const { was, shall, actions } = await bothStates();
    const outcomes = new Map<string, number>();
    for (let at = 0; at < actions; at += every(11)) {
      const workbook = await workedOn();
      let n = 0;
      excel.beforeAction = () => {
        if (n++ === at) throw new Refusal("AccessDenied");
      };
      const error = await failure(secondRun(workbook));
      excel.beforeAction = () => undefined;
      const came = outcome(error, was, shall);
      outcomes.set(came, (outcomes.get(came) ?? 0) + 1);
      await secondRun(workbook);
      expect(state()).toBe(shall);
    }
    expect([...outcomes.keys()]).toEqual([
      "as before; says: nothing was changed",
      "as before; says: taken back",
      "as after; says: figures are written",
      "as after; says: not compared",
    ]);
  }, 60_000);

  test("that lasts, so that nothing can be put back, is told as it is", async () => {
    const { was, shall, actions } = await bothStates();
    const outcomes = new Set<string>();
    for (let at = 0; at < actions; at += every(23)) {
      const workbook = await workedOn();
      let n = 0;
      excel.beforeAction = () => {
        if (n++ >= at) throw new Refusal("GeneralException");
      };
      const error = await failure(secondRun(workbook));
      outcomes.add(outcome(error, was, shall));
    }
    expect([...outcomes]).toEqual([
      "as before; says: nothing was changed",
      "mixed; says: not put back",
      "as after; says: figures are written",
      "as after; says: not compared",
    ]);
  });

  test("of an answer that is lost after all was done is put back, too", async () => {
    const { was } = await bothStates();
    const workbook = await workedOn();
    excel.after = (request) => {
      if (request === 3) throw new Refusal("RequestAborted");
    };
    const error = await failure(secondRun(workbook));
    expect(outcome(error, was, "")).toBe("as before; says: taken back");
  });
});

test("an Excel that cannot group all operations into one undo step is asked without grouping", async () => {
  interfaceSet.newest = 20;
  try {
    const { shall, actions } = await bothStates();
    for (const at of [30, 200, actions - 50]) {
      const workbook = await workedOn();
      let n = 0;
      excel.beforeAction = () => {
        if (n++ === at) throw new Refusal("UndoNotSupported");
      };
      await secondRun(workbook);
      expect(state()).toBe(shall);
    }
  } finally {
    interfaceSet.newest = 14;
  }
});

test("what cannot be taken back before writing without grouping is told as it is", async () => {
  interfaceSet.newest = 20;
  try {
    const { was, shall, actions } = await bothStates();
    const outcomes = new Set<string>();
    for (const refused of [40, 120, 240, 400]) {
      const workbook = await workedOn();
      let n = 0;
      // Late, while looks are applied; taking it back is then refused on its way.
      const late = actions - 60;
      excel.beforeAction = () => {
        n++;
        if (n === late) throw new Refusal("UndoNotSupported");
        if (n > late + refused) throw new Refusal("GeneralException");
      };
      outcomes.add(outcome(await failure(secondRun(workbook)), was, shall));
    }
    expect([...outcomes]).toEqual(["as after; says: not put back", "mixed; says: not put back"]);
  } finally {
    interfaceSet.newest = 14;
  }
});

describe("what a person does while a second run writes", () => {
  const meanwhile = async (work: () => void) => {
    const workbook = await workedOn();
    excel.before = (request) => {
      if (request === 3) work();
    };
    const error = await failure(secondRun(workbook));
    excel.before = () => undefined;
    return { workbook, error };
  };
  const notes = () => [4, 5].map((row) => excel.model.sheet("Users")!.shown(row, 5));

  test("a sheet of ours is renamed: it is found by its id", async () => {
    const workbook = await workedOn();
    excel.before = (request) => {
      if (request === 3) excel.model.renameSheet("Log", "Journal");
    };
    await secondRun(workbook);
    expect(excel.model.sheet("Users")!.shown(3, 0)).toBe("cem");
  });

  test("a sheet of ours is protected: what can be is put back, and nothing is lost", async () => {
    const { error } = await meanwhile(() => (excel.model.sheet("Assumptions")!.protected = true));
    expect(error).toMatchObject({ code: "protected" });
    expect(error.message).toMatch(/all cells are as they were\.$/);
    expect(notes()).toEqual(["=1+1 is text", "ask in May"]);
    expect(excel.model.sheet("Assumptions")!.shown(1, 1)).toBe(5);
  });

  test("a sheet of ours is deleted before it is compared: all is written, and the message says so", async () => {
    const workbook = await workedOn();
    excel.before = (request) => {
      if (request === 5) excel.model.deleteSheet(excel.model.sheet("Assumptions")!);
    };
    const error = await failure(secondRun(workbook));
    expect(error).toMatchObject({ code: "changed" });
    expect(error.message).toMatch(/All sheets are written, but .* could not be compared\.$/);
  });

  test("a sheet of ours is deleted: the others are put back, and the next run makes it again", async () => {
    const { error, workbook } = await meanwhile(() =>
      excel.model.deleteSheet(excel.model.sheet("Assumptions")!),
    );
    expect(error).toMatchObject({ code: "changed" });
    expect(notes()).toEqual(["=1+1 is text", "ask in May"]);
    await secondRun(workbook);
    expect(excel.model.sheet("Assumptions")!.shown(1, 1)).toBe(5);
  });
});
