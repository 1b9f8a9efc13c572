import fc from "fast-check";
import {
  coTermCost,
  dropAndRebuyYears,
  presentValue,
  renewalCost,
  termSaving,
} from "../../../src/engine/rules/renewal-price";
import { fraction, money, rate, seats } from "../../../src/engine/units";
import { day } from "../estate-of";

const none = fraction(0);
const five = fraction(0.05);

describe("what renewing costs (DOMAIN §9, §13)", () => {
  it("pays in advance: the first year is not discounted", () => {
    expect(presentValue([money(100), money(110), money(121)], 0.1)).toBeCloseTo(300, 9);
  });

  // 100 × 2,000 = 200,000; × 1.05 = 210,000; × 1.05 = 220,500
  it("rises from year 2 on: 200,000 + 210,000 + 220,500", () => {
    expect(renewalCost(seats(100), rate(2000), 1, five, none)).toBe(200_000);
    expect(renewalCost(seats(100), rate(2000), 3, five, none)).toBeCloseTo(630_500, 6);
  });

  // 630,500 − 100 × 5,700
  it("one payment of 5,700 for three years saves 60,500, and one of 6,305 nothing", () => {
    expect(termSaving(seats(100), rate(2000), rate(5700), 3, five, none)).toBeCloseTo(60_500, 6);
    expect(termSaving(seats(100), rate(2000), rate(6305), 3, five, none)).toBeCloseTo(0, 6);
  });

  it("a higher discount rate makes paying every year cheaper", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10 }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (years, rise) => {
          const at = (discount: number) => renewalCost(seats(10), rate(100), years, five, fraction(discount));
          expect(at(rise)).toBeLessThan(at(rise / 2));
        },
      ),
    );
  });
});

describe("a common end date (DOMAIN §9)", () => {
  // April to December: 30 + 31 + 30 + 31 + 31 + 30 + 31 + 30 + 31 = 275 days; 40 × 3,650 × 275 ÷ 365
  it("40 seats at 3,650 from 2027-03-31 to 2027-12-31 are 110,000", () => {
    expect(coTermCost(seats(40), rate(3650), day("2027-03-31"), day("2027-12-31"))).toBeCloseTo(110_000, 6);
  });

  it("costs a day's price on the day after, nothing on the day, and is refused on the day before", () => {
    const from = day("2027-03-31");
    expect(coTermCost(seats(1), rate(365), from, day("2027-04-01"))).toBeCloseTo(1, 9);
    expect(coTermCost(seats(1), rate(365), from, from)).toBe(0);
    expect(coTermCost(seats(1), rate(365), from, day("2027-03-30"))).toBeNull();
  });
});

describe("dropping a seat that must come back (DOMAIN §15)", () => {
  it("renewed at 2,700, new at 3,000: 300 more are 0.11 of a year's renewal", () => {
    expect(dropAndRebuyYears(rate(2700), rate(3000), 1)).toBeCloseTo(300 / 2700, 12);
    expect(dropAndRebuyYears(rate(2700), rate(3000), 3)).toBeCloseTo(900 / 2700, 12);
  });

  it("costs nothing where a new seat is no dearer", () => {
    expect(dropAndRebuyYears(rate(2700), rate(2700), 1)).toBe(0);
    expect(dropAndRebuyYears(rate(2700), rate(2500), 1)).toBe(0);
  });
});
