import { random } from "../../../examples/sample/random";
import { at } from "../../../src/engine/at";
import { fillFloors, type FloorLine } from "../../../src/engine/mix/fill-floors";

interface Case {
  readonly floors: readonly number[];
  readonly lines: readonly FloorLine[];
  readonly prices: readonly number[];
  readonly needs: readonly number[];
}

/** Up to three contracts that share up to three offerings, with lines of a few seats at prices that often tie. */
function drawn(seed: number): Case {
  const draw = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const [contracts, offerings] = [pick([1, 2, 3]), pick([1, 2, 3])];
  const lines = Array.from({ length: pick([1, 2, 3, 4, 5]) }, () => ({
    offering: Math.floor(draw() * offerings),
    contract: Math.floor(draw() * contracts),
    room: pick([1, 2, 3]),
    unitPrice: pick([50, 80, 100, 100, 150, 200]),
  }));
  return {
    lines,
    floors: Array.from({ length: contracts }, (_, contract) => {
      const room = lines.reduce((sum, line) => sum + (line.contract === contract ? line.room : 0), 0);
      return Math.min(pick([0, 1, 2, 4, 6]), room);
    }),
    prices: Array.from({ length: offerings }, () => pick([70, 100, 160])),
    needs: Array.from({ length: offerings }, () => pick([0, 1, 2, 3, 4])),
  };
}

const cost = ({ lines, prices }: Case, taken: readonly number[], fresh: readonly number[]): number =>
  lines.reduce((sum, { unitPrice }, l) => sum + unitPrice * at(taken, l), 0) +
  prices.reduce((sum, price, i) => sum + price * at(fresh, i), 0);

/** The cheapest seats without floors: lines that are cheaper than the list, the cheapest first, then the list. */
function withoutFloors({ lines, prices, needs }: Case): { taken: number[]; fresh: number[] } {
  const fresh = [...needs];
  const taken = lines.map(() => 0);
  const cheapFirst = [...lines.keys()].sort((a, b) => at(lines, a).unitPrice - at(lines, b).unitPrice);
  for (const l of cheapFirst) {
    const { offering, room, unitPrice } = at(lines, l);
    if (unitPrice >= at(prices, offering)) continue;
    taken[l] = Math.min(at(fresh, offering), room);
    fresh[offering] = at(fresh, offering) - at(taken, l);
  }
  return { taken, fresh };
}

function byTryingAll(one: Case): number {
  const { floors, lines, needs } = one;
  let least = Infinity;
  const taken: number[] = [];
  const look = (l: number): void => {
    const line = lines[l];
    if (line) {
      for (let n = 0; n <= line.room; n++) {
        taken[l] = n;
        look(l + 1);
      }
      return;
    }
    const on = (key: "offering" | "contract", place: number): number =>
      lines.reduce((sum, one, i) => sum + (one[key] === place ? at(taken, i) : 0), 0);
    if (floors.some((floor, contract) => on("contract", contract) < floor)) return;
    const fresh = needs.map((need, offering) => Math.max(need - on("offering", offering), 0));
    least = Math.min(least, cost(one, taken, fresh));
  };
  look(0);
  return least;
}

describe("filling the floors of contracts", () => {
  it("costs the least there is, for 2,000 drawn contracts that share offerings", () => {
    let moved = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      const one = drawn(seed);
      const { taken, fresh } = withoutFloors(one);
      const before = cost(one, taken, fresh);
      fillFloors(one.floors, one.lines, one.prices, taken, fresh);
      const after = cost(one, taken, fresh);
      expect({ seed, after }).toEqual({ seed, after: byTryingAll(one) });
      if (after !== before) moved++;
    }
    expect(moved).toBeGreaterThan(500);
  });

  it("moves a seat over two contracts: B gives its Revit seat to A, and takes an AutoCAD seat nobody needs", () => {
    // A is short of a seat and has room for Revit at 150; new Revit seats beside B's cost as much as on A.
    const lines = [
      { offering: 0, contract: 0, room: 1, unitPrice: 150 },
      { offering: 0, contract: 1, room: 1, unitPrice: 100 },
      { offering: 1, contract: 1, room: 1, unitPrice: 20 },
    ];
    const taken = [0, 1, 0];
    fillFloors([1, 1], lines, [200, 30], taken, [0, 0]);
    // Moving costs 150 − 100 + 20; a Revit seat that nobody needs costs 150.
    expect(taken).toEqual([1, 0, 1]);
  });

  it("fills a floor as far as the lines have room", () => {
    const taken = [0];
    fillFloors([5], [{ offering: 0, contract: 0, room: 2, unitPrice: 10 }], [5], taken, [0]);
    expect(taken).toEqual([2]);
  });
});
