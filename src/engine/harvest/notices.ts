import type { Analysis } from "../analysis";
import { at } from "../at";
import { isoDay } from "../calendar";
import type { Person } from "../estate/estate";
import { grouped } from "../grouped";
import { counted, listed, shortened } from "../wording";
import type { HarvestSeat } from "./harvest";

/** A mail that tells a person that seats are to come back. Brackets hold what the sender fills in. */
export interface Notice {
  readonly user: string;
  /** The address; a placeholder for a person whom the exports name by a hash. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A mail to each person whose seats are to come back, in the order of `Estate.people`. */
export function noticesOf({ harvest, estate }: Pick<Analysis, "harvest" | "estate">): Notice[] {
  const returning = harvest.seats.filter(({ reclaim }) => reclaim !== null);
  return [...grouped(returning, ({ person }) => person)].map(([person, seats]) =>
    noticeTo(at(estate.people, person), seats),
  );
}

/** Whether a mail to a person can be sent: a hash is no address. */
const addressOf = ({ id, hashed }: Person): string =>
  hashed || !id.includes("@") ? `[address of ${shortened(id)}]` : id;

function noticeTo(person: Person, seats: readonly HarvestSeat[]): Notice {
  const offerings = seats.map(({ offering }) => shortened(offering));
  const many = seats.length > 1;
  const dates = [
    ...new Set(seats.flatMap(({ reclaim }) => (reclaim === null ? [] : [isoDay(reclaim.from)]))),
  ].sort();
  const by = at(dates, 0);
  return {
    user: person.id,
    to: addressOf(person),
    subject: `Your ${listed(offerings)} ${many ? "seats" : "seat"}: an answer is needed by ${by}`,
    text: [
      `Dear ${shortened(person.name ?? person.id)},`,
      `you hold ${counted(seats.length, "seat")}: ${seats.map(seatText).join("; ")}.`,
      `Exports do not show offline use. If you need ${many ? "a seat" : "the seat"}, or work offline, tell ` +
        `[name and address] by ${by} what for and until when; your department decides.`,
      `Without an answer the ${many ? "seats are" : "seat is"} taken back from ${listed(dates)} on. Files stay where ` +
        "they are, and a seat can be asked for again.",
      "[Name of the sender]",
    ].join(" "),
  };
}

/** "AutoCAD, without use since 2026-05-02". */
function seatText({ offering: whole, class: found, use, why }: HarvestSeat): string {
  const offering = shortened(whole);
  if (found === "Leaver") return `${offering}, with an account that is not active`;
  if (found === "Dormant" && use.lastUse !== null)
    return `${offering}, without use since ${isoDay(use.lastUse)}`;
  if (found === "Dormant" && use.coveredDays !== null)
    return `${offering}, without use in ${counted(use.coveredDays, "day")}`;
  if (use.perMonth !== null) return `${offering}, used on ${use.perMonth.toFixed(1)} days a month`;
  return `${offering}, ${at(why, 0)}`;
}
