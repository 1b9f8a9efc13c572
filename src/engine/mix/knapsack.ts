import type { Steps } from "../steps";
import type { Budget } from "./budget";
import type { Groups } from "./choices";
import type { Breakpoint, CostCurve } from "./cost-curves";
import { PROGRESS } from "./progress";
import type { Prices } from "./supplies";

/** How many members of which group have a cover. */
export type Taken = readonly (readonly [cover: number, times: number])[];

/** The best choice of the groups that share one resource. */
export interface Packed {
  readonly value: number;
  /** Equal to `value` where it is proven. */
  readonly lowerBound: number;
  readonly taken: Taken;
}

/**
 * Groups that share one resource, a pool of tokens as a rule, with the price of everything else given: a
 * multiple-choice knapsack whose capacity is bought by a cost curve. The best token price gives the Lagrangian bound;
 * dynamic programming over the tokens drawn, limited to losses within the gap, gives the optimum.
 */
export class Knapsack {
  private readonly breakpoints: readonly Breakpoint[];
  /** What each cover uses of the resource. */
  private readonly amount: Float64Array;
  /** What each cover costs at the prices asked. */
  private readonly cost: Float64Array;

  constructor(
    private readonly groups: Groups,
    /** Places of the groups that share the resource. */
    private readonly members: readonly number[],
    private readonly resource: number,
    private readonly curve: CostCurve,
  ) {
    this.breakpoints = curve.convexPieces(curve.lots).flat();
    const { first, useFirst } = groups;
    this.amount = new Float64Array(groups.fixedCost.length);
    this.cost = new Float64Array(groups.fixedCost.length);
    for (const group of members)
      for (let c = first[group]!; c < first[group + 1]!; c++)
        for (let i = useFirst[c]!; i < useFirst[c + 1]!; i++)
          if (groups.resource[i] === resource) this.amount[c] = groups.amount[i]!;
  }

  /** What drawing so much of the resource costs. */
  costOf(use: number): number {
    return this.curve.buy(Math.max(use, 0)).cost;
  }

  /** The best choice at the prices of the other resources. */
  *solveInSteps(prices: Prices, budget: Budget): Steps<Packed> {
    const dual = this.dualAt(prices, budget);
    let best: Packed = { ...this.priced(dual), lowerBound: dual.value };
    if (best.value - dual.value <= TOLERANCE * (1 + Math.abs(best.value))) return best;
    const found = yield* this.bestInSteps(dual, best.value - dual.value, budget);
    if (found.better) best = { ...this.priced(dual, found.better), lowerBound: dual.value };
    return found.complete ? { ...best, lowerBound: best.value } : best;
  }

  /**
   * A choice for each use of the other resources that costs at most `loss` more than the best; null where the
   * budget ends.
   */
  *withinInSteps(prices: Prices, loss: number, budget: Budget): Steps<readonly Taken[] | null> {
    const best = yield* this.solveInSteps(prices, budget);
    const dual = this.dualAt(prices, budget);
    const ways = yield* this.waysInSteps(dual, best.value - dual.value + loss, budget);
    return ways?.map((state) => this.takenBy(dual, state)) ?? null;
  }

  /** The price of the resource at which the Lagrangian bound is highest, by the intersection of its tangents. */
  private dualAt(prices: Prices, budget: Budget): Dual {
    this.priceCovers(prices);
    let operations = 0;
    const at = (price: number): Dual => {
      operations += 30 + 8 * this.members.length + 10 * this.amount.length;
      return this.responseAt(price);
    };
    let low = at(0);
    let high = at(this.curve.steepest);
    let best = low.slope <= 0 ? low : high;
    if (low.slope > 0 && high.slope < 0) {
      for (let round = 0; round < MOST_TANGENTS; round++) {
        const price =
          (high.value - low.value + low.slope * low.price - high.slope * high.price) /
          (low.slope - high.slope);
        best = at(price);
        const tangent = low.value + low.slope * (price - low.price);
        if (best.slope === 0 || best.value >= tangent - 1e-9 * (1 + Math.abs(tangent))) break;
        if (best.slope > 0) low = best;
        else high = best;
      }
      if (best.value < Math.max(low.value, high.value)) best = low.value > high.value ? low : high;
    }
    budget.charge(operations);
    return best;
  }

  private priceCovers(prices: Prices): void {
    const { groups, cost } = this;
    for (const group of this.members)
      for (let c = groups.first[group]!; c < groups.first[group + 1]!; c++) {
        let sum = groups.fixedCost[c]!;
        for (let i = groups.useFirst[c]!; i < groups.useFirst[c + 1]!; i++)
          if (groups.resource[i] !== this.resource) sum += groups.amount[i]! * prices[groups.resource[i]!]!;
        cost[c] = sum;
      }
  }

