import { addTo } from "../tally";
import type { Steps } from "../steps";
import type { Budget } from "./budget";
import {
  addUse,
  costAt,
  responseCost,
  startsOf,
  type Choices,
  type Counts,
  type Groups,
  type Responses,
} from "./choices";
import type { CostCurve } from "./cost-curves";
import { Knapsack, type Taken } from "./knapsack";
import { PROGRESS } from "./progress";
import type { Prices } from "./supplies";

/** A column of the decomposition: covers for all groups of a pool, their use of seats, and all other costs. */
interface PoolColumn {
  readonly fixedCost: number;
  readonly use: readonly (readonly [resource: number, amount: number])[];
  readonly taken: Taken;
}

/** Columns as the covers of a group, with the covers of users behind them. */
export interface ColumnGroups extends Groups {
  readonly columns: readonly PoolColumn[];
}

/**
 * Dantzig-Wolfe decomposition by token pools. With the seats priced out, the groups of each pool are a separate
 * knapsack problem, and its solution is a column of the master programme. A pool then behaves as a group whose covers
 * are its columns, so that whole packs and token tiers never weaken a bound. Only seats remain as resources; they come
 * first in the numbering. Groups that draw from no pool remain groups.
 */
export class PoolChoices implements Choices {
  private readonly pools: readonly Pool[];
  private readonly alone: readonly number[];
  private table: ColumnGroups | null = null;

  constructor(
    private readonly users: Groups,
    private readonly curves: readonly CostCurve[],
    private readonly seats: number,
  ) {
    const poolOf = Array.from(users.size, (_, group) => this.poolOf(group));
    this.pools = curves.flatMap((curve, resource) => {
      if (resource < seats) return [];
      const members = poolOf.flatMap((pool, group) => (pool === resource ? [group] : []));
      return [new Pool(new Knapsack(users, members, resource, curve))];
    });
    this.alone = poolOf.flatMap((pool, group) => (pool === null ? [group] : []));
  }

  get groups(): ColumnGroups {
    return (this.table ??= this.tabled());
  }

  *respondInSteps(prices: Prices, budget: Budget): Steps<Responses> {
    const parts: { value: number; use: Float64Array }[] = [];
    let slack = 0;
    const partAt = (part: number): { value: number; use: Float64Array } =>
      (parts[part] ??= { value: 0, use: new Float64Array(this.seats) });
    for (const [place, pool] of this.pools.entries()) {
      const { value, lowerBound, taken } = yield* pool.knapsack.solveInSteps(prices, budget);
      if (pool.add(this.columnOf(pool, taken))) this.table = null;
      budget.charge(pool.columns.size * 20);
      const best = pool.bestAt(prices);
      const part = partAt(place % MOST_PARTS);
      part.value += best.value;
      for (const [r, amount] of best.column.use) part.use[r]! += amount;
      slack += Math.max(best.value - Math.min(lowerBound, value), 0);
    }
    if (this.alone.length > 0) {
      budget.charge(responseCost(this.users));
      const part = partAt(Math.min(this.pools.length, MOST_PARTS));
      for (const group of this.alone) {
        const { value, cover } = bestCover(this.users, group, prices);
        part.value += this.users.size[group]! * value;
        addUse(this.users, cover, this.users.size[group]!, part.use);
      }
    }
    return { parts, slack: slack < 1e-6 ? 0 : slack };
  }

  *generateInSteps(prices: Prices, loss: number, budget: Budget): Steps<boolean> {
    for (const pool of this.pools) {
      const ways = yield* pool.knapsack.withinInSteps(prices, loss, budget);
      if (!ways || !budget.spend(ways.length * OPERATIONS_A_COLUMN)) return false;
      for (const [place, taken] of ways.entries()) {
        if (place % COLUMNS_BETWEEN_PAUSES === 0) yield PROGRESS;
        if (pool.add(this.columnOf(pool, taken))) this.table = null;
      }
    }
    return true;
  }

  /** The covers of users in a mix of columns. */
  expand({ columns }: ColumnGroups, counts: Counts): Map<number, number> {
    const covers = new Map<number, number>();
    for (const [place, times] of counts)
      for (const [cover, each] of columns[place]!.taken) addTo(covers, cover, times * each);
    return covers;
  }

