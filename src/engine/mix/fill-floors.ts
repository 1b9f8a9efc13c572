/** A contract line: seats of an offering that count for the floor of a contract. */
export interface FloorLine {
  readonly offering: number;
  readonly contract: number;
  /** The seats that the line can hold beyond its least. */
  readonly room: number;
  readonly unitPrice: number;
}

/**
 * Fills the floors of contracts at least cost. `taken` seats are on the lines, and `fresh` seats of each offering are
 * bought outside them at `freshPrice`; both are changed. A floor is filled by an additional seat, by a fresh seat that
 * moves to a line, or by a seat that moves from a contract above its floor, perhaps through several contracts.
 *
 * This is a minimum-cost flow from offerings through lines to contracts, solved by successive shortest paths. It is
 * exact if the given seats cost the least possible without floors.
 */
export function fillFloors(
  floors: readonly number[],
  lines: readonly FloorLine[],
  freshPrice: readonly number[],
  taken: number[],
  fresh: number[],
): void {
  const on = floors.map(() => 0);
  lines.forEach(({ contract }, l) => (on[contract]! += taken[l]!));
  floors.forEach((floor, contract) => {
    while (on[contract]! < floor) {
      const path = shortestPath(contract, floors, lines, freshPrice, taken, fresh, on);
      if (!path) return;
      const amount = Math.min(floor - on[contract]!, path.most);
      for (const { line, gains } of path.steps) taken[line]! += gains ? amount : -amount;
      if (path.fresh !== null) fresh[path.fresh]! -= amount;
      if (path.surplus !== null) on[path.surplus]! -= amount;
      on[contract]! += amount;
    }
  });
}

/** An augmenting path: each step adds seats to a line or removes seats from it. */
interface ResidualPath {
  readonly steps: readonly { readonly line: number; readonly gains: boolean }[];
  /** The offering whose fresh seats move to a line; null for none. */
  readonly fresh: number | null;
  /** The contract above its floor that loses seats; null for none. */
  readonly surplus: number | null;
  readonly most: number;
}

/** A node with the cost of the shortest path to it. The nodes are the offerings, followed by the contracts. */
interface Reached {
  readonly cost: number;
  readonly line: number | null;
  readonly before: number | null;
}

function shortestPath(
  target: number,
  floors: readonly number[],
  lines: readonly FloorLine[],
  freshPrice: readonly number[],
  taken: readonly number[],
  fresh: readonly number[],
  on: readonly number[],
): ResidualPath | null {
  const offerings = fresh.length;
  const surplus = (contract: number): number => on[contract]! - floors[contract]!;
  const reached: Reached[] = [
    ...fresh.map((n, i) => ({ cost: n > 0 ? Math.min(-freshPrice[i]!, 0) : 0, line: null, before: null })),
    ...floors.map((_, c) => ({ cost: surplus(c) > 0 ? 0 : Infinity, line: null, before: null })),
  ];
  const passes = (node: number, other: number): boolean => {
    for (let at: number | null = node; at !== null; at = reached[at]!.before) if (at === other) return true;
    return false;
  };
  const relax = (from: number, to: number, cost: number, line: number): boolean => {
    const sum = reached[from]!.cost + cost;
    if (!(sum < reached[to]!.cost - 1e-9) || passes(from, to)) return false;
    reached[to] = { cost: sum, line, before: from };
    return true;
  };
  for (let changed = true; changed;) {
    changed = false;
    lines.forEach(({ offering, contract, room, unitPrice }, line) => {
      const node = offerings + contract;
      if (taken[line]! < room && relax(offering, node, unitPrice, line)) changed = true;
      if (taken[line]! > 0 && contract !== target && relax(node, offering, -unitPrice, line)) changed = true;
    });
  }
  return pathTo(offerings + target, reached, lines, taken, fresh, surplus);
}

function pathTo(
  target: number,
  reached: readonly Reached[],
  lines: readonly FloorLine[],
  taken: readonly number[],
  fresh: readonly number[],
  surplus: (contract: number) => number,
): ResidualPath | null {
  if (reached[target]!.cost === Infinity) return null;
  const offerings = fresh.length;
  const steps: { line: number; gains: boolean }[] = [];
  let most = Infinity;
  let node = target;
  for (
    let { line, before } = reached[node]!;
    line !== null && before !== null;
    { line, before } = reached[node]!
  ) {
    const gains = node >= offerings;
    most = Math.min(most, gains ? lines[line]!.room - taken[line]! : taken[line]!);
    steps.push({ line, gains });
    node = before;
  }
  if (node >= offerings) {
    const contract = node - offerings;
    return { steps, fresh: null, surplus: contract, most: Math.min(most, surplus(contract)) };
  }
  const moves = fresh[node]! > 0 && reached[node]!.cost < 0;
  return {
    steps,
    fresh: moves ? node : null,
    surplus: null,
    most: moves ? Math.min(most, fresh[node]!) : most,
  };
}
