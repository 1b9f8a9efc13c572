import { addTo } from "../tally";
import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { SUM_NOISE, type Groups } from "./choices";
import type { Breakpoint, CostCurve } from "./cost-curves";
import {
  changesTo,
  extensions,
  keyOfUse,
  STATES_BETWEEN_PAUSES,
  type LayerChange,
  type OpenState,
  type State,
} from "./layers";
import { PROGRESS } from "./progress";
import type { Prices } from "./supplies";

/** The number of members with each cover. */
export type Taken = readonly (readonly [cover: number, times: number])[];

/** The solution of a knapsack. */
export interface Packed {
  readonly value: number;
  /** Equal to `value` if optimality is proven. */
  readonly lowerBound: number;
  readonly taken: Taken;
}

/**
 * A multiple-choice knapsack problem: groups that share one resource, usually a token pool, whose capacity is bought on
 * a cost curve; all other resources have given prices. The best price of the resource gives the Lagrangian bound.
 * Dynamic programming over its use, limited to losses within the gap, gives the optimum.
 */
export class Knapsack {
  private readonly breakpoints: readonly Breakpoint[];
  /** The use of the resource by each cover. */
  private readonly amount: Float64Array;
  /** The cost of each cover at the prices asked, without the resource. */
  private readonly cost: Float64Array;

