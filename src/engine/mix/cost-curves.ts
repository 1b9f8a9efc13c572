import {
  cheapestPurchase,
  inMultiples,
  purchaseCost,
  tiersInOrder,
  type PriceTier,
  type TierKind,
} from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import { rate, seats, tokens, wholeUp, type Quantity } from "../units";
import type { MixOffering, TokenPool } from "./problem";

/** A purchase of seats or tokens. */
export interface Purchase {
  /** Seats or tokens that are paid for. */
  readonly paid: number;
  readonly cost: number;
}

/** A point of a cost curve: a use, and the cost of a purchase that serves it. */
export interface Breakpoint {
  readonly use: number;
  readonly cost: number;
}

/** A range of lots, both ends included. */
export interface LotRange {
  readonly from: number;
  readonly to: number;
}

/** Cost that the linear programme understates at a use, and where to branch so that it no longer does. */
export interface Hidden {
  /** The last lot of the lower child. */
  readonly lot: number;
  readonly cost: number;
}

/**
 * The least cost of purchases for any use of one resource: seats of an offering, or tokens of a pool. The search knows
 * floors, volume prices, committed seats, token tiers, packs and smallest purchases through this alone. A lot is the
 * unit of purchase: a seat, or a pack of tokens.
 */
export interface CostCurve {
  /** The cheapest purchase that serves a use, in seats or tokens drawn; the smallest of equally cheap ones. */
  readonly buy: (use: number) => Purchase;
  /** All purchases that a use can require. */
  readonly lots: LotRange;
  /**
   * The purchases in a range as convex pieces, each by its breakpoints: constant before the first, with slope
   * `steepest` beyond the last. With many lots, the pieces lie below the steps of single lots.
   */
  readonly convexPieces: (range: LotRange) => readonly (readonly Breakpoint[])[];
  /**
   * The cost that the pieces of a range hide if the linear programme buys `use` for `counted`; null if branching
   * would show none.
   */
  readonly hidden: (range: LotRange, use: number, counted: number) => Hidden | null;
  /** No further unit costs more than this. */
  readonly steepest: number;
  /** Whether the cost is a price times the use, apart from packs. */
  readonly linear: boolean;
  /** Whether it is used in whole numbers: seats are, tokens are not. */
  readonly counted: boolean;
}

/**
 * The cost curve of the seats of an offering. `maxUse`: upper bound on seats used today. `growth`: seats needed at
 * renewal per seat used today. `free`: seats paid for elsewhere and used first. `shared`: whether seats on contract
 * lines are rounded up together with these. Then a fraction of a seat on this curve still serves, and a bound that
 * rounded it away would be too high.
 */
export function seatCurve(
  {
    steps,
    kind,
    floor,
    free = seats(0),
    multipleOf = 1,
  }: Pick<MixOffering, "steps" | "kind" | "floor" | "free" | "multipleOf">,
  maxUse: number,
  growth: number,
  shared = false,
): CostCurve {
  const curve = costCurveOf(
    steps,
    kind,
    {
      size: multipleOf,
      least: floor,
      whenNone: true,
      lumpy: growth !== 1 || multipleOf > 1,
      mostSingle: MOST_SINGLE_SEATS,
      whole: !shared,
      each: growth,
    },
    maxUse,
    (use) => inMultiples(seats(Math.max(wholeUp(seats(use * growth)) - free, 0)), multipleOf),
    (paid) => (paid + free) / growth,
  );
  return { ...curve, linear: curve.linear && free === 0 && growth === 1 && multipleOf === 1 };
}

/** The cost curve of tokens drawn from a pool, at most `maxUse` a year: bought with the buffer, in packs. */
export function poolCurve(
  { tiers, kind, pack, minimum, buffer, others }: TokenPool,
  maxUse: number,
  growth: number,
): CostCurve {
  const toBuy = (use: number): number => tokensToBuy(tokens(use * growth + others), buffer, pack);
  const unnamed = toBuy(0);
  const curve = costCurveOf(
    tiers,
    kind,
    {
      size: pack,
      least: Math.max(minimum, unnamed),
      whenNone: unnamed > 0,
      lumpy: pack > 1,
      mostSingle: pack === 1 ? MOST_SINGLE_SEATS : MOST_SINGLE_PACKS,
      whole: false,
      each: (1 + buffer) * growth,
    },
    maxUse,
    toBuy,
    // `tokensToBuy` ignores a millionth of a token, which must not make a bound too high.
    (paid) => ((paid + 5e-7) / (1 + buffer) - others) / growth,
  );
  return { ...curve, counted: false };
}

