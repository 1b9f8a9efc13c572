import type { Analysis } from "../analysis";
import { typicalPlace, type TypicalEstate, type TypicalPlace } from "../rules/typical-recovery";
import { fraction, sumKnown, type Fraction, type Seats } from "../units";
import { percentText } from "../wording";

/** The measured estate beside typical ones (DOMAIN §8). No figure rests on it. */
export interface Recovery {
  /** Seats bought, and the share of them that nobody used and that may be dropped; null is unknown. */
  readonly bought: Seats;
  readonly shelfware: Fraction | null;
  readonly droppable: Fraction | null;
  readonly place: TypicalPlace | null;
}

/** Null where no seats are bought, or where nobody knows how many. */
export function recoveryOf({ reconciliations, trueDowns }: Analysis): Recovery | null {
  const bought = sumKnown(reconciliations.map((one) => one.bought));
  if (bought === null || bought === 0) return null;
  const share = (n: Seats | null): Fraction | null => (n === null ? null : fraction(n / bought));
  const shelfware = share(sumKnown(reconciliations.map((one) => one.shelfware)));
  return {
    bought,
    shelfware,
    droppable: share(sumKnown(trueDowns.map(({ droppable }) => droppable))),
    place: shelfware === null ? null : typicalPlace(shelfware),
  };
}

/** "between stable and mature (15.0 % to 25.0 %) and post-acquisition, overlapping (30.0 % to 45.0 %)". */
export function placeText({ below, above }: TypicalPlace): string {
  if (below === above && below !== null) return `as in an estate that is ${named(below)}`;
  if (below === null) return above === null ? "" : `below an estate that is ${named(above)}`;
  return above === null
    ? `above an estate that is ${named(below)}`
    : `between ${named(below)} and ${named(above)}`;
}

const named = ({ name, shelfware: [low, high] }: TypicalEstate): string =>
  `${name} (${percentText(low)} to ${percentText(high)})`;
