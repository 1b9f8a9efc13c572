import type { Steps } from "../steps";
import { Bounds } from "./bound";
import { branchInSteps } from "./branch";
import type { Budget } from "./budget";
import { bestResponse, GroupChoices, responseCost, type Counts, type Groups } from "./choices";
import { componentsOf, type Component } from "./components";
import type { CostCurve } from "./cost-curves";
import { Knapsack } from "./knapsack";
import { PoolChoices, type ColumnGroups } from "./pool-choices";
import { PROGRESS } from "./progress";
import { CurveSupply, type Supply } from "./supplies";

/** The best mix found, and what no mix costs less than, ties included. */
export interface Solved {
  /** How many users have each cover. */
  readonly counts: Counts;
  readonly cost: number;
  readonly lowerBound: number;
}

/** Resources with the supplies that share several of them; every other resource is supplied by its cost curve. */
export interface Resources {
  readonly curves: readonly CostCurve[];
  /** For some resources, places rising, what makes their supply once their places are known. */
  readonly shared: readonly {
    readonly resources: readonly number[];
    readonly at: (places: readonly number[]) => Supply;
  }[];
}

/** Solves a problem by its components: what nothing couples is solved apart. */
export function* solveInSteps(groups: Groups, { curves, shared }: Resources, budget: Budget): Steps<Solved> {
  const components = componentsOf(
    groups,
    curves,
    shared.map(({ resources }) => resources),
  );
  const counts = new Map<number, number>();
  let [cost, lowerBound] = [0, 0];
  let weight = components.reduce((sum, component) => sum + weightOf(component), 0);
  for (const component of components) {
    const own = weightOf(component);
    const portion = budget.portion(own / weight);
    weight -= own;
    const local = component.resources.map((r) => curves[r]!);
    const supplies = suppliesOf(component, local, shared);
    const solved = yield* solveComponentInSteps(component.groups, local, supplies, portion);
    for (const [cover, times] of solved.counts) counts.set(component.origin[cover]!, times);
    cost += solved.cost;
    lowerBound += solved.lowerBound;
    yield PROGRESS;
  }
  return { counts, cost, lowerBound };
}

/** How much of the budget a component may take, beside others. */
const weightOf = ({ groups, resources }: Component): number =>
  (1 + groups.size.length) * resources.length + 1;

function suppliesOf(
  { resources }: Component,
  curves: readonly CostCurve[],
  shared: Resources["shared"],
): Supply[] {
  const placeOf = new Map(resources.map((r, place) => [r, place]));
  const together = shared
    .filter(({ resources: [first] }) => placeOf.has(first!))
    .map((supply) => supply.at(supply.resources.map((r) => placeOf.get(r)!)));
  const tied = new Set(together.flatMap((supply) => supply.resources));
  const alone = curves.flatMap((curve, place) => (tied.has(place) ? [] : [new CurveSupply(place, curve)]));
  return [...alone, ...together];
}

function* solveComponentInSteps(
  groups: Groups,
  curves: readonly CostCurve[],
  supplies: readonly Supply[],
  budget: Budget,
): Steps<Solved> {
  if (curves.length === 0) return eachByItself(groups, budget);
  if (groups.size.length === 0) {
    const cost = supplies.reduce((sum, supply) => sum + supply.cost(supply.resources.map(() => 0)), 0);
    return { counts: new Map(), cost, lowerBound: cost };
  }
  const seats = curves.filter(({ counted }) => counted).length;
  if (curves.length === 1 && supplies[0] instanceof CurveSupply) {
    const all = Array.from(groups.size, (_, group) => group);
    const { value, lowerBound, taken } = yield* new Knapsack(groups, all, 0, curves[0]!).solveInSteps(
      new Float64Array(1),
      budget,
    );
    return { counts: new Map(taken), cost: value, lowerBound };
  }
  const severalPools = curves.length - seats > 1;
  const byUsers = yield* usersInSteps(groups, curves, supplies, budget.portion(severalPools ? 0.08 : 0.6));
  const proven = byUsers.cost - byUsers.lowerBound <= GOOD * Math.abs(byUsers.cost);
  if (proven || seats === curves.length) return byUsers;
  return better(byUsers, yield* poolsInSteps(groups, curves, supplies, seats, budget));
}

/** A gap below this share of the cost is not worth a second method. */
const GOOD = 1e-5;

const better = (a: Solved, b: Solved): Solved => ({
  ...(b.cost < a.cost ? b : a),
  lowerBound: Math.min(Math.max(a.lowerBound, b.lowerBound), a.cost, b.cost),
});

function eachByItself(groups: Groups, budget: Budget): Solved {
  budget.charge(responseCost(groups));
  const { value, cover } = bestResponse(groups, new Float64Array(0));
  return {
    counts: new Map(Array.from(cover, (c, group) => [c, groups.size[group]!])),
    cost: value,
    lowerBound: value,
  };
}

function* usersInSteps(
  groups: Groups,
  curves: readonly CostCurve[],
  supplies: readonly Supply[],
  budget: Budget,
): Steps<Solved> {
  const choices = new GroupChoices(groups);
  const bounds = new Bounds(choices, curves, supplies, 1e-9);
  const { best, lowerBound } = yield* branchInSteps(choices, curves, supplies, bounds, budget);
  return { counts: best.counts, cost: best.cost, lowerBound };
}

function* poolsInSteps(
  groups: Groups,
  curves: readonly CostCurve[],
  supplies: readonly Supply[],
  seats: number,
  budget: Budget,
): Steps<Solved> {
  const choices = new PoolChoices(groups, curves, seats);
  const left = curves.slice(0, seats);
  const own = supplies.filter(({ resources }) => resources[0]! < seats);
  const bounds = new Bounds(choices, left, own, 1e-7);
  const { best, lowerBound } = yield* branchInSteps(choices, left, own, bounds, budget);
  return { counts: choices.expand(best.groups as ColumnGroups, best.counts), cost: best.cost, lowerBound };
}
