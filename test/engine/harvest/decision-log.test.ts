import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { DecisionLine, HarvestDecision } from "../../../src/engine/estate/harvest-records";
import { newDecisionLines } from "../../../src/engine/harvest/decision-log";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";
import { DORMANT_SEAT, noticed } from "./dormant-seat";

const AS_OF = day("2026-12-31");
const HELD: NonNullable<Given["seats"]> = [
  ["ann", "AutoCAD", "2024-01-01"],
  ["zoe", "AutoCAD", "2024-01-01"],
];

/** Zoe uses her seat, and Ann does not. */
function added(
  decisions: readonly DecisionLine[],
  {
    seats = HELD,
    decided = [],
  }: { readonly seats?: NonNullable<Given["seats"]>; readonly decided?: readonly HarvestDecision[] } = {},
): DecisionLine[] {
  const estate = estateOf({
    use: daysOfUse("zoe", "AutoCAD", "2026-01-01", 365, "seat"),
    period: ["2026-01-01", "2026-12-31"],
    people: { ann: { listed: true, department: "Roads" } },
    seats,
    bought: [["AutoCAD", 2, 1800, "C1", "2027-12-31"]],
    rest: {
      harvest: {
        decided,
        decisions,
        reconciliations: [],
        leftOut: { decisions: 0, reconciliations: 0 },
        highest: { decisions: decisions.length, reconciliations: 0 },
      },
    },
  });
  return newDecisionLines(analyse(estate, AS_OF, defaultAssumptions()));
}

const events = (...given: Parameters<typeof added>) =>
  added(...given).map(({ no, user, event }) => [no, user, event]);
/** The line of today's state. */
const [TODAY] = added([]);
const last = (more: Partial<DecisionLine> = {}): DecisionLine => ({
  ...TODAY!,
  asOf: day("2026-10-31"),
  ...more,
});

describe("the lines that a run adds to the decision log", () => {
  it("find a seat that is asked about, and say nothing of one in use", () => {
    expect(added([])).toEqual([
      {
        ...DORMANT_SEAT,
        no: 1,
        asOf: AS_OF,
        department: "Roads",
        loginDays: 0,
        // 30 days of notice.
        reclaimFrom: day("2027-01-30"),
        why: "no use in the 365 days that the exports cover; offline use is in no export",
        price: 1800,
      },
    ]);
  });

  it("are none where nothing changed, or where the log goes on after this run", () => {
    expect(events([last()])).toEqual([]);
    expect(events([last({ asOf: AS_OF })])).toEqual([]);
    expect(events([last({ use: "Minimal", asOf: day("2027-01-01") })])).toEqual([]);
  });

  it.each<readonly [string, Partial<DecisionLine>]>([
    ["use", { use: "Minimal" }],
    ["action", { action: "ask" }],
    ["next holder", { next: "eve" }],
    ["being listed again", { event: "no longer listed" }],
  ])("say that the %s changed", (_, more) => {
    expect(events([last(more)])).toEqual([[2, "ann", "changed"]]);
  });

  it.each<readonly [string, Partial<DecisionLine>]>([
    ["a decision", { decision: "keep" }],
    ["an owner", { owner: "Bo" }],
    ["a note", { note: "ask in May" }],
    ["a notice", { noticeSent: day("2026-09-01") }],
  ])("say that %s was typed or taken back", (_, more) => {
    expect(events([last(more)])).toEqual([[2, "ann", "decided"]]);
  });

  it("hold what was typed", () => {
    const decided = [{ ...noticed("ann", "2026-12-01"), owner: "Bo", note: "in May" }];
    expect(added([last()], { decided })).toMatchObject([
      { event: "decided", owner: "Bo", note: "in May", noticeSent: day("2026-12-01"), decision: "" },
    ]);
  });

  it("hold the word that was typed", () => {
    const decided = [{ ...noticed("ann", "2026-12-01"), word: "keep" as const }];
    expect(added([], { decided })).toMatchObject([{ action: "keep", decision: "keep" }]);
  });

  it("find a seat again that came back or was given back", () => {
    for (const event of ["reclaimed", "given back"] as const)
      expect(events([last({ event })])).toEqual([[2, "ann", "found"]]);
  });

  it("say that a seat came back if it was to, or was given back; once", () => {
    const seats = HELD.slice(1);
    expect(added([last()], { seats })).toMatchObject([
      { no: 2, event: "reclaimed", why: "the user holds the seat no more" },
    ]);
    expect(added([last({ action: "keep" })], { seats })).toMatchObject([
      { event: "given back", why: "the user holds the seat no more, and it was not to be reclaimed" },
    ]);
    expect(added([last({ event: "reclaimed" })], { seats })).toEqual([]);
  });

  it("stand by user and offering, and are numbered on", () => {
    const gone = ["zoe", "ann", "bob"].map((user, i) => last({ no: i + 1, user, action: "keep" }));
    const other = last({ no: 4, user: "bob", offering: "Aardvark", action: "keep" });
    expect(
      added([...gone, other], { seats: HELD }).map(({ no, user, offering }) => [no, user, offering]),
    ).toEqual([
      [5, "ann", "AutoCAD"],
      [6, "bob", "Aardvark"],
      [7, "bob", "AutoCAD"],
      [8, "zoe", "AutoCAD"],
    ]);
  });
});
