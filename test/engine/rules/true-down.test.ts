import fc from "fast-check";
import { droppable, ratchet, savingOverYears, yearlySaving } from "../../../src/engine/rules/true-down";
import { trueUpCost } from "../../../src/engine/rules/true-up";
import { fraction, rate, seats } from "../../../src/engine/units";

const all = fraction(1);
const seatYearsDropped = (start: number, path: readonly number[]): number =>
  path.reduce((sum, paid) => sum + start - paid, 0);

describe("true-down (DOMAIN §8, §13)", () => {
  it("9,000 + 5,500 owned and 10,200 used leave 4,300 to drop, 15.91 M a year at 3,700", () => {
    const drop = droppable(seats(9000 + 5500), seats(10_200), all, seats(0));
    expect(drop).toBe(4300);
    expect(yearlySaving(drop, rate(3700))).toBe(15_910_000);
  });

  it("is held by the cap, and by the floor, and never below 0", () => {
    expect(droppable(seats(14_500), seats(10_200), fraction(0.2), seats(0))).toBe(2900);
    expect(droppable(seats(14_500), seats(8000), all, seats(10_000))).toBe(4500);
    expect(droppable(seats(100), seats(120), all, seats(0))).toBe(0);
    expect(droppable(seats(100), seats(50), all, seats(200))).toBe(0);
  });

  it("rounds drops down and seats needed up", () => {
    expect(droppable(seats(15), seats(0), fraction(0.2), seats(0))).toBe(3);
    expect(droppable(seats(19), seats(0), fraction(0.1), seats(0))).toBe(1);
    expect(droppable(seats(10), seats(7.2), all, seats(0))).toBe(2);
    // 0.29 × 100 is 28.999999999999996 in binary
    expect(droppable(seats(100), seats(0), fraction(0.29), seats(0))).toBe(29);
  });

  it("saves nothing when the fee stays, and the maintenance too when it falls", () => {
    expect(yearlySaving(seats(10), rate(100), 0.2, true)).toBe(1200);
    expect(yearlySaving(seats(10), rate(100), 0.2, false)).toBe(0);
  });
});

describe("the ratchet (DOMAIN §8, §13)", () => {
  it("14,500 with a 20 % cap, floor 10,000 and 10,200 needed: 11,600 in year 1, 10,200 from year 2", () => {
    const path = ratchet(seats(14_500), [10_200, 10_200, 10_200].map(seats), fraction(0.2), seats(10_000));
    expect(path).toEqual([11_600, 10_200, 10_200]);
    expect(seatYearsDropped(seats(14_500), path)).toBe(11_500);
    expect(seatYearsDropped(seats(14_500), path) * 3700).toBe(42_550_000);
  });

  it("with a reset at signing the three years save 47.73 M", () => {
    const path = ratchet(seats(14_500), [10_200, 10_200, 10_200].map(seats), all, seats(10_000));
    expect(seatYearsDropped(seats(14_500), path) * 3700).toBe(47_730_000);
  });

  it("without the right pays for the peak for ever", () => {
    expect(ratchet(seats(100), [90, 120, 80].map(seats), fraction(0), seats(0))).toEqual([100, 120, 120]);
  });

  const use = fc.array(fc.integer({ min: 0, max: 500 }).map(seats), { minLength: 1, maxLength: 8 });
  it("always covers the use, and with a higher cap never pays for more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        use,
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (start, needs, a, b) => {
          const [low, high] = [Math.min(a, b) / 100, Math.max(a, b) / 100];
          const tight = ratchet(seats(start), needs, fraction(low), seats(0));
          const loose = ratchet(seats(start), needs, fraction(high), seats(0));
          tight.forEach((paid, i) => {
            expect(paid).toBeGreaterThanOrEqual(needs[i] as number);
            expect(loose[i]).toBeLessThanOrEqual(paid);
          });
        },
      ),
    );
  });
});

describe("the saving over years (DOMAIN §13)", () => {
  const saving = (
    needed: number,
    cap: number,
    floor: number,
    years: number,
    maintenance = 0,
    follows = true,
  ) =>
    savingOverYears(
      seats(14_500),
      seats(needed),
      rate(3700),
      fraction(cap),
      seats(floor),
      years,
      maintenance,
      follows,
    );

  it("15.91 M in a year; with a 20 % cap 42.55 M in three, with a reset at signing 47.73 M", () => {
    expect(saving(10_200, 1, 0, 1)).toBe(15_910_000);
    expect(saving(10_200, 0.2, 10_000, 3)).toBe(42_550_000);
    expect(saving(10_200, 1, 10_000, 3)).toBe(47_730_000);
  });

  it("is 0 when more is needed than owned, when nothing may go, and when the fee stays", () => {
    expect(saving(20_000, 1, 0, 3)).toBe(0);
    expect(saving(10_200, 0, 0, 3)).toBe(0);
    expect(saving(10_200, 1, 20_000, 3)).toBe(0);
    expect(saving(10_200, 1, 0, 3, 0.2, false)).toBe(0);
    expect(saving(10_200, 1, 0, 1, 0.2)).toBeCloseTo(19_092_000, 6);
  });
});

describe("true-up (DOMAIN §7)", () => {
  it("50 bought, 55 assigned for 7 months at 2,030: 5,920.83", () => {
    expect(trueUpCost(seats(50), seats(55), rate(2030), 7)).toBeCloseTo(5920.8333, 4);
  });

  it("costs nothing within what was bought, and stops at the agreed number of seats", () => {
    expect(trueUpCost(seats(50), seats(50), rate(2030), 7)).toBe(0);
    expect(trueUpCost(seats(50), seats(40), rate(2030), 7)).toBe(0);
    expect(trueUpCost(seats(50), seats(55), rate(1200), 12, seats(2))).toBe(2400);
  });

  it("adds a year of every seat over from the renewal on, whatever could be charged back", () => {
    expect(trueUpCost(seats(50), seats(55), rate(1200), 12, seats(2), rate(2000))).toBe(2400 + 10_000);
    expect(trueUpCost(seats(50), seats(40), rate(1200), 12, undefined, rate(2000))).toBe(0);
  });
});
