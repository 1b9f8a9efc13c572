import { at } from "../at";
import { MONTHS_A_YEAR } from "../calendar";
import { randomFrom } from "../random";
import { plus, scale, tokens, type Fraction, type Tokens } from "../units";
import { LASTING_SHARE, studentT, type ForecastErrors, type TokenForecast } from "./forecast";

/** How many years are simulated. */
export const SIMULATED_YEARS = 10_000;

/** The years are told by so many levels of use, each as likely as the others. */
export const LEVELS = 200;

/** What the coming twelve months may draw together, by simulation (DOMAIN §6, risk rule). */
export interface SimulatedUse {
  /** Simulated years in the order of their use, in `LEVELS` equal parts: the mean use of each, the least first. */
  readonly levels: readonly Tokens[];
}

/**
 * Simulates the last twelve months of a forecast: its expected months, with errors that spread as its ranges do. What
 * a month draws beyond its expectation stays in part in the months after it, and all months of a year share one
 * uncertain spread. No month is below zero. The same forecast and seed give the same years.
 */
export function simulate(
  { months, errors }: Pick<TokenForecast, "months" | "errors">,
  seed: number,
  years = SIMULATED_YEARS,
): SimulatedUse {
  const expected = Float64Array.from(months, (month) => month.expected);
  const use = new Float64Array(years);
  const { spread, freedom } = simulatedErrors(errors);
  const { wider, normal } = randomDraws({
    seed,
    freedom,
    places: expected.length,
    pairs: Math.ceil(years / 2),
  });
  const surprises = new Float64Array(expected.length);
  for (let year = 0; year < years; year += 2) {
    const scaled = spread * wider[year / 2]!;
    const first = (year / 2) * surprises.length;
    for (let place = 0; place < surprises.length; place++) surprises[place] = scaled * normal[first + place]!;
    // Each year has a mirror image, so that the mean of all years has no error of chance.
    use[year] = lastYearTokens(expected, surprises, 1);
    if (year + 1 < years) use[year + 1] = lastYearTokens(expected, surprises, -1);
  }
  return { levels: levelsOf(use.sort()) };
}

/** What the draws of a simulation depend on; not on the tokens of the forecast. */
interface DrawsKey {
  readonly seed: number;
  readonly freedom: number;
  /** The months of a year with those before it that last into it. */
  readonly places: number;
  /** Years and their mirror images. */
  readonly pairs: number;
}

interface Draws {
  /** For each pair, how much wider than usual its spread is. */
  readonly wider: Float64Array;
  /** For each pair, the surprise of each of its places. */
  readonly normal: Float64Array;
}

/** The last draws. The pools of an answer are simulated with the same seed, most of them over as many months. */
let lastDraws: (DrawsKey & Draws) | null = null;

function randomDraws(key: DrawsKey): Draws {
  const { seed, freedom, places, pairs } = key;
  if (
    lastDraws?.seed === seed &&
    lastDraws.freedom === freedom &&
    lastDraws.places === places &&
    lastDraws.pairs === pairs
  )
    return lastDraws;
  const random = randomFrom(seed);
  const wider = new Float64Array(pairs);
  const normal = new Float64Array(pairs * places);
  for (let pair = 0; pair < pairs; pair++) {
    wider[pair] = Number.isFinite(freedom) ? Math.sqrt(freedom / random.chiSquared(freedom)) : 1;
    for (let place = 0; place < places; place++) normal[pair * places + place] = random.normal();
  }
  lastDraws = { ...key, wider, normal };
  return lastDraws;
}

/** Student's t has no variance with fewer degrees of freedom. */
const LEAST_FREEDOM = 3;

/** The errors with enough degrees of freedom to have a variance, and the same range of 80 %. */
function simulatedErrors({ spread, freedom }: ForecastErrors): ForecastErrors {
  if (freedom >= LEAST_FREEDOM) return { spread, freedom };
  const wider = studentT(0.8, freedom) / studentT(0.8, LEAST_FREEDOM);
  return { spread: scale(spread, wider), freedom: LEAST_FREEDOM };
}

/** The tokens of the last twelve months, the surprises taken with a sign. */
function lastYearTokens(expected: Float64Array, surprises: Float64Array, sign: 1 | -1): number {
  const first = expected.length - MONTHS_A_YEAR;
  let shift = 0;
  let sum = 0;
  for (let place = 0; place < expected.length; place++) {
    const surprise = sign * surprises[place]!;
    if (place >= first) sum += Math.max(expected[place]! + shift + surprise, 0);
    shift += LASTING_SHARE * surprise;
  }
  return sum;
}

function levelsOf(sorted: Float64Array): Tokens[] {
  const size = sorted.length / LEVELS;
  return Array.from({ length: LEVELS }, (_, level) => {
    const part = sorted.subarray(Math.floor(level * size), Math.floor((level + 1) * size));
    return tokens(part.reduce((sum, use) => sum + use, 0) / part.length);
  });
}

/** The use that a share of all years stays below, between the levels in proportion. */
export function useAt({ levels }: SimulatedUse, share: number): Tokens {
  const place = Math.min(Math.max(share * levels.length - 0.5, 0), levels.length - 1);
  const below = Math.floor(place);
  const low = at(levels, below);
  const high = at(levels, Math.min(below + 1, levels.length - 1));
  return plus(low, scale(tokens(high - low), place - below));
}

/** The mean of an amount over all years. */
export const meanOver = ({ levels }: SimulatedUse, amount: (use: Tokens) => number): number =>
  levels.reduce((sum, use) => sum + amount(use), 0) / levels.length;

/** The tokens of a month of an average year. */
export const averageMonth = (use: SimulatedUse): Tokens =>
  tokens(meanOver(use, (drawn) => drawn) / MONTHS_A_YEAR);

/** The chance that a year draws more than a pool holds. */
export const chanceAbove = (use: SimulatedUse, pool: Tokens): Fraction =>
  meanOver(use, (drawn) => (drawn > pool ? 1 : 0)) as Fraction;

/** The same years with a share of the use. */
export const atLoad = ({ levels }: SimulatedUse, load: number): SimulatedUse => ({
  levels: levels.map((use) => scale(use, load)),
});
