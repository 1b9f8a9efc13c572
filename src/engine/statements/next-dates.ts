import type { Analysis } from "../analysis";
import { isoDay } from "../calendar";
import { renewalCalendar, type CalendarKind } from "../renewal/renewal-calendar";
import type { DayNumber } from "../units";

/** A day on which something must be done or happens, from the as-of date on. */
export interface NextDate {
  readonly day: DayNumber;
  /** A sentence without a full stop. */
  readonly text: string;
}

/** How many dates the answer names. */
const SHOWN = 3;

/** What the answer names: notices, anniversaries, ends of terms, the first users to move, an answer to an auditor. */
const KINDS_NAMED: readonly CalendarKind[] = ["notice", "anniversary", "end", "moves begin", "audit answer"];

/** The next dates of the calendar, soonest first. */
export const nextDates = (analysis: Analysis): NextDate[] =>
  renewalCalendar(analysis)
    .flatMap(({ day, kind, text }) =>
      day !== null && day >= analysis.asOf && KINDS_NAMED.includes(kind)
        ? [{ day, text: `${isoDay(day)}: ${text}` }]
        : [],
    )
    .slice(0, SHOWN);
