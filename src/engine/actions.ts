import type { Analysis } from "./analysis";
import { isoDay } from "./calendar";
import { dropsOf, type Drop } from "./drops";
import { showsWholeYear, type Certainty } from "./evidence/certainty";
import type { DoubleCoverage } from "./seats/double-coverage";
import type { Reconciliation } from "./seats/reconciliation";
import type { Statement } from "./statements";
import { total, type DayNumber, type Money } from "./units";
import { counted, wholeNumber } from "./wording";

/**
 * What to do now: seats to drop, true-ups, double coverage, and idle seats. Sentences without a full stop.
 */
export const actions = (analysis: Analysis): Statement[] => [
  ...dropsOf(analysis).map((drop) => dropping(drop, analysis)),
  ...analysis.reconciliations.flatMap(truingUp),
  ...paidTwice(analysis.doubleCoverage),
  ...dormantSeats(analysis),
];

const action = (text: string, certainty: Certainty): Statement => ({ kind: "action", text, certainty });

function dropping(drop: Drop, analysis: Analysis): Statement {
  const { seats, offering, contract, saving, noticeDeadline, autoRenews, ifComplete } = drop;
  const from = contract === null ? "" : ` from ${contract}`;
  const worth = saving === null ? "at an unknown price" : `${wholeNumber(saving)} a year`;
  const text =
    `Drop ${counted(seats, `${offering} seat`)}${from}, ${worth}` +
    notice(noticeDeadline, autoRenews, analysis.asOf) +
    condition(drop);
  return action(text, ifComplete > 0 ? "if complete" : showsWholeYear(analysis) ? "sure" : "estimated");
}

/** Which of the seats go only because no export shows their holders. */
function condition({ seats, ifComplete }: Drop): string {
  if (ifComplete === 0) return "";
  const which = ifComplete === seats ? "" : `${wholeNumber(ifComplete)} of them `;
  return `; ${which}only if the exports leave nobody out`;
}

function notice(deadline: DayNumber | null, autoRenews: boolean, asOf: DayNumber): string {
  if (deadline === null) return "";
  if (deadline < asOf) return `; notice was due on ${isoDay(deadline)}`;
  return `; give notice by ${isoDay(deadline)}${autoRenews ? ", or it renews automatically" : ""}`;
}

function truingUp({ offering, variance, trueUpCost }: Reconciliation): Statement[] {
  if (variance === null || variance <= 0) return [];
  const cost = trueUpCost === null ? "unknown cost" : wholeNumber(trueUpCost);
  const text = `${counted(variance, `${offering} seat`)} assigned beyond those bought: a true-up of ${cost}`;
  return [action(text, "sure")];
}

function paidTwice(found: readonly DoubleCoverage[]): Statement[] {
  if (found.length === 0) return [];
  const users = counted(new Set(found.map(({ person }) => person)).size, "user");
  const text = `${users} burned tokens on products they hold a seat for: `;
  return [action(text + atLeast(found.map(({ money }) => money)), "sure")];
}

/**
 * A sum of which parts may be unknown: "1,200", "at least 1,200", or "unknown cost" when no part is known.
 */
function atLeast(amounts: readonly (Money | null)[]): string {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return "unknown cost";
  return `${known.length < amounts.length ? "at least " : ""}${wholeNumber(total(known))}`;
}

function dormantSeats({ users, recommended, assumptions, coverage }: Analysis): Statement[] {
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
  const text =
    `${counted(held, "seat")} ${held === 1 ? "is" : "are"} held by ${counted(dormant.length, "user")} ` +
    `without use in ${days}`;
  const unseen = assumptions.exportsComplete === "no" && dormant.some(({ lastUse }) => lastUse === null);
  return [action(text, unseen ? "if complete" : "sure")];
}
