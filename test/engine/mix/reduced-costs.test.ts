import { random } from "../../../examples/sample/random";
import { at } from "../../../src/engine/at";
import { Budget } from "../../../src/engine/mix/budget";
import { ReducedCosts } from "../../../src/engine/mix/reduced-costs";
import { finish } from "../../../src/engine/steps";
import { partsOf } from "./parts-of";

function nearOf(seed: number): ReducedCosts {
  const { groups, curves, supplies, bounds } = partsOf(seed, { users: 25, kinds: 12, growth: 1.1 });
  const everything = curves.map(({ lots }) => lots);
  const bound = finish(bounds.bestInSteps(everything, Infinity, new Budget(1e9)));
  return new ReducedCosts(groups, curves, supplies, bound);
}

describe("the mixes near a bound", () => {
  const all = [1, 2, 3].map(nearOf);

  it("cost the bound, the losses of their changes and the excess of their purchases", () => {
    all.forEach((near, seed) => {
      const draw = random(seed);
      const changes = near.changes(Infinity);
      for (let round = 0; round < 40; round++) {
        const open = [...near.groups.size];
        const taken = new Map<number, number>();
        let losses = 0;
        for (const change of changes) {
          const times = draw() < 0.05 ? Math.floor(draw() * (open[change.group]! + 1)) : 0;
          taken.set(change.cover, times);
          open[change.group]! -= times;
          losses += times * change.loss;
        }
        const mix = near.assignment(taken);
        expect(mix.cost).toBeCloseTo(near.bound.value + losses + near.excess(mix.use), 4);
        expect([...mix.counts.values()].reduce((sum, n) => sum + n, 0)).toBe(25);
      }
    });
  });

  it("are found by their losses: the nearest changes are the first of all changes", () => {
    for (const near of all) {
      const changes = near.changes(Infinity);
      const { groups, response } = near;
      expect(changes).toHaveLength(groups.fixedCost.length - response.cover.length);
      expect(changes.map(({ loss }) => loss)).toEqual(changes.map(({ loss }) => loss).sort((a, b) => a - b));
      expect(near.nearest(7)).toEqual(changes.slice(0, 7));
      expect(near.nearest(1e6)).toEqual(changes);
      const { loss } = at(changes, 9);
      expect(near.changes(loss)).toEqual(changes.filter((one) => one.loss <= loss));
      changes.slice(1).forEach((one, i) => {
        const before = at(changes, i);
        if (before.loss === one.loss) expect(before.cover).toBeLessThan(one.cover);
      });
      for (const { cover, shift } of changes.slice(0, 30)) {
        const { use } = near.assignment(new Map([[cover, 1]]));
        shift.forEach((amount, r) => expect(use[r]! - near.start[r]!).toBeCloseTo(amount, 6));
      }
      expect(near.membersOf(at(changes, 0))).toBe(groups.size[at(changes, 0).group]);
    }
  });

  it("rise by the excess of what a change uses, one resource at a time or all", () => {
    for (const near of all) {
      const use = near.start;
      const now = near.excesses(use);
      expect(now.reduce((sum, excess) => sum + excess, 0)).toBeCloseTo(near.excess(use), 6);
      now.forEach((excess, r) => expect(near.excessOf(r, use[r]!)).toBeCloseTo(excess, 6));
      for (const { shift } of near.changes(Infinity).slice(0, 30)) {
        const after = use.map((amount, r) => Math.max(amount + 2 * shift[r]!, 0));
        expect(near.rise(now, use, shift, 2)).toBeCloseTo(near.excess(after) - near.excess(use), 6);
      }
    }
  });
});
