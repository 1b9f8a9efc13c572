import { WINDOW_MINUTES } from "../usage/charge-windows";

/** Minutes since 1970-01-01T00:00 on the clocks of a place, for a moment in minutes since 1970-01-01T00:00 UTC. */
export type LocalTime = (minute: number) => number;

/** A moment from which the clocks of a place differ from UTC by so many minutes. */
interface Offset {
  readonly from: number;
  readonly minutes: number;
}

/**
 * The clocks of a time zone, for moments from `first` to `last`; null where there is no such zone. The rules of
 * daylight saving are those of the IANA data that every JavaScript engine holds (`Intl`). They are looked up once a
 * day of the time and then to the minute, so that a million moments cost a search in a short table each.
 */
export function localTime(zone: string, first: number, last: number): LocalTime | null {
  const offsetAt = offsetsOf(zone);
  if (offsetAt === null) return null;
  const offsets: Offset[] = [{ from: -Infinity, minutes: offsetAt(first - WINDOW_MINUTES) }];
  let before = offsets[0]!.minutes;
  for (let minute = Math.floor(first); minute <= last + 2 * WINDOW_MINUTES; minute += WINDOW_MINUTES) {
    const minutes = offsetAt(minute);
    if (minutes === before) continue;
    offsets.push({ from: changeIn(minute - WINDOW_MINUTES, minute, offsetAt), minutes });
    before = minutes;
  }
  return (minute) => {
    let place = offsets.length - 1;
    while (offsets[place]!.from > minute) place--;
    return minute + offsets[place]!.minutes;
  };
}

/** Whether there is a time zone of this name. */
export const isTimeZone = (zone: string): boolean => formatIn(zone) !== null;

/** The first minute after `low`, up to `high`, with the offset of `high`. */
function changeIn(low: number, high: number, offsetAt: (minute: number) => number): number {
  const after = offsetAt(high);
  let [least, most] = [low, high];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (offsetAt(middle) === after) most = middle;
    else least = middle;
  }
  return most;
}

/** The offset of a zone from UTC in minutes at a moment; null where there is no such zone. */
function offsetsOf(zone: string): ((minute: number) => number) | null {
  const format = formatIn(zone);
  if (format === null) return null;
  return (minute) => {
    const whole = Math.floor(minute);
    const parts = new Map(
      format.formatToParts(whole * 60_000).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? NaN;
    const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    return local / 60_000 - whole;
  };
}

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  } catch {
    return null;
  }
}
