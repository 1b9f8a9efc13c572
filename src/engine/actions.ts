import type { Analysis } from "./analysis";
import { at } from "./at";
import { isoDay } from "./calendar";
import type { DoubleCoverage } from "./seats/double-coverage";
import type { TrueDown } from "./seats/droppable";
import type { Reconciliation } from "./seats/reconciliation";
import { minus, times, total, type DayNumber, type Money, type Seats } from "./units";
import { counted, wholeNumber } from "./wording";

/**
 * What to do now, in sentences without a full stop: seats to drop, true-ups, double coverage, and idle seats.
 */
export const actions = (analysis: Analysis): string[] => [
  ...droppedSeats(analysis).flatMap((drop) => dropping(drop, analysis.asOf)),
  ...analysis.reconciliations.flatMap(truingUp),
  ...paidTwice(analysis.doubleCoverage),
  ...dormantSeats(analysis),
];

/** Seats of a contract line that are not renewed. */
type Drop = Pick<TrueDown, "offering" | "contract" | "saving" | "noticeDeadline" | "autoRenews"> & {
  readonly seats: Seats;
};

/** The seats that the recommended scenario drops; without one, the seats that may be dropped. */
function droppedSeats({ trueDowns, recommended }: Analysis): Drop[] {
  if (recommended === null) return trueDowns.map((one) => ({ ...one, seats: one.droppable }));
  return trueDowns.map((one) => {
    const renewed = recommended.lines.filter(({ source }) => source?.id === one.line);
    const seats = minus(one.bought, total(renewed.map((line) => at(line.seats, 0))));
    return { ...one, seats, saving: one.price === null ? null : times(one.price, seats) };
  });
}

function dropping(
  { seats, offering, contract, saving, noticeDeadline, autoRenews }: Drop,
  asOf: DayNumber,
): string[] {
  if (seats <= 0) return [];
  const from = contract === null ? "" : ` from ${contract}`;
  const worth = saving === null ? "at an unknown price" : `${wholeNumber(saving)} a year`;
  return [
    `Drop ${counted(seats, `${offering} seat`)}${from}, ${worth}${notice(noticeDeadline, autoRenews, asOf)}`,
  ];
}

function notice(deadline: DayNumber | null, autoRenews: boolean, asOf: DayNumber): string {
  if (deadline === null) return "";
  if (deadline < asOf) return `; notice was due on ${isoDay(deadline)}`;
  return `; give notice by ${isoDay(deadline)}${autoRenews ? ", or it renews automatically" : ""}`;
}

function truingUp({ offering, variance, trueUpCost }: Reconciliation): string[] {
  if (variance === null || variance <= 0) return [];
  const cost = trueUpCost === null ? "unknown cost" : wholeNumber(trueUpCost);
  return [`${counted(variance, `${offering} seat`)} assigned beyond those bought: a true-up of ${cost}`];
}

function paidTwice(found: readonly DoubleCoverage[]): string[] {
  if (found.length === 0) return [];
  const users = counted(new Set(found.map(({ person }) => person)).size, "user");
  return [
    `${users} burned tokens on products they hold a seat for: ${atLeast(found.map(({ money }) => money))}`,
  ];
}

/**
 * A sum of which parts may be unknown: "1,200", "at least 1,200", or "unknown cost" when no part is known.
 */
function atLeast(amounts: readonly (Money | null)[]): string {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return "unknown cost";
  return `${known.length < amounts.length ? "at least " : ""}${wholeNumber(total(known))}`;
}

function dormantSeats({ users, recommended, assumptions, coverage }: Analysis): string[] {
  if (recommended === null) return [];
  const coveredSeats = (seats: readonly string[]): number =>
    seats.filter((seat) => !coverage.notCovered.has(seat)).length;
  const dormant = users.filter(
    ({ segment, heldSeats }) => segment === "Dormant" && coveredSeats(heldSeats) > 0,
  );
  const held = dormant.reduce((sum, { heldSeats }) => sum + coveredSeats(heldSeats), 0);
  if (held === 0) return [];
  // "No use in 90 days" needs 90 covered days.
  const days = counted(Math.min(assumptions.dormantDays, coverage.days ?? Infinity), "day");
  return [
    `${counted(held, "seat")} ${held === 1 ? "is" : "are"} held by ${counted(dormant.length, "user")} ` +
      `without use in ${days}`,
  ];
}
