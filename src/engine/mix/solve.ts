import type { Steps } from "../steps";
import { Bounds } from "./bound";
import { GOOD_GAP, Search } from "./branch";
import type { Budget } from "./budget";
import { bestResponse, GroupChoices, responseCost, type Counts, type Groups } from "./choices";
import { componentsOf, type Component } from "./components";
import type { CostCurve } from "./cost-curves";
import { Knapsack } from "./knapsack";
import { PoolChoices, type ColumnGroups } from "./pool-choices";
import { PROGRESS } from "./progress";
import { CurveSupply, type ResourceSupply } from "./supplies";

/** The best mix found and a lower bound of all mixes, weights of ties included in both. */
export interface Solved {
  /** The number of users with each cover. */
  readonly counts: Counts;
  readonly cost: number;
  readonly lowerBound: number;
}

/** Resources and the supplies that serve several of them; each other resource is supplied by its cost curve. */
export interface Resources {
  readonly curves: readonly CostCurve[];
  /** Resources, rising, that one supply serves, and that supply for given indices of the resources. */
  readonly shared: readonly {
    readonly resources: readonly number[];
    readonly at: (places: readonly number[]) => ResourceSupply;
  }[];
}

/** Solves a problem by its connected components, each with a portion of the budget. */
export function* solveInSteps(groups: Groups, { curves, shared }: Resources, budget: Budget): Steps<Solved> {
  const components = componentsOf(
    groups,
    curves,
    shared.map(({ resources }) => resources),
  );
  const counts = new Map<number, number>();
  let [cost, lowerBound] = [0, 0];
  let weight = components.reduce((sum, component) => sum + budgetWeight(component), 0);
  for (const component of components) {
    const own = budgetWeight(component);
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

/** The weight of a component when the budget is divided. */
const budgetWeight = ({ groups, resources }: Component): number =>
  (1 + groups.size.length) * resources.length + 1;

function suppliesOf(
  { resources }: Component,
  curves: readonly CostCurve[],
  shared: Resources["shared"],
): ResourceSupply[] {
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
  supplies: readonly ResourceSupply[],
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
  const several = curves.length - seats > 1;
  const users = usersSearch(groups, curves, supplies);
  yield* users.runInSteps(budget.portion(several ? 0.08 : 0.6));
  const byUsers = { ...users.best!, lowerBound: users.lowerBound };
  if (seats === curves.length || proven(byUsers)) {
    yield* users.runInSteps(budget);
    return { ...users.best!, lowerBound: users.lowerBound };
  }
  return yield* poolsInSteps(groups, curves, supplies, seats, users, several, budget);
}

/** The search in which each user group is a subproblem. */
function usersSearch(
  groups: Groups,
  curves: readonly CostCurve[],
  supplies: readonly ResourceSupply[],
): Search {
  const choices = new GroupChoices(groups);
  return new Search(choices, curves, supplies, new Bounds(choices, curves, supplies, 1e-9));
}

/** Adds a search in which each token pool is a subproblem; the search with the better bound goes on. */
function* poolsInSteps(
  groups: Groups,
  curves: readonly CostCurve[],
  supplies: readonly ResourceSupply[],
  seats: number,
  users: Search,
  several: boolean,
  budget: Budget,
): Steps<Solved> {
  const choices = new PoolChoices(groups, curves, seats);
  const left = curves.slice(0, seats);
  const own = supplies.filter(({ resources }) => resources[0]! < seats);
  const pools = new Search(choices, left, own, new Bounds(choices, left, own, 1e-7));
  yield* pools.runInSteps(budget.portion(several ? 1 : 0.25), users.best!.cost);
  const leads = users.lowerBound >= pools.lowerBound ? users : pools;
  const other = leads === users ? pools : users;
  yield* leads.runInSteps(budget, other.best?.cost);
  const cost = Math.min(users.best!.cost, pools.best?.cost ?? Infinity);
  const lowerBound = Math.min(Math.max(users.lowerBound, pools.lowerBound), cost);
  if (!pools.best || users.best!.cost <= pools.best.cost) return { ...users.best!, lowerBound };
  return { counts: choices.expand(pools.best.groups as ColumnGroups, pools.best.counts), cost, lowerBound };
}

const proven = ({ cost, lowerBound }: Solved): boolean => cost - lowerBound <= GOOD_GAP * Math.abs(cost);

function eachByItself(groups: Groups, budget: Budget): Solved {
  budget.charge(responseCost(groups));
  const { value, cover } = bestResponse(groups, new Float64Array(0));
  return {
    counts: new Map(Array.from(cover, (c, group) => [c, groups.size[group]!])),
    cost: value,
    lowerBound: value,
  };
}
