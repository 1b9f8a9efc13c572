import { monthOf } from "../../../src/engine/calendar";
import { brief, day, kinds, readCsv, readSheets, table } from "./sheets-of";

describe("Token budgets", () => {
  it("reads our columns", async () => {
    const reading = await readCsv(`Product,Department,Project,Cost centre,Tokens a year,Amount a year,From
      Revit,,,,5000,,2026-01-01
      ,Design,,,,3000,2026-02-01
      ,,,,9000,,2026-01-01`);
    expect(kinds(reading)).toEqual(["Token budgets"]);
    expect(reading.estate.tokenBudgets).toEqual([
      { tokens: 9000, from: day("2026-01-01"), origin: { source: 0, row: 4 } },
      { department: "Design", amount: 3000, from: day("2026-02-01"), origin: { source: 0, row: 3 } },
      { product: "Revit", tokens: 5000, from: day("2026-01-01"), origin: { source: 0, row: 2 } },
    ]);
  });

  it("names what it cannot read, row by row", async () => {
    const reading = await readCsv(`Product,Department,Project,Cost centre,Tokens a year,Amount a year,From
      Revit,Design,,,5000,,2026-01-01
      Revit,,,,5000,3000,2026-01-01
      Revit,,,,,,2026-01-01
      Revit,,,,5000,,2026-01-15
      Revit,,,,0,,2026-01-01
      Revit,,,,5000,,2026-01-01
      Revit,,,,5000,,2026-01-01
      Revit,,,,6000,,2026-01-01`);
    expect(brief(reading.issues)).toEqual([
      ["budget-of-several", 2, undefined],
      ["budget-in-both", 3, undefined],
      ["budget-in-both", 4, undefined],
      ["budget-in-month", 5, undefined],
      ["zero-is-unknown", 6, "Tokens a year"],
      ["doubled-entry", 8, undefined],
    ]);
    // Of two amounts for one budget the analysis says that they differ.
    expect(reading.estate.tokenBudgets.map(({ tokens }) => tokens)).toEqual([5000, 6000]);
  });

  it("in another currency than the answer are unknown", async () => {
    const { estate, issues } = await readSheets({
      Budgets: table("Department,Tokens a year,Amount a year,From,Currency\nDesign,,3000,2026-01-01,EUR"),
      Use: table("Email,Product,Day used,Department\na@x.com,Revit,2026-01-05,Design"),
      Bought: table("offering_name,seat_quantity,Unit price,Currency\nRevit,4,2000,USD"),
    });
    expect(issues.some(({ code }) => code === "other-currency")).toBe(true);
    expect(estate.tokenBudgets.some(({ amount }) => amount !== undefined)).toBe(false);
  });
});

describe("Department, Project and Cost centre", () => {
  it("are read of users", async () => {
    const { estate } = await readCsv(`Email,Offering,Department,Project,Cost center
      a@x.com,Revit,Design,Tower,100`);
    expect(estate.people).toMatchObject([{ department: "Design", project: "Tower", costCentre: "100" }]);
  });

  it("are read of rows of use, by user, product and month", async () => {
    const { estate } = await readCsv(`Email,Product,Day used,Tokens used,Project
      a@x.com,Revit,2026-01-05,10,Tower
      a@x.com,Revit,2026-01-06,,Tower
      a@x.com,Revit,2026-01-07,10,
      a@x.com,Revit,2026-02-02,10,Tower`);
    const [january, february] = [monthOf(day("2026-01-01")), monthOf(day("2026-02-01"))];
    const of = { person: 0, product: 0 };
    expect(estate.chargedUse).toEqual([
      { ...of, month: january, tokens: 10, rows: 1, blankRows: 0 },
      { ...of, month: january, project: "Tower", tokens: 10, rows: 2, blankRows: 1 },
      { ...of, month: february, project: "Tower", tokens: 10, rows: 1, blankRows: 0 },
    ]);
  });
});
