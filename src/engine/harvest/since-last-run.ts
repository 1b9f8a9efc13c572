import type { Analysis } from "../analysis";
import { addMonths, isoDay, MONTHS_A_YEAR } from "../calendar";
import type { DecisionLine, ReconciliationLine } from "../estate/harvest-records";
import { fraction, seats, sumKnown, type DayNumber, type Fraction, type Seats } from "../units";
import { onceFor } from "../once-for";
import { counted, listed, percentText, wholeNumber } from "../wording";
import { newDecisionLines } from "./decision-log";
import { isReturning } from "./harvest";
import { isGone, linesBySeat } from "./logged-seats";
import { stateOf, type DayState } from "./reconciliation-log";

/** What changed since the last run of an earlier day, by the logs. */
export interface SinceLastRun {
  /** The day of that run. */
  readonly since: DayNumber;
  /** The state of all offerings then and now. */
  readonly then: ReconciliationLine;
  readonly now: DayState;
  /** The lines added to the decision log since then, including this run's. */
  readonly decisions: readonly DecisionLine[];
}

/** Null where no log holds a run of an earlier day. */
export function sinceLastRun(analysis: Analysis): SinceLastRun | null {
  const { asOf, estate } = analysis;
  const before = (estate.harvest?.reconciliations ?? []).filter(
    (line) => line.of === "all" && line.asOf < asOf,
  );
  const then = before.reduce<ReconciliationLine | null>(
    (last, line) => (last === null || line.asOf >= last.asOf ? line : last),
    null,
  );
  const now = stateOf(analysis).find(({ of }) => of === "all");
  if (then === null || now === undefined) return null;
  const logged = estate.harvest?.decisions ?? [];
  const decisions = [
    ...logged.filter((line) => line.asOf > then.asOf && line.asOf <= asOf),
    ...newDecisionLines(analysis),
  ];
  return { since: then.asOf, then, now, decisions };
}

/** The change in a sentence without a full stop. */
function sinceText({ since, then, now, decisions }: SinceLastRun, analysis: Analysis): string {
  const { currency } = analysis.assumptions;
  const paid = "paid for seats and tokens";
  const parts = [
    differenceText(["person used a product", "people used a product"], then.people, now.people),
    differenceText(["seat is bought", "seats are bought"], then.bought, now.bought),
    differenceText(["seat is assigned", "seats are assigned"], then.assigned, now.assigned),
    differenceText(["token a year is drawn", "tokens a year are drawn"], then.tokens, now.tokens),
    differenceText(
      [`${currency} a year is ${paid}`, `${currency} a year are ${paid}`],
      then.cost,
      now.cost,
      "less",
    ),
  ];
  const returned = cameBack(analysis).filter((line) => line.asOf > since).length;
  const found = turnedToReturn(analysis, decisions).length;
  const harvest = [
    ...(returned === 0 ? [] : [`${counted(returned, "seat")} came back`]),
    ...(found === 0 ? [] : [`${counted(found, "seat")} more ${found === 1 ? "is" : "are"} to come back`]),
  ];
  return `Since the run of ${isoDay(since)}: ${[listed(parts), ...harvest].join("; ")}`;
}

/** The lines by which seats came back: of each seat, each time once, also where two workbooks went on apart. */
const cameBack = onceFor((analysis: Analysis): readonly DecisionLine[] => {
  const lines = [...(analysis.estate.harvest?.decisions ?? []), ...newDecisionLines(analysis)];
  return [...linesBySeat(lines, analysis.asOf).values()].flatMap((own) =>
    own.filter((line, i) => line.event === "reclaimed" && own[i - 1]?.event !== "reclaimed"),
  );
});

/** The lines by which seats are to come back now that were not to come back at the last run. */
function turnedToReturn({ asOf, estate }: Analysis, decisions: readonly DecisionLine[]): DecisionLine[] {
  const returns = (line: DecisionLine | undefined): boolean =>
    line !== undefined && !isGone(line) && isReturning(line.action);
  const since = new Set(decisions.map(({ no }) => no));
  const before = linesBySeat(
    (estate.harvest?.decisions ?? []).filter(({ no }) => !since.has(no)),
    asOf,
  );
  return [...linesBySeat(decisions, asOf)].flatMap(([seat, lines]) => {
    const last = lines.at(-1);
    if (last === undefined || last.event === "no longer listed" || !returns(last)) return [];
    return returns(before.get(seat)?.at(-1)) ? [] : [last];
  });
}

