import ical from "ical-generator";
import { addDays, isoDay } from "../engine/calendar";
import type { CalendarEntry } from "../engine/renewal/renewal-calendar";
import type { DayNumber } from "../engine/units";
import { capitalised } from "../engine/wording";
import { sha256 } from "../workbook/sha256";

/**
 * The dates from a day on as an iCalendar file (RFC 5545), for any calendar program. A date keeps its id from run to
 * run, by which a calendar program knows it again.
 */
export function icsOf(entries: readonly CalendarEntry[], asOf: DayNumber): string {
  const calendar = ical({
    name: "Seatwise",
    prodId: { company: "Seatwise", product: "Seatwise", language: "EN" },
  });
  for (const { day, kind, of, text } of entries) {
    if (day === null || day < asOf) continue;
    calendar.createEvent({
      id: `${idOf([kind, of ?? "", isoDay(day)])}@seatwise`,
      stamp: `${isoDay(asOf)}T00:00:00Z`,
      start: isoDay(day),
      end: isoDay(addDays(day, 1)),
      allDay: true,
      summary: capitalised(text),
    });
  }
  return calendar.toString();
}

const idOf = (parts: readonly string[]): string =>
  sha256(new TextEncoder().encode(parts.join("\n"))).slice(0, 32);
