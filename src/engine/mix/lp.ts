import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { PROGRESS } from "./progress";

/** A column by its nonzero entries. */
export interface SparseColumn {
  readonly rows: readonly number[];
  readonly values: readonly number[];
  readonly cost: number;
}

/** An equation by its right-hand side, not negative, and the cost of a unit that is missing, so that it can be met. */
export interface ProgrammeRow {
  readonly right: number;
  readonly missing: number;
}

/**
 * A linear programme that gains columns: nonnegative amounts of columns that meet every row at least cost. Revised
 * simplex with a dense inverse of the basis and sparse columns, for a few hundred rows. Each solution starts from the
 * last basis, so that a change of a few columns takes a few pivots.
 */
export class MasterProgramme {
  /** The artificial column of each row, and then the columns added. */
  private readonly columns: SparseColumn[] = [];
  /** Whether a column may have an amount. */
  private readonly allowed: boolean[] = [];
  /** The column of each row of the basis. */
  private readonly basis: Int32Array;
  private inverse: Float64Array[];
  private readonly level: Float64Array;
  /** Indices of the columns that are priced. */
  private readonly looked = new Set<number>();
  /** Columns with negative reduced costs when all columns were last priced (multiple pricing). */
  private candidates: number[] = [];
  private entries = 0;
  private sinceInversion = 0;

  constructor(
    private readonly rows: readonly ProgrammeRow[],
    /** The cost of a unit of a column in the basis that is not allowed any more. */
    private readonly forbidden: number,
  ) {
    this.level = Float64Array.from(rows, ({ right }) => right);
    this.basis = Int32Array.from(rows, ({ missing }, row) =>
      this.add({ rows: [row], values: [1], cost: missing }),
    );
    this.inverse = identityMatrix(rows.length);
  }

  /** Adds a column and returns its index. */
  add(column: SparseColumn): number {
    this.entries += column.rows.length + 2;
    this.allowed.push(true);
    this.looked.add(this.columns.length);
    return this.columns.push(column) - 1;
  }

  allow(place: number, allowed: boolean): void {
    this.allowed[place] = allowed;
  }

  /** Drops a column, which leaves the basis sooner or later and never enters it again. */
  drop(place: number): void {
    this.entries -= this.columns[place]!.rows.length + 2;
    this.looked.delete(place);
  }

  /**
   * Pivots until no column has a negative reduced cost; stops after so many pivots that it must be cycling, with a
   * feasible solution that may not be optimal. Returns whether the budget sufficed.
   */
  *solveInSteps(budget: Budget): Steps<boolean> {
    const { length } = this.rows;
    const pivotCost = 4 * length * length + 3 * MOST_CANDIDATES * 6;
    const betweenPauses = Math.ceil(OPERATIONS_BETWEEN_PAUSES / pivotCost);
    this.candidates = [];
    for (let pivots = 0; pivots < MOST_PIVOTS; pivots++) {
      if (pivots % betweenPauses === 0) yield PROGRESS;
      if (!budget.spend(pivotCost)) return false;
      if (this.sinceInversion++ >= PIVOTS_BETWEEN_INVERSIONS) this.invert(budget);
      if (!this.pivot(pivots > MOST_PIVOTS / 2, budget)) break;
    }
    return true;
  }

  get cost(): number {
    return this.level.reduce((sum, amount, row) => sum + amount * this.costIn(row), 0);
  }

  /** The cost of a unit more on the right-hand side of each row. */
  get duals(): Float64Array {
    const duals = new Float64Array(this.rows.length);
    this.inverse.forEach((line, row) => {
      const cost = this.costIn(row);
      if (cost === 0) return;
      for (let other = 0; other < line.length; other++) duals[other]! += cost * line[other]!;
    });
    return duals;
  }

  /** The positive amounts of added columns by index. */
  amounts(): Map<number, number> {
    const amounts = new Map<number, number>();
    this.basis.forEach((column, row) => {
      const amount = this.level[row]!;
      if (column >= this.rows.length && amount > 0) amounts.set(column, amount);
    });
    return amounts;
  }

  private costIn(row: number): number {
    const column = this.basis[row]!;
    return this.allowed[column] ? this.columns[column]!.cost : this.forbidden;
  }

