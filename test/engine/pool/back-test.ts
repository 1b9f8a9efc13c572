import { forecastOf, SIMPLE_METHODS } from "../../../src/engine/pool/forecast";
import { at } from "../../../src/engine/at";
import { historyOf } from "./histories";

/** How good the forecasts after so many months are, so many months ahead. */
export interface Accuracy {
  readonly known: number;
  readonly ahead: number;
  readonly estates: number;
  /** Mean absolute scaled error: the mean error as a share of the mean change from month to month so far. */
  readonly errors: Readonly<Record<string, number>>;
  /** The share of months that were inside the ranges of 80 % and 90 %. */
  readonly inLikely: number;
  readonly inWide: number;
}

/** The method that the product uses. */
export const OURS = "combination";

/** Forecasts generated estates from their first months, and compares with the months that followed. */
export function backTest(known: number, ahead: number, seeds: readonly number[]): Accuracy {
  const sums: Record<string, number> = {};
  let [estates, months, likely, wide] = [0, 0, 0, 0];
  for (const seed of seeds) {
    const all = historyOf(seed, known + ahead).months;
    const history = all.slice(0, known);
    const series = history.map(({ tokens }) => tokens ?? NaN);
    const actual = all.slice(known).map(({ tokens }) => tokens ?? NaN);
    const change = mean(series.slice(1).map((value, i) => Math.abs(value - at(series, i))));
    const forecast = forecastOf(history, ahead)!;
    const methods = Object.entries(SIMPLE_METHODS).map(
      ([name, method]) => [name, method(series, ahead)] as const,
    );
    for (const [name, values] of [
      ...methods,
      [OURS, forecast.months.map(({ expected }) => expected)] as const,
    ])
      sums[name] =
        (sums[name] ?? 0) + mean(actual.map((value, i) => Math.abs(value - at(values, i)))) / change;
    forecast.months.forEach(({ likely: in80, wide: in90 }, i) => {
      const value = at(actual, i);
      likely += Number(value >= in80.low && value <= in80.high);
      wide += Number(value >= in90.low && value <= in90.high);
    });
    estates++;
    months += ahead;
  }
  const errors = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / estates]));
  return { known, ahead, estates, errors, inLikely: likely / months, inWide: wide / months };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
