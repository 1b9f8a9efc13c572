import { addDays } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { TOKENS_A_DAY, type ProductName } from "./offerings";
import { between, random, type Random } from "./random";
import type { Habit, Staff } from "./staff";
import { day, DAYS, isClosed, isSummer, isWeekend, SUMMER } from "./workdays";

/** A row of the daily export: a person, a product and a version on a day. */
export interface UseRow {
  readonly person: Staff;
  readonly product: ProductName;
  readonly version: string;
  readonly day: DayNumber;
  readonly on: "seat" | "tokens";
  /** Blank for use on a seat. */
  readonly tokens: number | null;
}

/** The share of weekends on which a full-time user works; other users never do. */
const WEEKEND = 0.015;
/** The share of days on which an old version is opened, too, for old projects. */
const BOTH_VERSIONS = 0.04;
/** The share of sessions under five minutes, which cost nothing. */
const SHORT = 0.03;
/** The share of days after `doubledFrom` that were started on tokens. */
const DOUBLED = 0.14;

/** The use of a person in the 24 months. */
export function useOf(person: Staff): readonly UseRow[] {
  const draw = random(50_000 + person.number);
  const away = holidays(draw);
  const newVersionFrom = day("2025-05-12") + Math.floor(draw() * 150);
  const rows: UseRow[] = [];
  for (const on of DAYS) {
    if (on < person.from || on > person.until || isClosed(on) || away.has(on)) continue;
    for (const habit of person.habits) {
      if (draw() >= chance(person, habit, on)) continue;
      const paidBy =
        person.doubledFrom !== undefined && on >= person.doubledFrom && draw() < DOUBLED
          ? "tokens"
          : paidOn(person, habit, on);
      const isShort = draw() < SHORT;
      const both = on > newVersionFrom && draw() < BOTH_VERSIONS;
      const tokens = paidBy === "seat" ? null : isShort ? 0 : (TOKENS_A_DAY[habit.product] ?? 0);
      const row = { person, product: habit.product, day: on, on: paidBy } as const;
      rows.push({ ...row, version: on > newVersionFrom ? "2026" : "2025", tokens });
      // All versions share one charge: the second row of the day costs nothing.
      if (both) rows.push({ ...row, version: "2025", tokens: tokens === null ? null : 0 });
    }
  }
  return rows;
}

/** The seat is in use until it is given back; from the next day on, tokens are. */
function paidOn(person: Staff, habit: Habit, on: DayNumber): "seat" | "tokens" {
  if (person.seatUntil !== undefined && on > person.seatUntil) return "tokens";
  return habit.on;
}

function chance({ fullTime }: Staff, { share }: Habit, on: DayNumber): number {
  if (isWeekend(on)) return fullTime ? WEEKEND * share : 0;
  if (share > 0.9) return share;
  // So that the year's average stays what the habit says: the other nine months are a little quieter.
  const quiet = 1 / (0.75 + 0.25 * SUMMER);
  return share * quiet * (isSummer(on) ? SUMMER : 1);
}

/** Two weeks of holiday in each of the two years, in spring and in autumn, when the office is quiet. */
function holidays(draw: Random): ReadonlySet<DayNumber> {
  const weeks = ["2025-02-17", "2025-09-22", "2026-02-16", "2026-09-21"].map(
    (iso) => (day(iso) + 7 * Math.floor(between(draw, 0, 5))) as DayNumber,
  );
  return new Set(weeks.flatMap((monday) => [0, 1, 2, 3, 4].map((n) => addDays(monday, n))));
}
