import fc from "fast-check";
import { cheapestCover, type Need } from "../../../src/engine/mix/one-user";
import { covers, type PricedOffer } from "../../../src/engine/estate/offers";
import { rate, tokens } from "../../../src/engine/units";

const offer = (offering: string, price: number, ...covered: readonly string[]): PricedOffer => ({
  offering,
  pricePerYear: rate(price),
  covers: covered,
  reference: "test",
});
const need = (product: string, n: number | null): Need => ({
  product,
  tokens: n === null ? null : tokens(n),
});
const OFFERS = [
  offer("AEC Collection", 3675, "AutoCAD", "Revit", "Civil 3D"),
  offer("AutoCAD", 2030),
  offer("Revit", 2985),
];
const named = (seats: readonly PricedOffer[]): string[] => seats.map(({ offering }) => offering);

describe("the cheapest cover of one user", () => {
  it("keeps Flex while tokens cost less: Revit 61 and AutoCAD 40 days are 890 tokens, 2,670", () => {
    const cover = cheapestCover([need("Revit", 610), need("AutoCAD", 280)], OFFERS, rate(3));
    expect(cover).toMatchObject({
      seats: [],
      flex: ["Revit", "AutoCAD"],
      tokens: 890,
      cost: 2670,
      uncovered: [],
    });
  });

  it("takes a seat for one product and tokens for the other: 200 days of AutoCAD, 5 of Revit", () => {
    const cover = cheapestCover([need("AutoCAD", 1400), need("Revit", 50)], OFFERS, rate(3));
    expect(named(cover.seats)).toEqual(["AutoCAD"]);
    expect(cover).toMatchObject({ flex: ["Revit"], tokens: 50, cost: 2180 });
  });

  it("takes the collection only because of a third product", () => {
    const two = [need("AutoCAD", 500), need("Revit", 600)];
    expect(cheapestCover(two, OFFERS, rate(3))).toMatchObject({ seats: [], cost: 3300 });
    const three = [...two, need("Civil 3D", 200)];
    expect(cheapestCover(three, OFFERS, rate(3))).toMatchObject({ flex: [], cost: 3675 });
    expect(named(cheapestCover(three, OFFERS, rate(3)).seats)).toEqual(["AEC Collection"]);
  });

  it("gives a seat to a product that cannot be on Flex, and draws nothing for what the same seat covers", () => {
    const cover = cheapestCover([need("Civil 3D", null), need("Revit", 100)], OFFERS, rate(3));
    expect(named(cover.seats)).toEqual(["AEC Collection"]);
    expect(cover).toMatchObject({ tokens: 0, cost: 3675, uncovered: [] });
  });

  it("names what nothing covers, and still covers the rest at its cheapest", () => {
    const cover = cheapestCover([need("Vault", null), need("AutoCAD", 70)], OFFERS, rate(3));
    expect(cover).toMatchObject({ uncovered: ["Vault"], flex: ["AutoCAD"], cost: 210 });
  });

  it("needs nothing for no products", () => {
    expect(cheapestCover([], OFFERS, rate(3))).toEqual({
      seats: [],
      flex: [],
      tokens: 0,
      cost: 0,
      uncovered: [],
    });
  });

  const PRODUCTS = ["A", "B", "C", "D", "E"];
  const needs = fc
    .uniqueArray(fc.constantFrom(...PRODUCTS), { maxLength: 5 })
    .chain((products) =>
      fc.tuple(
        ...products.map((product) =>
          fc
            .option(fc.oneof(fc.constantFrom(1, 2, 50, 100), fc.integer({ min: 0, max: 500 })))
            .map((n) => need(product, n)),
        ),
      ),
    );
  const offers = fc
    .array(
      fc.tuple(
        fc.constantFrom(1, 2, 3, 50, 100, 150, 200, 450, 900),
        fc.subarray(PRODUCTS, { minLength: 1 }),
      ),
      { maxLength: 7 },
    )
    .map((list) => list.map(([price, covered], i) => offer(`offer ${i}`, price, ...covered)));

  /** Every subset of the offers, tokens for the rest. */
  const bruteForce = (
    wanted: readonly Need[],
    list: readonly PricedOffer[],
  ): { open: number; cost: number } => {
    let best = { open: Infinity, cost: Infinity };
    for (let set = 0; set < 2 ** list.length; set++) {
      const chosen = list.filter((_, i) => (set >> i) & 1);
      const rest = wanted.filter(({ product }) => !chosen.some((one) => covers(one, product)));
      const open = rest.filter((one) => one.tokens === null).length;
      const cost =
        chosen.reduce((sum, one) => sum + one.pricePerYear, 0) +
        rest.reduce((sum, one) => sum + (one.tokens ?? 0), 0);
      if (open < best.open || (open === best.open && cost < best.cost)) best = { open, cost };
    }
    return best;
  };

  it("is what trying every set of offers finds", () => {
    fc.assert(
      fc.property(needs, offers, (wanted, list) => {
        const cover = cheapestCover(wanted, list, rate(1));
        const best = bruteForce(wanted, list);
        expect(cover.uncovered).toHaveLength(best.open);
        expect(cover.cost).toBeCloseTo(best.cost, 6);
      }),
      { numRuns: 500 },
    );
  });

  it("never costs more than any single choice it could have made, and more use never costs less", () => {
    fc.assert(
      fc.property(needs, offers, fc.integer({ min: 1, max: 100 }), (wanted, list, more) => {
        const cover = cheapestCover(wanted, list, rate(1));
        if (cover.uncovered.length > 0) return;
        if (wanted.every((one) => one.tokens !== null)) {
          expect(cover.cost).toBeLessThanOrEqual(wanted.reduce((sum, one) => sum + (one.tokens ?? 0), 0));
        }
        for (const one of list) {
          if (wanted.every(({ product }) => covers(one, product)) && wanted.length > 0) {
            expect(cover.cost).toBeLessThanOrEqual(one.pricePerYear);
          }
        }
        const heavier = wanted.map((one) =>
          need(one.product, one.tokens === null ? null : one.tokens + more),
        );
        expect(cheapestCover(heavier, list, rate(1)).cost).toBeGreaterThanOrEqual(cover.cost - 1e-9);
      }),
    );
  });

  it("does not depend on the order of needs and offers", () => {
    fc.assert(
      fc.property(needs, offers, (wanted, list) => {
        const a = cheapestCover(wanted, list, rate(1));
        const b = cheapestCover([...wanted].reverse(), [...list].reverse(), rate(1));
        expect(b.cost).toBeCloseTo(a.cost, 9);
        expect(named(b.seats)).toEqual(named(a.seats));
      }),
    );
  });
});
