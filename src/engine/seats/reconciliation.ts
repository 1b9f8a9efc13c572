import type { Assumptions } from "../assumptions";
import { DAYS_PER_MONTH } from "../calendar";
import type { Contract, Estate, Offer, PersonIndex, Subscription } from "../estate";
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
import type { Holdings } from "./holdings";
import { trueUpCost } from "./true-up";

/** One offering: what is paid for, what is given out, what is used, and what the differences cost (DOMAIN §7). */
export interface Reconciliation {
  readonly offering: string;
  /** Null where no Subscriptions table says. */
  readonly bought: Seats | null;
  /** Null where no export says who holds seats. */
  readonly assigned: Seats | null;
  /** Held and used in the last 90 days; null where there is no usage. */
  readonly active: Seats | null;
  /** Active, plus holders who must keep theirs (critical, excepted, new), grown by next year's growth and joiners. */
  readonly needed: Seats | null;
  /** Assigned − bought. */
  readonly variance: number | null;
  readonly flagged: boolean;
  /** Owed for seats held beyond those bought, for the months they were; null where the price is unknown. */
  readonly trueUpCost: Money | null;
  /** Bought − active, never below 0. */
  readonly shelfware: Seats | null;
  readonly shelfwareCost: Money | null;
  /** What a seat costs a year by its contract lines, on average; null when any of them has no price. */
  readonly contractPrice: SeatPrice | null;
  /** What a seat costs a year now: the contract price, else the price list's. */
  readonly unitPrice: SeatPrice | null;
  readonly listPrice: SeatPrice | null;
}

/** Whether a contract line is running on a day; a line without dates is. */
export const running = (line: Subscription, asOf: DayNumber): boolean =>
  (line.start ?? -Infinity) <= asOf && asOf <= (line.end ?? Infinity);

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
  offers: readonly Offer[],
  asOf: DayNumber,
  assumptions: Assumptions,
): Reconciliation[] {
  const lines = estate.subscriptions.filter((line) => running(line, asOf));
  const names = new Set([
    ...lines.map((line) => line.offering),
    ...estate.assignments.filter((a) => a.assigned).map((a) => a.offering),
  ]);
  const grown = growthFactor(demands, assumptions);
  const hasUse = demands.some((demand) => demand.lastUse !== null);
  const reportedLast = lastReported(estate);
  return [...names].sort().map((offering) => {
    const own = lines.filter((line) => line.offering === offering);
    const offer = offers.find((one) => one.offering === offering);
    const holders = [...new Set(holdings.holders(offering))];
    const bought = estate.subscriptions.length > 0 ? total(own.map((line) => line.seats)) : null;
    const assigned = estate.assignments.length > 0 ? seats(holders.length) : null;
    const isActive = (person: PersonIndex): boolean =>
      asOf - lastUseOf(person, offering, demands, holdings, reportedLast) < assumptions.dormantDays;
    const active = hasUse && assigned !== null ? seats(holders.filter(isActive).length) : null;
    const kept = holders.filter(
      (person) =>
        isActive(person) ||
        estate.people[person]?.critical === true ||
        excepted(estate, person, asOf) ||
        demands[person]?.segment === "New",
    );
    const contractPrice = averagePrice(own);
    const unitPrice = contractPrice ?? offer?.pricePerYear ?? null;
    const listPrice = highest(own.map((line) => line.listPrice)) ?? offer?.listPrice ?? offer?.pricePerYear ?? unitPrice;
    const variance = bought === null || assigned === null ? null : assigned - bought;
    const shelfware = bought === null || active === null ? null : seats(Math.max(bought - active, 0));
    const overage = overagePrice(own, estate.contracts) ?? listPrice;
    return {
      offering,
      bought,
      assigned,
      active,
      needed: active === null ? null : wholeUp(seats(kept.length * grown)),
      variance,
      flagged: variance !== null && Math.abs(variance) > assumptions.varianceFlag,
      trueUpCost:
        bought === null || assigned === null || assigned <= bought
          ? money(0)
          : overage === null
            ? null
            : trueUpCost(bought, assigned, overage, monthsOver(assigned - bought, offering, holders, holdings, asOf, assumptions)),
      shelfware,
      shelfwareCost: shelfware === null || unitPrice === null ? null : money(shelfware * unitPrice),
      contractPrice,
      unitPrice,
      listPrice,
    };
  }); // prettier-ignore
}

/** Next year's quantities against this year's: growth, and joiners as a share of the people with use (DOMAIN §13). */
export function growthFactor(demands: readonly Demand[], assumptions: Assumptions): number {
  return (1 + assumptions.growth) * joinersFactor(demands, assumptions);
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
  return Math.max(
    -Infinity,
    ...daily.filter(({ product }) => holdings.opens(offering, product)).map(({ lastDay }) => lastDay ?? -Infinity),
    ...[...(reported.get(person) ?? [])].filter(([product]) => holdings.opens(offering, product)).map(([, day]) => day),
  ); // prettier-ignore
}

/** The average price of a seat over its lines; null when any of them has none. */
function averagePrice(lines: readonly Subscription[]): SeatPrice | null {
  const bought = total(lines.map((line) => line.seats));
  if (bought === 0 || lines.some((line) => line.unitPrice === undefined)) return null;
  return rate(lines.reduce((sum, line) => sum + line.seats * (line.unitPrice ?? 0), 0) / bought);
}

const highest = (prices: readonly (SeatPrice | undefined)[]): SeatPrice | undefined =>
  prices.reduce((a, b) => (b !== undefined && (a === undefined || b > a) ? b : a), undefined);

const overagePrice = (
  lines: readonly Subscription[],
  contracts: readonly Contract[],
): SeatPrice | undefined =>
  highest(
    lines.map((line) => contracts.find((contract) => contract.contract === line.contract)?.overagePrice),
  );

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
