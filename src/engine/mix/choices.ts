import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { PROGRESS } from "./progress";
import type { Prices } from "./supplies";

/**
 * User groups and their covers as arrays of numbers. The members of a group differ in nothing that costs money; each
 * member takes one cover of the group. A cover has a fixed cost and uses resources.
 */
export interface Groups {
  /** The number of members of each group. */
  readonly size: Int32Array;
  /** The part of the response that each group belongs to. */
  readonly part: Int32Array;
  /** The index of the first cover of each group, and the number of covers at the end. */
  readonly first: Int32Array;
  /** The cost of each cover apart from the resources that it uses. */
  readonly fixedCost: Float64Array;
  /** The index of the first use of each cover, and the number of uses at the end. */
  readonly useFirst: Int32Array;
  readonly resource: Uint16Array;
  readonly amount: Float64Array;
}

/** The best response of all groups to prices: each group takes its cheapest cover. */
export interface Response {
  /** Fixed costs, and the resources used at their prices. */
  readonly value: number;
  /** The use of each resource. */
  readonly use: Float64Array;
  /** The cover of each group. */
  readonly cover: Int32Array;
}

/** Differences of money below this are rounding noise of sums; a tie weighs more (`groups.ts`). */
export const SUM_NOISE = 1e-9;

/** The cost of a cover at prices of the resources. */
export function costAt(
  { fixedCost, useFirst, resource, amount }: Groups,
  cover: number,
  prices: Prices,
): number {
  let cost = fixedCost[cover]!;
  for (let i = useFirst[cover]!; i < useFirst[cover + 1]!; i++) cost += amount[i]! * prices[resource[i]!]!;
  return cost;
}

/** Adds to `use` the resources of a cover, `times` times. */
export function addUse(
  { useFirst, resource, amount }: Groups,
  cover: number,
  times: number,
  use: Float64Array | number[],
): void {
  for (let i = useFirst[cover]!; i < useFirst[cover + 1]!; i++) use[resource[i]!]! += times * amount[i]!;
}

/** The cheapest cover of each group at prices of the resources; the first of equally cheap covers. */
export function bestResponse(groups: Groups, prices: Prices): Response {
  const count = groups.size.length;
  const use = new Float64Array(prices.length);
  const cover = new Int32Array(count);
  let value = 0;
  for (let group = 0; group < count; group++) {
    let [best, least] = [-1, Infinity];
    for (let c = groups.first[group]!; c < groups.first[group + 1]!; c++) {
      const cost = costAt(groups, c, prices);
      if (cost < least) [best, least] = [c, cost];
    }
    const members = groups.size[group]!;
    cover[group] = best;
    value += members * least;
    addUse(groups, best, members, use);
  }
  return { value, use, cover };
}

/** The operations that a best response takes. */
export const responseCost = ({ fixedCost, resource }: Groups): number =>
  20 + 8 * fixedCost.length + 6 * resource.length;

/** The group that a cover belongs to, by binary search. */
export function groupOf({ first }: Groups, cover: number): number {
  let [low, high] = [0, first.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (first[middle]! <= cover) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The index at which each run of the given lengths begins, and the index after the last run. */
export function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => (starts[i + 1] = starts[i]! + length));
  return starts;
}

/** The number of members that take each cover. */
export type Counts = ReadonlyMap<number, number>;

/** A part of a best response: its cost at the prices asked, and its use of resources. */
export interface Part {
  readonly value: number;
  readonly use: Float64Array;
}

/**
 * The subproblem of the Lagrangian relaxation: the choices that remain once the coupling constraints are priced out.
 * The covers of user groups are known from the start; the columns of token pools are generated on demand.
 */
export interface Choices {
  /** The choices known so far. */
  readonly groups: Groups;
  respondInSteps(prices: Prices, budget: Budget): Steps<Responses>;
  /**
   * Generates every choice whose reduced cost at the prices is at most `loss`; returns whether the budget
   * sufficed.
   */
  generateInSteps(prices: Prices, loss: number, budget: Budget): Steps<boolean>;
}

/** The best responses of independent parts. */
export interface Responses {
  readonly parts: readonly Part[];
  /** The sum of the values less `slack` is a lower bound; 0 if every part is solved to optimality. */
  readonly slack: number;
}

/** The choices of user groups. */
export class GroupChoices implements Choices {
  constructor(readonly groups: Groups) {}

  *respondInSteps(prices: Prices, budget: Budget): Steps<Responses> {
    const { groups } = this;
    budget.charge(responseCost(groups));
    const { cover } = bestResponse(groups, prices);
    const parts = Array.from({ length: 1 + Math.max(0, ...groups.part) }, () => ({
      value: 0,
      use: new Float64Array(prices.length),
    }));
    cover.forEach((own, group) => {
      const part = parts[groups.part[group]!]!;
      part.value += groups.size[group]! * costAt(groups, own, prices);
      addUse(groups, own, groups.size[group]!, part.use);
    });
    yield PROGRESS;
    return { parts, slack: 0 };
  }

  *generateInSteps(): Steps<boolean> {
    yield PROGRESS;
    return true;
  }
}
