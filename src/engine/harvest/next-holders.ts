import { at } from "../at";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import type { Redeployment } from "../renewal/redeployment";
import { grouped } from "../grouped";
import { spareSeats, type Reconciliation } from "../seats/reconciliation";
import type { UseWithoutSeat } from "../seats/use-without-seat";

/** A seat that comes back, and its holder today. */
export interface ReturningSeat {
  readonly person: PersonIndex;
  readonly offering: string;
}

/** Who gets a seat that comes back. */
export interface NextHolder {
  readonly person: PersonIndex;
  /** Whether only until the line of the seat ends, to spare tokens. Whoever uses a product without a seat needs one. */
  readonly isLent: boolean;
}

/**
 * The next holder of each returning seat ([E]: redeploy before reclaiming). People who use a product on a seat without
 * holding one come first, and take unassigned seats before returning seats. The redeployments follow. Nobody gets two.
 */
export function nextHolders(
  { estate, holdings: { opens } }: Context,
  returning: readonly ReturningSeat[],
  facts: {
    readonly useWithoutSeat: readonly UseWithoutSeat[];
    readonly reconciliations: readonly Reconciliation[];
    readonly redeployments: readonly Redeployment[];
  },
): ReadonlyMap<ReturningSeat, NextHolder> {
  const breadth = (offering: string): number =>
    estate.products.filter((product) => opens(offering, product)).length;
  const narrowFirst = facts.reconciliations
    .map(({ offering }) => offering)
    .sort((a, b) => breadth(a) - breadth(b) || (a < b ? -1 : 1));
  const takeSpare = spareSeatsOf(facts.reconciliations);
  const takeReturning = returningSeatsOf(returning);
  const next = new Map<ReturningSeat, NextHolder>();
  const served = new Set<PersonIndex>();
  const needing = facts.useWithoutSeat
    .filter(({ recent, heldInstead }) => recent && heldInstead === null)
    .sort((a, b) => knownDays(b) - knownDays(a) || a.person - b.person);
  for (const { person, product } of needing) {
    if (served.has(person)) continue;
    const fitting = narrowFirst.filter((offering) => opens(offering, product));
    if (takeSpare(fitting)) {
      served.add(person);
      continue;
    }
    const seat = takeReturning(fitting, person);
    if (seat === undefined) continue;
    next.set(seat, { person, isLent: false });
    served.add(person);
  }
  const seatOf = new Map(returning.map((seat) => [`${seat.person} ${seat.offering}`, seat]));
  for (const { offering, from, to } of facts.redeployments) {
    const seat = seatOf.get(`${from} ${offering}`);
    if (served.has(to) || seat === undefined || next.has(seat)) continue;
    next.set(seat, { person: to, isLent: true });
    served.add(to);
  }
  return next;
}

/** Takes a seat that nobody holds of the first offering that has one, and says whether there was one. */
function spareSeatsOf(reconciliations: readonly Reconciliation[]): (offerings: readonly string[]) => boolean {
  const spare = new Map<string, number>(
    reconciliations.flatMap((one) => {
      const count = spareSeats(one);
      return count === null ? [] : [[one.offering, count] as const];
    }),
  );
  return (offerings) =>
    offerings.some((offering) => {
      const count = spare.get(offering);
      if (count === undefined || count <= 0) return false;
      spare.set(offering, count - 1);
      return true;
    });
}

/** Takes the first returning seat of the first offering that has one of another holder. */
function returningSeatsOf(
  returning: readonly ReturningSeat[],
): (offerings: readonly string[], person: PersonIndex) => ReturningSeat | undefined {
  // In reverse, so that taking the first moves no other: estates have many seats.
  const open = grouped([...returning].reverse(), ({ offering }) => offering);
  return (offerings, person) => {
    for (const offering of offerings) {
      const seats = open.get(offering) ?? [];
      let place = seats.length - 1;
      while (place >= 0 && at(seats, place).person === person) place--;
      if (place >= 0) return seats.splice(place, 1)[0];
    }
    return undefined;
  };
}

/** Whoever's days no export gives comes last. */
const knownDays = ({ days }: UseWithoutSeat): number => days ?? -1;
