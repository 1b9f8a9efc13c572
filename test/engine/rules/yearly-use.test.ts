import fc from "fast-check";
import { yearlyFactor } from "../../../src/engine/rules/yearly-use";

describe("the factor from the days seen to a year (DOMAIN §14)", () => {
  const year = (used: number, observed: number, most = 260): number =>
    used * yearlyFactor(used, observed, most);

  it("is 365 over the days observed: 20 of 73 days are 100 a year", () => {
    expect(year(20, 73)).toBeCloseTo(100, 9);
  });

  it("gives 260 days at most: 40 of 45 days would be 324", () => {
    expect(year(40, 45)).toBeCloseTo(260, 9);
    expect(year(32, 45)).toBeCloseTo((32 * 365) / 45, 9);
    expect(year(33, 45)).toBeCloseTo(260, 9);
  });

  it("gives what was seen where a whole year was observed, or more than 260 days were used", () => {
    expect(year(300, 365)).toBeCloseTo(300, 9);
    expect(year(270, 300)).toBeCloseTo(270, 9);
  });

  it("follows the assumption, and is no more than the plain factor for any use", () => {
    expect(year(40, 45, 300)).toBeCloseTo(300, 9);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (observed, used) => {
        const days = Math.min(used, observed);
        const factor = yearlyFactor(days, observed, 260);
        expect(factor).toBeLessThanOrEqual(365 / observed + 1e-12);
        if (observed < 365) expect(days * factor).toBeLessThanOrEqual(Math.max(260, days) + 1e-9);
      }),
    );
  });
});
