import { at } from "../at";
import { MONTHS_A_YEAR } from "../calendar";
import { tokens, total, type Tokens } from "../units";

/** With fewer whole months nothing is forecast. */
export const LEAST_MONTHS = 4;
/** From so many months on, each month of the year was seen twice. */
export const SEASON_MONTHS = 2 * MONTHS_A_YEAR;

/**
 * The tokens of the coming months from whole months, the oldest first (DOMAIN §6): the level and half of the slope,
 * which fades (the theta method of Assimakopoulos and Nikolopoulos, 2000); from 24 months on the mean of this and of
 * the same month last year at today's level. {100,200,300,400} → 320.71, 360.71, 392.21.
 */
export function burnForecast(history: readonly Tokens[], months: number): Tokens[] {
  const trend = withFadingSlope(history, levelOf(history, STEADY).level, months);
  const season = history.length < SEASON_MONTHS ? trend : sameMonthAtLevel(history, months);
  return trend.map((value, i) => tokens((value + at(season, i)) / 2));
}

/** The weight of a month in the level, where none is fitted. */
export const STEADY = 0.3;

/** Simple exponential smoothing: the level to which each value adds `weight` of its error, and the squared errors. */
export function levelOf(
  series: readonly number[],
  weight: number,
): { readonly level: number; readonly error: number } {
  const start = series.slice(0, 3);
  let level = start.reduce((sum, value) => sum + value, 0) / start.length;
  let error = 0;
  for (const value of series) {
    error += (value - level) ** 2;
    level += weight * (value - level);
  }
  return { level, error };
}

/** What half of the slope adds fades by a tenth each month. */
export const FADING = 0.9;

/** A level and half of the slope of the whole series by least squares, which fades. Never below 0. */
export function withFadingSlope(series: readonly number[], level: number, months: number): number[] {
  const middle = (series.length - 1) / 2;
  const slope =
    series.reduce((sum, value, i) => sum + (i - middle) * value, 0) /
    series.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  return Array.from({ length: months }, (_, i) => Math.max(level + (slope / 2) * FADING ** i * (i + 1), 0));
}

/** The same month of last year; without it, the last month. */
export const sameMonthLastYear = (series: readonly number[], months: number): number[] =>
  Array.from(
    { length: months },
    (_, i) => series.at((i % MONTHS_A_YEAR) - MONTHS_A_YEAR) ?? at(series, series.length - 1),
  );

/** The same month of last year, times the last months (at most six) against the same months a year before. */
export function sameMonthAtLevel(series: readonly number[], months: number): number[] {
  const compared = Math.min(6, series.length - MONTHS_A_YEAR);
  const now = total(series.slice(-compared).map(tokens));
  const then = total(series.slice(-compared - MONTHS_A_YEAR, -MONTHS_A_YEAR).map(tokens));
  const level = then > 0 ? now / then : 1;
  return sameMonthLastYear(series, months).map((value) => value * level);
}
