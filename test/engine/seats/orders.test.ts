import fc from "fast-check";
import { fraction, rate, seats, type Seats } from "../../../src/engine/units";
import type { ContractLine } from "../../../src/engine/seats/contract-lines";
import { ordersFor } from "../../../src/engine/seats/orders";
import { ratchet } from "../../../src/engine/seats/true-down";

const line = (bought: number, cap: number, floor: number | null, contract = "C1"): ContractLine => ({
  offering: "AutoCAD", contract, bought: seats(bought), end: null, price: rate(2000), ownPrice: true, autoRenews: false,
  cap: fraction(cap), floor: floor === null ? null : seats(floor), feeFollows: true, uplift: null, noticeDays: 60, overagePrice: null,
}); // prettier-ignore
const needs = (list: readonly number[]) => list.map((n) => new Map<string, Seats>([["AutoCAD", seats(n)]]));

const yearly = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 });
const share = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);

describe("orders on contract lines", () => {
  it("follow the ratchet on one line, for needs that it can hold", () => {
    fc.assert(
      fc.property(yearly, share, fc.integer({ min: 0, max: 300 }), (list, cap, floor) => {
        const falling = [...list].sort((a, b) => b - a);
        const [order] = ordersFor(needs(falling), [line(300, cap, floor)]);
        const path = ratchet(seats(300), falling.map(seats), fraction(cap), seats(floor));
        expect(order?.seats ?? falling.map(() => 0)).toEqual(path);
      }),
    );
  });

  it("always cover the need, never raise a line, and keep every floor and cap", () => {
    fc.assert(
      fc.property(yearly, share, share, fc.integer({ min: 0, max: 200 }), (list, a, b, floor) => {
        const lines = [line(100, a, floor, "C1"), line(100, b, null, "C2")];
        const orders = ordersFor(needs(list), lines);
        list.forEach((need, year) => {
          expect(orders.reduce((sum, order) => sum + (order.seats[year] ?? 0), 0)).toBeGreaterThanOrEqual(need);
          for (const order of orders) {
            if (order.line === null) continue;
            const before = year === 0 ? order.line.bought : (order.seats[year - 1] as number);
            const now = order.seats[year] as number;
            expect(now).toBeLessThanOrEqual(before);
            expect(now).toBeGreaterThanOrEqual(before - Math.floor(before * order.line.cap + 1e-6));
            if (order.line.floor !== null) expect(now).toBeGreaterThanOrEqual(Math.min(order.line.floor, order.line.bought));
          }
        });
      }),
    );
  }); // prettier-ignore
});
