import { brief, kinds, readCsv, readSheets, table } from "./sheets-of";

const HEADERS = "Scenario,Contract,True-down cap,Floor,Seat uplift,Term years,Growth,Keep,Drop";
const BOUGHT = table("offering_name,seat_quantity,contract_number\nAutoCAD,4,C1");

describe("Own scenarios", () => {
  it("reads our columns; a blank cell is as in the run", async () => {
    const reading = await readSheets({
      Ours: table(`${HEADERS}\nLeaner,C1,0.3,10,5 %,3,-10 %,Revit; Maya,AutoCAD\nFlat,,,,0,,,,`),
      Bought: BOUGHT,
    });
    expect(kinds(reading)).toEqual(["Own scenarios", "Subscriptions"]);
    expect(reading.estate.ownScenarios).toMatchObject([
      { scenario: "Flat", uplift: 0, keep: [], drop: [] },
      {
        scenario: "Leaner",
        contract: "C1",
        cap: 0.3,
        floor: 10,
        uplift: 0.05,
        termYears: 3,
        growth: -0.1,
        keep: ["Revit", "Maya"],
        drop: ["AutoCAD"],
      },
    ]);
    expect(Object.keys(reading.estate.ownScenarios[0] ?? {})).not.toContain("growth");
  });

  it("names what it cannot read, row by row", async () => {
    const reading = await readSheets({
      Ours: table(`${HEADERS}
As is,,0.3,,,,,,
Both,,,,,,,AutoCAD,AutoCAD
Steep,,,,200 %,,,,
Long,,,,,0,,,
Ours,,0.3,,,,,,
ours,,0.4,,,,,,`),
      Bought: BOUGHT,
    });
    expect(brief(reading.issues)).toEqual([
      ["scenario-name-taken", 2, undefined],
      ["scenario-keeps-and-drops", 3, undefined],
      ["not-a-yearly-change", 4, "Seat uplift"],
      ["zero-is-unknown", 5, "Term years"],
      ["doubled-entry", 7, undefined],
    ]);
    expect(reading.estate.ownScenarios.map(({ scenario }) => scenario)).toEqual(["Ours"]);
  });

  it("are no table without a column that changes anything", async () => {
    const reading = await readCsv("Scenario,Contract\nOurs,C1");
    expect(reading.estate.ownScenarios).toEqual([]);
  });
});
