import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { at } from "../../../src/engine/at";
import { isoOrNull } from "../../../src/engine/calendar";
import { Access, type Estate } from "../../../src/engine/estate/estate";
import { robustnessText } from "../../../src/engine/renewal/robustness-text";
import type { Robustness, WindowMix } from "../../../src/engine/renewal/robustness";
import { firstYear } from "../../../src/engine/renewal/scenario-cost";
import { days, fraction, money, rate, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";
import { tier } from "../mix/organisation";
import { analysed, RANDOM_ESTATES } from "./random-estates";

/** Revit is 10 tokens a day at 3.00, bought one by one, and a seat costs 1,000: from 34 days a year on it is cheaper. */
const PLAIN: Partial<Estate> = {
  offers: [{ offering: "Revit", pricePerYear: rate(1000), covers: [], reference: "quote" }],
  tokenTiers: [tier(0, 3)],
};
const plainly = (given: Given, changed: Partial<Assumptions> = {}): Analysis =>
  analyse(
    estateOf({ period: ["2025-11-01", "2026-10-31"], ...given, rest: { ...PLAIN, ...given.rest } }),
    day("2026-10-31"),
    {
      ...defaultAssumptions(),
      packSize: tokens(1),
      smallestPurchase: tokens(1),
      poolBuffer: fraction(0),
      ...changed,
    },
  );
const robust = ({ robustness }: Analysis): Robustness => robustness!;
const bests = (analysis: Analysis): (WindowMix | null)[] => robust(analysis).windows.map(({ best }) => best);
const unknowns = (analysis: Analysis): (readonly [number | null, string | null])[] =>
  robust(analysis).windows.map(({ months, unknown }) => [months, unknown]);

describe("one user who began in September, one who used nothing since December", () => {
  const late = daysOfUse("late@x", "Revit", "2026-09-01", 20, "tokens", 10);
  const early = daysOfUse("early@x", "Revit", "2025-12-01", 26, "tokens", 10);
  const analysis = plainly({ use: [...late, ...early] });

  it("looks at the last 91, 183 and 365 days, and not at 730 that no export covers", () => {
    expect(robust(analysis).windows.map(({ months, first, last }) => [months, first, last])).toEqual([
      [3, day("2026-08-02"), day("2026-10-31")],
      [6, day("2026-05-02"), day("2026-10-31")],
      [12, day("2025-11-01"), day("2026-10-31")],
      [24, day("2024-11-01"), day("2026-10-31")],
    ]);
    expect(unknowns(analysis).map(([, why]) => why)).toEqual([
      null,
      null,
      null,
      "the exports cover the last 365 days only",
    ]);
    expect(at(bests(analysis), 3)).toBeNull();
  });

  // A year: 20 + 26 days are 460 tokens, 1,380, and no seat. Half a year: 20 × 365 ÷ 183 = 39.9 days of the one user are
  // 399 tokens, 1,197: a seat for 1,000. A quarter: 20 × 365 ÷ 91 = 80.2 days: a seat.
  it("buys a seat for the one by the last 3 and 6 months, and none by the year", () => {
    expect(bests(analysis).map((best) => best && [best.cost, [...best.seats], best.tokens])).toEqual([
      [1000, [["Revit", 1]], 0],
      [1000, [["Revit", 1]], 0],
      [1380, [], 460],
      null,
    ]);
    expect(bests(analysis).map((best) => best && [best.users, best.idle, best.changing])).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [2, 0, 0],
      null,
    ]);
  });

  // On the year the seat costs 1,000 and the other user 780: 400 above 1,380. Without the seat, a year like the last half
  // costs 1,197 and one like the last quarter 803 tokens, 2,409: 197 and 1,409 above 1,000.
  it("prices the seats of each on the use of the others", () => {
    expect(bests(analysis).map((best) => best?.regrets ?? null)).toEqual([
      [0, 0, 400, null],
      [0, 0, 400, null],
      [1409, 197, 0, null],
      null,
    ]);
  });

  it("names the covers of the user who changes, and not of the one who has none", () => {
    const [early, late] = [0, 1];
    expect(robust(analysis).changes.map(({ person }) => person)).toEqual([late]);
    expect(at(robust(analysis).changes, 0).covers).toEqual([
      { seats: ["Revit"], flex: [], isUsed: true },
      { seats: ["Revit"], flex: [], isUsed: true },
      { seats: [], flex: ["Revit"], isUsed: true },
      null,
    ]);
    expect(at(analysis.users, early).recommended.flex).toEqual(["Revit"]);
  });

  it("says so in one sentence", () => {
    expect(robustnessText(robust(analysis))).toBe(
      "Not the same seats are best on the last 3, 6 and 12 months; the seats of 1 user change; this run's seats cost " +
        "up to 1,409 a year more than the best (on 3 months); 1 user without use in the last 3 months has no cover " +
        "there; 24 months are unknown, because the exports cover the last 365 days only",
    );
  });

  // With 500 asked for a move, the year's best mix leaves the holder of a seat there: 1,000 against 600 in tokens.
  it("weighs move thresholds as the choice does, so that no other seats are better by what they leave out", () => {
    const held = plainly(
      { use: late, seats: [["late@x", "Revit"]], bought: [["Revit", 1, 1000, "C1", "2026-12-31"]] },
      { moveThreshold: money(500) },
    );
    expect(bests(held).map((best) => best?.regrets ?? null)).toEqual([
      [0, 0, 0, null],
      [0, 0, 0, null],
      [0, 0, 0, null],
      null,
    ]);
  });
});

