import { at } from "../../../src/engine/at";
import fc from "fast-check";
import { fraction, rate, seats, type Seats } from "../../../src/engine/units";
import type { ContractLine } from "../../../src/engine/estate/contract-lines";
import { ordersFor } from "../../../src/engine/seats/orders";
import { day } from "../estate-of";
import { line } from "./contract-line";
import { ratchet } from "../../../src/engine/rules/true-down";

const other = (more: Partial<ContractLine>): ContractLine => ({ ...line(10, 1, null, "C2"), ...more });
const needs = (list: readonly number[]) => list.map((n) => new Map<string, Seats>([["AutoCAD", seats(n)]]));

const yearly = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 });
const share = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);

/** By trying every number of seats on every line; a new seat costs 1,000, and is bought only beside full lines. */
function leastCost(
  lines: readonly ContractLine[],
  floors: Readonly<Record<string, number>>,
  need: number,
): number {
  const all = lines.reduce((sum, one) => sum + one.bought, 0);
  let best = Infinity;
  const place = (i: number, on: readonly number[]): void => {
    const one = lines[i];
    if (one) {
      const least = one.bought - Math.floor(one.bought * (one.cap ?? 0) + 1e-6);
      for (let n = least; n <= one.bought; n++) place(i + 1, [...on, n]);
      return;
    }
    const sum = on.reduce((a, b) => a + b, 0);
    if (sum < Math.min(need, all)) return;
    const onContract = (list: readonly number[], contract: string): number =>
      list.reduce((total, n, l) => total + (lines[l]?.contract === contract ? n : 0), 0);
    const bought = lines.map((line) => line.bought);
    for (const [contract, floor] of Object.entries(floors))
      if (onContract(on, contract) < Math.min(floor, onContract(bought, contract))) return;
    const cost = on.reduce((total, n, l) => total + n * (lines[l]?.price ?? 0), 0);
    best = Math.min(best, cost + Math.max(need - sum, 0) * 1000);
  };
  place(0, []);
  return best;
}

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

  it("keep a committed line whole until it can change, and leave the other lines to fall first", () => {
    const committed = other({ bought: seats(10), committedYears: 1, committedUntil: 1000 as never });
    const orders = ordersFor(needs([12, 8]), [line(10, 1, null), committed]);
    expect(orders.map((order) => [order.line?.contract, order.seats])).toEqual([
      ["C1", [2, 2]],
      ["C2", [10, 6]],
    ]);
  });

  it("are none for seats that nobody needs and nothing keeps", () => {
    expect(ordersFor([new Map()], [line(5, 1, null)])).toEqual([]);
  });

  it("fall first on the line whose contract comes last by name, where all else is equal", () => {
    const left = (...lines: readonly ContractLine[]) =>
      ordersFor(needs([5]), lines).map((order) => [order.line?.contract, order.seats[0]]);
    const [a, b] = [line(4, 1, null, "A"), line(4, 1, null, "B")];
    expect(left(a, b)).toEqual([
      ["A", 4],
      ["B", 1],
    ]);
    expect(left(b, a)).toEqual([
      ["B", 1],
      ["A", 4],
    ]);
  });

  it("keep a floor once for all offerings of its contract: needs first, then the cheapest seats", () => {
    const revit = { ...line(50, 1, 60), offering: "Revit", price: rate<never, never>(2900) };
    const autocad = line(60, 1, 60);
    const need = new Map([
      ["Revit", seats(30)],
      ["AutoCAD", seats(20)],
    ]);
    const paid = (lines: readonly ContractLine[]) =>
      ordersFor([need], lines).map(({ offering, seats: [n] }) => [offering, n]);
    // 30 Revit and 20 AutoCAD are 10 short of 60.
    expect(paid([revit, autocad])).toEqual([
      ["Revit", 30],
      ["AutoCAD", 30],
    ]);
    expect(
      paid([
        { ...revit, floor: seats(40) },
        { ...autocad, floor: seats(40) },
      ]),
    ).toEqual([
      ["Revit", 30],
      ["AutoCAD", 20],
    ]);
  });

  it("move a seat to the contract whose floor is short, from one that has none", () => {
    const orders = ordersFor(needs([8]), [line(10, 1, 6), other({ price: rate(1900) })]);
    expect(orders.map((order) => [order.line?.contract, order.seats[0]])).toEqual([
      ["C1", 6],
      ["C2", 2],
    ]);
  });

  it("move a seat from a contract that holds more than its floor: 5 needed, floors of 3 and 4, are 7 and not 8", () => {
    const orders = ordersFor(needs([5]), [line(4, 1, 3, "C1"), line(6, 1, 4, "C2")]);
    expect(orders.map((order) => [order.line?.contract, order.seats[0]])).toEqual([
      ["C1", 3],
      ["C2", 4],
    ]);
  });

  it("fill a floor where it costs least at the prices that hold then", () => {
    // Revit costs 2,900 today and 500 once it is renewed.
    const revit = {
      ...line(3, 1, 3),
      offering: "Revit",
      price: rate<never, never>(2900),
      laterPrice: rate<never, never>(500),
    };
    expect(
      ordersFor(needs([1]), [line(2, 1, 3), revit]).map((order) => [order.offering, order.seats[0]]),
    ).toEqual([
      ["AutoCAD", 1],
      ["Revit", 2],
    ]);
  });

  it("fall first on the dearest line, whichever ends first", () => {
    // 20 at 2,900 that end in December and 20 at 3,600 that end in March: 20 needed keep the cheap ones.
    const cheap = { ...line(20, 1, null, "C1"), price: rate<never, never>(2900), end: day("2026-12-31") };
    const dear = { ...line(20, 1, null, "C2"), price: rate<never, never>(3600), end: day("2027-03-31") };
    for (const lines of [
      [cheap, dear],
      [dear, cheap],
    ])
      expect(ordersFor(needs([20]), lines).map((order) => [order.line?.contract, order.seats[0]])).toEqual([
        ["C1", 20],
      ]);
  });

  it("fall first on the line that ends first, and on the one that rises more, where prices are equal", () => {
    const kept = (a: Partial<ContractLine>, b: Partial<ContractLine>) =>
      ordersFor(needs([4]), [
        { ...line(4, 1, null, "A"), ...a },
        { ...line(4, 1, null, "B"), ...b },
      ]).map((order) => order.line?.contract);
    expect(kept({ committedUntil: day("2026-12-31") }, { committedUntil: day("2027-03-31") })).toEqual(["B"]);
    expect(kept({ uplift: fraction(0.1) }, { uplift: fraction(0.05) })).toEqual(["B"]);
    expect(kept({ uplift: fraction(0.05) }, { uplift: fraction(0.1) })).toEqual(["A"]);
  });

  it("fill a floor with seats of unknown price first, and with others only beyond them", () => {
    const unknown = { ...line(4, 1, 5, "A"), id: "unknown", price: null };
    const known = { ...line(4, 1, 5, "A"), id: "known" };
    const orders = ordersFor(needs([0]), [known, unknown]);
    expect(orders.map((order) => [order.line?.id, order.seats])).toEqual([
      ["known", [1]],
      ["unknown", [4]],
    ]);
  });

  it("keep seats of unknown price, as nothing can be called cheaper", () => {
    const orders = ordersFor(needs([4]), [line(4, 1, null, "A"), { ...line(4, 1, null, "B"), price: null }]);
    expect(orders.map((order) => order.line?.contract)).toEqual(["B"]);
  });

  it("cost the least of all ways to place the seats on lines with caps, prices and floors", () => {
    const drawn = fc.record({
      bought: fc.integer({ min: 0, max: 4 }),
      price: fc.constantFrom(100, 200, 300, 400),
      cap: fc.constantFrom(0, 0.5, 1),
      end: fc.constantFrom("2026-12-31", "2027-03-31"),
      contract: fc.constantFrom("C1", "C2"),
    });
    fc.assert(
      fc.property(
        fc.array(drawn, { minLength: 1, maxLength: 4 }),
        fc.record({ C1: fc.integer({ min: 0, max: 5 }), C2: fc.integer({ min: 0, max: 5 }) }),
        fc.integer({ min: 0, max: 12 }),
        (list, floors, need) => {
          const lines = list.map((one, i): ContractLine => ({
            ...line(one.bought, one.cap, floors[one.contract], one.contract),
            id: String(i),
            price: rate(one.price),
            end: day(one.end),
          }));
          const cost = ordersFor(needs([need]), lines).reduce(
            (sum, order) => sum + (order.line?.price ?? 1000) * at(order.seats, 0),
            0,
          );
          expect(cost).toBe(leastCost(lines, floors, need));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("always cover the need, never raise a line, and keep every floor and cap", () => {
    fc.assert(
      fc.property(yearly, share, share, fc.integer({ min: 0, max: 200 }), (list, a, b, floor) => {
        const lines = [line(100, a, floor, "C1"), line(100, b, null, "C2")];
        const orders = ordersFor(needs(list), lines);
        list.forEach((need, year) => {
          expect(orders.reduce((sum, order) => sum + (order.seats[year] ?? 0), 0)).toBeGreaterThanOrEqual(
            need,
          );
          for (const order of orders) {
            if (order.line === null) continue;
            const before = year === 0 ? order.line.bought : (order.seats[year - 1] as number);
            const now = order.seats[year] as number;
            expect(now).toBeLessThanOrEqual(before);
            expect(now).toBeGreaterThanOrEqual(before - Math.floor(before * (order.line.cap ?? 0) + 1e-6));
            if (order.line.floor !== null)
              expect(now).toBeGreaterThanOrEqual(Math.min(order.line.floor, order.line.bought));
          }
        });
      }),
    );
  });
});
