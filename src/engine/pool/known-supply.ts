import { at } from "../at";
import { addDays, daysIn, monthOf, MONTHS_A_YEAR } from "../calendar";
import { fraction, scale, tokens, total, type DayNumber, type Fraction, type Tokens } from "../units";
import { Burn, type Burnable } from "./burn";
import type { TokenForecast } from "./forecast";
import type { Ledger } from "./ledger";

/**
 * What the known packs leave open of a year: one that draws `u` tokens needs at least `share` × `u` − `held` more.
 * Tokens that end early, or come late, make several such lines; the need of a year is the highest of them.
 */
export interface SupplyLine {
  readonly share: Fraction;
  readonly held: Tokens;
}

/** No pack is known: every token drawn must be bought. */
export const NO_SUPPLY: readonly SupplyLine[] = [{ share: fraction(1), held: tokens(0) }];

/** The tokens that a year needs beyond the known packs, to a hundredth. */
export const needIn = (drawn: Tokens, supply: readonly SupplyLine[]): Tokens =>
  tokens(
    Math.round(supply.reduce((most, { share, held }) => Math.max(most, share * drawn - held), 0) * 100) / 100,
  );

/** A pack that can still be drawn from, with the tokens that it has. */
export interface KnownPack extends Burnable {
  readonly isToCome: boolean;
}

/** The packs with tokens left, and the packs that begin after the as-of day. */
export const knownPacks = ({ packs }: Pick<Ledger, "packs">, asOf: DayNumber): KnownPack[] =>
  packs.flatMap(({ pack: { purchased, tokens: all }, lastDay, left }): KnownPack[] => {
    const isToCome = purchased > asOf;
    const has = isToCome ? all : left;
    return has > 0 ? [{ purchased, lastDay, tokens: has, isToCome }] : [];
  });

/**
 * The lines of the years up to one of `most` tokens: each year draws its tokens over the coming twelve months as the
 * forecast does, and the days up to them draw what it expects. The packs burn by days, so the need is a convex function
 * of the year's tokens with a kink wherever a pack begins to suffice.
 */
export function supplyLinesOf(
  packs: readonly KnownPack[],
  forecast: TokenForecast,
  asOf: DayNumber,
  most: Tokens,
): readonly SupplyLine[] {
  const spans = supplySpansOf(packs, forecast, asOf);
  const need = (drawn: number): number => {
    const burn = Burn.of(packs);
    for (const { from, fixed, share } of spans) burn.take(from, tokens(fixed + share * drawn));
    return burn.beyond;
  };
  const pieces: { readonly from: Point; to: Point }[] = [];
  const add = (from: Point, to: Point): void => {
    const last = pieces.at(-1);
    const goesOn = last?.to === from && Math.abs(slopeOf(last.from, from) - slopeOf(from, to)) < SAME_SHARE;
    if (goesOn) last.to = to;
    else pieces.push({ from, to });
  };
  const between = (a: Point, b: Point, depth: number): void => {
    const drawn = (a.drawn + b.drawn) / 2;
    const middle = { drawn, need: need(drawn) };
    // A convex function that is on its chord in the middle is on it all along.
    if (Math.abs(middle.need - (a.need + b.need) / 2) <= SAME_NEED) add(a, b);
    else if (depth > 0) {
      between(a, middle, depth - 1);
      between(middle, b, depth - 1);
    }
    // Else the kink is here, where the lines on both sides of it meet.
  };
  between({ drawn: 0, need: need(0) }, { drawn: most, need: need(most) }, DEEPEST);
  return pieces.map(supplyLine);
}

interface Point {
  readonly drawn: number;
  readonly need: number;
}

/** How often the years are halved to find a kink: to a sixteen-thousandth of their tokens. */
const DEEPEST = 14;
const SAME_NEED = 1e-3;
/** Less than the share of an hour. */
const SAME_SHARE = 1e-4;

const slopeOf = (from: Point, to: Point): number => (to.need - from.need) / (to.drawn - from.drawn);

/** The line of a piece, without the noise of fractions. */
function supplyLine({ from, to }: { readonly from: Point; readonly to: Point }): SupplyLine {
  const share = Math.round(slopeOf(from, to) * 1e6) / 1e6;
  return {
    share: fraction(share),
    held: tokens(Math.round((share * to.drawn - to.need) * 1e3) / 1e3),
  };
}

/** Days on which packs neither begin nor end, and of one month. */
interface SupplySpan {
  readonly from: DayNumber;
  /** Tokens that they draw in any case, and their share of the year's. */
  readonly fixed: number;
  readonly share: number;
}

function supplySpansOf(
  packs: readonly KnownPack[],
  { months }: TokenForecast,
  asOf: DayNumber,
): SupplySpan[] {
  const breaks = new Set(packs.flatMap(({ purchased, lastDay }) => [purchased, addDays(lastDay, 1)]));
  const first = at(months, months.length - MONTHS_A_YEAR).month;
  const year = total(months.slice(-MONTHS_A_YEAR).map(({ expected }) => expected));
  const spans: SupplySpan[] = [];
  let day = addDays(asOf, 1);
  for (const { month, expected } of months) {
    const [isYear, inMonth] = [month >= first, daysIn(month)];
    const share = year > 0 ? expected / year : 1 / MONTHS_A_YEAR;
    while (monthOf(day) === month) {
      const from = day;
      for (day = addDays(day, 1); monthOf(day) === month && !breaks.has(day);) day = addDays(day, 1);
      const part = (day - from) / inMonth;
      spans.push({
        from,
        fixed: isYear ? 0 : scale(expected, part),
        share: isYear ? share * part : 0,
      });
    }
  }
  return spans;
}