it("in 24 months a user of the last 3 months counts an eighth of each day", () => {
  const use = daysOfUse("late@x", "Revit", "2026-09-01", 20, "tokens", 10);
  const analysis = plainly({ use, period: ["2024-11-01", "2026-10-31"] });
  // 200 tokens in two years are 100 a year, and 200 by the last year alone.
  expect(bests(analysis).map((best) => best?.cost)).toEqual([1000, 1000, 600, 300]);
  expect(unknowns(analysis).map(([, why]) => why)).toEqual([null, null, null, null]);
});

describe("a window that the exports do not cover", () => {
  const use = daysOfUse("a@x", "Revit", "2026-10-01", 20, "tokens", 10);

  it("is unknown where history is shorter, and what the run rests on stands beside it under its own days", () => {
    const analysis = plainly({ use, period: ["2026-06-01", "2026-10-31"] });
    const why = "the exports cover the last 153 days only";
    expect(unknowns(analysis)).toEqual([
      [3, null],
      [6, why],
      [12, why],
      [24, why],
      [null, null],
    ]);
    expect(at(robust(analysis).windows, 4)).toMatchObject({ days: 153, isOfRun: true });
    expect(robustnessText(robust(analysis))).toContain("best on the last 3 months and 153 days");
  });

  it("is unknown from the gap on that it reaches over", () => {
    const before = daysOfUse("a@x", "Revit", "2025-11-01", 31, "tokens", 10);
    const estate = estateOf({
      use: [...before, ...daysOfUse("a@x", "Revit", "2026-06-01", 153, "tokens", 10)],
    });
    const analysis = analyse({ ...estate, ...PLAIN }, day("2026-10-31"), defaultAssumptions());
    const why = "no export covers 2025-12-02 to 2026-05-31";
    expect(unknowns(analysis).slice(0, 4)).toEqual([
      [3, null],
      [6, why],
      [12, why],
      [24, why],
    ]);
  });

  it("is unknown if a Usage Report gives the use of somebody without days", () => {
    const [from, to] = [day("2025-11-01"), day("2026-10-31")];
    const origin = { source: 0, row: 2 };
    const reported = { person: 0, product: 0, access: Access.seat, daysUsed: days(5), from, to, origin };
    const analysis = plainly({ use, rest: { reportedUse: [reported] } });
    expect(unknowns(analysis).filter(([months]) => months !== null)).toEqual(
      [3, 6, 12, 24].map((months) => [months, "a Usage Report gives the use of some users without its days"]),
    );
    expect(robustnessText(robust(analysis))).toBe(
      "Whether other months of use would give other covers is unknown: 3, 6, 12 and 24 months are unknown, because a " +
        "Usage Report gives the use of some users without its days",
    );
  });

  it("is unknown if the exports of seats end months before those of tokens", () => {
    const analysis = analyse(
      {
        ...estateOf({
          use: [
            ...daysOfUse("a@x", "Revit", "2025-11-01", 200, "seat").map(
              ([person, product, iso, access]) =>
                [person, product, iso, access, null, 0, "Seat usage"] as const,
            ),
            ...daysOfUse("b@x", "Revit", "2025-11-01", 365).map(
              ([person, product, iso, access]) =>
                [person, product, iso, access, 10, 0, "Token usage"] as const,
            ),
          ],
        }),
        ...PLAIN,
      },
      day("2026-10-31"),
      defaultAssumptions(),
    );
    expect(unknowns(analysis)[0]).toEqual([3, "some exports end on 2026-05-19, others on 2026-10-31"]);
    expect(isoOrNull(at(robust(analysis).windows, 4).last)).toBe("2026-10-31");
  });
});

