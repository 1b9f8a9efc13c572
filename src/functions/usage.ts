import { defaultAssumptions } from "../engine/assumptions";
import type { Days } from "../engine/units";
import { activityOf, habitOf, segmentOf, type Habit } from "../engine/rules/segment";
import { AMOUNT, DAYS_A_MONTH, numbers, numbersIfAny } from "./arguments";
import { cellByCell } from "./cell-by-cell";

const ASSUMPTIONS = defaultAssumptions();

/**
 * How much somebody uses a product: Power, Regular, Occasional, Rare or Dormant.
 * @customfunction LICENSE_SEGMENT
 * @helpurl https://localhost:3000/help/license_segment.html
 * @param daysPerMonth Days of use in a month, on average
 * @param daysSinceUse Days since the last use; taken as recent if left out
 * @returns The segment
 */
export function licenseSegment(daysPerMonth: unknown[][], daysSinceUse?: unknown[][]): unknown[][] {
  return labels(daysPerMonth, daysSinceUse, (habit) => segmentOf(habit, ASSUMPTIONS));
}

/**
 * The activity class of license tracking: Active, Occasional, Minimal or Dormant.
 * @customfunction LICENSE_ACTIVITY
 * @helpurl https://localhost:3000/help/license_activity.html
 * @param daysPerMonth Days of use in a month, on average
 * @param daysSinceUse Days since the last use; taken as recent if left out
 * @returns The class
 */
export function licenseActivity(daysPerMonth: unknown[][], daysSinceUse?: unknown[][]): unknown[][] {
  return labels(daysPerMonth, daysSinceUse, (habit) => activityOf(habit, ASSUMPTIONS));
}

const labels = (daysPerMonth: unknown, daysSinceUse: unknown, label: (habit: Habit) => string) =>
  cellByCell(
    [
      numbers<Days>("daysPerMonth", daysPerMonth, DAYS_A_MONTH),
      numbersIfAny<Days>("daysSinceUse", daysSinceUse, AMOUNT),
    ],
    (perMonth, since) => label(habitOf(perMonth, since)),
  );
