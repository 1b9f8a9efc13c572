import { Bounds, type Bound } from "./bound";
import type { SeatMarket } from "./shared-floors";
import type { Steps } from "../steps";
import type { Kinds } from "./groups";
import { Neighbourhood, type Assignment } from "./neighbourhood";
import { polished } from "./polish";
import type { Corner, Tariff } from "./cost-curves";
import { withinInSteps, type Work } from "./enumerate";

/** The best mix found, and what no mix costs less than. */
export interface Solved {
  readonly best: Assignment;
  readonly lowerBound: number;
  /** The bound near which the best mix was found. */
  readonly bound: Bound;
}

/** A choice of one part of some tariffs, all parts of the others (null). */
interface Node {
  readonly parts: readonly (number | null)[];
  readonly bound: Bound;
}

/**
 * Branch and bound over the parts of the tariffs: token tiers, volume prices, single packs where they are few. A node lets each tariff
 * be anything between its parts, or holds it to one of them; its bound is that of the prices. Nodes are taken from the lowest
 * bound up. One whose relaxed purchases lie between parts is split at the tariff where that hides most money; one that
 * hides none is searched: every mix that could be cheaper than the best known is near its bound.
 *
 * Work is limited by counts, never by time. What is not looked at when they run out leaves the lower bound where it is.
 */
export function* solveInSteps(
  kinds: Kinds,
  tariffs: readonly Tariff[],
  markets: readonly SeatMarket[],
  effort = 1,
): Steps<Solved> {
  const bounds = new Bounds(kinds, tariffs, markets);
  function* nodeInSteps(parts: Node["parts"], enough: number): Steps<Node> {
    return { parts, bound: yield* bounds.bestInSteps(cornersOf(tariffs, parts), enough) };
  }
  const anything = tariffs.map(() => null);
  const root = yield* nodeInSteps(anything, Infinity);
  let bound = root.bound;
  let best = new Neighbourhood(kinds, tariffs, markets, bound).assignment(new Map());
  const better = (found: Assignment | null, by: Bound): void => {
    if (found && found.cost < best.cost - NOISE) [best, bound] = [found, by];
  };

  const work = { left: MOST_STATES * effort };
  const extraWork = { left: MOST_EXTRA_STATES * effort };
  /** Looks through ever wider neighbourhoods of a bound, up to the gap; gives what its mixes cost at least. */
  function* searchedInSteps(near: Neighbourhood): Steps<number> {
    const { value } = near.bound;
    let proven = value;
    for (let share = 1 / 64; proven < best.cost - NOISE && share <= 1;) {
      const gap = best.cost - value;
      const ration = takeFrom(gap > GOOD * best.cost ? work : extraWork);
      const { found, complete } = yield* withinInSteps(near, gap * share, best.cost, ration.work);
      ration.giveBack();
      better(found, near.bound);
      if (complete) [proven, share] = [value + gap * share, share * 4];
      // A better mix makes the gap smaller, and with it the next neighbourhood.
      else if (!found) break;
    }
    return proven;
  }

  const open: Node[] = [root];
  const closed: number[] = [];
  for (let nodes = 0; nodes < MOST_NODES * effort && open.length > 0; nodes++) {
    open.sort((a, b) => a.bound.value - b.bound.value);
    const node = open[0] as Node;
    if (node.bound.value >= best.cost - NOISE) break;
    open.shift();
    const near = new Neighbourhood(kinds, tariffs, markets, node.bound);
    const split = mostHidden(node, tariffs);
    better(polished(near, split === null ? node.bound.value * (1 + GOOD) : Infinity), node.bound);
    if (split === null) {
      closed.push(yield* searchedInSteps(near));
      continue;
    }
    for (const part of (tariffs[split] as Tariff).parts.keys()) {
      const child = yield* nodeInSteps(
        node.parts.map((old, r) => (r === split ? part : old)),
        best.cost,
      );
      if (child.bound.value < best.cost) open.push(child);
    }
  }
  return { best, bound, lowerBound: Math.min(best.cost, ...closed, ...open.map((node) => node.bound.value)) };
}

/** As much work as may be done at once; what is not done is given back. */
function takeFrom(all: Work): { work: Work; giveBack: () => void } {
  const work = { left: Math.min(all.left, MOST_AT_ONCE) };
  all.left -= work.left;
  return { work, giveBack: () => (all.left += Math.max(work.left, 0)) };
}

const cornersOf = (tariffs: readonly Tariff[], parts: Node["parts"]): (readonly Corner[])[] =>
  tariffs.map((tariff, r) => {
    const part = parts[r] ?? null;
    return part === null ? tariff.parts.flat() : (tariff.parts[part] as readonly Corner[]);
  });

/** The tariff where the bound counts purchases between two parts for most less than they cost; null where it does so nowhere. */
function mostHidden({ parts, bound }: Node, tariffs: readonly Tariff[]): number | null {
  let [split, most] = [null as number | null, 1e-9 * (1 + Math.abs(bound.value))];
  tariffs.forEach((tariff, r) => {
    if (parts[r] !== null || tariff.parts.length < 2) return;
    const use = bound.bought[r] ?? 0;
    const hidden = Math.min(...tariff.parts.map((part) => costOn(part, use))) - (bound.boughtCost[r] ?? 0);
    if (hidden > most) [split, most] = [r, hidden];
  });
  return split;
}

/** What a use costs on one part; infinite beyond it. */
function costOn(part: readonly Corner[], use: number): number {
  const after = part.findIndex((corner) => corner.use >= use - 1e-9);
  const [low, high] = [part[after - 1], part[after]];
  if (!high) return Infinity;
  if (!low) return high.cost;
  return low.cost + ((high.cost - low.cost) * (use - low.use)) / (high.use - low.use);
}

/** Money below this is the noise of sums; a tie is worth more (`kinds.ts`). */
const NOISE = 1e-9;
const MOST_NODES = 500;
const MOST_STATES = 1_000_000;
const MOST_AT_ONCE = 200_000;
/** A gap below this share of the total is worth only so many states. */
const GOOD = 1e-5;
const MOST_EXTRA_STATES = 20_000;
