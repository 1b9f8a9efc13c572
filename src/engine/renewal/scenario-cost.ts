import type { Assumptions } from "../assumptions";
import type { ContractLine } from "../estate/contract-lines";
import {
  averagePrice,
  cheapestPurchase,
  purchaseCost,
  type PriceTier,
  type TierKind,
} from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import {
  money,
  plus,
  rate,
  scale,
  seats,
  times,
  tokens,
  total,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";

/** Seats of one offering that a scenario pays for in each year, on one contract or new. */
export interface SeatLine {
  readonly offering: string;
  /** Null for new seats, and for a subscription that names none. */
  readonly contract: string | null;
  readonly seats: readonly Seats[];
  /** What one costs in year 1. Null is unknown: the line is left out of the money, and the scenario says so. */
  readonly unitPrice: SeatPrice | null;
  /** Whether that is the price list's at the renewal, and not what the line itself pays today. */
  readonly listed: boolean;
  /** The contract's own rise in price a year; null for the assumption. */
  readonly uplift: Fraction | null;
  /** Whether these are the years before the line can change. */
  readonly committed: boolean;
  /** The contract line that it stands for; null for new seats. */
  readonly source: ContractLine | null;
}

/** Tokens of one pool that a scenario needs or buys. */
export interface TokenLine {
  /** Null where there is one pool only, or for those of whom no table says which. */
  readonly pool: string | null;
  /** In each year, before growth; the same in all but where a scenario chooses anew. */
  readonly needed: readonly Tokens[];
  /** Buffer and pack by which the need becomes a purchase; 0 and 1 for tokens bought as they are. */
  readonly buffer: number;
  readonly pack: Tokens;
  /** Whether the scenario goes on buying as before, in no packs and at what was paid, where that is known. */
  readonly asBefore: boolean;
  readonly paid?: TokenPrice;
}

/** What seats and tokens cost at the renewal, by how many are bought. */
export interface PriceLists {
  /** By offering, the first price from one seat on. */
  readonly seats: ReadonlyMap<string, readonly PriceTier<Seats>[]>;
  readonly seatKind: TierKind;
  readonly tokens: readonly PriceTier<Tokens>[];
  readonly tokenKind: TierKind;
  readonly smallestPurchase: Tokens;
}

export interface YearCost {
  /** 1 is the first year after the renewal. */
  readonly year: number;
  readonly seats: Seats;
  readonly tokens: Tokens;
  readonly tokenPrice: TokenPrice;
  readonly cost: Money;
  /** What of it the tokens cost; of each pool, as the scenario lists them, what is needed in packs and what is bought. */
  readonly tokenCost: Money;
  readonly pools: readonly { readonly needed: Tokens; readonly tokens: Tokens; readonly cost: Money }[];
}

/** What the needs of a year are, against today's: growth compounds from year 1 on (DOMAIN §13). */
export const grownBy = (year: number, { growth }: Assumptions): number => (1 + growth) ** year;

/** Each year's cost: prices rise from year 2 on; tokens go up to packs, and to a tier where that is cheaper (DOMAIN §5, §9, §13). */
export function yearCosts(
  lines: readonly SeatLine[],
  pools: readonly TokenLine[],
  prices: PriceLists,
  assumptions: Assumptions,
): YearCost[] {
  return Array.from({ length: assumptions.years }, (_, i) => {
    const year = i + 1;
    const tokenUplift = (1 + assumptions.tokenUplift) ** i;
    const needed = pools.map((pool) =>
      tokensToBuy(scale(pool.needed[i] ?? tokens(0), grownBy(year, assumptions)), pool.buffer, pool.pack),
    );
    const bought = pools.map((pool, p) => purchased(pool, needed[p] ?? tokens(0), prices));
    const costs = bought.map((n, p) => scale(tokensCost(n, pools[p] as TokenLine, prices), tokenUplift));
    const tokenCost = total(costs);
    const all = total(bought);
    const seatCost = total(
      lines.map((line) =>
        money(
          (line.seats[i] ?? 0) *
            (priceInYear(line, i, lines, prices) ?? 0) *
            (1 + (line.uplift ?? assumptions.seatUplift)) ** i,
        ),
      ),
    );
    const [first] = pools;
    const none = first?.paid ?? averagePrice(tokens(0), prices.tokens, prices.tokenKind);
    return {
      year,
      seats: total(lines.map((line) => line.seats[i] ?? seats(0))),
      tokens: all,
      tokenPrice: all > tokens(0) ? rate(tokenCost / all) : scale(none, tokenUplift),
      cost: plus(seatCost, tokenCost),
      tokenCost,
      pools: bought.map((n, p) => ({ needed: needed[p] ?? n, tokens: n, cost: costs[p] ?? money(0) })),
    };
  });
}

/** Tokens that are bought for a need in packs. */
const purchased = (
  { asBefore, pack }: TokenLine,
  needed: Tokens,
  { tokens: tiers, tokenKind, smallestPurchase }: PriceLists,
): Tokens =>
  asBefore ? needed : cheapestPurchase(needed, tiers, tokenKind, { lot: pack, least: smallestPurchase });

const tokensCost = (bought: Tokens, { paid }: TokenLine, { tokens: tiers, tokenKind }: PriceLists): Money =>
  paid !== undefined ? times(paid, bought) : purchaseCost(bought, tiers, tokenKind);

/** What a seat of a line costs in a year before uplift: its own price, or the list's for as many as the scenario buys at it then. */
export function priceInYear(
  line: SeatLine,
  i: number,
  lines: readonly SeatLine[],
  { seats: lists, seatKind }: PriceLists,
): SeatPrice | null {
  const tiers = lists.get(line.offering);
  if (!line.listed || tiers === undefined) return line.unitPrice;
  return averagePrice(listedSeats(lines, line.offering, i), tiers, seatKind);
}

/** Seats of an offering that a scenario buys at the list's price in a year. */
export const listedSeats = (lines: readonly SeatLine[], offering: string, i: number): Seats =>
  total(
    lines
      .filter((line) => line.listed && line.offering === offering)
      .map((line) => line.seats[i] ?? seats(0)),
  );

/** Yearly payments in advance, discounted: Σ cost ÷ (1 + r)^(k − 1) (DOMAIN §13). */
export const presentValue = (costs: readonly Money[], discountRate: number): Money =>
  total(costs.map((cost, i) => scale(cost, 1 / (1 + discountRate) ** i)));
