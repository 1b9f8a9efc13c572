import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { PROGRESS } from "./progress";

/** The entries of a column that are not zero. */
export interface Column {
  readonly rows: readonly number[];
  readonly values: readonly number[];
  readonly cost: number;
}

/**
 * A row: its right-hand side, not negative, and what a unit that is missing there costs, so that there is a
 * solution.
 */
export interface Row {
  readonly right: number;
  readonly missing: number;
}

/**
 * A linear programme that gains columns: non-negative amounts of columns so that every row comes to its right-hand
 * side at least cost. Revised simplex with a dense inverse of the basis and sparse columns, for a few hundred rows.
 */
export class MasterProgramme {
  private readonly columns: Column[] = [];
  /** The column of each row of the basis; at first the artificial column of the row, −1 − row. */
  private readonly basis: Int32Array;
  private readonly inverse: Float64Array[];
  private readonly level: Float64Array;
  private entries = 0;

  constructor(private readonly rows: readonly Row[]) {
    this.level = Float64Array.from(rows, ({ right }) => right);
    this.basis = Int32Array.from(rows, (_, row) => -1 - row);
    this.inverse = rows.map((_, row) => Float64Array.from(rows, (_, other) => (row === other ? 1 : 0)));
  }

  /** Adds a column; gives its place. */
  add(column: Column): number {
    this.entries += column.rows.length + 2;
    return this.columns.push(column) - 1;
  }

  /** Operations of one pivot. */
  get pivotCost(): number {
    return 4 * this.rows.length * this.rows.length + 3 * this.entries;
  }

  /**
   * Pivots until no column has a negative reduced cost, or so often that it must be cycling; then the answer is merely
   * not the best. Gives whether the budget sufficed.
   */
  *solveInSteps(budget: Budget): Steps<boolean> {
    const betweenPauses = Math.ceil(OPERATIONS_BETWEEN_PAUSES / this.pivotCost);
    for (let pivots = 0; pivots < MOST_PIVOTS; pivots++) {
      if (pivots % betweenPauses === 0) yield PROGRESS;
      if (!budget.spend(this.pivotCost)) return false;
      if (!this.pivot(pivots > MOST_PIVOTS / 2)) break;
    }
    return true;
  }

  get cost(): number {
    return this.level.reduce((sum, amount, row) => sum + amount * this.costIn(row), 0);
  }

  /** What a unit more on the right-hand side of each row would cost. */
  get duals(): Float64Array {
    const duals = new Float64Array(this.rows.length);
    this.inverse.forEach((line, row) => {
      const cost = this.costIn(row);
      if (cost === 0) return;
      for (let other = 0; other < line.length; other++) duals[other]! += cost * line[other]!;
    });
    return duals;
  }

  /** The columns with an amount above 0, by place. */
  amounts(): Map<number, number> {
    const amounts = new Map<number, number>();
    this.basis.forEach((column, row) => {
      const amount = this.level[row]!;
      if (column >= 0 && amount > 0) amounts.set(column, amount);
    });
    return amounts;
  }

  private costIn(row: number): number {
    const column = this.basis[row]!;
    return column < 0 ? this.rows[-1 - column]!.missing : this.columns[column]!.cost;
  }

  /** Brings the column with the least reduced cost into the basis; the first with a negative one against cycling. */
  private pivot(first: boolean): boolean {
    const enters = this.entering(first);
    if (enters < 0) return false;
    const direction = this.direction(this.columns[enters]!);
    const leaves = this.leaving(direction);
    if (leaves < 0) return false;

    const by = direction[leaves]!;
    const ratio = this.level[leaves]! / by;
    const line = this.inverse[leaves]!;
    for (let other = 0; other < line.length; other++) line[other]! /= by;
    this.inverse.forEach((other, row) => {
      const share = direction[row]!;
      if (row === leaves || share === 0) return;
      for (let i = 0; i < line.length; i++) other[i]! -= share * line[i]!;
      this.level[row] = Math.max(this.level[row]! - share * ratio, 0);
    });
    this.level[leaves] = ratio;
    this.basis[leaves] = enters;
    return true;
  }

  private entering(first: boolean): number {
    const { duals } = this;
    let [enters, least] = [-1, 0];
    for (let place = 0; place < this.columns.length; place++) {
      const { rows, values, cost } = this.columns[place]!;
      let reducedCost = cost;
      for (let i = 0; i < rows.length; i++) reducedCost -= duals[rows[i]!]! * values[i]!;
      if (reducedCost >= least - 1e-11 * (1 + Math.abs(cost))) continue;
      [enters, least] = [place, reducedCost];
      if (first) break;
    }
    return enters;
  }

  private direction({ rows, values }: Column): Float64Array {
    return Float64Array.from(this.inverse, (line) => {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) sum += line[rows[i]!]! * values[i]!;
      return sum;
    });
  }

  private leaving(direction: Float64Array): number {
    let [leaves, least] = [-1, Infinity];
    direction.forEach((by, row) => {
      if (by < 1e-9) return;
      const ratio = this.level[row]! / by;
      const sooner =
        ratio < least - 1e-12 || (ratio <= least + 1e-12 && this.basis[row]! < this.basis[leaves]!);
      if (sooner) [leaves, least] = [row, ratio];
    });
    return leaves;
  }
}

const MOST_PIVOTS = 4000;
const OPERATIONS_BETWEEN_PAUSES = 1e6;