  constructor(
    private readonly groups: Groups,
    /** Indices of the groups that share the resource. */
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

  /** The cost of a use of the resource. */
  costOf(use: number): number {
    return this.curve.buy(Math.max(use, 0)).cost;
  }

  /** The best choice at prices of the other resources. */
  *solveInSteps(prices: Prices, budget: Budget): Steps<Packed> {
    const dual = this.dualAt(prices, budget);
    let best: Packed = { ...this.priced(dual), lowerBound: dual.value };
    if (best.value - dual.value <= KNAPSACK_TOLERANCE * (1 + Math.abs(best.value))) return best;
    const found = yield* this.bestInSteps(dual, best.value - dual.value, budget);
    if (found.better) best = { ...this.priced(dual, found.better), lowerBound: dual.value };
    return found.complete ? { ...best, lowerBound: best.value } : best;
  }

  /**
   * The best choice for each use of the other resources, as far as it costs at most `loss` more than the best of
   * all; null if the budget ends.
   */
  *withinInSteps(prices: Prices, loss: number, budget: Budget): Steps<readonly Taken[] | null> {
    const best = yield* this.solveInSteps(prices, budget);
    const dual = this.dualAt(prices, budget);
    const ways = yield* this.waysInSteps(dual, best.value - dual.value + loss, prices.length, budget);
    return ways?.map((state) => this.takenBy(dual, state)) ?? null;
  }

  /** The maximum of the Lagrangian dual over the price of the resource, by intersection of tangents. */
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

  /** The cost and the covers of a state, or of the best response. */
  private priced(
    dual: Dual,
    state: PoolState | null = null,
  ): { readonly value: number; readonly taken: Taken } {
    const taken = this.takenBy(dual, state);
    let [value, use] = [0, 0];
    for (const [cover, times] of taken) {
      value += times * this.cost[cover]!;
      use += times * this.amount[cover]!;
    }
    return { value: value + this.costOf(use), taken };
  }

  private takenBy({ cover }: Dual, state: PoolState | null): Taken {
    const taken = new Map<number, number>();
    const changed = new Map<number, number>();
    for (const [change, times] of changesTo(state)) {
      taken.set(change.cover, times);
      addTo(changed, change.member, times);
    }
    cover.forEach((own, m) => {
      const left = this.groups.size[this.members[m]!]! - (changed.get(m) ?? 0);
      if (left > 0) taken.set(own, left);
    });
    return [...taken];
  }

  /** The best choice that costs less than `most` above the bound. */
  private *bestInSteps(
    dual: Dual,
    most: number,
    budget: Budget,
  ): Steps<{ readonly better: PoolState | null; readonly complete: boolean }> {
    let [better, limit] = [null as PoolState | null, most];
    const look = (state: PoolState): number => {
      const over = this.over(dual, state);
      if (over < limit - SUM_NOISE) [better, limit] = [state, over];
      return limit;
    };
    const layers = this.layersOf(dual, most, 0);
    const states = yield* this.statesInSteps(
      [dual.use],
      layers,
      most,
      OPERATIONS_A_KNAPSACK_STATE,
      budget,
      look,
    );
    return { better, complete: states !== null };
  }

  /**
   * The cheapest choice for each use of the other resources, as far as it costs at most `most` above the bound.
   */
  private *waysInSteps(dual: Dual, most: number, others: number, budget: Budget): Steps<PoolState[] | null> {
    const layers = this.layersOf(dual, most, others);
    const start = [dual.use, ...new Array<number>(others).fill(0)];
    const states = yield* this.statesInSteps(start, layers, most, OPERATIONS_A_WAY, budget, () => most);
    if (!states) return null;
    const ways = new Map<string | number, { readonly over: number; readonly state: PoolState }>();
    for (const [place, state] of states.entries()) {
      if (place % STATES_BETWEEN_PAUSES === 0) yield PROGRESS;
      const over = this.over(dual, state);
      const key = keyOfUse({ use: state.use.slice(1) });
      if (over <= most + SUM_NOISE && over < (ways.get(key)?.over ?? Infinity))
        ways.set(key, { over, state });
    }
    return [...ways.values()].map(({ state }) => state);
  }

  private over(dual: Dual, { loss, use: [drawn] }: PoolState): number {
    return loss + this.costOf(drawn!) - dual.price * drawn! - dual.purchase;
  }

  /**
   * Dynamic programming over the groups: the states that layers of changes lead to, without dominated ones. `look`
   * sees every state and returns the loss allowed from then on. Null if the budget ends.
   */
  private *statesInSteps(
    start: readonly number[],
    layers: readonly (readonly MemberChange[])[],
    most: number,
    operations: number,
    budget: Budget,
    look: (state: PoolState) => number,
  ): Steps<PoolState[] | null> {
    let limit = most;
    let sincePause = 0;
    let states: PoolState[] = [{ loss: 0, use: start, change: null, times: 0, before: null }];
    for (const layer of layers) {
      const reached = new Map<string | number, PoolState>();
      const keep = (state: PoolState): void => {
        const key = keyOfUse(state);
        const there = reached.get(key);
        if (!there || state.loss < there.loss) reached.set(key, state);
      };
      const members = this.groups.size[this.members[layer[0]!.member]!]!;
      for (const before of states) {
        if (before.loss > limit) continue;
        keep(before);
        const open: OpenState<MemberChange>[] = [{ state: before, from: 0, room: members }];
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

  /** The changes of each group with a loss of at most `most`, by loss. */
  private layersOf({ price, cover }: Dual, most: number, others: number): MemberChange[][] {
    const { groups, cost, amount } = this;
    const layers: MemberChange[][] = [];
    cover.forEach((own, member) => {
      const group = this.members[member]!;
      const least = cost[own]! + price * amount[own]!;
      const layer: MemberChange[] = [];
      for (let c = groups.first[group]!; c < groups.first[group + 1]!; c++) {
        const loss = Math.max(cost[c]! + price * amount[c]! - least, 0);
        if (c === own || loss > most || (others === 0 && amount[c] === amount[own])) continue;
        layer.push({ member, cover: c, loss, shift: this.shiftOf(own, c, others) });
      }
      if (layer.length > 0) layers.push(layer.sort((a, b) => a.loss - b.loss || a.cover - b.cover));
    });
    return layers.sort((a, b) => a[0]!.loss - b[0]!.loss || a[0]!.cover - b[0]!.cover);
  }

  /** The shift in the use of the resource, then of `others` further resources. */
  private shiftOf(from: number, to: number, others: number): number[] {
    const { useFirst, resource, amount } = this.groups;
    const shift = new Array<number>(1 + others).fill(0);
    shift[0] = this.amount[to]! - this.amount[from]!;
    if (others === 0) return shift;
    for (const [cover, sign] of [
      [from, -1],
      [to, 1],
    ] as const)
      for (let i = useFirst[cover]!; i < useFirst[cover + 1]!; i++)
        if (resource[i] !== this.resource) shift[1 + resource[i]!]! += sign * amount[i]!;
    return shift;
  }
}

/** The Lagrangian dual function at a price of the resource. */
interface Dual {
  readonly price: number;
  readonly value: number;
  /** Use less purchase: a subgradient. */
  readonly slope: number;
  readonly use: number;
  /** The cost of the purchase less its value at the price. */
  readonly purchase: number;
  /** The cover of each group, in the order of the members. */
  readonly cover: Int32Array;
}

interface MemberChange extends LayerChange {
  /** The index of the group among the members. */
  readonly member: number;
}

type PoolState = State<MemberChange>;

const KNAPSACK_TOLERANCE = 1e-9;
const MOST_TANGENTS = 60;
const OPERATIONS_A_KNAPSACK_STATE = 250;
const OPERATIONS_A_WAY = 3000;
