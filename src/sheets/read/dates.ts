import { dayOf, fromSerial, parseIsoDay, type DateSystem } from "../../engine/calendar";
import type { DayNumber } from "../../engine/units";

const MINUTES_PER_DAY = 1440;
const CLOCK = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?`;
const ISO = new RegExp(String.raw`^(\d{4}-\d{2}-\d{2})${CLOCK}$`, "i");
const DOTTED = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${CLOCK}$`, "i");

/** A point in time as minutes since 1970-01-01T00:00 UTC, with its fraction. */
export type Minutes = number;

/**
 * The point in time that a cell states: a serial number, an ISO date with or without a time, or `29.07.2026`. A time
 * without an offset is UTC, as the vendor's are. `ambiguous` for dates with slashes.
 */
export function timeIn(cell: string | number, system: DateSystem): Minutes | "ambiguous" | undefined {
  if (typeof cell === "number") {
    const day = fromSerial(cell, system);
    return day === null ? undefined : day * MINUTES_PER_DAY + secondsIn(cell) / 60;
  }
  const text = cell.trim();
  if (/^\d{1,4}\/\d{1,2}\/\d{1,4}\b/.test(text)) return "ambiguous";
  const iso = ISO.exec(text);
  if (iso) return at(parseIsoDay(iso[1] ?? ""), iso.slice(2));
  const dotted = DOTTED.exec(text);
  if (dotted) return at(dayOf(Number(dotted[3]), Number(dotted[2]), Number(dotted[1])), dotted.slice(4));
  return undefined;
}

/** The time of day of a serial number, whole, because 08:00 is no exact fraction of a day. */
const secondsIn = (serial: number): number => Math.round((serial - Math.floor(serial)) * 86_400);

function at(day: DayNumber | null, clock: readonly (string | undefined)[]): Minutes | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(0, 3).map((part) => Number(part ?? 0));
  if (day === null || hours > 24 || minutes > 59 || seconds > 59) return undefined;
  return day * MINUTES_PER_DAY + hours * 60 + minutes + seconds / 60 - offset(clock[3]);
}

function offset(zone: string | undefined): Minutes {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** The UTC day that a point in time lies in. */
export const dayAt = (time: Minutes): DayNumber => Math.floor(time / MINUTES_PER_DAY) as DayNumber;
