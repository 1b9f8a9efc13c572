import fc from "fast-check";
import { poolCurve, seatCurve, type CostCurve, type LotRange } from "../../../src/engine/mix/cost-curves";
import { leastPurchase } from "../../../src/engine/mix/supplies";
import { fraction, seats, tokens } from "../../../src/engine/units";
import { step, tier } from "./organisation";

const kind = fc.constantFrom("all units" as const, "incremental" as const);
const STEPS = [
  [step(0, 100)],
  [step(0, 200), step(3, 150)],
  [step(0, 0), step(20, 200)],
  [step(0, 150), step(40, 100), step(90, 60)],
  [step(0, 100), step(25, 180)],
];
const seatCurves = fc
  .record({
    steps: fc.constantFrom(...STEPS),
    kind,
    floor: fc.constantFrom(0, 0, 4, 30),
    free: fc.constantFrom(0, 0, 7),
    maxUse: fc.constantFrom(5, 60, 300),
    growth: fc.constantFrom(1, 1.1, 1.5, 0.9),
    shared: fc.boolean(),
  })
  .map(({ floor, free, maxUse, growth, shared, ...rest }) => ({
    curve: seatCurve({ ...rest, floor: seats(floor), free: seats(free) }, maxUse, growth, shared),
    uses: Array.from({ length: maxUse + 1 }, (_, use) => use),
  }));
const poolCurves = fc
  .record({
    tiers: fc.constantFrom(
      [tier(0, 3)],
      [tier(0, 3), tier(500, 2.8), tier(2000, 2.6)],
      [tier(0, 2), tier(700, 3)],
    ),
    kind,
    pack: fc.constantFrom(1, 10, 100, 500),
    minimum: fc.constantFrom(0, 0, 250),
    buffer: fc.constantFrom(0, 0.1),
    others: fc.constantFrom(0, 0, 35),
    growth: fc.constantFrom(1, 1.1),
  })
  .map(({ growth, pack, minimum, buffer, others, ...rest }) => ({
    curve: poolCurve(
      {
        ...rest,
        pack: tokens(pack),
        minimum: tokens(minimum),
        buffer: fraction(buffer),
        others: tokens(others),
      },
      3000,
      growth,
    ),
    uses: Array.from({ length: 300 }, (_, i) => 10.01 * i),
  }));

/** The range on one side of where a curve hides money, or all purchases. */
function someRange({ lots, hidden, buy }: CostCurve, use: number, upper: boolean): LotRange {
  const found = hidden(lots, use, buy(use).cost / 2);
  if (!found) return lots;
  return upper ? { from: found.lot + 1, to: lots.to } : { from: lots.from, to: found.lot };
}

describe("a cost curve", () => {
  it("shows no purchase dearer than it is, in all ranges together: a price bounds every use from below", () => {
    fc.assert(
      fc.property(
        fc.oneof(seatCurves, poolCurves),
        fc.nat(299),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ curve, uses }, place, share) => {
          const price = share * curve.steepest;
          const at = uses[place % uses.length]!;
          const [lower, upper] = [someRange(curve, at, false), someRange(curve, at, true)];
          const whole = leastPurchase(curve.convexPieces(curve.lots), price);
          const halves = Math.min(
            ...[lower, upper].map((range) => leastPurchase(curve.convexPieces(range), price)),
          );
          const least = Math.min(...uses.map((use) => curve.buy(use).cost - price * use));
          expect(whole).toBeLessThanOrEqual(least + 1e-6);
          expect(halves).toBeLessThanOrEqual(least + 1e-6);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("counts whole seats at growth: 10 used are 11 paid, 11 used are 13, and a bound counts 9 of 10 paid", () => {
    const one = { steps: [step(0, 100)], kind: "all units" as const, floor: seats(0) };
    const curve = seatCurve(one, 20, 1.1);
    expect([10, 11].map((use) => curve.buy(use).paid)).toEqual([11, 13]);
    expect(curve.convexPieces({ from: 10, to: 10 })).toEqual([[{ use: 9, cost: 1000 }]]);
  });

  it("hides the part of a seat that the linear programme does not pay for: 13 used, 14.3 counted, 15 paid", () => {
    const one = { steps: [step(0, 100)], kind: "all units" as const, floor: seats(0) };
    const curve = seatCurve(one, 200, 1.1);
    expect(curve.hidden(curve.lots, 13, 1430)).toEqual({ lot: 14, cost: 70 });
    expect(curve.hidden(curve.lots, 10, 1100)).toMatchObject({ cost: 0 });
  });

  it("bounds whole seats exactly: no price makes its breakpoints cheaper than the cheapest use", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STEPS),
        kind,
        fc.constantFrom(0, 4, 30),
        fc.constantFrom(1.1, 1.5, 0.9),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (steps, kindOfPrice, floor, growth, share) => {
          const curve = seatCurve({ steps, kind: kindOfPrice, floor: seats(floor) }, 60, growth);
          const price = share * curve.steepest;
          const exact = Math.min(
            ...Array.from({ length: 61 }, (_, use) => curve.buy(use).cost - price * use),
          );
          expect(leastPurchase(curve.convexPieces(curve.lots), price)).toBeCloseTo(exact, 6);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is linear at one price, without a floor, free seats or growth", () => {
    const linear = (steps: (typeof STEPS)[number], floor = 0, free = 0, growth = 1): boolean =>
      seatCurve({ steps, kind: "all units", floor: seats(floor), free: seats(free) }, 20, growth).linear;
    expect(linear([step(0, 100)])).toBe(true);
    expect(linear([step(0, 100), step(5, 90)])).toBe(false);
    expect(linear([step(0, 100)], 3)).toBe(false);
    expect(linear([step(0, 100)], 0, 1)).toBe(false);
    expect(linear([step(0, 100)], 0, 0, 1.1)).toBe(false);
  });

  it("is nowhere steeper than a seat at growth, a pack, or the smallest purchase", () => {
    const one = { steps: [step(0, 100), step(9, 80)], kind: "incremental" as const, floor: seats(0) };
    expect(seatCurve(one, 20, 1).steepest).toBe(100);
    expect(seatCurve(one, 20, 1.5).steepest).toBe(150);
    const pool = (minimum: number, others: number): number =>
      poolCurve(
        {
          tiers: [tier(0, 3)],
          kind: "all units",
          pack: tokens(100),
          minimum: tokens(minimum),
          buffer: fraction(0.1),
          others: tokens(others),
        },
        3000,
        1,
      ).steepest;
    expect(pool(0, 0)).toBeCloseTo(3 * 1.1 * 100, 9);
    // The first token may cost three packs; where others draw tokens anyway, only one.
    expect(pool(250, 0)).toBeCloseTo(3 * 1.1 * 300, 9);
    expect(pool(250, 35)).toBeCloseTo(3 * 1.1 * 100, 9);
  });
});
