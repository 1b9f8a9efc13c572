import { at } from "../at";
import { isoDay } from "../calendar";
import { LONG_TERM_YEARS } from "../rules/term-flexibility";
import { wholeNumber, counted } from "../wording";
import {
  minus,
  rate,
  scale,
  seats,
  times,
  total,
  type DayNumber,
  type SeatPrice,
  type Seats,
} from "../units";
import { endOf, type ContractLine } from "./contract-lines";
import type { Estate, Offer } from "./estate";

/** A seat with its plan seat. */
const both = (seat: SeatPrice, plan: SeatPrice): SeatPrice => rate(seat + plan);

/**
 * An offer whose prices include the plan seat that is bought with every product seat (DOMAIN §15). A price that the
 * analyst states by name is that of both.
 */
export function withPlanSeats(offer: Offer, { stated = [] }: Pick<Estate, "stated">): Offer {
  const { offering, planPrice: plan, pricePerYear, volume, newPrice, priceThreeYears } = offer;
  if (plan === undefined) return offer;
  const isWhole = (of: string): boolean =>
    stated.some((one) => one.fact === "renewal price" && one.of === of);
  return {
    ...offer,
    ...(pricePerYear !== undefined && {
      pricePerYear: isWhole(offering) ? pricePerYear : both(pricePerYear, plan),
    }),
    ...(volume !== undefined && {
      volume: volume.map(({ minimum, unitPrice }) => ({
        minimum,
        unitPrice: isWhole(`${offering} from ${minimum}`) ? unitPrice : both(unitPrice, plan),
      })),
    }),
    ...(newPrice !== undefined && { newPrice: both(newPrice, plan) }),
    ...(priceThreeYears !== undefined && {
      priceThreeYears: both(priceThreeYears, scale(plan, LONG_TERM_YEARS)),
    }),
  };
}

/** The price of a plan seat of each offering that has one. */
export const planPrices = (offers: readonly Offer[]): ReadonlyMap<string, SeatPrice> =>
  new Map(
    offers.flatMap(({ offering, planPrice }) => (planPrice === undefined ? [] : [[offering, planPrice]])),
  );

/** Lines whose own prices include the plan seats; licenses that are owned have none. */
export const withPlanPaid = (
  lines: readonly ContractLine[],
  plans: ReadonlyMap<string, SeatPrice>,
): ContractLine[] =>
  lines.map((line) => {
    const plan = plans.get(line.offering);
    return plan === undefined || line.price === null || line.kind === "perpetual + maintenance"
      ? line
      : { ...line, price: both(line.price, plan) };
  });

/** Plan seats of a line that are paid for after the line renews, whatever becomes of its seats. */
export interface PlanThatGoesOn {
  readonly line: ContractLine;
  readonly price: SeatPrice;
  /** Null where the end of the plan could not be read: it may go on. */
  readonly until: DayNumber | null;
}

/** The lines whose plan ends later than their seats may first go, or may do so. */
export function plansThatGoOn(
  { subscriptions, contracts, refusals }: Pick<Estate, "subscriptions" | "contracts" | "refusals">,
  lines: readonly ContractLine[],
  plans: ReadonlyMap<string, SeatPrice>,
): PlanThatGoesOn[] {
  return lines.flatMap((line): PlanThatGoesOn[] => {
    const price = plans.get(line.offering);
    const { committedUntil } = line;
    if (price === undefined || committedUntil === null) return [];
    const ends = subscriptions.flatMap((row) =>
      row.offering === line.offering &&
      (row.contract ?? null) === line.contract &&
      endOf(row, contracts) === line.end &&
      row.planEnd !== undefined
        ? [row.planEnd]
        : [],
    );
    const until = Math.max(...ends) as DayNumber;
    if (until > committedUntil) return [{ line, price, until }];
    const isUnread = refusals.some(
      (one) =>
        one.kind === "Subscriptions" &&
        one.fields.includes("planEnd") &&
        (one.offering ?? line.offering) === line.offering &&
        (one.contract ?? line.contract) === line.contract,
    );
    return isUnread ? [{ line, price, until: null }] : [];
  });
}

/** Plan seats that are paid on although their seats go. */
export interface PlanSeatsLeft extends PlanThatGoesOn {
  readonly gone: Seats;
}

/** The plan seats of seats that go although their plan goes on, for the seats that stay on a line in the first year. */
export const planSeatsLeft = (
  plans: readonly PlanThatGoesOn[],
  staying: (line: ContractLine) => readonly (readonly Seats[])[],
): PlanSeatsLeft[] =>
  plans.flatMap((plan) => {
    const kept = total(staying(plan.line).map((years) => at(years, 0)));
    const gone = minus(plan.line.bought, kept);
    return gone <= seats(0) ? [] : [{ ...plan, gone }];
  });

/** Those plan seats in words: they are in no sum. */
export function planSeatsLeftText({ line, price, until, gone }: PlanSeatsLeft): string {
  const on = line.contract === null ? "" : ` on ${line.contract}`;
  const end = until === null ? "a day that could not be read" : isoDay(until);
  return (
    `the plan seats of ${counted(gone, `${line.offering} seat`)} that ${gone === 1 ? "goes" : "go"}${on}, ` +
    `paid until ${end}, ${wholeNumber(times(price, gone))} a year`
  );
}
