import type { Analysis } from "../analysis";
import { at } from "../at";
import { isoDay } from "../calendar";
import { money, sumKnown } from "../units";
import { counted, wholeNumber } from "../wording";
import { isSaved } from "./departments";

/** What to do about seats of little use, in sentences without a full stop. */
export function harvestActions({ harvest, asOf }: Analysis): string[] {
  const { seats } = harvest;
  const returning = seats.filter(({ reclaim }) => reclaim !== null);
  const due = returning.filter(
    ({ reclaim, noticeSent }) => reclaim !== null && reclaim.from <= asOf && noticeSent !== null,
  );
  const unsent = returning.filter(({ noticeSent }) => noticeSent === null);
  const asked = seats.filter(({ action }) => action === "ask");
  return [
    ...(unsent.length === 0 ? [] : [noticesToSend(unsent)]),
    ...(due.length === 0 ? [] : [`Reclaim ${counted(due.length, "seat")} whose grace is over: see Harvest`]),
    ...(asked.length === 0 || returning.length === 0
      ? []
      : [`Harvest leaves ${counted(asked.length, "seat")} alone, as their use is not known`]),
  ];
}

function noticesToSend(seats: Analysis["harvest"]["seats"]): string {
  const people = new Set(seats.map(({ person }) => person)).size;
  const saved = seats.filter(isSaved);
  const worth = sumKnown([money(0), ...saved.map(({ price }) => price)]);
  const given = seats.filter(({ next }) => next !== null).length;
  // The notices that are not sent go out on the day of this run, so their grace ends on one day.
  const first = at(
    seats.flatMap(({ reclaim }) => reclaim?.from ?? []),
    0,
  );
  const next = given === 0 ? "" : `; users who need one get ${wholeNumber(given)} of them first`;
  const amount = worth === null ? "an unknown amount" : wholeNumber(worth);
  return (
    `Send notices to ${counted(people, "user")} for ${counted(seats.length, "seat")} of little or no use, and ` +
    `reclaim from ${isoDay(first)} on: ${amount} a year once their lines end${next}`
  );
}
