import type { Row } from "../../../src/workbook/cells";
import { report } from "../../../src/sheets/report/report";
import { FOLLOWING } from "../../../src/sheets/report/tables";
import { runAnalysis } from "../../../src/sheets/run";
import { day, sheetsOf } from "../read/sheets-of";
import { TANGLED } from "./tangled";

type Cells = Row["cells"];

/** The estate with as many contract lines of one seat, each of its own contract. */
const withLines = (count: number) => ({
  ...TANGLED,
  Subscriptions: [
    TANGLED.Subscriptions[0] as Cells,
    ...Array.from({ length: count }, (_, i): Cells => {
      const offering = i % 2 === 0 ? "Revit" : "AutoCAD";
      return [offering, 1, 1800 + i, "2026-12-31", `K${i}`];
    }),
  ],
  Contracts: [
    TANGLED.Contracts[0] as Cells,
    ...Array.from({ length: count }, (_, i): Cells => [`K${i}`, "2026-01-01", "2026-12-31", 0.5, null]),
  ],
});

/** How many lines follow the users, and how often the list of lines is built to write the sheets. */
async function written(lines: number) {
  const run = await runAnalysis([sheetsOf(withLines(lines))], { today: day("2026-11-15"), set: [] });
  const { liveFormulaInputs } = run.analysis;
  let builds = 0;
  const analysis = Object.defineProperty({ ...run.analysis }, "liveFormulaInputs", {
    get() {
      builds++;
      return liveFormulaInputs;
    },
  });
  const following = report({ ...run, analysis, dateSystem: 1900 })
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === FOLLOWING.tableName);
  return { following: following?.rows.length ?? 0, builds };
}

it("the list of seat lines is built as often for many contract lines as for few", async () => {
  const [few, many] = [await written(4), await written(24)];
  expect(many.following).toBeGreaterThanOrEqual(few.following + 20);
  expect(many.builds).toBe(few.builds);
});
