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
