import { excel, opened } from "../../hosts/excel/opened";
import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { read } from "../../../src/sheets/read/read";
import { partsOf, rowsXml, sheetXml, zip } from "../../hosts/xlsx/packages";
import { LATEST } from "./sheets-of";

test("rows that a filter hides are read, and that is said", async () => {
  const rows = [
    ["Product", "Tokens per day"],
    ["Revit", 10],
    ["AutoCAD", 7],
    ["Maya", 6],
  ].map((cells) => rowsXml([cells]));
  const hide = (row: string): string => row.replace("<row>", '<row hidden="1">');
  const xml = sheetXml(rows.map((row, n) => (n < 2 ? row : hide(row))).join(""));
  const { estate, issues } = await read([openXlsx("a.xlsx", zip(partsOf({ Rates: xml })))], {
    latest: LATEST,
  });
  expect(estate.rates).toHaveLength(3);
  expect(issues.map(({ code, message }) => [code, message.slice(0, 41)])).toEqual([
    ["hidden-rows", "2 rows of the table are hidden, by a filt"],
  ]);
});

test("columns that are hidden, by hand or by width, are read, and those that count are named", async () => {
  const rows = [
    ["Product", "Tokens per day", "Note", "Flex eligible"],
    ["Revit", 10, "x", "yes"],
  ].map((cells) => rowsXml([cells]));
  const cols = '<cols><col min="2" max="3" width="9" hidden="1"/><col min="4" max="16384" width="0"/></cols>';
  const xml = sheetXml(rows.join("")).replace("<sheetData", `${cols}<sheetData`);
  const { estate, issues } = await read([openXlsx("a.xlsx", zip(partsOf({ Rates: xml })))], {
    latest: LATEST,
  });
  expect(estate.rates).toHaveLength(1);
  expect(issues.filter(({ code }) => code === "hidden-columns").map(({ message }) => message)).toEqual([
    '2 columns of the table are hidden, and were read like the others: "Tokens per day" and "Flex eligible". If they ' +
      "should not count, delete them.",
  ]);
});

test("the workbook that is open in Excel says the same of its hidden rows and columns", async () => {
  const workbook = await opened([
    ["Product", "Tokens per day", "Note", "Flex eligible"],
    ["Revit", 10, "x", "yes"],
    ["AutoCAD", 7, "x", "yes"],
    ["Maya", 6, "x", "yes"],
  ]);
  const log = excel.model.sheet("Log")!;
  for (const row of [2, 3]) log.hiddenRows.add(row);
  for (const column of [1, 2, 3]) log.hiddenColumns.add(column);
  const { estate, issues } = await read([workbook], { latest: LATEST });
  expect(estate.rates).toHaveLength(3);
  const told = issues.filter(({ code }) => code === "hidden-columns" || code === "hidden-rows");
  expect(told.map(({ message }) => message.slice(0, 85)).sort()).toEqual([
    '2 columns of the table are hidden, and were read like the others: "Tokens per day" an',
    "2 rows of the table are hidden, by a filter or by hand, and were read like the others",
  ]);
});
