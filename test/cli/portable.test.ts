import { mkdirSync, readFileSync } from "node:fs";
import { files, inEmptyFolder, put, seatwise } from "./command-line";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { partsOf, sheetXml, unzip, zip } from "../hosts/xlsx/packages";

inEmptyFolder();
const parts = (name: string) => unzip(new Uint8Array(readFileSync(name)));
const formulas = (name: string) => openXlsx(name, new Uint8Array(readFileSync(name))).formulas(() => true);

const ROWS =
  `<row r="1"><c r="A1"><v>85</v></c><c r="B1"><f>_xldudf_FLEXCOST(A1,6,3)</f><v>1530</v></c></row>` +
  `<row r="2"><c r="B2" t="e"><f>_xldudf_POOLSIZE("x")</f><v>#VALUE!</v></c><c r="C2"><f>A1*2</f><v>170</v></c></row>`;
const estate = (rows = ROWS, behind = ""): Uint8Array =>
  zip(
    partsOf(
      { Costs: sheetXml(rows).replace("</worksheet>", `${behind}</worksheet>`) },
      { "x.bin": "as it is" },
    ),
  );

test("formulas call names of the workbook's own, in a copy of it", async () => {
  const before = estate();
  const { status, stdout, stderr } = await seatwise("portable", put("estate.xlsx", before));
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe(
    "2 formulas in 1 sheet now use SW_FLEXCOST and SW_POOLSIZE; Excel 2024 and 365 can compute them without the add-in.\n\n" +
      "Written: estate-portable.xlsx\n",
  );
  expect(files()).toEqual(["estate-portable.xlsx", "estate.xlsx"]);
  expect(new Uint8Array(readFileSync("estate.xlsx"))).toEqual(before);
  expect((await formulas("estate-portable.xlsx")).slice(0, 3).map(({ formula }) => formula)).toEqual([
    "SW_FLEXCOST(A1,6,3)",
    'SW_POOLSIZE("x")',
    "A1*2",
  ]);
  const written = parts("estate-portable.xlsx");
  expect(written["x.bin"]).toBe("as it is");
  expect(written["xl/workbook.xml"]).toContain(`<definedName name="SW_FLEXCOST" comment="`);
  expect(written["xl/workbook.xml"]).toContain(
    `>_xlfn.LAMBDA(_xlpm.days,_xlpm.tokensPerDay,_xlpm.tokenPrice,`,
  );
});

test("the same workbook gives the same bytes; one that is portable already is told so, and nothing is written", async () => {
  put("estate.xlsx", estate());
  expect((await seatwise("portable", "estate.xlsx", "--out", "a.xlsx")).status).toBe(0);
  expect((await seatwise("portable", "estate.xlsx", "--out", "b.xlsx")).status).toBe(0);
  expect(readFileSync("a.xlsx")).toEqual(readFileSync("b.xlsx"));
  expect(await seatwise("portable", "a.xlsx")).toEqual({
    status: 1,
    stdout: "",
    stderr: "seatwise: No formula of a.xlsx calls a function of Seatwise's add-in, so nothing was written.\n",
  });
  expect(files()).toEqual(["a.xlsx", "b.xlsx", "estate.xlsx"]);
});

test("--freeze puts values into the cells, and keeps a formula that shows an error", async () => {
  put("estate.xlsx", estate());
  const { status, stdout } = await seatwise("portable", "estate.xlsx", "--freeze", "--out", "values.xlsx");
  expect(status).toBe(0);
  expect(stdout).toBe(
    "1 formula in 1 sheet is a value now; every spreadsheet program shows it.\n" +
      "Costs!B2 stayed as it was: it shows an error or nothing; let Excel compute it, save, and run again.\n\n" +
      "Written: values.xlsx\n",
  );
  expect((await formulas("values.xlsx")).map(({ place }) => place)).toEqual(["Costs!B2", "Costs!C2"]);
  const again = await seatwise("portable", "values.xlsx", "--freeze");
  expect(again.status).toBe(1);
  expect(again.stderr).toContain("nothing was written. Costs!B2 stayed as it was");
  expect(files()).toEqual(["estate.xlsx", "values.xlsx"]);
});

test("help teaches it", async () => {
  expect((await seatwise("help", "portable")).stdout).toContain("--freeze");
  expect(await seatwise("portable", "--help")).toEqual(await seatwise("help", "portable"));
  expect((await seatwise("help")).stdout).toContain("seatwise portable FILE.xlsx");
});

test.each([
  [["portable"], "Name one workbook"],
  [["portable", "a.xlsx", "b.xlsx"], "Name one workbook"],
  [["portable", "a.xlsx", "--json", "a.json"], "--json is an option of analyze, not of portable"],
  [["analyze", "a.csv", "--freeze"], "--freeze is an option of portable, not of analyze"],
  [["portable", "a.xlsx", "--out", "a.txt"], "End it in .xlsx"],
])("refuses %j with exit code 2 and one line", async (words, says) => {
  const { status, stdout, stderr } = await seatwise(...words);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(says);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

const bad: [string, () => string][] = [
  ["a file that is not there", () => "nowhere.xlsx"],
  ["a folder", () => (mkdirSync("folder.xlsx"), "folder.xlsx")],
  ["an empty file", () => put("empty.xlsx", "")],
  ["a text file", () => put("usage.csv", "a,b\n1,2\n")],
  ["a truncated workbook", () => put("cut.xlsx", estate().slice(0, 500))],
  ["a sheet cut off", () => put("broken.xlsx", zip(partsOf({ S: sheetXml(ROWS).slice(0, -40) })))],
  ["a workbook without a formula of ours", () => put("plain.xlsx", estate(`<row><c><v>1</v></c></row>`))],
  ["a protected sheet", () => put("closed.xlsx", estate(ROWS, `<sheetProtection sheet="1"/>`))],
];
test.each(bad)("%s: one clear line, exit code 1, nothing written", async (_, make) => {
  const name = make();
  const before = files();
  for (const words of [[], ["--freeze"]]) {
    const { status, stdout, stderr } = await seatwise("portable", name, ...words, "--out", "out.xlsx");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^seatwise: .+\n$/);
    expect(stderr).toContain(name);
    expect(stderr).not.toContain("a fault in the program");
  }
  expect(files()).toEqual(before);
});

test("an output that is the input, or lies nowhere", async () => {
  put("estate.xlsx", estate());
  expect((await seatwise("portable", "estate.xlsx", "--out", "estate.xlsx")).status).toBe(1);
  expect((await seatwise("portable", "estate.xlsx", "--out", "no/such/out.xlsx")).status).toBe(1);
  expect(files()).toEqual(["estate.xlsx"]);
});
