import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { DecisionLine, ReconciliationLine, SeatEvent } from "../../../src/engine/estate/harvest-records";
import { changesInWords, reclaimedSoFar } from "../../../src/engine/harvest/since-last-run";
import { day, daysOfUse, estateOf } from "../estate-of";
import { DORMANT_SEAT } from "./dormant-seat";

const line = (no: number, on: string, event: SeatEvent): DecisionLine => ({
  ...DORMANT_SEAT,
  no,
  asOf: day(on),
  event,
});

const state = (no: number, on: string, of: "seats" | "all"): ReconciliationLine => ({
  no,
  asOf: day(on),
  of,
  offering: of === "seats" ? "AutoCAD" : "",
  bought: 3 as ReconciliationLine["bought"],
  assigned: null,
  active: 1 as ReconciliationLine["active"],
  needed: null,
  variance: null,
  people: null,
  tokens: null,
  cost: null,
});

/** A run as of 31 October; the log began on 31 July with three seats, of which one was active. */
function analysed(decisions: readonly DecisionLine[], leftOut = { decisions: 0, reconciliations: 0 }) {
  const estate = estateOf({
    use: daysOfUse("zoe", "AutoCAD", "2026-04-01", 150, "seat"),
    period: ["2025-11-01", "2026-10-31"],
    people: { ann: { listed: true } },
    seats: [["zoe", "AutoCAD"]],
    bought: [["AutoCAD", 3, 1800, "C1", "2027-03-01"]],
    rest: {
      harvest: {
        decided: [],
        decisions,
        reconciliations: [state(1, "2026-07-31", "seats"), state(2, "2026-07-31", "all")],
        leftOut,
        highest: { decisions: decisions.length, reconciliations: 2 },
      },
    },
  });
  return analyse(estate, day("2026-10-31"), defaultAssumptions());
}

const FOUND = line(1, "2026-07-31", "found");

describe("seats that came back, by the log", () => {
  it("count once where two workbooks went on apart and both say so", () => {
    const apart = [FOUND, line(2, "2026-08-31", "reclaimed"), line(2, "2026-09-30", "reclaimed")];
    expect(reclaimedSoFar(analysed(apart))).toMatchObject({ seats: 1, over: 2, share: 0.5, leftOut: 0 });
    expect(changesInWords(analysed(apart)).join()).toContain("; 1 seat came back");
  });

  it("count each time where the seat was held again between", () => {
    const twice = [
      FOUND,
      line(2, "2026-08-31", "reclaimed"),
      line(3, "2026-09-15", "found"),
      line(4, "2026-09-30", "reclaimed"),
    ];
    expect(reclaimedSoFar(analysed(twice))).toMatchObject({ seats: 2, over: 2, share: 1 });
  });

  it("count only within the year that begins with the log", () => {
    const late = [{ ...FOUND, asOf: day("2025-06-30") }, line(2, "2025-07-31", "reclaimed")];
    expect(reclaimedSoFar(analysed(late))).toMatchObject({ seats: 0 });
  });

  it("a seat that was to come back at the last run is not one more that is to come back", () => {
    const held = (first: string) => {
      const { estate } = analysed([line(1, first, "found"), line(2, "2026-09-30", "decided")]);
      const holders = [...estate.assignments, { ...estate.assignments[0]!, person: 0 }];
      return changesInWords(
        analyse({ ...estate, assignments: holders }, day("2026-10-31"), defaultAssumptions()),
      );
    };
    expect(held("2026-07-31")[0]).not.toContain("to come back");
    expect(held("2026-08-31")[0]).toContain("1 seat more is to come back");
  });

  it("are a share of nothing known where lines of the reconciliation log are left out", () => {
    const back = [FOUND, line(2, "2026-08-31", "reclaimed")];
    const leftOut = { decisions: 2, reconciliations: 1 };
    expect(reclaimedSoFar(analysed(back, leftOut))).toMatchObject({ seats: 1, over: null, share: null });
    expect(changesInWords(analysed(back, leftOut)).at(-1)).toBe(
      "Seats that came back since 2026-07-31: 1, how many seats were too many then is not known; the year ends on " +
        "2027-07-30; 2 lines of the decision log were changed or lost, and no figure counts them",
    );
  });
});
