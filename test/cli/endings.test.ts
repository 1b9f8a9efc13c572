import { readFileSync } from "node:fs";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { partsOf, relationshipsXml, rowsXml, sheetXml, unzip, zip } from "../hosts/xlsx/packages";
import { files, inEmptyFolder, put, seatwise } from "./command-line";

inEmptyFolder();

/** A workbook of a few seats, of the kind that this part of a content type says. */
function estate(kind: string, macros: boolean): Uint8Array {
  const rows = rowsXml([
    ["offering_name", "Seat quantity", "Contract", "Start date", "End date", "Unit price"],
    ["AutoCAD", 2, "C1", "2026-01-01", "2026-12-31", 2030],
  ]);
  const parts = partsOf({ Subscriptions: sheetXml(rows) });
  parts["[Content_Types].xml"] = parts["[Content_Types].xml"]!.replace(
    /application[^"]*sheet\.main\+xml/,
    `application/${kind}.main+xml`,
  );
  parts["xl/_rels/workbook.xml.rels"] = relationshipsXml([
    ["worksheet", "worksheets/sheet1.xml"],
    ...(macros ? ([["vbaProject", "vbaProject.bin"]] as const) : []),
  ]);
  return zip({ ...parts, ...(macros ? { "xl/vbaProject.bin": "macros" } : {}) });
}

const MACROS = "vnd.ms-excel.sheet.macroEnabled";
const TEMPLATE = "vnd.openxmlformats-officedocument.spreadsheetml.template";
const typeIn = (file: string): string =>
  /PartName="\/xl\/workbook.xml" ContentType="application\/([^"]+)\.main/.exec(
    unzip(new Uint8Array(readFileSync(file)))["[Content_Types].xml"]!,
  )![1]!;

test("an answer in a workbook with macros keeps them and the ending; in a template it is a workbook", async () => {
  put("macros.xlsm", estate(MACROS, true));
  put("form.xltx", estate(TEMPLATE, false));
  expect((await seatwise("analyze", "macros.xlsm")).stdout).toContain("Written: macros-seatwise.xlsm");
  expect((await seatwise("analyze", "form.xltx")).stdout).toContain("Written: form-seatwise.xlsx");
  expect(typeIn("macros-seatwise.xlsm")).toBe(MACROS);
  expect(unzip(new Uint8Array(readFileSync("macros-seatwise.xlsm")))["xl/vbaProject.bin"]).toBe("macros");
  expect(typeIn("form-seatwise.xlsx")).toBe("vnd.openxmlformats-officedocument.spreadsheetml.sheet");
});

test("an ending that would lose the macros is refused before the work begins, and nothing is written", async () => {
  put("macros.xlsm", estate(MACROS, true));
  expect(await seatwise("analyze", "macros.xlsm", "--out", "answer.xlsx")).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "seatwise: macros.xlsm has macros, which a .xlsx file cannot hold; name the output answer.xlsm.\n",
  });
  expect(files()).toEqual(["macros.xlsm"]);
});

test("--out may name a template", async () => {
  put("estate.xlsm", estate(MACROS, false));
  expect((await seatwise("analyze", "estate.xlsm", "--out", "t.xltx")).status).toBe(0);
  expect(typeIn("t.xltx")).toBe(TEMPLATE);
  const sheets = await openXlsx("t.xltx", new Uint8Array(readFileSync("t.xltx"))).sheets();
  expect(sheets.length).toBeGreaterThan(1);
});
