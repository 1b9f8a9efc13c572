import { isoDay } from "../../../src/engine/calendar";
import {
  committedUntil,
  noticeDeadline,
  noticeStanding,
  statedTerm,
  termMonths,
} from "../../../src/engine/rules/notice";
import { days } from "../../../src/engine/units";
import { day } from "../estate-of";

it("45 days before 2026-12-31 is 2026-11-16, and over a leap day one earlier", () => {
  expect(isoDay(noticeDeadline(day("2026-12-31"), days(45)))).toBe("2026-11-16");
  expect(isoDay(noticeDeadline(day("2028-03-31"), days(31)))).toBe("2028-02-29");
  expect(isoDay(noticeDeadline(day("2026-12-31"), days(0)))).toBe("2026-12-31");
});

it("notice is in time on its last day: the day before and on it, not after", () => {
  const deadline = day("2026-10-01");
  const standing = (iso: string) => noticeStanding(deadline, day(iso));
  expect(["2026-09-30", "2026-10-01", "2026-10-02"].map(standing)).toEqual(["in time", "in time", "passed"]);
  expect(noticeStanding(null, day("2026-10-01"))).toBe("unknown");
});

describe("a term", () => {
  const of = (start: string, end: string, stated?: number) => termMonths(stated, day(start), day(end));

  it("is what the contract states in years, else the line in months, whatever the dates say", () => {
    expect(of("2026-01-01", "2026-12-31", statedTerm(3, 12))).toBe(36);
    expect(of("2026-01-01", "2026-12-31", statedTerm(0.5, undefined))).toBe(6);
    expect(of("2026-01-01", "2028-12-31", statedTerm(0, undefined))).toBe(36);
    expect(of("2024-01-01", "2026-12-31", statedTerm(undefined, 12))).toBe(12);
  });

  it("is the length of the line: a month, a year, two or three years", () => {
    expect(of("2026-11-01", "2026-11-30")).toBe(1);
    expect(of("2026-01-01", "2026-12-31")).toBe(12);
    expect(of("2026-01-01", "2027-01-01")).toBe(12);
    expect(of("2025-01-01", "2026-12-31")).toBe(24);
    expect(of("2024-01-01", "2026-12-31")).toBe(36);
  });

  it("is a year for seats added within a term, for a line renewed before, and without dates", () => {
    expect(of("2026-08-01", "2026-12-31")).toBe(12);
    expect(of("2019-01-01", "2026-12-31")).toBe(12);
    expect(termMonths(undefined, undefined, day("2026-12-31"))).toBe(12);
    expect(termMonths(undefined, day("2026-12-31"), undefined)).toBe(12);
  });
});

describe("a line is committed", () => {
  const end = day("2026-11-30");
  const until = (renews: boolean, standing: "in time" | "passed" | "unknown", months = 12) =>
    isoDay(committedUntil(end, renews, standing, months));

  it("for one more term if it renews by itself and notice can no longer surely be given", () => {
    expect([until(true, "passed"), until(true, "unknown")]).toEqual(["2027-11-30", "2027-11-30"]);
    expect(until(true, "passed", 36)).toBe("2029-11-30");
    expect(until(true, "passed", 1)).toBe("2026-12-30");
  });

  it("to its end if notice is in time, or if it does not renew by itself", () => {
    expect([until(true, "in time"), until(false, "passed"), until(false, "unknown")]).toEqual([
      "2026-11-30",
      "2026-11-30",
      "2026-11-30",
    ]);
  });
});
