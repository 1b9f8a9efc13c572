import { at } from "../at";
import { MONTHS_A_YEAR } from "../calendar";
import {
  burnForecast,
  LEAST_MONTHS,
  levelOf,
  sameMonthAtLevel,
  sameMonthLastYear,
  STEADY,
  withFadingSlope,
} from "../rules/burn-forecast";
import { fraction, scale, tokens, type Fraction, type MonthNumber, type Tokens } from "../units";

/** The least and the most of an amount, between which it lies with some chance. */
export interface TokenRange {
  readonly low: Tokens;
  readonly high: Tokens;
}

/** What a coming month will draw, in whole tokens. */
export interface MonthForecast {
  readonly month: MonthNumber;
  readonly expected: Tokens;
  /** The month is inside with a chance of 80 %, and of 90 %. */
  readonly likely: TokenRange;
  readonly wide: TokenRange;
}

/** The next months by the months so far (DOMAIN §6). */
export interface TokenForecast {
  /** How many months it rests on: the last ones without a gap between them. */
  readonly basis: number;
  readonly months: readonly MonthForecast[];
  readonly errors: ForecastErrors;
}

/** How far the forecast may miss: a month's error follows Student's t. */
export interface ForecastErrors {
  /** The standard error of the first month ahead; `widening` says that of later months. */
  readonly spread: Tokens;
  /** The degrees of freedom: how many past errors the spread rests on, less the weights fitted to them. */
  readonly freedom: number;
}

/** Older months are left out: they say little of the next, and the methods try every part of what they are given. */
const MOST_MONTHS = 60;

/** A month of history; null if no export covers it, or if a rate is unknown. */
export interface PastMonth {
  readonly month: MonthNumber;
  readonly tokens: Tokens | null;
}

/**
 * Forecasts so many months after the last of a history. Several methods forecast; each counts by the inverse square
 * of the mean squared error that it would have had in the past (`errorsOf`). The ranges are Student's t intervals of
 * the errors of the combination, which widen with the horizon. docs/accuracy.md says how good both are. Null with
 * fewer than `LEAST_MONTHS` months in a row.
 */
export function forecastOf(history: readonly PastMonth[], horizon: number): TokenForecast | null {
  const run = lastRun(history).slice(-MOST_MONTHS);
  if (run.length < LEAST_MONTHS) return null;
  const series = run.map((one) => one.tokens);
  const combined = combine(series, horizon);
  const expected = combined.after(series, horizon);
  const { spread, freedom } = combined;
  const last = at(run, run.length - 1).month;
  const range = (value: number, place: number, chance: 0.8 | 0.9): TokenRange => {
    const half = studentT(chance, freedom) * spread * widening(place);
    return { low: tokens(Math.floor(Math.max(value - half, 0))), high: tokens(Math.ceil(value + half)) };
  };
  return {
    basis: series.length,
    errors: { spread: tokens(spread), freedom },
    months: expected.map((value, i) => ({
      month: (last + 1 + i) as MonthNumber,
      expected: tokens(Math.round(value)),
      likely: range(value, i, 0.8),
      wide: range(value, i, 0.9),
    })),
  };
}

/** The known months without a gap up to the last known month. */
function lastRun(history: readonly PastMonth[]): { readonly month: MonthNumber; readonly tokens: Tokens }[] {
  const run: { month: MonthNumber; tokens: Tokens }[] = [];
  for (const { month, tokens: drawn } of history) {
    const before = run.at(-1);
    if (drawn === null || (before !== undefined && month !== before.month + 1)) run.length = 0;
    if (drawn !== null) run.push({ month, tokens: drawn });
  }
  return run;
}

/** Forecasts `horizon` values after a series. */
export type Method = (series: readonly number[], horizon: number) => number[];

const constantSeries = (value: number, horizon: number): number[] =>
  Array.from({ length: horizon }, () => value);

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

const lastValue: Method = (series, horizon) => constantSeries(series.at(-1)!, horizon);
const mean: Method = (series, horizon) => constantSeries(meanOf(series), horizon);

