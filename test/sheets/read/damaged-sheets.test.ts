import { openXlsx } from "../../../src/hosts/xlsx/xlsx";
import { because, Unknowns } from "../../../src/engine/evidence/refusals";
import { read } from "../../../src/sheets/read/read";
import { runAnalysis } from "../../../src/sheets/run";
import { answer } from "../../../src/cli/answer";
import { partsOf, rowsXml, sheetXml, zip } from "../../hosts/xlsx/packages";
import { LATEST } from "./sheets-of";

const SUBSCRIPTIONS = sheetXml(
  rowsXml([
    ["offering_name", "Seat quantity", "Contract", "Start date", "End date", "Unit price"],
    ["AutoCAD", 2, "C1", "2026-01-01", "2026-12-31", 2030],
  ]),
);
const USERS = sheetXml(
  rowsXml([
    ["email", "product_name", "Team"],
    ["a@x.example", "AutoCAD", "T"],
    ["b@x.example", "AutoCAD", "T"],
  ]),
);
const cutOff = (xml: string): string => xml.slice(0, xml.lastIndexOf("<row>"));
const book = (sheets: Readonly<Record<string, string>>) => [openXlsx("estate.xlsx", zip(partsOf(sheets)))];
const reading = (sheets: Readonly<Record<string, string>>) => read(book(sheets), { latest: LATEST });

test("a damaged sheet without a table is named, and the others are read as if it were not there", async () => {
  const { estate, issues, unrecognised } = await reading({
    Photos: "PNG",
    Subscriptions: SUBSCRIPTIONS,
    Users: USERS,
  });
  expect(issues.filter(({ severity }) => severity === "error")).toEqual([
    {
      severity: "error",
      code: "damaged-sheet",
      message:
        "The sheet is damaged (xl/worksheets/sheet1.xml is not well-formed XML), so it was not read. " +
        "Open the file in Excel, let it repair the sheet, save it, and run again.",
      file: "estate.xlsx",
      sheet: "Photos",
      rows: 1,
    },
  ]);
  expect(unrecognised.map(({ sheet }) => sheet)).toEqual(["Photos"]);
  expect(estate.subscriptions).toHaveLength(1);
  expect(estate.refusals).toEqual([]);
});

test("rows before the damage count, and what the rows behind it may say is unknown; the rest is known", async () => {
  const { estate, issues, counts } = await reading({ Subscriptions: SUBSCRIPTIONS, Users: cutOff(USERS) });
  expect(issues.find(({ code }) => code === "damaged-sheet")?.message).toContain("it was read up to row 2.");
  expect(counts.map(({ rows, used }) => [rows, used])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  const unknowns = new Unknowns(estate);
  expect(because(unknowns.because("holders", { offering: "AutoCAD" }), estate)).toBe(
    "row 3 of Users could not be read",
  );
  expect(unknowns.because("bought", { offering: "AutoCAD" })).toEqual([]);
});

test("the answer says so first", async () => {
  const run = await runAnalysis(book({ Photos: "PNG", Subscriptions: SUBSCRIPTIONS, Users: USERS }), {
    today: LATEST,
    set: [],
  });
  expect(answer(run)).toContain('Not read to the end, because it is damaged: "Photos" of estate.xlsx');
  expect(answer(run)).not.toContain("no table on it is known");
});

test("settings that may be lost stop the run", async () => {
  const settings = sheetXml(
    rowsXml([
      ["Assumption", "Value"],
      ["Token price", 2.5],
      ["Currency", "EUR"],
    ]),
  );
  await expect(reading({ Subscriptions: SUBSCRIPTIONS, Settings: cutOff(settings) })).rejects.toMatchObject({
    code: "damaged",
    sheet: "Settings",
  });
});

test("a cell that stores no value is refused by itself, with what it stores", async () => {
  const bad = SUBSCRIPTIONS.replace("<c><v>2</v></c>", "<c><v>2,0</v></c>");
  const { issues, estate } = await reading({ Subscriptions: bad, Users: USERS });
  expect(issues.filter(({ code }) => code === "damaged-cell")).toMatchObject([
    { row: 2, column: "Seat quantity", message: expect.stringContaining('it stores "2,0"') as string },
  ]);
  expect(new Unknowns(estate).because("bought", { offering: "AutoCAD" })).toHaveLength(1);
});

test("blanks of every kind are blanks, and part words", async () => {
  const rows = sheetXml(
    rowsXml([
      ["email", "product_name", "Team", "First name", "Last name"],
      ["a@x.example\u00a0", "\u3000AutoCAD", "Team\u00a0\u3000A", "Anna\u00a0Maria", "\u200bSmith"],
      ["b@x.example", "AutoCAD", "\u00a0\u200b", "", ""],
    ]),
  );
  const { estate } = await reading({ Subscriptions: SUBSCRIPTIONS, Users: rows });
  expect(estate.people.map(({ id, name, team }) => [id, name, team])).toEqual([
    ["a@x.example", "Anna Maria Smith", "Team A"],
    ["b@x.example", undefined, undefined],
  ]);
});
