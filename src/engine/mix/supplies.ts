import type { Breakpoint, CostCurve, LotRange } from "./cost-curves";
import type { Row } from "./lp";

/** What a unit of each resource is worth: the duals of the coupling constraints, by place of the resource. */
export type Prices = Float64Array;

/**
 * How the use of some resources is bought: a resource by its cost curve, or the offerings that share the floors of
 * contracts together. The cost of a mix is that of all supplies, and its fixed costs.
 */
export interface Supply {
  /** Places of the resources, rising. */
  readonly resources: readonly number[];
  /** The cost of the cheapest purchase that serves so much of each of the resources, in their order. */
  cost(use: readonly number[]): number;
  /** What purchases in the ranges of lots cost at least, less what they are worth at some prices. */
  conjugate(prices: Prices, ranges: readonly LotRange[]): Conjugate;
  /** The purchases of the linear programme. */
  relaxation(ranges: readonly LotRange[]): Relaxation;
}

export interface Conjugate {
  readonly value: number;
  /**
   * What a use of one resource, by its place in the supply, adds at least to the cost beyond the prices and `value`,
   * whatever is used of the others.
   */
  readonly excessOf: (nth: number, use: number) => number;
}

/** Rows and columns of a supply in the linear programme; places of rows are those in `rows`. */
export interface Relaxation {
  readonly rows: readonly Row[];
  readonly columns: readonly PurchaseColumn[];
}

export interface PurchaseColumn {
  readonly cost: number;
  /** The resource that the column serves, and how much of it; absent for a slack. */
  readonly serves?: { readonly resource: number; readonly amount: number };
  readonly entries: readonly (readonly [row: number, value: number])[];
  /** Whether it is a breakpoint of the cost curve of the resource. */
  readonly breakpoint?: true;
}

/** The cost of what must not be: the linear programme puts an amount above all its other costs in its place. */
export const FORBIDDEN = Infinity;

/** The supply of a resource by its cost curve. */
export class CurveSupply implements Supply {
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

/** What a purchase costs at least, less what it is worth. */
export function leastPurchase(pieces: readonly (readonly Breakpoint[])[], price: number): number {
  let least = Infinity;
  for (const piece of pieces) for (const { use, cost } of piece) least = Math.min(least, cost - price * use);
  return least;
}

/** A convex combination of breakpoints, and beyond the last of all purchases the steepest price. */
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
