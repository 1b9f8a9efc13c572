import { isoDay, LAST_DAY } from "../../../src/engine/calendar";
import { runOutDay } from "../../../src/engine/rules/run-out";
import { yearLike } from "../../../src/engine/rules/pool-size";
import { rate, tokens } from "../../../src/engine/units";
import { day } from "../estate-of";

describe("the day a balance runs out", () => {
  const runOut = (balance: number, perMonth: number) => {
    const found = runOutDay(tokens(balance), day("2026-10-31"), rate(perMonth));
    return found === null ? null : isoDay(found);
  };

  it("is the first day for which it is too small", () => {
    // 1 token a day
    expect(runOut(0, 30.4375)).toBe("2026-10-31");
    expect(runOut(0.5, 30.4375)).toBe("2026-10-31");
    expect(runOut(1, 30.4375)).toBe("2026-11-01");
    // 24,000 at 6,000 a month: 4 × 30.4375 = 121.75 days
    expect(runOut(24_000, 6000)).toBe("2027-03-01");
    // 4.3 at 0.1 a day: 43 days, a hair less in binary
    expect(runOut(4.3, 3.04375)).toBe("2026-12-13");
  });

  it("is never without use, nor after the last date of a spreadsheet", () => {
    expect(runOut(100, 0)).toBeNull();
    expect(runOut(0, 0)).toBeNull();
    expect(runOut(1e9, 1)).toBeNull();
    expect(isoDay(LAST_DAY)).toBe("9999-12-31");
  });
});

it("a year like the months seen", () => {
  expect(yearLike([tokens(100), tokens(200)])).toBe(1800);
  expect(yearLike(Array<ReturnType<typeof tokens>>(12).fill(tokens(35_000)))).toBe(420_000);
});
