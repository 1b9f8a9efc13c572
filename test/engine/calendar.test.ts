import fc from "fast-check";
import {
  addDays,
  addMonths,
  dayOf,
  DAYS_PER_MONTH,
  DAYS_PER_YEAR,
  daysThrough,
  firstDayOf,
  fromSerial,
  isoDay,
  isoMonth,
  LAST_DAY,
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

  it("knows dates up to the end of 9999 in both date systems", () => {
    expect(fromSerial(2_958_465, 1900)).toBe(LAST_DAY);
    expect(fromSerial(2_958_466, 1900)).toBeNull();
    expect(fromSerial(2_957_003, 1904)).toBe(LAST_DAY);
    expect(fromSerial(2_957_004, 1904)).toBeNull();
    expect(isoDay(LAST_DAY)).toBe("9999-12-31");
  });

  it("drops the time of day, and knows the two days around the 29 February 1900 that never was", () => {
    expect(fromSerial(36_526.99, 1900)).toBe(day("2000-01-01"));
    expect(toSerial(day("1900-02-28"), 1900)).toBe(59);
    expect(toSerial(day("1900-03-01"), 1900)).toBe(61);
    expect([fromSerial(60, 1904), fromSerial(0.9, 1904)]).toEqual([day("1904-03-01"), day("1904-01-01")]);
    expect([fromSerial(Infinity, 1904), fromSerial(0.5, 1900), fromSerial(1.5, 1900)]).toEqual([
      null,
      null,
      day("1900-01-01"),
    ]);
  });

  it("counts days and months from the beginning of 1970, and both ends of a span", () => {
    expect([day("1970-01-01"), day("1970-01-02"), day("1969-12-31")]).toEqual([0, 1, -1]);
    expect(["1969-12-31", "1970-01-31", "1970-02-01", "1971-01-01"].map((iso) => monthOf(day(iso)))).toEqual([
      -1, 0, 1, 12,
    ]);
    expect(daysThrough(day("2026-01-01"), day("2026-01-01"))).toBe(1);
    expect(daysThrough(day("2024-02-28"), day("2024-03-01"))).toBe(3);
    expect(isoDay(addDays(day("2024-02-28"), 1))).toBe("2024-02-29");
    expect(isoDay(addDays(day("2024-03-01"), -1))).toBe("2024-02-29");
    expect([DAYS_PER_YEAR, DAYS_PER_MONTH]).toEqual([365, 365.25 / 12]);
  });

  it("has years from 1900 to 9999", () => {
    expect(dayOf(1900, 1, 1)).toBe(-25_567);
    expect(dayOf(9999, 12, 31)).toBe(LAST_DAY);
    expect([dayOf(1899, 12, 31), dayOf(10_000, 1, 1), dayOf(2026, 0, 1), dayOf(2026, 1, 0)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("reads nothing but YYYY-MM-DD", () => {
    expect(["2026-1-01", "2026-01-011", "x2026-01-01", "2026-01-01T00:00", ""].map(parseIsoDay)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
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

  it("adds months, and stops at the end of a shorter month", () => {
    const later = (iso: string, n: number) => isoDay(addMonths(day(iso), n));
    expect(later("2026-11-30", 12)).toBe("2027-11-30");
    expect(later("2026-01-31", 1)).toBe("2026-02-28");
    expect(later("2028-02-29", 12)).toBe("2029-02-28");
    expect(later("2026-12-15", 1)).toBe("2027-01-15");
    expect(later("2026-01-15", -1)).toBe("2025-12-15");
  });
});
