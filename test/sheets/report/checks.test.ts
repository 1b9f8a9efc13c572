import fc from "fast-check";
import { join } from "node:path";
import { selfChecked } from "../../../src/engine/self-check/self-check";
import { openFile } from "../../../src/hosts/files";
import { report } from "../../../src/sheets/report/report";
import { CHECKS } from "../../../src/sheets/report/tables";
import { runAnalysis, type Run } from "../../../src/sheets/run";
import { analysed, RANDOM_ESTATES } from "../../engine/renewal/random-estates";
import { day, sheetsOf } from "../read/sheets-of";
import { UNPRICED } from "./unpriced";

/** Whether each check holds, by the figure that it compares; the number of filled cells apart. */
function checksIn(run: Run): Record<string, unknown> {
  const table = report({ ...run, dateSystem: 1900 })
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === CHECKS.tableName)!;
  const [figure, holds] = [CHECKS.figure, CHECKS.holds].map(({ header }) =>
    table.columns.findIndex((column) => column.header === header),
  ) as [number, number];
  return Object.fromEntries(
    table.rows
      .map((row) => [String(row[figure]?.value), row[holds]?.value] as const)
      .filter(([what]) => !what.startsWith("Filled cells")),
  );
}

it("every check holds for the sample", async () => {
  const file = await openFile(join(__dirname, "../../../examples/design-firm.xlsx"));
  const checks = checksIn(await runAnalysis([file], { today: day("2026-11-15"), set: [] }));
  expect(Object.keys(checks)).toHaveLength(15);
  expect(new Set(Object.values(checks))).toEqual(new Set(["yes"]));
});

it("checks of sums with an unknown price are unknown, and the others hold", async () => {
  const checks = checksIn(await runAnalysis([sheetsOf(UNPRICED)], { today: day("2026-11-15"), set: [] }));
  const unknown = Object.keys(checks).filter((what) => checks[what] !== "yes");
  expect(unknown.map((what) => [what, checks[what]])).toEqual([
    ["Users and shared costs, today", "unknown"],
    ["Users and shared costs, recommended", "unknown"],
    ["As is and the steps of the bridge, less the Best mix", "unknown"],
    ["What the lines of the Renewal save", "unknown"],
  ]);
});

it("no check fails as the sheets are written, whatever the estate", () => {
  fc.assert(
    fc.property(RANDOM_ESTATES, (drawn) => {
      const run = selfChecked({
        analysis: analysed(drawn),
        issues: [],
        counts: [],
        references: new Map(),
        settingDoubts: [],
        statedAsOf: null,
        unrecognised: [],
      });
      expect(Object.entries(checksIn(run)).filter(([, holds]) => holds === "NO")).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
