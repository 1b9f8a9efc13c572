import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoDay, lastDayOf, monthOf } from "../../../src/engine/calendar";
import { collectKept } from "../../../src/sheets/kept/collect";
import type { Kept } from "../../../src/sheets/kept/kept";
import { withKept, type Merged } from "../../../src/sheets/kept/merge";
import { continued, unused } from "../../../src/sheets/report/continued";
import { tokenUseSheet } from "../../../src/sheets/report/token-use-sheet";
import { ISSUE_LIST, KEPT_TEXTS } from "../../../src/sheets/report/tables";
import { cellName, type Cell } from "../../../src/workbook/cells";
import type { SheetSpec, TableSpec } from "../../../src/workbook/spec";
import type { Workbook } from "../../../src/workbook/workbook";
import { day, estateOf } from "../../engine/estate-of";
import { readAll } from "../../hosts/contract";
import { sheetSpec } from "../../hosts/specs";

/** A workbook in its host, and a person who works on our sheets in it. */
export interface Desk {
  readonly workbook: Workbook;
  /** Types a value, or a formula that begins with `=` and shows `shows`; rows count from 1 and columns from 0. */
  type(sheet: string, row: number, column: number, value: Cell, shows?: Cell): Promise<void>;
  /** Puts a note on a cell. */
  comment(sheet: string, row: number, column: number, author: string, text: string): Promise<void>;
  /** Makes the column to the right of a table a column of it; `header` stands there already. */
  widen(sheet: string, table: string): Promise<void>;
  /** Gives a cell a number format. */
  format(sheet: string, row: number, column: number, code: string): Promise<void>;
  /** Shows a totals row below a table, in which nothing stands yet. */
  showTotals(sheet: string, table: string): Promise<void>;
}

const HEADER = 3;
const DECISION = 3;
const ADDED = 6;

/** The users of a run: a row for each, with what the run found out, and a column for a person's decision. */
export const usersOf = (savings: Readonly<Record<string, number>>, title = "Users"): SheetSpec[] => [
  sheetSpec({
    key: "users",
    name: "Users",
    widths: [20, 12, 12, 12],
    cells: [{ row: 1, column: 0, value: title, look: "title" }],
    tables: [
      {
        name: "SeatwiseUsers",
        at: { row: HEADER, column: 0 },
        columns: [
          { header: "User", format: "text" },
          { header: "Segment", format: "text" },
          { header: "Saving", format: "money" },
          { header: "Decision", format: "text", look: "input", own: true },
          { header: "Owner", own: true },
          { header: "Note", own: true },
        ],
        rows: Object.entries(savings).map(([user, saving]) => [
          { value: user },
          { value: "Power" },
          { value: saving },
          { value: null },
          { value: null },
          { value: null },
        ]),
        totals: false,
        keys: ["User"],
      },
    ],
  }),
  sheetSpec({
    key: "issues",
    name: "Data issues",
    tables: [
      {
        name: "SeatwiseSources",
        at: { row: 2, column: 0 },
        columns: [{ header: "File" }],
        rows: [],
        totals: false,
      },
    ],
  }),
];

/** The same with totals of the run. */
const withTotal = (users: Readonly<Record<string, number>>): SheetSpec[] =>
  usersOf(users).map((spec) => ({
    ...spec,
    tables: spec.tables.map((table) => ({
      ...table,
      totals: table.name === "SeatwiseUsers",
      columns: table.columns.map((column) =>
        column.header === "Saving"
          ? { ...column, total: { by: "sum" as const, value: 60 } }
          : column.header === "User"
            ? { ...column, total: { label: "Total" } }
            : column,
      ),
    })),
  }));

const tableIn = ({ specs }: Merged, name: string): TableSpec | undefined =>
  specs.flatMap(({ tables }) => tables).find((table) => table.name === name);

