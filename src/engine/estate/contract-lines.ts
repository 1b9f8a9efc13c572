import type { Assumptions } from "../assumptions";
import { DAYS_PER_YEAR } from "../calendar";
import type { Contract, Estate, Subscription } from "./estate";
import { scale, total, type DayNumber, type Fraction, type SeatPrice, type Seats } from "../units";

/** A contract line's name within one analysis. */
export type LineId = string;

/** Seats of one offering on one contract, with what the contract says of them. */
export interface ContractLine {
  readonly id: LineId;
  readonly offering: string;
  /** Null where the subscription names none. */
  readonly contract: string | null;
  readonly bought: Seats;
  readonly end: DayNumber | null;
  /** Whole years after the first renewal of any line in which this one cannot change yet (rounded: years count from each renewal). */
  readonly committedYears: number;
  /** What a seat costs a year now, maintenance included; null where neither the line nor the price list says. */
  readonly price: SeatPrice | null;
  /** What one costs once the line may change, where that is another price. */
  readonly laterPrice?: SeatPrice;
  /** Whether the line itself says its price, at least in part. */
  readonly ownPrice: boolean;
  readonly autoRenews: boolean;
  /** The most that may go at a renewal, as a share of the seats. */
  readonly cap: Fraction;
  /** Seats below which all lines of the contract together do not go. */
  readonly floor: Seats | null;
  /** False where the fee stays though the quantity falls. */
  readonly feeFollows: boolean;
  /** The contract's own yearly rise in price; null for the assumption. */
  readonly uplift: Fraction | null;
  readonly noticeDays: number;
  readonly overagePrice: SeatPrice | null;
}

/** When a subscription ends: by itself, or with its contract; undefined where neither says. */
export const endOf = (line: Subscription, contracts: readonly Contract[]): DayNumber | undefined =>
  line.end ?? contracts.find(({ contract }) => contract === line.contract)?.end;

/** Whether a subscription is running on a day; one without dates is. */
export const running = (line: Subscription, contracts: readonly Contract[], asOf: DayNumber): boolean =>
  (line.start ?? -Infinity) <= asOf && asOf <= (endOf(line, contracts) ?? Infinity);

/** The lines that are running, with the prices that they themselves say: subscriptions of one offering, contract and end together. */
export function contractLines(estate: Estate, asOf: DayNumber, assumptions: Assumptions): ContractLine[] {
  const groups = new Map<string, Subscription[]>();
  for (const line of estate.subscriptions) {
    if (!running(line, estate.contracts, asOf)) continue;
    const key = `${line.contract ?? ""}\n${line.offering}\n${endOf(line, estate.contracts) ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const ends = [...groups.values()].map(([line]) => line && endOf(line, estate.contracts));
  const firstRenewal = Math.min(...ends.map((end) => end ?? Infinity));
  return [...groups.keys()].sort().map((key) => {
    const group = groups.get(key) as Subscription[];
    const first = group[0] as Subscription;
    const contract = estate.contracts.find((one) => one.contract === first.contract);
    return {
      id: key,
      offering: first.offering,
      contract: first.contract ?? null,
      bought: total(group.map((line) => line.seats)),
      end: first.end ?? contract?.end ?? null,
      committedYears: committedYears(endOf(first, estate.contracts), firstRenewal),
      price: averagePrice(group, contract),
      ownPrice: group.some(({ unitPrice }) => unitPrice !== undefined),
      autoRenews: group.some((line) => line.autoRenews === true),
      cap: contract?.trueDownCap ?? assumptions.trueDownCap,
      floor: contract?.floor ?? null,
      feeFollows: contract?.feeFollowsQuantity ?? true,
      uplift: contract?.uplift ?? null,
      noticeDays: contract?.noticeDays ?? assumptions.noticeDays,
      overagePrice: contract?.overagePrice ?? null,
    };
  });
}

/** A line that ends a year and a half after the first renewal of all is paid for in year 1, whatever is wanted, and may change from year 2 on. */
const committedYears = (end: DayNumber | undefined, firstRenewal: number): number =>
  end === undefined ? 0 : Math.round((end - firstRenewal) / DAYS_PER_YEAR);

function averagePrice(group: readonly Subscription[], contract: Contract | undefined): SeatPrice | null {
  const priced = group.filter(({ unitPrice }) => unitPrice !== undefined);
  const bought = total(priced.map((line) => line.seats));
  if (bought === 0) return null;
  const paid = priced.reduce((sum, { unitPrice, seats }) => sum + (unitPrice ?? 0) * seats, 0);
  return scale((paid / bought) as SeatPrice, 1 + (contract?.maintenanceRate ?? 0));
}

/** The lines with the price list's price where they say none. */
export const withListPrices = (
  lines: readonly ContractLine[],
  prices: ReadonlyMap<string, SeatPrice>,
): ContractLine[] =>
  lines.map((line) => ({ ...line, price: line.price ?? prices.get(line.offering) ?? null }));

/** What a seat of each offering costs on average by the lines that say a price: stronger than any list. */
export function contractPrices(lines: readonly ContractLine[]): Map<string, SeatPrice> {
  const prices = new Map<string, SeatPrice>();
  for (const offering of new Set(lines.map((line) => line.offering))) {
    const own = lines.filter((line) => line.offering === offering && line.ownPrice && line.price !== null);
    const bought = total(own.map((line) => line.bought));
    if (bought === 0) continue;
    const paid = own.reduce((sum, line) => sum + line.bought * (line.price ?? 0), 0);
    prices.set(offering, (paid / bought) as SeatPrice);
  }
  return prices;
}
