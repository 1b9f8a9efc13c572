import { freeze, previewFreeze } from "../../src/portable/freeze";
import { makePortable } from "../../src/portable/make-portable";
import { frozenSentences, portableSentences } from "../../src/portable/outcome";
import { TWINS } from "../../src/portable/twins";
import { FileHost } from "../hosts/xlsx/file-host";
import { changed, partsOf, rowsXml, sheetXml, zip } from "../hosts/xlsx/packages";

const flexcost = TWINS.get("FLEXCOST")!;
const shows = (value: number) => [[value]];
let host: FileHost;
beforeEach(async () => {
  const log = sheetXml(rowsXml([["Days"], [85]]));
  host = new FileHost(zip(partsOf({ Costs: log, "What if!": log, Plain: log })));
  await host.addFormulas("Costs", [
    { row: 4, column: 0, formula: "_xldudf_FLEXCOST(A2,6,3)", shows: shows(1530) },
    { row: 5, column: 0, formula: "_xldudf_POOLSIZE(42000)/2", shows: shows(289_800) },
    {
      row: 6,
      column: 0,
      formula: "_xldudf_RATCHET(14500,{10200;10200},20%)",
      shows: [[11_600], [10_200]],
    },
  ]);
  await host.addFormulas("What if!", [
    { row: 4, column: 0, formula: "FLEXCOST(A2,6,3)+_xldudf_FLEXCOST(1,6,3)", shows: shows(1548) },
    { row: 5, column: 0, formula: "SUM(A2)", shows: shows(85) },
  ]);
});

test("formulas call twins, which become names; a second run changes nothing", async () => {
  const done = await makePortable(host.workbook);
  expect(done.written).toEqual(["SW_FLEXCOST", "SW_POOLSIZE", "SW_RATCHET"]);
  expect(done.changed.map(({ place }) => place)).toEqual(["Costs!A4", "Costs!A5", "Costs!A6", "What if!!A4"]);
  expect(done.left).toEqual([]);
  expect(portableSentences(done)).toEqual([
    "4 formulas in 2 sheets now use SW_FLEXCOST, SW_POOLSIZE and SW_RATCHET; Excel 2024 and 365 can compute them without the add-in.",
  ]);
  expect(await host.formulaAt("What if!", 4, 0)).toBe("SW_FLEXCOST(A2,6,3)+SW_FLEXCOST(1,6,3)");
  expect((await host.workbook.names()).get("SW_FLEXCOST")).toBe(flexcost.formula);

  const bytes = host.workbook.toBytes();
  await host.reopen();
  expect(await makePortable(host.workbook)).toEqual({ written: [], changed: [], left: [] });
  expect(host.workbook.toBytes()).toEqual(bytes);
});

test("formulas added later use the twin that is there", async () => {
  await makePortable(host.workbook);
  await host.addFormulas("Plain", [{ row: 4, column: 0, formula: "FLEXCOST(1,2,3)", shows: shows(6) }]);
  const again = await makePortable(host.workbook);
  expect(again).toMatchObject({ written: [], changed: [{ place: "Plain!A4" }], left: [] });
  expect(portableSentences(again)).toEqual([
    "1 formula in 1 sheet now uses SW_FLEXCOST; Excel 2024 and 365 can compute it without the add-in.",
  ]);
});

test("a formula with a function without a twin stays, and can be frozen", async () => {
  const cover = '_xldudf_BEST_COVER(A1,A2,10,3,"Revit")&FLEXCOST(1,2,3)';
  await host.addFormulas("Plain", [{ row: 4, column: 0, formula: cover, shows: [["Flex6"]] }]);
  const done = await makePortable(host.workbook);
  expect(done.changed.map(({ place }) => place)).not.toContain("Plain!A4");
  expect(done.left).toEqual([
    {
      place: "Plain!A4",
      formula: cover,
      why: "BEST_COVER has no equivalent formula in Excel; freeze its values instead",
    },
  ]);
  expect(portableSentences(done).at(-1)).toBe(
    "Plain!A4 stayed as it was: BEST_COVER has no equivalent formula in Excel; freeze its values instead.",
  );
  const frozen = await freeze(host.workbook);
  expect(frozen.formulas.map(({ place }) => place)).toContain("Plain!A4");
  expect(await host.formulaAt("Plain", 4, 0)).toBeUndefined();
});

test("all twins can be written without a formula that needs them", async () => {
  const done = await makePortable(host.workbook, { twins: "all" });
  expect(done.written).toHaveLength(TWINS.size);
  expect((await host.workbook.names()).size).toBe(TWINS.size);
});

test("a name of the user is left alone, and so are formulas that need the twin", async () => {
  await host.addUserName("sw_poolsize", "Costs!$A$2");
  await host.addFormulas("Plain", [
    { row: 4, column: 0, formula: "FLEXCOST(1,2,POOLSIZE(3))", shows: shows(6) },
  ]);
  const done = await makePortable(host.workbook);
  expect(done.written).toEqual(["SW_FLEXCOST", "SW_RATCHET"]);
  expect(done.left.map(({ place }) => place)).toEqual(["Costs!A5", "Plain!A4"]);
  expect(await host.formulaAt("Plain", 4, 0)).toBe("FLEXCOST(1,2,POOLSIZE(3))");
  expect(portableSentences(done).at(-1)).toBe(
    "Costs!A5 and 1 more formula stayed as they were: the workbook uses the name SW_POOLSIZE for something else; rename or delete it (Formulas > Name Manager) and run again.",
  );
  expect((await host.workbook.names()).get("sw_poolsize")).toBe("Costs!$A$2");
});

