import { baselineOf } from "../../../src/engine/usage/baseline";
import { total } from "../../../src/engine/units";
import { estateOf, type UseRow } from "../estate-of";

const row = (iso: string, n: number | null, product = "Fusion", person = "ann@x"): UseRow => [
  person,
  product,
  iso,
  "tokens",
  n,
];

/** The tokens of use, and the tokens given back that are none. */
function found(...use: readonly UseRow[]): readonly [used: number, adjusted: number] {
  const estate = estateOf({ use, period: ["2025-11-01", "2026-10-31"] });
  const { pairs, adjustments } = baselineOf(estate.use, estate.people.length, estate.sources);
  return [pairs.tokens.reduce((sum, n) => sum + n, 0), total(adjustments.map(({ tokens }) => tokens))];
}

describe("a credit reverses a charge", () => {
  it("of as many tokens of the same person and product, up to 31 days before", () => {
    expect(found(row("2026-03-01", 11), row("2026-04-01", -11))).toEqual([0, 0]);
    expect(found(row("2026-03-01", 11), row("2026-04-02", -11))).toEqual([11, -11]);
    expect(found(row("2026-03-01", 11), row("2026-02-28", -11))).toEqual([11, -11]);
  });

  it("and no other", () => {
    expect(found(row("2026-03-01", 11), row("2026-03-02", -10))).toEqual([11, -10]);
    expect(found(row("2026-03-01", 11), row("2026-03-02", -11, "CFD"))).toEqual([11, -11]);
    expect(found(row("2026-03-01", 11), row("2026-03-02", -11, "Fusion", "bob@x"))).toEqual([11, -11]);
    // Exports without people say nothing of single charges.
    expect(found(row("2026-03-01", 11, "Fusion", ""), row("2026-03-02", -11, "Fusion", ""))).toEqual([
      11, -11,
    ]);
  });

  it("once: a second credit of the same charge gives tokens back", () => {
    expect(found(row("2026-03-01", 11), row("2026-03-02", -11), row("2026-03-03", -11))).toEqual([0, -11]);
  });

  it("on its own day, and beside a day whose tokens are blank", () => {
    expect(found(row("2026-03-01", 11), row("2026-03-01", -11))).toEqual([0, 0]);
    const blank = [row("2026-03-01", 11), row("2026-03-02", null), row("2026-03-02", -11)];
    expect(found(...blank)).toEqual([11, -11]);
  });

  it("and makes no day of use of the day on which it comes", () => {
    const estate = estateOf({
      use: [row("2026-03-01", 11), row("2026-03-09", -11)],
      period: ["2025-11-01", "2026-10-31"],
    });
    const { pairs, months, daysWithUse } = baselineOf(estate.use, 1, estate.sources);
    expect([pairs.days, months.days, [...daysWithUse]]).toEqual([[1], [1], [1]]);
    expect(pairs.lastDay).toEqual(pairs.firstDay);
  });
});
