import type { ContractLine } from "../../../src/engine/estate/contract-lines";
import { atLeastBought, needsByYear, withStaying } from "../../../src/engine/renewal/needs";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { fraction, seats, type Seats } from "../../../src/engine/units";
import { line } from "../seats/contract-line";

const LINES: readonly ContractLine[] = [
  { ...line(3, 1, null), offering: "Revit" },
  { ...line(2, 1, null, "C2"), offering: "Revit" },
  line(5, 1, null),
];
const NEEDS = new Map<string, Seats>([
  ["AutoCAD", seats(7)],
  ["Revit", seats(9)],
]);
const STAYS = new Map([["Revit", []]]);

describe("the seats needed", () => {
  it("are just those bought, on all lines, of an offering that stays as it is", () => {
    expect([...withStaying(NEEDS, { lines: LINES, stays: STAYS })]).toEqual([
      ["AutoCAD", 7],
      ["Revit", 5],
    ]);
  });

  it("grow each year in whole seats, but not those of an offering that stays", () => {
    const assumptions = { ...defaultAssumptions(), growth: fraction(0.1), years: 2 };
    const years = needsByYear(NEEDS, { assumptions, lines: LINES, stays: STAYS });
    // 7.7 and 8.47 seats of AutoCAD.
    expect(years.map((needs) => [needs.get("AutoCAD"), needs.get("Revit")])).toEqual([
      [8, 5],
      [9, 5],
    ]);
  });

  it("are no fewer than those bought where none is dropped", () => {
    const few = new Map<string, Seats>([["AutoCAD", seats(6)]]);
    expect(atLeastBought(few, LINES)).toEqual(
      new Map([
        ["AutoCAD", 6],
        ["Revit", 5],
      ]),
    );
    expect(atLeastBought(new Map([["AutoCAD", seats(4)]]), LINES).get("AutoCAD")).toBe(5);
  });
});
