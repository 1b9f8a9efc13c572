import { openBytes } from "../../../src/hosts/open";
import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { Package } from "../../../src/hosts/xlsx/package";
import { usersSpec } from "../specs";
import { partsOf, rowsXml, sheetXml, zip } from "./packages";

const sentence = (file: string, parts: Readonly<Record<string, string>>): string => {
  try {
    openBytes(file, zip(parts));
  } catch (error) {
    return (error as Error).message;
  }
  return "opened";
};

test("files of other spreadsheet programs are named as that, whatever their ending", () => {
  const ods = { mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>" };
  for (const file of ["a.ods", "a.xlsx"]) expect(sentence(file, ods)).toContain("is in the .ods format");
  expect(sentence("a.numbers", { "Index/Document.iwa": "x" })).toContain("is in the .numbers format");
  expect(sentence("a.zip", { "readme.txt": "x" })).toContain("a zip file of another kind");
});

test("a workbook without worksheets has a sentence of its own", () => {
  const parts = partsOf({});
  expect(sentence("a.xlsx", parts)).toContain("has no worksheet");
});

test("the style sheet that a workbook lacked gets the name by which all programs know it", async () => {
  const parts: Record<string, string> = partsOf({ Data: sheetXml(rowsXml([["a", 1]])) });
  expect(Object.keys(parts).filter((name) => name.includes("styles"))).toEqual([]);
  const workbook = openXlsx("a.xlsx", zip(parts));
  await workbook.write([usersSpec()]);
  const names = Package.read("a.xlsx", workbook.toBytes()).names();
  expect(names.filter((name) => name.includes("styles"))).toEqual(["xl/styles.xml"]);
});
