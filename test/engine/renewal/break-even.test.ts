import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Rate } from "../../../src/engine/estate/estate";
import { breakEvensOf } from "../../../src/engine/renewal/break-even";
import type { PoolReport } from "../../../src/engine/renewal/mix-report";
import { rate, type Days, type Money, type Seats, type Tokens } from "../../../src/engine/units";
import { day, estateOf } from "../estate-of";

const autocad = (more: Partial<Rate> = {}): Rate => ({
  product: "AutoCAD",
  tokensPerDay: rate<Tokens, Days>(7),
  flexEligible: true,
  reference: "test",
  ...more,
});

/** A seat of each product at 2,100, a token at 3, and at 3.30 with its buffer. */
function breakEvens(rates: readonly Rate[], oneMore: readonly number[] = [], price = 3) {
  const context = contextOf(estateOf({ rest: { rates } }), day("2026-12-31"), defaultAssumptions());
  const prices = new Map(["AutoCAD", "Own App"].map((name) => [name, rate<Money, Seats>(2100)]));
  const pools = oneMore.map((n) => ({ oneMore: rate<Money, Tokens>(n) }) as PoolReport);
  return breakEvensOf(context, prices, { price: rate(price), buffered: rate(price * 1.1) }, pools);
}

describe("the days from which a seat costs less than tokens", () => {
  it("are its price by that of a day, with the buffer and without", () => {
    // 2,100 ÷ 21 and ÷ 23.1.
    const [found, ...others] = breakEvens([autocad()]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ product: "AutoCAD", seatPrice: 2100, tokensPerDay: 7, dayMore: null });
    expect(found?.days).toBeCloseTo(100, 9);
    expect(found?.daysWithBuffer).toBeCloseTo(2100 / 23.1, 9);
    // The 91st day would cost 2,102.10 in all: 90 days and the seat.
    expect(found?.lateSeat.days).toBe(90);
  });

  it("has the cost of one more day where all pools agree on it", () => {
    expect(breakEvens([autocad()], [2])[0]?.dayMore).toBe(14);
    expect(breakEvens([autocad()], [2, 2])[0]?.dayMore).toBe(14);
    expect(breakEvens([autocad()], [2, 3])[0]?.dayMore).toBeNull();
  });

  it("has none where a day costs nothing, or the product is not on Flex", () => {
    expect(breakEvens([autocad({ tokensPerDay: rate(0) })])).toEqual([]);
    expect(breakEvens([autocad()], [], 0)).toEqual([]);
    expect(breakEvens([autocad({ flexEligible: false })])).toEqual([]);
  });
});
