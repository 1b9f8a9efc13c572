import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { DAYS_PER_MONTH } from "../../../src/engine/calendar";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = "2026-10-31";
const analysed = (given: Given) =>
  analyse(estateOf({ period: ["2025-11-01", AS_OF], ...given }), day(AS_OF), defaultAssumptions());
const office = (n: number, offering: string, from = "a"): NonNullable<Given["seats"]> =>
  Array.from({ length: n }, (_, i) => [`${from}${i}@x`, offering, "2021-01-04"] as const);
const use = (n: number, product: string, from = "a"): NonNullable<Given["use"]> =>
  office(n, product, from).flatMap(([id]) => daysOfUse(id, product, "2026-08-01", 60, "seat"));
type Bought = NonNullable<Given["bought"]>;
const AUTOCAD = (bought: Bought) => {
  const analysis = analysed({ seats: office(3, "AutoCAD"), use: use(3, "AutoCAD"), bought });
  return analysis.reconciliations.find(({ offering }) => offering === "AutoCAD");
};
const reasons = (bought: Bought) =>
  AUTOCAD(bought)?.unsettled.map(({ why, seats, day: on }) => [why, seats, on]);

describe("seats assigned beyond those bought, for which there is another reason than a debt", () => {
  it("are assigned to seats that ended: the day after the end, not on it", () => {
    const endedOn = (end: string) =>
      reasons([
        ["AutoCAD", 3, 2000, null, end, "2025-10-18"],
        ["Revit", 1, 2000],
      ]);
    expect(endedOn("2026-10-30")).toEqual([["ended", 3, day("2026-10-30")]]);
    expect(endedOn("2026-10-31")).toEqual([]);
    expect(endedOn("2026-11-01")).toEqual([]);
  });

  it("cost at most the months since the end", () => {
    const found = AUTOCAD([
      ["AutoCAD", 3, 2000, null, "2026-10-17", "2025-10-18"],
      ["Revit", 1, 2000],
    ]);
    expect(found).toMatchObject({ owed: 0, idle: 0, trueUpLow: 0, trueUpCost: null });
    expect(found?.trueUpHigh).toBeCloseTo((3 * found!.overagePrice! * 14) / DAYS_PER_MONTH / 12, 9);
  });

  it("are not excused by a line that was renewed, in part or in whole", () => {
    const after = (n: number, start: string | null): Bought => [
      ["AutoCAD", 3, 2000, null, "2026-09-30", "2025-10-01"],
      ["AutoCAD", n, 2000, null, "2027-09-30", start],
    ];
    expect(reasons(after(2, "2026-10-01"))).toEqual([["ended", 1, day("2026-09-30")]]);
    expect(reasons(after(2, null))).toEqual([["ended", 1, day("2026-09-30")]]);
    expect(reasons(after(3, "2026-10-01"))).toEqual([]);
    // A line of two seats that began a year before is not the renewal.
    expect(reasons(after(2, "2025-10-01"))).toEqual([["ended", 1, day("2026-09-30")]]);
    const grown: Bought = [
      ["AutoCAD", 2, 2000, null, "2026-09-30", "2025-10-01"],
      ["AutoCAD", 2, 2000, null, "2027-09-30", "2026-10-01"],
    ];
    expect(reasons(grown)).toEqual([]);
    expect(AUTOCAD(grown)).toMatchObject({ owed: 1 });
  });

  it("are assigned to seats that begin later: the day before the start, not on it", () => {
    const startingOn = (start: string) =>
      reasons([
        ["AutoCAD", 3, 2000, null, "2027-10-31", start],
        ["Revit", 1, 2000],
      ]);
    expect(startingOn("2026-11-01")).toEqual([["coming", 3, day("2026-11-01")]]);
    expect(startingOn("2026-10-31")).toEqual([]);
    // The renewal of running seats brings none beyond them.
    const renewed = (n: number): Bought => [
      ["AutoCAD", 2, 2000, null, "2026-12-31", "2026-01-01"],
      ["AutoCAD", n, 2000, null, "2027-12-31", "2027-01-01"],
    ];
    expect(reasons(renewed(2))).toEqual([]);
    expect(reasons(renewed(3))).toEqual([["coming", 1, day("2027-01-01")]]);
  });

  it("are assigned and were never bought, as far as any table says", () => {
    expect(reasons([["Revit", 1, 2000]])).toEqual([["not bought", 3, null]]);
  });

  it("belong to people listed with a product of a collection", () => {
    const { reconciliations } = analysed({
      seats: [...office(2, "AutoCAD"), ...office(3, "AEC Collection", "e")],
      use: [...use(2, "AutoCAD"), ...use(3, "Revit", "e")],
      bought: [["AEC Collection", 4, 3000, null, null, "2026-01-01"]],
    });
    expect(reconciliations).toHaveLength(1);
    expect(reconciliations[0]).toMatchObject({
      assigned: 5,
      variance: 1,
      unsettled: [{ why: "member", seats: 1, day: null }],
      owed: 0,
    });
  });
});

it("ten AutoCAD seats that ended two weeks ago and ten AEC seats, all held: a question, and no true-up", () => {
  const analysis = analysed({
    seats: [...office(10, "AutoCAD"), ...office(10, "AEC Collection", "e")],
    use: [...use(10, "AutoCAD"), ...use(10, "Revit", "e")],
    bought: [
      ["AutoCAD", 10, 2030, "C1", "2026-10-17", "2025-10-18"],
      ["AEC Collection", 10, 3490, "C1", "2026-12-31", "2026-01-01"],
    ],
  });
  const said = actions(analysis).map(({ text }) => text);
  expect(said.join("\n")).not.toContain("true-up");
  expect(said.filter((one) => one.includes("AutoCAD"))).toEqual([
    "10 AutoCAD seats are assigned to seats that ended on 2026-10-17: were they renewed and not exported? Then order none " +
      "again; if not, unassign them; until then a charge of 0 to 778, for up to 0.5 months at 2,030 a year (an illustrative list price)",
  ]);
  expect(said.filter((one) => one.includes("AEC"))).toEqual([expect.stringMatching(/^Drop 10 AEC/)]);
});
