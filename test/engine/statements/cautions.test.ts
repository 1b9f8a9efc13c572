import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { cautions } from "../../../src/engine/statements/cautions";
import { day, daysOfUse, estateOf } from "../estate-of";

/** One daily user of AutoCAD and two seats until a day, on which the answer says when its first year begins. */
function said(end: string): string[] {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
    seats: [["ann@x", "AutoCAD", "2025-01-01"]],
    bought: [["AutoCAD", 2, 1000, "C1", end]],
  });
  const analysis = analyse(estate, day("2026-12-31"), defaultAssumptions());
  const answered = { analysis, issues: analysis.issues, counts: [], settingDoubts: [] };
  return cautions(answered as unknown as Parameters<typeof cautions>[0]).filter((text) =>
    text.includes("first year"),
  );
}

describe("a first renewal that is far away", () => {
  it.each(["2027-03-31", "2027-12-30", "2027-12-31"])("says nothing for %s, within a year", (end) => {
    expect(said(end)).toEqual([]);
  });

  it("says from which day on the first year counts", () => {
    expect(said("2028-01-01")).toEqual([
      "The first year begins after the first renewal, on 2028-01-01: until then today's seats stay paid for, nothing is " +
        "saved on them, and new seats are an additional cost",
    ]);
  });
});
