import { newXlsx } from "../../src/hosts/xlsx/xlsx";
import { compactRows } from "../../src/workbook/compact-rows";
import { refuseLongFormulas } from "../../src/workbook/formula-limits";
import type { SheetSpec, TableSpec } from "../../src/workbook/spec";
import { sheetSpec, usersSpec } from "../hosts/specs";

const quoted = (length: number): string => `"${"x".repeat(length)}"`;

/** A formula of so many characters with no text in it. */
const formulaOf = (length: number): string => "1+".repeat(length / 2 - 1).padEnd(length, "1");

const inCell = (formula: string): SheetSpec =>
  sheetSpec({ key: "renewal", name: "Renewal", cells: [{ row: 1, column: 0, value: 1, formula }] });
const inName = (formula: string): SheetSpec =>
  sheetSpec({ key: "renewal", name: "Renewal", names: [{ name: "Seatwise.x", formula }] });
const inTable = (rows: TableSpec["rows"], total?: string): SheetSpec => {
  const [table] = usersSpec().tables as [TableSpec];
  const columns = [
    { header: "User", ...(total === undefined ? {} : { total: { formula: total, value: 1 } }) },
  ];
  return sheetSpec({ key: "users", name: "Users", tables: [{ ...table, columns, rows }] });
};
const shortAndLong = (formula: string, length: number): TableSpec["rows"] =>
  compactRows(length, 1, (row) => ({ value: row, formula: row === length - 1 ? formula : "1+1" }));

/** A formula everywhere it may stand. */
const PLACES: readonly (readonly [string, (formula: string) => SheetSpec])[] = [
  ["a cell", inCell],
  ["a name", inName],
  ["a short table", (formula) => inTable(shortAndLong(formula, 3))],
  ["a long table", (formula) => inTable(shortAndLong(formula, 3_000))],
  ["a totals row", (formula) => inTable([[{ value: 1 }]], formula)],
];

describe.each(PLACES)("in %s", (_, specWith) => {
  const writing = (formula: string) => () => refuseLongFormulas("out.xlsx", [specWith(formula)]);

  it("a text of 255 characters is taken, and one of 256 refused", () => {
    expect(writing(`LEN(${quoted(255)})`)).not.toThrow();
    expect(writing(`LEN(${quoted(256)})`)).toThrow(/a text in a formula of the sheet .* more than the 255 /);
  });

  it("a formula of 8,191 characters beside its sign is taken, and a longer one refused", () => {
    expect(writing(formulaOf(8_191))).not.toThrow();
    expect(writing(formulaOf(8_192))).toThrow(/a formula of the sheet .* more than the 8,192 /);
  });
});

it("a doubled quotation mark is one character, and what is no text has no limit of its own", () => {
  const marks = `"${'""'.repeat(255)}"`;
  expect(() => refuseLongFormulas("out.xlsx", [inCell(marks)])).not.toThrow();
  const reference = `SUM(SeatwiseUsers[${"x".repeat(300)}])`;
  expect(() => refuseLongFormulas("out.xlsx", [inCell(reference)])).not.toThrow();
});

it("nothing of a workbook is changed for a formula that it cannot hold", async () => {
  const workbook = newXlsx("out.xlsx");
  const before = workbook.toBytes();
  await expect(workbook.write([usersSpec(), inCell(quoted(256))])).rejects.toMatchObject({
    code: "too-large",
  });
  expect(workbook.toBytes()).toEqual(before);
});
