import fc from "fast-check";
import type { Cell, Row } from "../../src/workbook/cells";
import { CodedRow } from "../../src/workbook/coded-row";
import type { SheetReader } from "../../src/workbook/reader";
import type { SheetKey } from "../../src/workbook/spec";
import type { Workbook } from "../../src/workbook/workbook";
import { assumptionsSpec, sheetSpec, usersSpec } from "./specs";

/** A workbook in its host, with what the user does to it there. */
export interface Host {
  readonly workbook: Workbook;
  /** Saves, closes and opens the workbook. */
  reopen(): Promise<void>;
  renameSheet(from: string, to: string): Promise<void>;
  addUserSheet(name: string, rows: readonly (readonly Cell[])[]): Promise<void>;
  /** A workbook-wide name of the user's. */
  addUserName(name: string, refersTo: string): Promise<void>;
  /** The names of all tables, in no order. */
  tableNames(): Promise<readonly string[]>;
  /** What a workbook-wide name refers to, as `'Tab'!$A$1`. */
  nameTarget(name: string): Promise<string | undefined>;
}

/** All rows of a sheet. */
export async function readAll(reader: SheetReader, name: string): Promise<Row[]> {
  const sheet = (await reader.sheets()).find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(`No sheet ${name}`);
  const rows: Row[] = [];
  for await (const block of reader.rows(sheet))
    rows.push(...block.map((row) => (row instanceof CodedRow ? { row: row.row, cells: row.cells } : row)));
  return rows;
}

const tabs = async (host: Host) => (await host.workbook.sheets()).map(({ name }) => name);
const cellAt = (rows: readonly Row[], row: number, column: number) =>
  rows.find((candidate) => candidate.row === row)?.cells[column] ?? null;