  private responseAt(price: number): Dual {
    const { groups, cost, amount } = this;
    const cover = new Int32Array(this.members.length);
    let [value, use] = [0, 0];
    for (let m = 0; m < cover.length; m++) {
      const group = this.members[m]!;
      let [best, least] = [-1, Infinity];
      for (let c = groups.first[group]!; c < groups.first[group + 1]!; c++) {
        const sum = cost[c]! + price * amount[c]!;
        if (sum < least) [best, least] = [c, sum];
      }
      cover[m] = best;
      value += groups.size[group]! * least;
      use += groups.size[group]! * amount[best]!;
    }
    let [purchase, bought] = [Infinity, 0];
    for (const point of this.breakpoints) {
      const net = point.cost - price * point.use;
      if (net < purchase) [purchase, bought] = [net, point.use];
    }
    return { price, value: value + purchase, slope: use - bought, use, purchase, cover };
  }

  /** A choice near a dual with its cost. */
  private priced(dual: Dual, state: State | null = null): { readonly value: number; readonly taken: Taken } {
    const taken = this.takenBy(dual, state);
    let [value, use] = [0, 0];
    for (const [cover, times] of taken) {
      value += times * this.cost[cover]!;
      use += times * this.amount[cover]!;
    }
    return { value: value + this.costOf(use), taken };
  }

  private takenBy({ cover }: Dual, state: State | null): Taken {
    const taken = new Map<number, number>();
    const changed = new Map<number, number>();
    for (let at = state; at !== null && at.change !== null; at = at.before) {
      taken.set(at.change.cover, at.times);
      changed.set(at.change.member, (changed.get(at.change.member) ?? 0) + at.times);
    }
    cover.forEach((own, m) => {
      const left = this.groups.size[this.members[m]!]! - (changed.get(m) ?? 0);
      if (left > 0) taken.set(own, left);
    });
    return [...taken];
  }

  /** Looks for the best of the choices that cost less than `most` more than the bound. */
  private *bestInSteps(
    dual: Dual,
    most: number,
    budget: Budget,
  ): Steps<{ readonly better: State | null; readonly complete: boolean }> {
    let [better, limit] = [null as State | null, most];
    const look = (state: State): number => {
      const over = this.over(dual, state);
      if (over < limit - NOISE) [better, limit] = [state, over];
      return limit;
    };
    const layers = this.layersOf(dual, most, false);
    const states = yield* this.statesInSteps(dual, layers, most, OPERATIONS_A_STATE, budget, look);
    return { better, complete: states !== null };
  }

  /**
   * Looks for the cheapest choice for each use of the other resources that costs at most `most` more than the
   * bound.
   */
  private *waysInSteps(dual: Dual, most: number, budget: Budget): Steps<State[] | null> {
    const layers = this.layersOf(dual, most, true);
    const states = yield* this.statesInSteps(dual, layers, most, OPERATIONS_A_WAY, budget, () => most);
    if (!states) return null;
    const ways = new Map<string, { readonly over: number; readonly state: State }>();
    for (const [place, state] of states.entries()) {
      if (place % STATES_BETWEEN_PAUSES === 0) yield PROGRESS;
      const over = this.over(dual, state);
      const key = state.others.join();
      if (over <= most + NOISE && over < (ways.get(key)?.over ?? Infinity)) ways.set(key, { over, state });
    }
    return [...ways.values()].map(({ state }) => state);
  }

  private over(dual: Dual, { loss, use }: State): number {
    return loss + this.costOf(use) - dual.price * use - dual.purchase;
  }

  /**
   * Dynamic programming over the groups: the states that layers of changes lead to, of several with the same use that
   * with the least loss. `look` sees every state and gives the loss allowed from then on. Null where the budget ends.
   */
  private *statesInSteps(
    dual: Dual,
    layers: readonly (readonly Change[])[],
    most: number,
    operations: number,
    budget: Budget,
    look: (state: State) => number,
  ): Steps<State[] | null> {
    let limit = most;
    let sincePause = 0;
    let states: State[] = [{ loss: 0, use: dual.use, others: NONE, change: null, times: 0, before: null }];
    for (const layer of layers) {
      const reached = new Map<string | number, State>();
      const keep = (state: State): void => {
        const key = keyOf(state);
        const there = reached.get(key);
        if (!there || state.loss < there.loss) reached.set(key, state);
      };
      const members = this.groups.size[this.members[layer[0]!.member]!]!;
      for (const before of states) {
        if (before.loss > limit) continue;
        keep(before);
        const open: Open[] = [{ state: before, from: 0, room: members }];
        for (let next = open.pop(); next; next = open.pop()) {
          for (const further of extensions(next, layer, limit)) {
            if (!budget.spend(operations)) return null;
            limit = look(further.state);
            keep(further.state);
            if (further.room > 0 && further.from < layer.length) open.push(further);
            if (++sincePause % STATES_BETWEEN_PAUSES === 0) yield PROGRESS;
          }
        }
      }
      states = [...reached.values()];
    }
    return states;
  }