/** The purchases of a pool as if the tokens needed were not rounded up to whole packs. */
export function withoutPacks(
  { tiers, kind, pack, minimum, buffer, others }: TokenPool,
  growth: number,
): CostCurve["buy"] {
  const ordered = tiersInOrder(tiers);
  return (use) => {
    const needed = tokens((use * growth + others) * (1 + buffer));
    const paid = cheapestPurchase(needed, ordered, kind, { lot: pack, least: minimum });
    return { paid, cost: purchaseCost(paid, ordered, kind) };
  };
}

/** Seats or tokens. */
type Units = Quantity<"seats or tokens">;

/** How units are sold: multiples of `size`, at least `least` if any, and with `whenNone` even for no use. */
interface Selling {
  readonly size: number;
  readonly least: number;
  readonly whenNone: boolean;
  /** Whether a further unit of use can require several units, or none. */
  readonly lumpy: boolean;
  /** A curve of more lots does not show single lots. */
  readonly mostSingle: number;
  /** Whether use comes in whole numbers, so that a fraction of a unit serves nothing. */
  readonly whole: boolean;
  /** Average units bought per unit of use. */
  readonly each: number;
}

function costCurveOf(
  given: readonly { readonly minimum: number; readonly unitPrice: number }[],
  kind: TierKind,
  selling: Selling,
  maxUse: number,
  toBuy: (use: number) => number,
  usable: (bought: number) => number,
): CostCurve {
  const { size, least, whenNone, lumpy, mostSingle, whole, each } = selling;
  const tiers = tiersInOrder(given).map(({ minimum, unitPrice }, i): PriceTier<Units> => ({
    minimum: (i === 0 ? 0 : minimum) as Units,
    unitPrice: rate(unitPrice),
  }));
  const costOf = (bought: number): number => purchaseCost(bought as Units, tiers, kind);
  const lowest = Math.ceil(least / size - 1e-9) * size;
  const purchase = (needed: number): Purchase => {
    const wanted = (whenNone ? Math.max(needed, lowest) : needed) as Units;
    const paid = cheapestPurchase(wanted, tiers, kind, { lot: size as Units, least: lowest as Units });
    return { paid, cost: costOf(paid) };
  };
  const buy = remembered(purchase, toBuy);

  const top = Math.max(toBuy(maxUse), lowest);
  const most = Math.round(top / size);
  const single = lumpy && most <= mostSingle;
  // Only if every lot is a breakpoint: rounding at breakpoints alone would put the line between them above some lots.
  const used = (bought: number): number =>
    single && whole ? Math.floor(usable(bought) + 1e-9) : usable(bought);
  const point = (lot: number): Breakpoint => ({
    use: used(lot * size),
    cost: single ? purchase(lot * size).cost : costOf(lot * size),
  });
  const stretches = kind === "all units" ? tierStretches(tiers, size) : risingStretches(tiers, size);
  // The cheapest purchase may reach a tier that no use requires.
  const furthest = single ? most : Math.max(most, stretches.at(-1)!.from);
  const lots = { from: whenNone ? Math.round(lowest / size) : 0, to: furthest };
  const priced = { lots, lowest: Math.round(lowest / size), most, point };

  const steepest = Math.max(...tiers.map(({ unitPrice }) => unitPrice)) * each;
  const linear =
    lowest === 0 &&
    stretches.length === 1 &&
    !(single && size > 1) &&
    tiers.every(({ unitPrice }) => unitPrice === tiers[0]?.unitPrice);
  return {
    buy,
    lots,
    ...(single ? singleLots(priced) : manyLots(priced, stretches)),
    steepest: linear ? steepest : steepest * Math.max(single ? size : 1, whenNone ? 1 : lowest),
    linear,
    counted: true,
  };
}

/** A curve of more lots does not show single lots: each of them costs too little to matter. */
const MOST_SINGLE_PACKS = 100;
const MOST_SINGLE_SEATS = 10_000;

/** Purchases by use with a cache: a search asks for the same few a million times. */
function remembered(
  purchase: (needed: number) => Purchase,
  toBuy: (use: number) => number,
): CostCurve["buy"] {
  const known = new Map<number, Purchase>();
  return (use) => {
    const needed = toBuy(use);
    let bought = known.get(needed);
    if (!bought) known.set(needed, (bought = purchase(needed)));
    return bought;
  };
}

/** The purchases of a curve by number of lots: none, or at least `lowest`. */
interface PricedLots {
  readonly lots: LotRange;
  readonly lowest: number;
  /** More lots are bought only to reach a tier. */
  readonly most: number;
  readonly point: (lot: number) => Breakpoint;
}

type Pieces = Pick<CostCurve, "convexPieces" | "hidden">;

