import type { Bound } from "./bound";
import { addUse, bestResponse, costAt, groupOf, type Counts, type Groups, type Response } from "./choices";
import type { CostCurve } from "./cost-curves";
import type { ResourceSupply } from "./supplies";

/** A feasible mix with its cost: the number of members with each cover. */
export interface PricedMix {
  readonly counts: Counts;
  /** The use of each resource. */
  readonly use: readonly number[];
  /** Money, move thresholds and the weights of ties. */
  readonly cost: number;
}

/** A member of a group takes another cover than in the best response. */
export interface Change {
  readonly group: number;
  readonly cover: number;
  /** The reduced cost of the cover at the prices of the bound. Never negative. */
  readonly loss: number;
  /** The change in the use of each resource. */
  readonly shift: readonly number[];
}

/**
 * The mixes near a Lagrangian bound. Every mix is the best response with some changes. Its cost is the bound, plus the
 * losses (reduced costs) of its changes, plus the excess: the cost of its purchases beyond their cost in the bound.
 * Neither is negative. So the losses of a mix that is cheaper than the best known add up to less than the gap.
 */
export class ReducedCosts {
  readonly response: Response;
  /** The use of the best response. */
  readonly start: readonly number[];
  private readonly losses: Float64Array;
  /** The supply of each resource, and the index of the resource within it. */
  private readonly suppliedBy: readonly { readonly supply: number; readonly nth: number }[];

  constructor(
    readonly groups: Groups,
    private readonly curves: readonly CostCurve[],
    private readonly supplies: readonly ResourceSupply[],
    readonly bound: Bound,
  ) {
    this.response = bestResponse(groups, bound.prices);
    this.start = [...this.response.use];
    this.losses = Float64Array.from(groups.fixedCost, (_, cover) => costAt(groups, cover, bound.prices));
    this.response.cover.forEach((from, group) => {
      const least = this.losses[from]!;
      for (let cover = groups.first[group]!; cover < groups.first[group + 1]!; cover++)
        this.losses[cover] = Math.max(this.losses[cover]! - least, 0);
    });
    this.suppliedBy = curves.map((_, r) => {
      const supply = supplies.findIndex(({ resources }) => resources.includes(r));
      return { supply, nth: supplies[supply]!.resources.indexOf(r) };
    });
  }

  /** Whether a resource is used in whole numbers: seats are, tokens are not. */
  isCounted(resource: number): boolean {
    return this.curves[resource]!.counted;
  }

  membersOf({ group }: { readonly group: number }): number {
    return this.groups.size[group]!;
  }

  /** The `count` changes with the least losses. */
  nearest(count: number): Change[] {
    // The covers of the response have a loss of 0 and come first, but are no changes.
    const losses = Float64Array.from(this.losses).sort();
    return this.changes(losses[this.groups.size.length + count] ?? Infinity).slice(0, count);
  }

  /** The changes with a loss of at most `most`, by loss and then by cover. */
  changes(most: number): Change[] {
    const { groups, losses } = this;
    const changes: Change[] = [];
    this.response.cover.forEach((from, group) => {
      for (let cover = groups.first[group]!; cover < groups.first[group + 1]!; cover++)
        if (cover !== from && losses[cover]! <= most) changes.push(this.changeTo(cover, group));
    });
    return changes.sort((a, b) => a.loss - b.loss || a.cover - b.cover);
  }

  changeTo(cover: number, group = groupOf(this.groups, cover)): Change {
    const shift = this.start.map(() => 0);
    addUse(this.groups, this.response.cover[group]!, -1, shift);
    addUse(this.groups, cover, 1, shift);
    return { group, cover, loss: this.losses[cover]!, shift };
  }

  /** The cost of the purchases for a use beyond their cost in the bound. */
  excess(use: readonly number[]): number {
    let excess = 0;
    for (let s = 0; s < this.supplies.length; s++) excess += this.excessIn(s, use);
    return excess;
  }

  /** The excess of each supply. */
  excesses(use: readonly number[]): number[] {
    return this.supplies.map((_, s) => this.excessIn(s, use));
  }

  /** The rise of the excess from its parts `now` if the use is shifted `times` times. */
  rise(now: readonly number[], use: readonly number[], shift: readonly number[], times: number): number {
    let rise = 0;
    for (let s = 0; s < this.supplies.length; s++)
      if (this.supplies[s]!.resources.some((r) => shift[r] !== 0))
        rise += this.excessIn(s, use, shift, times) - now[s]!;
    return rise;
  }

  /** A lower bound of the excess if so much of one resource is used, for any use of the others. */
  excessOf(resource: number, use: number): number {
    const { supply, nth } = this.suppliedBy[resource]!;
    return this.bound.conjugates[supply]!.excessOf(nth, use);
  }

  private excessIn(s: number, use: readonly number[], shift: readonly number[] = use, times = 0): number {
    const { resources } = this.supplies[s]!;
    const { prices, conjugates } = this.bound;
    const amounts = new Array<number>(resources.length);
    let excess = -conjugates[s]!.value;
    for (let i = 0; i < resources.length; i++) {
      const r = resources[i]!;
      amounts[i] = Math.max(use[r]! + times * shift[r]!, 0);
      excess -= prices[r]! * amounts[i]!;
    }
    return excess + this.supplies[s]!.cost(amounts);
  }

  /** The best response with the given number of changes to each cover. */
  assignment(changed: Counts): PricedMix {
    const { groups, response } = this;
    const counts = new Map<number, number>();
    response.cover.forEach((cover, group) => counts.set(cover, groups.size[group]!));
    for (const [cover, times] of changed) {
      if (times === 0) continue;
      const base = response.cover[groupOf(groups, cover)]!;
      counts.set(base, counts.get(base)! - times).set(cover, times);
    }
    return assignmentOf(groups, this.supplies, counts, this.start.length);
  }
}

/** The use and the cost of a mix. */
function assignmentOf(
  groups: Groups,
  supplies: readonly ResourceSupply[],
  counts: Counts,
  resources: number,
): PricedMix {
  const use = new Array<number>(resources).fill(0);
  let cost = 0;
  for (const [cover, times] of counts) {
    cost += times * groups.fixedCost[cover]!;
    addUse(groups, cover, times, use);
  }
  for (const supply of supplies) cost += supply.cost(supply.resources.map((r) => Math.max(use[r]!, 0)));
  return { counts, use, cost };
}
