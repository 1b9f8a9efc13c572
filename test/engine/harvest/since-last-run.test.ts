import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { DecisionLine, ReconciliationLine, SeatEvent } from "../../../src/engine/estate/harvest-records";
import { changesInWords, reclaimedSoFar } from "../../../src/engine/harvest/since-last-run";
import { money, seats, tokens } from "../../../src/engine/units";
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

  it("came back since the last run from the day after it on", () => {
    const on = (iso: string) =>
      changesInWords(analysed([line(1, "2026-07-01", "found"), line(2, iso, "reclaimed")]))[0];
    expect(on("2026-07-30")).not.toContain("came back");
    expect(on("2026-07-31")).not.toContain("came back");
    expect(on("2026-08-01")).toContain("; 1 seat came back");
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

  it("a seat that is to come back by its last line since the last run is one more, whatever its lines before say", () => {
    const { estate } = analysed([
      { ...line(1, "2026-07-30", "found"), action: "keep" },
      { ...line(2, "2026-08-31", "changed"), action: "keep" },
      line(3, "2026-09-30", "changed"),
    ]);
    const holders = [...estate.assignments, { ...estate.assignments[0]!, person: 0 }];
    const [since] = changesInWords(
      analyse({ ...estate, assignments: holders }, day("2026-10-31"), defaultAssumptions()),
    );
    expect(since).toContain("; 1 seat more is to come back");
  });

  it("of which no table of today shows whether they came back are told apart", () => {
    const gone = (n: number) =>
      ["ann", "bob"]
        .slice(0, n)
        .map((user, i) => ({ ...line(i + 1, "2026-08-31", "no longer listed"), user }));
    const told = (n: number) => changesInWords(analysed(gone(n))).at(-1);
    expect(told(0)).toMatch(/; the year ends on 2027-07-30$/);
    expect(told(2)).toMatch(
      /; the year ends on 2027-07-30; whether \d more seats? came back is not known, as no table of today lists what shows it$/,
    );
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

describe("what changed since the last run", () => {
  /** Today: Zoe uses one of three seats, of which she holds one; 3 × 1,800 a year, no tokens. */
  function sentence(...runs: readonly Partial<ReconciliationLine>[]): string | undefined {
    const { estate } = analysed([]);
    const reconciliations = runs.map((run, i) => ({ ...state(i + 1, "2026-07-31", "all"), ...run }));
    const harvest = { ...estate.harvest!, reconciliations };
    return changesInWords(analyse({ ...estate, harvest }, day("2026-10-31"), defaultAssumptions()))[0];
  }
  const then = (people: number, bought: number, assigned: number, drawn: number, cost: number) => ({
    people,
    bought: seats(bought),
    assigned: seats(assigned),
    tokens: tokens(drawn),
    cost: money(cost),
  });

  it("is said of each figure: more, fewer or as then", () => {
    expect(sentence(then(1, 2, 3, 10, 5401))).toBe(
      "Since the run of 2026-07-31: 1 person used a product (as then), 3 seats are bought (1 more), 1 seat is " +
        "assigned (2 fewer), 0 tokens a year are drawn (10 fewer) and 5,400 USD a year are paid for seats and tokens " +
        "(1 less)",
    );
    expect(sentence(then(0, 3, 1, 0, 5399))).toContain("1 person used a product (1 more)");
  });

  it("is not known of a figure that was not known then", () => {
    expect(sentence({ ...then(1, 3, 1, 0, 5400), assigned: null })).toContain(
      "1 seat is assigned (not known then)",
    );
  });

  it("is compared with the last run of an earlier day, in whatever order they stand", () => {
    const on = (iso: string, bought: number) => ({ ...then(1, bought, 1, 0, 5400), asOf: day(iso) });
    const runs = [on("2026-08-31", 7), on("2026-10-30", 9), on("2026-09-30", 8), on("2026-10-31", 5)];
    expect(sentence(...runs)).toContain("Since the run of 2026-10-30:");
    expect(sentence(...runs)).toContain("3 seats are bought (6 fewer)");
    expect(sentence(on("2026-10-30", 9), on("2026-10-30", 4))).toContain("3 seats are bought (1 fewer)");
  });

  it("is nothing where all runs are of this day or later", () => {
    expect(sentence({ asOf: day("2026-10-31") }, { asOf: day("2026-11-01") })).toBeUndefined();
  });

  it("begins with the year in which the first run is: its last day is the day before it, a year later", () => {
    const first = (iso: string) => {
      const { estate } = analysed([]);
      const reconciliations = [state(1, "2026-08-31", "seats"), state(2, iso, "seats")];
      const harvest = { ...estate.harvest!, reconciliations };
      return reclaimedSoFar(analyse({ ...estate, harvest }, day("2026-10-31"), defaultAssumptions()));
    };
    expect(first("2026-08-01")).toMatchObject({ since: day("2026-08-01"), until: day("2027-07-31") });
    expect(first("2026-09-01")).toMatchObject({ since: day("2026-08-31"), until: day("2027-08-30") });
    expect(first("2026-09-01")).toMatchObject({ seats: 0, over: 2, share: 0 });
  });
});
