import fc from "fast-check";
import { actions } from "../../../src/engine/statements/actions";
import type { Analysis } from "../../../src/engine/analysis";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { addDays, isoDay } from "../../../src/engine/calendar";
import { breachesOf } from "../../../src/engine/self-check/self-check";
import { days, fraction, seats, total } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = day("2026-10-31");
const PRICES: Readonly<Record<string, number>> = { AutoCAD: 2030, "AEC Collection": 3490 };

/** Few offerings, so that the same one is often both assigned beyond those bought and dropped. */
const offering = fc.constantFrom("AEC Collection", "AEC Collection", "AutoCAD");
/** A day before or after the analysis. */
const around = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((n) => isoDay(addDays(AS_OF, n)));

const holder = fc.record({
  offering,
  since: fc.option(around(-900, -1)),
  use: fc.constantFrom("none", "little", "much", "much", "much"),
  product: fc.constantFrom("AutoCAD", "AutoCAD", "Revit"),
});
const line = fc.record({
  offering,
  seats: fc.integer({ min: 1, max: 4 }),
  contract: fc.constantFrom(null, "C1"),
  start: fc.option(fc.oneof({ weight: 3, arbitrary: around(-363, -10) }, around(-1100, 40))),
  length: fc.constantFrom(364, 364, 364, 1094, 30),
  autoRenews: fc.boolean(),
});
const firm = fc.record({
  holders: fc.array(holder, { minLength: 3, maxLength: 12 }),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  cap: fc.constantFrom(0.2, 1),
  noticeDays: fc.constantFrom(undefined, null, days(0), days(30), days(90)),
});

type Firm = typeof firm extends fc.Arbitrary<infer Value> ? Value : never;

function analysed({ holders, lines, cap, noticeDays }: Firm): Analysis {
  const given: Given = {
    period: ["2025-11-01", "2026-10-31"],
    use: holders.flatMap(({ use, product }, i) =>
      use === "none" ? [] : daysOfUse(`p${i}@x`, product, "2026-06-01", use === "little" ? 3 : 140, "seat"),
    ),
    seats: holders.map((one, i) =>
      one.since === null ? [`p${i}@x`, one.offering] : [`p${i}@x`, one.offering, one.since],
    ),
    rest: {
      subscriptions: lines.map((one) => {
        const { subscriptions } = estateOf({
          bought: [
            [one.offering, one.seats, PRICES[one.offering] ?? null, one.contract ?? null, null, one.start],
          ],
        });
        const end = one.start === null ? addDays(AS_OF, 45) : addDays(day(one.start), one.length);
        return { ...subscriptions[0]!, end, autoRenews: one.autoRenews };
      }),
      contracts: [
        {
          contract: "C1",
          start: day("2026-01-01"),
          end: day("2026-12-31"),
          trueDownCap: fraction(cap),
          ...(noticeDays === undefined ? {} : { noticeDays }),
          origin: { source: 0, row: 1 },
        },
      ],
    },
  };
  return analyse(estateOf(given), AS_OF, { ...defaultAssumptions(), years: 1, exportsComplete: "yes" });
}

it("four users of AutoCAD hold AEC seats, two are bought, and AutoCAD seats are cheaper: drop and unassign, no true-up", () => {
  const ids = ["a@x", "b@x", "c@x", "d@x"];
  const analysis = analyse(
    estateOf({
      period: ["2025-11-01", "2026-10-31"],
      use: ids.flatMap((id) => daysOfUse(id, "AutoCAD", "2026-01-01", 300, "seat")),
      seats: ids.map((id) => [id, "AEC Collection", "2026-05-01"]),
      bought: [["AEC Collection", 2, 3490, "C1", "2026-12-31", "2026-01-01"]],
    }),
    AS_OF,
    defaultAssumptions(),
  );
  // All four are in use, so two are over since 1 May: 183 days, 6.0 months, 2 × 3,490 × 6.01 ÷ 12 = 3,497.
  expect(analysis.reconciliations[0]).toMatchObject({ owed: 2, idle: 0 });
  expect(actions(analysis).map(({ text }) => text)).toEqual([
    "Drop 2 AEC Collection seats from C1, 6,980 a year (2 bought, 0 to renew); give notice by 2026-11-01 " +
      "(60 days assumed); only if the exports are complete",
    "Unassign 2 AEC Collection seats that the renewal does not need (4 assigned, 2 bought); until then a charge of " +
      "3,497, for 6.0 months at 3,490 a year (the price paid; no list price is stated)",
  ]);
});

describe("drawn firms whose offerings are both assigned beyond those bought and dropped", () => {
  // Both properties look at the same analyses, which are made once.
  const known = new Map<string, Analysis>();
  const once = (given: Firm): Analysis => {
    const key = JSON.stringify(given);
    const analysis = known.get(key) ?? analysed(given);
    known.set(key, analysis);
    return analysis;
  };

  it("no answer contradicts itself about the seats of an offering", () => {
    fc.assert(
      fc.property(firm, (given) => {
        const analysis = once(given);
        const said = actions(analysis).map(({ text }) => text);
        for (const one of analysis.reconciliations) {
          const about = said.filter((text) => text.includes(`${one.offering} seat`));
          const isDropped = about.some((text) => /^Drop |^Ask the vendor to drop /.test(text));
          const isOwed = about.some((text) => text.includes("true-up"));
          expect([one.offering, isDropped && isOwed]).toEqual([one.offering, false]);
          expect(one.months.low).toBeLessThanOrEqual(one.months.high + 1e-9);
        }
        expect(breachesOf({ analysis, counts: [] })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("nothing sure is saved in year 1 on a line that renews by itself and whose notice date has passed", () => {
    fc.assert(
      fc.property(firm, (given) => {
        const { trueDowns, recommended, asIs, ifAgreed } = once(given);
        const late = trueDowns.filter(({ renewal, committedUntil }) => renewal !== committedUntil);
        for (const one of late) {
          expect(one.autoRenews).toBe(true);
          expect(one.sureSaving).toBe(0);
          // A line of a month renews for a month, which rounds to no year.
          const years = Math.round((one.committedUntil! - one.renewal!) / 365);
          const lines = (recommended ?? asIs).lines.filter(({ source }) => source?.id === one.line);
          if (years > 0) expect(total(lines.map((part) => part.seats[0] ?? seats(0)))).toBe(one.bought);
        }
        if (ifAgreed !== null) expect(late.length).toBeGreaterThan(0);
        if (ifAgreed !== null) expect(ifAgreed.total).toBeLessThan(recommended!.total);
      }),
      { numRuns: 50 },
    );
  });
});