  private poolOf(group: number): number | null {
    const { first, useFirst, resource } = this.users;
    for (let i = useFirst[first[group]!]!; i < useFirst[first[group + 1]!]!; i++)
      if (resource[i]! >= this.seats) return resource[i]!;
    return null;
  }

  private columnOf({ knapsack }: Pool, taken: Taken): PoolColumn {
    const use = new Array<number>(this.curves.length).fill(0);
    let fixedCost = 0;
    for (const [cover, times] of taken) {
      fixedCost += times * this.users.fixedCost[cover]!;
      addUse(this.users, cover, times, use);
    }
    const drawn = use.slice(this.seats).reduce((sum, amount) => sum + amount, 0);
    return {
      fixedCost: fixedCost + knapsack.costOf(drawn),
      use: use.slice(0, this.seats).flatMap((amount, r) => (amount === 0 ? [] : [[r, amount] as const])),
      taken,
    };
  }

  private tabled(): ColumnGroups {
    const { users } = this;
    const pools = this.pools.map((pool) => [...pool.columns.values()]);
    const alone = this.alone.map((group) =>
      Array.from({ length: users.first[group + 1]! - users.first[group]! }, (_, i): PoolColumn => {
        const cover = users.first[group]! + i;
        const [from, to] = [users.useFirst[cover]!, users.useFirst[cover + 1]!];
        return {
          fixedCost: users.fixedCost[cover]!,
          use: Array.from(
            { length: to - from },
            (_, n) => [users.resource[from + n]!, users.amount[from + n]!] as const,
          ),
          taken: [[cover, 1]],
        };
      }),
    );
    const all = [...pools, ...alone];
    const columns = all.flat();
    return {
      columns,
      size: Int32Array.from([...pools.map(() => 1), ...this.alone.map((group) => users.size[group]!)]),
      part: Int32Array.from(all, (_, i) =>
        i < pools.length ? i % MOST_PARTS : Math.min(pools.length, MOST_PARTS),
      ),
      first: startsOf(all.map(({ length }) => length)),
      fixedCost: Float64Array.from(columns, ({ fixedCost }) => fixedCost),
      useFirst: startsOf(columns.map(({ use }) => use.length)),
      resource: Uint16Array.from(columns.flatMap(({ use }) => use.map(([r]) => r))),
      amount: Float64Array.from(columns.flatMap(({ use }) => use.map(([, amount]) => amount))),
    };
  }
}

/** With more parts, the master programme slows down more than it saves rounds; then pools share parts. */
const MOST_PARTS = 40;

const OPERATIONS_A_COLUMN = 3000;
const COLUMNS_BETWEEN_PAUSES = 500;

/** A pool with its columns so far: the cheapest for each use of seats. */
class Pool {
  readonly columns = new Map<string, PoolColumn>();

  constructor(readonly knapsack: Knapsack) {}

  /** Adds a column if its use is new or it is cheaper; returns whether it was added. */
  add(column: PoolColumn): boolean {
    const key = column.use.join(" ");
    const known = this.columns.get(key);
    if (known && known.fixedCost <= column.fixedCost) return false;
    this.columns.set(key, column);
    return true;
  }

  bestAt(prices: Prices): { readonly value: number; readonly column: PoolColumn } {
    let [value, best] = [Infinity, null as PoolColumn | null];
    for (const column of this.columns.values()) {
      let cost = column.fixedCost;
      for (const [r, amount] of column.use) cost += amount * prices[r]!;
      if (cost < value) [value, best] = [cost, column];
    }
    return { value, column: best! };
  }
}

function bestCover(
  users: Groups,
  group: number,
  prices: Prices,
): { readonly value: number; readonly cover: number } {
  let [value, cover] = [Infinity, -1];
  for (let c = users.first[group]!; c < users.first[group + 1]!; c++) {
    const cost = costAt(users, c, prices);
    if (cost < value) [value, cover] = [cost, c];
  }
  return { value, cover };
}
