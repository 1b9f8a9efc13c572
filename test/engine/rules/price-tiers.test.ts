import {
  averagePrice,
  cheapestPurchase,
  purchaseCost,
  tierReached,
  type PriceTier,
} from "../../../src/engine/rules/price-tiers";
import { rate, tokens, type Tokens } from "../../../src/engine/units";

const tier = (minimum: number, unitPrice: number): PriceTier<Tokens> => ({
  minimum: tokens(minimum),
  unitPrice: rate(unitPrice),
});
const ladder = [tier(0, 3), tier(1000, 2.5), tier(5000, 2)];

describe("the tier that a purchase reaches", () => {
  it("changes at exactly its minimum", () => {
    const price = (bought: number) => tierReached(bought, ladder).unitPrice;
    expect([999, 1000, 1001, 4999, 5000].map(price)).toEqual([3, 2.5, 2.5, 2.5, 2]);
  });
});

describe("incremental tiers", () => {
  const cost = (bought: number, tiers = ladder) => purchaseCost(tokens(bought), tiers, "incremental");

  it("price each part of a purchase by its own tier", () => {
    expect(cost(1000)).toBe(3000);
    expect(cost(1001)).toBe(3002.5);
    // 1,000 × 3 + 4,000 × 2.5 + 1,000 × 2
    expect(cost(6000)).toBe(15_000);
  });

  it("price everything up to the second minimum at the lowest price, also where the lowest minimum is not 0", () => {
    expect(cost(1500, [tier(400, 3), tier(1000, 2.5)])).toBe(1000 * 3 + 500 * 2.5);
    expect(cost(100, [tier(400, 3), tier(1000, 2.5)])).toBe(300);
  });
});

describe("the average price", () => {
  it("of no purchase is the lowest tier's; of a single token the price it has", () => {
    expect(averagePrice(tokens(0), ladder, "incremental")).toBe(3);
    expect(averagePrice(tokens(0), ladder, "all units")).toBe(3);
    expect(averagePrice(tokens(1), [tier(0, 3), tier(1, 2)], "all units")).toBe(2);
  });
});

describe("the cheapest purchase", () => {
  const buy = (needed: number, tiers = ladder, least = 0, kind: "all units" | "incremental" = "all units") =>
    cheapestPurchase(tokens(needed), tiers, kind, { lot: tokens(100), least: tokens(least) });

  it("does not go up to a tier that costs the same: 4,000 × 2.5 = 5,000 × 2", () => {
    expect(buy(4000)).toBe(4000);
    expect(buy(4100)).toBe(5000);
  });

  it("goes up two tiers where the further one is cheaper still", () => {
    // 900 × 3 = 2,700, 1,000 × 2.5 = 2,500, 1,100 × 2 = 2,200
    expect(buy(900, [tier(0, 3), tier(1000, 2.5), tier(1100, 2)])).toBe(1100);
  });

  it("never buys less than the least purchase to reach a tier below it", () => {
    expect(buy(100, ladder, 2000)).toBe(2000);
    expect(buy(2000, ladder, 100)).toBe(2000);
  });
});
