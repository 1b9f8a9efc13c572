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
});
