import type { SheetSpec, SpecCell } from "../../../src/workbook/spec";
import { assumptionsSpec, sheetSpec, usersSpec } from "../specs";
import { excel, opened } from "./opened";

/** A sheet with one table; each row has one cell for each header. */
const tableSpec = (headers: readonly string[], rows: readonly (readonly SpecCell[])[]): SheetSpec =>
  sheetSpec({
    key: "transition",
    name: "Transition",
    tables: [
      {
        name: "SeatwiseMoves",
        at: { row: 2, column: 0 },
        columns: headers.map((header) => ({ header })),
        rows,
        totals: false,
      },
    ],
  });

const product = (n: number): SpecCell => ({ value: n * n, formula: `${n}*${n}` });
const held = (headers: number, rows: number) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: headers }, (_, column) => {
      const cell = excel.model.sheet("Transition")?.peek(2 + row, column);
      return cell?.formula ?? cell?.value ?? null;
    }),
  );

describe("Excel makes calculated columns of formulas that are written into a table", () => {
  /** What was done until now: the table, then blank cells, then the formulas of its rows. */
  const tableFirst = (content: string) =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Log");
      sheet.getRangeByIndexes(0, 4, 1, 1).values = [["Saving"]];
      sheet.tables.add(sheet.getRangeByIndexes(0, 4, 4, 1), true);
      sheet.getRangeByIndexes(1, 4, 3, 1).values = [[content], [content], [content]];
      sheet.getRangeByIndexes(1, 4, 3, 1).formulas = [["=1*1"], ["=2*2"], ["=3*3"]];
      await context.sync();
    });
  const saving = () => [1, 2, 3].map((row) => excel.model.sheet("Log")?.peek(row, 4)?.formula);

  test.each(["", "0"])("over cells that hold %j, the last formula stands in every row", async (content) => {
    await opened();
    await tableFirst(content);
    expect(saving()).toEqual(["=3*3", "=3*3", "=3*3"]);
  });

  test("unless a person turned it off", async () => {
    await opened();
    excel.model.calculatedColumns = false;
    await tableFirst("");
    expect(saving()).toEqual(["=1*1", "=2*2", "=3*3"]);
  });
});

describe("rows keep their own formulas", () => {
  test.each([1, 2, 3, 7])("in a new table of %i rows, and when it is filled again", async (count) => {
    const workbook = await opened();
    for (const add of [0, 10]) {
      const rows = Array.from({ length: count }, (_, n) => [product(n + add), { value: n }]);
      await workbook.write([tableSpec(["Saving", "Order"], rows)]);
      expect(held(2, count)).toEqual(rows.map((_, n) => [`=${n + add}*${n + add}`, n]));
    }
  });

  test("beside values and blanks in the same column", async () => {
    const workbook = await opened();
    const column: SpecCell[] = [product(2), { value: 7 }, { value: "none" }, product(3), product(4)];
    for (const cells of [column, [...column].reverse()]) {
      await workbook.write([
        tableSpec(
          ["A"],
          cells.map((cell) => [cell]),
        ),
      ]);
      expect(held(1, 5).flat()).toEqual(cells.map(({ formula, value }) => (formula ? `=${formula}` : value)));
    }
  });

  test("when one formula becomes several, and several one", async () => {
    const workbook = await opened();
    for (const ns of [
      [2, 2, 2],
      [1, 2, 3],
      [5, 5, 5],
      [5, 5, 6],
      [6, 5, 5],
    ]) {
      await workbook.write([
        tableSpec(
          ["A"],
          ns.map((n) => [product(n)]),
        ),
      ]);
      expect(held(1, 3).flat()).toEqual(ns.map((n) => `=${n}*${n}`));
    }
  });
});

describe("what Excel changed all the same is said, with table, column and count", () => {
  const meanwhile = async (work: () => void, specs = [usersSpec(), assumptionsSpec()]) => {
    const workbook = await opened();
    excel.after = (request) => {
      if (request === 2) work();
    };
    return workbook.write(specs);
  };
  const change = (row: number, column: number, content: unknown) => () => {
    excel.model.calculatedColumns = false;
    excel.model.sheet("Users")!.write(row, column, content);
  };

  test("formulas that were filled", async () => {
    const fill = () => {
      for (const row of [2, 3]) excel.model.sheet("Transition")!.cell(row, 0).formula = "=3*3";
    };
    await expect(
      meanwhile(fill, [tableSpec(["Saving"], [[product(1)], [product(2)], [product(3)]])]),
    ).rejects.toMatchObject({
      code: "changed",
      message: expect.stringMatching(
        /: 2 formulas and 2 results in column Saving of SeatwiseMoves\. Do not rely on: Transition\. Turn off "Fill formulas/,
      ) as string,
    });
  });

  test("a formula that became a value", async () => {
    await expect(meanwhile(change(3, 2, 5))).rejects.toThrow(/1 formula .*in column Cost of SeatwiseUsers/);
  });

  test("a value that became another", async () => {
    await expect(meanwhile(change(3, 1, 5))).rejects.toThrow(
      /1 value in column Days \[per month\] of SeatwiseUsers; 1 result/,
    );
  });

  test("in a workbook that calculates when it is told to, results are not compared", async () => {
    const workbook = await opened();
    excel.model.calculationMode = "Manual";
    await workbook.write([usersSpec()]);
    excel.model.calculationMode = "Automatic";
    await expect(workbook.write([usersSpec()])).rejects.toThrow(/3 results in column Cost of SeatwiseUsers/);
  });
});
