import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoOrNull } from "../../../src/engine/calendar";
import type { DecisionLine, HarvestDecision } from "../../../src/engine/estate/harvest-records";
import { renewalCalendar } from "../../../src/engine/renewal/renewal-calendar";
import { icsOf } from "../../../src/hosts/ics";
import { day, daysOfUse, estateOf } from "../estate-of";
import { DORMANT_SEAT, noticed } from "./dormant-seat";

const AS_OF = "2026-10-31";

const found = (user: string, on: string): DecisionLine => ({ ...DORMANT_SEAT, user, asOf: day(on) });

/** Yves and Zoe use their AutoCAD and Revit seats; the seats of Ann (both), Bob and Carl (AutoCAD) are not used. */
function analysed(decided: readonly HarvestDecision[], decisions: readonly DecisionLine[] = []) {
  const users = ["yves", "zoe"];
  const holders = ["ann", "bob", "carl", ...users];
  const estate = estateOf({
    use: users.flatMap((who) => [
      ...daysOfUse(who, "AutoCAD", "2026-04-01", 150, "seat"),
      ...daysOfUse(who, "Revit", "2026-04-01", 150, "seat"),
    ]),
    period: ["2025-11-01", AS_OF],
    seats: [
      ...holders.map((who) => [who, "AutoCAD"] as const),
      ...["ann", ...users].map((who) => [who, "Revit"] as const),
    ],
    bought: [
      ["AutoCAD", 5, 1800, "C1", "2027-03-01"],
      ["Revit", 3, 2800, "C1", "2027-03-01"],
    ],
    rest: {
      harvest: {
        decided,
        decisions,
        reconciliations: [],
        leftOut: { decisions: 0, reconciliations: 0 },
        highest: { decisions: 1, reconciliations: 0 },
      },
    },
  });
  return analyse(estate, day(AS_OF), defaultAssumptions());
}

const KINDS = ["notices to send", "notices sent", "grace ends", "reclaim by"];
const told = (analysis: ReturnType<typeof analysed>): string[] =>
  renewalCalendar(analysis)
    .filter(({ kind }) => KINDS.includes(kind))
    .map(
      ({ day: on, kind, standing, text }) => `${isoOrNull(on) ?? "unknown"} ${kind}, ${standing}: ${text}`,
    );

describe("the days of a harvest in the calendar", () => {
  // Thirty days after 31 October is 30 November; sixty days after it, 30 December.
  it("without a notice, the notice goes out on the day of the run, and the grace begins with it", () => {
    expect(told(analysed([]))).toEqual([
      "2026-10-31 notices to send, ahead: send the notices of 3 AutoCAD seats and 1 Revit seat to 3 users: see Harvest",
      "2026-11-30 grace ends, ahead: first day to take back 3 AutoCAD seats and 1 Revit seat of 3 users: the grace is over",
      "2026-12-30 reclaim by, ahead: last day to take back 3 AutoCAD seats and 1 Revit seat of 3 users",
    ]);
  });

  // Ann's notice of 11 October ends on 10 November. Bob's seat was found on 1 August, his notice of that day ended on
  // 31 August, and sixty days ended on 30 September: his seat is late.
  it("each seat has its own days; a last day that has passed is late", () => {
    const analysis = analysed(
      [noticed("ann", "2026-10-11"), noticed("bob", "2026-08-01")],
      [found("bob", "2026-08-01")],
    );
    expect(told(analysis)).toEqual([
      "2026-08-01 notices sent, past: the notices of 1 AutoCAD seat went out to 1 user",
      "2026-08-31 grace ends, past: first day to take back 1 AutoCAD seat of 1 user: the grace is over",
      "2026-09-30 reclaim by, late: last day to take back 1 AutoCAD seat of 1 user",
      "2026-10-11 notices sent, past: the notices of 1 AutoCAD seat went out to 1 user",
      "2026-10-31 notices to send, ahead: send the notices of 1 AutoCAD seat and 1 Revit seat to 2 users: see Harvest",
      "2026-11-10 grace ends, ahead: first day to take back 1 AutoCAD seat of 1 user: the grace is over",
      "2026-11-30 grace ends, ahead: first day to take back 1 AutoCAD seat and 1 Revit seat of 2 users: the grace is over",
      "2026-12-30 reclaim by, ahead: last day to take back 2 AutoCAD seats and 1 Revit seat of 2 users",
    ]);
  });

  it("the offerings are named up to three", () => {
    const dormant = (offerings: readonly string[]): string[] => {
      const others = ["yves", "zoe"];
      const estate = estateOf({
        use: others.flatMap((who) =>
          offerings.flatMap((name) => daysOfUse(who, name, "2026-04-01", 150, "seat")),
        ),
        period: ["2025-11-01", AS_OF],
        seats: ["ann", ...others].flatMap((who) => offerings.map((name) => [who, name] as const)),
        bought: offerings.map((name) => [name, 3, 1800, "C1", "2027-03-01"] as const),
      });
      return told(analyse(estate, day(AS_OF), defaultAssumptions()));
    };
    expect(dormant(["AutoCAD", "Maya", "Revit"])[0]).toContain(
      "1 AutoCAD seat, 1 Maya seat and 1 Revit seat",
    );
    expect(dormant(["AutoCAD", "Maya", "Revit", "3ds Max"])[0]).toContain("the notices of 4 seats to 1 user");
  });

  it("calendar programs get those that lie ahead, each once", () => {
    const analysis = analysed([noticed("bob", "2026-08-01")], [found("bob", "2026-08-01")]);
    const lines = icsOf(renewalCalendar(analysis), analysis.asOf).replace(/\r\n /g, "").split("\r\n");
    const harvest = lines.filter((line) => /^SUMMARY:.*(day to take back|notices)/.test(line));
    expect(harvest).toEqual([
      "SUMMARY:Send the notices of 2 AutoCAD seats and 1 Revit seat to 2 users: see Harvest",
      "SUMMARY:First day to take back 2 AutoCAD seats and 1 Revit seat of 2 users: the grace is over",
      "SUMMARY:Last day to take back 2 AutoCAD seats and 1 Revit seat of 2 users",
    ]);
    const ids = lines.filter((line) => line.startsWith("UID:"));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