  /** The changes of each member group within a loss, least loss first. */
  private layersOf({ price, cover }: Dual, most: number, withOthers: boolean): Change[][] {
    const { groups, cost, amount } = this;
    const layers: Change[][] = [];
    cover.forEach((own, member) => {
      const group = this.members[member]!;
      const least = cost[own]! + price * amount[own]!;
      const layer: Change[] = [];
      for (let c = groups.first[group]!; c < groups.first[group + 1]!; c++) {
        const loss = Math.max(cost[c]! + price * amount[c]! - least, 0);
        const shift = amount[c]! - amount[own]!;
        if (c === own || loss > most || (!withOthers && shift === 0)) continue;
        layer.push({ member, cover: c, loss, shift, others: withOthers ? this.otherShift(own, c) : NONE });
      }
      if (layer.length > 0) layers.push(layer.sort((a, b) => a.loss - b.loss || a.cover - b.cover));
    });
    return layers.sort((a, b) => a[0]!.loss - b[0]!.loss || a[0]!.cover - b[0]!.cover);
  }

  /** By how much a change shifts the use of each of the other resources. */
  private otherShift(from: number, to: number): number[] {
    const { useFirst, resource, amount } = this.groups;
    const shift: number[] = [];
    for (const [cover, sign] of [
      [from, -1],
      [to, 1],
    ] as const)
      for (let i = useFirst[cover]!; i < useFirst[cover + 1]!; i++) {
        const r = resource[i]!;
        if (r === this.resource) continue;
        while (shift.length <= r) shift.push(0);
        shift[r]! += sign * amount[i]!;
      }
    return shift;
  }
}

/** The Lagrangian dual at a price of the resource. */
interface Dual {
  readonly price: number;
  readonly value: number;
  /** What is used less what is bought. */
  readonly slope: number;
  readonly use: number;
  /** What the purchase costs less what it is worth. */
  readonly purchase: number;
  /** The cover of each member group. */
  readonly cover: Int32Array;
}

interface Change {
  readonly member: number;
  readonly cover: number;
  readonly loss: number;
  readonly shift: number;
  readonly others: readonly number[];
}

/** A choice on the way: the changes taken so far, last first. */
interface State {
  readonly loss: number;
  readonly use: number;
  /** The shift of each of the other resources; empty where they do not matter. */
  readonly others: readonly number[];
  readonly change: Change | null;
  readonly times: number;
  readonly before: State | null;
}

/** A choice that may take changes of a layer from a place on, for as many members as have room. */
interface Open {
  readonly state: State;
  readonly from: number;
  readonly room: number;
}

/** The choice with 1, 2, 3 ... times a further change of the layer, as far as losses allow. */
function* extensions(
  { state: before, from, room }: Open,
  layer: readonly Change[],
  most: number,
): Generator<Open> {
  for (let i = from; i < layer.length; i++) {
    const change = layer[i]!;
    let state = before;
    for (let times = 1; times <= room; times++) {
      const loss = state.loss + change.loss;
      if (loss > most) break;
      const others = change.others === NONE ? state.others : shifted(state.others, change.others);
      state = { loss, use: state.use + change.shift, others, change, times, before };
      yield { state, from: i + 1, room: room - times };
    }
  }
}

const keyOf = ({ use, others }: State): string | number =>
  others === NONE ? Math.round(use * 1e6) : `${Math.round(use * 1e6)} ${others.join()}`;

const NONE: readonly number[] = [];

function shifted(others: readonly number[], by: readonly number[]): readonly number[] {
  const sum = [...others];
  while (sum.length < by.length) sum.push(0);
  for (let r = 0; r < by.length; r++) sum[r]! += by[r]!;
  while (sum.length > 0 && sum.at(-1) === 0) sum.pop();
  return sum.length === 0 ? NONE : sum;
}

const TOLERANCE = 1e-9;
const NOISE = 1e-9;
const MOST_TANGENTS = 60;
const OPERATIONS_A_STATE = 250;
const OPERATIONS_A_WAY = 3000;
const STATES_BETWEEN_PAUSES = 500;