test("a twin is recognised after the host has changed white space and case", async () => {
  const respelt = flexcost.formula.replaceAll(",", ", ").toUpperCase();
  await host.workbook.defineNames([{ ...flexcost, formula: respelt }]);
  expect((await makePortable(host.workbook)).written).toEqual(["SW_POOLSIZE", "SW_RATCHET"]);
  expect((await host.workbook.names()).get("SW_FLEXCOST")).toBe(respelt);
});

test("freezing has a preview, and applies to functions and twins", async () => {
  await makePortable(host.workbook);
  await host.addFormulas("Plain", [
    { row: 4, column: 0, formula: "FLEXCOST(1,2,3)", shows: shows(6) },
    { row: 5, column: 0, formula: "FLEXCOST(0,2,0)", shows: [[{ error: "#N/A" }]] },
  ]);
  await host.addUserName("Yearly", "FLEXCOST(1,2,3)");
  const preview = await previewFreeze(host.workbook);
  expect([preview.formulas.length, preview.cells]).toEqual([6, 7]);
  const done = await freeze(host.workbook);
  expect([done.formulas.length, done.cells]).toEqual([5, 6]);
  expect(frozenSentences(done)).toEqual([
    "5 formulas in 3 sheets are values now, 6 cells in all; every spreadsheet program shows them.",
    "Plain!A5 stayed as it was: it shows an error or nothing; let Excel compute it, save, and run again.",
    "the name Yearly stayed as it was: it is not in a cell.",
  ]);
  expect(await host.formulaAt("Costs", 4, 0)).toBeUndefined();
  expect(await host.formulaAt("What if!", 5, 0)).toBe("SUM(A2)");
});

test.each(["SUM(A6#)", "SUM(_xlfn.ANCHORARRAY(Costs!$A$6))"])(
  "what %s refers to goes on spilling",
  async (formula) => {
    await host.addFormulas("Plain", [{ row: 4, column: 0, formula, shows: shows(21_800) }]);
    expect((await previewFreeze(host.workbook)).cells).toBe(3);
    const done = await freeze(host.workbook);
    expect(done.left).toEqual([
      expect.objectContaining({
        place: "Costs!A6",
        why: "another formula refers to its spill as A6#; write the cells there, as in A1:A9, and run again",
      }),
    ]);
    expect(await host.formulaAt("Costs", 6, 0)).toContain("RATCHET");
  },
);

test("a formula that calls a name of the user is not frozen", async () => {
  await host.addUserName("SW_FLEXCOST", "Costs!$A$2");
  await host.addFormulas("Plain", [{ row: 4, column: 0, formula: "SW_FLEXCOST(1)", shows: shows(6) }]);
  const { formulas } = await freeze(host.workbook);
  expect(formulas.map(({ place }) => place)).not.toContain("Plain!A4");
});

test("a workbook without custom functions does not change", async () => {
  const plain = new FileHost(zip(partsOf({ Log: sheetXml(rowsXml([["=FLEXCOST(1)"]])) })));
  const before = plain.workbook.toBytes();
  expect(await makePortable(plain.workbook)).toEqual({ written: [], changed: [], left: [] });
  expect(await freeze(plain.workbook)).toEqual({ formulas: [], cells: 0, left: [] });
  expect(plain.workbook.toBytes()).toEqual(before);
});

test("a function that the workbook defines itself is not a custom function", async () => {
  await host.addUserName("FlexCost", "LAMBDA(a,b,c,a*b*100)");
  const done = await makePortable(host.workbook);
  expect(done.changed.map(({ place }) => place)).toEqual(["Costs!A5", "Costs!A6"]);
  expect(portableSentences(done).at(-1)).toContain("uses the name FlexCost for something else");
  const frozen = await freeze(host.workbook);
  expect(frozen.formulas.map(({ place }) => place)).toEqual(["Costs!A5", "Costs!A6"]);
});

test("a name of a twin that belongs to a single sheet is the user's", async () => {
  const bytes = changed(
    zip(
      partsOf({
        Costs: sheetXml('<row r="1"><c r="A1"><f>_xldudf_FLEXCOST(85,6,3)</f><v>1530</v></c></row>'),
      }),
    ),
    "xl/workbook.xml",
    (text) =>
      text.replace(
        "</sheets>",
        '</sheets><definedNames><definedName name="SW_FLEXCOST" localSheetId="0">1</definedName></definedNames>',
      ),
  );
  const done = await makePortable(new FileHost(bytes).workbook);
  expect(done.changed).toEqual([]);
  expect(portableSentences(done)[0]).toContain("uses the name 'Costs'!SW_FLEXCOST for something else");
});

test("a spill of a single cell that another sheet refers to stays", async () => {
  const spilling =
    '<row r="1"><c r="B1" cm="1"><f t="array" ref="B1">_xldudf_FLEXCOST(A1,6,3)</f><v>18</v></c></row>';
  const needing = `<row r="1"><c r="A1"><f>SUM(_xlfn.ANCHORARRAY('Users (2)'!B1))</f><v>18</v></c></row>`;
  const bytes = zip(partsOf({ "Users (2)": sheetXml(spilling), Sums: sheetXml(needing) }));
  const frozen = await freeze(new FileHost(bytes).workbook);
  expect(frozen.formulas).toEqual([]);
  expect(frozenSentences(frozen)[0]).toContain("another formula refers to its spill as B1#");
});
