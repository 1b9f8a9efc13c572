import { covers } from "./offers";
import type { Assignment, Estate, Offer, PersonIndex } from "./estate";
import { total, type DayNumber } from "../units";
import type { ContractLine } from "./contract-lines";

/** The seats that people hold or held. */
export interface Holdings {
  /** Every assignment of a person, past assignments included. */
  of(person: PersonIndex): readonly Assignment[];
  /** The offerings a person holds a seat of now, in order of name. */
  heldBy(person: PersonIndex): readonly string[];
  /** The offerings with at least one seat held now, in order of name. */
  readonly offerings: readonly string[];
  /** The people who hold a seat of an offering now, each once. */
  holders(offering: string): readonly PersonIndex[];
  /** The seat with which a person could open a product on a day. */
  seatFor(person: PersonIndex, product: string, day: DayNumber): Assignment | undefined;
  /** Whether a seat of an offering opens a product. */
  opens(offering: string, product: string): boolean;
  /** Offerings that were listed but not bought, counted as seats of a bought collection. */
  readonly regrouped: readonly Regrouped[];
  /** Whether an offering covers products of other names; such an offering has no rate. */
  isCollection(offering: string): boolean;
}

/** A product in the list of assignments, and the bought collection that its seats belong to. */
export interface Regrouped {
  readonly offering: string;
  readonly collection: string;
  readonly people: number;
}

/**
 * Reads the assignments against the coverage of each offering. An offering in no price list covers only its
 * name.
 */
export function holdingsOf(
  estate: Estate,
  offers: readonly Offer[],
  lines: readonly ContractLine[],
): Holdings {
  const byOffering = new Map(offers.map((offer) => [offer.offering, offer]));
  const collectionOf = boughtCollections(estate, offers, lines);
  const assignments = estate.people.map((): Assignment[] => []);
  const holders = new Map<string, Set<PersonIndex>>();
  for (const stated of estate.assignments) {
    const assignment = { ...stated, offering: collectionOf.get(stated.offering) ?? stated.offering };
    assignments[assignment.person]?.push(assignment);
    if (!assignment.assigned) continue;
    const people = holders.get(assignment.offering) ?? new Set();
    holders.set(assignment.offering, people.add(assignment.person));
  }
  const opens = (offering: string, product: string): boolean => {
    const offer = byOffering.get(offering);
    return offer ? covers(offer, product) : offering === product;
  };
  const of = (person: PersonIndex): readonly Assignment[] => assignments[person] ?? [];
  return {
    of,
    heldBy: (person) =>
      [
        ...new Set(
          of(person)
            .filter((a) => a.assigned)
            .map((a) => a.offering),
        ),
      ].sort(),
    offerings: [...holders.keys()].sort(),
    holders: (offering) => [...(holders.get(offering) ?? [])],
    seatFor: (person, product, day) =>
      of(person).find(
        (a) =>
          opens(a.offering, product) &&
          (a.since === undefined || a.since <= day) &&
          (a.assigned || (a.until !== undefined && day <= a.until)),
      ),
    opens,
    regrouped: [...collectionOf].map(([offering, collection]) => ({
      offering,
      collection,
      people: new Set(
        estate.assignments.filter((a) => a.assigned && a.offering === offering).map((a) => a.person),
      ).size,
    })),
    isCollection: (offering) =>
      byOffering.get(offering)?.covers.some((product) => product !== offering) ?? false,
  };
}

/**
 * The bought collection for each offering that was listed but not bought: some Users exports list the members
 * of a collection instead of the collection. An offering whose own line ended or begins later counts only if
 * the collection has seats for its people.
 */
function boughtCollections(
  estate: Estate,
  offers: readonly Offer[],
  lines: readonly ContractLine[],
): Map<string, string> {
  const bought = new Set(lines.map(({ offering }) => offering));
  const fits = (offering: string, collection: string): boolean => {
    if (!estate.subscriptions.some((line) => line.offering === offering)) return true;
    const people = estate.assignments.filter(
      (a) => a.assigned && (a.offering === offering || a.offering === collection),
    );
    const seats = total(lines.filter((line) => line.offering === collection).map((line) => line.bought));
    return new Set(people.map(({ person }) => person)).size <= seats;
  };
  const collections = offers.filter((offer) => bought.has(offer.offering));
  const listed = new Set(estate.assignments.map(({ offering }) => offering));
  return new Map(
    [...listed].sort().flatMap((offering) => {
      const collection = bought.has(offering)
        ? undefined
        : collections.find((one) => covers(one, offering) && fits(offering, one.offering));
      return collection ? [[offering, collection.offering] as const] : [];
    }),
  );
}
