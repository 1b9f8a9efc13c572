import type { Steps } from "../steps";
import type { Budget } from "./budget";
import type { Choices, Part } from "./choices";
import type { CostCurve, LotRange } from "./cost-curves";
import { MasterProgramme, type Column, type Row } from "./lp";
import type { Conjugate, Prices, PurchaseColumn, Supply } from "./supplies";

/** The best Lagrangian bound for some ranges of purchases, and what it says of the best mix. */
export interface Bound {
  /**
   * The dual function at `prices`: best responses and conjugates of the supplies. No mix costs less than this
   * − `slack`.
   */
  readonly value: number;
  readonly slack: number;
  readonly prices: Prices;
  readonly conjugates: readonly Conjugate[];
  /** The responses that make up the relaxed optimum, by their prices and part, with the share of each. */
  readonly mixture: readonly { readonly prices: Prices; readonly part: number; readonly share: number }[];
  /** How much of each resource is bought in the relaxed optimum on its cost curve, and what that costs there. */
  readonly bought: Float64Array;
  readonly boughtCost: Float64Array;
}

/** The responses to some prices. They hold for any ranges of purchases. */
interface Cut {
  readonly prices: Prices;
  readonly parts: readonly Part[];
  readonly value: number;
  readonly slack: number;
}

/**
 * Lagrangian bounds by column generation: the linear programme mixes the responses known and the purchases in a range,
 * its duals price the coupling constraints, and the responses to those prices are its next columns. Responses are kept
 * from bound to bound, so that a bound for narrower ranges takes few rounds.
 */
export class Bounds {
  private readonly cuts: Cut[] = [];
  private readonly scale: Float64Array;
  /** Resources whose price is not known beforehand. */
  private readonly coupled: readonly number[];
  private readonly rowOf: Int32Array;

  constructor(
    private readonly choices: Choices,
    private readonly curves: readonly CostCurve[],
    private readonly supplies: readonly Supply[],
    private readonly tolerance: number,
  ) {
    this.coupled = curves.flatMap(({ linear }, r) => (linear ? [] : [r]));
    this.rowOf = Int32Array.from(curves, (_, r) => this.coupled.indexOf(r));
    this.scale = Float64Array.from(curves, ({ convexPieces, lots }) =>
      Math.max(1, ...convexPieces(lots).flatMap((piece) => piece.map(({ use }) => use))),
    );
  }

  /** The best bound for some ranges, or the first that is `enough`, or the best when the budget ends. */
  *bestInSteps(ranges: readonly LotRange[], enough: number, budget: Budget): Steps<Bound> {
    if (this.cuts.length === 0) {
      yield* this.askInSteps(
        Float64Array.from(this.curves, ({ steepest }) => steepest),
        budget,
      );
      yield* this.askInSteps(this.knownPrices(), budget);
    }
    const conjugatesAt = (prices: Prices): Conjugate[] =>
      this.supplies.map((supply) => supply.conjugate(prices, ranges));
    const valueOf = ({ prices, value }: Cut): number =>
      conjugatesAt(prices).reduce((sum, conjugate) => sum + conjugate.value, value);
    let [best, value] = [this.cuts[0]!, -Infinity];
    const consider = (cut: Cut): void => {
      const lagrangian = valueOf(cut);
      if (lagrangian > value) [best, value] = [cut, lagrangian];
    };
    this.cuts.forEach(consider);

    const master = this.masterOf(ranges);
    for (const cut of this.cuts) master.addCut(cut);
    for (let round = 0; round < MOST_ROUNDS && value < enough; round++) {
      const optimal = yield* master.programme.solveInSteps(budget);
      if (!optimal || master.programme.cost <= value + this.tolerance * Math.abs(value)) break;
      const cut = yield* this.askInSteps(this.pricesOf(master.programme.duals, ranges), budget);
      master.addCut(cut);
      consider(cut);
    }
    return {
      value,
      slack: best.slack,
      prices: best.prices,
      conjugates: conjugatesAt(best.prices),
      ...master.relaxedOptimum(this.curves.length),
    };
  }

  private knownPrices(): Prices {
    return Float64Array.from(this.curves, ({ linear, steepest }) => (linear ? steepest : 0));
  }

