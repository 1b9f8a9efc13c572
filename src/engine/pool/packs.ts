import { DAYS_PER_YEAR } from "../calendar";
import type { TokenPack } from "../estate/estate";
import type { DayNumber } from "../units";

/**
 * How much of a pack is a year's purchase, as of a day: all of one that was bought in the last 12 months or is running, a part of
 * one that runs for years, nothing of one that is over.
 */
export function yearlyShare({ purchased, ends }: TokenPack, asOf: DayNumber): number {
  if (purchased > asOf || (ends !== undefined && ends < purchased)) return 0;
  const term = ends === undefined ? DAYS_PER_YEAR : ends - purchased;
  const runs = ends !== undefined && ends >= asOf;
  if (term > DAYS_PER_YEAR + 1) return runs ? DAYS_PER_YEAR / term : 0;
  return runs || purchased > asOf - DAYS_PER_YEAR ? 1 : 0;
}
