import fc from "fast-check";
import {
  dayOf,
  firstDayOf,
  fromSerial,
  isoDay,
  isoMonth,
  monthOf,
  monthOfYear,
  parseIsoDay,
  toSerial,
} from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { day } from "./estate-of";

const anyDay = fc.integer({ min: -25_567, max: 2_932_896 }).map((n) => n as DayNumber);

describe("calendar", () => {
  it("knows the serial numbers of both date systems", () => {
    expect(toSerial(day("2000-01-01"), 1900)).toBe(36_526);
    expect(toSerial(day("2000-01-01"), 1904)).toBe(35_064);
    expect(fromSerial(1, 1900)).toBe(day("1900-01-01"));
    expect(fromSerial(59, 1900)).toBe(day("1900-02-28"));
    expect(fromSerial(61, 1900)).toBe(day("1900-03-01"));
    expect(fromSerial(0, 1904)).toBe(day("1904-01-01"));
  });

  it("refuses serials that are no date", () => {
    expect([
      fromSerial(60, 1900),
      fromSerial(0, 1900),
      fromSerial(-1, 1904),
      fromSerial(3e6, 1900),
      fromSerial(NaN, 1900),
    ]).toEqual([null, null, null, null, null]);
  });

  it("refuses dates that do not exist", () => {
    expect([
      parseIsoDay("2025-02-29"),
      parseIsoDay("2024-13-01"),
      parseIsoDay("24-01-01"),
      dayOf(2026, 6, 31),
    ]).toEqual([null, null, null, null]);
    expect(parseIsoDay("2024-02-29")).not.toBeNull();
  });

  it("goes there and back through text and serials", () => {
    fc.assert(
      fc.property(anyDay, (n) => {
        expect(parseIsoDay(isoDay(n))).toBe(n);
        expect(fromSerial(toSerial(n, 1900), 1900)).toBe(n);
        if (n >= -24_107) expect(fromSerial(toSerial(n, 1904), 1904)).toBe(n);
      }),
    );
  });

  it("puts every day into its month", () => {
    fc.assert(
      fc.property(anyDay, (n) => {
        const month = monthOf(n);
        expect(isoMonth(month)).toBe(isoDay(n).slice(0, 7));
        expect(monthOfYear(month)).toBe(Number(isoDay(n).slice(5, 7)));
        expect(firstDayOf(month)).toBe(parseIsoDay(`${isoDay(n).slice(0, 8)}01`));
      }),
    );
  });
});
