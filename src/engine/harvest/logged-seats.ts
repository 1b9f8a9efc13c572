import type { DecisionLine } from "../estate/harvest-records";
import { grouped } from "../grouped";
import type { DayNumber } from "../units";

/** A seat by its holder and offering. */
export const seatKey = (user: string, offering: string): string => `${user}\n${offering}`;

/** Whether a line of a seat says that its holder has it no more. */
export const isGone = ({ event }: Pick<DecisionLine, "event">): boolean =>
  event === "reclaimed" || event === "given back";

/** The lines of each seat in a decision log, up to a day. */
export const linesBySeat = (
  lines: readonly DecisionLine[],
  asOf: DayNumber,
): ReadonlyMap<string, readonly DecisionLine[]> =>
  grouped(
    lines.filter((line) => line.asOf <= asOf),
    ({ user, offering }) => seatKey(user, offering),
  );
