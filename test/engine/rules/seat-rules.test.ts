import { isoDay } from "../../../src/engine/calendar";
import { noticeDeadline } from "../../../src/engine/rules/notice";
import { runOutDay } from "../../../src/engine/rules/run-out";
import { droppable, ratchet, savingOverYears, yearlySaving } from "../../../src/engine/rules/true-down";
import { trueUpCost } from "../../../src/engine/rules/true-up";
import { days, fraction, rate, seats, tokens } from "../../../src/engine/units";
import { day } from "../estate-of";

describe("seats paid for under a ratchet", () => {
  it("are whole: 7.2 needed are 8", () => {
    expect(ratchet(seats(10), [seats(7.2)], fraction(1), seats(0))).toEqual([8]);
  });

  it("fall by a whole number: 20 % of 19 is 3", () => {
    expect(ratchet(seats(19), [seats(0), seats(0)], fraction(0.2), seats(0))).toEqual([16, 13]);
  });

  it("fall by the cap of the year before, not of the beginning", () => {
    expect(ratchet(seats(100), [0, 0, 0].map(seats), fraction(0.5), seats(0))).toEqual([50, 25, 13]);
  });
});

describe("seats that may be dropped", () => {
  it("are the least of the surplus, the cap and what the floor leaves", () => {
    expect(droppable(seats(10), seats(9), fraction(0.5), seats(4))).toBe(1);
    expect(droppable(seats(10), seats(2), fraction(0.5), seats(4))).toBe(5);
    expect(droppable(seats(10), seats(2), fraction(1), seats(4))).toBe(6);
  });
});

describe("the saving of dropped seats", () => {
  it("has no maintenance in it unless it is said, and follows the quantity unless it is said not to", () => {
    expect(yearlySaving(seats(3), rate(100))).toBe(300);
    expect(yearlySaving(seats(3), rate(100), 0.5)).toBe(450);
    expect(savingOverYears(seats(10), seats(7), rate(100), fraction(1), seats(0), 2)).toBe(600);
  });
});

describe("the true-up", () => {
  it("of one seat for one month is a twelfth of its price; there is no limit unless one is agreed", () => {
    expect(trueUpCost(seats(1), seats(2), rate(1200), 1)).toBe(100);
    expect(trueUpCost(seats(0), seats(1000), rate(12), 12)).toBe(12_000);
  });

  it("charges a renewal price only where one is given", () => {
    expect(trueUpCost(seats(1), seats(2), rate(1200), 0)).toBe(0);
    expect(trueUpCost(seats(1), seats(2), rate(1200), 0, undefined, rate(900))).toBe(900);
  });
});

describe("dates", () => {
  it("the notice is due so many days before the end, the last of them included", () => {
    const due = (notice: number) => isoDay(noticeDeadline(day("2026-03-01"), days(notice)));
    expect([0, 1, 28, 29].map(due)).toEqual(["2026-03-01", "2026-02-28", "2026-02-01", "2026-01-31"]);
  });

  it("a balance may run out on the last day of spreadsheets, and not later", () => {
    const lasting = (balance: number) => runOutDay(tokens(balance), day("9999-12-30"), rate(30.4375));
    expect(lasting(0)).toBe(day("9999-12-30"));
    expect(lasting(1)).toBe(day("9999-12-31"));
    expect(lasting(2)).toBeNull();
  });
});
