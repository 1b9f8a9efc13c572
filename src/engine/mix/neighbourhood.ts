import { addUse, costAt, type Bound } from "./bound";
import type { Kinds } from "./kinds";
import type { Tariff } from "./tariff";

/** Who gets what: the cover of each kind, and how many of a kind have which other cover instead. */
export interface Assignment {
  readonly cover: Int32Array;
  readonly others: ReadonlyMap<number, number>;
  /** Seats of each offering, and last tokens, that it uses. */
  readonly use: Float64Array;
  /** Money and thresholds. */
  readonly cost: number;
}

/** One of a kind takes another cover than the bound's: what that costs at the bound's prices, and what it changes in use. */
export interface Change {
  readonly kind: number;
  readonly cover: number;
  /** Never negative. */
  readonly loss: number;
  /** Use that it changes, of what couples people, by place in `Neighbourhood.coupled`. */
  readonly shift: readonly number[];
}

/**
 * The mixes near a bound. Every mix is the bound's response with some changes, and costs exactly the bound + the losses of its changes
 * + what its purchases cost beyond what the bound counts for them, and none of these is negative. So mixes cheaper than the best
 * known have changes whose losses together are less than the gap, and those are few.
 */
export class Neighbourhood {
  /** Offerings, and last the pool, of which a use can cost more than the bound says. */
  readonly coupled: readonly number[];
  /** What the response uses of those. */
  readonly start: readonly number[];
  /** What each cover costs at the bound's prices beyond the cheapest of its kind; never negative. */
  private readonly losses: Float64Array;

  constructor(
    readonly kinds: Kinds,
    private readonly tariffs: readonly Tariff[],
    readonly bound: Bound,
  ) {
    this.coupled = tariffs.flatMap(({ straight }, r) => (straight && r < tariffs.length - 1 ? [] : [r]));
    this.start = this.coupled.map((r) => bound.response.use[r] ?? 0);
    this.losses = Float64Array.from(kinds.tokens, (_, cover) => costAt(kinds, cover, bound.prices));
    bound.response.cover.forEach((from, kind) => {
      const cost = this.losses[from] ?? 0;
      const end = kinds.first[kind + 1] ?? 0;
      for (let cover = kinds.first[kind] ?? 0; cover < end; cover++) {
        this.losses[cover] = Math.max((this.losses[cover] ?? 0) - cost, 0);
      }
    });
  }

  /** Whether a place in `coupled` is that of the pool: its use is no whole number. */
  isPool(i: number): boolean {
    return this.coupled[i] === this.tariffs.length - 1;
  }

  peopleOf({ kind }: { readonly kind: number }): number {
    return this.kinds.people[kind]?.length ?? 0;
  }

  /** So many of the changes with the least loss. */
  nearest(count: number): Change[] {
    // Every kind's own cover is no change and stands in front with a loss of 0.
    const losses = Float64Array.from(this.losses).sort();
    return this.changes(losses[this.kinds.people.length + count] ?? Infinity).slice(0, count);
  }

  /** The changes with a loss of at most `most`, least loss first, then as the covers stand. */
  changes(most: number): Change[] {
    const { kinds, losses } = this;
    const changes: Change[] = [];
    this.bound.response.cover.forEach((from, kind) => {
      const end = kinds.first[kind + 1] ?? 0;
      for (let cover = kinds.first[kind] ?? 0; cover < end; cover++) {
        if (cover !== from && (losses[cover] ?? 0) <= most) changes.push(this.changeTo(cover, kind));
      }
    });
    return changes.sort((a, b) => a.loss - b.loss || a.cover - b.cover);
  }

  /** The change of one of a kind to a cover that is not the response's. */
  changeTo(cover: number, kind = kindOf(this.kinds, cover)): Change {
    const from = this.bound.response.cover[kind] ?? 0;
    return { kind, cover, loss: this.losses[cover] ?? 0, shift: this.shift(from, cover) };
  }

  private shift(from: number, to: number): number[] {
    const use = new Float64Array(this.tariffs.length);
    addUse(this.kinds, from, -1, use);
    addUse(this.kinds, to, 1, use);
    return this.coupled.map((r) => use[r] ?? 0);
  }

  /** What purchases for a use cost beyond what the bound counts for them. */
  excess(at: readonly number[]): number {
    return at.reduce((over, use, i) => over + this.excessOf(i, use), 0);
  }

  /** By how much that rises over `now`, its parts, when the use shifts so many times. */
  rise(now: readonly number[], at: readonly number[], shift: readonly number[], times: number): number {
    let rise = 0;
    for (let i = 0; i < at.length; i++) {
      const by = shift[i] ?? 0;
      if (by !== 0) rise += this.excessOf(i, (at[i] ?? 0) + times * by) - (now[i] ?? 0);
    }
    return rise;
  }

  /** The part of one of `coupled` in that. */
  excessOf(i: number, use: number): number {
    const r = this.coupled[i] ?? 0;
    const { cost } = (this.tariffs[r] as Tariff).buy(Math.max(use, 0));
    return cost - (this.bound.prices[r] ?? 0) * use - (this.bound.purchases[r] ?? 0);
  }

  /** The response with so many of each other cover instead. */
  assignment(others: ReadonlyMap<number, number>): Assignment {
    const { kinds, bound } = this;
    const { cover } = bound.response;
    const use = Float64Array.from(bound.response.use);
    let cost = 0;
    kinds.people.forEach((people, kind) => (cost += people.length * (kinds.hurdle[cover[kind] ?? 0] ?? 0)));
    for (const [other, times] of others) {
      const from = cover[kindOf(kinds, other)] ?? 0;
      addUse(kinds, from, -times, use);
      addUse(kinds, other, times, use);
      cost += times * ((kinds.hurdle[other] ?? 0) - (kinds.hurdle[from] ?? 0));
    }
    use.forEach((amount, r) => (cost += (this.tariffs[r] as Tariff).buy(Math.max(amount, 0)).cost));
    return { cover, others: new Map([...others].filter(([, times]) => times > 0)), use, cost };
  }
}

/** How many of a kind have which cover. */
export function countsOf(kinds: Kinds, { cover, others }: Assignment): Map<number, number>[] {
  const counts = kinds.people.map((people, kind) => new Map([[cover[kind] ?? 0, people.length]]));
  for (const [other, times] of others) {
    const kind = kindOf(kinds, other);
    const [own, base] = [counts[kind] as Map<number, number>, cover[kind] ?? 0];
    own.set(base, (own.get(base) ?? 0) - times).set(other, times);
  }
  return counts;
}

/** The kind that a cover is of. */
export function kindOf(kinds: Kinds, cover: number): number {
  let [low, high] = [0, kinds.people.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((kinds.first[middle] ?? 0) <= cover) low = middle;
    else high = middle - 1;
  }
  return low;
}
