import {
  cheapestPurchase,
  purchaseCost,
  tiersInOrder,
  type PriceTier,
  type TierKind,
} from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import { rate, seats, tokens, wholeUp, type Quantity } from "../units";
import type { MixOffering, TokenPool } from "./problem";

/**
 * What using any quantity of one thing costs when it is bought as cheaply as can be, which may be more of it than is used: seats
 * of an offering, or tokens of the pool. The whole optimisation sees purchases only through this, so that floors, volume prices,
 * committed seats, token tiers, packs and minimum purchases are all the same to it.
 */
export interface Tariff {
  /** The cheapest purchase that a use is served by; of equally cheap ones the smallest. `use` in seats or tokens drawn. */
  readonly buy: (use: number) => Purchase;
  /**
   * Convex parts whose least is the cost, for any use that can occur: each is given by the corners of its graph, level before the
   * first one, and after the last one as steep as `steepest`. Where units come in packs they lie below the steps.
   */
  readonly parts: readonly (readonly Corner[])[];
  /** No further unit costs more than this. */
  readonly steepest: number;
  /** Whether the cost is, but for packs, one price times the use: then it couples nobody with anybody. */
  readonly straight: boolean;
  /** Whether it is used in whole numbers only: seats, not tokens. */
  readonly counted: boolean;
}

export interface Purchase {
  /** Seats or tokens that are paid for. */
  readonly paid: number;
  readonly cost: number;
}

export interface Corner {
  readonly use: number;
  readonly cost: number;
}

/**
 * The tariff of an offering's seats, of which at most `most` of today's are ever used, each of which will be `growth` of them. `free` are
 * paid for elsewhere and used before any is bought; with `tied`, contracts share in the cost, so nothing about it is straight.
 */
export function seatTariff(
  { steps, kind, floor }: Pick<MixOffering, "steps" | "kind" | "floor">,
  most: number,
  growth: number,
  free: number,
  tied: boolean,
): Tariff {
  const bought = tariff(
    steps,
    kind,
    { size: 1, least: floor, whenNone: true, lumpy: growth !== 1, each: growth },
    most,
    (use) => Math.max(wholeUp(seats(use * growth)) - free, 0),
    (paid) => (growth === 1 ? paid + free : Math.floor((paid + free) / growth + 1e-9)),
  );
  return { ...bought, straight: bought.straight && free === 0 && growth === 1 && !tied };
}

/** The tariff of tokens drawn from a pool, of which at most `most` ever are: bought with the buffer on top, in packs. */
export function poolTariff(
  { tiers, kind, pack, minimum, buffer, others }: TokenPool,
  most: number,
  growth: number,
): Tariff {
  const toBuy = (use: number): number => tokensToBuy(tokens(use * growth + others), buffer, pack);
  const unnamed = toBuy(0);
  const bought = tariff(
    tiers,
    kind,
    {
      size: pack,
      least: Math.max(minimum, unnamed),
      whenNone: unnamed > 0,
      lumpy: pack > 1,
      each: (1 + buffer) * growth,
    },
    most,
    toBuy,
    // What `tokensToBuy` rounds away must not make a bound too high.
    (paid) => ((paid + 5e-7) / (1 + buffer) - others) / growth,
  );
  return { ...bought, counted: false };
}

/** How tokens would be bought if what is needed did not go up to whole packs. */
export function withoutPacks(
  { tiers, kind, pack, minimum, buffer, others }: TokenPool,
  growth: number,
): Tariff["buy"] {
  const ordered = tiersInOrder(tiers);
  return (use) => {
    const needed = tokens((use * growth + others) * (1 + buffer));
    const paid = cheapestPurchase(needed, ordered, kind, { lot: pack, least: minimum });
    return { paid, cost: purchaseCost(paid, ordered, kind) };
  };
}

/** Seats or tokens, whichever the tariff is of. */
type Units = Quantity<"seats or tokens">;

/** `least` of the thing is bought at least, `whenNone` even where none is used; always multiples of `size`. */
interface Lots {
  readonly size: number;
  readonly least: number;
  readonly whenNone: boolean;
  /** Whether one used more may take several, or none. */
  readonly lumpy: boolean;
  /** Units bought for one used, on average. */
  readonly each: number;
}

