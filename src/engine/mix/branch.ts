import type { Steps } from "../steps";
import type { Bound, Bounds } from "./bound";
import { Budget } from "./budget";
import { SUM_NOISE, type Choices, type Groups } from "./choices";
import type { CostCurve, LotRange } from "./cost-curves";
import { enumerateInSteps } from "./enumerate";
import { ReducedCosts, type PricedMix } from "./reduced-costs";
import { roundedInSteps } from "./rounding";
import type { ResourceSupply } from "./supplies";

/** A mix, with the groups and covers known when it was found. */
export interface FoundMix extends PricedMix {
  readonly groups: Groups;
}

/** A node of the search tree: the purchases of each resource are restricted to a range of lots. */
interface Node {
  readonly ranges: readonly LotRange[];
  readonly bound: Bound;
  /** Lower bound of the mixes in the ranges. */
  readonly lowerBound: number;
  /** The progress of its enumeration; null until it proves to have no branch variable. */
  readonly enumerated: Enumerated | null;
}

/** How far the mixes near the bound of a node have been enumerated. */
interface Enumerated {
  /** All mixes whose losses add up to at most this are known. */
  readonly losses: number;
  /** The operations that the next enumeration may take. */
  readonly ration: number;
}

/**
 * Best-first branch and bound over the lots bought of each resource: a node splits at a token tier, a volume price, or
 * a number of packs or seats. The branch variable is the resource whose cost the linear programme understates most. A
 * node without a branch variable is enumerated: every mix that could be cheaper than the best known is near its bound.
 * When the budget ends, the open nodes hold the lower bound, and a further run continues from them.
 */
export class Search {
  /** The best mix found; null before the first run, and if none is cheaper than the `known` cost. */
  best: FoundMix | null = null;
  /** Lower bound of all mixes. */
  lowerBound = -Infinity;
  private open: Node[] | null = null;
  /** The lowest bound of the nodes whose enumeration was given up. */
  private givenUp = Infinity;
  private branched = 0;
  private budget = new Budget(0);
  private known = Infinity;

  constructor(
    private readonly choices: Choices,
    private readonly curves: readonly CostCurve[],
    private readonly supplies: readonly ResourceSupply[],
    private readonly bounds: Bounds,
  ) {}

  /** Searches until the budget ends, or until no mix can be cheaper than the best one and a `known` cost. */
  *runInSteps(budget: Budget, known = Infinity): Steps<void> {
    this.budget = budget;
    this.known = known;
    const everything = this.curves.map(({ lots }) => lots);
    const open = (this.open ??= [yield* this.nodeInSteps(everything, known)]);
    while (open.length > 0) {
      open.sort((a, b) => a.lowerBound - b.lowerBound);
      const node = open[0]!;
      if (node.lowerBound >= this.cost - SUM_NOISE || (this.best && budget.left <= 0)) break;
      open.shift();
      if (node.enumerated) {
        const { further, lowerBound } = yield* this.enumerateInSteps(node, node.enumerated);
        if (further) open.push({ ...node, lowerBound, enumerated: further });
        else this.givenUp = Math.min(this.givenUp, lowerBound);
      } else open.push(...(yield* this.branchInSteps(node)));
    }
    this.lowerBound = Math.min(this.cost, this.givenUp, ...open.map((node) => node.lowerBound));
  }

  /** The upper bound: only cheaper mixes are of interest. */
  private get cost(): number {
    return Math.min(this.best?.cost ?? Infinity, this.known);
  }

  private *nodeInSteps(ranges: readonly LotRange[], enough: number): Steps<Node> {
    const bound = yield* this.bounds.bestInSteps(ranges, enough, this.budget);
    return { ranges, bound, lowerBound: bound.value - bound.slack, enumerated: null };
  }

  /** Rounds the relaxed optimum of a node, and returns its two children, or the node for enumeration. */
  private *branchInSteps(node: Node): Steps<readonly Node[]> {
    const near = this.near(node.bound);
    const branch = this.branchVariable(node);
    if (!branch || this.branched < ALWAYS_ROUNDED || this.branched % ROUNDED_EACH === 0)
      this.improve(yield* roundedInSteps(near, branch === null, this.budget), near.groups);
    this.branched++;
    if (!branch) return [{ ...node, enumerated: { losses: 0, ration: FIRST_RATION } }];
    const children: Node[] = [];
    for (const range of branch.ranges) {
      const ranges = node.ranges.map((old, r) => (r === branch.resource ? range : old));
      const child = yield* this.nodeInSteps(ranges, this.cost);
      // If the budget ended, the bound of the child is not converged.
      if (this.budget.left <= 0) return [node];
      const lowerBound = Math.max(child.lowerBound, node.lowerBound);
      if (lowerBound < this.cost) children.push({ ...child, lowerBound });
    }
    return children;
  }

  private near(bound: Bound): ReducedCosts {
    return new ReducedCosts(this.choices.groups, this.curves, this.supplies, bound);
  }

  private improve(found: PricedMix | null, groups: Groups): void {
    if (found && found.cost < (this.best?.cost ?? Infinity) - SUM_NOISE) this.best = { ...found, groups };
  }

  /** The resource whose cost is understated most at a node, with the ranges of its two children; null for none. */
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

  /**
   * Enumerates ever wider neighbourhoods of a bound, up to the gap, within a ration of operations. Returns the lower
   * bound proven, and how to continue; null if the neighbourhood is complete, or the node is not worth more.
   */
  private *enumerateInSteps(
    node: Node,
    { losses, ration }: Enumerated,
  ): Steps<{ readonly further: Enumerated | null; readonly lowerBound: number }> {
    const { value, prices, slack } = node.bound;
    const budget = this.budget.atMost(ration);
    let proven = losses;
    for (;;) {
      const gap = this.cost - value;
      if (proven >= gap - SUM_NOISE) break;
      const wider = Math.min(Math.max(proven * WIDER, gap / FIRST_SHARE), gap);
      if (!(yield* this.choices.generateInSteps(prices, wider, budget))) break;
      const near = this.near(node.bound);
      const { found, complete } = yield* enumerateInSteps(near, wider, this.cost, budget);
      this.improve(found, near.groups);
      if (complete) proven = wider;
      // A better mix narrows the gap, so that the next neighbourhood may be complete.
      else if (!found) break;
    }
    const gap = this.cost - value;
    const enough = proven >= gap - SUM_NOISE || (gap <= GOOD_GAP * this.cost && ration > FIRST_RATION);
    return {
      further: enough ? null : { losses: proven, ration: ration * WIDER },
      lowerBound: Math.max(node.lowerBound, Math.min(value + proven, this.cost) - slack),
    };
  }
}

/** The first neighbourhood is this part of the gap; neighbourhoods and rations grow by the factor `WIDER`. */
const FIRST_SHARE = 64;
const WIDER = 4;
const FIRST_RATION = 50e6;
/** A gap below this share of the cost is worth neither a third ration nor a second search. */
export const GOOD_GAP = 1e-5;
/** The relaxed optimum is rounded at the first nodes, and then at every fourth node. */
const ALWAYS_ROUNDED = 10;
const ROUNDED_EACH = 4;
