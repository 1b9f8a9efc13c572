import fc from "fast-check";
import { sessionsByDay } from "../../../src/engine/audit/recomputed";
import type { Session } from "../../../src/engine/estate/estate";
import type { DayNumber } from "../../../src/engine/units";

const MINUTES_A_DAY = 1440;
const session = (start: number, minutes: number): Session => ({
  person: 0,
  product: 0,
  start,
  end: start + minutes,
  origin: { source: 0, row: 2 },
});

describe("the sessions of a day", () => {
  it("are those that run on it; one that ends at midnight ran on the day before", () => {
    const all = [session(0, 3 * MINUTES_A_DAY), session(600, 60), session(1380, 60), session(1440, 0)];
    const on = (day: number) => sessionsByDay(all)(day as DayNumber).map((one) => all.indexOf(one));
    expect([-1, 0, 1, 2, 3].map(on)).toEqual([[], [0, 1, 2], [0, 3], [0], []]);
  });

  it("are the same as those that a look at each session finds", () => {
    const some = fc.array(fc.tuple(fc.integer({ max: 12, min: 0 }), fc.integer({ max: 9, min: 0 })));
    fc.assert(
      fc.property(some, fc.integer({ max: 3, min: -1 }), (starts, day) => {
        const all = starts
          .map(([start, length]) => session(start * 240, length * 240))
          .sort((a, b) => a.start - b.start);
        const [from, to] = [day * MINUTES_A_DAY, (day + 1) * MINUTES_A_DAY];
        const expected = all.filter(({ start, end }) => start < to && (end > from || start >= from));
        expect(sessionsByDay(all)(day as DayNumber)).toEqual(expected);
      }),
    );
  });
});
