import { at } from "../at";
import { DAYS_PER_YEAR } from "../calendar";
import type { TokenPack } from "../estate/estate";
import { yearFrom } from "../estate/pack-terms";
import { scale, sumKnown, total, type DayNumber, type Money, type Tokens } from "../units";

/** A pack bought so many days before another ends takes its place: the vendor's renewal window (DOMAIN §9). */
const RENEWAL_WINDOW_DAYS = 90;

/** A year's tokens of some packs, and their price; null if any of them has none. */
export interface YearlyTokens {
  readonly bought: Tokens;
  readonly cost: Money | null;
}

/** A year's tokens as of a day, by the days of each pack's term in the last 365. */
export function yearlyTokens(packs: readonly TokenPack[], asOf: DayNumber): YearlyTokens {
  const counting = yearlyShares(packs, asOf)
    .map((share, i) => ({ share, pack: at(packs, i) }))
    .filter(({ share }) => share > 0);
  return {
    bought: total(counting.map(({ pack, share }) => scale(pack.tokens, share))),
    cost: sumKnown(
      counting.map(({ pack, share }) => (pack.price === undefined ? null : scale(pack.price, share))),
    ),
  };
}

/** The days in which a pack is used: `from` included, `to` not. */
interface Term {
  readonly from: number;
  readonly to: number;
}

/**
 * The share of each pack that a year takes, by the days of its term in the year up to a day (DOMAIN §14). A pack that
 * replaces another begins when that one ends, so that an early renewal does not count twice. A running pack also stands
 * for the days before the first pack: whoever began to buy in the year goes on buying.
 */
export function yearlyShares(packs: readonly TokenPack[], asOf: DayNumber): number[] {
  const [first, end] = [asOf + 1 - DAYS_PER_YEAR, asOf + 1];
  const terms = packs.map((pack) => termOf(pack, packs));
  const inYear = ({ from, to }: Term): number => Math.max(Math.min(to, end) - Math.max(from, first), 0);
  const begun = terms.filter((term) => inYear(term) > 0).map(({ from }) => Math.max(from, first));
  const before = begun.length === 0 ? 0 : Math.min(...begun) - first;
  return terms.map((term) => {
    const counted = inYear(term) + (runsIn(term, asOf) ? before : 0);
    return counted === 0 ? 0 : Math.min(counted / daysInWholeYears(term.to - term.from), 1);
  });
}

function termOf(pack: TokenPack, packs: readonly TokenPack[]): Term {
  const to = endOfPack(pack);
  const replaced = packs
    .filter((other) => other.purchased < pack.purchased)
    .map(endOfPack)
    .filter((end) => end > pack.purchased && end <= pack.purchased + RENEWAL_WINDOW_DAYS && end < to);
  return { from: Math.max(pack.purchased, ...replaced), to };
}

/** The day after the last on which the tokens of a pack can be used; without an end date it runs for a year. */
const endOfPack = ({ purchased, ends }: TokenPack): number => (ends ?? yearFrom(purchased)) + 1;

const runsIn = ({ from, to }: Term, asOf: DayNumber): boolean => from <= asOf && asOf < to;

/** A term of whole years has 365 days for each, whether it states its last day or the day after, and over leap days. */
function daysInWholeYears(term: number): number {
  const years = Math.round(term / DAYS_PER_YEAR);
  return years > 0 && Math.abs(term - years * DAYS_PER_YEAR) <= years + 1 ? years * DAYS_PER_YEAR : term;
}
