import fc from "fast-check";
import { selfChecked } from "../../../src/engine/self-check/self-check";
import { runAnalysis } from "../../../src/sheets/run";
import { analysed, RANDOM_ESTATES } from "../../engine/renewal/random-estates";
import { day, sheetsOf } from "../read/sheets-of";
import { checksIn } from "./checks-in";
import { UNPRICED } from "./unpriced";

it("checks of sums with an unknown price are unknown, and the others hold", async () => {
  const checks = checksIn(await runAnalysis([sheetsOf(UNPRICED)], { today: day("2026-11-15"), set: [] }));
  const unknown = Object.keys(checks).filter((what) => checks[what] !== "yes");
  expect(unknown.map((what) => [what, checks[what]])).toEqual([
    ["Users and shared costs, today", "unknown"],
    ["Users and shared costs, recommended", "unknown"],
    ["As is and the steps of the bridge, less the Best mix", "unknown"],
    ["What the lines of the Renewal save", "unknown"],
    // The rate of a product that drew tokens is unknown, too.
    ["Tokens by product", "unknown"],
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
