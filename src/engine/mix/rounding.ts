import { bestResponse, groupOf, responseCost } from "./choices";
import type { Budget } from "./budget";
import type { Assignment, Change, ReducedCosts } from "./reduced-costs";
import type { Prices } from "./supplies";

/** One more of a group takes a change, or one fewer. */
interface Step {
  readonly change: Change;
  readonly times: 1 | -1;
}

/** A good mix near a bound: its relaxed optimum in whole members, improved by steps, and by pairs of them while it costs more than `enough`. */
export function rounded(near: ReducedCosts, enough: number, budget: Budget): Assignment {
  const start = wholeMembers(near, budget);
  const nearest = near.nearest(MOST_LOOKED_AT);
  const known = new Set(nearest.map(({ cover }) => cover));
  const further = [...start.keys()].filter((cover) => !known.has(cover)).map((cover) => near.changeTo(cover));
  const changes = [...nearest, ...further];
  const mix = new Walk(near);
  for (const change of changes) {
    for (let n = start.get(change.cover) ?? 0; n > 0; n--) mix.take({ change, times: 1 });
  }
  const steps = stepsOf(changes);
  const fewSteps = stepsOf(changes.slice(0, MOST_PAIRED));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (!budget.spend(steps.length * 200)) break;
    let helped = false;
    for (const step of steps) {
      while (mix.can(step) && mix.saves(step) > LEAST_GAIN) {
        mix.take(step);
        helped = true;
      }
    }
    if (helped) continue;
    const able = mix.cost > enough ? fewSteps.filter((step) => mix.can(step)) : [];
    if (!budget.spend(able.length * able.length * 200)) break;
    const pair = mix.bestPair(able);
    if (!pair) break;
    for (const step of pair) mix.take(step);
  }
  return near.assignment(mix.covers());
}

const stepsOf = (changes: readonly Change[]): Step[] =>
  changes.flatMap((change) => [{ change, times: 1 } as const, { change, times: -1 } as const]);

/** A mix that is changed step by step. */
class Walk {
  private readonly taken = new Map<Change, number>();
  private readonly changed = new Map<number, number>();
  private readonly at: number[];
  /** What the use there costs beyond the bound, by purchase. */
  private over: readonly number[];

  constructor(private readonly near: ReducedCosts) {
    this.at = [...near.start];
    this.over = near.excesses(this.at);
  }

  get cost(): number {
    let cost = this.over.reduce((sum, one) => sum + one, this.near.bound.value);
    for (const [{ loss }, times] of this.taken) cost += times * loss;
    return cost;
  }

  covers(): Map<number, number> {
    return new Map([...this.taken].map(([{ cover }, times]) => [cover, times]));
  }

  can({ change, times }: Step): boolean {
    return (times > 0 ? this.room(change) : (this.taken.get(change) ?? 0)) > 0;
  }

  take({ change, times }: Step): void {
    this.taken.set(change, (this.taken.get(change) ?? 0) + times);
    this.changed.set(change.group, (this.changed.get(change.group) ?? 0) + times);
    change.shift.forEach((by, i) => (this.at[i]! += times * by));
    this.over = this.near.excesses(this.at);
  }

  saves({ change, times }: Step): number {
    return -times * change.loss - this.near.rise(this.over, this.at, change.shift, times);
  }

  /** The two steps that together save most; null where no two do. */
  bestPair(steps: readonly Step[]): readonly Step[] | null {
    let [most, best] = [LEAST_GAIN, null as readonly Step[] | null];
    const shift = this.at.map(() => 0);
    steps.forEach((a, i) => {
      for (let j = i + 1; j < steps.length; j++) {
        const b = steps[j]!;
        const sameGroup = a.change.group === b.change.group;
        if (sameGroup && a.times + b.times > 0 && this.room(a.change) < 2) continue;
        for (let r = 0; r < shift.length; r++)
          shift[r] = a.times * a.change.shift[r]! + b.times * b.change.shift[r]!;
        const losses = a.times * a.change.loss + b.times * b.change.loss;
        const saves = -losses - this.near.rise(this.over, this.at, shift, 1);
        if (saves > most) [most, best] = [saves, [a, b]];
      }
    });
    return best;
  }

  private room(change: Change): number {
    return this.near.membersOf(change) - (this.changed.get(change.group) ?? 0);
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
const MOST_PAIRED = 120;
const MOST_ROUNDS = 100;
/** A saving below this is the noise of sums. */
const LEAST_GAIN = 1e-8;
