import type { Assumptions } from "../assumptions";
import { DAYS_PER_YEAR, MONTHS_A_YEAR } from "../calendar";
import {
  committedUntil,
  nextAnniversary,
  noticeDeadline,
  noticeStanding,
  statedTerm,
  termMonths,
} from "../rules/notice";
import type { CapOf } from "../rules/true-down";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import type { About, Fact, Unknowns } from "../evidence/refusals";
import type { Contract, ContractKind, Estate, ReductionTiming, Subscription } from "./estate";
import {
  money,
  rate,
  scale,
  sumKnown,
  times,
  total,
  type DayNumber,
  type Days,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";

/** A contract line's name within one analysis. */
export type LineId = string;

/** Seats of one offering on one contract with one end, and the terms of the contract. */
export interface ContractLine {
  readonly id: LineId;
  readonly offering: string;
  /** Null if the subscription names none. */
  readonly contract: string | null;
  readonly bought: Seats;
  /** The end of the term; at this day the line renews. */
  readonly end: DayNumber | null;
  /** When the contract lets seats go: null where it does not say, "end of term" where that could not be read. */
  readonly timing: ReductionTiming | null;
  /** The day on which seats may next go: `end`, or an anniversary before it where the contract allows that. */
  readonly changes: DayNumber | null;
  /**
   * The first day on which the line can surely change: after `changes` if notice for that day can no longer surely be
   * given, and the line goes on without it.
   */
  readonly committedUntil: DayNumber | null;
  /** The months of a term: as stated, else by the dates of the line. */
  readonly termMonths: number;
  /**
   * Years after the first day on which any line may change in which this line cannot change yet, to the nearest
   * whole year.
   */
  readonly committedYears: number;
  /** The same if the vendor accepts a notice after its date. */
  readonly committedYearsIfAgreed: number;
  /** Years after the first renewal of any line that are still in the term, at its price. */
  readonly yearsInTerm: number;
  /**
   * Price of a seat a year now, maintenance included; null if neither the line nor the price list states one.
   */
  readonly price: SeatPrice | null;
  /** Price of a seat from the renewal on, if different. */
  readonly laterPrice?: SeatPrice;
  /** Whether any subscription of the line states a price. */
  readonly ownPrice: boolean;
  /** Null where it could not be read. */
  readonly autoRenews: boolean | null;
  /** Whether a table says whether the line renews by itself. */
  readonly renewalStated: boolean;
  /**
   * The highest share of the seats that may be dropped at a renewal. Null where something about the offering is
   * unknown because it could not be read: then the seats stay.
   */
  readonly cap: Fraction | null;
  /** What the cap is a share of, in later years. The seats bought now count as those at signing. */
  readonly capOf: CapOf;
  /** The fewest seats on all lines of the contract together. */
  readonly floor: Seats | null;
  /** False if the fee stays when the quantity falls. */
  readonly feeFollows: boolean;
  /** Yearly rise of the price by contract; null for the assumption. */
  readonly uplift: Fraction | null;
  /** The highest yearly rise that the contract allows; null for no limit. */
  readonly upliftCap: Fraction | null;
  /** Null where no contract states it. */
  readonly kind: ContractKind | null;
  /** Maintenance a year that stays whatever the quantity is: it is in no price and no sum. 0 for none, null unknown. */
  readonly fixedMaintenance: Money | null;
  /** Null if a contract states the notice and it could not be read. */
  readonly noticeDays: Days | null;
  /** Whether `noticeDays` is the assumption, because no contract states a notice. */
  readonly noticeAssumed: boolean;
  readonly overagePrice: SeatPrice | null;
}

/** Whether a line goes on with all its seats, unless the vendor accepts a notice after its date. */
export const isLate = ({
  committedUntil,
  changes,
}: Pick<ContractLine, "committedUntil" | "changes">): boolean => committedUntil !== changes;

/** The months from a day on which seats may go to the next such day. */
export const monthsToNext = ({
  timing,
  termMonths: months,
}: Pick<ContractLine, "timing" | "termMonths">): number =>
  timing === "each anniversary" ? Math.min(months, MONTHS_A_YEAR) : months;

/**
 * The years for which a line's seats hold once they may change. A contract that lets seats go at the end of the term
 * holds them for the whole next term; one that does not say is renewed by the year.
 */
export const yearsHeld = ({
  timing,
  termMonths: months,
}: Pick<ContractLine, "timing" | "termMonths">): number =>
  timing === "end of term" ? Math.max(Math.round(months / MONTHS_A_YEAR), 1) : 1;

/** Whether a line may change at the beginning of a year. */
export const mayChange = (line: ContractLine, year: number): boolean =>
  year > line.committedYears && (year - line.committedYears - 1) % yearsHeld(line) === 0;

/** Whether a line has its price of today in a year. */
export const isAtTodaysPrice = (
  { committedYears, yearsInTerm }: Pick<ContractLine, "committedYears" | "yearsInTerm">,
  year: number,
): boolean => year <= Math.max(committedYears, yearsInTerm);

/** What a seat of a line costs once its term is over. */
export const priceAfterTerm = ({
  price,
  laterPrice,
}: Pick<ContractLine, "price" | "laterPrice">): SeatPrice | null => laterPrice ?? price;

/** A line whose years count from the day on which it may itself change. */
export const fromItsChange = (line: ContractLine): ContractLine => ({
  ...line,
  committedYears: 0,
  yearsInTerm: line.changes === null ? 0 : yearsAfter(line.end, line.changes),
});

const contractsByName = onceFor((contracts: readonly Contract[]) =>
  grouped(contracts, ({ contract }) => contract),
);

/** The contract of a name; the first where tables give several. */
export const contractNamed = (
  contracts: readonly Contract[],
  name: string | undefined,
): Contract | undefined => (name === undefined ? undefined : contractsByName(contracts).get(name)?.[0]);

/** The end of a subscription, else of its contract. */
export const endOf = (line: Subscription, contracts: readonly Contract[]): DayNumber | undefined =>
  line.end ?? contractNamed(contracts, line.contract)?.end;

/**
 * Whether a subscription is running on a day; its first and last day count, and a missing date is no limit.
 */
export const running = (line: Subscription, contracts: readonly Contract[], asOf: DayNumber): boolean =>
  (line.start ?? -Infinity) <= asOf && asOf <= (endOf(line, contracts) ?? Infinity);

/** The running subscriptions, joined by offering, contract and end, with the prices that they state. */
export function contractLines(
  estate: Estate,
  asOf: DayNumber,
  assumptions: Assumptions,
  unknowns: Unknowns,
): ContractLine[] {
  const groups = grouped(
    estate.subscriptions.filter((line) => running(line, estate.contracts, asOf)),
    (line) => `${line.contract ?? ""}\n${line.offering}\n${endOf(line, estate.contracts) ?? ""}`,
  );
  const changes = [...groups.values()].map(([line]) => line && nextChangeOf(line, estate.contracts, asOf));
  // An end that could not be read may be the next day.
  const isEndUnknown = estate.subscriptions.some((line) => unknowns.because("end", ofLine(line)).length > 0);
  const firstRenewal = Math.min(...changes.map((day) => day ?? Infinity), ...(isEndUnknown ? [asOf] : []));
  return [...groups.keys()].sort().map((key) => {
    const group = groups.get(key) as Subscription[];
    const first = group[0] as Subscription;
    const contract = contractNamed(estate.contracts, first.contract);
    const isUnknown = (fact: Fact): boolean => unknowns.because(fact, ofLine(first)).length > 0;
    const time = commitmentOf(group, contract, asOf, { assumptions, isUnknown });
    const end = endOf(first, estate.contracts);
    return {
      id: key,
      offering: first.offering,
      contract: first.contract ?? null,
      bought: total(group.map((line) => line.seats)),
      end: end ?? null,
      ...time,
      timing: isUnknown("reductions") ? "end of term" : (contract?.reductions ?? null),
      committedYears: yearsAfter(time.committedUntil, firstRenewal),
      committedYearsIfAgreed: yearsAfter(time.changes, firstRenewal),
      yearsInTerm: yearsAfter(end ?? null, firstRenewal),
      price: isUnknown("price paid") ? null : statedPrice(group, contract),
      ownPrice: isUnknown("price paid") || group.some(({ unitPrice }) => unitPrice !== undefined),
      autoRenews: renewsAlone(group, contract, isUnknown),
      renewalStated:
        contract?.autoRenews !== undefined || group.every((line) => line.autoRenews !== undefined),
      cap: contract?.trueDownCap ?? assumptions.trueDownCap,
      capOf: contract?.capOf ?? (contract?.kind === "enterprise agreement" ? "band" : "last year"),
      floor: contract?.floor ?? null,
      feeFollows: feeFollows(contract),
      uplift: contract?.uplift ?? null,
      upliftCap: contract?.upliftCap ?? null,
      kind: contract?.kind ?? null,
      fixedMaintenance: isUnknown("price paid") ? null : fixedMaintenance(group, contract),
      overagePrice: contract?.overagePrice ?? null,
    };
  });
}

/** A line as a question asks about it. */
const ofLine = (line: Subscription): About => ({ ...line, contract: line.contract ?? null });

/** Whether a line renews by itself; null where that could not be read, and no other row of the line says so. */
function renewsAlone(
  group: readonly Subscription[],
  contract: Contract | undefined,
  isUnknown: (fact: Fact) => boolean,
): boolean | null {
  if (contract?.autoRenews === true || group.some((line) => line.autoRenews === true)) return true;
  return isUnknown("auto-renewal") ? null : false;
}

/** The notice of a line, and the day until which it is committed. */
function commitmentOf(
  group: readonly Subscription[],
  contract: Contract | undefined,
  asOf: DayNumber,
  {
    assumptions,
    isUnknown,
  }: { readonly assumptions: Assumptions; readonly isUnknown: (fact: Fact) => boolean },
): Pick<ContractLine, "noticeDays" | "noticeAssumed" | "changes" | "committedUntil" | "termMonths"> {
  const end = group[0]?.end ?? contract?.end;
  const stated = contract?.noticeDays;
  const isRefused = isUnknown("notice");
  const noticeAssumed = stated === undefined && !isRefused;
  const noticeDays = isRefused ? null : stated === undefined ? assumptions.noticeDays : stated;
  const starts = group.flatMap(({ start }) => (start === undefined ? [] : [start]));
  const start = starts.length === 0 ? contract?.start : (Math.min(...starts) as DayNumber);
  const lineTerms = group.flatMap((line) => line.termMonths ?? []);
  // The longest term commits the line for longest.
  const months = lineTerms.length === 0 ? undefined : Math.max(...lineTerms);
  const term = termMonths(statedTerm(contract?.termYears, months), start, end);
  const told = { noticeDays, noticeAssumed, termMonths: term };
  if (end === undefined) return { ...told, changes: null, committedUntil: null };
  const changes = nextChange(end, contract, asOf);
  const deadline = noticeDays === null ? null : noticeDeadline(changes, noticeDays);
  // Within a term a line goes on; at its end, one that may renew by itself is committed as if it did.
  const goesOn = changes < end || renewsAlone(group, contract, isUnknown) !== false;
  const next = monthsToNext({ timing: contract?.reductions ?? null, termMonths: term });
  const until = committedUntil(changes, goesOn, noticeStanding(deadline, asOf), next);
  return { ...told, changes, committedUntil: until };
}

/** The end of a line, or an earlier anniversary at which its contract lets seats go. */
const nextChange = (end: DayNumber, contract: Contract | undefined, asOf: DayNumber): DayNumber =>
  contract?.reductions === "each anniversary" ? nextAnniversary(end, asOf) : end;

/** The day on which seats of a subscription may next go. */
export function nextChangeOf(
  line: Subscription,
  contracts: readonly Contract[],
  asOf: DayNumber,
): DayNumber | undefined {
  const end = endOf(line, contracts);
  return end && nextChange(end, contractNamed(contracts, line.contract), asOf);
}

/**
 * A line that ends 1.4 years after the first renewal is paid for in year 1, needed or not, and may change
 * from year 2 on.
 */
const yearsAfter = (day: DayNumber | null, firstRenewal: number): number =>
  day === null ? 0 : Math.round((day - firstRenewal) / DAYS_PER_YEAR);

/**
 * The average of the prices that a group of subscriptions states, maintenance included; null if none states a
 * price.
 */
function statedPrice(group: readonly Subscription[], contract: Contract | undefined): SeatPrice | null {
  const average = averageStated(group);
  const maintenance = contract?.maintenanceRate;
  if (average === null) return null;
  // Licenses that are owned cost their maintenance; without a rate, that is the price of the row.
  if (isPerpetual(contract)) return maintenance === undefined ? average : scale(average, maintenance);
  return isMaintenanceFixed(contract) ? average : scale(average, 1 + (maintenance ?? 0));
}

const isPerpetual = (contract: Contract | undefined): boolean => contract?.kind === "perpetual + maintenance";

/** The fee of licenses that are owned is their maintenance. */
const feeFollows = (contract: Contract | undefined): boolean =>
  (contract?.feeFollowsQuantity ?? true) &&
  !(isPerpetual(contract) && contract?.maintenanceFollowsQuantity === false);

/** Whether maintenance stays although the rest of the fee falls with the quantity. */
const isMaintenanceFixed = (contract: Contract | undefined): boolean =>
  !isPerpetual(contract) &&
  contract?.maintenanceRate !== undefined &&
  (contract.feeFollowsQuantity ?? true) &&
  contract.maintenanceFollowsQuantity === false;

function fixedMaintenance(group: readonly Subscription[], contract: Contract | undefined): Money | null {
  if (!isMaintenanceFixed(contract)) return money(0);
  const average = averageStated(group);
  const bought = total(group.map((line) => line.seats));
  return average === null ? null : scale(times(average, bought), contract?.maintenanceRate ?? 0);
}

/** The average of the prices that a group of subscriptions states; null if none does. */
function averageStated(group: readonly Subscription[]): SeatPrice | null {
  const priced = group.flatMap(({ unitPrice, seats }) =>
    unitPrice === undefined ? [] : [{ seats, price: unitPrice }],
  );
  return averageSeatPrice(priced);
}

/** Average price of a seat; null without seats, and if any price is unknown. */
export function averageSeatPrice(
  list: readonly { readonly seats: Seats; readonly price: SeatPrice | null }[],
): SeatPrice | null {
  const cost = sumKnown(list.map(({ seats, price }) => (price === null ? null : times(price, seats))));
  const all = total(list.map(({ seats }) => seats));
  return cost === null || all === 0 ? null : rate(cost / all);
}

/** The lines, with the price list's price where they state none. A price that could not be read stays unknown. */
export const withListPrices = (
  lines: readonly ContractLine[],
  prices: ReadonlyMap<string, SeatPrice>,
  unknowns: Unknowns,
): ContractLine[] =>
  lines.map((line) => {
    // A price list is for seats, not for the maintenance of licenses that are owned.
    const isRefused =
      unknowns.because("price paid", line).length > 0 || line.kind === "perpetual + maintenance";
    return { ...line, price: line.price ?? (isRefused ? null : (prices.get(line.offering) ?? null)) };
  });

/** Average price of the seats of each offering on lines that state a price. It beats any price list. */
export function contractPrices(lines: readonly ContractLine[]): Map<string, SeatPrice> {
  const offerings = [...new Set(lines.map((line) => line.offering))];
  return new Map(
    offerings.flatMap((offering) => {
      const own = lines.filter(
        (line) =>
          line.offering === offering &&
          line.ownPrice &&
          line.price !== null &&
          line.kind !== "perpetual + maintenance",
      );
      const price = averageSeatPrice(own.map((line) => ({ seats: line.bought, price: line.price })));
      return price === null ? [] : [[offering, price] as const];
    }),
  );
}
