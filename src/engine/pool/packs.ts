import { at } from "../at";
import type { Assumptions } from "../assumptions";
import { DAYS_PER_YEAR } from "../calendar";
import type { TokenPack } from "../estate/estate";
import { tokensInTerm, yearFrom, type TermedPack } from "../estate/pack-terms";
import { scale, sumKnown, total, type DayNumber, type Days, type Money, type Tokens } from "../units";

/** A year's tokens of some packs, and their price; null if any of them has none. */
export interface YearlyTokens {
  readonly bought: Tokens;
  readonly cost: Money | null;
}

/** What a year of packs is counted by: its last day, and how many days before its end the vendor renews a pack. */
interface YearBasis {
  readonly asOf: DayNumber;
  readonly assumptions: Pick<Assumptions, "renewalOpensDays">;
}

/** A year's tokens as of a day, by the days of each pack's term in the last 365. */
export function yearlyTokens(packs: readonly TermedPack[], basis: YearBasis): YearlyTokens {
  const counting = yearlyShares(packs, basis)
    .map((share, i) => ({ share, pack: at(packs, i) }))
    .filter(({ share }) => share > 0);
  return {
    bought: total(counting.map(({ pack, share }) => scale(tokensInTerm(pack), share))),
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
 * The share of each pack that a year takes, by the days of its term in the year up to a day (DOMAIN §14). A pack
 * bought in the renewal window of another begins when that pack ends, so an early renewal does not count twice
 * (DOMAIN §9). A running pack also counts for the days before the first pack: a firm that began to buy goes on buying.
 */
export function yearlyShares(packs: readonly TokenPack[], { asOf, assumptions }: YearBasis): number[] {
  const [first, end] = [asOf + 1 - DAYS_PER_YEAR, asOf + 1];
  const terms = packTermsOf(packs, assumptions.renewalOpensDays);
  const inYear = ({ from, to }: Term): number => Math.max(Math.min(to, end) - Math.max(from, first), 0);
  const begun = terms.filter((term) => inYear(term) > 0).map(({ from }) => Math.max(from, first));
  const before = begun.length === 0 ? 0 : Math.min(...begun) - first;
  return terms.map((term) => {
    const counted = inYear(term) + (runsIn(term, asOf) ? before : 0);
    return counted === 0 ? 0 : Math.min(counted / daysInWholeYears(term.to - term.from), 1);
  });
}

/** The terms of packs. They are taken in the order of purchase, so that each asks only for the ends of earlier ones. */
function packTermsOf(packs: readonly TokenPack[], renewalOpens: Days): Term[] {
  const terms: Term[] = [];
  const order = [...packs.keys()].sort((a, b) => at(packs, a).purchased - at(packs, b).purchased);
  const ends: number[] = [];
  let waiting: number[] = [];
  let day: number | null = null;
  for (const place of order) {
    const pack = at(packs, place);
    if (pack.purchased !== day) {
      for (const end of waiting) ends.splice(placeIn(ends, end), 0, end);
      [waiting, day] = [[], pack.purchased];
    }
    const to = endOfPack(pack);
    // The last end in the window, if one is.
    const before = placeIn(ends, Math.min(pack.purchased + renewalOpens, to - 1) + 1) - 1;
    const replaced = before < 0 ? pack.purchased : at(ends, before);
    terms[place] = { from: Math.max(pack.purchased, replaced), to };
    waiting.push(to);
  }
  return terms;
}

/** The place of the first number in order that is not below another. */
function placeIn(numbers: readonly number[], one: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(numbers, middle) < one) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The day after the last on which the tokens of a pack can be used; without an end date it runs for a year. */
const endOfPack = ({ purchased, ends }: TokenPack): number => (ends ?? yearFrom(purchased)) + 1;

const runsIn = ({ from, to }: Term, asOf: DayNumber): boolean => from <= asOf && asOf < to;

/** A term of whole years has 365 days for each, whether it states its last day or the day after, and over leap days. */
function daysInWholeYears(term: number): number {
  const years = Math.round(term / DAYS_PER_YEAR);
  return years > 0 && Math.abs(term - years * DAYS_PER_YEAR) <= years + 1 ? years * DAYS_PER_YEAR : term;
}