function tariff(
  given: readonly { readonly minimum: number; readonly unitPrice: number }[],
  kind: TierKind,
  { size, least, whenNone, lumpy, each }: Lots,
  most: number,
  toBuy: (use: number) => number,
  usable: (bought: number) => number,
): Tariff {
  const tiers = tiersInOrder(given).map(({ minimum, unitPrice }, i): PriceTier<Units> => ({
    minimum: (i === 0 ? 0 : minimum) as Units,
    unitPrice: rate(unitPrice),
  }));
  const costOf = (bought: number): number => purchaseCost(bought as Units, tiers, kind);
  const whole = (units: number): number => Math.ceil(units / size - 1e-9) * size;
  const lowest = whole(least);

  const purchase = (needed: number): Purchase => {
    const wanted = whenNone ? Math.max(needed, lowest) : needed;
    const paid = cheapestPurchase(wanted as Units, tiers, kind, {
      lot: size as Units,
      least: lowest as Units,
    });
    return { paid, cost: costOf(paid) };
  };
  // A search asks for the same few purchases a million times.
  const known = new Map<number, Purchase>();
  const buy = (use: number): Purchase => {
    const needed = toBuy(use);
    let bought = known.get(needed);
    if (!bought) known.set(needed, (bought = purchase(needed)));
    return bought;
  };

  const top = Math.max(toBuy(most), lowest);
  const few = lumpy && top / size <= FEW_LOTS;
  const ranges = few
    ? eachLot(top, size)
    : kind === "all units"
      ? tierRanges(tiers, whole, size)
      : risingRanges(tiers);
  const corner = (bought: number): Corner => ({
    use: usable(bought),
    cost: few ? purchase(bought).cost : costOf(bought),
  });
  const parts = ranges
    .map((range): Range => ({ ...range, from: Math.max(range.from, lowest) }))
    .filter(({ from, to }) => from <= to)
    .map(({ from, to, bends }) => {
      const end = Math.max(Math.min(to, top), from);
      const corners = [from, ...bends.filter((bend) => bend > from && bend < end), end];
      return [...new Set(corners)].map(corner);
    });
  if (!whenNone && lowest > 0) parts.unshift([{ use: 0, cost: 0 }]);

  const steepest = Math.max(...tiers.map(({ unitPrice }) => unitPrice)) * each;
  const straight =
    lowest === 0 && parts.length === 1 && tiers.every(({ unitPrice }) => unitPrice === tiers[0]?.unitPrice);
  return {
    buy,
    parts,
    steepest: straight ? steepest : steepest * Math.max(few ? 100 : 1, whenNone ? 1 : lowest),
    straight,
    counted: true,
  };
}

/** Where so few lots can be bought, one lot more or less is a part of the whole that counts: each number of lots is looked at by itself. */
const FEW_LOTS = 100;

const eachLot = (top: number, size: number): Range[] =>
  Array.from({ length: Math.round(top / size) + 1 }, (_, lots) => ({
    from: lots * size,
    to: lots * size,
    bends: [],
  }));

/** A stretch of purchases over which the cost is convex, with the places where it bends. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly bends: readonly number[];
}

/** Every tier, from its first whole purchase to the last before the next. */
const tierRanges = (
  tiers: readonly PriceTier<Units>[],
  whole: (units: number) => number,
  size: number,
): Range[] =>
  tiers.map(({ minimum }, i) => {
    const next = tiers[i + 1];
    return { from: whole(minimum), to: next ? whole(next.minimum) - size : Infinity, bends: [] };
  });

/** Tiers one after the other, as long as the price does not fall. */
function risingRanges(tiers: readonly PriceTier<Units>[]): Range[] {
  const ranges: Range[] = [];
  let bends: number[] = [];
  let [from, price]: [number, number] = [0, tiers[0]?.unitPrice ?? 0];
  for (const tier of tiers.slice(1)) {
    if (tier.unitPrice < price) {
      ranges.push({ from, to: tier.minimum, bends });
      [from, bends] = [tier.minimum, []];
    } else bends.push(tier.minimum);
    price = tier.unitPrice;
  }
  return [...ranges, { from, to: Infinity, bends }];
}