  /** Brings a column with a negative reduced cost into the basis; returns whether there was one. */
  private pivot(first: boolean, budget: Budget): boolean {
    const enters = this.entering(first, budget);
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

  /**
   * The candidate with the least reduced cost, or the column with the least if no candidate has a negative one.
   * `first` prevents cycling: it takes the first column with a negative reduced cost (Bland's rule).
   */
  private entering(first: boolean, budget: Budget): number {
    const { duals } = this;
    if (!first) {
      const enters = this.cheapest(this.candidates, duals);
      if (enters >= 0) return enters;
    }
    budget.charge(3 * this.entries);
    const negative: { readonly place: number; readonly reducedCost: number }[] = [];
    for (const place of this.looked) {
      const reducedCost = this.reducedCost(place, duals);
      if (reducedCost >= 0) continue;
      if (first) return place;
      negative.push({ place, reducedCost });
    }
    negative.sort((a, b) => a.reducedCost - b.reducedCost || a.place - b.place);
    this.candidates = negative.slice(0, MOST_CANDIDATES).map(({ place }) => place);
    return this.candidates[0] ?? -1;
  }

  private cheapest(places: readonly number[], duals: Float64Array): number {
    let [enters, least] = [-1, 0];
    for (const place of places) {
      const reducedCost = this.reducedCost(place, duals);
      if (reducedCost < least) [enters, least] = [place, reducedCost];
    }
    return enters;
  }

  /** 0 for a column that is not allowed, and for a reduced cost within rounding noise. */
  private reducedCost(place: number, duals: Float64Array): number {
    if (!this.allowed[place]) return 0;
    const { rows, values, cost } = this.columns[place]!;
    let [reducedCost, size] = [cost, 1 + Math.abs(cost)];
    for (let i = 0; i < rows.length; i++) {
      const worth = duals[rows[i]!]! * values[i]!;
      reducedCost -= worth;
      size += Math.abs(worth);
    }
    return reducedCost < -1e-11 * size ? reducedCost : 0;
  }

  private direction({ rows, values }: SparseColumn): Float64Array {
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

  /** Inverts the basis again, because each pivot adds rounding noise to the inverse. */
  private invert(budget: Budget): void {
    const { length } = this.rows;
    budget.charge(2 * length ** 3);
    this.sinceInversion = 0;
    const inverse = inverseOf(Array.from(this.basis, (column) => this.columns[column]!));
    if (!inverse) return;
    this.inverse = inverse;
    inverse.forEach((line, row) => {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += line[i]! * this.rows[i]!.right;
      this.level[row] = Math.max(sum, 0);
    });
  }
}

const identityMatrix = (size: number): Float64Array[] =>
  Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: size }, (_, column) => (row === column ? 1 : 0)),
  );

/** The inverse of a square matrix of sparse columns by Gauss-Jordan elimination; null if it is singular. */
function inverseOf(columns: readonly SparseColumn[]): Float64Array[] | null {
  const size = columns.length;
  const left = Array.from({ length: size }, () => new Float64Array(size));
  columns.forEach(({ rows, values }, column) =>
    rows.forEach((row, i) => (left[row]![column]! += values[i]!)),
  );
  const right = identityMatrix(size);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(left[row]![column]!) > Math.abs(left[pivot]![column]!)) pivot = row;
    const by = left[pivot]![column]!;
    if (Math.abs(by) < 1e-9) return null;
    [left[column], left[pivot]] = [left[pivot]!, left[column]!];
    [right[column], right[pivot]] = [right[pivot]!, right[column]!];
    for (let i = 0; i < size; i++) {
      left[column]![i]! /= by;
      right[column]![i]! /= by;
    }
    for (let row = 0; row < size; row++) {
      const share = left[row]![column]!;
      if (row === column || share === 0) continue;
      for (let i = 0; i < size; i++) {
        left[row]![i]! -= share * left[column]![i]!;
        right[row]![i]! -= share * right[column]![i]!;
      }
    }
  }
  return right;
}

const MOST_PIVOTS = 4000;
const MOST_CANDIDATES = 40;
const PIVOTS_BETWEEN_INVERSIONS = 200;
const OPERATIONS_BETWEEN_PAUSES = 1e6;
