import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoDay, firstDayOf } from "../../../src/engine/calendar";
import type { MonthNumber } from "../../../src/engine/units";
import { day, estateOf, type UseRow } from "../estate-of";

const AS_OF = day("2026-10-31");

/** AutoCAD by ann in 24 months up to the as-of day, 100 and 140 tokens by turns, and what else `more` says. */
const burnWith = (more: readonly UseRow[]) => {
  const steady = Array.from({ length: 24 }, (_, i): UseRow => {
    const first = new Date(Date.UTC(2024, 10 + i, 1)).toISOString().slice(0, 10);
    return ["ann@x", "AutoCAD", first, "tokens", i % 2 === 0 ? 100 : 140];
  });
  const people = { "ann@x": { department: "Design" }, "bob@x": { department: "Sales" } };
  const estate = estateOf({ period: ["2024-11-01", "2026-10-31"], use: [...steady, ...more], people });
  return analyse(estate, AS_OF, defaultAssumptions()).tokenPlan.burn;
};
const isoMonth = (month: MonthNumber): string => isoDay(firstDayOf(month)).slice(0, 7);

describe("the last months against their forecasts", () => {
  it("are six, and as expected where use goes on as before", () => {
    const burn = burnWith([]);
    expect(burn.map(({ month }) => isoMonth(month))).toEqual([
      "2026-05",
      "2026-06",
      "2026-07",
      "2026-08",
      "2026-09",
      "2026-10",
    ]);
    expect(burn.map(({ verdict, product }) => [verdict, product])).toEqual(
      Array.from({ length: 6 }, () => ["as expected", null]),
    );
  });

  it("name the product and the department that drew more, with their share of the difference", () => {
    // October 2026 draws 140 + 900. The twelve months before draw 12 × 120 = 1,440, or 120 on average: 920 more, of
    // which Revit and Sales, which drew nothing before, are 900.
    const last = burnWith([["bob@x", "Revit", "2026-10-05", "tokens", 900]]).at(-1)!;
    expect(last).toMatchObject({ drawn: 1040, verdict: "more than expected" });
    expect(last.product).toEqual({ name: "Revit", change: 900, share: 900 / 920 });
    expect(last.department).toEqual({ name: "Sales", change: 900, share: 900 / 920 });
  });
});
