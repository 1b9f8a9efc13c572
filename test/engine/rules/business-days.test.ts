import { businessDaysAfter } from "../../../src/engine/rules/business-days";
import { day } from "../estate-of";

const WEEKDAYS_ONLY = (one: number): boolean => ![2, 3].includes(((one % 7) + 7) % 7);

describe("business days", () => {
  it("ten business days after Monday 2 November 2026 is Monday 16 November", () => {
    expect(businessDaysAfter(day("2026-11-02"), 10, WEEKDAYS_ONLY)).toBe(day("2026-11-16"));
  });

  it("holidays and weekends do not count", () => {
    const isWorked = (one: number): boolean => WEEKDAYS_ONLY(one) && one !== day("2026-12-25");
    expect(businessDaysAfter(day("2026-12-23"), 2, isWorked)).toBe(day("2026-12-28"));
    expect(businessDaysAfter(day("2026-12-26"), 1, isWorked)).toBe(day("2026-12-28"));
  });

  it("is unknown where nobody ever works", () => {
    expect(businessDaysAfter(day("2026-11-02"), 1, () => false)).toBeNull();
  });
});
