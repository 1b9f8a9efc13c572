import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at } from "../../src/engine/at";
import { shownScenarios, standingsOf } from "../../src/engine/renewal/variants";
import { report } from "../../src/sheets/report/report";
import { runAnalysis, type Run } from "../../src/sheets/run";
import type { Cell } from "../../src/workbook/cells";
import type { SheetSpec } from "../../src/workbook/spec";
import { day } from "../engine/estate-of";
import { ABUSED } from "./abuse/abused";
import { sheetsOf } from "./read/sheets-of";
import { column, recalculatedIn } from "./recalculated";

/** An estate of two offerings and tokens, with a quote and a scenario of the analyst's. */
const WITH_VARIANTS = {
  ...ABUSED.sheets,
  Quotes: [
    ["Quote", "Offering", "Seats", "Tokens", "Price", "Term years"],
    ["Q1", "AutoCAD", 8, null, 1500, 1],
    ["Q1", "Flex", null, 3000, 2.5, 1],
  ],
  Scenarios: [
    ["Scenario", "Uplift", "Keep"],
    ["Flat, all kept", 0, "Revit"],
  ],
};

let folder: string;
let run: Run;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "switch-"));
  run = await runAnalysis([sheetsOf(WITH_VARIANTS)], { today: day("2026-11-15"), set: ABUSED.set });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The sheets after a person has typed into the cell of the scenario shown. */
async function shown(typed: Cell) {
  const specs = report({ ...run, dateSystem: 1900 }).map((spec): SheetSpec => {
    const place = spec.names.find(({ name }) => name === "Seatwise.scenario_switch");
    if (place === undefined || !("row" in place)) return spec;
    return {
      ...spec,
      cells: spec.cells.map((cell) =>
        cell.row === place.row && cell.column === place.column ? { ...cell, value: typed } : cell,
      ),
    };
  });
  const computed = await recalculatedIn(folder, specs);
  const of = (table: string, header: string) => column(specs, computed, table, header);
  const sheet = specs.find(({ key }) => key === "renewal")!;
  const beside = (text: string): Cell => {
    const { row } = sheet.cells.find(({ value }) => value === text)!;
    return computed.get(`Renewal ${row} 0`) ?? null;
  };
  const note = sheet.cells.find(({ formula }) => formula?.includes("No scenario has this name"))!;
  return { of, beside, note: computed.get(`Renewal ${note.row} ${note.column}`) ?? "" };
}

test("every scenario that is chosen shows its own figures, as the engine has them, on first page, brief and quote", async () => {
  const { analysis } = run;
  const scenarios = shownScenarios(analysis);
  expect(scenarios.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["All seats", "Best mix", "Quote Q1", "Flat, all kept"]),
  );
  for (const name of ["All Flex", "Quote Q1", "Flat, all kept", "Best mix"]) {
    const scenario = scenarios.find((one) => one.name === name)!;
    const standing = standingsOf(analysis).get(name)!;
    const { of, beside, note } = await shown(name);
    expect(of("SeatwiseShown", "Scenario")).toEqual({
      "Compared with": standing.asIs,
      Shown: name,
      "If they refuse": standing.refused,
    });
    for (const { year, cost } of scenario.years)
      expect(of("SeatwiseShown", `Cost year ${year}`)["Shown"]).toBeCloseTo(cost, 2);
    expect(beside("Cost over 3 years")).toBeCloseTo(scenario.total, 2);
    expect(beside("Present value")).toBeCloseTo(scenario.presentValue, 2);
    expect(beside("Tokens, first year")).toBe(at(scenario.years, 0).tokens);
    expect(beside("Saving over 3 years")).toEqual(
      scenario.savingVsAsIs === null ? "unknown" : expect.closeTo(scenario.savingVsAsIs, 2),
    );
    const seats = (offering: string): number =>
      scenario.lines.reduce((sum, line) => sum + (line.offering === offering ? at(line.seats, 0) : 0), 0);
    const needs = {
      AutoCAD: seats("AutoCAD"),
      Revit: seats("Revit"),
      "Flex tokens": at(scenario.years, 0).tokens,
    };
    expect(of("SeatwiseNeeds", "In this scenario")).toMatchObject(needs);
    expect(note === "").toBe(name === "Best mix");
    expect(new Set(Object.values(of("SeatwiseChecks", "Holds")))).toEqual(new Set(["yes"]));
  }
});

test.each([
  ["cleared", null],
  ["mistyped", "All Seatz"],
])("a cell that is %s leaves what it decides unknown, with a check in red", async (_how, typed) => {
  const { of, beside, note } = await shown(typed);
  for (const what of ["Cost, first year", "Cost over 3 years", "Seats, first year"])
    expect(beside(what)).toBe("unknown");
  expect(new Set(Object.values(of("SeatwiseNeeds", "In this scenario")))).toEqual(new Set(["unknown"]));
  expect(new Set(Object.values(of("SeatwiseShown", "Scenario")))).toEqual(new Set(["unknown"]));
  expect(note).toBe("No scenario has this name: choose one from the list.");
  expect(of("SeatwiseChecks", "Holds")["Scenarios with the name in the cell Scenario shown"]).toBe("NO");
  expect(of("SeatwiseScenarios", "Total")["Best mix"]).not.toBe("unknown");
});
