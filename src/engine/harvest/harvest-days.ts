import type { Analysis } from "../analysis";
import { grouped } from "../grouped";
import type { CalendarEntry, CalendarKind } from "../renewal/renewal-calendar";
import type { DayNumber } from "../units";
import { counted, listed, shortened } from "../wording";
import type { HarvestSeat } from "./harvest";

/** A kind of day of a seat that comes back: when it is, and what a sentence says of all seats of that day. */
interface SeatDay {
  readonly kind: CalendarKind;
  readonly dayOf: (seat: HarvestSeat) => DayNumber | null;
  readonly text: (seats: string, users: string) => string;
}

const SEAT_DAYS: readonly SeatDay[] = [
  {
    kind: "notices to send",
    dayOf: ({ notice, noticeSent }) => (noticeSent === null ? notice : null),
    text: (seats, users) => `send the notices of ${seats} to ${users}: see Harvest`,
  },
  {
    kind: "notices sent",
    dayOf: ({ noticeSent }) => noticeSent,
    text: (seats, users) => `the notices of ${seats} went out to ${users}`,
  },
  {
    kind: "grace ends",
    dayOf: ({ reclaim }) => reclaim?.from ?? null,
    text: (seats, users) => `first day to take back ${seats} of ${users}: the grace is over`,
  },
  {
    kind: "reclaim by",
    dayOf: ({ reclaim }) => reclaim?.by ?? null,
    text: (seats, users) => `last day to take back ${seats} of ${users}`,
  },
];

/** The days of the seats that come back: of their notices, of the end of the grace, and the last day to take them. */
export const harvestDays = ({ harvest }: Analysis): Omit<CalendarEntry, "standing">[] =>
  SEAT_DAYS.flatMap(({ kind, dayOf, text }) =>
    [...grouped(harvest.seats, dayOf)].flatMap(([day, seats]) =>
      day === null ? [] : [{ day, kind, of: null, text: text(seatsOfDay(seats), usersOfDay(seats)) }],
    ),
  );

/** The most offerings that a sentence names. */
const MOST_OFFERINGS = 3;

/** "2 AutoCAD seats and 1 Revit seat". */
function seatsOfDay(seats: readonly HarvestSeat[]): string {
  const byOffering = [...grouped(seats, ({ offering }) => offering)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (byOffering.length > MOST_OFFERINGS) return counted(seats.length, "seat");
  return listed(byOffering.map(([offering, own]) => counted(own.length, `${shortened(offering)} seat`)));
}

const usersOfDay = (seats: readonly HarvestSeat[]): string =>
  counted(new Set(seats.map(({ person }) => person)).size, "user");
