import { at } from "../at";
import { monthOf } from "../calendar";
import { NOBODY } from "../estate/estate";
import type { MonthNumber } from "../units";
import { hasUse, type Baseline } from "./baseline";
import { coversMonth } from "./windows";

/** The people with use of anything in the three months that end with a month, as seats count as used for 90 days. */
export interface ActivePeople {
  readonly month: MonthNumber;
  /** Null where one of the three months is not covered whole. */
  readonly people: number | null;
}

const ACTIVE_MONTHS = 3;

/** The active people of every month that the daily exports reach, the oldest first. */
export function peopleByMonth({ windows, months }: Pick<Baseline, "windows" | "months">): ActivePeople[] {
  const { all } = windows;
  if (all === null) return [];
  const seen = new Map<MonthNumber, Set<number>>();
  months.person.forEach((person, i) => {
    if (person === NOBODY || !hasUse(months, i)) return;
    const month = at(months.month, i);
    const people = seen.get(month) ?? new Set<number>();
    seen.set(month, people.add(person));
  });
  const [first, last] = [monthOf(all.first), monthOf(all.last)];
  return Array.from({ length: last - first + 1 }, (_, i): ActivePeople => {
    const month = (first + i) as MonthNumber;
    const span = Array.from({ length: ACTIVE_MONTHS }, (_, before) => (month - before) as MonthNumber);
    const isCovered = span.every((one) => coversMonth(all, one));
    const people = new Set(span.flatMap((one) => [...(seen.get(one) ?? [])]));
    return { month, people: isCovered ? people.size : null };
  });
}
