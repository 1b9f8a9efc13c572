import { brief, day, kinds, readCsv, readSheets, table } from "./sheets-of";

describe("Planned use", () => {
  it("reads our columns, and finds the user in other tables", async () => {
    const { estate, issues } = await readSheets({
      Plan: table(`User,People,Product,Days a month,From,To,Project,Department
        ,3,Revit,4.5,2026-12-01,2027-03-31,Tower,Design
        B@x.com,,,,2026-12-16,,,
        ,-2,AutoCAD,6,2027-01-01,,,`),
      Use: table("Email,Product,Day used\na@x.com,Revit,2026-01-05\nb@x.com,Revit,2026-01-06"),
    });
    expect(estate.plannedUse).toEqual([
      {
        people: 3,
        product: "Revit",
        daysPerMonth: 4.5,
        from: day("2026-12-01"),
        to: day("2027-03-31"),
        project: "Tower",
        department: "Design",
        origin: { source: 0, row: 2 },
      },
      { user: "B@x.com", person: 1, people: 1, from: day("2026-12-16"), origin: { source: 0, row: 3 } },
      {
        people: -2,
        product: "AutoCAD",
        daysPerMonth: 6,
        from: day("2027-01-01"),
        origin: { source: 0, row: 4 },
      },
    ]);
    expect(estate.people.map(({ id }) => id)).toEqual(["a@x.com", "b@x.com"]);
    expect(brief(issues)).toEqual(expect.arrayContaining([]));
  });

  it("names what it cannot read, row by row", async () => {
    const reading = await readCsv(`User,People,Product,Days a month,From,To,Project,Department
      ,0,Revit,5,2026-12-01,,,
      ,1.5,Revit,5,2026-12-01,,,
      ,2,Revit,40,2026-12-01,,,
      ,2,Revit,5,2026-12-01,2026-11-01,,
      ,,Revit,5,2026-12-01,,,
      a@x.com,4,Revit,5,2026-12-01,,,
      ,2,Revit,5,,,,
      ,2,Revit,5,2026-12-01,,,`);
    expect(kinds(reading)).toEqual(["Planned use"]);
    expect(brief(reading.issues)).toEqual([
      ["zero-is-unknown", 2, "People"],
      ["not-whole", 3, "People"],
      ["too-many-days", 4, "Days a month"],
      ["ends-before-start", 5, undefined],
      ["planned-for-nobody", 6, undefined],
      ["planned-for-one", 7, undefined],
      ["blank-cell", 8, "From"],
    ]);
    expect(reading.estate.plannedUse).toHaveLength(1);
    expect(reading.estate.refusals.every(({ kind }) => kind === "Planned use")).toBe(true);
  });
});
