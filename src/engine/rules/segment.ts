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

/** What the labels look at. `daysSinceUse` is Infinity for a user who never used anything. */
export interface Habit {
  readonly daysPerMonth: number;
  readonly daysSinceUse: number;
  /** Days since the account or the first seat was given; absent where no export says. */
  readonly accountAge?: Days;
}

/**
 * The habit where only a rate of use, and maybe the days since the last use, are known. Whoever has no days of use and no earlier
 * use to point to never used anything; whoever has, used something just now unless told otherwise.
 */
export const habitOf = (daysPerMonth: number, daysSinceUse = 0): Habit => ({
  daysPerMonth,
  daysSinceUse: daysPerMonth === 0 && daysSinceUse === 0 ? Infinity : daysSinceUse,
});

/**
 * The user's segment (DOMAIN §4, §13), in this order: New (a young account and no use), Dormant (no use in 90 days), then by
 * days of use a month. A label for people; it never decides what a user gets.
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

/** The license tracking guide's class [E]: 10 days a month and more is Active (DOMAIN §12). */
export function activityOf(habit: Habit, thresholds: UseThresholds): Activity {
  if (habit.daysSinceUse >= thresholds.dormantDays) return "Dormant";
  if (habit.daysPerMonth >= thresholds.activeDays) return "Active";
  if (habit.daysPerMonth >= thresholds.occasionalActivityDays) return "Occasional";
  return "Minimal";
}