const ALPHAS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** Simple exponential smoothing, with the weight that fits the series best. */
const smoothed: Method = (series, horizon) => {
  const fits = ALPHAS.map((alpha) => levelOf(series, alpha));
  const best = fits.reduce((a, b) => (b.error < a.error ? b : a));
  return constantSeries(best.level, horizon);
};

/** The same with a fixed weight, which follows no noise of a short series. */
const steadilySmoothed: Method = (series, horizon) => constantSeries(levelOf(series, STEADY).level, horizon);

const DAMPING = 0.85;

/** Level and trend by Holt; the trend fades by `DAMPING` each month (Gardner and McKenzie). */
const dampedTrend: Method = (series, horizon) => {
  let best = { error: Infinity, level: 0, trend: 0 };
  for (const alpha of [0.1, 0.2, 0.3, 0.5, 0.7])
    for (const beta of [0.05, 0.1, 0.2, 0.3]) {
      const fit = holt(series, alpha, beta);
      if (fit.error < best.error) best = fit;
    }
  let faded = 0;
  return Array.from({ length: horizon }, (_, i) => {
    faded += DAMPING ** (i + 1);
    return Math.max(best.level + faded * best.trend, 0);
  });
};

function holt(series: readonly number[], alpha: number, beta: number): typeof start {
  const reach = Math.min(3, series.length - 1);
  const start = { error: 0, level: at(series, 0), trend: (at(series, reach) - at(series, 0)) / reach };
  return series.slice(1).reduce(({ error, level, trend }, value) => {
    const miss = value - (level + DAMPING * trend);
    return {
      error: error + miss ** 2,
      level: level + DAMPING * trend + alpha * miss,
      trend: DAMPING * trend + alpha * beta * miss,
    };
  }, start);
}

/** The level that fits the series best, and half of the slope of the whole series, as in the theta method. */
const halfSlope: Method = (series, horizon) => withFadingSlope(series, at(smoothed(series, 1), 0), horizon);

/**
 * Conformal seasonal pools (arXiv 2605.03789): the same month of last year, and the median of the errors that this
 * forecast has had. Without a second year, the last value and the median change.
 */
const conformalSeasonalPools: Method = (series, horizon) => {
  const lag = series.length > MONTHS_A_YEAR ? MONTHS_A_YEAR : 1;
  const errors = series.slice(lag).map((value, i) => value - at(series, i));
  const shift = medianOf(errors);
  const base = lag === MONTHS_A_YEAR ? sameMonthLastYear(series, horizon) : lastValue(series, horizon);
  return base.map((value) => Math.max(value + shift, 0));
};

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (at(sorted, Math.floor(middle)) + at(sorted, Math.ceil(middle))) / 2;
}

/** Forecasts that any other has to beat (docs/accuracy.md). */
export const SIMPLE_METHODS: Readonly<Record<string, Method>> = {
  "last value": lastValue,
  mean,
  "same month last year": sameMonthLastYear,
  "exponential smoothing": smoothed,
  "conformal seasonal pools": conformalSeasonalPools,
  BURN_FORECAST: (series, horizon) => burnForecast(series.map(tokens), horizon),
};

/** Whether a forecast from so many months knows a season: the months of a year before, and how they came true. */
export const knowsSeason = (basis: number): boolean => basis >= MONTHS_A_YEAR + 2;

interface Methods {
  readonly methods: readonly Method[];
  /** The shortest part of a history from which they are tried. */
  readonly shortest: number;
}

const FEW_MONTHS: Methods = { methods: [smoothed, dampedTrend, steadilySmoothed], shortest: 3 };
const WITHOUT_SEASON: Methods = {
  methods: [mean, smoothed, steadilySmoothed, dampedTrend, halfSlope],
  shortest: 4,
};
const WITH_SEASON: Methods = {
  methods: [...WITHOUT_SEASON.methods, sameMonthLastYear, sameMonthAtLevel],
  shortest: MONTHS_A_YEAR + 1,
};

interface Combined {
  readonly after: Method;
  /** The standard error of the first month ahead, and the degrees of freedom that it rests on. */
  readonly spread: number;
  readonly freedom: number;
}

/** From so many parts of a history the errors of methods with a season are measured; of fewer they say too little. */
const LEAST_PARTS = 4;

