import { defaultAssumptions } from "../../../src/engine/assumptions";
import { activityOf, habitOf, segmentOf } from "../../../src/engine/rules/segment";

describe("a habit of which only the rate is known", () => {
  const labels = (daysPerMonth: number, daysSinceUse?: number) => {
    const habit = habitOf(daysPerMonth, daysSinceUse);
    return [segmentOf(habit, defaultAssumptions()), activityOf(habit, defaultAssumptions())];
  };

  it("is recent where there was use, and none where there was not", () => {
    expect(labels(17.9)).toEqual(["Regular", "Active"]);
    expect(labels(0.2)).toEqual(["Rare", "Minimal"]);
    expect(labels(0)).toEqual(["Dormant", "Dormant"]);
    expect(labels(0, 0)).toEqual(["Dormant", "Dormant"]);
  });

  it("is dormant from 90 days without use on", () => {
    expect(labels(12, 89)).toEqual(["Regular", "Active"]);
    expect(labels(12, 90)).toEqual(["Dormant", "Dormant"]);
  });
});
