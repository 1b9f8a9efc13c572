import { total, type Money } from "../units";
import { firstYear, type YearCost } from "./scenario-cost";

/** The sums of a scenario, and what they leave out. */
interface ScenarioSums {
  readonly years: readonly YearCost[];
  readonly leftOut: readonly string[];
}

/**
 * The cost of a year of a scenario; null where nothing of it is known: beside costs that are left out, 0 would read as
 * "costs nothing".
 */
export const knownCost = ({ leftOut }: Pick<ScenarioSums, "leftOut">, { cost }: YearCost): Money | null =>
  leftOut.length === 0 || cost > 0 ? cost : null;

/** Whether something of the cost of every year is known. */
export const hasKnownCost = (scenario: ScenarioSums): boolean =>
  scenario.years.every((year) => knownCost(scenario, year) !== null);

/** The cost of the first year; null where nothing of it is known. */
export const knownFirstYear = (scenario: ScenarioSums): Money | null =>
  knownCost(scenario, firstYear(scenario));

/** The cost of all years; null where nothing of a year is known. */
export const knownTotal = (scenario: ScenarioSums): Money | null =>
  hasKnownCost(scenario) ? total(scenario.years.map(({ cost }) => cost)) : null;

/** The present value; null where nothing of a year is known. */
export const knownPresentValue = (scenario: ScenarioSums & { readonly presentValue: Money }): Money | null =>
  hasKnownCost(scenario) ? scenario.presentValue : null;
