import { tokensToBuy } from "./tokens-to-buy";
import { fraction, most, scale, tokens, total, wholeUp, type Fraction, type Tokens } from "../units";

/**
 * Peak rule [C]: peak month × (1 + buffer) × 12, in whole packs (42,000 → 579,600; in packs of 1,000 →
 * 580,000).
 */
export const peakRule = (peak: Tokens, buffer: number, pack: Tokens): Tokens =>
  tokensToBuy(scale(peak, 12), buffer, pack);

/**
 * The peak rule for a month, where the contract fills the pool up again every month: peak month × (1 + buffer), in
 * whole packs (42,000 → 48,300).
 */
export const monthRule = (peak: Tokens, buffer: number, pack: Tokens): Tokens =>
  tokensToBuy(peak, buffer, pack);

/** Average rule [C]: twelve months' use × (1 + buffer), in whole packs (38,000 a year → 41,800). */
export const averageRule = (year: Tokens, buffer: number, pack: Tokens): Tokens =>
  tokensToBuy(year, buffer, pack);

/**
 * Season rule [C]: the twelve months' average × each month's buffer, summed, in whole packs. The history's
 * own peak is not multiplied again (DOMAIN §13: flat 35,000 at 1.25 in June to August and 1.15 else →
 * 493,500). `year` holds twelve whole months; `buffers` twelve shares, January first.
 */
export const seasonRule = (year: Tokens, buffers: readonly number[], pack: Tokens): Tokens =>
  tokensToBuy(total(buffers.map((buffer) => scale(year, (1 + buffer) / 12))), 0, pack);

/** Twelve times the average of the months seen. */
export const yearLike = (months: readonly Tokens[]): Tokens => scale(total(months), 12 / months.length);

/** With fewer whole months their variance says too little. */
export const LEAST_MONTHS_FOR_RISK = 6;

/**
 * A rough probability that a year's use exceeds a pool, by the months seen. Null with fewer than
 * `LEAST_MONTHS_FOR_RISK` months.
 */
export const runOutRisk = (pool: Tokens, year: Tokens, months: readonly Tokens[]): Fraction | null =>
  months.length < LEAST_MONTHS_FOR_RISK ? null : riskOf(pool, year, months, 12);

/**
 * The probability that the use of so many coming months exceeds a pool: their sum is normal with mean `expected`, they
 * are independent, and each has the variance of the months seen.
 */
export function riskOf(pool: Tokens, expected: Tokens, seen: readonly Tokens[], coming: number): Fraction {
  const spread = spreadOf(seen, coming);
  if (spread === 0) return fraction(pool < expected ? 1 : 0);
  return fraction(1 - normal((pool - expected) / spread));
}

/** The fewest tokens that last for the coming months with the chance `cover`: `riskOf` inverted. */
export const tokensForCover = (
  cover: Fraction,
  expected: Tokens,
  seen: readonly Tokens[],
  coming: number,
): Tokens => wholeUp(most(tokens(expected + quantile(cover) * spreadOf(seen, coming)), tokens(0)));

/** The standard deviation of the sum of so many independent months with the variance of those seen. */
function spreadOf(seen: readonly Tokens[], coming: number): number {
  const mean = total(seen) / seen.length;
  const variance = seen.reduce((sum, drawn) => sum + (drawn - mean) ** 2, 0) / (seen.length - 1);
  return Math.sqrt(variance * coming);
}

/** Beyond this many standard deviations the distribution is 0 or 1 to the last digit. */
const FARTHEST = 8.3;

/** The standard normal distribution up to z, by its series (Marsaglia 2004). */
function normal(z: number): number {
  if (Math.abs(z) > FARTHEST) return z > 0 ? 1 : 0;
  let [sum, term] = [z, z];
  for (let i = 3; sum + term !== sum; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** How often an interval is halved until no number is between its ends. */
const QUANTILE_STEPS = 64;

/** The value below which a standard normal number is with this chance. */
function quantile(chance: number): number {
  let [low, high] = [0 - FARTHEST, FARTHEST];
  for (let i = 0; i < QUANTILE_STEPS; i++) {
    const middle = (low + high) / 2;
    if (normal(middle) < chance) low = middle;
    else high = middle;
  }
  return high;
}

/** Tokens of a pool that expire if the year repeats itself. */
export const expiring = (pool: Tokens, year: Tokens): Tokens => tokens(Math.max(pool - year, 0));
