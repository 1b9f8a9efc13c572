import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Refusal } from "../../../src/engine/estate/estate";
import { businessHours, workingDay, WorkHours } from "../../../src/engine/waste/business-hours";
import { zoneFindings } from "../../../src/engine/waste/zone-findings";
import { contextOf } from "../../../src/engine/estate/context";
import { day, estateOf } from "../estate-of";

const origin = { source: 0, row: 2 };
const MONDAY = "2026-07-06";

/** Minutes since 1970 of a time in UTC. */
const utc = (text: string): number => Date.parse(`${text.replace(" ", "T")}:00Z`) / 60_000;

const set = (own: Partial<Assumptions> = {}): Assumptions => ({
  ...defaultAssumptions(),
  timeZone: "UTC",
  ...own,
});

describe("working days", () => {
  const isWorked = workingDay({ holidays: [{ day: day("2026-07-07"), origin }] }, set());

  it.each([
    ["Sunday", "2026-07-05", false],
    ["Monday", "2026-07-06", true],
    ["Tuesday, a holiday", "2026-07-07", false],
    ["Friday", "2026-07-10", true],
    ["Saturday", "2026-07-11", false],
    ["Wednesday before 1970", "1969-12-31", true],
    ["Sunday before 1970", "1969-12-28", false],
  ])("%s", (_, iso, worked) => {
    expect(isWorked(day(iso))).toBe(worked);
  });

  it("are those that the assumption names", () => {
    const sunday = workingDay({}, { workingDays: "Sun; Thu" });
    const week = ["05", "06", "07", "08", "09", "10", "11"];
    expect(week.map((date) => sunday(day(`2026-07-${date}`)))).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe("outside business hours of 07:00 to 19:00", () => {
  const { isOutside } = businessHours({ sessions: [] }, set())!;

  it.each([
    ["ends the minute before they begin", "06:00", "06:59", true],
    ["ends as they begin", "06:00", "07:00", true],
    ["ends a minute after they begin", "06:00", "07:01", false],
    ["begins a minute before they end", "18:59", "20:00", false],
    ["begins as they end", "19:00", "20:00", true],
    ["is around them", "06:00", "20:00", false],
    ["is within them", "09:00", "10:00", false],
    // A session of no length is a moment.
    ["is a moment before they begin", "06:59", "06:59", true],
    ["is the moment as they begin", "07:00", "07:00", false],
    ["is a moment before they end", "18:59", "18:59", false],
    ["is the moment as they end", "19:00", "19:00", true],
  ])("%s", (_, from, to, outside) => {
    expect(isOutside(utc(`${MONDAY} ${from}`), utc(`${MONDAY} ${to}`))).toBe(outside);
  });

  it("counts each day that a long time touches", () => {
    expect(isOutside(utc("2026-07-10 19:00"), utc("2026-07-13 07:00"))).toBe(true);
    expect(isOutside(utc("2026-07-10 18:59"), utc("2026-07-13 07:00"))).toBe(false);
    expect(isOutside(utc("2026-07-10 19:00"), utc("2026-07-13 07:01"))).toBe(false);
    // Monday lies in the middle.
    expect(isOutside(utc("2026-07-05 12:00"), utc("2026-07-07 06:00"))).toBe(false);
  });
});

describe("the hours of a day", () => {
  const hours = (dayBegins: number, dayEnds: number) => {
    const midnight = day(MONDAY) * 1440;
    const { from, to } = businessHours({ sessions: [] }, set({ dayBegins, dayEnds }))!.hoursOf(day(MONDAY))!;
    return [(from - midnight) / 60, (to - midnight) / 60];
  };

  it("end on the next day where they end at or before their beginning", () => {
    expect(hours(7, 19)).toEqual([7, 19]);
    expect(hours(7, 8)).toEqual([7, 8]);
    expect(hours(7, 7)).toEqual([7, 31]);
    expect(hours(7, 6)).toEqual([7, 30]);
    expect(hours(0, 24)).toEqual([0, 24]);
  });

  it("are none on a day without work", () => {
    expect(businessHours({ sessions: [] }, set())!.hoursOf(day("2026-07-05"))).toBeNull();
  });
});

describe("time zones", () => {
  it("that are not set or do not exist give no hours", () => {
    expect(businessHours({ sessions: [] }, defaultAssumptions())).toBeNull();
    expect(businessHours({ sessions: [] }, set({ timeZone: "Europe/Atlantis" }))).toBeNull();
  });

  it("of a user come before that of the assumption; one that cannot be read is none", () => {
    const people = { ann: { timeZone: "Asia/Tokyo" }, bob: {}, cid: {}, dan: { timeZone: "Mars" }, eve: {} };
    const unread = (person: number, fields: readonly string[], kind: Refusal["kind"] = "Users"): Refusal => ({
      kind,
      origin,
      rows: 1,
      fields,
      columns: ["Column"],
      person,
    });
    const refusals = [unread(2, ["timeZone"]), unread(1, ["team"]), unread(4, ["timeZone"], "Sessions")];
    const hours = new WorkHours({ ...estateOf({ people }), refusals }, set());
    const zones = [0, 1, 2, 3, 4].map((person) => hours.of(person)?.zone);
    expect(zones).toEqual(["Asia/Tokyo", "UTC", undefined, undefined, "UTC"]);
  });

  it("that do not exist are an issue; none that is not set", () => {
    const found = (timeZone: string) =>
      zoneFindings(contextOf(estateOf({}), day("2026-12-31"), set({ timeZone }))).map(
        ({ code, rows, message }) => [code, rows, message.includes(timeZone)],
      );
    expect(found("unknown")).toEqual([]);
    expect(found("Europe/Berlin")).toEqual([]);
    expect(found("Europe/Atlantis")).toEqual([["unknown-time-zone", 0, true]]);
  });
});
