import { WEEKDAYS, type Assumptions } from "../assumptions";
import type { Estate, PersonIndex } from "../estate/estate";
import { sessionSpan } from "../estate/session-store";
import { WINDOW_MINUTES } from "../usage/charge-windows";
import { localTime, type LocalTime } from "./local-time";

/** The hours in which people work, on the clocks of the place where they do. */
export interface BusinessHours {
  readonly zone: string;
  readonly local: LocalTime;
  /** Whether no minute of a time, in minutes since 1970 UTC, is in business hours. */
  isOutside(start: number, end: number): boolean;
  /** The business hours that begin on a local day, in local minutes; null on a day without work. */
  hoursOf(localDay: number): { readonly from: number; readonly to: number } | null;
}

/** What `Time zone` is until somebody enters one. */
export const NO_ZONE = "unknown";

/** Tells the days on which people work: the days of the week that the assumption names, without holidays. */
export function workingDay(
  { holidays = [] }: Pick<Estate, "holidays">,
  { workingDays }: Pick<Assumptions, "workingDays">,
): (day: number) => boolean {
  const free = new Set<number>(holidays.map(({ day }) => day));
  const worked = new Set(workingDays.split(";").map((name) => name.trim()));
  return (day) => !free.has(day) && worked.has(WEEKDAYS[((day % 7) + 7) % 7]!);
}

/** The business hours of people, each on the clocks of their own place. */
export class WorkHours {
  /** Those of the assumption, for people without a time zone of their own; null where it names none. */
  readonly site: BusinessHours | null;
  private readonly byZone: ReadonlyMap<string, BusinessHours | null>;
  private readonly zones: readonly (string | undefined)[];
  /** People whose own time zone could not be read. */
  private readonly unread: ReadonlySet<PersonIndex>;

  constructor(
    estate: Pick<Estate, "sessions" | "holidays" | "people" | "refusals">,
    assumptions: Assumptions,
  ) {
    const hoursIn = (timeZone: string) => businessHours(estate, { ...assumptions, timeZone });
    this.site = hoursIn(assumptions.timeZone);
    this.zones = estate.people.map(({ timeZone }) => timeZone);
    const named = new Set(this.zones.filter((zone) => zone !== undefined));
    this.byZone = new Map([...named].map((zone) => [zone, hoursIn(zone)]));
    this.unread = new Set(
      estate.refusals.flatMap(({ kind, person, fields }) =>
        kind === "Users" && person !== undefined && fields.includes("timeZone") ? [person] : [],
      ),
    );
  }

  /** The business hours of a person; null while the time zone is not known. */
  of(person: PersonIndex): BusinessHours | null {
    const zone = this.zones[person];
    if (zone !== undefined) return this.byZone.get(zone) ?? null;
    return this.unread.has(person) ? null : this.site;
  }
}

/** The business hours; null while the time zone is not known, and where there is no such zone. */
export function businessHours(
  { sessions, holidays = [] }: Pick<Estate, "sessions" | "holidays">,
  { timeZone, dayBegins, dayEnds, workingDays }: Assumptions,
): BusinessHours | null {
  if (timeZone === NO_ZONE) return null;
  const { first, last } = sessionSpan(sessions) ?? { first: 0, last: 0 };
  const local = localTime(timeZone, first, last);
  if (local === null) return null;
  const isWorked = workingDay({ holidays }, { workingDays });
  const length = dayEnds > dayBegins ? dayEnds - dayBegins : dayEnds + 24 - dayBegins;
  const hoursOf = (day: number): { from: number; to: number } | null => {
    if (!isWorked(day)) return null;
    const from = day * WINDOW_MINUTES + dayBegins * 60;
    return { from, to: from + length * 60 };
  };
  const isOutside = (start: number, end: number): boolean => {
    const [from, to] = [local(start), local(end)];
    // Hours over midnight began on the day before.
    for (let day = Math.floor(from / WINDOW_MINUTES) - 1; day <= Math.floor(to / WINDOW_MINUTES); day++) {
      const hours = hoursOf(day);
      if (hours === null) continue;
      const overlaps =
        from === to ? from >= hours.from && from < hours.to : from < hours.to && to > hours.from;
      if (overlaps) return false;
    }
    return true;
  };
  return { zone: timeZone, local, isOutside, hoursOf };
}