  private pricesOf(duals: Float64Array, ranges: readonly LotRange[]): Prices {
    const prices = this.knownPrices();
    this.coupled.forEach((r, row) => {
      const { steepest, lots } = this.curves[r]!;
      const most = ranges[r]!.to < lots.to ? Infinity : steepest;
      prices[r] = Math.min(Math.max(-duals[row]! / this.scale[r]!, 0), most);
    });
    return prices;
  }

  private *askInSteps(prices: Prices, budget: Budget): Steps<Cut> {
    const { parts, slack } = yield* this.choices.respondInSteps(prices, budget);
    const cut = { prices, parts, slack, value: parts.reduce((sum, part) => sum + part.value, 0) };
    this.cuts.push(cut);
    return cut;
  }

  private masterOf(ranges: readonly LotRange[]): Master {
    return new Master(
      this.coupled,
      this.rowOf,
      this.scale,
      this.cuts[0]!.parts.length,
      this.supplies.map((supply) => supply.relaxation(ranges)),
    );
  }
}

/**
 * The linear programme of a bound. Rows: what is used of each coupled resource is bought; each part takes a response;
 * then the rows of the supplies.
 */
class Master {
  readonly programme: MasterProgramme;
  private readonly responses = new Map<number, { readonly prices: Prices; readonly part: number }>();
  private readonly breakpoints = new Map<
    number,
    { readonly resource: number; readonly use: number; readonly cost: number }
  >();

  constructor(
    private readonly coupled: readonly number[],
    private readonly rowOf: Int32Array,
    private readonly scale: Float64Array,
    parts: number,
    relaxations: readonly { readonly rows: readonly Row[]; readonly columns: readonly PurchaseColumn[] }[],
  ) {
    const costs = relaxations
      .flatMap(({ columns }) => columns.map(({ cost }) => cost))
      .filter(Number.isFinite);
    const forbidden = 1e3 * (1 + Math.max(0, ...costs));
    const real = (cost: number): number => (Number.isFinite(cost) ? cost : forbidden);
    this.programme = new MasterProgramme([
      ...coupled.map(() => ({ right: 0, missing: 0 })),
      ...Array.from({ length: parts }, () => ({ right: 1, missing: forbidden })),
      ...relaxations.flatMap(({ rows }) =>
        rows.map(({ right, missing }) => ({ right, missing: real(missing) })),
      ),
    ]);
    coupled.forEach((_, row) => this.programme.add({ rows: [row], values: [1], cost: 0 }));
    let first = coupled.length + parts;
    for (const { rows, columns } of relaxations) {
      for (const column of columns) this.addPurchase(column, first, real(column.cost));
      first += rows.length;
    }
  }

  addCut({ prices, parts }: Cut): void {
    parts.forEach(({ value, use }, part) => {
      const [rows, values] = [[this.coupled.length + part], [1]];
      let cost = value;
      this.coupled.forEach((r, row) => {
        const amount = use[r]!;
        if (amount === 0) return;
        cost -= prices[r]! * amount;
        rows.push(row);
        values.push(amount / this.scale[r]!);
      });
      this.responses.set(this.programme.add({ rows, values, cost }), { prices, part });
    });
  }

  relaxedOptimum(resources: number): Pick<Bound, "mixture" | "bought" | "boughtCost"> {
    const bought = new Float64Array(resources);
    const boughtCost = new Float64Array(resources);
    const mixture: Bound["mixture"][number][] = [];
    for (const [column, amount] of this.programme.amounts()) {
      const response = this.responses.get(column);
      if (response) mixture.push({ ...response, share: amount });
      const breakpoint = this.breakpoints.get(column);
      if (!breakpoint) continue;
      bought[breakpoint.resource]! += amount * breakpoint.use;
      boughtCost[breakpoint.resource]! += amount * breakpoint.cost;
    }
    return { mixture, bought, boughtCost };
  }

  private addPurchase({ serves, entries, breakpoint }: PurchaseColumn, first: number, cost: number): void {
    const column: Column = {
      rows: entries.map(([row]) => first + row),
      values: entries.map(([, value]) => value),
      cost,
    };
    const row = serves ? this.rowOf[serves.resource]! : -1;
    const place = this.programme.add(
      serves && row >= 0
        ? {
            rows: [row, ...column.rows],
            values: [-serves.amount / this.scale[serves.resource]!, ...column.values],
            cost,
          }
        : column,
    );
    if (serves && breakpoint)
      this.breakpoints.set(place, { resource: serves.resource, use: serves.amount, cost });
  }
}

const MOST_ROUNDS = 400;
