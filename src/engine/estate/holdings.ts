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
  /** The seat with which a person could open a product on a day, with the dates of the term that holds the day. */
  seatFor(person: PersonIndex, product: string, day: DayNumber): HeldTerm | undefined;
  /** Whether a person may have had such a seat: it was given before, and no table says when it was taken back. */
  mayHaveSeat(person: PersonIndex, product: string, day: DayNumber): boolean;
  /** Whether a seat of an offering opens a product. */
  opens(offering: string, product: string): boolean;
  /** Offerings that were listed but not bought, counted as seats of a bought collection. */
  readonly regrouped: readonly Regrouped[];
  /** Whether an offering covers products of other names; such an offering has no rate. */
  isCollection(offering: string): boolean;
}

/** A time for which a person has or had a seat. */
export interface HeldTerm {
  readonly offering: string;
  readonly since: DayNumber | undefined;
  readonly until: DayNumber | undefined;
  /** The last day on which the person surely had the seat, and the last possible one; Infinity while held. */
  readonly last: { readonly sure: number; readonly possible: number };
}

/** The times for which a seat was held, the last one first. */
export function heldTerms({ offering, assigned, since, until, earlier = [] }: Assignment): HeldTerm[] {
  const term = (from: DayNumber | undefined, to: DayNumber | undefined, possible: number): HeldTerm => ({
    offering,
    since: from,
    until: to,
    last: to === undefined ? { sure: -Infinity, possible } : { sure: to, possible: to },
  });
  return [
    assigned
      ? { offering, since, until, last: { sure: Infinity, possible: Infinity } }
      : term(since, until, Infinity),
    // A seat was taken back before it was given again.
    ...earlier.map((one) => term(one.since, one.until, (since ?? Infinity) - 1)),
  ];
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
  const terms = assignments.map((own) => own.flatMap(heldTerms));
  const begunBy = (person: PersonIndex, product: string, day: DayNumber): readonly HeldTerm[] =>
    (terms[person] ?? []).filter(
      ({ offering, since }) => opens(offering, product) && (since === undefined || since <= day),
    );
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
    seatFor: (person, product, day) => {
      const held = begunBy(person, product, day).filter(({ last }) => day <= last.sure);
      // On the first or last day of one term another may go on.
      return held.find(({ since, until }) => since !== day && until !== day) ?? held[0];
    },
    mayHaveSeat: (person, product, day) =>
      begunBy(person, product, day).some(({ last }) => day <= last.possible),
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