/** One piece: the lower convex hull of all lots. */
function singleLots({ lots, lowest, point }: PricedLots): Pieces {
  const points = Array.from({ length: lots.to + 1 }, (_, lot) => point(lot));
  const hulls = new Map<string, readonly Breakpoint[]>();
  return {
    convexPieces: ({ from, to }) => {
      const key = `${from} ${to}`;
      let hull = hulls.get(key);
      if (!hull) {
        const inRange = points.slice(Math.max(from, lowest), to + 1);
        hull = lowerHull(from < lowest && from === 0 ? [{ use: 0, cost: 0 }, ...inRange] : inRange);
        hulls.set(key, hull);
      }
      return [hull];
    },
    hidden: ({ from, to }, use, counted) => {
      let lot = from;
      while (lot <= to && points[lot]!.use < use - 1e-9) lot++;
      if (lot > to || lot === from) return null;
      return { lot: lot - 1, cost: points[lot]!.cost - counted };
    },
  };
}

/** One piece for each stretch of lots over which the cost is convex. */
function manyLots({ lots, lowest, most, point }: PricedLots, stretches: readonly Stretch[]): Pieces {
  const piecesIn = (range: LotRange): { first: number; points: Breakpoint[] }[] => {
    const pieces = stretches.flatMap(({ from, to, bends }) => {
      const first = Math.max(from, lowest, range.from);
      if (first > Math.min(to, range.to)) return [];
      const last = Math.max(first, Math.min(to, range.to, most));
      const corners = [first, ...bends.filter((bend) => bend > first && bend < last), last];
      return [{ first, points: [...new Set(corners)].map(point) }];
    });
    return range.from === 0 && lots.from === 0 && lowest > 0
      ? [{ first: 0, points: [{ use: 0, cost: 0 }] }, ...pieces]
      : pieces;
  };
  return {
    convexPieces: (range) => piecesIn(range).map(({ points }) => points),
    hidden: (range, use, counted) => {
      const pieces = piecesIn(range);
      if (pieces.length < 2) return null;
      const cost = Math.min(...pieces.map(({ points }) => costOn(points, use)));
      const upper = pieces.slice(1).find(({ points }) => points[0]!.use > use) ?? pieces.at(-1)!;
      return { lot: upper.first - 1, cost: cost - counted };
    },
  };
}

/** The cost of a use on one piece; infinite beyond it. */
function costOn(piece: readonly Breakpoint[], use: number): number {
  const after = piece.findIndex((point) => point.use >= use - 1e-9);
  const [low, high] = [piece[after - 1], piece[after]];
  if (!high) return Infinity;
  if (!low) return high.cost;
  return low.cost + ((high.cost - low.cost) * (use - low.use)) / (high.use - low.use);
}

/** The lower convex hull of points in order of use and cost. */
function lowerHull(points: readonly Breakpoint[]): Breakpoint[] {
  const hull: Breakpoint[] = [];
  for (const next of points) {
    while (hull.length > 0) {
      const [last, before] = [hull.at(-1)!, hull.at(-2)];
      const below =
        last.use >= next.use
          ? last.cost >= next.cost
          : before !== undefined &&
            (last.cost - before.cost) * (next.use - before.use) >=
              (next.cost - before.cost) * (last.use - before.use);
      if (!below) break;
      hull.pop();
    }
    if (hull.at(-1)?.use !== next.use) hull.push(next);
  }
  return hull;
}

/** Lots over which the cost is convex, with the lots at which its slope changes. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly bends: readonly number[];
}

/** A stretch for each tier. */
const tierStretches = (tiers: readonly PriceTier<Units>[], size: number): Stretch[] =>
  tiers.map(({ minimum }, i) => {
    const next = tiers[i + 1];
    const first = (units: number): number => Math.ceil(units / size - 1e-9);
    return { from: first(minimum), to: next ? first(next.minimum) - 1 : Infinity, bends: [] };
  });

/** A stretch for each run of incremental tiers over which the price does not fall. */
function risingStretches(tiers: readonly PriceTier<Units>[], size: number): Stretch[] {
  const stretches: Stretch[] = [];
  let bends: number[] = [];
  let [from, price]: [number, number] = [0, tiers[0]!.unitPrice];
  for (const { minimum, unitPrice } of tiers.slice(1)) {
    if (unitPrice < price) {
      const lot = Math.ceil(minimum / size - 1e-9);
      stretches.push({ from, to: lot - 1, bends });
      [from, bends] = [lot, []];
    } else bends.push(minimum / size);
    price = unitPrice;
  }
  return [...stretches, { from, to: Infinity, bends }];
}
