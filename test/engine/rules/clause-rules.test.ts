import fc from "fast-check";
import { clauseStrength, strengthOfCap, strengthOfNotice } from "../../../src/engine/rules/clause-strength";
import { crossing, termCosts, type SeatsToSign } from "../../../src/engine/rules/term-flexibility";
import { costOfDelay, leastByCap, ratchet } from "../../../src/engine/rules/true-down";
import { typicalPlace } from "../../../src/engine/rules/typical-recovery";
import { days, fraction, rate, seats } from "../../../src/engine/units";

it("costs 23.865 M to wait 18 months with 4,300 surplus seats at 3,700 (DOMAIN §13)", () => {
  expect(costOfDelay(seats(4300), rate(3700), 18)).toBe(23_865_000);
});

it("is linear between the ends of the table, and strong in all of a strong range", () => {
  expect([0, 0.05, 0.125, 0.2, 0.3, 1].map((cap) => strengthOfCap(fraction(cap)))).toEqual([
    0, 0, 0.5, 1, 1, 1,
  ]);
  expect([365, 180, 120, 60, 30, 0].map((notice) => strengthOfNotice(days(notice)))).toEqual([
    0, 0, 0.5, 1, 1, 1,
  ]);
  expect(clauseStrength([fraction(0), null, fraction(1), fraction(0.5)])).toBe(0.5);
  expect(clauseStrength([null])).toBeNull();
});

it("places a share in its band, between two, or beyond the table", () => {
  const names = (share: number) => {
    const { below, above } = typicalPlace(fraction(share));
    return [below?.name ?? null, above?.name ?? null];
  };
  const [first, second, third] = [
    "recently rationalised",
    "stable and mature",
    "post-acquisition, overlapping",
  ];
  expect([0.05, 0.08, 0.12, 0.13, 0.2, 0.27, 0.45, 0.5].map(names)).toEqual([
    [null, first],
    [first, first],
    [first, first],
    [first, second],
    [second, second],
    [second, third],
    [third, third],
    [third, null],
  ]);
});

it("never leaves more than before, and a ratchet with a cap never falls below what the cap leaves", () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      fc.nat(500),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom("last year" as const, "signing" as const, "band" as const),
      fc.array(fc.nat(500), { maxLength: 5 }),
      (before, signed, cap, capOf, use) => {
        const left = leastByCap(seats(before), seats(signed), fraction(cap), capOf);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(before);
        const path = ratchet(seats(signed), use.map(seats), fraction(cap), seats(0), capOf);
        path.forEach((paid, i) => expect(paid).toBeGreaterThanOrEqual(use[i]!));
      },
    ),
  );
});

/** Every future of the need, one by one. */
function byEnumeration(one: SeatsToSign, chance: number, fall: number, r: number): [number, number] {
  let [yearly, flexible] = [0, 0];
  for (const falls of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    let [need, paid, weight] = [one.needed, one.needed, 1];
    let [a, b] = [need * one.price, paid * one.price];
    falls.forEach((is, i) => {
      weight *= is ? chance : 1 - chance;
      need *= is ? 1 - fall : 1;
      const least =
        one.capOf === "last year"
          ? paid * (1 - one.cap)
          : (one.capOf === "band" ? one.needed : paid) - one.needed * one.cap;
      paid = Math.max(need, least, one.floor);
      a += (need * one.price * (1 + one.uplift) ** (i + 1)) / (1 + r) ** (i + 1);
      b += (paid * one.price) / (1 + r) ** (i + 1);
    });
    yearly += weight * a;
    flexible += weight * b;
  }
  return [yearly, flexible];
}

it("costs what every future costs, by its chance", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.record({
        needed: fc.integer({ min: 1, max: 500 }),
        uplift: share.map(fraction),
        cap: share.map(fraction),
        capOf: fc.constantFrom("last year" as const, "signing" as const, "band" as const),
        floorShare: share,
      }),
      share,
      share,
      share,
      ({ floorShare, ...given }, chance, fall, r) => {
        const one = {
          ...given,
          floor: given.needed * floorShare,
          price: rate(1000),
          termPrice: null,
        } as SeatsToSign;
        const may = {
          chance: fraction(chance),
          fall: fraction(fall),
          discountRate: fraction(r),
          premium: fraction(0),
        };
        const [yearly, flexible] = byEnumeration(one, chance, fall, r);
        const costs = termCosts(one, may);
        expect(costs.yearly / yearly).toBeCloseTo(1, 9);
        expect(costs.flexible / flexible).toBeCloseTo(1, 9);
        expect(costs.flexible).toBeLessThanOrEqual(costs.fixed * (1 + 1e-9));
      },
    ),
  );
});

it("finds where a difference changes its sign", () => {
  expect(crossing((chance) => 0.25 - chance)).toBeCloseTo(0.25, 5);
  expect(crossing(() => 1)).toBeNull();
  expect(crossing((chance) => 0 - chance)).toBe(0);
  expect(crossing(() => 0)).toBeNull();
});
