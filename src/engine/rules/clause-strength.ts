import { fraction, type Days, type Fraction } from "../units";

/** What makes a right to reduce strong or weak, in the order of [D]. */
export const CLAUSE_ELEMENTS = ["timing", "cap", "fee", "notice", "consent"] as const;
export type ClauseElement = (typeof CLAUSE_ELEMENTS)[number];

/** The weak and the strong end of the two elements that are numbers [D]; a strong range counts from its nearer end. */
const WEAK_CAP = fraction(0.05);
export const STRONG_CAP = fraction(0.2);
const WEAK_NOTICE = 180;
export const STRONG_NOTICE = 60;

/** Rounded, as shares such as 12.5 % less 5 % are no binary fractions. */
const between = (value: number, weak: number, strong: number): Fraction =>
  fraction(Math.round(Math.min(Math.max((value - weak) / (strong - weak), 0), 1) * 1e9) / 1e9);

/** 0 for a cap of 5 % or less, 1 from 20 % on, linear between (DOMAIN §13). */
export const strengthOfCap = (cap: Fraction): Fraction => between(cap, WEAK_CAP, STRONG_CAP);

/** 0 for a notice of 180 days or more, 1 for 60 or fewer, linear between (DOMAIN §13). */
export const strengthOfNotice = (notice: Days): Fraction => between(notice, WEAK_NOTICE, STRONG_NOTICE);

/** 0 for the weak wording, 1 for the strong one. */
export const strengthOf = (isStrong: boolean): Fraction => fraction(isStrong ? 1 : 0);

/** The mean of the elements that are known; null if none is. */
export function clauseStrength(elements: readonly (Fraction | null)[]): Fraction | null {
  const known = elements.filter((one) => one !== null);
  if (known.length === 0) return null;
  return fraction(known.reduce<number>((sum, one) => sum + one, 0) / known.length);
}
