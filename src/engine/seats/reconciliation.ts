import type { Assumptions } from "../assumptions";
import { at } from "../at";
import { DAYS_PER_MONTH } from "../calendar";
import type { Context } from "../estate/context";
import { averageSeatPrice } from "../estate/contract-lines";
import type { PersonIndex } from "../estate/estate";
import { trueUpCost } from "../rules/true-up";
import {
  money,
  seats,
  total,
  wholeUp,
  type DayNumber,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";
import type { Demand } from "../usage/demand";
import type { Usage } from "../usage/usage";

/**
 * The seats of one offering, bought, assigned and used, and the cost of the differences (DOMAIN §7). Null is
 * unknown.
 */
export interface Reconciliation extends OfferingPrices, TrueUp {
  readonly offering: string;
  /** Null without a Subscriptions table. */
  readonly bought: Seats | null;
  /** Null if no export says who holds seats. */
  readonly assigned: Seats | null;
  /** Assigned, and used in the last 90 days; null without usage, and where the exports may leave the offering out. */
  readonly active: Seats | null;
  /**
   * Active, plus holders who must keep their seat (critical, excepted, new), times planned joiners. Leavers
   * need none.
   */
  readonly needed: Seats | null;
  /** Needed before planned joiners. */
  readonly kept: Seats | null;
  /** Assigned − bought. */
  readonly variance: number | null;
  readonly flagged: boolean;
  /** Bought − active, at least 0. */
  readonly shelfware: Seats | null;
  readonly shelfwareCost: Money | null;
}

/** Prices of one seat a year. */
interface OfferingPrices {
  /** Average over the contract lines if any states a price; the others count at the price list's. */
  readonly contractPrice: SeatPrice | null;
  /** Price now: the average over the contract lines, else the price list's. */
  readonly unitPrice: SeatPrice | null;
  readonly listPrice: SeatPrice | null;
  /** Price of a seat in a true-up: as agreed, else the list price. */
  readonly overagePrice: SeatPrice | null;
}

interface TrueUp {
  /** Owed for seats assigned beyond those bought. */
  readonly trueUpCost: Money | null;
  /** Months over of those seats, on average. */
  readonly monthsOver: number;
}

/** Whether a person's exception holds on the day of the analysis; its last day counts. */
export function excepted({ estate, asOf }: Context, person: PersonIndex): boolean {
  const { exception, exceptionUntil } = at(estate.people, person);
  return exception !== undefined && asOf <= (exceptionUntil ?? Infinity);
}

/** Every offering that is bought or held, in order of name. */
export function reconcile(context: Context, { demands, coverage }: Usage): Reconciliation[] {
  const { estate, holdings, lines, assumptions } = context;
  const isJudged =
    !coverage.tooShort && demands.some((demand) => demand.lastUse !== null || demand.products.length > 0);
  const joiners = joinersFactor(demands, assumptions);
  const lastUse = lastUses(context, demands);
  const offerings = [...new Set([...lines.map((line) => line.offering), ...holdings.offerings])].sort();
  return offerings.map((offering) => {
    const bought = boughtOf(context, offering);
    const holders = holdings.holders(offering);
    const assigned = estate.assignments.length > 0 ? seats(holders.length) : null;
    const isActive = (person: PersonIndex): boolean =>
      context.asOf - lastUse(person, offering) < assumptions.dormantDays;
    const staying = holders.filter((person) => !at(demands, person).leaver);
    const counted = (people: readonly PersonIndex[]): Seats | null =>
      isJudged && assigned !== null && !coverage.notCovered.has(offering) ? seats(people.length) : null;
    const active = counted(staying.filter(isActive));
    const kept = counted(
      staying.filter((person) => isActive(person) || mustKeep(context, at(demands, person))),
    );
    const variance = bought === null || assigned === null ? null : assigned - bought;
    const shelfware = bought === null || active === null ? null : seats(Math.max(bought - active, 0));
    const prices = pricesOf(context, offering);
    const { unitPrice, overagePrice } = prices;
    return {
      offering,
      bought,
      assigned,
      active,
      needed: kept === null ? null : wholeUp(seats(kept * joiners)),
      kept,
      variance,
      flagged: variance !== null && Math.abs(variance) > assumptions.varianceFlag,
      ...trueUpFor(context, offering, variance, overagePrice),
      shelfware,
      shelfwareCost: shelfware === null || unitPrice === null ? null : money(shelfware * unitPrice),
      ...prices,
    };
  });
}

/** The factor by which planned joiners raise needs: they use what today's people use. */
export function joinersFactor(demands: readonly Demand[], assumptions: Assumptions): number {
  const using = demands.filter((demand) => !demand.leaver && demand.products.length > 0).length;
  return using === 0 ? 1 : 1 + assumptions.plannedJoiners / using;
}

const mustKeep = (context: Context, { person, segment }: Demand): boolean =>
  at(context.estate.people, person).critical || excepted(context, person) || segment === "New";

const boughtOf = ({ estate, lines }: Context, offering: string): Seats | null =>
  estate.subscriptions.length === 0
    ? null
    : total(lines.filter((line) => line.offering === offering).map((line) => line.bought));

function pricesOf({ estate, lines, offers }: Context, offering: string): OfferingPrices {
  const offer = offers.find((one) => one.offering === offering);
  const onLines = lines.filter((line) => line.offering === offering);
  const average = averageSeatPrice(onLines.map(({ bought, price }) => ({ seats: bought, price })));
  const unitPrice = average ?? offer?.pricePerYear ?? null;
  const stated = estate.subscriptions.filter((line) => line.offering === offering);
  const listPrice =
    highest(stated.map((line) => line.listPrice)) ?? offer?.listPrice ?? offer?.pricePerYear ?? unitPrice;
  return {
    contractPrice: onLines.some(({ ownPrice }) => ownPrice) ? unitPrice : null,
    unitPrice,
    listPrice,
    overagePrice: highest(onLines.map((line) => line.overagePrice)) ?? listPrice,
  };
}

function trueUpFor(
  context: Context,
  offering: string,
  variance: number | null,
  overagePrice: SeatPrice | null,
): TrueUp {
  if (variance === null) return { trueUpCost: null, monthsOver: 0 };
  if (variance <= 0) return { trueUpCost: money(0), monthsOver: 0 };
  const monthsOver = averageMonthsOver(context, offering, variance);
  return {
    trueUpCost:
      overagePrice === null ? null : trueUpCost(seats(0), seats(variance), overagePrice, monthsOver),
    monthsOver,
  };
}

/**
 * Months since the assignment, on average over the seats assigned last: those are the seats beyond the ones
 * bought.
 */
function averageMonthsOver(
  { holdings, asOf, assumptions }: Context,
  offering: string,
  seatsOver: number,
): number {
  const held = holdings.holders(offering).map((person) => {
    const since = holdings.of(person).find((a) => a.assigned && a.offering === offering)?.since;
    return since === undefined ? assumptions.trueUpMonths : Math.max(asOf - since, 0) / DAYS_PER_MONTH;
  });
  const newest = held.sort((a, b) => a - b).slice(0, seatsOver);
  return newest.reduce((sum, months) => sum + months, 0) / newest.length;
}

/**
 * The last day on which a person used a product that a seat of an offering opens: −Infinity for never,
 * Infinity for a report that gives days and no date.
 */
function lastUses(
  { estate, holdings }: Context,
  demands: readonly Demand[],
): (person: PersonIndex, offering: string) => number {
  const reported = new Map<PersonIndex, { product: string; day: DayNumber }[]>();
  for (const { person, product, lastUse } of estate.reportedUse) {
    if (lastUse === undefined) continue;
    const days = reported.get(person) ?? [];
    days.push({ product: at(estate.products, product), day: lastUse });
    reported.set(person, days);
  }
  return (person, offering) => {
    const used = at(demands, person).products.filter(({ product }) => holdings.opens(offering, product));
    if (used.some(({ lastDay, days }) => lastDay === null && days !== 0)) return Infinity;
    const stated = (reported.get(person) ?? []).filter(({ product }) => holdings.opens(offering, product));
    return Math.max(
      -Infinity,
      ...used.map(({ lastDay }) => lastDay ?? -Infinity),
      ...stated.map(({ day }) => day),
    );
  };
}

const highest = (prices: readonly (SeatPrice | null | undefined)[]): SeatPrice | null =>
  prices.reduce<SeatPrice | null>(
    (a, b) => (b !== null && b !== undefined && (a === null || b > a) ? b : a),
    null,
  );

/** The true-up cost; unknown, too, where no table says how many seats were bought or assigned. */
export const trueUpOf = ({ bought, assigned, trueUpCost }: Reconciliation): Money | null =>
  bought === null || assigned === null ? null : trueUpCost;
