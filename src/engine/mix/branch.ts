import type { Steps } from "../steps";
import { Bounds, type Bound } from "./bound";
import type { Budget } from "./budget";
import type { Choices, Groups } from "./choices";
import type { CostCurve, LotRange } from "./cost-curves";
import { enumerateInSteps } from "./enumerate";
import { ReducedCosts, type Assignment } from "./reduced-costs";
import { rounded } from "./rounding";
import type { Supply } from "./supplies";

/** The best mix found, and what no mix costs less than. */
export interface Branched {
  readonly best: Found;
  readonly lowerBound: number;
}

/** A mix in the covers of the groups that were known when it was found. */
export interface Found extends Assignment {
  readonly groups: Groups;
}

/** Purchases of each resource held to a range of lots. */
interface Node {
  readonly ranges: readonly LotRange[];
  readonly bound: Bound;
  readonly lowerBound: number;
}

/**
 * Branch and bound over the lots that are bought of each resource: below a token tier or from it on, below a volume
 * price, a number of packs or seats. Nodes are taken from the lowest bound up. The branch variable is the resource at
 * which the relaxed optimum hides most money; a node that hides none is enumerated: every mix that could be cheaper
 * than the best known is near its bound. What a budget leaves undone leaves the lower bound where it is.
 */
export function* branchInSteps(
  choices: Choices,
  curves: readonly CostCurve[],
  supplies: readonly Supply[],
  bounds: Bounds,
  budget: Budget,
): Steps<Branched> {
  const search = new Search(choices, curves, supplies, bounds, budget);
  return yield* search.runInSteps();
}

class Search {
  private best: Found | null = null;
  private readonly enumeration: Budget;
  private readonly fineEnumeration: Budget;

  constructor(
    private readonly choices: Choices,
    private readonly curves: readonly CostCurve[],
    private readonly supplies: readonly Supply[],
    private readonly bounds: Bounds,
    private readonly budget: Budget,
  ) {
    this.enumeration = budget.portion(0.6);
    this.fineEnumeration = budget.portion(0.02);
  }

  *runInSteps(): Steps<Branched> {
    const root = yield* this.nodeInSteps(
      this.curves.map(({ lots }) => lots),
      Infinity,
    );
    const open = [root];
    const closed: number[] = [];
    while (open.length > 0) {
      open.sort((a, b) => a.lowerBound - b.lowerBound);
      const node = open[0]!;
      if (this.best && (node.lowerBound >= this.best.cost - NOISE || this.budget.left <= 0)) break;
      open.shift();
      const branch = this.branchVariable(node);
      const near = this.near(node.bound);
      this.improve(
        rounded(near, branch ? Infinity : node.bound.value * (1 + GOOD), this.budget),
        near.groups,
      );
      if (!branch) {
        closed.push(yield* this.enumerateInSteps(node.bound));
        continue;
      }
      for (const range of branch.ranges) {
        const ranges = node.ranges.map((old, r) => (r === branch.resource ? range : old));
        const child = yield* this.nodeInSteps(ranges, this.best!.cost);
        if (child.lowerBound < this.best!.cost) open.push(child);
      }
    }
    const best = this.best!;
    const bounds = [...closed, ...open.map((node) => node.lowerBound)];
    return { best, lowerBound: Math.min(best.cost, ...bounds) };
  }

  private *nodeInSteps(ranges: readonly LotRange[], enough: number): Steps<Node> {
    const bound = yield* this.bounds.bestInSteps(ranges, enough, this.budget);
    return { ranges, bound, lowerBound: bound.value - bound.slack };
  }

  private near(bound: Bound): ReducedCosts {
    return new ReducedCosts(this.choices.groups, this.curves, this.supplies, bound);
  }

  private improve(found: Assignment | null, groups: Groups): void {
    if (found && (!this.best || found.cost < this.best.cost - NOISE)) this.best = { ...found, groups };
  }

  /** The resource that hides most money at a node, with the ranges of its two branches; null where none hides any. */
  private branchVariable({ ranges, bound }: Node): {
    readonly resource: number;
    readonly ranges: readonly LotRange[];
  } | null {
    let most = 1e-9 * (1 + Math.abs(bound.value));
    let branch: { resource: number; ranges: readonly LotRange[] } | null = null;
    this.curves.forEach((curve, resource) => {
      const range = ranges[resource]!;
      const hidden = curve.hidden(range, bound.bought[resource]!, bound.boughtCost[resource]!);
      if (!hidden || hidden.cost <= most) return;
      most = hidden.cost;
      branch = {
        resource,
        ranges: [
          { from: range.from, to: hidden.lot },
          { from: hidden.lot + 1, to: range.to },
        ],
      };
    });
    return branch;
  }

  /** Looks through ever wider neighbourhoods of a bound, up to the gap; gives what the mixes there cost at least. */
  private *enumerateInSteps(bound: Bound): Steps<number> {
    const { value, prices, slack } = bound;
    let proven = value;
    for (let share = 1 / 64; proven < this.best!.cost - NOISE && share <= 1;) {
      const gap = this.best!.cost - value;
      const budget = gap > GOOD * this.best!.cost ? this.enumeration : this.fineEnumeration;
      const ration = budget.atMost(MOST_AT_ONCE);
      if (!this.choices.generate(prices, gap * share, ration)) break;
      const near = this.near(bound);
      const { found, complete } = yield* enumerateInSteps(near, gap * share, this.best!.cost, ration);
      this.improve(found, near.groups);
      if (complete) [proven, share] = [value + gap * share, share * 4];
      // A better mix makes the gap smaller, and with it the next neighbourhood.
      else if (!found) break;
    }
    return proven - slack;
  }
}

/** Money below this is the noise of sums; a tie is worth more (`groups.ts`). */
const NOISE = 1e-9;
const MOST_AT_ONCE = 200e6;
/** A gap below this share of the total is worth only so many states. */
const GOOD = 1e-5;
