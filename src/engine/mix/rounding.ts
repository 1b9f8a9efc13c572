import { addTo } from "../tally";
import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { bestResponse, groupOf, responseCost } from "./choices";
import { PROGRESS } from "./progress";
import type { PricedMix, Change, ReducedCosts } from "./reduced-costs";
import type { Prices } from "./supplies";

/**
 * Primal heuristic: rounds the relaxed optimum of a bound to whole members and improves it by local search. A step
 * gives a cover to one member more or fewer; with `inPairs`, pairs of steps are tried once no single step helps.
 */
export function* roundedInSteps(near: ReducedCosts, inPairs: boolean, budget: Budget): Steps<PricedMix> {
  const start = wholeMembers(near, budget);
  const nearest = near.nearest(MOST_LOOKED_AT);
  const known = new Set(nearest.map(({ cover }) => cover));
  const further = [...start.keys()].filter((cover) => !known.has(cover)).map((cover) => near.changeTo(cover));
  const changes = [...nearest, ...further];
  const walk = new Walk(near);
  for (const change of changes) walk.take(change, start.get(change.cover) ?? 0);
  const paired = changes.slice(0, MOST_PAIRED);
  for (let helped = true; helped && budget.spend(changes.length * OPERATIONS_A_CHANGE);) {
    helped = false;
    for (const [place, change] of changes.entries()) {
      if (place % CHANGES_BETWEEN_PAUSES === 0) yield PROGRESS;
      helped = walk.improveBy(change) || helped;
    }
    if (!helped && inPairs && budget.spend(paired.length * paired.length * OPERATIONS_A_PAIR))
      helped = walk.takeBestPair(paired);
  }
  return near.assignment(walk.taken);
}

/** One member more or one fewer takes a change. */
interface RoundingStep {
  readonly change: Change;
  readonly times: 1 | -1;
}

/** A mix under local search. */
class Walk {
  /** The number of members that take each cover instead of that of the best response. */
  readonly taken = new Map<number, number>();
  private readonly changed = new Map<number, number>();
  private readonly use: number[];
  private excesses: readonly number[];

  constructor(private readonly near: ReducedCosts) {
    this.use = [...near.start];
    this.excesses = near.excesses(this.use);
  }

  take({ group, cover, shift }: Change, times: number): void {
    if (times === 0) return;
    addTo(this.taken, cover, times);
    addTo(this.changed, group, times);
    shift.forEach((by, r) => (this.use[r]! += times * by));
    this.excesses = this.near.excesses(this.use);
  }

  /** Takes a change, or takes it back, as often as that lowers the cost; returns whether it did. */
  improveBy(change: Change): boolean {
    let helped = false;
    for (const times of [1, -1] as const)
      while (
        this.can({ change, times }) &&
        this.saves(times * change.loss, change.shift, times) > LEAST_GAIN
      ) {
        this.take(change, times);
        helped = true;
      }
    return helped;
  }

  /** Takes the pair of steps that saves most; returns whether any pair saves money. */
  takeBestPair(changes: readonly Change[]): boolean {
    const steps = changes
      .flatMap((change): RoundingStep[] => [
        { change, times: 1 },
        { change, times: -1 },
      ])
      .filter((step) => this.can(step));
    let [most, best] = [LEAST_GAIN, null as readonly RoundingStep[] | null];
    const shift = this.use.map(() => 0);
    for (const [i, a] of steps.entries()) {
      for (const b of steps.slice(i + 1)) {
        if (!this.canBoth(a, b)) continue;
        for (let r = 0; r < shift.length; r++)
          shift[r] = a.times * a.change.shift[r]! + b.times * b.change.shift[r]!;
        const saves = this.saves(a.times * a.change.loss + b.times * b.change.loss, shift, 1);
        if (saves > most) [most, best] = [saves, [a, b]];
      }
    }
    for (const { change, times } of best ?? []) this.take(change, times);
    return best !== null;
  }

  private can({ change: { group, cover }, times }: RoundingStep): boolean {
    return times > 0 ? this.room(group) > 0 : (this.taken.get(cover) ?? 0) > 0;
  }

  private canBoth(a: RoundingStep, b: RoundingStep): boolean {
    return a.change.group !== b.change.group || a.times + b.times <= 0 || this.room(a.change.group) > 1;
  }

  private room(group: number): number {
    return this.near.membersOf({ group }) - (this.changed.get(group) ?? 0);
  }

  private saves(losses: number, shift: readonly number[], times: number): number {
    return -losses - this.near.rise(this.excesses, this.use, shift, times);
  }
}

/**
 * The relaxed optimum in whole members: the number of members that take each cover instead of that of the best
 * response. The rounding error of a cover is carried to the next.
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

const MOST_LOOKED_AT = 300;
const MOST_PAIRED = 60;
const OPERATIONS_A_CHANGE = 400;
const OPERATIONS_A_PAIR = 400;
const CHANGES_BETWEEN_PAUSES = 100;
/** A saving below this is rounding noise. */
const LEAST_GAIN = 1e-8;
