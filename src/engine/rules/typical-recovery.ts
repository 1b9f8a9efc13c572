import { fraction, type Fraction } from "../units";

/** A row of the table of [D]: the shelfware of such estates, and the share that a right to reduce recovers. */
export interface TypicalEstate {
  readonly name: string;
  readonly shelfware: readonly [low: Fraction, high: Fraction];
  readonly recoverable: readonly [low: Fraction, high: Fraction];
}

const row = (name: string, low: number, high: number, least: number, most: number): TypicalEstate => ({
  name,
  shelfware: [fraction(low), fraction(high)],
  recoverable: [fraction(least), fraction(most)],
});

/** Typical estates, by rising shelfware [D]. A comparison: no figure rests on it. */
export const TYPICAL_ESTATES: readonly TypicalEstate[] = [
  row("recently rationalised", 0.08, 0.12, 0.05, 0.1),
  row("stable and mature", 0.15, 0.25, 0.15, 0.22),
  row("post-acquisition, overlapping", 0.3, 0.45, 0.25, 0.35),
];

/** The rows on both sides of a share of shelfware; the same row twice if the share is in it, null beyond an end. */
export interface TypicalPlace {
  readonly below: TypicalEstate | null;
  readonly above: TypicalEstate | null;
}

/** Where a share of shelfware stands in the table; the ends of a band are in it (DOMAIN §13). */
export function typicalPlace(share: Fraction): TypicalPlace {
  const isFrom = ({ shelfware: [low] }: TypicalEstate): boolean => share >= low;
  const isTo = ({ shelfware: [, high] }: TypicalEstate): boolean => share <= high;
  return {
    below: TYPICAL_ESTATES.filter(isFrom).at(-1) ?? null,
    above: TYPICAL_ESTATES.find(isTo) ?? null,
  };
}
