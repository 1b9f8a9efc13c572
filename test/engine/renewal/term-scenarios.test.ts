import type { Analysis } from "../../../src/engine/analysis";
import type { Offer, Refusal } from "../../../src/engine/estate/estate";
import { standingsOf } from "../../../src/engine/renewal/variants";
import type { Assumptions } from "../../../src/engine/assumptions";
import { fraction, rate, type Money, type Seats } from "../../../src/engine/units";
import { GOLDEN, origin, run } from "./firm";

/** The golden firm with an offer of three years at 2,700; by the year a seat costs 1,000. */
const withTerm = (
  threeYears: number | null,
  changed: Partial<Assumptions> = {},
  refusals: Refusal[] = [],
): Analysis => {
  const offer: Offer = {
    offering: "AutoCAD",
    pricePerYear: rate<Money, Seats>(1000),
    covers: ["AutoCAD"],
    reference: "",
  };
  const offers = [
    threeYears === null ? offer : { ...offer, priceThreeYears: rate<Money, Seats>(threeYears) },
  ];
  return run({ ...GOLDEN, rest: { ...GOLDEN.rest, offers, refusals } }, changed);
};

const FIXED = "Best mix, 3 years at a fixed price";
const RIGHT = "Best mix, 3 years with a right to reduce";

const variantIn = ({ variants }: Analysis, name: string) =>
  variants.find(({ agreed }) => agreed.name === name);
const yearsIn = (analysis: Analysis, name: string) =>
  variantIn(analysis, name)?.agreed.years.map(({ seats, cost }) => [seats, Math.round(cost)]);

// The best mix renews 56, 45 and 40 seats at 1,000: 141,000 of 270,000 as it is.
describe("the best mix for three years at a fixed price", () => {
  it("pays ahead for the 40 seats that stay, and by the year for the rest", () => {
    const analysis = withTerm(2700);
    // 40 × 2,700 + 16 × 1,000; 5 × 1,000; nothing
    expect(yearsIn(analysis, FIXED)).toEqual([
      [56, 124_000],
      [45, 5_000],
      [40, 0],
    ]);
    const { agreed, needsConsent, walkAway } = variantIn(analysis, FIXED)!;
    expect(agreed).toMatchObject({ total: 129_000, savingVsAsIs: 141_000 });
    expect(agreed.presentValue).toBeCloseTo(124_000 + 5_000 / 1.08, 6);
    expect([needsConsent, walkAway?.total]).toEqual([false, 141_000]);
    expect(standingsOf(analysis).get(FIXED)).toEqual({ asIs: "As is", sure: FIXED, refused: "Best mix" });
  });

  it("costs more where the offer is dearer than three years by the year, and is shown all the same", () => {
    expect(variantIn(withTerm(3100), FIXED)?.agreed.total).toBe(141_000 + 40 * 100);
  });

  it("goes on by the year after the term, at the price that has risen by then", () => {
    const five = yearsIn(withTerm(2700, { years: 5, seatUplift: fraction(0.1) }), FIXED)!;
    // 40 × 1,000 × 1.1³ and × 1.1⁴
    expect(five.slice(2)).toEqual([
      [40, 0],
      [40, 53_240],
      [40, 58_564],
    ]);
  });
});

describe("the best mix for three years with a right to reduce", () => {
  it("pays a third of the term and the price of the right for the seats of each year", () => {
    const analysis = withTerm(2700, { rightPremium: fraction(0.1), seatUplift: fraction(0.05) });
    // 900 × 1.1 for 56, 45 and 40 seats: no rise in the term
    expect(yearsIn(analysis, RIGHT)).toEqual([
      [56, 55_440],
      [45, 44_550],
      [40, 39_600],
    ]);
    const { agreed, needsConsent } = variantIn(analysis, RIGHT)!;
    expect(needsConsent).toBe(true);
    expect(agreed.asks.map(({ text }) => text)).toContain(
      "Agree a right to reduce seats at each anniversary of a term of 3 years, for at most 10.0 % of its price",
    );
    expect(standingsOf(analysis).get(RIGHT)).toEqual({
      asIs: "As is",
      sure: "Best mix",
      refused: "Best mix",
    });
  });
});

it("long terms that the tables do not allow are named with the reason", () => {
  const whys = (analysis: Analysis) => analysis.leftOutTerms.map(({ name, why }) => [name, why]);
  const noOffer = "Offers state no price for three years of a seat that the best mix renews in year 1";
  expect(whys(withTerm(null))).toEqual([
    [FIXED, noOffer],
    [RIGHT, noOffer],
  ]);
  expect(whys(withTerm(2700, { years: 2 })).map(([, text]) => text)).toEqual(
    Array(2).fill("fewer than 3 years are compared"),
  );
  expect(
    whys(
      withTerm(2700, {}, [
        {
          kind: "Subscriptions",
          origin,
          rows: 1,
          fields: ["quantity"],
          columns: ["Seats"],
          offering: "AutoCAD",
        },
      ]),
    ),
  ).toEqual([
    [FIXED, noOffer],
    [RIGHT, noOffer],
  ]);
  expect(whys(withTerm(2700))).toEqual([[RIGHT, "the assumption of what such a right costs is 0"]]);
});
