import fc from "fast-check";
import {
  breakEvenDays,
  breakEvenDaysAMonth,
  bufferedPrice,
  flexCost,
  monthlyBreakEven,
} from "../../../src/engine/rules/flex";
import {
  averagePrice,
  cheapestPurchase,
  purchaseCost,
  tiersInOrder,
} from "../../../src/engine/rules/price-tiers";
import { tokensToBuy } from "../../../src/engine/rules/tokens-to-buy";
import { flexEligible, rateBook, tokensPerDay } from "../../../src/engine/estate/rates";
import { priceList } from "../../../src/engine/estate/offers";
import type { Offer, TokenTier } from "../../../src/engine/estate/estate";
import {
  days,
  rate,
  seats,
  times,
  tokens,
  type SeatPrice,
  type TokenPrice,
  type TokenRate,
} from "../../../src/engine/units";
import { day } from "../estate-of";

const perDay: TokenRate = rate(6);
const price: TokenPrice = rate(3);

describe("Flex against a seat (DOMAIN §4)", () => {
  it("85 days × 6 × 3 = 510 tokens = 1,530", () => {
    expect(times(perDay, days(85))).toBe(510);
    expect(flexCost(days(85), perDay, price)).toBe(1530);
  });

  it("200 days = 1,200 tokens = 3,600", () => {
    expect(flexCost(days(200), perDay, price)).toBe(3600);
  });

  it("breaks even at 100 days for a seat of 1,800, and at 90.9 with a 10 % buffer in the token price", () => {
    const seat: SeatPrice = rate(1800);
    expect(breakEvenDays(seat, perDay, price)).toBe(100);
    expect(breakEvenDaysAMonth(seat, perDay, price)).toBeCloseTo(8.3333, 4);
    expect(breakEvenDays(seat, perDay, bufferedPrice(price, 0.1))).toBeCloseTo(90.909, 3);
    expect(bufferedPrice(price, 0.1)).toBeCloseTo(3.3, 12);
  });

  it("2,030 ÷ 21 = 96.67 days of AutoCAD", () => {
    expect(breakEvenDays(rate(2030), rate(7), price)).toBeCloseTo(96.667, 3);
  });

  it("a seat of AutoCAD for 255 a month pays from 12.14 days of that month", () => {
    expect(monthlyBreakEven(rate(255), rate(7), price)).toBeCloseTo(12.142857, 6);
    expect(monthlyBreakEven(rate(2030 / 12), rate(7), price)).toBeCloseTo(
      breakEvenDaysAMonth(rate(2030), rate(7), price),
      12,
    );
  });
});

const tier = (minimum: number, unitPrice: number): TokenTier => ({
  minimum: tokens(minimum),
  unitPrice: rate(unitPrice),
  reference: "test",
});
const TIERS = [tier(0, 3), tier(5000, 2.8)];

describe("token price tiers (DESIGN, TOKEN_PRICE)", () => {
  it("6,000 over {0: 3, 5,000: 2.8} is 2.8 for all units and 2.9667 incremental", () => {
    expect(averagePrice(tokens(6000), TIERS, "all units")).toBe(2.8);
    expect(averagePrice(tokens(6000), TIERS, "incremental")).toBeCloseTo(2.96667, 5);
    expect(purchaseCost(tokens(6000), TIERS, "incremental")).toBe(5000 * 3 + 1000 * 2.8);
  });

  it("reaches a tier at exactly its minimum", () => {
    expect(purchaseCost(tokens(4999), TIERS, "all units")).toBe(14_997);
    expect(purchaseCost(tokens(5000), TIERS, "all units")).toBe(14_000);
  });

  it("prices below the lowest minimum at the lowest tier", () => {
    const late = [tier(500, 3), tier(5000, 2.8)];
    expect(purchaseCost(tokens(100), late, "all units")).toBe(300);
    expect(purchaseCost(tokens(6000), late, "incremental")).toBe(17_800);
  });

  it("does not depend on the order in which tiers are listed, and never prices more tokens incrementally for less", () => {
    const tiers = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 9 })), {
        selector: ([m]) => m,
        minLength: 1,
        maxLength: 5,
      })
      .map((list) => list.map(([m, p]) => tier(m, p)));
    fc.assert(
      fc.property(tiers, fc.integer({ min: 1, max: 20_000 }), (list, n) => {
        const ordered = tiersInOrder(list);
        expect(tiersInOrder([...list].reverse())).toEqual(ordered);
        expect(purchaseCost(tokens(n + 1), ordered, "incremental")).toBeGreaterThan(
          purchaseCost(tokens(n), ordered, "incremental"),
        );
      }),
    );
  });
});

