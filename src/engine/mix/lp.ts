/**
 * A small linear programme that grows: non-negative amounts of columns, so that every row comes to its right-hand side at the
 * least cost. Revised simplex with a dense inverse: it suits a few dozen rows and any number of columns.
 */
export class GrowingProgramme {
  private readonly columns: { readonly rows: Float64Array; readonly cost: number }[] = [];
  /** The column that stands in each row of the basis: at first the row's own unit column, −1 − row. */
  private readonly basis: number[];
  private readonly inverse: Float64Array[];
  private readonly held: Float64Array;

  /** `right` is not negative; one unit missing in row r may be made up at `missing[r]`, so that there is always a solution. */
  constructor(
    right: readonly number[],
    private readonly missing: readonly number[],
  ) {
    this.held = Float64Array.from(right);
    this.basis = right.map((_, row) => -1 - row);
    this.inverse = right.map((_, row) => Float64Array.from(right, (_, other) => (row === other ? 1 : 0)));
  }

  /** Adds a column; gives its place. */
  add(rows: Float64Array, cost: number): number {
    this.columns.push({ rows, cost });
    return this.columns.length - 1;
  }

  /**
   * Takes pivots until no column would lower the cost, or so many that it must be going round in circles; then the answer is
   * merely not the best.
   */
  solve(): void {
    for (let pivots = 0; pivots < MOST_PIVOTS && this.pivot(pivots > MOST_PIVOTS / 2); pivots++);
  }

  /** The least cost. */
  get cost(): number {
    return this.held.reduce((sum, amount, row) => sum + amount * this.costIn(row), 0);
  }

  /** What one unit more on the right-hand side of each row would cost. */
  get prices(): Float64Array {
    const prices = new Float64Array(this.held.length);
    this.inverse.forEach((line, row) => {
      const cost = this.costIn(row);
      if (cost !== 0) line.forEach((value, other) => (prices[other] = (prices[other] ?? 0) + cost * value));
    });
    return prices;
  }

  /** The columns of which there is any, by place, with their amounts. */
  amounts(): Map<number, number> {
    return new Map(
      this.basis.flatMap((column, row) => {
        const amount = this.held[row] ?? 0;
        return column >= 0 && amount > 0 ? [[column, amount] as const] : [];
      }),
    );
  }

  private costIn(row: number): number {
    const column = this.basis[row] ?? -1;
    return column < 0 ? (this.missing[-1 - column] ?? 0) : (this.columns[column]?.cost ?? 0);
  }

  private pivot(firstThatHelps: boolean): boolean {
    const { prices } = this;
    let [enters, least] = [-1, 0];
    for (let at = 0; at < this.columns.length && !(firstThatHelps && enters >= 0); at++) {
      const { rows, cost } = this.columns[at] as (typeof this.columns)[number];
      const gain = cost - dot(prices, rows);
      if (gain < least - 1e-11 * (1 + Math.abs(cost))) [enters, least] = [at, gain];
    }
    const entering = this.columns[enters];
    if (!entering) return false;

    const direction = this.inverse.map((line) => dot(line, entering.rows));
    let [leaves, ratio] = [-1, Infinity];
    direction.forEach((by, row) => {
      if (by < 1e-9) return;
      const here = (this.held[row] ?? 0) / by;
      const sooner =
        here < ratio - 1e-12 || (here <= ratio + 1e-12 && (this.basis[row] ?? 0) < (this.basis[leaves] ?? 0));
      if (sooner) [leaves, ratio] = [row, here];
    });
    if (leaves < 0) return false;

    const by = direction[leaves] ?? 1;
    const line = this.inverse[leaves] as Float64Array;
    line.forEach((value, other) => (line[other] = value / by));
    this.inverse.forEach((one, row) => {
      const share = direction[row] ?? 0;
      if (row === leaves || share === 0) return;
      line.forEach((value, other) => (one[other] = (one[other] ?? 0) - share * value));
      this.held[row] = Math.max((this.held[row] ?? 0) - share * ratio, 0);
    });
    this.held[leaves] = ratio;
    this.basis[leaves] = enters;
    return true;
  }
}

const MOST_PIVOTS = 4000;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
