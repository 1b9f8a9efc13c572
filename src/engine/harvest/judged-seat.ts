import type { HarvestAction, HarvestDecision } from "../estate/harvest-records";
import { at } from "../at";
import { addDays, isoDay } from "../calendar";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import type { Member } from "../renewal/plan";
import { activityOf, type Activity } from "../rules/segment";
import { excepted, isDecidedToKeep, isUseUnread } from "../seats/reconciliation";
import type { DayNumber } from "../units";
import type { Usage } from "../usage/usage";
import { counted, shortened } from "../wording";
import { assignedSince, type SeatUse } from "./seat-use";

/**
 * How much a seat is used: the activity class of [E], or why it has none. `New`: assigned too lately to be judged.
 * `Leaver`: the account is not active. `Unknown`: the exports say too little.
 */
export type SeatClass = Activity | "New" | "Leaver" | "Unknown";

export interface JudgedSeat {
  readonly class: SeatClass;
  readonly action: HarvestAction;
  /** Sentences without a full stop; the first says why. */
  readonly why: readonly string[];
  /** Why a decision to reclaim is not followed; null where it is, or where there is none. */
  readonly refused: string | null;
  /** The day of the notice that counts for the seat; null for none. */
  readonly noticeSent: DayNumber | null;
}

/** A seat with its holder, and what is known of both. */
export interface SeatInUse {
  readonly member: Member;
  readonly offering: string;
  readonly use: SeatUse;
  /** What the analyst typed for it. */
  readonly typed: HarvestDecision | undefined;
  /** The last day on which the holder had it no more, by the log: what was typed until then was for the seat before. */
  readonly goneOn: DayNumber | null;
}

const OFFLINE = "offline use is in no export";

/** The class of a seat and its action ([E]). A holder whose use is unknown keeps the seat. */
export function judgedSeat(context: Context, usage: Usage, seat: SeatInUse): JudgedSeat {
  const unknown = whyUseUnknown(context, usage, seat);
  const found = classOf(context, seat, unknown);
  const because = usedHow(context, seat, found, unknown);
  const noticeSent = countingNotice(seat);
  const judged = (
    action: HarvestAction,
    why: readonly string[],
    refused: string | null = null,
  ): JudgedSeat => ({
    class: found,
    action,
    why: action === "keep" && found === "Active" ? why : [...why, OFFLINE],
    refused,
    noticeSent,
  });
  const kept = whyKept(context, seat);
  if (kept !== null) return judged("keep", [kept, ...because], seat.typed?.word === "reclaim" ? kept : null);
  if (seat.typed?.word === "reclaim") {
    if (found === "Unknown") return judged("ask", because, "the use of the seat is not known");
    if (seat.goneOn !== null && noticeSent === null)
      return judged(actionOf(context, seat, found), because, decidedBefore(seat.goneOn));
    return judged("reclaim", ["you decided to reclaim it", ...because]);
  }
  return judged(actionOf(context, seat, found), [...because, ...exceptionEnded(context, seat)]);
}

/** The day of the notice typed for a seat; null for none, or for one of the time before it was last given back. */
const countingNotice = ({ typed, goneOn }: SeatInUse): DayNumber | null => {
  const sent = typed?.noticeSent ?? null;
  return sent === null || (goneOn !== null && sent <= goneOn) ? null : sent;
};

const decidedBefore = (day: DayNumber): string =>
  `it may be of the time before ${isoDay(day)}, when the holder had the seat no more: send a notice and type its day`;

function classOf(context: Context, { member, offering, use }: SeatInUse, unknown: string | null): SeatClass {
  if (member.rule === "leaver" || at(context.estate.people, member.demand.person).inactive) return "Leaver";
  if (unknown !== null) return "Unknown";
  const activity = activityIn(context, use);
  if (activity === null) return "Unknown";
  const isLittle = activity === "Dormant" || activity === "Minimal";
  return isLittle && newUntil(context, member.demand.person, offering) !== null ? "New" : activity;
}

const activityIn = ({ assumptions }: Context, { perMonth, unusedDays }: SeatUse): Activity | null =>
  perMonth === null || unusedDays === null
    ? null
    : activityOf({ daysPerMonth: perMonth, daysSinceUse: unusedDays }, assumptions);

/** The last day on which a seat counts as new; null if it is not new, or if no table says since when it is there. */
function newUntil(context: Context, person: PersonIndex, offering: string): DayNumber | null {
  const since = assignedSince(context, person, offering);
  if (since === null || context.asOf - since >= context.assumptions.newDays) return null;
  return addDays(since, context.assumptions.newDays - 1);
}

