import type { Days } from "../units";

/** The labels of people by how much they use (DOMAIN §13). */
export const SEGMENTS = ["New", "Dormant", "Power", "Regular", "Occasional", "Rare"] as const;

export type Segment = (typeof SEGMENTS)[number];
export type Activity = "Active" | "Occasional" | "Minimal" | "Dormant";

/** The days at which one segment or activity class ends and the next begins. */
export interface UseThresholds {
  readonly newDays: Days;
  readonly dormantDays: Days;
  readonly powerDays: Days;
  readonly regularDays: Days;
  readonly occasionalDays: Days;
  readonly activeDays: Days;
  readonly occasionalActivityDays: Days;
}

/** The facts behind the labels. `daysSinceUse` is Infinity without any use. */
export interface Habit {
  readonly daysPerMonth: number;
  readonly daysSinceUse: number;
  /** Days since the account was created or the first seat assigned; absent if unknown. */
  readonly accountAge?: Days;
}

/**
 * A habit from a rate of use alone, and the days since the last use if known. 0 days a month and no earlier
 * use mean no use at all; otherwise the last use is today unless stated.
 */
export const habitOf = (daysPerMonth: number, daysSinceUse = 0): Habit => ({
  daysPerMonth,
  daysSinceUse: daysPerMonth === 0 && daysSinceUse === 0 ? Infinity : daysSinceUse,
});

/**
 * The user's segment (DOMAIN §4, §13), in this order: New (a young account and no use), Dormant (no use in 90
 * days), then by days of use a month. A label for the reader: it never decides a cover.
 */
export function segmentOf(habit: Habit, thresholds: UseThresholds): Segment {
  const unused = habit.daysSinceUse === Infinity;
  if (unused && habit.accountAge !== undefined && habit.accountAge < thresholds.newDays) return "New";
  if (habit.daysSinceUse >= thresholds.dormantDays) return "Dormant";
  if (habit.daysPerMonth >= thresholds.powerDays) return "Power";
  if (habit.daysPerMonth >= thresholds.regularDays) return "Regular";
  if (habit.daysPerMonth >= thresholds.occasionalDays) return "Occasional";
  return "Rare";
}

/** The activity class of [E]; 10 days a month is Active (DOMAIN §12). */
export function activityOf(habit: Habit, thresholds: UseThresholds): Activity {
  if (habit.daysSinceUse >= thresholds.dormantDays) return "Dormant";
  if (habit.daysPerMonth >= thresholds.activeDays) return "Active";
  if (habit.daysPerMonth >= thresholds.occasionalActivityDays) return "Occasional";
  return "Minimal";
}
