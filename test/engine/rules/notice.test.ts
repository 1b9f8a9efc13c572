import { isoDay } from "../../../src/engine/calendar";
import { noticeDeadline } from "../../../src/engine/rules/notice";
import { days } from "../../../src/engine/units";
import { day } from "../estate-of";

it("45 days before 2026-12-31 is 2026-11-16, and over a leap day one earlier", () => {
  expect(isoDay(noticeDeadline(day("2026-12-31"), days(45)))).toBe("2026-11-16");
  expect(isoDay(noticeDeadline(day("2028-03-31"), days(31)))).toBe("2028-02-29");
  expect(isoDay(noticeDeadline(day("2026-12-31"), days(0)))).toBe("2026-12-31");
});