/** Why the use of a seat is not known, without a full stop; null where it is. */
function whyUseUnknown(context: Context, usage: Usage, { member, offering, use }: SeatInUse): string | null {
  const { coverage } = usage;
  const { asOf, assumptions } = context;
  const { person } = member.demand;
  const activity = activityIn(context, use);
  // What the exports leave out could only add to the use.
  if (activity === "Active" || activity === "Occasional") return null;
  if (member.rule === "unseen") return "no export of use was read";
  if (member.unread.length > 0 || isUseUnread(context, person, offering))
    return "rows that say more about it could not be read";
  if (coverage.unknownPeople.has(person) || coverage.unknownHolders.get(offering)?.has(person) === true)
    return "the exports may leave its use out";
  if (asOf - use.through > assumptions.staleDays)
    return `the exports end on ${isoDay(use.through)}, ${counted(asOf - use.through, "day")} before this analysis`;
  if (use.coveredDays === null) return "no export covers the use of seats";
  if (use.perMonth === null) return "a report gives no days, or no period";
  if (!use.isLastUseKnown) return "a report gives days and no date";
  return use.coveredDays < assumptions.dormantDays && newUntil(context, person, offering) === null
    ? `little or no use in the ${counted(use.coveredDays, "day")} that the exports cover, and ` +
        `${counted(assumptions.dormantDays, "day")} are needed`
    : goneInGap(context, use);
}

/** Whether a seat was last used long ago, and too few of the days since then are covered to say that it is not used. */
function goneInGap(
  { assumptions: { dormantDays } }: Context,
  { lastUse, unusedDays, through }: SeatUse,
): string | null {
  if (lastUse === null || unusedDays === null || through - lastUse < dormantDays) return null;
  return unusedDays >= dormantDays
    ? null
    : `last used on ${isoDay(lastUse)}, and the exports cover only ${counted(unusedDays, "day")} since then`;
}

/** Why a holder keeps a seat whatever its use is, without a full stop; null for nobody's rule. */
function whyKept(context: Context, { member, offering, typed }: SeatInUse): string | null {
  const { person } = member.demand;
  const { critical, exceptionUntil, ...holder } = at(context.estate.people, person);
  const exception = shortened(holder.exception ?? "");
  if (excepted(context, person))
    return exceptionUntil === undefined
      ? `exception (${exception}) without an end: ask until when`
      : `exception (${exception}) until ${isoDay(exceptionUntil)}`;
  if (critical) return "marked as critical";
  if (isDecidedToKeep(context, person, offering)) return "you decided on this seat in Users";
  return typed?.word === "keep" ? "you decided to keep it" : null;
}

function exceptionEnded(context: Context, { member }: SeatInUse): string[] {
  const { exception, exceptionUntil } = at(context.estate.people, member.demand.person);
  return exception === undefined || exceptionUntil === undefined
    ? []
    : [`exception (${shortened(exception)}) ended on ${isoDay(exceptionUntil)}`];
}

/** What [E] does with a class; a seat of little use whose busiest time passes the third test is asked about first. */
function actionOf({ assumptions }: Context, { use }: SeatInUse, found: SeatClass): HarvestAction {
  switch (found) {
    case "Active":
    case "New":
      return "keep";
    case "Occasional":
      return "monitor";
    case "Minimal":
      return use.busiest !== null && use.busiest >= assumptions.harvestLoginDays ? "monitor" : "grace";
    case "Dormant":
    case "Leaver":
      return "reclaim";
    case "Unknown":
      return "ask";
  }
}

/** How a seat is used, in sentences without a full stop. */
function usedHow(context: Context, seat: SeatInUse, found: SeatClass, unknown: string | null): string[] {
  const { use, member, offering } = seat;
  const { harvestLoginDays, harvestWindowDays } = context.assumptions;
  const rate =
    use.perMonth === null ? "days of use not known" : `used on ${use.perMonth.toFixed(1)} days a month`;
  const covered = (days: number | null, what: string): string =>
    days === null ? "days" : counted(days, what);
  const unused =
    use.lastUse === null
      ? `no use in the ${covered(use.coveredDays, "day")} that the exports cover`
      : `no use since ${isoDay(use.lastUse)}, ${covered(use.unusedDays, "covered day")}`;
  const window = counted(harvestWindowDays, "day");
  const busiest = use.busiest === null ? "" : `${counted(use.busiest, "login day")} in the busiest ${window}`;
  const passes = use.busiest !== null && use.busiest >= harvestLoginDays;
  switch (found) {
    case "Active":
      return passes || busiest === "" ? [rate] : [rate, `${busiest}, fewer than ${harvestLoginDays}`];
    case "Occasional":
      return [`${rate}: document why the seat stays`];
    case "Minimal":
      return [rate, ...(passes ? [`${busiest}: ask the department whether the work is seasonal`] : [])];
    case "Dormant":
      return [unused, ...(passes ? [`${busiest} before: ask whether the work is seasonal`] : [])];
    case "New":
      return [`new until ${isoDay(newUntil(context, member.demand.person, offering) ?? context.asOf)}`];
    case "Leaver":
      return ["the account is not active"];
    case "Unknown":
      return [unknown ?? "not known"];
  }
}