it("there is nothing to compare without a recommended mix", () => {
  expect(plainly({}).robustness).toBeNull();
});

test("the seats of no window are better on a window than its own, within what its bound leaves open", () => {
  fc.assert(
    fc.property(RANDOM_ESTATES, fc.constantFrom(0, 40), (drawn, threshold) => {
      const analysis = analysed(drawn, { moveThreshold: money(threshold) });
      if (analysis.robustness === null) return;
      const { windows, changes } = analysis.robustness;
      windows.forEach(({ best, isOfRun }, i) => {
        if (best === null) return;
        expect(best.regrets[i]).toBe(0);
        expect(best.gap).toBeGreaterThanOrEqual(0);
        best.regrets.forEach((regret, j) => {
          if (regret !== null) expect(regret + at(windows, j).best!.gap).toBeGreaterThanOrEqual(-1e-4);
        });
        expect(best.changing).toBeLessThanOrEqual(changes.length);
        if (!isOfRun) return;
        expect(best.cost).toBeCloseTo(firstYear(analysis.recommended!).cost, 4);
        expect(best.changing + best.idle).toBe(0);
      });
    }),
    { numRuns: 60 },
  );
});

const everyDay = (person: string, product: string) => daysOfUse(person, product, "2025-11-01", 365, "tokens");

test("nobody changes where each window holds the same use", () => {
  fc.assert(
    fc.property(
      fc.array(fc.subarray(["Revit", "AutoCAD", "3ds Max"]), { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom("Revit", "AutoCAD"), { minLength: 4, maxLength: 4 }),
      fc.integer({ min: 500, max: 9000 }),
      (used, held, price) => {
        const analysis = plainly(
          {
            use: used.flatMap((products, i) => products.flatMap((product) => everyDay(`${i}@x`, product))),
            seats: used.map((_, i) => [`${i}@x`, at(held, i)] as const),
            rest: {
              offers: [
                { offering: "Revit", pricePerYear: rate(price), covers: ["AutoCAD"], reference: "quote" },
                { offering: "AutoCAD", pricePerYear: rate(1500), covers: [], reference: "quote" },
              ],
            },
          },
          { mostDays: days(366) },
        );
        if (analysis.robustness === null) return;
        expect(analysis.robustness.changes).toEqual([]);
        const costs = bests(analysis).flatMap((best) => best?.cost ?? []);
        for (const cost of costs) expect(cost).toBeCloseTo(at(costs, 0), 4);
        expect(robustnessText(analysis.robustness)).toContain("nobody's seats change");
      },
    ),
    { numRuns: 20 },
  );
});
