import type { SheetSpec } from "../../src/workbook/spec";

const NOTHING = { widths: [], frozenRows: 0, cells: [], tables: [], charts: [], names: [] };

/** A sheet with a spec's least, and what is said of it. */
export const sheetSpec = (parts: Partial<SheetSpec> & Pick<SheetSpec, "key" | "name">): SheetSpec => ({
  ...NOTHING,
  ...parts,
});

/** A sheet of users: a table with formulas and totals, a chart, input rules, names and links. */
export const usersSpec = (days: readonly number[] = [4, 12, 20]): SheetSpec =>
  sheetSpec({
    key: "users",
    name: "Users",
    widths: [24, 12, 12, 12],
    frozenRows: 3,
    cells: [
      { row: 1, column: 0, value: "Users", look: "title" },
      { row: 1, column: 2, value: "Back", link: { sheet: "assumptions", row: 2, column: 1 } },
      { row: 2, column: 0, value: "What each user costs", look: "note" },
    ],
    tables: [
      {
        name: "SeatwiseUsers",
        at: { row: 3, column: 0 },
        columns: [
          { header: "User", total: { label: "Total" } },
          { header: "Days [per month]", format: "decimal", total: { by: "count", value: days.length } },
          {
            header: "Cost",
            format: "money",
            total: { by: "sum", value: days.reduce((a, b) => a + b, 0) * 18 },
          },
          { header: "Decision", look: "input" },
        ],
        rows: days.map((day, n) => [
          { value: n === 0 ? "=1+1" : `user${n}` },
          { value: day },
          {
            value: day * 18,
            formula: "SeatwiseUsers[[#This Row],[Days '[per month']]]*Seatwise.tokenPrice*6",
          },
          { value: null },
        ]),
        totals: true,
      },
    ],
    charts: [
      {
        name: "Cost by user",
        title: "Cost & days by user",
        kind: "bar",
        from: { row: 3, column: 5 },
        to: { row: 20, column: 12 },
        table: "SeatwiseUsers",
        categories: "User",
        series: ["Cost"],
        format: "money",
      },
    ],
    names: [{ name: "Seatwise.userCount", row: 7, column: 1 }],
    inputs: [
      {
        firstRow: 4,
        lastRow: 6,
        column: 3,
        accepts: { words: ["Keep", "Move to Flex", 'Say "no"'] },
        message: "Choose a decision.",
      },
    ],
  });

/** A sheet of assumptions with a named price that other sheets compute with. */
export const assumptionsSpec = (price = 3): SheetSpec =>
  sheetSpec({
    key: "assumptions",
    name: "Assumptions",
    cells: [
      { row: 1, column: 0, value: "Assumptions", look: "title" },
      { row: 2, column: 0, value: "Token price" },
      { row: 2, column: 1, value: price, format: "price", look: "input" },
      { row: 3, column: 0, value: "Twice" },
      {
        row: 3,
        column: 1,
        value: price * 2,
        formula: "Seatwise.tokenPrice*2",
        format: "price",
        look: "figure",
      },
    ],
    names: [{ name: "Seatwise.tokenPrice", row: 2, column: 1 }],
  });
