import {
  highWaterMark,
  monthsOver,
  rollingAverage,
  stepsOver,
  trueUpCost,
} from "../../../src/engine/rules/true-up";
import { rate, seats, type Money, type Seats } from "../../../src/engine/units";
import { day } from "../estate-of";

const MONTH = 30.4375;

describe("what seats over cost", () => {
  const cost = (bought: number, assigned: number, ...more: readonly number[]) =>
    trueUpCost(
      seats(bought),
      seats(assigned),
      rate<Money, Seats>(1200),
      6,
      ...(more.length > 0 ? [seats(more[0]!)] : []),
      ...(more.length > 1 ? [rate<Money, Seats>(more[1]!)] : []),
    );

  it("is their price for the months over, at most for so many seats, and a year from the renewal on", () => {
    expect(cost(10, 12)).toBe(1200);
    expect(cost(10, 10)).toBe(0);
    expect(cost(10, 9)).toBe(0);
    expect(cost(10, 15, 2)).toBe(1200);
    expect(cost(10, 15, 2, 1000)).toBe(6200);
  });
});

describe("the months for which a seat is over", () => {
  const at = day("2026-12-31");
  const back = (n: number) => (at - n) as typeof at;
  const over = (assigned: number | null, latest: number | null, earliest = latest) => {
    const { low, high } = monthsOver(
      assigned === null ? null : back(assigned),
      latest === null || earliest === null ? null : { latest: back(latest), earliest: back(earliest) },
      at,
      12,
    );
    return [Math.round(low * MONTH), Math.round(high * MONTH)];
  };

  it("count from the later of its assignment and the start of the term", () => {
    expect(over(60, 100)).toEqual([60, 60]);
    expect(over(100, 60)).toEqual([60, 60]);
    expect(over(100, 40, 80)).toEqual([40, 80]);
    expect(over(60, 40, 80)).toEqual([40, 60]);
    expect(over(-5, 60)).toEqual([0, 0]);
  });

  it("are a range where a date is missing", () => {
    expect(over(null, 60)).toEqual([0, 60]);
    expect(over(60, null)).toEqual([0, 60]);
    expect(over(null, null)).toEqual([0, Math.round(12 * MONTH)]);
    expect(over(10_000, null)).toEqual([0, Math.round(12 * MONTH)]);
  });
});

describe("seats over by day", () => {
  const span = (n: number, first: number, last: number) => ({ seats: n, first, last });
  const steps = (held: ReturnType<typeof span>[], bought: ReturnType<typeof span>[]) =>
    stepsOver(held, bought, 0 as ReturnType<typeof day>, 30 as ReturnType<typeof day>).map(
      ({ days, over }) => [days, over],
    );

  it("change where seats begin and on the day after they end; the last day has not gone by", () => {
    expect(steps([span(5, 0, 9), span(3, 10, 99)], [span(2, -9, 99)])).toEqual([
      [10, 3],
      [20, 1],
      [0, 1],
    ]);
    expect(steps([span(5, 0, 99)], [span(2, -9, 19), span(9, 20, 99)])).toEqual([
      [20, 3],
      [10, 0],
      [0, 0],
    ]);
    expect(steps([], [])).toEqual([
      [30, 0],
      [0, 0],
    ]);
    // On the last day itself.
    expect(steps([span(1, 30, 30)], [])).toEqual([
      [30, 0],
      [0, 1],
    ]);
  });

  // Five over for two months, then two for four months.
  const STEPS = [
    { days: 2 * MONTH, over: 5 },
    { days: 4 * MONTH, over: 2 },
  ];

  it("the high-water mark charges the most, from the day on which it was reached", () => {
    expect(highWaterMark(STEPS, Infinity)).toEqual({ seats: 5, seatMonths: 30 });
    expect(highWaterMark([...STEPS].reverse(), Infinity)).toEqual({ seats: 5, seatMonths: 18 });
    expect(highWaterMark(STEPS, 3)).toEqual({ seats: 3, seatMonths: 18 });
    expect(highWaterMark([], Infinity)).toEqual({ seats: 0, seatMonths: 0 });
  });

  it("the rolling average charges an average day for all days", () => {
    expect(rollingAverage(STEPS, Infinity)).toEqual({ seats: 3, seatMonths: 18 });
    expect(rollingAverage(STEPS, 2)).toEqual({ seats: 2, seatMonths: 12 });
    expect(rollingAverage([], Infinity)).toEqual({ seats: 0, seatMonths: 0 });
    expect(rollingAverage([{ days: 1, over: 1 }], Infinity).seats).toBe(1);
  });
});