/** The cells of a column by user, as the next run writes them. */
function column(merged: Merged, header: string): Record<string, Cell> {
  const { columns, rows } = tableIn(merged, "SeatwiseUsers")!;
  const place = columns.findIndex((one) => one.header === header);
  if (place < 0) throw new Error(`No column ${header}`);
  return Object.fromEntries(
    rows.flatMap((row) => (row[place]?.value == null ? [] : [[String(row[0]?.value), row[place].value]])),
  );
}
const texts = (merged: Merged): Cell[][] =>
  (tableIn(merged, KEPT_TEXTS.tableName)?.rows ?? []).map((row) => row.map(({ value }) => value));

const TEAM = { "ann@x": 30, "bob@x": 20, "cat@x": 10 };

/** What every host must do the same when sheets are written again. */
export function describeSecondRun(name: string, make: () => Promise<Desk>): void {
  describe(`second run: ${name}`, () => {
    let desk: Desk;
    let kept: Kept;
    /** A run that reads what people typed, and writes its sheets with it. */
    const run = async (specs: readonly SheetSpec[]): Promise<Merged> => {
      kept = await collectKept([desk.workbook]);
      const merged = withKept(kept, specs);
      await desk.workbook.write(merged.specs);
      return merged;
    };
    beforeEach(async () => {
      desk = await make();
      await run(usersOf(TEAM));
      await desk.type("Users", HEADER + 1, DECISION, "Keep");
      await desk.type("Users", HEADER + 3, DECISION, "AutoCAD; Revit");
    });
    const withTeamLead = async (values: readonly Cell[], shows?: readonly Cell[]) => {
      await desk.type("Users", HEADER, ADDED, "Team lead");
      await desk.widen("Users", "SeatwiseUsers");
      for (const [i, value] of values.entries())
        await desk.type("Users", HEADER + 1 + i, ADDED, value, shows?.[i] ?? null);
    };

    it("keeps decisions by user, whatever the order and whoever comes or goes", async () => {
      const merged = await run(usersOf({ "cat@x": 10, "new@x": 9, "ann@x": 30 }));
      expect(column(merged, "Decision")).toEqual({ "ann@x": "Keep", "cat@x": "AutoCAD; Revit" });
      expect(merged.unplaced).toEqual([]);
    });

    it("keeps a column that a person added, to the right of ours", async () => {
      await withTeamLead(["Eve", 7, true]);
      const merged = await run(usersOf({ "cat@x": 10, "ann@x": 30, "bob@x": 20 }));
      expect(column(merged, "Team lead")).toEqual({ "ann@x": "Eve", "bob@x": 7, "cat@x": true });
      expect(tableIn(merged, "SeatwiseUsers")?.columns.map(({ header }) => header)).toEqual([
        "User",
        "Segment",
        "Saving",
        "Decision",
        "Owner",
        "Note",
        "Team lead",
      ]);
      const rows = await readAll(desk.workbook, "Users");
      expect(rows.find(({ row }) => row === HEADER)?.cells[ADDED]).toBe("Team lead");
      expect(rows.find(({ row }) => row === HEADER + 2)?.cells[ADDED]).toBe("Eve");
    });

    it("keeps a formula, which follows its row by name, and gives it to new users", async () => {
      const formula = (row: number) => `=C${row}*2`;
      await withTeamLead([4, 5, 6].map(formula), [60, 40, 20]);
      const merged = await run(usersOf({ "new@x": 9, "bob@x": 20, "ann@x": 30, "cat@x": 10 }));
      const formulas = tableIn(merged, "SeatwiseUsers")?.rows.map((row) => row[ADDED]?.formula);
      expect(new Set(formulas)).toEqual(new Set(["SeatwiseUsers[[#This Row],[Saving]]*2"]));
    });

    it("keeps the values of a formula that refers to cells by place, and says so", async () => {
      await withTeamLead(["=$C$4+1"], [31]);
      const merged = await run(usersOf(TEAM));
      expect(column(merged, "Team lead")).toEqual({ "ann@x": 31 });
      expect(kept.issues).toContainEqual(
        expect.objectContaining({ code: "frozen-formula", sheet: "Users", column: "Team lead" }),
      );
    });

    it("keeps the number formats of a column that a person added, and gives its format to new users", async () => {
      await withTeamLead([0.25, 0.5, 7]);
      for (const row of [1, 2]) await desk.format("Users", HEADER + row, ADDED, "0.0%");
      await desk.format("Users", HEADER + 3, ADDED, '#,##0" h"');
      const merged = await run(usersOf({ "new@x": 9, "cat@x": 10, "ann@x": 30, "bob@x": 20 }));
      const formats = tableIn(merged, "SeatwiseUsers")!;
      expect(formats.columns[ADDED]).toMatchObject({ header: "Team lead", numberFormat: "0.0%" });
      const shown = async () => {
        const users = (await desk.workbook.sheets()).find(({ name }) => name === "Users")!;
        const [firstRow, lastRow] = [HEADER + 1, HEADER + 4];
        const area = { firstRow, lastRow, firstColumn: ADDED, lastColumn: ADDED };
        const written = await desk.workbook.writtenIn?.(users, [area]);
        return [4, 5, 6, 7].map((row) => written?.get(cellName(row, ADDED))?.numberFormat);
      };
      expect(await shown()).toEqual(["0.0%", '#,##0" h"', "0.0%", "0.0%"]);
      await run(usersOf({ "ann@x": 30, "cat@x": 10 }));
      expect((await shown()).slice(0, 2)).toEqual(["0.0%", '#,##0" h"']);
    });

    it("gives new users no number format that only a few cells of a person's column and its total have", async () => {
      await withTeamLead([0.25, 5, 7]);
      await desk.showTotals("Users", "SeatwiseUsers");
      await desk.type("Users", HEADER + 4, ADDED, "=SUBTOTAL(109,SeatwiseUsers[Team lead])", 12.25);
      for (const row of [1, 4]) await desk.format("Users", HEADER + row, ADDED, "0.0%");
      const merged = await run(usersOf(TEAM));
      const { columns, rows } = tableIn(merged, "SeatwiseUsers")!;
      expect(columns[ADDED]?.numberFormat).toBeUndefined();
      expect(rows.map((row) => row[ADDED]?.numberFormat)).toEqual(["0.0%", undefined, undefined]);
    });

    it("keeps a totals row that a person added, with her label and her formulas, which name columns", async () => {
      await withTeamLead([1, 2, 4]);
      await desk.showTotals("Users", "SeatwiseUsers");
      await desk.type("Users", HEADER + 4, 0, "All of us");
      await desk.type("Users", HEADER + 4, 2, "=SUBTOTAL(102,SeatwiseUsers[Saving])", 20);
      await desk.type("Users", HEADER + 4, ADDED, "=SUBTOTAL(109,SeatwiseUsers[Team lead])", 7);
      await desk.format("Users", HEADER + 4, ADDED, "0.00");
      for (const users of [{ "new@x": 9, "ann@x": 30, "bob@x": 20, "cat@x": 10 }, { "ann@x": 30 }]) {
        const merged = await run(usersOf(users));
        const table = tableIn(merged, "SeatwiseUsers")!;
        expect(table.totals).toBe(true);
        expect(table.columns.map(({ total }) => total && { ...total, value: null })).toEqual([
          { label: "All of us", value: null },
          undefined,
          { formula: "SUBTOTAL(102,SeatwiseUsers[Saving])", value: null },
          undefined,
          undefined,
          undefined,
          { formula: "SUBTOTAL(109,SeatwiseUsers[Team lead])", value: null, numberFormat: "0.00" },
        ]);
        expect(kept.issues.filter(({ severity }) => severity !== "info")).toEqual([]);
      }
    });

    it("holds a total that refers to cells by place or to a column that is gone, and says so", async () => {
      await desk.showTotals("Users", "SeatwiseUsers");
      await desk.type("Users", HEADER + 4, 2, "=SUM(C4:C6)", 60);
      const merged = await run(usersOf(TEAM));
      expect(texts(merged)).toEqual([["Cell", "SeatwiseUsers", "Totals row", "Saving", 60]]);
      expect(kept.issues.map(({ code }) => code)).toContain("frozen-formula");
    });

    it("makes its own totals anew, and holds one that a person put in their place", async () => {
      await run(withTotal(TEAM));
      expect(texts(await run(withTotal(TEAM)))).toEqual([]);
      await desk.type("Users", HEADER + 4, 2, "=SUBTOTAL(102,SeatwiseUsers[Saving])", 20);
      const held = [
        ["Cell", "SeatwiseUsers", "Totals row", "Saving", "=SUBTOTAL(102,SeatwiseUsers[Saving])"],
      ];
      for (let n = 0; n < 2; n++) expect(texts(await run(withTotal(TEAM)))).toEqual(held);
    });

    it("takes the totals of a table that is gone for nobody's, and holds those that a person set", async () => {
      await withTeamLead([1, 2, 4]);
      await run(withTotal(TEAM));
      await desk.type("Users", HEADER + 4, ADDED, "=SUBTOTAL(103,SeatwiseUsers[Team lead])", 3);
      const merged = await run(
        usersOf(TEAM).map((spec) => ({
          ...spec,
          tables: spec.tables.slice(0, spec.key === "users" ? 0 : 1),
        })),
      );
      expect(texts(merged).filter(([, , row]) => row === "Totals row")).toEqual([
        ["Cell", "SeatwiseUsers", "Totals row", "Team lead", "=SUBTOTAL(103,SeatwiseUsers[Team lead])"],
      ]);
    });

    it("holds what has no row any more in a table, and puts it back when its row returns", async () => {
      await withTeamLead(["Eve", "Eve", "Max"]);
      const gone = await run(usersOf({ "bob@x": 20 }));
      expect(texts(gone)).toEqual([
        ["Cell", "SeatwiseUsers", "ann@x", "Decision", "Keep"],
        ["Cell", "SeatwiseUsers", "ann@x", "Team lead", "Eve"],
        ["Cell", "SeatwiseUsers", "cat@x", "Decision", "AutoCAD; Revit"],
        ["Cell", "SeatwiseUsers", "cat@x", "Team lead", "Max"],
      ]);
      const still = await run(usersOf({ "bob@x": 20 }));
      expect(texts(still)).toEqual(texts(gone));
      const back = await run(usersOf(TEAM));
      expect(column(back, "Decision")).toEqual({ "ann@x": "Keep", "cat@x": "AutoCAD; Revit" });
      expect(column(back, "Team lead")).toEqual({ "ann@x": "Eve", "bob@x": "Eve", "cat@x": "Max" });
      expect(tableIn(back, KEPT_TEXTS.tableName)).toBeUndefined();
    });

    it("holds what stands beside a table, with the user in whose row it stood", async () => {
      await desk.type("Users", HEADER + 2, 8, "ask her boss");
      expect(texts(await run(usersOf(TEAM)))).toEqual([
        ["Beside the table", "SeatwiseUsers", "bob@x", "I", "ask her boss"],
      ]);
    });

    it("holds what stands above, below and to the right of everything, and nothing that a run wrote", async () => {
      await desk.type("Users", 1, 2, "call me first");
      await desk.type("Users", 1, 9, 7);
      await desk.type("Users", HEADER + 9, 1, "checked by Eve");
      const held = [
        ["On the sheet", "Users", "Users", "C1", "call me first"],
        ["On the sheet", "Users", "Users", "J1", 7],
        ["On the sheet", "Users", "Users", `B${HEADER + 9}`, "checked by Eve"],
      ];
      // The second run finds them among the texts, a longer list does not reach them, and a title is no person's.
      for (const title of ["Users", "All users"])
        expect(texts(await run(usersOf({ ...TEAM, "dan@x": 1 }, title)))).toEqual(held);
    });

    it("holds the second of two rows of a user", async () => {
      await desk.type("Users", HEADER + 3, 0, "ann@x");
      const merged = await run(usersOf(TEAM));
      expect(column(merged, "Decision")).toEqual({ "ann@x": "Keep" });
      expect(texts(merged)).toEqual([["Cell", "SeatwiseUsers", "ann@x", "Decision", "AutoCAD; Revit"]]);
    });

    it("keeps a column with a changed header as a column of the person's, and says which is missing", async () => {
      await desk.type("Users", HEADER, 0, "Who");
      const merged = await run(usersOf(TEAM));
      expect(kept.issues.map(({ code }) => code)).toContain("renamed-column");
      expect(tableIn(merged, "SeatwiseUsers")?.columns.map(({ header }) => header)).toContain("Who");
      expect(column(merged, "Decision")).toEqual({ "ann@x": "Keep", "cat@x": "AutoCAD; Revit" });
    });

    it("keeps what stands in the rows of a list that goes on in a second sheet, and says when it does not", async () => {
      const issues = (rows: number): SheetSpec => {
        const spec = sheetSpec({ key: "issues", name: "Data issues" });
        const list = Array.from({ length: rows }, (_, n) => [{ value: n + 1 }, { value: null }]);
        const columns = [{ header: "Row" }, { header: "Note", own: true as const }];
        const table = { name: "SeatwiseIssues", at: { row: 4, column: 0 }, columns, rows: list };
        return { ...spec, tables: [{ ...table, totals: false, keys: ISSUE_LIST.keys }] };
      };
      // Rows of a sheet, of which 4 are taken above the list.
      const MOST = 7;
      const runOn = async (rows: number) => {
        kept = await collectKept([desk.workbook]);
        const merged = withKept(kept, continued([usersOf(TEAM)[0]!, issues(rows)], MOST));
        await desk.workbook.write(unused(merged.specs, kept.further));
        return merged;
      };
      await runOn(5);
      await desk.type("Data issues 2", 6, 1, "ask Bob");
      expect(texts(await runOn(6))).toEqual([]);
      const further = await readAll(desk.workbook, "Data issues 2");
      expect(further.filter(({ row }) => row >= 4).map(({ cells }) => cells)).toEqual([
        ["Row", "Note"],
        [4],
        [5, "ask Bob"],
        [6],
      ]);
      const shorter = await runOn(2);
      expect(texts(shorter)).toEqual([["Cell", "SeatwiseIssues", " |  | 5 |  |  | ", "Note", "ask Bob"]]);
      const left = await readAll(desk.workbook, "Data issues 2");
      expect(left.map(({ cells }) => cells[0])).toContain(
        "All rows stand in Data issues; this sheet may be deleted.",
      );
      expect((await desk.workbook.sheets()).filter(({ name }) => name === "Data issues 3")).toEqual([]);
    });

    /** The notes on a sheet by cell, without who wrote them. */
    const notesOn = async (sheet: string): Promise<Record<string, string>> => {
      const info = (await desk.workbook.sheets()).find(({ name }) => name === sheet)!;
      const notes = (await desk.workbook.comments?.([info]))?.get(sheet) ?? [];
      return Object.fromEntries(notes.map(({ row, column, text }) => [cellName(row, column), text]));
    };
    it("notes go where their user and column go, also those on headings and outside tables", async () => {
      await desk.comment("Users", HEADER + 1, 2, "Eve", "Ask first");
      await desk.comment("Users", HEADER + 2, 2, "Eve", "Not him");
      await desk.comment("Users", HEADER, 1, "Max", "What is that?");
      await desk.comment("Users", 1, 0, "Max", "For the board");
      const merged = await run(usersOf({ "new@x": 9, "bob@x": 20, "ann@x": 30 }));
      expect(texts(merged)).toEqual([["Cell", "SeatwiseUsers", "cat@x", "Decision", "AutoCAD; Revit"]]);
      const notes = await notesOn("Users");
      expect(Object.keys(notes).sort()).toEqual(["A1", "B3", "C5", "C6"]);
      const said = { C6: "Ask first", C5: "Not him", B3: "What is that?", A1: "For the board" };
      for (const [cell, text] of Object.entries(said)) expect(notes[cell]).toContain(text);
    });

    it("a note whose user is gone stands among the texts, and goes back when the user returns", async () => {
      await desk.comment("Users", HEADER + 1, 2, "Eve", "Ask first");
      const gone = await run(usersOf({ "bob@x": 20, "cat@x": 10 }));
      expect(texts(gone)).toContainEqual(["Comment by Eve", "SeatwiseUsers", "ann@x", "Saving", "Ask first"]);
      expect(await notesOn("Users")).toEqual({});
      const back = await run(usersOf(TEAM));
      expect(texts(back)).toEqual([]);
      expect((await notesOn("Users"))["C4"]).toContain("Ask first");
    });

    it("a note of a row that stays where it is keeps its author and its text, run after run", async () => {
      await desk.comment("Users", HEADER + 1, 2, "Eve", "Ask first");
      for (let n = 0; n < 2; n++) await run(usersOf(TEAM));
      expect(kept.comments).toMatchObject([{ author: "Eve", text: "Ask first", row: "ann@x" }]);
    });

    it("goes on with the monthly report: earlier lines stay, and a changed month stands beside them", async () => {
      const drawn = (months: readonly (readonly [month: string, tokens: number])[]) => (kept: Kept) =>
        tokenUseSheet({
          analysis: analyse(
            estateOf({
              use: months.map(([month, n]) => ["ann@x", "Revit", `${month}-01`, "tokens", n]),
              period: [`${months[0]![0]}-01`, isoDay(lastDayOf(monthOf(day(`${months.at(-1)![0]}-01`))))],
            }),
            day(`${months.at(-1)![0]}-28`),
            defaultAssumptions(),
          ),
          kept,
          dateSystem: 1900,
          issues: [],
          counts: [],
          references: new Map(),
          settingDoubts: [],
          statedAsOf: null,
          unrecognised: [],
        });
      const runOn = async (sheet: (kept: Kept) => SheetSpec) => {
        kept = await collectKept([desk.workbook]);
        const merged = withKept(kept, [...usersOf(TEAM), sheet(kept)]);
        await desk.workbook.write(merged.specs);
        const { columns, rows } = tableIn(merged, "SeatwiseTokenMonths")!;
        const places = ["Month", "As of", "Tokens", "Tokens now", "Changed since"].map((header) =>
          columns.findIndex((one) => one.header === header),
        );
        return rows.map((row) => places.map((place) => row[place]?.value));
      };
      const first = drawn([
        ["2026-01", 100],
        ["2026-02", 120],
      ]);
      expect(await runOn(first)).toEqual([
        ["2026-01", "2026-02-28", 100, 100, 0],
        ["2026-02", "2026-02-28", 120, 120, 0],
      ]);
      const second = drawn([
        ["2026-02", 150],
        ["2026-03", 90],
      ]);
      const lines = [
        ["2026-01", "2026-02-28", 100, null, ""],
        ["2026-02", "2026-02-28", 120, 150, 30],
        ["2026-03", "2026-03-28", 90, 90, 0],
      ];
      expect(await runOn(second)).toEqual(lines);
      expect(await runOn(second)).toEqual(lines);
      const third = drawn([["2026-04", 70]]);
      expect(await runOn(third)).toEqual([
        ["2026-01", "2026-02-28", 100, null, ""],
        ["2026-02", "2026-02-28", 120, null, ""],
        ["2026-03", "2026-03-28", 90, null, ""],
        ["2026-04", "2026-04-28", 70, 70, 0],
      ]);
    });

    it("changes nothing in a third run", async () => {
      await withTeamLead(["Eve", 7, true]);
      await run(usersOf({ "ann@x": 1, "bob@x": 2 }));
      const second = await readAll(desk.workbook, "Users");
      const issues = await readAll(desk.workbook, "Data issues");
      await run(usersOf({ "ann@x": 1, "bob@x": 2 }));
      expect(await readAll(desk.workbook, "Users")).toEqual(second);
      expect(await readAll(desk.workbook, "Data issues")).toEqual(issues);
    });
  });
}
