import { DAYS_PER_YEAR } from "../calendar";

/**
 * The factor from the use of one person and product on `used` of `observed` days to a year: 365 ÷ observed. A
 * short time says little about holidays and leave, so the year's days never exceed `most`, unless a whole year was
 * observed or more days were seen (DOMAIN §14: 40 of 45 days are 260 a year, not 324).
 */
export function yearlyFactor(used: number, observed: number, most: number): number {
  const plain = DAYS_PER_YEAR / observed;
  if (observed >= DAYS_PER_YEAR || used * plain <= most) return plain;
  return Math.min(plain, Math.max(most, used) / used);
}
