import type { Assumptions } from "../assumptions";
import { at } from "../at";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { unknownHolders } from "../evidence/stays";
import {
  least,
  minus,
  money,
  most,
  plus,
  seats,
  total,
  wholeUp,
  type DayNumber,
  type Money,
  type Seats,
} from "../units";
import { addDays, DAYS_PER_MONTH } from "../calendar";
import type { Demand } from "../usage/demand";
import type { Usage } from "../usage/usage";
import { overageOf, termStarts, type Overage, type SeatCounts } from "./overage";
import { pricesOf, type OfferingPrices } from "./seat-prices";
import {
  agreedTrueUp,
  overageCapOf,
  trueUpWordings,
  type LowAndHigh,
  type TrueUpWordings,
  type WordingFacts,
} from "./true-up-wordings";

/**
 * The seats of one offering, bought, assigned and used, and the cost of the differences (DOMAIN §7). Null is
 * unknown.
 */
export interface Reconciliation extends OfferingPrices, Overage, TrueUpWordings {
  readonly offering: string;
  /** Null without a Subscriptions table. */
  readonly bought: Seats | null;
  /** Null if no export says who holds seats. */
  readonly assigned: Seats | null;
  /** Assigned, and used in the last 90 covered days; null without usage, or if the exports may leave holders out. */
  readonly active: Seats | null;
  /**
   * Active, plus holders who must keep their seat (critical, excepted, new, not covered), times planned joiners.
   * Leavers need none.
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
  /** Months over of the seats over, on average; null if only a range is known. */
  readonly monthsOver: number | null;
}

/** The seats bought and assigned to nobody; null if either number is unknown. */
export const spareSeats = ({
  bought,
  assigned,
}: Pick<Reconciliation, "bought" | "assigned">): Seats | null =>
  bought === null || assigned === null ? null : most(minus(bought, assigned), seats(0));

/** Whether a person's exception holds on the day of the analysis; its last day counts. */
export function excepted({ estate, asOf }: Context, person: PersonIndex): boolean {
  const { exception, exceptionUntil } = at(estate.people, person);
  return exception !== undefined && asOf <= (exceptionUntil ?? Infinity);
}

/** Whether the analyst decided that a holder keeps a seat. */
export function isDecidedToKeep({ estate }: Context, person: PersonIndex, offering: string): boolean {
  const cover = estate.decisions?.get(person)?.cover;
  return typeof cover === "string" ? cover === "keep" : (cover?.includes(offering) ?? false);
}

/** Whether the use of an offering is known well enough to say who is active. */
const isJudged = ({ demands, coverage }: Usage, offering: string): boolean =>
  !coverage.tooShort &&
  !coverage.notCovered.has(offering) &&
  demands.some((demand) => demand.lastUse !== null || demand.products.length > 0);

/**
 * Whether a holder keeps a seat at a renewal that drops unused ones: active, or must keep it; everybody, where the
 * exports say too little of its use. Leavers keep none.
 */
export function keepsSeatBy(
  context: Context,
  usage: Usage,
): (person: PersonIndex, offering: string) => boolean {
  const isActive = activeBy(context, usage);
  return (person, offering) => {
    const demand = at(usage.demands, person);
    if (demand.leaver) return false;
    const isKnown = isJudged(usage, offering) && !usage.coverage.unknownPeople.has(person);
    const mayBeActive = isActive(person, offering) || isUseUnread(context, person, offering);
    const isDecided = isDecidedToKeep(context, person, offering);
    return !isKnown || mayBeActive || mustKeep(context, demand) || isDecided;
  };
}

/** Whether a seat was used in the last days that the exports cover; what came after is unknown. */
function activeBy(
  context: Context,
  { demands, coverage }: Usage,
): (person: PersonIndex, offering: string) => boolean {
  const lastUse = lastUses(context, demands);
  return (person, offering) => lastUse(person, offering) >= coverage.recentFrom;
}

/** Whether rows that could not be read may show that a person uses what a seat of an offering opens. */
export const isUseUnread = (
  { unknowns, holdings }: Context,
  person: PersonIndex,
  offering: string,
): boolean =>
  unknowns
    .because("use", { person })
    .some(({ product }) => product === undefined || holdings.opens(offering, product)) ||
  unknowns.because("covers", { offering }).length > 0;

