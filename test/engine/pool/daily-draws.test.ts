import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import { addDays, isoDay, monthOf } from "../../../src/engine/calendar";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { money, sumKnown, tokens, type MonthNumber } from "../../../src/engine/units";
import { contextOf } from "../../../src/engine/estate/context";
import type { SourceKind } from "../../../src/engine/estate/estate";
import { consumptionOf } from "../../../src/engine/pool/consumption";
import { usageOf } from "../../../src/engine/usage/usage";
import { day, estateOf, type Given, type UseRow } from "../estate-of";

const consumption = (given: Given, asOf: string) => {
  const context = contextOf(estateOf(given), day(asOf), defaultAssumptions());
  const usage = usageOf(context);
  return { ...consumptionOf(context, usage), adjustments: usage.baseline.adjustments };
};

const PACK = { purchased: day("2025-11-01"), price: money(3000), origin: { source: 0, row: 2 } };

describe("the tokens drawn by day", () => {
  it("are in the balance where an export names nobody", () => {
    const use: UseRow[] = [
      ["", "Fusion", "2025-11-03", "tokens", 400],
      ["", "Fusion", "2026-10-05", "tokens", 100],
    ];
    const { ledger } = analyse(
      estateOf({
        use,
        period: ["2025-11-01", "2026-10-31"],
        rest: { packs: [{ ...PACK, tokens: tokens(1000) }] },
      }),
      day("2026-10-31"),
      { ...defaultAssumptions(), exportsComplete: "yes" },
    ).tokenPlan;
    expect([ledger?.left, ledger?.packs[0]?.used]).toEqual([500, 500]);
  });

  it("add up to each month's, whatever year people and exports without people are seen in", () => {
    const rows = (person: string, kind: SourceKind, from: string, most: number) =>
      fc
        .array(fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: -5, max: 40 })), {
          minLength: 1,
          maxLength: 20,
        })
        .map((list) =>
          list.map(([after, n]): UseRow => {
            const iso = isoDay(addDays(day(from), after));
            return [person, person === "" ? "Fusion" : "Revit", iso, "tokens", n, 0, kind];
          }),
        );
    fc.assert(
      fc.property(
        rows("ann@x", "Usage", "2024-03-10", 950),
        rows("", "Token Flex", "2023-09-10", 700),
        (named, unnamed) => {
          const use = [...named, ...unnamed];
          const { draws, months, adjustments } = consumption({ use }, "2026-10-31");
          const byMonth = new Map<MonthNumber, number | null>();
          for (const [one, drawn] of draws?.days ?? []) {
            const month = monthOf(one);
            byMonth.set(month, sumKnown([tokens(byMonth.get(month) ?? 0), drawn]));
          }
          // A credit that reverses a charge is in the month's tokens.
          const adjusted = (month: MonthNumber): number =>
            adjustments.reduce((sum, one) => (monthOf(one.day) === month ? sum + one.tokens : sum), 0);
          for (const { month, covered, tokens: drawn } of months)
            if (covered) expect(byMonth.get(month)).toBeCloseTo(drawn! + adjusted(month), 6);
        },
      ),
      { numRuns: 60 },
    );
  });
});
