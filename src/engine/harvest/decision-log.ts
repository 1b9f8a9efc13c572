import type { Analysis } from "../analysis";
import { at } from "../at";
import type { Estate, Person } from "../estate/estate";
import type { DecisionLine, HarvestRecords, SeatEvent } from "../estate/harvest-records";
import type { DayNumber } from "../units";
import { isReturning, type HarvestSeat } from "./harvest";
import { isGone, linesBySeat, seatKey } from "./logged-seats";
import { whereaboutsOf } from "./whereabouts";

/** Whether a log holds lines of a later day, so that a run of this day adds none. */
export const isBehind = (lines: readonly { readonly asOf: DayNumber }[], asOf: DayNumber): boolean =>
  lines.some((line) => line.asOf > asOf);

/** The number of the next line of a log; no line has it yet, not even a line that cannot be read. */
export const nextNumber = ({ harvest }: Estate, log: keyof HarvestRecords["highest"]): number =>
  harvest === undefined ? 1 : harvest.highest[log] + 1;

/** A line whose event and number are not known yet: it is completed in place, as copies of so many fields are large. */
type NewLine = { -readonly [Field in keyof DecisionLine]: DecisionLine[Field] };

/**
 * The lines that this run adds to the decision log: one for each seat whose last line differs from today's state. A
 * seat that was always in use has no line. The same run twice adds nothing, nor does a run as of a day before the last
 * line.
 */
export function newDecisionLines(analysis: Analysis): DecisionLine[] {
  const { asOf, estate, harvest } = analysis;
  const lines = estate.harvest?.decisions ?? [];
  if (!harvest.areHoldersKnown || isBehind(lines, asOf)) return [];
  const logged = linesBySeat(lines, asOf);
  const held = new Set<string>();
  const found = harvest.seats.flatMap((seat): NewLine[] => {
    const person = at(estate.people, seat.person);
    const key = seatKey(person.id, seat.offering);
    held.add(key);
    const last = logged.get(key)?.at(-1);
    const line = newLine(seat, person, seat.next && at(estate.people, seat.next.person), asOf);
    const event = eventOf(last, line, seat);
    if (event === null) return [];
    line.event = event;
    return [line];
  });
  const whereabouts = whereaboutsOf(analysis);
  const gone = [...logged].flatMap(([key, own]): NewLine[] => {
    const last = own.at(-1);
    if (last === undefined || held.has(key) || isGone(last)) return [];
    const missing = whereabouts(last);
    if (missing !== null)
      return last.event === "no longer listed"
        ? []
        : [{ ...last, asOf, event: "no longer listed", why: missing }];
    const event = isReturning(last.action) ? "reclaimed" : "given back";
    return [{ ...last, asOf, event, why: GONE[event] }];
  });
  const next = nextNumber(estate, "decisions");
  const added = [...found, ...gone].sort(byUserAndSeat);
  for (const [i, line] of added.entries()) line.no = next + i;
  return added;
}

const GONE = {
  reclaimed: "the user holds the seat no more",
  "given back": "the user holds the seat no more, and it was not to be reclaimed",
} as const;

const byUserAndSeat = (a: NewLine, b: NewLine): number =>
  a.user === b.user ? compareTexts(a.offering, b.offering) : compareTexts(a.user, b.user);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const newLine = (
  { offering, class: use, action, why, typed, noticeSent, reclaim, price, ...seat }: HarvestSeat,
  { id, department, team }: Person,
  to: Person | null,
  asOf: DayNumber,
): NewLine => ({
  no: 0,
  asOf,
  user: id,
  department: department ?? team ?? "",
  offering,
  event: "found",
  use,
  action,
  lastUse: seat.use.lastUse,
  loginDays: seat.use.loginDays,
  why: why.join("; "),
  decision: typed?.word ?? "",
  owner: typed?.owner ?? "",
  note: typed?.note ?? "",
  noticeSent,
  reclaimFrom: reclaim?.from ?? null,
  next: to?.id ?? "",
  price,
});

/** What happened to a seat since its last line; null for nothing that the log should say. */
function eventOf(last: DecisionLine | undefined, line: NewLine, seat: HarvestSeat): SeatEvent | null {
  if (last === undefined) return isQuiet(seat) ? null : "found";
  if (isGone(last)) return "found";
  // What a person decided changes the action, too.
  if (line.decision !== "" && last.decision !== line.decision) return "decided";
  if (last.event === "no longer listed") return "changed";
  if (last.use !== line.use || last.action !== line.action || last.next !== line.next) return "changed";
  const isDecided =
    last.decision !== line.decision ||
    last.owner !== line.owner ||
    last.note !== line.note ||
    last.noticeSent !== line.noticeSent;
  return isDecided ? "decided" : null;
}

/** Whether a seat without a line needs none: nobody asks why it stays. */
const isQuiet = ({ action, typed, class: found }: HarvestSeat): boolean =>
  action === "keep" && typed === null && ["Active", "Occasional", "New"].includes(found);
