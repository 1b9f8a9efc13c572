import { FREE_MINUTES, type Launch } from "../../engine/usage/charge-windows";
import { toSerial, LAST_DAY } from "../../engine/calendar";
import { allCells, type Argument } from "../arguments";
import { EARLIEST_DAY, numbersWithin } from "../kinds";
import { parameter } from "../parameters";
import { endsBeforeStart, notAsMany, refuse } from "../refusals";

/** A date with its time of day, as Excel stores it. */
const MOMENT = numbersWithin<number>("date and time", {
  number: [toSerial(EARLIEST_DAY, 1900), toSerial(LAST_DAY, 1900) + 1],
});

/** The parameters of the functions that count charges. */
export const STARTS = parameter("starts", MOMENT, "Date and time of each launch of one user and product");
export const ENDS = parameter("ends", MOMENT, "Date and time at which each of them was closed");

const SECONDS_PER_DAY = 86_400;

/** The launches of one user and product, in minutes; a time of day is taken to the second. */
export function launchesIn(starts: Argument<number>, ends: Argument<number>): Launch[] {
  const [from, to] = [allCells(starts), allCells(ends)];
  if (from.length !== to.length) return refuse(notAsMany("starts", from.length, "ends", to.length));
  const minute = (serial: number): number => Math.round(serial * SECONDS_PER_DAY) / 60;
  return from.map((start, i) => {
    const launch = { start: minute(start), end: minute(to[i]!) };
    return launch.end < launch.start ? refuse(endsBeforeStart(i + 1)) : launch;
  });
}

/** For the help of both functions. */
export const LAUNCH_NOTES = [
  `A launch of less than ${FREE_MINUTES} minutes costs nothing.`,
  "Give all versions of the product together, in any order.",
] as const;