/** Every offering that is bought or held, in order of name. */
export function reconcile(context: Context, usage: Usage): Reconciliation[] {
  const { estate, holdings, lines, assumptions } = context;
  const { demands } = usage;
  const joiners = joinersFactor(demands, assumptions);
  const isActive = activeBy(context, usage);
  const keeps = keepsSeatBy(context, usage);
  const offerings = [...new Set([...lines.map((line) => line.offering), ...holdings.offerings])].sort();
  return offerings.map((offering) => {
    const bought = boughtOf(context, offering);
    const holders = holdings.holders(offering);
    const areHoldersKnown = unknownHolders(context.unknowns, holdings, offering).length === 0;
    const assigned = estate.assignments.length > 0 && areHoldersKnown ? seats(holders.length) : null;
    const counted = (people: readonly PersonIndex[]): Seats | null =>
      assigned !== null && isJudged(usage, offering) ? seats(people.length) : null;
    const staying = holders.filter((person) => !at(demands, person).leaver);
    const idle = staying.filter((person) => !isActive(person, offering));
    const isActiveKnown =
      !usage.coverage.unknownHolders.has(offering) &&
      !idle.some((person) => isUseUnread(context, person, offering));
    const active = isActiveKnown ? counted(staying.filter((person) => isActive(person, offering))) : null;
    const kept = counted(staying.filter((person) => keeps(person, offering)));
    const variance = bought === null || assigned === null ? null : assigned - bought;
    const shelfware = bought === null || active === null ? null : seats(Math.max(bought - active, 0));
    const prices = pricesOf(context, offering);
    const { unitPrice, overagePrice } = prices;
    const counts = { bought, assigned, kept };
    const overage = overageOf(context, offering, counts, overagePrice, overageCapOf(context, offering));
    const wordings = trueUpWordings(
      context,
      offering,
      wordingFacts(context, offering, counts, overage, prices),
    );
    const { low, high } = overage.months;
    return {
      offering,
      bought,
      assigned,
      active,
      needed: kept === null ? null : wholeUp(seats(kept * joiners)),
      kept,
      variance,
      flagged: variance !== null && Math.abs(variance) > assumptions.varianceFlag,
      ...overage,
      ...wordings,
      ...boundsOf(overage, agreedTrueUp(wordings.trueUps)),
      monthsOver: low === high ? high : null,
      shelfware,
      shelfwareCost: shelfware === null || unitPrice === null ? null : money(shelfware * unitPrice),
      ...prices,
    };
  });
}

/** The bounds of the true-up under the agreed wording, if that is not the snapshot. */
const boundsOf = (
  { trueUpCost, trueUpLow, trueUpHigh }: Overage,
  agreed: LowAndHigh<Money> | null,
): Pick<Overage, "trueUpCost" | "trueUpLow" | "trueUpHigh"> =>
  agreed === null
    ? { trueUpCost, trueUpLow, trueUpHigh }
    : {
        trueUpCost: agreed.low === agreed.high ? agreed.low : null,
        trueUpLow: agreed.low,
        trueUpHigh: agreed.high,
      };

/** What the wordings rest on: the snapshot, the term, and prices. */
function wordingFacts(
  context: Context,
  offering: string,
  { bought, assigned }: SeatCounts,
  { owed, idle, unsettled, months }: Overage,
  { overagePrice, unitPrice }: OfferingPrices,
): WordingFacts {
  const { asOf, assumptions } = context;
  const cap = overageCapOf(context, offering) ?? (Infinity as Seats);
  const over = bought === null || assigned === null ? null : most(minus(assigned, bought), seats(0));
  const [few, many] = [least(owed, cap), over === null ? null : least(over, cap)];
  const starts = termStarts(context, offering);
  const longest = addDays(asOf, -Math.round(assumptions.trueUpMonths * DAYS_PER_MONTH));
  const offer = context.offers.find((one) => one.offering === offering);
  return {
    bought,
    assigned,
    snapshot: {
      seats: { low: few, high: many },
      seatMonths: { low: few * months.low, high: many === null ? null : many * months.high },
    },
    excused: plus(idle, total(unsettled.map((one) => one.seats))),
    term: starts ?? { latest: asOf, earliest: longest },
    overagePrice,
    renewalPrice: offer?.pricePerYear ?? unitPrice,
  };
}

/** The factor by which planned joiners raise needs: they use what today's people use. */
export function joinersFactor(demands: readonly Demand[], assumptions: Assumptions): number {
  const using = demands.filter((demand) => !demand.leaver && demand.products.length > 0).length;
  return using === 0 ? 1 : 1 + assumptions.plannedJoiners / using;
}

const mustKeep = (context: Context, { person, segment }: Demand): boolean =>
  at(context.estate.people, person).critical || excepted(context, person) || segment === "New";

const boughtOf = ({ estate, lines, unknowns }: Context, offering: string): Seats | null =>
  estate.subscriptions.length === 0 || unknowns.because("bought", { offering }).length > 0
    ? null
    : total(lines.filter((line) => line.offering === offering).map((line) => line.bought));

/**
 * The last day on which a person used a product that a seat of an offering opens: −Infinity for never,
 * Infinity for a report that gives days and no date.
 */
export function lastUses(
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
