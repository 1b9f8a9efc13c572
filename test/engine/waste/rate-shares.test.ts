import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { day, daysOfUse, estateOf, windowMarks } from "../estate-of";

it("adds days without stated tokens at the rate of the product", () => {
  const estate = estateOf({
    use: [
      ...windowMarks("2026-01-01", "2026-12-31"),
      ...daysOfUse("ann@x", "AutoCAD", "2026-03-01", 10, "tokens", 7),
      ...daysOfUse("bob@x", "AutoCAD", "2026-03-01", 5, "tokens"),
      ...daysOfUse("bob@x", "Maya", "2026-03-01", 5, "tokens", 6),
    ],
  });
  const { rates } = analyse(estate, day("2026-12-31"), defaultAssumptions()).waste;
  // Ten days of 7 and five at the rate of 7 are 105 of 135 tokens; 15 of 20 days.
  expect(
    rates.map(({ product, days, tokens, shareOfTokens }) => [product, days, tokens, shareOfTokens]),
  ).toEqual([
    ["AutoCAD", 15, 105, 105 / 135],
    ["Maya", 5, 30, 30 / 135],
  ]);
});
