import { covers } from "./offers";
import type { Assignment, Estate, Offer, PersonIndex } from "./estate";
import type { DayNumber } from "../units";
import type { ContractLine } from "./contract-lines";

/** Who holds, or held, which seats. */
export interface Holdings {
  /** Every assignment of a person, past ones too. */
  of(person: PersonIndex): readonly Assignment[];
  /** The offerings a person holds a seat of now, in order of name. */
  heldBy(person: PersonIndex): readonly string[];
  /** The offerings of which anybody holds a seat now. */
  readonly offerings: readonly string[];
  /** The people who hold a seat of an offering now. */
  holders(offering: string): readonly PersonIndex[];
  /** The seat by which a person had a product on a day; undefined for none. */
  seatFor(person: PersonIndex, product: string, day: DayNumber): Assignment | undefined;
  /** Whether a seat of an offering opens a product. */
  opens(offering: string, product: string): boolean;
  /** Seats listed under products that were not bought, taken for seats of the collection that was. */
  readonly regrouped: readonly Regrouped[];
  /** Whether an offering is a collection, which has no rate of its own. */
  isCollection(offering: string): boolean;
}

/** A product under which people are listed, and the bought collection whose seats they are. */
export interface Regrouped {
  readonly offering: string;
  readonly collection: string;
  readonly people: number;
}

/** Reads the assignments against what each offering covers. An offering that no list names covers its own name only. */
export function holdingsOf(
  estate: Estate,
  offers: readonly Offer[],
  lines: readonly ContractLine[],
): Holdings {
  const byOffering = new Map(offers.map((offer) => [offer.offering, offer]));
  const collectionOf = boughtCollections(estate, offers, lines);
  const assignments = estate.people.map((): Assignment[] => []);
  const holders = new Map<string, PersonIndex[]>();
  for (const stated of estate.assignments) {
    const assignment = { ...stated, offering: collectionOf.get(stated.offering) ?? stated.offering };
    assignments[assignment.person]?.push(assignment);
    if (!assignment.assigned) continue;
    const own = holders.get(assignment.offering);
    if (own) own.push(assignment.person);
    else holders.set(assignment.offering, [assignment.person]);
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
    holders: (offering) => holders.get(offering) ?? [],
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
 * For each offering that people are listed under and that was not bought: the bought collection that covers it. Some Users exports list
 * the members of a collection instead of the collection.
 */
function boughtCollections(
  estate: Estate,
  offers: readonly Offer[],
  lines: readonly ContractLine[],
): Map<string, string> {
  const bought = new Set(lines.map(({ offering }) => offering));
  const collections = offers.filter((offer) => bought.has(offer.offering));
  const listed = new Set(estate.assignments.map(({ offering }) => offering));
  return new Map(
    [...listed].sort().flatMap((offering) => {
      const collection = bought.has(offering) ? undefined : collections.find((one) => covers(one, offering));
      return collection ? [[offering, collection.offering] as const] : [];
    }),
  );
}
