import type { Steps } from "../steps";
import type { Bound, Bounds } from "./bound";
import { Budget } from "./budget";
import type { Choices, Groups } from "./choices";
import type { CostCurve, LotRange } from "./cost-curves";
import { enumerateInSteps } from "./enumerate";
import { ReducedCosts, type Assignment } from "./reduced-costs";
import { roundedInSteps } from "./rounding";
import type { Supply } from "./supplies";

/** A mix in the covers of the groups that were known when it was found. */
export interface Found extends Assignment {
  readonly groups: Groups;
}

/** Purchases of each resource held to a range of lots. */
interface Node {
  readonly ranges: readonly LotRange[];
  readonly bound: Bound;
  /** No mix in the ranges costs less. */
  readonly lowerBound: number;
  /** How far it is enumerated; null while it may have a branch variable. */
  readonly enumerated: Enumerated | null;
}

/** How far the mixes near the bound of a node have been looked through. */
interface Enumerated {
  /** Losses up to this are. */
  readonly losses: number;
  /** Operations that the next look may take. */
  readonly ration: number;
}

/**
 * Branch and bound over the lots that are bought of each resource: below a token tier or from it on, below a volume
 * price, a number of packs or seats. Nodes are taken from the lowest bound up. The branch variable is the resource at
 * which the relaxed optimum hides most money; a node that hides none is enumerated: every mix that could be cheaper
 * than the best known is near its bound. What a budget leaves undone leaves the lower bound where it is, and a further
 * run goes on there.
 */
export class Search {
  /** The best mix found; null for none, as long as the search has not begun or none is cheaper than what is known. */
  best: Found | null = null;
  /** No mix costs less than the best, or this. */
  lowerBound = -Infinity;
  private open: Node[] | null = null;
  /** The lowest bound of the nodes that were given up. */
  private givenUp = Infinity;
  private branched = 0;
  private budget = new Budget(0);
  private known = Infinity;

  constructor(
    private readonly choices: Choices,
    private readonly curves: readonly CostCurve[],
    private readonly supplies: readonly Supply[],
    private readonly bounds: Bounds,
  ) {}

  /** Searches until the budget ends, or no mix can be cheaper than the best and one of a `known` cost. */
  *runInSteps(budget: Budget, known = Infinity): Steps<void> {
    this.budget = budget;
    this.known = known;
    const everything = this.curves.map(({ lots }) => lots);
    const open = (this.open ??= [yield* this.nodeInSteps(everything, known)]);
    while (open.length > 0) {
      open.sort((a, b) => a.lowerBound - b.lowerBound);
      const node = open[0]!;
      if (node.lowerBound >= this.cost - NOISE || (this.best && budget.left <= 0)) break;
      open.shift();
      if (node.enumerated) {
        const { further, lowerBound } = yield* this.enumerateInSteps(node, node.enumerated);
        if (further) open.push({ ...node, lowerBound, enumerated: further });
        else this.givenUp = Math.min(this.givenUp, lowerBound);
      } else open.push(...(yield* this.branchInSteps(node)));
    }
    this.lowerBound = Math.min(this.cost, this.givenUp, ...open.map((node) => node.lowerBound));
  }

  /** What a mix must be below to be of interest. */
  private get cost(): number {
    return Math.min(this.best?.cost ?? Infinity, this.known);
  }

  private *nodeInSteps(ranges: readonly LotRange[], enough: number): Steps<Node> {
    const bound = yield* this.bounds.bestInSteps(ranges, enough, this.budget);
    return { ranges, bound, lowerBound: bound.value - bound.slack, enumerated: null };
  }

  /** Rounds the relaxed optimum of a node, and gives its two branches, or the node for enumeration. */
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
      // The bound of a child that the budget cut short says nothing.
      if (this.budget.left <= 0) return [node];
      const lowerBound = Math.max(child.lowerBound, node.lowerBound);
      if (lowerBound < this.cost) children.push({ ...child, lowerBound });
    }
    return children;
  }

  private near(bound: Bound): ReducedCosts {
    return new ReducedCosts(this.choices.groups, this.curves, this.supplies, bound);
  }

  private improve(found: Assignment | null, groups: Groups): void {
    if (found && found.cost < (this.best?.cost ?? Infinity) - NOISE) this.best = { ...found, groups };
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

  /**
   * Looks through ever wider neighbourhoods of a bound, up to the gap, as far as a ration allows. Gives what is proven
   * then, and how to go further; null where nothing is left to look at, or the node has had all that it is worth.
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
      if (proven >= gap - NOISE) break;
      const wider = Math.min(Math.max(proven * WIDER, gap / FIRST_SHARE), gap);
      if (!(yield* this.choices.generateInSteps(prices, wider, budget))) break;
      const near = this.near(node.bound);
      const { found, complete } = yield* enumerateInSteps(near, wider, this.cost, budget);
      this.improve(found, near.groups);
      if (complete) proven = wider;
      // A better mix makes the gap smaller, and with it the next neighbourhood.
      else if (!found) break;
    }
    const gap = this.cost - value;
    const enough = proven >= gap - NOISE || (gap <= GOOD * this.cost && ration > FIRST_RATION);
    return {
      further: enough ? null : { losses: proven, ration: ration * WIDER },
      lowerBound: Math.max(node.lowerBound, Math.min(value + proven, this.cost) - slack),
    };
  }
}

/** Money below this is the noise of sums; a tie is worth more (`groups.ts`). */
const NOISE = 1e-9;
/** The first neighbourhood is this part of the gap; each further one is wider by a factor, as is each ration. */
const FIRST_SHARE = 64;
const WIDER = 4;
const FIRST_RATION = 50e6;
/** A gap below this share of the cost is not worth more than a second ration. */
const GOOD = 1e-5;
/** The relaxed optimum is rounded at so many nodes, and then at every so many. */
const ALWAYS_ROUNDED = 10;
const ROUNDED_EACH = 4;
