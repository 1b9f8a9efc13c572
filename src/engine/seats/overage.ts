import type { Context } from "../estate/context";
import { contractNamed, endOf, running } from "../estate/contract-lines";
import type { Subscription } from "../estate/estate";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import { DAYS_PER_MONTH } from "../calendar";
import { statedTerm, termStart } from "../rules/notice";
import { monthsOver, trueUpCost, type MonthsRange, type TermStarts } from "../rules/true-up";
import { minus, money, seats, total, type DayNumber, type Money, type SeatPrice, type Seats } from "../units";
import { unsettledSeats, type Unsettled } from "./unsettled";

/** The cost of the seats of an offering that are assigned beyond those bought, as far as it is known (DOMAIN §7). */
export interface Overage {
  /** Owed for seats assigned beyond those bought; null if only a range is known, or not even that. */
  readonly trueUpCost: Money | null;
  /** The bounds of the true-up. Null is unknown. */
  readonly trueUpLow: Money | null;
  readonly trueUpHigh: Money | null;
  /** Months over, on average over the seats of each bound. */
  readonly months: MonthsRange;
  /** Seats over for which another reason is known than a debt. */
  readonly unsettled: readonly Unsettled[];
  /** Further seats over that nobody needs: unassigned, they are not over. */
  readonly idle: Seats;
  /** The seats over that remain: the true-up is at least for these. */
  readonly owed: Seats;
}

const NOTHING_OVER: Overage = {
  trueUpCost: money(0),
  trueUpLow: money(0),
  trueUpHigh: money(0),
  months: { low: 0, high: 0 },
  unsettled: [],
  idle: seats(0),
  owed: seats(0),
};

/** Where no table says how many seats are bought, or how many are assigned. */
export const UNKNOWN_OVERAGE: Overage = {
  ...NOTHING_OVER,
  trueUpCost: null,
  trueUpLow: null,
  trueUpHigh: null,
};

/** Seats of an offering, as far as they are known. */
export interface SeatCounts {
  readonly bought: Seats | null;
  readonly assigned: Seats | null;
  /** Assigned seats that are needed. */
  readonly kept: Seats | null;
}

export function overageOf(
  context: Context,
  offering: string,
  { bought, assigned, kept }: SeatCounts,
  price: SeatPrice | null,
  mostCharged: Seats | null = null,
): Overage {
  if (bought === null || assigned === null) return UNKNOWN_OVERAGE;
  const over = minus(assigned, bought);
  if (over <= 0) return NOTHING_OVER;
  const unsettled = unsettledSeats(context, offering, over);
  const settled = minus(over, total(unsettled.map((one) => one.seats)));
  const idle = kept === null ? seats(0) : seats(Math.min(minus(assigned, kept), settled));
  const owed = minus(settled, idle);
  const held = monthsHeld(context, offering);
  const months = {
    low: average(
      smallest(
        held.map(({ low }) => low),
        owed,
      ),
    ),
    high: average(
      notBefore(
        smallest(
          held.map(({ high }) => high),
          over,
        ),
        unsettled,
        context.asOf,
      ),
    ),
  };
  const cost = (n: Seats, of: number): Money | null =>
    n * of === 0
      ? money(0)
      : price === null
        ? null
        : trueUpCost(seats(0), n, price, of, mostCharged ?? undefined);
  const [low, high] = [cost(owed, months.low), cost(over, months.high)];
  return {
    trueUpCost: low === high ? high : null,
    trueUpLow: low,
    trueUpHigh: high,
    months,
    unsettled,
    idle,
    owed,
  };
}

/** The months for which each holder's seat may be over. The seats assigned last are those beyond the ones bought. */
function monthsHeld({ estate, holdings, asOf, assumptions }: Context, offering: string): MonthsRange[] {
  const running = termStarts({ estate, asOf }, offering);
  return holdings.holders(offering).map((person) => {
    const since = holdings.of(person).find((a) => a.assigned && a.offering === offering)?.since;
    return monthsOver(since ?? null, running, asOf, assumptions.trueUpMonths);
  });
}

const subscriptionsByOffering = onceFor((subscriptions: readonly Subscription[]) =>
  grouped(subscriptions, ({ offering }) => offering),
);

/** When the terms of the running lines of an offering began; null unless every line says. */
export function termStarts(
  { estate, asOf }: Pick<Context, "estate" | "asOf">,
  offering: string,
): TermStarts | null {
  const lines = (subscriptionsByOffering(estate.subscriptions).get(offering) ?? []).filter((line) =>
    running(line, estate.contracts, asOf),
  );
  const starts = lines.map((line) => {
    const contract = contractNamed(estate.contracts, line.contract);
    return termStart(
      statedTerm(contract?.termYears, line.termMonths),
      line.start ?? contract?.start,
      endOf(line, estate.contracts),
      asOf,
    );
  });
  const known = starts.filter((start) => start !== null);
  if (known.length === 0 || known.length < starts.length) return null;
  return { earliest: Math.min(...known) as DayNumber, latest: Math.max(...known) as DayNumber };
}

const smallest = (months: readonly number[], n: number): number[] =>
  [...months].sort((a, b) => a - b).slice(0, n);

/** Seats whose line ended were not over before. Of the seats over, they are those assigned first. */
function notBefore(
  months: readonly number[],
  unsettled: readonly Unsettled[],
  asOf: DayNumber,
): readonly number[] {
  const ended = unsettled.find(({ why }) => why === "ended");
  if (ended === undefined || ended.day === null) return months;
  const sinceEnd = (asOf - ended.day) / DAYS_PER_MONTH;
  const others = months.length - ended.seats;
  return months.map((n, i) => (i < others ? n : Math.min(n, sinceEnd)));
}

const average = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