/** "12 people used a product (2 more)". */
function differenceText(
  [one, many]: readonly [one: string, many: string],
  then: number | null,
  now: number | null,
  lower = "fewer",
): string {
  if (now === null)
    return `it is not known how many ${many}${then === null ? "" : ` (${wholeNumber(then)} then)`}`;
  const change = then === null ? null : Math.round(now) - Math.round(then);
  const difference =
    change === null
      ? "not known then"
      : change === 0
        ? "as then"
        : `${wholeNumber(Math.abs(change))} ${change > 0 ? "more" : lower}`;
  return `${counted(now, one, many)} (${difference})`;
}

/** What a year of harvest brought back, against the seats that were too many at the first run of the log. */
export interface ReclaimedSoFar {
  /** The first day of the log, and the last of the year that begins with it. */
  readonly since: DayNumber;
  readonly until: DayNumber;
  /** Seats that came back within that year, and seats that may have, because today's tables do not list them. */
  readonly seats: Seats;
  readonly notListed: Seats;
  /** Lines of the decision log that no figure counts. */
  readonly leftOut: number;
  /** Seats bought and not active on the first day; unknown where a line of that day may be left out. */
  readonly over: Seats | null;
  /** Null where it is not known, or where no seat was too many. */
  readonly share: Fraction | null;
}

/** Null without a run of an earlier day. */
export function reclaimedSoFar(analysis: Analysis): ReclaimedSoFar | null {
  const { asOf, estate } = analysis;
  const lines = (estate.harvest?.reconciliations ?? []).filter((line) => line.asOf < asOf);
  const [first] = lines;
  if (first === undefined) return null;
  const since = lines.reduce((day, line) => (line.asOf < day ? line.asOf : day), first.asOf);
  const until = (addMonths(since, MONTHS_A_YEAR) - 1) as DayNumber;
  const ofFirst = new Map(
    lines.filter((line) => line.asOf === since && line.of === "seats").map((line) => [line.offering, line]),
  );
  const overs = [...ofFirst.values()].map(({ bought, active }) =>
    bought === null || active === null ? null : seats(Math.max(bought - active, 0)),
  );
  const leftOut = estate.harvest?.leftOut ?? NONE_LEFT_OUT;
  const over = overs.length === 0 || leftOut.reconciliations > 0 ? null : sumKnown(overs);
  const all = [...(estate.harvest?.decisions ?? []), ...newDecisionLines(analysis)].filter(
    (line) => line.asOf >= since && line.asOf <= until && line.asOf <= asOf,
  );
  const back = seats(cameBack(analysis).filter((line) => line.asOf >= since && line.asOf <= until).length);
  const last = [...linesBySeat(all, asOf).values()].map((own) => own.at(-1)?.event);
  return {
    since,
    until,
    seats: back,
    notListed: seats(last.filter((event) => event === "no longer listed").length),
    leftOut: leftOut.decisions,
    over,
    share: over === null || over === 0 ? null : fraction(back / over),
  };
}

const NONE_LEFT_OUT = { decisions: 0, reconciliations: 0 } as const;

/** The same in a sentence without a full stop. */
function reclaimedText(
  { since, until, seats: back, notListed, leftOut, over, share }: ReclaimedSoFar,
  { assumptions: { harvestLow, harvestHigh } }: Analysis,
): string {
  const beside =
    notListed === 0
      ? ""
      : `; whether ${counted(notListed, "more seat")} came back is not known, as no table of today lists what shows it`;
  const band = `a first year usually brings back ${percentText(harvestLow)} to ${percentText(harvestHigh)} [E]`;
  const where =
    over === null
      ? "how many seats were too many then is not known"
      : share === null
        ? "no seat was too many then"
        : `${percentText(share)} of the ${counted(over, "seat")} bought and not active then; ${band}`;
  return (
    `Seats that came back since ${isoDay(since)}: ${wholeNumber(back)}, ${where}; ` +
    `the year ends on ${isoDay(until)}${beside}${changedText(leftOut)}`
  );
}

const changedText = (leftOut: number): string =>
  leftOut === 0
    ? ""
    : `; ${counted(leftOut, "line")} of the decision log ${leftOut === 1 ? "was" : "were"} changed or lost, and no ` +
      `figure counts ${leftOut === 1 ? "it" : "them"}`;

/** What changed since the last run, and what came back, in sentences without a full stop; none without a log. */
export function changesInWords(analysis: Analysis): string[] {
  const [since, back] = [sinceLastRun(analysis), reclaimedSoFar(analysis)];
  return [
    ...(since === null ? [] : [sinceText(since, analysis)]),
    ...(back === null ? [] : [reclaimedText(back, analysis)]),
  ];
}
