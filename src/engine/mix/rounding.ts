import { bestResponse, groupOf, responseCost } from "./choices";
import type { Budget } from "./budget";
import type { Assignment, Change, ReducedCosts } from "./reduced-costs";
import type { Prices } from "./supplies";

/**
 * A good mix near a bound: its relaxed optimum in whole members, improved while one more or one fewer member at a cover
 * lowers the cost; `inPairs` also while two such steps together do.
 */
export function rounded(near: ReducedCosts, inPairs: boolean, budget: Budget): Assignment {
  const start = wholeMembers(near, budget);
  const nearest = near.nearest(MOST_LOOKED_AT);
  const known = new Set(nearest.map(({ cover }) => cover));
  const further = [...start.keys()].filter((cover) => !known.has(cover)).map((cover) => near.changeTo(cover));
  const changes = [...nearest, ...further];
  const mix = new Walk(near);
  for (const change of changes) mix.take(change, start.get(change.cover) ?? 0);
  const paired = inPairs ? changes.slice(0, MOST_PAIRED) : [];
  for (let helped = true; helped && budget.spend(changes.length * OPERATIONS_A_CHANGE);) {
    helped = false;
    for (const change of changes)
      for (const times of [1, -1] as const)
        while (mix.can(change, times) && mix.saves(change, times) > LEAST_GAIN) {
          mix.take(change, times);
          helped = true;
        }
    if (!helped && paired.length > 0 && budget.spend(paired.length * paired.length * OPERATIONS_A_PAIR))
      helped = mix.takeBestPair(paired);
  }
  return near.assignment(mix.taken);
}

/** A mix that is changed step by step. */
class Walk {
  /** How many members take each cover instead of that of the best response. */
  readonly taken = new Map<number, number>();
  private readonly changed = new Map<number, number>();
  private readonly use: number[];
  private excesses: readonly number[];

  constructor(private readonly near: ReducedCosts) {
    this.use = [...near.start];
    this.excesses = near.excesses(this.use);
  }

  can({ group, cover }: Change, times: 1 | -1): boolean {
    if (times < 0) return (this.taken.get(cover) ?? 0) > 0;
    return (this.changed.get(group) ?? 0) < this.near.membersOf({ group });
  }

  take({ group, cover, shift }: Change, times: number): void {
    if (times === 0) return;
    this.taken.set(cover, (this.taken.get(cover) ?? 0) + times);
    this.changed.set(group, (this.changed.get(group) ?? 0) + times);
    shift.forEach((by, r) => (this.use[r]! += times * by));
    this.excesses = this.near.excesses(this.use);
  }

  /** Takes the two steps that together save most; gives whether any two do. */
  takeBestPair(changes: readonly Change[]): boolean {
    let most = LEAST_GAIN;
    let best = null as readonly [Change, 1 | -1, Change, 1 | -1] | null;
    const shift = this.use.map(() => 0);
    const steps = changes.flatMap((change) =>
      ([1, -1] as const).filter((times) => this.can(change, times)).map((times) => ({ change, times })),
    );
    steps.forEach((a, i) => {
      for (const b of steps.slice(i + 1)) {
        if (a.change.group === b.change.group && a.times + b.times > 0 && !this.hasRoom(a.change, 2))
          continue;
        for (let r = 0; r < shift.length; r++)
          shift[r] = a.times * a.change.shift[r]! + b.times * b.change.shift[r]!;
        const saves =
          -a.times * a.change.loss -
          b.times * b.change.loss -
          this.near.rise(this.excesses, this.use, shift, 1);
        if (saves > most) {
          most = saves;
          best = [a.change, a.times, b.change, b.times];
        }
      }
    });
    if (!best) return false;
    const [first, times, second, also] = best;
    this.take(first, times);
    this.take(second, also);
    return true;
  }

  private hasRoom({ group }: Change, members: number): boolean {
    return (this.changed.get(group) ?? 0) + members <= this.near.membersOf({ group });
  }

  saves({ loss, shift }: Change, times: 1 | -1): number {
    return -times * loss - this.near.rise(this.excesses, this.use, shift, times);
  }
}

/**
 * The relaxed optimum in whole members: how many of each group get which other cover than that of the best response.
 * What is rounded off at one cover is carried to the next.
 */
function wholeMembers({ groups, bound, response }: ReducedCosts, budget: Budget): Map<number, number> {
  const wanted = new Map<number, number>();
  const responses = new Map<Prices, Int32Array>();
  for (const { prices, part, share } of bound.mixture) {
    if (!responses.has(prices)) {
      budget.charge(responseCost(groups));
      responses.set(prices, bestResponse(groups, prices).cover);
    }
    responses.get(prices)!.forEach((cover, group) => {
      if (cover === response.cover[group] || groups.part[group] !== part) return;
      wanted.set(cover, (wanted.get(cover) ?? 0) + share * groups.size[group]!);
    });
  }
  const taken = new Map<number, number>();
  const room = new Map<number, number>();
  let carried = 0;
  for (const [cover, want] of [...wanted].sort(([a], [b]) => a - b)) {
    const group = groupOf(groups, cover);
    const left = room.get(group) ?? groups.size[group]!;
    const times = Math.min(Math.max(Math.round(want + carried), 0), left);
    carried += want - times;
    room.set(group, left - times);
    if (times > 0) taken.set(cover, times);
  }
  return taken;
}

const MOST_LOOKED_AT = 2000;
const MOST_PAIRED = 60;
const OPERATIONS_A_CHANGE = 400;
const OPERATIONS_A_PAIR = 400;
/** A saving below this is the noise of sums. */
const LEAST_GAIN = 1e-8;
