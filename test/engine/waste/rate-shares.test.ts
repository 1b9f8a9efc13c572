import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Estate, Rate } from "../../../src/engine/estate/estate";
import { rate, type Days, type Tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, windowMarks, type UseRow } from "../estate-of";

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

describe("the share of a product", () => {
  const AUTOCAD: Rate = { product: "AutoCAD", tokensPerDay: rate(7), flexEligible: true, reference: "test" };
  const sharesOf = (use: readonly UseRow[], rates: Estate["rates"] = [], asOf = "2026-12-31") =>
    analyse(estateOf({ use, rest: { rates } }), day(asOf), defaultAssumptions()).waste.rates;
  const YEAR = windowMarks("2026-01-01", "2026-12-31");

  it("is of days and of tokens, with the people who drew them; a seat and rows without a user are none", () => {
    const use = [
      ...YEAR,
      ...daysOfUse("ann@x", "AutoCAD", "2026-03-02", 3, "tokens", 7),
      ...daysOfUse("bob@x", "AutoCAD", "2026-03-02", 1, "tokens", 7),
      ...daysOfUse("eve@x", "AutoCAD", "2026-03-02", 9, "seat"),
      ...daysOfUse("ann@x", "Revit", "2026-03-02", 1, "tokens", 22),
    ];
    expect(
      sharesOf(use).map((one) => [
        one.product,
        one.people.size,
        one.days,
        one.shareOfDays,
        one.shareOfTokens,
      ]),
    ).toEqual([
      ["AutoCAD", 2, 4, 0.8, 28 / 50],
      ["Revit", 1, 1, 0.2, 22 / 50],
    ]);
  });

  it("of half a year is taken to a year", () => {
    // 2026-01-01 to 2026-03-14 are 73 days, a fifth of a year.
    const use = [
      ...windowMarks("2026-01-01", "2026-03-14"),
      ...daysOfUse("ann@x", "AutoCAD", "2026-01-01", 1, "tokens", 7),
      ...daysOfUse("ann@x", "AutoCAD", "2026-03-14", 1, "tokens", 7),
    ];
    const [found] = sharesOf(use, [], "2026-03-14");
    expect(found).toMatchObject({ shareOfDays: 1, shareOfTokens: 1 });
    expect(found?.days).toBeCloseTo(10, 9);
    expect(found?.tokens).toBeCloseTo(70, 9);
  });

  it("is unknown where a blank day has no rate, as is that of all others; equal ones stand by name", () => {
    const use = [
      ...YEAR,
      ...daysOfUse("ann@x", "Own B", "2026-03-02", 2, "tokens"),
      ...daysOfUse("ann@x", "Own A", "2026-03-02", 2, "tokens"),
      ...daysOfUse("ann@x", "AutoCAD", "2026-03-02", 1, "tokens", 7),
    ];
    expect(sharesOf(use).map((one) => [one.product, one.tokens, one.shareOfTokens])).toEqual([
      ["AutoCAD", 7, null],
      ["Own A", null, null],
      ["Own B", null, null],
    ]);
  });

  it("is null of no tokens", () => {
    const use = [...YEAR, ...daysOfUse("ann@x", "AutoCAD", "2026-03-02", 2, "tokens", 0)];
    expect(sharesOf(use)).toMatchObject([{ tokens: 0, shareOfTokens: null, shareOfDays: 1 }]);
  });

  it.each([
    ["that is cheaper spares the difference", 2, "AutoCAD LT", 15],
    ["that is as dear is none", 7, null, null],
    ["that is dearer is none", 8, null, null],
    ["of unknown rate is named", null, "AutoCAD LT", null],
  ])("an alternative %s", (_name, perDay, alternative, atMost) => {
    const { tokensPerDay: _, ...unknown } = { ...AUTOCAD, product: "AutoCAD LT" };
    const rates = [
      { ...AUTOCAD, cheaperAlternative: "AutoCAD LT" },
      perDay === null ? unknown : { ...unknown, tokensPerDay: rate<Tokens, Days>(perDay) },
    ];
    const use = [...YEAR, ...daysOfUse("ann@x", "AutoCAD", "2026-03-02", 3, "tokens", 7)];
    expect(sharesOf(use, rates)).toMatchObject([{ alternative, atMost }]);
  });

  it("has no alternative where Rates names none, and none without days on tokens", () => {
    const use = [...YEAR, ...daysOfUse("ann@x", "AutoCAD", "2026-03-02", 3, "tokens", 7)];
    expect(sharesOf(use, [AUTOCAD])).toMatchObject([{ alternative: null, atMost: null }]);
    expect(sharesOf(YEAR)).toEqual([]);
    expect(sharesOf([])).toEqual([]);
  });

  it("counts rows without a user as days of nobody", () => {
    const use: UseRow[] = [...YEAR, ...daysOfUse("", "AutoCAD", "2026-03-02", 3, "tokens", 7)];
    expect(sharesOf(use)).toMatchObject([{ product: "AutoCAD", days: 3, tokens: 21, people: new Set() }]);
  });
});
