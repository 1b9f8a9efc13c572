import { at } from "../at";
import type { Context } from "../estate/context";
import { covers } from "../estate/offers";
import { Access, type Assignment, type PersonIndex } from "../estate/estate";
import { auditExposure } from "../rules/audit-exposure";
import {
  days,
  fraction,
  seats,
  sumKnown,
  type DayNumber,
  type Days,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";
import type { Usage } from "../usage/usage";
import { mayCover } from "./may-cover";
import { spareSeats, type Reconciliation } from "./reconciliation";
import { pricesOf, type OverageBasis } from "./seat-prices";

/**
 * A person's use of a product on a seat, although no table assigns a seat that opens it: an audit risk ([A]).
 */
export interface UseWithoutSeat {
  readonly person: PersonIndex;
  readonly product: string;
  /** Null if a report gives no days. */
  readonly days: Days | null;
  readonly lastUse: DayNumber | null;
  /** False if the seat may have been unassigned since: the exports of users show today's assignments only. */
  readonly recent: boolean;
  /** A held offering that may open the product, because no table says what it covers. */
  readonly heldInstead: string | null;
}

/** The use of one product without a seat, and what an audit may charge for it. */
export interface UntrackedProduct {
  readonly product: string;
  readonly users: Seats;
  /** Users among them who still use it, and hold no offering that may cover it. */
  readonly recent: Seats;
  /** Days of use of all of them; null if a report gives none. */
  readonly days: Days | null;
  /** Seats that open the product, bought and assigned to nobody; null is unknown. */
  readonly spare: Seats | null;
  /** The list price of the cheapest seat that opens the product, or the nearest known price. */
  readonly price: SeatPrice | null;
  readonly basis: OverageBasis | null;
  /** A year of seats for the recent users beyond the spare seats; null is unknown. */
  readonly exposure: Money | null;
}

/**
 * By product and person. None where no table says who holds seats; people who left since had theirs then.
 */
export function untrackedUse(context: Context, { coverage }: Pick<Usage, "coverage">): UseWithoutSeat[] {
  const { estate, asOf, assumptions } = context;
  if (estate.assignments.length === 0) return [];
  const isRecent = (day: DayNumber | null): boolean =>
    day === null || day > (coverage.window?.last ?? asOf) - assumptions.staleDays;
  const findPast = pastSeatsBy(context);
  return (
    [...dailySightings(context, findPast), ...reportedSightings(context, findPast)]
      .map((one) => ({
        ...one,
        recent: isRecent(one.lastUse),
        heldInstead: heldInstead(context, one),
      }))
      // Whoever may hold the seat under another name is asked about.
      .filter(({ person }) => !coverage.otherNames.has(person))
      .filter(({ person, recent }) => recent || !at(estate.people, person).inactive)
      .sort((a, b) => (a.product === b.product ? a.person - b.person : a.product < b.product ? -1 : 1))
  );
}

type Sighting = Omit<UseWithoutSeat, "recent" | "heldInstead">;

function dailySightings(context: Context, findPast: FindPast): Sighting[] {
  const { use, products } = context.estate;
  const pastSeats = new Map<number, readonly Assignment[] | null>();
  const found = new Map<number, Set<number>>();
  for (let i = 0; i < use.length; i++) {
    const [person, day] = [use.person[i]!, use.day[i]! as DayNumber];
    if (use.access[i] !== Access.seat || person < 0 || day > context.asOf) continue;
    const key = person * products.length + use.product[i]!;
    let past = pastSeats.get(key);
    if (past === undefined) {
      past = findPast(person, at(products, use.product[i]!));
      pastSeats.set(key, past);
    }
    if (past === null || past.some(({ until }) => day <= until!)) continue;
    found.set(key, (found.get(key) ?? new Set()).add(day));
  }
  return [...found].map(([key, on]) => ({
    person: Math.floor(key / products.length),
    product: at(products, key % products.length),
    days: days(on.size),
    lastUse: [...on].reduce((a, b) => Math.max(a, b)) as DayNumber,
  }));
}

/** The use that only a Usage Report shows. It has no days, so a seat that was taken back may have served it. */
function reportedSightings({ estate }: Context, findPast: FindPast): Sighting[] {
  const { reportedUse, use, products } = estate;
  const daily = new Set<number>();
  for (let i = 0; i < use.length; i++) daily.add(use.person[i]! * products.length + use.product[i]!);
  const found = new Map<number, Sighting>();
  for (const { person, product, access, daysUsed, lastUse } of reportedUse) {
    const key = person * products.length + product;
    if (access !== Access.seat || daysUsed === 0 || person < 0 || daily.has(key)) continue;
    const past = findPast(person, at(products, product));
    if (past === null || past.length > 0) continue;
    const before = found.get(key)?.lastUse ?? null;
    found.set(key, {
      person,
      product: at(products, product),
      days: daysUsed ?? null,
      lastUse: before !== null && (lastUse === undefined || before > lastUse) ? before : (lastUse ?? null),
    });
  }
  return [...found.values()];
}

/**
 * Finds the dated past seats of a person that open a product. Null if the person has such a seat now, or had one and
 * no date says until when; or if the person cannot be found among those assigned, as only one is hidden behind a
 * hash.
 */
type FindPast = (person: PersonIndex, product: string) => readonly Assignment[] | null;

function pastSeatsBy({ estate, holdings }: Context): FindPast {
  const isHashed = (one: PersonIndex): boolean => at(estate.people, one).hashed;
  const areHoldersHashed = estate.assignments.some(({ person }) => isHashed(person));
  return (person, product) => {
    if (isHashed(person) && !areHoldersHashed) return null;
    const own = holdings.of(person).filter(({ offering }) => holdings.opens(offering, product));
    return own.some(({ assigned, until }) => assigned || until === undefined) ? null : own;
  };
}

/** A held offering that may open the product. */
const heldInstead = (context: Context, { person, product }: Sighting): string | null =>
  context.holdings.heldBy(person).find((offering) => mayCover(context, offering, product)) ?? null;

/** What the use without a seat may cost, by product. */
export function untrackedProducts(
  context: Context,
  uses: readonly UseWithoutSeat[],
  reconciliations: readonly Reconciliation[],
): UntrackedProduct[] {
  return [...new Set(uses.map(({ product }) => product))].map((product) => {
    const own = uses.filter((one) => one.product === product);
    const recent = seats(own.filter((one) => one.recent && one.heldInstead === null).length);
    const { price, basis } = cheapestSeat(context, product);
    const spare = spareSeatsOpening(context, product, reconciliations);
    return {
      product,
      users: seats(own.length),
      recent,
      days: sumKnown(own.map((one) => one.days)),
      spare,
      price,
      basis,
      exposure: price === null || spare === null ? null : auditExposure(recent, spare, price, fraction(0)),
    };
  });
}

/** The offering that opens a product at the lowest price in a true-up. */
function cheapestSeat(context: Context, product: string): Pick<UntrackedProduct, "price" | "basis"> {
  return context.offers
    .filter((offer) => offer.monthly === undefined && covers(offer, product))
    .map(({ offering }) => pricesOf(context, offering))
    .map(({ overagePrice, overageBasis }) => ({ price: overagePrice, basis: overageBasis }))
    .reduce((a, b) => (b.price !== null && (a.price === null || b.price < a.price) ? b : a), {
      price: null,
      basis: null,
    });
}

function spareSeatsOpening(
  { estate, holdings }: Context,
  product: string,
  reconciliations: readonly Reconciliation[],
): Seats | null {
  if (estate.subscriptions.length === 0) return null;
  const opening = reconciliations.filter(({ offering }) => holdings.opens(offering, product));
  return sumKnown(opening.map(spareSeats));
}
