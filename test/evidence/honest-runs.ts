import fc from "fast-check";
import { random } from "../../examples/sample/random";
import { answer } from "../../src/cli/answer";
import { toJson } from "../../src/cli/json";
import { NothingToAnalyse, type Run } from "../../src/sheets/run";
import { runOn } from "./conclusions";
import { firm, type Firm } from "./firm";
import { SPOILERS, type SpoilerName } from "./spoil";

/** Settings under which every figure is calculated otherwise. */
export const SETTINGS = [
  "Growth=0.1",
  "Growth=-0.2",
  "Pool rule=peak",
  "Pool rule=season",
  "Token pools=merged",
  "Least saving for a move=300",
  "Planned joiners=7",
  "Seat price uplift=0.05",
  "Token price uplift=0.1",
  "True-down cap without a contract=0.2",
  "Exports are complete=yes",
  "Years compared=1",
  "Pack size=1000",
  "Smallest token purchase=5000",
  "Fewest days to decide on=0",
].map((text) => {
  const [name = "", value = ""] = text.split("=");
  return { name, value };
});

const spoilers = Object.keys(SPOILERS) as SpoilerName[];

const cases = fc.record({
  seed: fc.integer({ min: 1000, max: 1_000_000 }),
  spoiled: fc.subarray(spoilers, { maxLength: 2 }),
  set: fc.subarray(SETTINGS, { maxLength: 3 }),
});

/** Null where the product says that there is nothing to analyse. */
async function answerTo(spoilt: Firm, set: typeof SETTINGS): Promise<Run | null> {
  try {
    return await runOn(spoilt, set);
  } catch (error) {
    if (error instanceof NothingToAnalyse) return null;
    throw error;
  }
}

/**
 * Random firms, spoilt at random and under random settings: the self-check finds nothing, nothing crashes, the
 * texts hold no NaN, and the same input gives the same bytes.
 */
export const honestRuns = (numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(cases, async ({ seed, spoiled, set }) => {
      const spoilt = spoiled.reduce<Firm>(
        (whole, name, i) => ({ ...SPOILERS[name](whole, random(seed + i)) }),
        firm(seed),
      );
      const settings = set.filter(({ name }, i) => set.findIndex((one) => one.name === name) === i);
      const run = await answerTo(spoilt, settings);
      if (run === null) return;
      expect(run.issues.filter(({ code }) => code === "self-check")).toEqual([]);
      expect(answer(run)).not.toMatch(/NaN|Infinity|undefined/);
      expect(toJson(run)).toBe(toJson((await answerTo(spoilt, settings))!));
    }),
    { numRuns, seed: 7 },
  );
