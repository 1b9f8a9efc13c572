import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { startsOf, type Choices, type Part } from "./choices";
import type { CostCurve, LotRange } from "./cost-curves";
import { MasterProgramme } from "./lp";
import type { Conjugate, Prices, PurchaseColumn, ResourceSupply } from "./supplies";

/** The best Lagrangian bound for ranges of purchases, with its prices and the relaxed optimum. */
export interface Bound {
  /**
   * The dual function at `prices`: best responses plus conjugates of the supplies. `value` − `slack` is a lower
   * bound of all mixes in the ranges.
   */
  readonly value: number;
  readonly slack: number;
  readonly prices: Prices;
  readonly conjugates: readonly Conjugate[];
  /** The relaxed optimum as a convex combination of responses, each by its prices, part and share. */
  readonly mixture: readonly { readonly prices: Prices; readonly part: number; readonly share: number }[];
  /** The use of each resource that the relaxed optimum buys on its cost curve, and the cost of that. */
  readonly bought: Float64Array;
  readonly boughtCost: Float64Array;
}

/** The best responses to prices. They are valid for any ranges of purchases. */
interface Cut {
  readonly prices: Prices;
  readonly parts: readonly Part[];
  readonly value: number;
  readonly slack: number;
  /** The number of the last bound whose relaxed optimum contained it. */
  lastUsed: number;
}

/**
 * Lagrangian bounds by column generation. A master programme combines known responses and purchases in ranges; its
 * duals price the coupling constraints, and the best responses to those prices are its next columns. Responses are kept
 * from bound to bound, so that a child node takes few rounds.
 */
export class Bounds {
  private cuts: Cut[] = [];
  private bounds = 0;
  private master: Master | null = null;
  private readonly scale: Float64Array;
  /** Resources without a linear price. */
  private readonly coupled: readonly number[];
  private readonly rowOf: Int32Array;

  constructor(
    private readonly choices: Choices,
    private readonly curves: readonly CostCurve[],
    private readonly supplies: readonly ResourceSupply[],
    private readonly tolerance: number,
  ) {
    this.coupled = curves.flatMap(({ linear }, r) => (linear ? [] : [r]));
    this.rowOf = Int32Array.from(curves, (_, r) => this.coupled.indexOf(r));
    this.scale = Float64Array.from(curves, ({ convexPieces, lots }) =>
      Math.max(1, ...convexPieces(lots).flatMap((piece) => piece.map(({ use }) => use))),
    );
  }

  /** The best bound for ranges of lots; the first that reaches `enough`, or the best so far when the budget ends. */
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
      budget.charge(OPERATIONS_A_CONJUGATE * this.supplies.length);
      const lagrangian = valueOf(cut);
      if (lagrangian > value) [best, value] = [cut, lagrangian];
    };
    this.cuts.forEach(consider);

    const master = (this.master ??= this.masterOf());
    master.restrictTo(ranges);
    for (let round = 0; round < MOST_ROUNDS && value < enough; round++) {
      const optimal = yield* master.programme.solveInSteps(budget);
      if (!optimal || master.programme.cost <= value + this.tolerance * Math.abs(value)) break;
      const cut = yield* this.askInSteps(this.pricesOf(master.programme.duals, ranges), budget);
      consider(cut);
    }
    const relaxed = master.relaxedOptimum(this.curves.length);
    this.bounds++;
    for (const cut of [best, ...relaxed.used]) cut.lastUsed = this.bounds;
    if (this.cuts.length > MOST_CUTS) this.dropCuts(master);
    return {
      value,
      slack: best.slack,
      prices: best.prices,
      conjugates: conjugatesAt(best.prices),
      ...relaxed,
    };
  }

  /** Drops the cuts that have been unused for longest; column generation finds one again if it is needed. */
  private dropCuts(master: Master): void {
    this.cuts.sort((a, b) => b.lastUsed - a.lastUsed);
    for (const cut of this.cuts.splice(MOST_CUTS / 2)) master.drop(cut);
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
    const cut = {
      prices,
      parts,
      slack,
      value: parts.reduce((sum, part) => sum + part.value, 0),
      lastUsed: this.bounds,
    };
    this.cuts.push(cut);
    this.master?.addCut(cut);
    return cut;
  }

  private masterOf(): Master {
    const everything = this.curves.map(({ lots }) => lots);
    const parts = this.cuts[0]!.parts.length;
    const master = new Master(this.coupled, this.rowOf, this.scale, parts, this.supplies, everything);
    for (const cut of this.cuts) master.addCut(cut);
    return master;
  }
}

/**
 * The master programme of all bounds of a search. Its rows: the use of each coupled resource is bought; each part takes
 * a convex combination of responses; then the rows of the supplies. Only purchase columns of the present ranges are
 * allowed.
 */