describe("the cheapest purchase", () => {
  const packs = { lot: tokens(100), least: tokens(0) };
  const bought = (needed: number, more = {}) =>
    cheapestPurchase(tokens(needed), TIERS, "all units", { ...packs, ...more });

  it("goes up to a tier only where that costs less: 4,500 × 3 = 13,500, 4,700 × 3 = 14,100, 5,000 × 2.8 = 14,000", () => {
    expect(bought(4500)).toBe(4500);
    expect(bought(4700)).toBe(5000);
    expect(bought(6000)).toBe(6000);
    expect(cheapestPurchase(tokens(4700), TIERS, "incremental", packs)).toBe(4700);
  });

  it("is no less than the least purchase, in whole lots, and nothing for no need", () => {
    expect(bought(100, { least: tokens(450) })).toBe(500);
    expect(bought(0, { least: tokens(450) })).toBe(0);
    const odd = [tier(0, 3), tier(5010, 2.8)];
    expect(cheapestPurchase(tokens(4800), odd, "all units", packs)).toBe(5100);
  });

  it("never costs more than any larger purchase", () => {
    const tiers = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 9 })), {
      selector: ([m]) => m,
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        tiers,
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 50 }),
        (list, needed, more, least) => {
          const ordered = tiersInOrder(list.map(([m, p]) => tier(m, p)));
          const one = { lot: tokens(1), least: tokens(least) };
          const best = cheapestPurchase(tokens(needed), ordered, "all units", one);
          const cost = (n: number) => purchaseCost(tokens(n), ordered, "all units");
          expect(best).toBeGreaterThanOrEqual(Math.max(needed, least));
          expect(cost(best)).toBeLessThanOrEqual(cost(Math.max(needed, least) + more));
        },
      ),
    );
  });
});

describe("tokens to buy (DOMAIN §13, rounding)", () => {
  it("420,000 × 1.1 is 462,000, not 462,001", () => {
    expect(tokensToBuy(tokens(420_000), 0.1, tokens(1))).toBe(462_000);
  });

  it("goes up to whole tokens, then to whole packs", () => {
    expect(tokensToBuy(tokens(100.2), 0, tokens(1))).toBe(101);
    expect(tokensToBuy(tokens(100), 0, tokens(100))).toBe(100);
    expect(tokensToBuy(tokens(100.000_001), 0, tokens(100))).toBe(200);
    expect(tokensToBuy(tokens(0), 0.1, tokens(100))).toBe(0);
  });

  it("is never less than the need with its buffer, and never a whole pack more than it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 5000 }), (need, pack) => {
        const bought = tokensToBuy(tokens(need), 0.15, tokens(pack));
        expect(bought % pack).toBe(0);
        expect(bought).toBeGreaterThanOrEqual(need * 1.15 - 1e-6);
        expect(bought - need * 1.15).toBeLessThan(pack + 1);
      }),
    );
  });
});

describe("rates", () => {
  const rated = (product: string, perDayOf: number | undefined, from?: string, eligible = true) => ({
    product,
    flexEligible: eligible,
    reference: "test",
    ...(perDayOf === undefined ? {} : { tokensPerDay: rate(perDayOf) as TokenRate }),
    ...(from === undefined ? {} : { from: day(from) }),
  });
  const book = rateBook(
    [
      rated("Revit", 9),
      rated("Revit", 11, "2026-07-01"),
      rated("Civil 3D", undefined),
      rated("Vault", undefined, undefined, false),
    ],
    [rated("Revit", 10), rated("AutoCAD", 7)],
  );

  it("hold from their date on, and a product's own rows shut its default out", () => {
    expect(tokensPerDay(book, "Revit", day("2026-06-30"))).toBe(9);
    expect(tokensPerDay(book, "Revit", day("2026-07-01"))).toBe(11);
    expect(tokensPerDay(book, "AutoCAD", day("2026-07-01"))).toBe(7);
  });

  it("are unknown, not 0, for a blank and for a product that nobody names", () => {
    expect(tokensPerDay(book, "Civil 3D", day("2026-07-01"))).toBeUndefined();
    expect(tokensPerDay(book, "Maya", day("2026-07-01"))).toBeUndefined();
  });

  it("say which products are not on Flex", () => {
    expect(flexEligible(book, "Vault", day("2026-07-01"))).toBe(false);
    expect(flexEligible(book, "Maya", day("2026-07-01"))).toBe(true);
  });
});

describe("the price list at the renewal", () => {
  const many: Offer = {
    offering: "Plant",
    covers: [],
    reference: "quote",
    volume: [{ minimum: seats(50), unitPrice: rate(150) }],
  };
  const named: Offer = { offering: "Plant", covers: [], reference: "default", pricePerYear: rate(1300) };
  const priceOf = (
    given: readonly Offer[],
    defaults: readonly Offer[],
    paid: readonly (readonly [string, SeatPrice])[],
  ) =>
    priceList(given, defaults, new Map(paid)).map(({ pricePerYear, volume }) => [
      pricePerYear,
      volume?.[0]?.unitPrice,
    ]);

  it("takes for few seats what is paid, then what the default says, where a quote names the price of many alone", () => {
    expect(priceOf([many], [named], [["Plant", rate(1100)]])).toEqual([[1100, 150]]);
    expect(priceOf([many], [named], [])).toEqual([[1300, 150]]);
    expect(priceOf([{ ...many, pricePerYear: rate(200) }], [named], [["Plant", rate(1100)]])).toEqual([
      [200, 150],
    ]);
  });
});
