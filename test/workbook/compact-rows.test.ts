import fc from "fast-check";
import { compactRows, formulasOfColumn } from "../../src/workbook/compact-rows";
import type { SpecCell } from "../../src/workbook/spec";

const COLUMNS: readonly ((row: number) => SpecCell)[] = [
  (row) => ({ value: `user ${row}`, format: "text" }),
  (row) => ({ value: row, formula: "A+B" }),
  (row) => ({ value: row % 7 === 0 ? null : row / 3, ...(row % 5 === 0 ? { look: "warning" } : {}) }),
  (row) => (row % 3 === 0 ? { value: 1, formula: "C" } : { value: 0 }),
  (row) => ({ value: { error: "#N/A" }, ...(row === 0 ? {} : { formula: "D" }) }),
];
const cellAt = (row: number, column: number): SpecCell => COLUMNS[column]!(row);

test("a long table reads as a short one: by place, in order, and by every method of a list", () => {
  const length = 5_000;
  const rows = compactRows(length, COLUMNS.length, cellAt);
  const plain = Array.from({ length }, (_, row) => COLUMNS.map((cell) => cell(row)));
  expect(rows).toHaveLength(length);
  expect([...rows]).toEqual(plain);
  expect(rows.map((row) => row[1])).toEqual(plain.map((row) => row[1]));
  expect(rows.slice(-2)).toEqual(plain.slice(-2));
  expect(rows.every((row) => row.length === COLUMNS.length)).toBe(true);
  expect(rows.find(([name]) => name?.value === "user 4999")).toEqual(plain[4999]);
  for (const outside of [-1, length, 1.5]) expect(rows[outside]).toBeUndefined();
});

test("cells are made once, however often they are read", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_999), { maxLength: 20 }), (places) => {
      let made = 0;
      const rows = compactRows(3_000, 2, (row) => ({ value: (made++, row) }));
      const before = made;
      for (const place of places) expect(rows[place]?.[1]).toEqual({ value: place });
      expect(made).toBe(before);
    }),
    { numRuns: 20 },
  );
});

test("the formulas of a column are found without its rows, as in a short table", () => {
  const columns = [...COLUMNS, (row: number): SpecCell => ({ value: row, look: "warning", formula: "E" })];
  for (const length of [1, 9, 2_500]) {
    const rows = compactRows(length, columns.length, (row, column) => columns[column]!(row));
    const plain = Array.from({ length }, (_, row) => columns.map((cell) => cell(row)));
    for (const [n] of columns.entries())
      expect(formulasOfColumn(rows, n)).toEqual(new Set(plain.map((row) => row[n]!.formula)));
  }
  expect(
    formulasOfColumn(
      compactRows(0, 1, () => ({ value: null })),
      0,
    ),
  ).toEqual(new Set());
});