/**
 * The combination for a length of history. With 14 to 16 months it knows a season, but has hardly been tried with one:
 * then its range is that of the methods without a season, which were tried on more months (docs/accuracy.md).
 */
function combine(series: readonly number[], horizon: number): Combined {
  if (series.length < MONTHS_A_YEAR) return combinationOf(FEW_MONTHS, series, horizon);
  if (!knowsSeason(series.length)) return combinationOf(WITHOUT_SEASON, series, horizon);
  const seasonal = combinationOf(WITH_SEASON, series, horizon);
  if (series.length - WITH_SEASON.shortest >= LEAST_PARTS) return seasonal;
  return { ...combinationOf(WITHOUT_SEASON, series, horizon), after: seasonal.after };
}

function combinationOf({ methods, shortest }: Methods, series: readonly number[], horizon: number): Combined {
  const weights =
    series.length < MONTHS_A_YEAR ? methods.map(() => 1) : weightsOf(methods, series, shortest, horizon);
  const sum = weights.reduce((a, b) => a + b, 0);
  const after: Method = (given, months) => {
    const each = methods.map((method) => method(given, months));
    return Array.from(
      { length: months },
      (_, i) => each.reduce((value, own, m) => value + at(weights, m) * at(own, i), 0) / sum,
    );
  };
  const errors = errorsOf(after, series, shortest, horizon);
  const origins = series.length - shortest;
  // Weights that were fitted to the same errors take one more.
  const freedom = Math.max(origins - (series.length < MONTHS_A_YEAR ? 1 : 2), 1);
  return {
    after,
    freedom,
    spread: Math.sqrt(meanOf(errors.map(({ error, place }) => (error / widening(place)) ** 2))),
  };
}

/** The weight of each method: the inverse square of its mean squared error, tempered for errors near 0. */
function weightsOf(
  methods: readonly Method[],
  series: readonly number[],
  shortest: number,
  horizon: number,
): Fraction[] {
  const squares = methods.map((method) =>
    meanOf(errorsOf(method, series, shortest, horizon).map(({ error }) => error ** 2)),
  );
  const temper = 0.1 * meanOf(squares);
  if (temper === 0) return methods.map(() => fraction(1));
  return squares.map((square) => fraction((meanOf(squares) / (square + temper)) ** 2));
}

interface ForecastError {
  readonly error: number;
  /** How far ahead it was: 0 is the next month. */
  readonly place: number;
}

/** The errors that a method would have made after each part of the series, up to `horizon` months ahead. */
function errorsOf(
  method: Method,
  series: readonly number[],
  shortest: number,
  horizon: number,
): ForecastError[] {
  const errors: ForecastError[] = [];
  for (let known = shortest; known < series.length; known++) {
    const ahead = Math.min(horizon, series.length - known);
    method(series.slice(0, known), ahead).forEach((value, place) =>
      errors.push({ error: at(series, known + place) - value, place }),
    );
  }
  return errors;
}

/**
 * The share of a month's surprise that stays in the level of all later months, as in simple exponential smoothing. So
 * the variance grows by three tenths for each month ahead; measured on generated estates (docs/accuracy.md).
 */
export const LASTING_SHARE = Math.sqrt(0.3);

/** The standard error of a forecast for the month that is so many months ahead, 1 for the first. */
export const errorAhead = ({ spread }: ForecastErrors, months: number): Tokens =>
  scale(spread, widening(months - 1));

const widening = (place: number): number => Math.sqrt(1 + LASTING_SHARE ** 2 * place);

/** Student's t: inside ± this many standard errors with a chance of 80 % and of 90 %, by degrees of freedom from 1. */
const T_80 = [
  3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.35, 1.345, 1.341,
];
const T_90 = [
  6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753,
];

/** Beyond the table, the normal quantile with the first term of the Cornish-Fisher expansion. */
export function studentT(chance: 0.8 | 0.9, freedom: number): number {
  const table = chance === 0.8 ? T_80 : T_90;
  const normal = chance === 0.8 ? 1.2816 : 1.6449;
  return table[freedom - 1] ?? normal + (normal ** 3 + normal) / (4 * freedom);
}
