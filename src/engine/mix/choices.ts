import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { PROGRESS } from "./progress";
import type { Prices } from "./supplies";

/**
 * Groups that choose among covers, in columns of plain numbers. A group is users who differ in nothing that costs
 * money, and takes a cover for each of its members; a cover has a fixed cost and uses resources.
 */
export interface Groups {
  /** Members of each group. */
  readonly size: Int32Array;
  /** The part of a response that each group belongs to. */
  readonly part: Int32Array;
  /** Where the covers of each group begin; one more than there are groups. */
  readonly first: Int32Array;
  /** What a cover costs apart from the resources that it uses. */
  readonly fixedCost: Float64Array;
  /** Where the resources of each cover begin; one more than there are covers. */
  readonly useFirst: Int32Array;
  readonly resource: Uint16Array;
  readonly amount: Float64Array;
}

/** The best response of all groups to prices: the cheapest cover of each. */
export interface Response {
  /** Fixed costs and resources at the prices. */
  readonly value: number;
  /** How much of each resource it uses. */
  readonly use: Float64Array;
  /** The cover of each group. */
  readonly cover: Int32Array;
}

/** What a cover costs at some prices. */
export function costAt(
  { fixedCost, useFirst, resource, amount }: Groups,
  cover: number,
  prices: Prices,
): number {
  let cost = fixedCost[cover]!;
  for (let i = useFirst[cover]!; i < useFirst[cover + 1]!; i++) cost += amount[i]! * prices[resource[i]!]!;
  return cost;
}

/** Adds what `times` of a cover use to `use`. */
export function addUse(
  { useFirst, resource, amount }: Groups,
  cover: number,
  times: number,
  use: Float64Array | number[],
): void {
  for (let i = useFirst[cover]!; i < useFirst[cover + 1]!; i++) use[resource[i]!]! += times * amount[i]!;
}

/** The cheapest cover of every group at some prices; of equally cheap ones the first. */
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

/** Operations of a best response. */
export const responseCost = ({ fixedCost, resource }: Groups): number =>
  20 + 8 * fixedCost.length + 6 * resource.length;

/** The group of a cover. */
export function groupOf({ first }: Groups, cover: number): number {
  let [low, high] = [0, first.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (first[middle]! <= cover) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where each of some runs begins, and where the last ends. */
export function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => (starts[i + 1] = starts[i]! + length));
  return starts;
}

/** Members by cover: who of each group has which. */
export type Counts = ReadonlyMap<number, number>;

/** A part of a best response: what it costs at the prices asked, and what it uses. */
export interface Part {
  readonly value: number;
  readonly use: Float64Array;
}

/**
 * What is chosen when the coupling constraints are priced out. The groups of users are a table from the start; where
 * token pools choose as wholes, their columns are generated as prices ask for them.
 */
export interface Choices {
  /** The choices known so far. */
  readonly groups: Groups;
  respondInSteps(prices: Prices, budget: Budget): Steps<Responses>;
  /**
   * Makes every choice known that costs at most so much more than the best one at the prices; gives whether it
   * could.
   */
  generateInSteps(prices: Prices, loss: number, budget: Budget): Steps<boolean>;
}

/** Best responses of independent parts. */
export interface Responses {
  readonly parts: readonly Part[];
  /** By how much their values may together be too high to be a bound. */
  readonly slack: number;
}

/** The choices of groups of users. */
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
