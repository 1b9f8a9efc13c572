import { addDays, addMonths, isoDay } from "../../../src/engine/calendar";
import {
  committedUntil,
  noticeDeadline,
  nextAnniversary,
  noticeStanding,
  statedTerm,
  termMonths,
  termStart,
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

  it("is to the nearest year: 17 and 18 months, 29 and 30, and more than three years by the year", () => {
    const months = (n: number) =>
      termMonths(undefined, day("2020-01-01"), addDays(addMonths(day("2020-01-01"), n), -1));
    expect([1, 2, 6, 17, 18, 29, 30, 41, 42, 48].map(months)).toEqual([
      1, 12, 12, 12, 24, 24, 36, 36, 12, 12,
    ]);
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

describe("the next day on which a year of the term ends", () => {
  const next = (end: string, asOf: string) => isoDay(nextAnniversary(day(end), day(asOf)));

  it("is the first that is not before the day", () => {
    expect(["2027-06-29", "2027-06-30", "2027-07-01"].map((asOf) => next("2029-06-30", asOf))).toEqual([
      "2027-06-30",
      "2027-06-30",
      "2028-06-30",
    ]);
    expect(next("2029-06-30", "2026-07-01")).toBe("2027-06-30");
  });

  it("is the end where less than a year is left, or none", () => {
    expect(
      ["2028-06-30", "2028-07-01", "2029-06-30", "2029-07-01"].map((asOf) => next("2029-06-30", asOf)),
    ).toEqual(["2028-06-30", "2029-06-30", "2029-06-30", "2029-06-30"]);
  });
});

describe("the first day of the term that runs", () => {
  const start = (
    stated: number | undefined,
    first: string | null,
    end: string | null,
    asOf = "2026-12-31",
  ) => {
    const found = termStart(
      stated,
      first === null ? undefined : day(first),
      end === null ? undefined : day(end),
      day(asOf),
    );
    return found === null ? null : isoDay(found);
  };

  it("is the start of the line in its first term", () => {
    expect(start(12, "2026-04-01", "2027-03-31")).toBe("2026-04-01");
    expect(start(undefined, "2026-04-01", "2027-03-31")).toBe("2026-04-01");
    // A start in the term is that of seats that were added.
    expect(start(12, "2026-09-01", "2027-03-31")).toBe("2026-09-01");
  });

  it("is the last renewal of a line that goes on, as if each term had been as long", () => {
    expect(start(12, "2020-04-01", "2027-03-31")).toBe("2026-04-01");
    expect(start(12, "2020-04-01", "2027-03-31", "2026-04-01")).toBe("2026-04-01");
    expect(start(12, "2020-04-01", "2027-03-31", "2026-03-31")).toBe("2025-04-01");
    expect(start(36, "2020-04-01", "2027-03-31")).toBe("2024-04-01");
    expect(start(12, null, "2027-03-31")).toBe("2026-04-01");
    expect(start(12, null, "2029-03-31")).toBe("2026-04-01");
  });

  it("is a start up to 14 days before whole months", () => {
    expect(start(12, "2026-03-18", "2027-03-31")).toBe("2026-03-18");
    expect(start(12, "2026-03-17", "2027-03-31")).toBe("2026-04-01");
  });

  it("is not known without a start or a stated term", () => {
    expect(start(undefined, null, "2027-03-31")).toBeNull();
    expect(start(12, null, null)).toBeNull();
    expect(start(12, "2026-04-01", null)).toBe("2026-04-01");
  });
});
