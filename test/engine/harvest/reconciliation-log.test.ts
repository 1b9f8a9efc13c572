import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { ReconciliationLine } from "../../../src/engine/estate/harvest-records";
import {
  newReconciliationLines,
  stateOf,
  type DayState,
} from "../../../src/engine/harvest/reconciliation-log";
import { money, seats, type Money } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = "2026-10-31";

/**
 * Five AutoCAD seats for 1,800 each, held by Ann, Yves and Zoe. Yves and Zoe use theirs until 28 August, 64 days before
 * the end; Ann's last day of use is given.
 */
function analysed(ann: string, lines: readonly ReconciliationLine[] = [], given: Given = {}): Analysis {
  const others = ["yves", "zoe"];
  const estate = estateOf({
    use: [
      ...daysOfUse("ann", "AutoCAD", ann, 1, "seat"),
      ...others.flatMap((who) => daysOfUse(who, "AutoCAD", "2026-04-01", 150, "seat")),
    ],
    period: ["2025-11-01", AS_OF],
    seats: ["ann", ...others].map((who) => [who, "AutoCAD"] as const),
    bought: [["AutoCAD", 5, 1800, "C1", "2027-03-01"]],
    rest: {
      harvest: {
        decided: [],
        decisions: [],
        reconciliations: lines,
        leftOut: { decisions: 0, reconciliations: 0 },
        highest: { decisions: 0, reconciliations: lines.length },
      },
    },
    ...given,
  });
  return analyse(estate, day(AS_OF), defaultAssumptions());
}

const of = (analysis: Analysis, what: DayState["of"]): DayState =>
  stateOf(analysis).find((line) => line.of === what)!;

describe("the state of a day", () => {
  // Used on 3 August and no more: 89 days before the end of 31 October, so that Ann's seat is active.
  it("has a line for each offering, for the tokens and for all", () => {
    const counts = { bought: 5, assigned: 3, active: 3, needed: 3, variance: -2 };
    const analysis = analysed("2026-08-03");
    expect(stateOf(analysis).map((line) => line.of)).toEqual(["seats", "tokens", "all"]);
    expect(of(analysis, "seats")).toEqual({
      asOf: day(AS_OF),
      of: "seats",
      offering: "AutoCAD",
      ...counts,
      people: null,
      tokens: null,
      cost: 9000,
    });
    expect(of(analysis, "tokens")).toMatchObject({ offering: "", bought: null, tokens: 0, cost: 0 });
    expect(of(analysis, "all")).toMatchObject({ offering: "", ...counts, people: 3, tokens: 0, cost: 9000 });
  });

  it.each([
    ["2026-08-01", 2],
    ["2026-08-02", 2],
    ["2026-08-03", 3],
  ])("counts people used within 90 days: with Ann's last use on %s, %i", (last, people) => {
    expect(of(analysed(last), "all")).toMatchObject({ people, active: people, needed: people });
  });

  it("does not know the seats bought without a table, nor what they cost", () => {
    const analysis = analysed("2026-10-01", [], { bought: [] });
    expect(of(analysis, "seats")).toMatchObject({ bought: null, assigned: 3, variance: null, cost: null });
    expect(of(analysis, "all")).toMatchObject({ bought: null, assigned: 3, variance: null });
  });

  it("does not know what seats without a price cost, and knows how many there are", () => {
    const odd: Given = { bought: [["Odd Product", 2, null, "C1", "2027-03-01"]], seats: [] };
    expect(of(analysed("2026-10-01", [], odd), "seats")).toMatchObject({ bought: 2, cost: null });
    expect(of(analysed("2026-10-01", [], odd), "all")).toMatchObject({ bought: 2, cost: null });
  });

  it("does not know how many people use products without an export of use", () => {
    expect(of(analysed("2026-10-01", [], { use: [] }), "all").people).toBeNull();
  });
});

describe("the lines that a run adds to the reconciliation log", () => {
  const today = (): ReconciliationLine[] =>
    stateOf(analysed("2026-10-01")).map((state, i) => ({ ...state, no: i + 1 }));
  const added = (lines: readonly ReconciliationLine[]) =>
    newReconciliationLines(analysed("2026-10-01", lines)).map((line) => `${line.no} ${line.of}`);
  const withAll = (change: Partial<ReconciliationLine>): ReconciliationLine[] =>
    today().map((line) => (line.of === "all" ? { ...line, ...change } : line));

  it("are all of them, by number, where the log has none of the day", () => {
    expect(added([])).toEqual(["1 seats", "2 tokens", "3 all"]);
    const before = today().map((line) => ({ ...line, asOf: day("2026-10-30") }));
    expect(added(before)).toEqual(["4 seats", "5 tokens", "6 all"]);
  });

  it("are none where the log holds the same, or lines of a later day", () => {
    expect(added(today())).toEqual([]);
    expect(added(today().map((line) => ({ ...line, asOf: day("2026-11-01") })))).toEqual([]);
  });

  it.each(["bought", "assigned", "active", "needed", "variance", "people", "tokens", "cost"] as const)(
    "are the line whose %s is another, or not known in one of both",
    (figure) => {
      const all = today().find((line) => line.of === "all")!;
      expect(added(withAll({ [figure]: all[figure]! + 1 }))).toEqual(["4 all"]);
      expect(added(withAll({ [figure]: null }))).toEqual(["4 all"]);
    },
  );

  it("differ by half a cent or more, up or down", () => {
    const cost = (change: number): Money => money(9000 + change);
    for (const change of [0.0049, -0.0049]) expect(added(withAll({ cost: cost(change) }))).toEqual([]);
    for (const change of [0.0051, -0.0051]) expect(added(withAll({ cost: cost(change) }))).toEqual(["4 all"]);
  });

  it("are compared with the last line of the day on the same offering", () => {
    const twice = [...today(), ...withAll({ bought: seats(4) }).map((line, i) => ({ ...line, no: 4 + i }))];
    expect(added(twice)).toEqual(["7 all"]);
    expect(
      added(today().map((line) => (line.of === "seats" ? { ...line, offering: "Maya" } : line))),
    ).toEqual(["4 seats"]);
  });
});
