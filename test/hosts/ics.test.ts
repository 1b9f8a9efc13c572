import type { CalendarEntry } from "../../src/engine/renewal/renewal-calendar";
import { icsOf } from "../../src/hosts/ics";
import { day } from "../engine/estate-of";

const entry = (on: string | null, text: string): CalendarEntry => ({
  day: on === null ? null : day(on),
  kind: "notice",
  of: "C1",
  text,
  standing: "ahead",
});

/** Lines unfolded: a line that begins with a blank goes on with the line before (RFC 5545, 3.1). */
const linesOf = (...entries: CalendarEntry[]): string[] =>
  icsOf(entries, day("2026-10-31")).replace(/\r\n /g, "").split("\r\n");

const fieldsOf = (name: string, lines: readonly string[]): string[] =>
  lines.filter((line) => line.startsWith(name)).map((line) => line.slice(name.length + 1));

it("holds whole days, from the as-of date on", () => {
  const lines = linesOf(
    entry("2026-10-30", "yesterday"),
    entry("2026-10-31", "today"),
    entry("2026-12-31", "later"),
    entry(null, "unknown"),
  );
  expect(fieldsOf("SUMMARY", lines)).toEqual(["Today", "Later"]);
  expect(fieldsOf("DTSTART", lines)).toEqual(["VALUE=DATE:20261031", "VALUE=DATE:20261231"]);
  expect(fieldsOf("DTEND", lines)).toEqual(["VALUE=DATE:20261101", "VALUE=DATE:20270101"]);
});

it("keeps the id of a date when its text changes, and has another for another day", () => {
  const [first, again, other] = [
    entry("2026-12-31", "drop 3 seats"),
    entry("2026-12-31", "drop 4 seats"),
    entry("2027-01-01", "drop 3 seats"),
  ].map((one) => fieldsOf("UID", linesOf(one))[0]);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

it("gives the same bytes for the same dates", () => {
  const one = entry("2026-12-31", "drop 3 seats");
  expect(linesOf(one)).toEqual(linesOf(one));
  expect(fieldsOf("DTSTAMP", linesOf(one))).toEqual(["20261031T000000Z"]);
});

it("makes no field of a text from the input", () => {
  const lines = linesOf(entry("2026-12-31", "C1\r\nEND:VEVENT\r\nATTACH:x; drop, 1"));
  expect(fieldsOf("END:VEVENT", lines)).toHaveLength(1);
  expect(fieldsOf("ATTACH", lines)).toEqual([]);
  expect(fieldsOf("SUMMARY", lines)).toEqual(["C1\\nEND:VEVENT\\nATTACH:x\\; drop\\, 1"]);
});
