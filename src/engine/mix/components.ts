import { startsOf, type Groups } from "./choices";
import type { CostCurve } from "./cost-curves";

/**
 * A connected component: groups and resources that nothing couples with the others. Its resources are numbered from 0,
 * seats before pools. Seats with a linear price are part of the fixed costs of covers.
 */
export interface Component {
  readonly groups: Groups;
  /** The index among all covers of each cover of the component. */
  readonly origin: Int32Array;
  /** The indices among all resources, rising. */
  readonly resources: readonly number[];
}

/**
 * The connected components of a problem. A resource couples the groups that may use it, unless its price is linear; a
 * shared supply couples its resources, as a floor couples offerings.
 */
export function componentsOf(
  groups: Groups,
  curves: readonly CostCurve[],
  shared: readonly (readonly number[])[],
): Component[] {
  const couples = curves.map(({ linear, counted }) => !(linear && counted));
  const sets = new DisjointSets(curves.length + groups.size.length);
  for (const resources of shared) for (const r of resources) sets.join(resources[0]!, r);
  for (let group = 0; group < groups.size.length; group++)
    for (let i = groups.useFirst[groups.first[group]!]!; i < groups.useFirst[groups.first[group + 1]!]!; i++)
      if (couples[groups.resource[i]!]) sets.join(curves.length + group, groups.resource[i]!);
  const members = new Map<number, { resources: number[]; groups: number[] }>();
  const memberOf = (item: number): { resources: number[]; groups: number[] } => {
    // All groups that no resource couples form one component without resources.
    const root = Math.min(sets.root(item), curves.length);
    const known = members.get(root) ?? { resources: [], groups: [] };
    members.set(root, known);
    return known;
  };
  curves.forEach((_, r) => couples[r] && memberOf(r).resources.push(r));
  for (let group = 0; group < groups.size.length; group++) memberOf(curves.length + group).groups.push(group);
  return [...members.values()].map((one) => projected(groups, curves, one.groups, one.resources));
}

function projected(
  groups: Groups,
  curves: readonly CostCurve[],
  members: readonly number[],
  resources: readonly number[],
): Component {
  const local = new Map(resources.map((r, i) => [r, i]));
  const [origin, fixedCost, resource, amount] = [
    [] as number[],
    [] as number[],
    [] as number[],
    [] as number[],
  ];
  const [covers, uses] = [[] as number[], [] as number[]];
  for (const group of members) {
    const before = origin.length;
    for (const cover of undominated(undominatedCovers(groups, curves, group, local))) {
      origin.push(cover.cover);
      fixedCost.push(cover.fixedCost);
      uses.push(cover.use.size);
      for (const [r, n] of cover.use) {
        resource.push(r);
        amount.push(n);
      }
    }
    covers.push(origin.length - before);
  }
  return {
    groups: {
      size: Int32Array.from(members, (group) => groups.size[group]!),
      part: Int32Array.from(members, (_, i) => i % RESPONSE_PARTS),
      first: startsOf(covers),
      fixedCost: Float64Array.from(fixedCost),
      useFirst: startsOf(uses),
      resource: Uint16Array.from(resource),
      amount: Float64Array.from(amount),
    },
    origin: Int32Array.from(origin),
    resources,
  };
}

/** A cover with its use of the coupling resources. */
interface LocalCover {
  readonly cover: number;
  readonly fixedCost: number;
  readonly use: ReadonlyMap<number, number>;
}

function undominatedCovers(
  groups: Groups,
  curves: readonly CostCurve[],
  group: number,
  local: ReadonlyMap<number, number>,
): LocalCover[] {
  const covers: LocalCover[] = [];
  for (let cover = groups.first[group]!; cover < groups.first[group + 1]!; cover++) {
    let fixedCost = groups.fixedCost[cover]!;
    const use = new Map<number, number>();
    for (let i = groups.useFirst[cover]!; i < groups.useFirst[cover + 1]!; i++) {
      const [r, n] = [groups.resource[i]!, groups.amount[i]!];
      const place = local.get(r);
      if (place === undefined) fixedCost += n * curves[r]!.steepest;
      else if (n !== 0) use.set(place, n);
    }
    covers.push({ cover, fixedCost, use });
  }
  return covers;
}

/** The undominated covers of a group; a cover dominates another that costs no less and uses no less of any resource. */
function undominated(covers: readonly LocalCover[]): LocalCover[] {
  if (covers.length > MOST_COVERS_COMPARED) return [...covers];
  const uses = (a: LocalCover, b: LocalCover): boolean =>
    [...a.use].every(([r, n]) => n <= (b.use.get(r) ?? 0));
  return covers.filter(
    (one, i) =>
      !covers.some(
        (other, j) =>
          j !== i &&
          other.fixedCost <= one.fixedCost &&
          uses(other, one) &&
          (other.fixedCost < one.fixedCost || !uses(one, other) || j < i),
      ),
  );
}

/** Responses are divided into so many parts: with more parts, column generation takes fewer rounds. */
const RESPONSE_PARTS = 8;

/** In groups of more covers, dominated covers are not looked for. */
const MOST_COVERS_COMPARED = 64;

/** Disjoint sets of items (union-find). */
class DisjointSets {
  private readonly above: Int32Array;

  constructor(count: number) {
    this.above = Int32Array.from({ length: count }, (_, item) => item);
  }

  root(item: number): number {
    let root = item;
    while (this.above[root]! !== root) root = this.above[root]!;
    for (let at = item; at !== root;) {
      const next = this.above[at]!;
      this.above[at] = root;
      at = next;
    }
    return root;
  }

  /** Joins two sets. The lower root stays, so that components come in the order of their first resource. */
  join(a: number, b: number): void {
    const [low, high] = [this.root(a), this.root(b)].sort((x, y) => x - y) as [number, number];
    this.above[high] = low;
  }
}
