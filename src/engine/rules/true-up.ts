import { DAYS_PER_MONTH } from "../calendar";
import { money, rate, seats, type DayNumber, type Money, type SeatPrice, type Seats } from "../units";

/**
 * Cost of seats assigned beyond those bought: seats over × price × months over ÷ 12, charged back (DOMAIN
 * §7). `price` is the overage price if one is agreed, else the list price. `mostSeats` limits the seats that
 * can be charged back. `renewalPrice` adds a year of every seat over from the renewal on.
 */
export function trueUpCost(
  bought: Seats,
  assigned: Seats,
  price: SeatPrice,
  monthsOver: number,
  mostSeats: Seats = Infinity as Seats,
  renewalPrice: SeatPrice = rate(0),
): Money {
  const over = Math.max(assigned - bought, 0);
  return money((Math.min(over, mostSeats) * price * monthsOver) / 12 + over * renewalPrice);
}

/** Months that lie between two bounds; equal where they are known. */
export interface MonthsRange {
  readonly low: number;
  readonly high: number;
}

/** The days on which the terms of an offering's lines began; null where no table says. */
export interface TermStarts {
  readonly earliest: DayNumber;
  readonly latest: DayNumber;
}

/**
 * Months for which a seat is over, until a day: from the later of its assignment and the start of its line's
 * term (DOMAIN §14). A missing date leaves a range from 0: without the start, at most `mostMonths`.
 */
export function monthsOver(
  assigned: DayNumber | null,
  starts: TermStarts | null,
  asOf: DayNumber,
  mostMonths: number,
): MonthsRange {
  const since = (day: number): number => Math.max(asOf - day, 0) / DAYS_PER_MONTH;
  const held = assigned === null ? Infinity : since(assigned);
  if (starts === null) return { low: 0, high: Math.min(held, mostMonths) };
  return {
    low: assigned === null ? 0 : Math.min(held, since(starts.latest)),
    high: Math.min(held, since(starts.earliest)),
  };
}

/** Seats from a day through a day; a missing bound is no limit. */
export interface SeatSpan {
  readonly seats: number;
  readonly first: number;
  readonly last: number;
}

/** Seats in use beyond those bought on some days in a row. */
export interface OverStep {
  readonly days: number;
  readonly over: number;
}

/**
 * The seats held beyond those bought from the day `first` until the day `last`, in steps; the last step is that day,
 * which has not gone by yet.
 */
export function stepsOver(
  held: readonly SeatSpan[],
  bought: readonly SeatSpan[],
  first: DayNumber,
  last: DayNumber,
): OverStep[] {
  const changes = [...held, ...bought]
    .flatMap((span) => [span.first, span.last + 1])
    .filter((day) => day > first && day < last);
  const days = [...new Set([first, ...changes, last])].sort((a, b) => a - b);
  const on = (spans: readonly SeatSpan[], day: number): number =>
    spans.reduce((sum, span) => (span.first <= day && day <= span.last ? sum + span.seats : sum), 0);
  return days.map((day, i) => ({
    days: (days[i + 1] ?? last) - day,
    over: Math.max(on(held, day) - on(bought, day), 0),
  }));
}

/** The seats that a wording counts, and the months for which they are charged, over all seats together. */
export interface CountedSeats {
  readonly seats: Seats;
  readonly seatMonths: number;
}

/**
 * High-water mark: the most seats over at any time, each charged from the day on which the number over first reached
 * it, also where it fell later: 5 over for 2 months and 2 after that for 4 months are 5 seats and 30 seat-months.
 */
export function highWaterMark(steps: readonly OverStep[], mostSeats: number): CountedSeats {
  let [mark, seatMonths] = [0, 0];
  for (const { days, over } of steps) {
    mark = Math.max(mark, Math.min(over, mostSeats));
    seatMonths += (mark * days) / DAYS_PER_MONTH;
  }
  return { seats: seats(mark), seatMonths };
}

/**
 * Rolling average: the seats over on an average day, charged for all days: 5 over for 2 months and 2 for 4 months are 3
 * seats and 18 seat-months.
 */
export function rollingAverage(steps: readonly OverStep[], mostSeats: number): CountedSeats {
  const all = steps.reduce((sum, step) => sum + step.days, 0);
  const seatDays = steps.reduce((sum, { days, over }) => sum + days * Math.min(over, mostSeats), 0);
  return { seats: seats(all === 0 ? 0 : seatDays / all), seatMonths: seatDays / DAYS_PER_MONTH };
}
