import { isoMonth } from "../../../src/engine/calendar";
import { baselineOf } from "../../../src/engine/usage/baseline";
import { peopleByMonth } from "../../../src/engine/usage/people-by-month";
import { estateOf, type UseRow } from "../estate-of";

/** By month, as of exports that cover January to June of 2026. */
const people = (...use: UseRow[]) => {
  const estate = estateOf({ use, period: ["2026-01-01", "2026-06-30"] });
  const baseline = baselineOf(estate.use, estate.people.length, estate.sources);
  return peopleByMonth(baseline).map((one) => [isoMonth(one.month), one.people]);
};

describe("the people active in each month", () => {
  it("are those with use in the three months up to it; months without two before are unknown", () => {
    expect(
      people(
        ["ann@x", "Revit", "2026-01-05", "seat", null],
        ["ann@x", "AutoCAD", "2026-03-05", "seat", null],
        ["bob@x", "Revit", "2026-02-27", "tokens", 10],
        // Of nobody: tokens of a service.
        ["", "Revit", "2026-04-10", "tokens", 10],
      ),
    ).toEqual([
      ["2026-01", null],
      ["2026-02", null],
      ["2026-03", 2],
      ["2026-04", 2],
      ["2026-05", 1],
      ["2026-06", 0],
    ]);
  });
});
