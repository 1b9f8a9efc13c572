import type { Analysis } from "../analysis";
import { at } from "../at";
import { errorAhead, forecastOf } from "../pool/forecast";
import { onceFor } from "../once-for";
import { randomFrom } from "../random";
import { presentValue } from "../rules/renewal-price";
import { leastByCap } from "../rules/true-down";
import {
  fraction,
  minus,
  money,
  most,
  plus,
  seats,
  times,
  tokens,
  total,
  wholeUp,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";
import { futureOf, type ClauseValue } from "./clause-value";
import { byContract, fallingFee, lineRights, type LineRight } from "../renewal/line-rights";

/** What the right of one contract to reduce every year is worth (DOMAIN §8): the most to give for it. */
export interface ContractClauseValue {
  /** The offering of a line without a contract. */
  readonly contract: string;
  /** Null where a price or a term is unknown, or where there are too many lines to simulate. */
  readonly value: ClauseValue | null;
  /** The same if the seats needed are signed first, so that only what later years let go counts. */
  readonly afterSigning: ClauseValue | null;
  /** The futures that were simulated; 1 where the need is taken not to change. */
  readonly futures: number;
}

/** The months ahead of a need that a year's renewal decides on. */
const YEAR_AHEAD = 12;

/**
 * The standard error of a year's forecast of the people with use in three months, as a share of them: the error that
 * this estate's own months show. Null with too few months, or without people.
 */
export const needError = onceFor(({ activePeople }: Pick<Analysis, "activePeople">): Fraction | null => {
  // The methods of the forecast take any counts.
  const history = activePeople.map(({ month, people }) => ({
    month,
    tokens: people === null ? null : tokens(people),
  }));
  const forecast = forecastOf(history, YEAR_AHEAD);
  const last = activePeople.flatMap(({ people }) => people ?? []).at(-1) ?? 0;
  return forecast === null || last === 0 ? null : fraction(errorAhead(forecast.errors, YEAR_AHEAD) / last);
});

/** Draws that all simulations of a run may take, and the futures of each at most and at least. */
const BUDGET = 2_000_000;
const MOST_FUTURES = 5_000;
const LEAST_FUTURES = 200;
/** A future of each share of this is above or below the interval. */
const TENTH = 10;

/** The worth of each contract's right, in the order of the contracts. The same analysis gives the same values. */
export const clauseValues = onceFor((analysis: Analysis): readonly ContractClauseValue[] => {
  const contracts = [...byContract(lineRights(analysis))];
  const draws = lineRights(analysis).length * analysis.assumptions.years;
  const spread = needError(analysis);
  const futures = spread === null ? 1 : Math.min(MOST_FUTURES, Math.floor(BUDGET / Math.max(draws, 1)));
  const isAffordable = spread === null || futures >= LEAST_FUTURES;
  return contracts.map(([contract, rights]) => {
    const lines = isAffordable ? knownLines(rights) : null;
    const values = lines && valuesOf(lines, spread ?? fraction(0), futures, analysis);
    return {
      contract,
      futures,
      value: values?.now ?? null,
      afterSigning: values?.afterSigning ?? null,
    };
  });
});

/** A line whose price and terms are known. */
export interface KnownLine {
  readonly of: LineRight["of"];
  readonly fee: SeatPrice;
  readonly cap: Fraction;
  readonly needed: Seats;
}

interface SignedLine extends KnownLine {
  /** The seats if the quantity is set anew at signing. */
  readonly signed: Seats;
}

/** Null where a price or a term of any line is unknown. */
function knownLines(rights: readonly LineRight[]): SignedLine[] | null {
  const lines = rights.flatMap((right): SignedLine[] => {
    const { of, price, needed, rebased } = right;
    if (of.cap === null || price === null || needed.length === 0) return [];
    // A fee that stays saves nothing, with the right or without.
    const fee = fallingFee(right) ?? FREE_SEAT;
    return [{ of, fee, cap: of.cap, needed: at(needed, 0), signed: at(rebased, 0) }];
  });
  return lines.length < rights.length ? null : lines;
}

function valuesOf(
  lines: readonly SignedLine[],
  spread: Fraction,
  futures: number,
  { assumptions }: Analysis,
): Readonly<Record<"now" | "afterSigning", ClauseValue>> {
  const { years, growth, discountRate, seed } = assumptions;
  const { normal } = randomFrom(seed);
  const resigned = lines.map((line) => ({ ...line, of: { ...line.of, bought: line.signed } }));
  const worths = Array.from({ length: futures }, () => {
    const shocks = Array.from({ length: years }, normal);
    const needs = lines.map(({ needed }) => {
      let year = 0;
      const demand = { needed, growth, spread };
      return futureOf({ demand, years }, () => at(shocks, year++));
    });
    return {
      now: contractWorthIn(lines, needs, discountRate),
      afterSigning: contractWorthIn(resigned, needs, discountRate),
    };
  });
  return {
    now: intervalOf(worths.map(({ now }) => now)),
    afterSigning: intervalOf(worths.map(({ afterSigning }) => afterSigning)),
  };
}

function intervalOf(worths: readonly Money[]): ClauseValue {
  const ordered = Float64Array.from(worths).sort();
  const futures = ordered.length;
  return {
    value: money(ordered.reduce((sum, one) => sum + one, 0) / futures),
    low: money(at(ordered, Math.floor(futures / TENTH))),
    high: money(at(ordered, Math.max(futures - 1 - Math.floor(futures / TENTH), 0))),
  };
}

const FREE_SEAT = 0 as SeatPrice;

/**
 * What the right saves in one future of a contract's lines, `needs` by line and year, against quantities that never
 * fall. The floor is of all lines together; the cheapest are filled up to it.
 */
export function contractWorthIn(
  lines: readonly KnownLine[],
  needs: readonly (readonly Seats[])[],
  discountRate: Fraction,
): Money {
  const years = needs[0]?.length ?? 0;
  const cheapest = lines.map((_, l) => l).sort((a, b) => at(lines, a).fee - at(lines, b).fee);
  const floor = seats(Math.max(0, ...lines.map(({ of }) => of.floor ?? 0)));
  let withRight = lines.map(({ of }) => of.bought);
  let without = withRight;
  const saved = Array.from({ length: years }, (_, year): Money => {
    const before = withRight;
    without = lines.map((_, l) => most(wholeUp(at(at(needs, l), year)), at(without, l)));
    withRight = lines.map(({ of, cap }, l) =>
      most(wholeUp(at(at(needs, l), year)), leastByCap(at(before, l), of.bought, cap, of.capOf)),
    );
    let short = minus(floor, total(withRight));
    for (const l of cheapest) {
      if (short <= 0) break;
      const more = seats(Math.min(short, Math.max(at(before, l) - at(withRight, l), 0)));
      withRight[l] = plus(at(withRight, l), more);
      short = minus(short, more);
    }
    return total(lines.map(({ fee }, l) => times(fee, minus(at(without, l), at(withRight, l)))));
  });
  return presentValue(saved, discountRate);
}
