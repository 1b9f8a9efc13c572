import { addDays } from "../calendar";
import type { Context } from "../estate/context";
import { endOf } from "../estate/contract-lines";
import type { Subscription } from "../estate/estate";
import { seats, total, type DayNumber, type Seats } from "../units";

/**
 * Seats assigned beyond those bought for which a table gives another reason than a debt, so that they are a
 * question and no true-up (DOMAIN §14).
 */
export interface Unsettled {
  /**
   * `ended`: their line ended, and no line follows it. `coming`: their line begins later. `member`: their
   * holders are listed with a product of the offering, which is a collection. `not bought`: no row of the
   * Subscriptions table names the offering.
   */
  readonly why: "ended" | "coming" | "member" | "not bought";
  readonly seats: Seats;
  /** The day on which the line ended or begins; null for the other reasons. */
  readonly day: DayNumber | null;
}

/** The reasons for seats over, each for as many seats as it can explain and the reasons before it leave. */
export function unsettledSeats(context: Context, offering: string, over: Seats): Unsettled[] {
  const found: Unsettled[] = [];
  let left: number = over;
  for (const one of reasons(context, offering)) {
    const explained = Math.min(one.seats, left);
    if (explained > 0) found.push({ ...one, seats: seats(explained) });
    left -= explained;
  }
  return found;
}

interface DatedLine {
  readonly seats: Seats;
  readonly start: DayNumber | undefined;
  readonly end: DayNumber | undefined;
}

function reasons({ estate, holdings, asOf }: Context, offering: string): Unsettled[] {
  const dated = (line: Subscription): DatedLine => ({
    seats: line.seats,
    start: line.start,
    end: endOf(line, estate.contracts),
  });
  const lines = estate.subscriptions.filter((line) => line.offering === offering).map(dated);
  const listed = holdings.regrouped.filter(({ collection }) => collection === offering);
  const people = total(listed.map((one) => seats(one.people)));
  return [
    ...ended(lines, asOf),
    ...coming(lines, asOf),
    ...(people > 0 ? [{ why: "member" as const, seats: people, day: null }] : []),
    ...(lines.length === 0 ? [{ why: "not bought" as const, seats: seats(Infinity), day: null }] : []),
  ];
}

/** A renewal may begin 90 days before the end of a line, and 45 days after it (DOMAIN §9). */
const RENEWAL_OPENS = 90;
const RENEWAL_CLOSES = 45;

/** Seats of lines that ended, without the seats of the lines that follow them. */
function ended(lines: readonly DatedLine[], asOf: DayNumber): Unsettled[] {
  const room = new Map(lines.map((line) => [line, line.seats as number]));
  const byEnd = [...lines].sort((a, b) => (a.end ?? Infinity) - (b.end ?? Infinity));
  const lapsed = byEnd.flatMap((line) => {
    const { end } = line;
    if (end === undefined || end >= asOf) return [];
    let open: number = line.seats;
    for (const next of lines) {
      if (open === 0 || !follows(next, end)) continue;
      const free = room.get(next)!;
      const taken = Math.min(free, open);
      room.set(next, free - taken);
      open -= taken;
    }
    return open > 0 ? [{ end, seats: seats(open) }] : [];
  });
  if (lapsed.length === 0) return [];
  const day = Math.max(...lapsed.map(({ end }) => end)) as DayNumber;
  return [{ why: "ended", seats: total(lapsed.map((line) => line.seats)), day }];
}

/** Whether a line may be the renewal of a line that ended; a line without a start may be. */
const follows = (next: DatedLine, end: DayNumber): boolean =>
  (next.end ?? Infinity) > end &&
  (next.start === undefined ||
    (next.start >= addDays(end, -RENEWAL_OPENS) && next.start <= addDays(end, RENEWAL_CLOSES)));

/** Seats of lines that begin later, beyond the seats of running lines that end by then. */
function coming(lines: readonly DatedLine[], asOf: DayNumber): Unsettled[] {
  const later = lines.flatMap(({ start, seats: n }) =>
    start !== undefined && start > asOf ? [{ start, n }] : [],
  );
  if (later.length === 0) return [];
  const day = Math.min(...later.map(({ start }) => start)) as DayNumber;
  const last = Math.max(...later.map(({ start }) => start));
  const renewed = lines.filter(
    ({ start, end }) => (start ?? asOf) <= asOf && end !== undefined && end >= asOf && end <= last,
  );
  const more = total(later.map(({ n }) => n)) - total(renewed.map((line) => line.seats));
  return more > 0 ? [{ why: "coming", seats: seats(more), day }] : [];
}
