import type { Assumptions } from "../assumptions";
import { DAYS_PER_MONTH } from "../calendar";
import type { Estate, Offer, PersonIndex } from "../estate/estate";
import {
  money,
  rate,
  seats,
  total,
  wholeUp,
  type DayNumber,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";
import type { Demand } from "../usage/demand";
import type { ContractLine } from "../estate/contract-lines";
import type { Holdings } from "../estate/holdings";
import { trueUpCost } from "../rules/true-up";

/** One offering: what is paid for, what is given out, what is used, and what the differences cost (DOMAIN §7). */
export interface Reconciliation {
  readonly offering: string;
  /** Null where no Subscriptions table says. */
  readonly bought: Seats | null;
  /** Null where no export says who holds seats. */
  readonly assigned: Seats | null;
  /** Held and used in the last 90 days; null where there is no usage. */
  readonly active: Seats | null;
  /** Active, plus holders who must keep theirs (critical, excepted, new), with planned joiners in proportion. Leavers need nothing. */
  readonly needed: Seats | null;
  /** The holders that `needed` is made from, before joiners. */
  readonly kept: Seats | null;
  /** Assigned − bought. */
  readonly variance: number | null;
  readonly flagged: boolean;
  /** Owed for seats held beyond those bought, for the months they were; null where the price is unknown. */
  readonly trueUpCost: Money | null;
  /** What it is made of: months over on average, and the price a year that is charged back. */
  readonly monthsOver: number;
  readonly overagePrice: SeatPrice | null;
  /** Bought − active, never below 0. */
  readonly shelfware: Seats | null;
  readonly shelfwareCost: Money | null;
  /** What a seat costs a year by its contract lines, on average; null when any of them has no price. */
  readonly contractPrice: SeatPrice | null;
  /** What a seat costs a year now: the contract price, else the price list's. */
  readonly unitPrice: SeatPrice | null;
  readonly listPrice: SeatPrice | null;
}

/** Whether a person's exception holds on a day. */
export const excepted = (estate: Estate, person: PersonIndex, asOf: DayNumber): boolean => {
  const { exception, exceptionUntil } = estate.people[person] ?? {};
  return exception !== undefined && asOf <= (exceptionUntil ?? Infinity);
};

/** Every offering that is bought or held, in order of name. */
export function reconcile(
  estate: Estate,
  demands: readonly Demand[],
  holdings: Holdings,
  lines: readonly ContractLine[],
  offers: readonly Offer[],
  asOf: DayNumber,
  assumptions: Assumptions,
): Reconciliation[] {
  const names = new Set([...lines.map((line) => line.offering), ...holdings.offerings]);
  const grown = joinersFactor(demands, assumptions);
  const hasUse = demands.some((demand) => demand.lastUse !== null || demand.products.length > 0);
  const reportedLast = lastReported(estate);
  return [...names].sort().map((offering) => {
    const own = lines.filter((line) => line.offering === offering);
    const offer = offers.find((one) => one.offering === offering);
    const holders = [...new Set(holdings.holders(offering))];
    const staying = holders.filter((person) => demands[person]?.leaver !== true);
    const bought = estate.subscriptions.length > 0 ? total(own.map((line) => line.bought)) : null;
    const assigned = estate.assignments.length > 0 ? seats(holders.length) : null;
    const isActive = (person: PersonIndex): boolean =>
      asOf - lastUseOf(person, offering, demands, holdings, reportedLast) < assumptions.dormantDays;
    const active = hasUse && assigned !== null ? seats(staying.filter(isActive).length) : null;
    const kept = staying.filter(
      (person) =>
        isActive(person) ||
        estate.people[person]?.critical === true ||
        excepted(estate, person, asOf) ||
        demands[person]?.segment === "New",
    );
    const unitPrice = averagePrice(own) ?? offer?.pricePerYear ?? null;
    const contractPrice = own.some(({ ownPrice }) => ownPrice) ? unitPrice : null;
    const listPrice =
      highest(
        estate.subscriptions.filter((line) => line.offering === offering).map((line) => line.listPrice),
      ) ??
      offer?.listPrice ??
      offer?.pricePerYear ??
      unitPrice;
    const variance = bought === null || assigned === null ? null : assigned - bought;
    const shelfware = bought === null || active === null ? null : seats(Math.max(bought - active, 0));
    const overage = highest(own.map((line) => line.overagePrice)) ?? listPrice;
    const over = bought === null || assigned === null ? 0 : Math.max(assigned - bought, 0);
    const months = over === 0 ? 0 : monthsOver(over, offering, holders, holdings, asOf, assumptions);
    return {
      offering,
      bought,
      assigned,
      active,
      needed: active === null ? null : wholeUp(seats(kept.length * grown)),
      kept: active === null ? null : seats(kept.length),
      variance,
      flagged: variance !== null && Math.abs(variance) > assumptions.varianceFlag,
      trueUpCost:
        over === 0
          ? money(0)
          : overage === null
            ? null
            : trueUpCost(bought ?? seats(0), assigned ?? seats(0), overage, months),
      monthsOver: months,
      overagePrice: overage,
      shelfware,
      shelfwareCost: shelfware === null || unitPrice === null ? null : money(shelfware * unitPrice),
      contractPrice,
      unitPrice,
      listPrice,
    };
  });
}

/** What planned joiners add, as they will use what today's people use. */
export function joinersFactor(demands: readonly Demand[], assumptions: Assumptions): number {
  const using = demands.filter((demand) => !demand.leaver && demand.products.length > 0).length;
  return using === 0 ? 1 : 1 + assumptions.plannedJoiners / using;
}

type LastReported = ReadonlyMap<PersonIndex, ReadonlyMap<string, DayNumber>>;

function lastReported(estate: Estate): LastReported {
  const last = new Map<PersonIndex, Map<string, DayNumber>>();
  for (const { person, product, lastUse } of estate.reportedUse) {
    if (lastUse === undefined) continue;
    const products = last.get(person) ?? new Map<string, DayNumber>();
    last.set(person, products);
    const name = estate.products[product] as string;
    products.set(name, Math.max(lastUse, products.get(name) ?? -Infinity) as DayNumber);
  }
  return last;
}

/** The last day a person used anything that a seat of the offering opens; −Infinity for never. */
function lastUseOf(
  person: PersonIndex,
  offering: string,
  demands: readonly Demand[],
  holdings: Holdings,
  reported: LastReported,
): number {
  const daily = demands[person]?.products ?? [];
  // A report may give days and no date: then the seat was used, and nobody knows when.
  if (
    daily.some(
      ({ product, lastDay, days }) => lastDay === null && days !== 0 && holdings.opens(offering, product),
    )
  )
    return Infinity;
  return Math.max(
    -Infinity,
    ...daily
      .filter(({ product }) => holdings.opens(offering, product))
      .map(({ lastDay }) => lastDay ?? -Infinity),
    ...[...(reported.get(person) ?? [])]
      .filter(([product]) => holdings.opens(offering, product))
      .map(([, day]) => day),
  );
}

/** The average price of a seat over its lines; null when any of them has none, or there is no line. */
function averagePrice(lines: readonly ContractLine[]): SeatPrice | null {
  const bought = total(lines.map((line) => line.bought));
  if (bought === 0 || lines.some((line) => line.price === null)) return null;
  return rate(lines.reduce((sum, line) => sum + line.bought * (line.price ?? 0), 0) / bought);
}

const highest = (prices: readonly (SeatPrice | null | undefined)[]): SeatPrice | null =>
  prices.reduce<SeatPrice | null>((a, b) => (b != null && (a === null || b > a) ? b : a), null);

/** Months that the over-assigned seats were held, on average: the seats given last are those beyond what was bought. */
function monthsOver(
  over: number,
  offering: string,
  holders: readonly PersonIndex[],
  holdings: Holdings,
  asOf: DayNumber,
  assumptions: Assumptions,
): number {
  const held = holders.map((person) => {
    const since = holdings.of(person).find((a) => a.assigned && a.offering === offering)?.since;
    return since === undefined ? assumptions.trueUpMonths : Math.max(asOf - since, 0) / DAYS_PER_MONTH;
  });
  const last = held.sort((a, b) => a - b).slice(0, over);
  return last.reduce((sum, months) => sum + months, 0) / last.length;
}
