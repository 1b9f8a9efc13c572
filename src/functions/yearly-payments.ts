import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";

/** Every year that a function can count: a formula has no loop, so its twin has a term for each. */
export const EACH_YEAR: readonly number[] = Array.from(
  { length: DEFAULT_ASSUMPTIONS.years.accepts.number[1] },
  (_, n) => n + 1,
);

/**
 * In a twin: the payments of so many years as a multiple of the first, each `factor` times the one before. Products
 * hand on an error of a year that is not counted, which IF would hide.
 */
export const paymentsTwin = (factor: string, years: string): string =>
  EACH_YEAR.map((n) => `(${years}>=${n})*${factor}^${n - 1}`).join("+");
