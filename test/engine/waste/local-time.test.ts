import { isTimeZone, localTime } from "../../../src/engine/waste/local-time";

const utc = (text: string): number => Date.parse(`${text.replace(" ", "T")}:00Z`) / 60_000;
const clock = (minute: number): string =>
  new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " ");

/** The clocks of a zone in 2026 at a moment of UTC. */
const at = (zone: string, moment: string): string =>
  clock(localTime(zone, utc("2026-01-01 00:00"), utc("2026-12-31 23:59"))!(utc(moment)));

describe("the clocks of a place, to the minute", () => {
  it.each([
    // The law sets them forward on 29 March 2026 at 01:00 UTC, and back on 25 October at 01:00 UTC.
    ["Europe/Berlin", "2026-03-29 00:59", "2026-03-29 01:59"],
    ["Europe/Berlin", "2026-03-29 01:00", "2026-03-29 03:00"],
    ["Europe/Berlin", "2026-03-29 01:01", "2026-03-29 03:01"],
    ["Europe/Berlin", "2026-10-25 00:59", "2026-10-25 02:59"],
    ["Europe/Berlin", "2026-10-25 01:00", "2026-10-25 02:00"],
    ["Europe/Berlin", "2026-10-25 01:01", "2026-10-25 02:01"],
    // 8 March 2026 at 02:00 and 1 November at 02:00 on the clocks of New York.
    ["America/New_York", "2026-03-08 06:59", "2026-03-08 01:59"],
    ["America/New_York", "2026-03-08 07:00", "2026-03-08 03:00"],
    ["America/New_York", "2026-11-01 05:59", "2026-11-01 01:59"],
    ["America/New_York", "2026-11-01 06:00", "2026-11-01 01:00"],
    // Half an hour only: back on 5 April 2026 at 15:00 UTC of the day before.
    ["Australia/Lord_Howe", "2026-04-04 14:59", "2026-04-05 01:59"],
    ["Australia/Lord_Howe", "2026-04-04 15:00", "2026-04-05 01:30"],
    ["Asia/Kathmandu", "2026-07-06 12:00", "2026-07-06 17:45"],
    ["UTC", "2026-07-06 12:00", "2026-07-06 12:00"],
    // The ends of the span.
    ["Europe/Berlin", "2026-01-01 00:00", "2026-01-01 01:00"],
    ["Europe/Berlin", "2026-12-31 23:59", "2027-01-01 00:59"],
  ])("%s at %s UTC", (zone, moment, local) => {
    expect(at(zone, moment)).toBe(local);
  });

  it("know a change on the first and the last day of the span, and a window after it", () => {
    const change = utc("2026-03-29 01:00");
    for (const [first, last] of [
      [change - 1, change + 1],
      [change, change],
      [change + 30, change + 60],
      [change - 2 * 1440, change - 1440],
      [change - 60, change - 60],
    ] as const) {
      const berlin = localTime("Europe/Berlin", first, last)!;
      if (first < change) expect(berlin(change - 1) - change).toBe(59);
      expect(berlin(Math.max(change, first)) - Math.max(change, first)).toBe(120);
    }
  });

  it("know parts of a minute", () => {
    const berlin = localTime("Europe/Berlin", utc("2026-03-28 12:00") + 0.5, utc("2026-03-30 12:00"))!;
    expect(berlin(utc("2026-03-29 00:59") + 0.75)).toBe(utc("2026-03-29 01:59") + 0.75);
    expect(berlin(utc("2026-03-29 01:00") + 0.25)).toBe(utc("2026-03-29 03:00") + 0.25);
  });

  it("exist for zones that exist", () => {
    expect(isTimeZone("Europe/Berlin")).toBe(true);
    expect(isTimeZone("Europe/Atlantis")).toBe(false);
    expect(localTime("Europe/Atlantis", 0, 0)).toBeNull();
  });
});
