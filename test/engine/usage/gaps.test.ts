import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { isoDay, isoMonth } from "../../../src/engine/calendar";
import { evidence } from "../../../src/engine/evidence/statements";
import { rate, type DayNumber, type Money, type Seats } from "../../../src/engine/units";
import { day, estateOf, QUOTED_TOKENS, type UseRow } from "../estate-of";

const AS_OF = day("2026-10-31");
const AUTOCAD = {
  offering: "AutoCAD",
  covers: [],
  pricePerYear: rate<Money, Seats>(2030),
  reference: "a quote",
};
const QUOTED = { tokenTiers: QUOTED_TOKENS, offers: [AUTOCAD] };
const analysed = (use: readonly UseRow[], assumptions: Partial<Assumptions> = {}): Analysis =>
  analyse(estateOf({ use, rest: QUOTED }), AS_OF, { ...defaultAssumptions(), ...assumptions });

/** Ann's 10 tokens on each day of the year, in the months (1 to 12) that were exported. */
const exported = (months: readonly number[]): UseRow[] =>
  Array.from({ length: 365 }, (_, i) => isoDay((day("2025-11-01") + i) as DayNumber)).flatMap(
    (iso): UseRow[] =>
      months.includes(Number(iso.slice(5, 7))) ? [["ann@x", "AutoCAD", iso, "tokens", 10]] : [],
  );

describe("months without any row between months with rows", () => {
  it("are named, and a year is worked out from the days that were exported", () => {
    const analysis = analysed(exported([11, 12, 1, 8, 9, 10]), { mostDays: 365 as Assumptions["mostDays"] });
    const { consumption, issues } = analysis;
    expect(evidence(analysis)).toEqual([
      "Use is known for 184 days (2025-11-01 to 2026-10-31)",
      "No use was exported from 2026-02-01 to 2026-07-31, so a year is worked out from the other days",
    ]);
    expect(issues.map(({ code }) => code)).toContain("use-gap");
    expect([consumption.observed, consumption.observedDays]).toEqual([1840, 184]);
    expect(consumption.year).toBeCloseTo(3650, 6);
  });

  it("are no months of 0 in any table or chart, and no peak or average month", () => {
    const { consumption } = analysed(exported([11, 12, 1, 8, 9, 10]));
    const missing = consumption.months.filter(({ covered }) => !covered);
    expect(missing.map(({ month, tokens }) => [isoMonth(month), tokens])).toEqual(
      ["02", "03", "04", "05", "06", "07"].map((month) => [`2026-${month}`, null]),
    );
    expect(consumption.wholeMonths).toHaveLength(6);
    expect(consumption.peak).toBe(310);
  });

  it("are months of 0 if the exports are complete", () => {
    const analysis = analysed(exported([11, 12, 1, 8, 9, 10]), { exportsComplete: "yes" });
    expect(analysis.consumption).toMatchObject({ year: 1840, observedDays: 365 });
    expect(evidence(analysis)).toHaveLength(1);
  });

  it("are never left out in silence, whichever they are", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 11 }),
        (months) => {
          const { coverage, consumption } = analysed(exported(months));
          const rows = exported(months).length;
          // Every exported day has a row, so the covered days are the rows, whatever was left out between them.
          expect(coverage.days).toBe(rows);
          const [first, last] = [coverage.window?.first ?? 0, coverage.window?.last ?? 0];
          const named = coverage.gaps.reduce((sum, gap) => sum + gap.last - gap.first + 1, 0);
          expect(named).toBe(last - first + 1 - rows);
          expect(consumption.months.every(({ tokens, covered }) => covered || tokens === null)).toBe(true);
          expect(consumption.months.every(({ tokens }) => tokens !== 0)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("a year worked out from a short time", () => {
  it("has 260 days of a person and product at most, and as many tokens", () => {
    // 60 of 61 days are 359 days a year, of which 260 count: 2,600 tokens.
    const use = exported([9, 10]).slice(0, 60);
    const analysis = analysed([...use, ["bob@x", "Revit", "2026-10-31", "tokens", 10]]);
    const [product] = analysis.users[0]?.products ?? [];
    expect(product?.days).toBeCloseTo(260, 9);
    expect(product?.drawn).toBeCloseTo(2600, 9);
    // Bob's one day is six a year.
    expect(analysis.consumption.year).toBeCloseTo(2600 + (10 * 365) / 61, 6);
  });

  it("of fewer than 30 days gives no tokens a year", () => {
    const { consumption, recommended } = analysed(exported([10]).slice(0, 29));
    expect([consumption.year, recommended]).toEqual([null, null]);
  });
});

it("what came after the last covered day is unknown: nobody is dormant because an export is old", () => {
  const use = exported([11, 12, 1, 2, 3, 4, 5]);
  const [ann] = analysed(use).users;
  expect(ann?.segment).toBe("Power");
  expect(analysed(use).issues.map(({ code }) => code)).toContain("use-ends-early");
});