/** What every host must do the same. `make` gives a workbook with one sheet of the user's, `Log`, of two rows. */
export function describeWorkbookContract(name: string, make: () => Promise<Host>): void {
  describe(`workbook contract: ${name}`, () => {
    let host: Host;
    beforeEach(async () => {
      host = await make();
    });

    test("adds our sheets behind the user's and says which they are", async () => {
      await host.workbook.write([usersSpec(), assumptionsSpec()]);
      await host.reopen();
      const sheets = await host.workbook.sheets();
      expect(sheets.map(({ name, ours }) => [name, ours])).toEqual([
        ["Log", undefined],
        ["Users", "users"],
        ["Assumptions", "assumptions"],
      ]);
    });

    test("reads back what it wrote: values, and the values of formulas", async () => {
      await host.workbook.write([usersSpec([4, 12]), assumptionsSpec()]);
      await host.reopen();
      const rows = await readAll(host.workbook, "Users");
      expect(rows.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(cellAt(rows, 1, 2)).toBe("Back");
      expect(rows[2]?.cells).toEqual(["User", "Days [per month]", "Cost", "Decision"]);
      expect(rows[3]?.cells.slice(0, 3)).toEqual(["=1+1", 4, 72]);
      expect(rows[5]?.cells.slice(0, 3)).toEqual(["Total", 2, 288]);
      expect(cellAt(await readAll(host.workbook, "Assumptions"), 3, 1)).toBe(6);
    });

    test("says where tables stand, and their totals rows", async () => {
      await host.workbook.write([usersSpec([4, 12]), assumptionsSpec()]);
      await host.reopen();
      const sheets = await host.workbook.sheets();
      expect(sheets.find(({ ours }) => ours === "users")?.tables).toEqual([
        { name: "SeatwiseUsers", firstRow: 3, lastRow: 5, firstColumn: 0, lastColumn: 3, totals: 6 },
      ]);
      expect(sheets.find(({ name }) => name === "Log")?.tables).toBeUndefined();
    });

    test("leaves the user's sheet as it is", async () => {
      const before = await readAll(host.workbook, "Log");
      await host.workbook.write([usersSpec(), assumptionsSpec()]);
      await host.reopen();
      expect(await readAll(host.workbook, "Log")).toEqual(before);
      expect(before).toHaveLength(2);
    });

    test("refills a sheet in place: fewer rows leave nothing behind", async () => {
      await host.workbook.write([usersSpec([1, 2, 3, 4, 5]), assumptionsSpec()]);
      await host.workbook.write([usersSpec([9])]);
      await host.reopen();
      expect(await tabs(host)).toEqual(["Log", "Users", "Assumptions"]);
      const rows = await readAll(host.workbook, "Users");
      expect(rows.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
      expect(cellAt(rows, 4, 1)).toBe(9);
      expect(await host.tableNames()).toEqual(["SeatwiseUsers"]);
    });

    test("finds a renamed sheet again and keeps its name", async () => {
      await host.workbook.write([usersSpec([1]), assumptionsSpec()]);
      await host.renameSheet("Users", "Bob's people");
      await host.workbook.write([usersSpec([2]), assumptionsSpec()]);
      await host.reopen();
      expect(await tabs(host)).toEqual(["Log", "Bob's people", "Assumptions"]);
      expect(cellAt(await readAll(host.workbook, "Bob's people"), 4, 1)).toBe(2);
      expect(await host.nameTarget("Seatwise.userCount")).toBe("'Bob''s people'!$B$7");
    });

    test("refills the Summary of an earlier version as Renewal, in its place", async () => {
      const earlier = { ...usersSpec([1]), key: "summary" as SheetKey, name: "Summary" };
      await host.workbook.write([earlier, assumptionsSpec()]);
      await host.reopen();
      await host.workbook.write([
        sheetSpec({ key: "renewal", name: "Renewal", cells: [{ row: 1, column: 0, value: "new" }] }),
      ]);
      await host.reopen();
      expect(await tabs(host)).toEqual(["Log", "Summary", "Assumptions"]);
      expect(await readAll(host.workbook, "Summary")).toEqual([{ row: 1, cells: ["new"] }]);
      expect(await host.nameTarget("Seatwise.sheet.renewal")).toBe("'Summary'!$A$1");
      expect(await host.nameTarget("Seatwise.sheet.summary")).toBeUndefined();
    });

    test("never touches a user's sheet that is called like ours", async () => {
      await host.addUserSheet("USERS", [["mine", 1]]);
      await host.workbook.write([usersSpec([7]), assumptionsSpec()]);
      await host.workbook.write([usersSpec([8]), assumptionsSpec()]);
      await host.reopen();
      expect(await tabs(host)).toEqual(["Log", "USERS", "Users (2)", "Assumptions"]);
      expect((await readAll(host.workbook, "USERS"))[0]?.cells).toEqual(["mine", 1]);
      expect(cellAt(await readAll(host.workbook, "Users (2)"), 4, 1)).toBe(8);
    });

    test("stops, with nothing changed, when the user has a name that we need", async () => {
      await host.addUserName("seatwise.TOKENPRICE", "Log!$A$1");
      await expect(host.workbook.write([assumptionsSpec()])).rejects.toMatchObject({
        name: "WorkbookError",
        code: "name-taken",
        message: expect.stringContaining("Seatwise.tokenPrice") as string,
      });
      expect(await tabs(host)).toEqual(["Log"]);
    });

    test("takes our sheets out again with their tables and names", async () => {
      await host.workbook.write([usersSpec(), assumptionsSpec()]);
      await host.workbook.remove(["users"]);
      await host.reopen();
      expect(await tabs(host)).toEqual(["Log", "Assumptions"]);
      expect(await host.tableNames()).toEqual([]);
      expect(await host.nameTarget("Seatwise.userCount")).toBeUndefined();
      expect(await host.nameTarget("Seatwise.tokenPrice")).toBe("'Assumptions'!$B$2");
      await host.workbook.remove(["assumptions", "renewal"]);
      expect(await tabs(host)).toEqual(["Log"]);
    });

    test("a name for a formula goes with its table, also through other names, and stays with other sheets", async () => {
      const named = (...names: string[]) => ({
        ...usersSpec(),
        names: names.map((name) => ({ name, formula: NAME_FORMULAS[name] ?? "" })),
      });
      const [total, twice, first, sum] = [
        "Seatwise.total",
        "Seatwise.twice",
        "Seatwise.first",
        "Seatwise.sum",
      ];
      await host.workbook.write([named(total, twice, first), assumptionsSpec()]);
      await host.reopen();
      expect(await host.nameTarget(total)).toBe(NAME_FORMULAS[total]);
      expect(await host.nameTarget(twice)).toBe(NAME_FORMULAS[twice]);
      await host.renameSheet("Users", "People");
      await host.workbook.write([assumptionsSpec()]);
      expect(await host.nameTarget(twice)).toBe(NAME_FORMULAS[twice]);
      await host.workbook.write([named(twice, sum)]);
      await host.reopen();
      expect(await host.nameTarget(total)).toBeUndefined();
      expect(await host.nameTarget(first)).toBeUndefined();
      expect(await host.nameTarget(sum)).toBe(NAME_FORMULAS[sum]);
      await host.workbook.remove(["users"]);
      await host.reopen();
      expect(await host.nameTarget(sum)).toBeUndefined();
      expect(await host.nameTarget(twice)).toBeUndefined();
      expect(await host.nameTarget("Seatwise.tokenPrice")).toBe("'Assumptions'!$B$2");
    });

    test("a table without rows has one blank row", async () => {
      await host.workbook.write([usersSpec([]), assumptionsSpec()]);
      await host.reopen();
      const rows = await readAll(host.workbook, "Users");
      expect(cellAt(rows, 3, 0)).toBe("User");
      expect(cellAt(rows, 4, 0)).toBeNull();
      expect(cellAt(rows, 5, 0)).toBe("Total");
    });

    test("every kind of template is a sheet of its own", async () => {
      const keys = ["template-sessions", "template-token_packs", "template-token packs"] as const;
      await host.workbook.write(keys.map((key, n) => sheetSpec({ key, name: `Template ${n}` })));
      await host.reopen();
      expect((await host.workbook.sheets()).map(({ ours }) => ours)).toEqual([undefined, ...keys]);
    });

    test("tab names are made legal and unique", async () => {
      const long = "A very long name that no tab can have: ever";
      await host.workbook.write([
        sheetSpec({ key: "users", name: long }),
        sheetSpec({ key: "renewal", name: long }),
        sheetSpec({ key: "issues", name: "a/b" }),
      ]);
      await host.reopen();
      expect((await tabs(host)).slice(1)).toEqual([
        "A very long name that no tab ca",
        "A very long name that no ta (2)",
        "a b",
      ]);
    });

    test("text stays text, whatever it looks like", async () => {
      const texts = [
        "=HYPERLINK(1)",
        "+1",
        "-1",
        "@x",
        "00123",
        "1e5",
        "TRUE",
        "_x0041_",
        " a ",
        "a\nb",
        "<&>\"'",
        "#N/A",
      ];
      await writeTexts(host, texts);
      expect((await readAll(host.workbook, "Issues")).map(({ cells }) => cells[0])).toEqual(texts);
    });

    test("any text reads back as it was written", async () => {
      const anyText = fc.oneof(
        fc.string({ unit: "binary", minLength: 1 }),
        fc.string({
          unit: fc.constantFrom("_", "x", "0", "5", "F", "\r", "\n", " ", "&", "]", ">"),
          minLength: 1,
        }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 20 }), async (texts) => {
          await writeTexts(host, texts);
          expect((await readAll(host.workbook, "Issues")).map(({ cells }) => cells[0])).toEqual(texts);
        }),
        { numRuns: 60 },
      );
    });

    test("numbers, TRUE and FALSE and errors keep their kind", async () => {
      // Each value with a formula for it: Excel computes formulas, a file stores the values that it is given.
      const values: readonly (readonly [Cell, string])[] = [
        [0, "1-1"],
        [-0.1, "-0.1"],
        [1e-300, "1E-300"],
        [1.7976931348623157e308, "8.988465674311579E+307*2"],
        [123456789012345, "123456789012345"],
        [true, "1=1"],
        [false, "1=2"],
        [{ error: "#N/A" }, "#N/A"],
      ];
      await host.workbook.write([
        sheetSpec({
          key: "issues",
          name: "Issues",
          cells: values.flatMap(([value, formula], n) => [
            { row: n + 1, column: 0, value },
            { row: n + 1, column: 2, value, formula },
          ]),
        }),
      ]);
      await host.reopen();
      expect((await readAll(host.workbook, "Issues")).map(({ cells }) => cells)).toEqual(
        values.map(([value]) => [value, null, value]),
      );
    });

    test("a reading can be cancelled", async () => {
      const [sheet] = await host.workbook.sheets();
      const reading = async () => {
        for await (const _ of host.workbook.rows(sheet!, AbortSignal.abort())) continue;
      };
      await expect(reading()).rejects.toMatchObject({ code: "cancelled" });
    });
  });
}

const NAME_FORMULAS: Readonly<Record<string, string>> = {
  "Seatwise.total": `SUM(SeatwiseUsers[Cost])`,
  "Seatwise.twice": "2*Seatwise.total",
  "Seatwise.first": `INDEX(SeatwiseUsers[Cost],MATCH("user1",SeatwiseUsers[User],0))`,
  "Seatwise.sum": "SUM(SeatwiseUsers[Cost])+Seatwise.tokenPrice",
};

async function writeTexts(host: Host, texts: readonly string[]): Promise<void> {
  const cells = texts.map((value, n) => ({ row: n + 1, column: 0, value, format: "text" as const }));
  await host.workbook.write([sheetSpec({ key: "issues", name: "Issues", cells })]);
  await host.reopen();
}
