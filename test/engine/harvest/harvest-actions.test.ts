import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { departmentHarvests } from "../../../src/engine/harvest/departments";
import { harvestActions } from "../../../src/engine/harvest/harvest-actions";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";
import { noticed } from "./dormant-seat";

const AS_OF = "2026-10-31";
const USERS = ["yves", "zoe"];

/** Ann and Bob do not use their AutoCAD seats; Yves and Zoe use theirs. `sent`: the days of notices, by user. */
function analysed(
  sent: Readonly<Record<string, string>> = {},
  given: Given = {},
  use: readonly UseRow[] = [],
): Analysis {
  const decided = Object.entries(sent).map(([user, on]) => noticed(user, on));
  const none = { decisions: 0, reconciliations: 0 };
  const estate = estateOf({
    use: [...use, ...USERS.flatMap((who) => daysOfUse(who, "AutoCAD", "2026-04-01", 150, "seat"))],
    period: ["2025-11-01", AS_OF],
    seats: ["ann", "bob", ...USERS].map((who) => [who, "AutoCAD"] as const),
    bought: [["AutoCAD", 4, 1800, "C1", "2027-03-01"]],
    rest: { harvest: { decided, decisions: [], reconciliations: [], leftOut: none, highest: none } },
    ...given,
  });
  return analyse(estate, day(AS_OF), defaultAssumptions());
}

describe("what to do about seats of little use", () => {
  it("without notices, send them: 2 × 1,800 a year, from 30 days after the run on", () => {
    expect(harvestActions(analysed())).toEqual([
      "Send notices to 2 users for 2 seats of little or no use, and reclaim from 2026-11-30 on: 3,600 a year once " +
        "their lines end",
    ]);
  });

  // The grace of a notice of 1 October ends with 30 October, so that 31 October is the first day to take the seat.
  it.each([
    ["2026-09-30", true],
    ["2026-10-01", true],
    ["2026-10-02", false],
  ])("a notice of %s: its grace is over on 31 October is %s", (on, isOver) => {
    const [notices, ...due] = harvestActions(analysed({ ann: on }));
    expect(notices).toContain("Send notices to 1 user for 1 seat of little or no use");
    expect(notices).toContain("1,800 a year");
    expect(due).toEqual(isOver ? ["Reclaim 1 seat whose grace is over: see Harvest"] : []);
  });

  it("with all notices sent, nothing is to be sent", () => {
    expect(harvestActions(analysed({ ann: "2026-10-30", bob: "2026-10-30" }))).toEqual([]);
    expect(harvestActions(analysed({ ann: "2026-09-01", bob: "2026-09-01" }))).toEqual([
      "Reclaim 2 seats whose grace is over: see Harvest",
    ]);
  });

  it("who needs a seat gets one first, and its price is not saved", () => {
    const carl = daysOfUse("carl", "AutoCAD", "2026-08-20", 60, "seat");
    expect(harvestActions(analysed({}, {}, carl))[0]).toMatch(
      /: 1,800 a year once their lines end; users who need one get 1 of them first$/,
    );
  });

  it("nothing where every seat is in use", () => {
    const seats = USERS.map((who) => [who, "AutoCAD"] as const);
    expect(harvestActions(analysed({}, { seats }))).toEqual([]);
  });
});

describe("the harvest of each department", () => {
  it("is in order of name, by team where none is named, and those without either come last", () => {
    const people = {
      ann: { department: "Roads" },
      bob: { team: "Bridges" },
      zoe: { department: "Roads", team: "Alpha" },
    };
    const rows = departmentHarvests(analysed({}, { people }));
    expect(rows.map(({ department, seats, saves }) => [department, seats.length, saves])).toEqual([
      ["Bridges", 1, 1800],
      ["Roads", 2, 1800],
      [null, 1, 0],
    ]);
    const none = { keep: 0, monitor: 0, grace: 0, reclaim: 0, redeploy: 0, ask: 0 };
    expect(rows.map(({ counts }) => counts)).toEqual([
      { ...none, reclaim: 1 },
      { ...none, reclaim: 1, keep: 1 },
      { ...none, keep: 1 },
    ]);
  });
});
