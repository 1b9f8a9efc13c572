import type { Breakpoint, CostCurve, LotRange } from "./cost-curves";
import type { ProgrammeRow } from "./lp";

/** The price of a unit of each resource: the dual of its coupling constraint. */
export type Prices = Float64Array;

/**
 * How the use of some resources is bought: one resource by its cost curve, or together all offerings that share the
 * floors of contracts. The cost of a mix is the sum of its fixed costs and the costs of all supplies.
 */
export interface ResourceSupply {
  /** Indices of the resources, rising. */
  readonly resources: readonly number[];
  /** The cost of the cheapest purchase that serves a use of the resources, given in their order. */
  cost(use: readonly number[]): number;
  /** The least cost of purchases within ranges of lots, less the value of what they serve at the prices. */
  conjugate(prices: Prices, ranges: readonly LotRange[]): Conjugate;
  /** The purchases of the linear programme. */
  relaxation(ranges: readonly LotRange[]): Relaxation;
}

export interface Conjugate {
  readonly value: number;
  /**
   * A lower bound of cost − value at the prices − `value` if so much of the nth resource is used, for any use of
   * the others.
   */
  readonly excessOf: (nth: number, use: number) => number;
}

/** The rows and columns of a supply in the linear programme. Columns refer to rows by their index in `rows`. */
export interface Relaxation {
  readonly rows: readonly ProgrammeRow[];
  readonly columns: readonly PurchaseColumn[];
}

export interface PurchaseColumn {
  readonly cost: number;
  /** The resource that the column serves, and the amount; absent for a slack column. */
  readonly serves?: { readonly resource: number; readonly amount: number };
  readonly entries: readonly (readonly [row: number, value: number])[];
  /** Set if the column lies on the cost curve of the resource, as its breakpoints do. */
  readonly breakpoint?: true;
}

/** The cost of an infeasible column; the linear programme replaces it by a cost above all others (big M). */
export const FORBIDDEN = Infinity;

/** The supply of one resource by its cost curve. */
export class CurveSupply implements ResourceSupply {
  readonly resources: readonly number[];

  constructor(
    private readonly resource: number,
    private readonly curve: CostCurve,
  ) {
    this.resources = [resource];
  }

  cost([use]: readonly number[]): number {
    return this.curve.buy(Math.max(use!, 0)).cost;
  }

  conjugate(prices: Prices, ranges: readonly LotRange[]): Conjugate {
    const price = prices[this.resource]!;
    const value = leastPurchase(this.curve.convexPieces(ranges[this.resource]!), price);
    return {
      value,
      excessOf: (_, use) => this.curve.buy(Math.max(use, 0)).cost - price * use - value,
    };
  }

  relaxation(ranges: readonly LotRange[]): Relaxation {
    return curveRelaxation(this.resource, this.curve, ranges[this.resource]!);
  }
}

/** The least cost of a purchase, less its value at a price. */
export function leastPurchase(pieces: readonly (readonly Breakpoint[])[], price: number): number {
  let least = Infinity;
  for (const piece of pieces) for (const { use, cost } of piece) least = Math.min(least, cost - price * use);
  return least;
}

/** A convex combination of breakpoints; use beyond the last purchase is bought at the steepest price. */
export function curveRelaxation(resource: number, curve: CostCurve, range: LotRange): Relaxation {
  const breakpoints = curve.convexPieces(range).flat();
  const most = Math.max(1, ...breakpoints.map(({ use }) => use));
  return {
    rows: [{ right: 1, missing: FORBIDDEN }],
    columns: [
      {
        cost: range.to < curve.lots.to ? FORBIDDEN : curve.steepest * most,
        serves: { resource, amount: most },
        entries: [],
        breakpoint: true,
      },
      ...breakpoints.map(({ use, cost }): PurchaseColumn => ({
        cost,
        serves: { resource, amount: use },
        entries: [[0, 1]],
        breakpoint: true,
      })),
    ],
  };
}
