import { tokensToBuy } from "./tokens-to-buy";
import { fraction, scale, tokens, total, type Fraction, type Tokens } from "../units";

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

/**
 * A rough probability that a year's use exceeds a pool: the year's twelve months are independent, with the
 * variance of the months seen, and their sum is normal with mean `year`. Null with fewer than six months.
 */
export function runOutRisk(pool: Tokens, year: Tokens, months: readonly Tokens[]): Fraction | null {
  if (months.length < 6) return null;
  const mean = total(months) / months.length;
  const variance = months.reduce((sum, drawn) => sum + (drawn - mean) ** 2, 0) / (months.length - 1);
  const spread = Math.sqrt(12 * variance);
  if (spread === 0) return fraction(pool < year ? 1 : 0);
  return fraction(1 - normal((pool - year) / spread));
}

/** The standard normal distribution up to z (Abramowitz and Stegun 26.2.17, within 7.5e-8). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}

/** Tokens of a pool that expire if the year repeats itself. */
export const expiring = (pool: Tokens, year: Tokens): Tokens => tokens(Math.max(pool - year, 0));
