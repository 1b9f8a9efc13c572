import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Analysis } from "../../../src/engine/analysis";
import type { Offer } from "../../../src/engine/estate/estate";
import { longTerms, longTermText } from "../../../src/engine/renewal/long-terms";
import { fraction, rate } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";

/** One daily user of Maya, two seats of it in C1 until 2027-03-31 at 1,000, and an offer. */
function analysisWith(offer: Partial<Offer>, assumptions: Partial<Assumptions> = {}): Analysis {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "Maya", "2026-01-01", 365, "seat"),
    seats: [["ann@x", "Maya", "2025-01-01"]],
    bought: [["Maya", 2, 1000, "C1", "2027-03-31"]],
    rest: {
      offers: [{ offering: "Maya", covers: [], reference: "quote", pricePerYear: rate(1000), ...offer }],
    },
  });
  return analyse(estate, day("2026-12-31"), { ...defaultAssumptions(), ...assumptions });
}

const textOf = (analysis: Analysis): string[] =>
  longTerms(analysis).map((term) => longTermText(term, analysis.assumptions));

describe("a price for three years (DOMAIN §9)", () => {
  // One seat stays: 1,000 + 1,100 + 1,210 = 3,310 against 3,000.
  it("saves what the rises of the yearly price would cost", () => {
    const analysis = analysisWith(
      { priceThreeYears: rate(3000) },
      { seatUplift: fraction(0.1), discountRate: fraction(0) },
    );
    expect(longTerms(analysis)).toMatchObject([{ offering: "Maya", seats: 1, price: 3000 }]);
    expect(longTerms(analysis)[0]?.saving).toBeCloseTo(310, 6);
    expect(textOf(analysis)).toEqual([
      "Ask for three years of Maya at 3,000 a seat: for the 1 seat that stays that is 310 less than renewing every " +
        "year, in today's money, at a discount rate of 0.0 %; until the end of the term none of them can be dropped",
    ]);
  });

  // 1,000 + 1,000 ÷ 1.08 + 1,000 ÷ 1.08² = 1,000 + 925.93 + 857.34 = 2,783.26; 3,000 paid at once is 216.74 more.
  it("is dearer where it is three times the price of a year, for it is paid at once", () => {
    const analysis = analysisWith({ priceThreeYears: rate(3000) });
    expect(longTerms(analysis)[0]?.saving).toBeCloseTo(-216.74, 2);
    expect(textOf(analysis)[0]).toMatch(
      /^Renew Maya by the year, not for three years of Maya at 3,000 a seat: .* 217 less/,
    );
  });

  it("says that the seats must stay for all of the term where fewer years are compared", () => {
    const analysis = analysisWith({ priceThreeYears: rate(3000) }, { years: 1 });
    expect(textOf(analysis)[0]).toContain(
      "for the 1 seat that stays, if it stays for all of the term, that is 217 less",
    );
  });

  it("says nothing without such a price", () => {
    expect(textOf(analysisWith({}))).toEqual([]);
  });
});

describe("a seat that must come back (DOMAIN §15)", () => {
  const drop = (analysis: Analysis): string | undefined =>
    actions(analysis).find(({ text }) => text.startsWith("Drop 1 Maya seat"))?.text;

  // 100 ÷ 1,000 of 365 days are 36.5: day 37 is the first on which dropping was cheaper.
  it("is cheaper kept if it is needed again within 37 days, where a new seat costs 1,100 instead of 1,000", () => {
    expect(drop(analysisWith({ newPrice: rate(1100) }))).toContain(
      "; a new seat costs 1,100, a renewed one 1,000: a seat that is needed again within 37 days is cheaper kept",
    );
  });

  it("has no such price where a new seat is no dearer, or none is stated", () => {
    expect(drop(analysisWith({ newPrice: rate(1000) }))).not.toContain("new seat");
    expect(drop(analysisWith({}))).not.toContain("new seat");
  });
});