class Master {
  readonly programme: MasterProgramme;
  private readonly responses = new Map<number, { readonly cut: Cut; readonly part: number }>();
  private readonly columnsOf = new Map<Cut, readonly number[]>();
  private readonly breakpoints = new Map<
    number,
    { readonly resource: number; readonly use: number; readonly cost: number }
  >();
  /** The index of the first row of each supply. */
  private readonly first: readonly number[];
  /** The purchase columns of each supply by its ranges, and those allowed at present. */
  private readonly purchases: readonly Map<string, readonly number[]>[];
  private readonly allowed: (readonly number[])[];
  private readonly forbidden: number;

  constructor(
    private readonly coupled: readonly number[],
    private readonly rowOf: Int32Array,
    private readonly scale: Float64Array,
    parts: number,
    private readonly supplies: readonly ResourceSupply[],
    everything: readonly LotRange[],
  ) {
    const relaxations = supplies.map((supply) => supply.relaxation(everything));
    const costs = relaxations
      .flatMap(({ columns }) => columns.map(({ cost }) => cost))
      .filter(Number.isFinite);
    this.forbidden = 1e3 * (1 + Math.max(0, ...costs));
    this.programme = new MasterProgramme(
      [
        ...coupled.map(() => ({ right: 0, missing: 0 })),
        ...Array.from({ length: parts }, () => ({ right: 1, missing: this.forbidden })),
        ...relaxations.flatMap(({ rows }) =>
          rows.map(({ right, missing }) => ({ right, missing: this.real(missing) })),
        ),
      ],
      this.forbidden,
    );
    coupled.forEach((_, row) => this.programme.add({ rows: [row], values: [1], cost: 0 }));
    const starts = startsOf(relaxations.map(({ rows }) => rows.length));
    this.first = supplies.map((_, s) => coupled.length + parts + starts[s]!);
    this.purchases = supplies.map(() => new Map());
    this.allowed = supplies.map(() => []);
  }

  /** Allows purchases in the ranges only. */
  restrictTo(ranges: readonly LotRange[]): void {
    this.supplies.forEach((supply, s) => {
      const key = supply.resources.map((r) => `${ranges[r]!.from} ${ranges[r]!.to}`).join();
      let columns = this.purchases[s]!.get(key);
      if (columns === this.allowed[s]) return;
      for (const place of this.allowed[s]!) this.programme.allow(place, false);
      columns ??= supply.relaxation(ranges).columns.map((column) => this.addPurchase(column, this.first[s]!));
      for (const place of columns) this.programme.allow(place, true);
      this.purchases[s]!.set(key, columns);
      this.allowed[s] = columns;
    });
  }

  addCut(cut: Cut): void {
    const { prices, parts } = cut;
    const columns = parts.map(({ value, use }, part) => {
      const [rows, values] = [[this.coupled.length + part], [1]];
      let cost = value;
      this.coupled.forEach((r, row) => {
        const amount = use[r]!;
        if (amount === 0) return;
        cost -= prices[r]! * amount;
        rows.push(row);
        values.push(amount / this.scale[r]!);
      });
      const column = this.programme.add({ rows, values, cost });
      this.responses.set(column, { cut, part });
      return column;
    });
    this.columnsOf.set(cut, columns);
  }

  drop(cut: Cut): void {
    for (const column of this.columnsOf.get(cut)!) this.programme.drop(column);
    this.columnsOf.delete(cut);
  }

  relaxedOptimum(
    resources: number,
  ): Pick<Bound, "mixture" | "bought" | "boughtCost"> & { readonly used: readonly Cut[] } {
    const bought = new Float64Array(resources);
    const boughtCost = new Float64Array(resources);
    const mixture: Bound["mixture"][number][] = [];
    const used: Cut[] = [];
    for (const [column, amount] of this.programme.amounts()) {
      const response = this.responses.get(column);
      if (response) {
        mixture.push({ prices: response.cut.prices, part: response.part, share: amount });
        used.push(response.cut);
      }
      const breakpoint = this.breakpoints.get(column);
      if (!breakpoint) continue;
      bought[breakpoint.resource]! += amount * breakpoint.use;
      boughtCost[breakpoint.resource]! += amount * breakpoint.cost;
    }
    return { mixture, bought, boughtCost, used };
  }

  private addPurchase({ serves, entries, breakpoint, ...column }: PurchaseColumn, first: number): number {
    const cost = this.real(column.cost);
    const rows = entries.map(([row]) => first + row);
    const values = entries.map(([, value]) => value);
    const row = serves ? this.rowOf[serves.resource]! : -1;
    if (!serves || row < 0) return this.programme.add({ rows, values, cost });
    const place = this.programme.add({
      rows: [row, ...rows],
      values: [-serves.amount / this.scale[serves.resource]!, ...values],
      cost,
    });
    if (breakpoint) this.breakpoints.set(place, { resource: serves.resource, use: serves.amount, cost });
    return place;
  }

  private real(cost: number): number {
    return Number.isFinite(cost) ? cost : this.forbidden;
  }
}

const MOST_ROUNDS = 400;
const OPERATIONS_A_CONJUGATE = 60;
/** If there are more cuts, all but half of this number are dropped. */
const MOST_CUTS = 100;
