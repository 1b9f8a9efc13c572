import { filledChecks, filledNames } from "../../../src/sheets/report/as-written";
import type { TableSpec } from "../../../src/workbook/spec";
import { sheetSpec } from "../../hosts/specs";

const table = (rows: TableSpec["rows"]): TableSpec => ({
  name: "SeatwiseMoves",
  at: { row: 3, column: 0 },
  columns: [{ header: "User" }, { header: "Decision", own: true }, { header: "Cost [a year]" }],
  rows,
  totals: false,
});

const ROWS = [
  [{ value: "ann" }, { value: "Keep" }, { value: 12 }],
  // A text without letters is blank in the file; a formula counts whatever it shows.
  [{ value: "" }, { value: null }, { value: "", formula: '""' }],
];

test("of two rows with a name, a number and a formula, three cells count, and the decision does not", () => {
  const spec = sheetSpec({ key: "transition", name: "Transition", tables: [table(ROWS)] });
  expect(filledChecks([spec])).toMatchObject([
    {
      figure: { value: 3, formula: "Seatwise.filled_Moves" },
      other: { value: 3, formula: "3" },
    },
  ]);
  expect(filledNames([spec])).toEqual([
    {
      name: "Seatwise.filled_Moves",
      formula: "COUNTA(SeatwiseMoves[[User]:[Cost '[a year']]])-COUNTA(SeatwiseMoves[Decision])",
    },
  ]);
});

test("a table without rows is not counted: its blank row may be filled", () => {
  const spec = sheetSpec({ key: "transition", name: "Transition", tables: [table([])] });
  expect(filledChecks([spec])).toEqual([]);
  expect(filledNames([spec])).toEqual([]);
});
