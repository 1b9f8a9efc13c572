import { defaultAssumptions } from "../../../src/engine/assumptions";
import { activityOf, segmentOf, type Habit } from "../../../src/engine/rules/segment";
import { days } from "../../../src/engine/units";

const assumptions = defaultAssumptions();
const segment = (habit: Habit) => segmentOf(habit, assumptions);
const never = { daysPerMonth: 0, daysSinceUse: Infinity };

describe("segments by date (DOMAIN §13)", () => {
  it("an account without use is New for 90 days: on its 89th day, no longer on its 90th", () => {
    expect(segment({ ...never, accountAge: days(89) })).toBe("New");
    expect(segment({ ...never, accountAge: days(90) })).toBe("Dormant");
    expect(segment({ ...never, accountAge: days(91) })).toBe("Dormant");
    expect(segment({ ...never, accountAge: days(0) })).toBe("New");
  });

  it("is not New without an account date, nor once there was use", () => {
    expect(segment(never)).toBe("Dormant");
    expect(segment({ daysPerMonth: 1, daysSinceUse: 5, accountAge: days(10) })).toBe("Rare");
  });

  it("use 89 days ago is recent; use 90 or 91 days ago is dormant", () => {
    const last = (daysSinceUse: number) => segment({ daysPerMonth: 20, daysSinceUse });
    expect([last(89), last(90), last(91)]).toEqual(["Power", "Dormant", "Dormant"]);
  });
});

describe("labels by days a month (DOMAIN §12, §13)", () => {
  const used = (daysPerMonth: number): Habit => ({ daysPerMonth, daysSinceUse: 0 });

  it("Power from 18, Regular from 8, Occasional from 3, else Rare", () => {
    expect([18, 17.9, 8, 7.9, 3, 2.9].map((n) => segment(used(n)))).toEqual([
      "Power",
      "Regular",
      "Regular",
      "Occasional",
      "Occasional",
      "Rare",
    ]);
  });

  it("Active from 10, Occasional from 2, else Minimal; dormant from 90 days without use on", () => {
    expect([10, 9.9, 2, 1.9].map((n) => activityOf(used(n), assumptions))).toEqual([
      "Active",
      "Occasional",
      "Occasional",
      "Minimal",
    ]);
    const last = (daysSinceUse: number) => activityOf({ daysPerMonth: 20, daysSinceUse }, assumptions);
    expect([last(89), last(90), last(91)]).toEqual(["Active", "Dormant", "Dormant"]);
  });
});
