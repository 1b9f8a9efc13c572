import { addUse, costAt, type Bound } from "./bound";
import type { SeatMarket } from "./shared-floors";
import type { Kinds } from "./groups";
import type { Tariff } from "./cost-curves";

/** Who gets what: the cover of each kind, and how many of a kind have which other cover instead. */
export interface Assignment {
  readonly cover: Int32Array;
  readonly others: ReadonlyMap<number, number>;
  /** How much of each resource it uses. */
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
  /** Resources of which a use can cost more than the bound says. */
  readonly coupled: readonly number[];
  /** What the response uses of those. */
  readonly start: readonly number[];
  /** What costs money together: places in `coupled`, one alone but for the offerings of a market. */
  private readonly purchases: readonly Purchased[];
  private readonly purchaseOf: Int32Array;
  /** What each cover costs at the bound's prices beyond the cheapest of its kind; never negative. */
  private readonly losses: Float64Array;

  constructor(
    readonly kinds: Kinds,
    private readonly tariffs: readonly Tariff[],
    private readonly markets: readonly SeatMarket[],
    readonly bound: Bound,
  ) {
    this.coupled = tariffs.flatMap(({ straight, counted }, r) => (straight && counted ? [] : [r]));
    this.start = this.coupled.map((r) => bound.response.use[r] ?? 0);
    const tied = markets.map((market, m): Purchased => ({
      at: market.offerings.map((r) => this.coupled.indexOf(r)),
      market,
      m,
    }));
    const alone = this.coupled.flatMap((_, i): Purchased[] =>
      tied.some(({ at }) => at.includes(i)) ? [] : [{ at: [i] }],
    );
    this.purchases = [...alone, ...tied];
    this.purchaseOf = Int32Array.from(this.coupled, (_, i) =>
      this.purchases.findIndex(({ at }) => at.includes(i)),
    );
    this.losses = Float64Array.from(kinds.tokens, (_, cover) => costAt(kinds, cover, bound.prices));
    bound.response.cover.forEach((from, kind) => {
      const cost = this.losses[from] ?? 0;
      const end = kinds.first[kind + 1] ?? 0;
      for (let cover = kinds.first[kind] ?? 0; cover < end; cover++) {
        this.losses[cover] = Math.max((this.losses[cover] ?? 0) - cost, 0);
      }
    });
  }

  /** Whether a place in `coupled` is that of something used in whole numbers, as tokens are not. */
  isCounted(i: number): boolean {
    return this.tariffs[this.coupled[i] ?? 0]?.counted === true;
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
    return this.excesses(at).reduce((over, one) => over + one, 0);
  }

  /** The parts of that, of which `rise` asks. */
  excesses(at: readonly number[]): number[] {
    return this.purchases.map((one) => this.excessIn(one, at, NO_SHIFT, 0));
  }

  /** By how much it rises over `now`, its parts, when the use shifts so many times. */
  rise(now: readonly number[], at: readonly number[], shift: readonly number[], times: number): number {
    let rise = 0;
    for (let p = 0; p < this.purchases.length; p++) {
      const one = this.purchases[p] as Purchased;
      if (!touches(one, shift)) continue;
      rise += this.excessIn(one, at, shift, times) - (now[p] ?? 0);
    }
    return rise;
  }

  private excessIn(
    { at: places, market, m = 0 }: Purchased,
    at: readonly number[],
    shift: readonly number[],
    times: number,
  ): number {
    if (!market) {
      const [i = 0] = places;
      return this.excessOf(i, (at[i] ?? 0) + times * (shift[i] ?? 0));
    }
    const use = places.map((i) => Math.max((at[i] ?? 0) + times * (shift[i] ?? 0), 0));
    let excess = market.cost(use) - (this.bound.markets[m]?.value ?? 0);
    places.forEach((i, nth) => {
      const r = this.coupled[i] ?? 0;
      excess -= (this.bound.prices[r] ?? 0) * (use[nth] ?? 0) + (this.bound.purchases[r] ?? 0);
    });
    return excess;
  }

  /** What a use of one of `coupled` adds to the excess, whatever is used of the others; at least, where a market ties them. */
  excessOf(i: number, use: number): number {
    const r = this.coupled[i] ?? 0;
    const counted = this.bound.purchases[r] ?? 0;
    const { market, m = 0, at } = this.purchases[this.purchaseOf[i] ?? 0] as Purchased;
    if (market) {
      const { multipliers } = this.bound.markets[m] as Bound["markets"][number];
      return market.excessOf(at.indexOf(i), Math.max(use, 0), this.bound.prices, multipliers) - counted;
    }
    const { cost } = (this.tariffs[r] as Tariff).buy(Math.max(use, 0));
    return cost - (this.bound.prices[r] ?? 0) * use - counted;
  }

  /** The response with so many of each other cover instead. */
  assignment(others: ReadonlyMap<number, number>): Assignment {
    const { kinds, bound } = this;
    const { cover } = bound.response;
    const use = Float64Array.from(bound.response.use);
    let cost = 0;
    kinds.people.forEach(
      (people, kind) => (cost += people.length * (kinds.moveThreshold[cover[kind] ?? 0] ?? 0)),
    );
    for (const [other, times] of others) {
      const from = cover[kindOf(kinds, other)] ?? 0;
      addUse(kinds, from, -times, use);
      addUse(kinds, other, times, use);
      cost += times * ((kinds.moveThreshold[other] ?? 0) - (kinds.moveThreshold[from] ?? 0));
    }
    const tied = new Set(this.markets.flatMap(({ offerings }) => offerings));
    use.forEach(
      (amount, r) => (cost += tied.has(r) ? 0 : (this.tariffs[r] as Tariff).buy(Math.max(amount, 0)).cost),
    );
    for (const market of this.markets)
      cost += market.cost(market.offerings.map((r) => Math.max(use[r] ?? 0, 0)));
    return { cover, others: new Map([...others].filter(([, times]) => times > 0)), use, cost };
  }
}

/** What costs money together: one thing by its tariff, or the offerings of a market. */
interface Purchased {
  readonly at: readonly number[];
  readonly market?: SeatMarket;
  /** The market's place. */
  readonly m?: number;
}

const NO_SHIFT: readonly number[] = [];

function touches({ at }: Purchased, shift: readonly number[]): boolean {
  for (const i of at) if ((shift[i] ?? 0) !== 0) return true;
  return false;
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
