import fc from "fast-check";
import { flexCost } from "../../../src/engine/rules/flex";
import { lateSeat } from "../../../src/engine/rules/ski-rental";
import { days, rate } from "../../../src/engine/units";

describe("a seat that is bought late", () => {
  it("for 1,800 against 18 a day comes after 99 days: 1,782 of tokens + 1,800 = 3,582, 1.99 times the seat", () => {
    expect(lateSeat(rate(1800), rate(6), rate(3))).toEqual({ days: 99, mostCost: 3582, timesBest: 1.99 });
  });

  it("comes before the break-even where it is no whole day: 2,030 ÷ 21 = 96.67 gives 96 days, 4,046", () => {
    const late = lateSeat(rate(2030), rate(7), rate(3));
    expect(late).toMatchObject({ days: 96, mostCost: 4046 });
    expect(late.timesBest).toBeCloseTo(4046 / 2030, 12);
  });

  it("is bought at once where a day of tokens costs no less, and costs nothing where it is free", () => {
    expect(lateSeat(rate(20), rate(7), rate(3))).toEqual({ days: 0, mostCost: 20, timesBest: 1 });
    expect(lateSeat(rate(0), rate(7), rate(3))).toEqual({ days: 0, mostCost: 0, timesBest: 1 });
  });

  const amount = (most: number) => fc.integer({ min: 1, max: most * 100 }).map((n) => n / 100);
  it("never costs twice the best in hindsight, and its bound is reached on the day after the last on tokens", () => {
    fc.assert(
      fc.property(
        amount(5000),
        fc.integer({ min: 1, max: 40 }),
        amount(9),
        fc.integer({ min: 1, max: 9000 }),
        (seat, perDay, price, used) => {
          const late = lateSeat(rate(seat), rate(perDay), rate(price));
          const onTokens = (n: number) => flexCost(days(n), rate(perDay), rate(price));
          const pays = (n: number) => (n <= late.days ? onTokens(n) : late.mostCost);
          const best = (n: number) => Math.min(onTokens(n), seat);
          expect(late.timesBest).toBeLessThan(2);
          expect(pays(used)).toBeLessThanOrEqual(late.timesBest * best(used) * (1 + 1e-9));
          const worst = late.days + 1;
          expect(pays(worst) / best(worst)).toBeCloseTo(late.timesBest, 4);
        },
      ),
    );
  });
});
