import { covers } from "../cost/offers";
import type { Assignment, Estate, Offer, PersonIndex } from "../estate";
import type { DayNumber } from "../units";

/** Who holds, or held, which seats. */
export interface Holdings {
  /** Every assignment of a person, past ones too. */
  of(person: PersonIndex): readonly Assignment[];
  /** The offerings a person holds a seat of now, in order of name. */
  heldBy(person: PersonIndex): readonly string[];
  /** The people who hold a seat of an offering now. */
  holders(offering: string): readonly PersonIndex[];
  /** The seat by which a person had a product on a day; undefined for none. */
  seatFor(person: PersonIndex, product: string, day: DayNumber): Assignment | undefined;
  /** Whether a seat of an offering opens a product. */
  opens(offering: string, product: string): boolean;
  /** Whether an offering is a collection, which has no rate of its own. */
  isCollection(offering: string): boolean;
}

/** Reads the assignments against what each offering covers. An offering that no list names covers its own name only. */
export function holdingsOf(estate: Estate, offers: readonly Offer[]): Holdings {
  const byOffering = new Map(offers.map((offer) => [offer.offering, offer]));
  const assignments = estate.people.map((): Assignment[] => []);
  const holders = new Map<string, PersonIndex[]>();
  for (const assignment of estate.assignments) {
    assignments[assignment.person]?.push(assignment);
    if (!assignment.assigned) continue;
    holders.set(assignment.offering, [...(holders.get(assignment.offering) ?? []), assignment.person]);
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
    holders: (offering) => holders.get(offering) ?? [],
    seatFor: (person, product, day) =>
      of(person).find(
        (a) =>
          opens(a.offering, product) &&
          (a.since === undefined || a.since <= day) &&
          (a.assigned || (a.until !== undefined && day <= a.until)),
      ),
    opens,
    isCollection: (offering) =>
      byOffering.get(offering)?.covers.some((product) => product !== offering) ?? false,
  };
}
