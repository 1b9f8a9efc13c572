import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import type { Redeployment } from "../renewal/redeployment";
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
 * Who gets which returning seat ([E]: redeploy before reclaiming). Whoever uses a product on a seat without having one
 * comes first, and gets a seat that nobody holds before one that comes back; then whoever the redeployments name.
 * Nobody gets two.
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
  const spare = new Map<string, number>(
    facts.reconciliations.flatMap((one) => {
      const count = spareSeats(one);
      return count === null ? [] : [[one.offering, count] as const];
    }),
  );
  const takeSpare = (offerings: readonly string[]): boolean =>
    offerings.some((offering) => {
      const count = spare.get(offering);
      if (count === undefined || count <= 0) return false;
      spare.set(offering, count - 1);
      return true;
    });
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
    const seat = fitting
      .flatMap((offering) => returning.filter((one) => one.offering === offering))
      .find((one) => !next.has(one) && one.person !== person);
    if (seat === undefined) continue;
    next.set(seat, { person, isLent: false });
    served.add(person);
  }
  for (const { offering, from, to } of facts.redeployments) {
    const seat = returning.find((one) => one.offering === offering && one.person === from);
    if (served.has(to) || seat === undefined || next.has(seat)) continue;
    next.set(seat, { person: to, isLent: true });
    served.add(to);
  }
  return next;
}

/** Whoever's days no export gives comes last. */
const knownDays = ({ days }: UseWithoutSeat): number => days ?? -1;
