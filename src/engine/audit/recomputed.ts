import { at } from "../at";
import type { Context } from "../estate/context";
import type { Session } from "../estate/estate";
import { rateOn } from "../estate/rates";
import type { DayNumber } from "../units";
import { chargeWindows, isCharged, WINDOW_MINUTES } from "../usage/charge-windows";
import { dayOfMinute, type SessionCharges } from "../usage/charges";
import { ifPaused } from "../waste/charge-rules";
import type { JudgedCharge } from "../waste/judged-charges";
import { unreadSessions } from "../waste/unread-sessions";

/** What the log says of one user and product. */
export interface Recomputed {
  readonly byDay: ReadonlyMap<DayNumber, JudgedCharge>;
  /** The sessions that ran on a day. */
  readonly sessionsOn: (day: DayNumber) => readonly Session[];
  /** The days of charges if products pause while nobody uses them. */
  readonly pausedDays: ReadonlySet<DayNumber>;
  /** Rows of the log on the user and product that could not be read, and may show the use that was charged. */
  readonly unread: number;
  /** The minute from which the windows are sure: no launch before the log can have moved them. */
  readonly sureFrom: number;
}

/** The first minute of a session log, and its first and last day. */
export interface LogSpan {
  readonly start: number;
  readonly first: DayNumber;
  readonly last: DayNumber;
}

export function logSpan(charged: readonly SessionCharges[]): LogSpan {
  let [start, end] = [Infinity, -Infinity];
  for (const own of charged)
    for (const place of own.places())
      [start, end] = [Math.min(start, own.store.start(place)), Math.max(end, own.store.end(place))];
  return { start, first: dayOfMinute(start), last: dayOfMinute(end) };
}

/** Recomputes one user and product after the other. */
export function recomputing(
  { estate, rates, asOf }: Context,
  log: LogSpan,
): (own: SessionCharges, judged: readonly JudgedCharge[]) => Recomputed {
  const unreadOf = unreadSessions(estate);
  return (own, judged) => {
    const { sessions } = own;
    const given = rateOn(rates, at(estate.products, own.product), asOf);
    const paused = sessions.filter(isCharged).map((session) => ifPaused(session, given));
    return {
      byDay: new Map(judged.map((one) => [one.charge.day, one])),
      sessionsOn: sessionsByDay(sessions),
      pausedDays: new Set(chargeWindows(paused).map(({ start }) => dayOfMinute(start))),
      unread: unreadOf(own.person, own.product),
      sureFrom: sureMinute(sessions, log),
    };
  };
}

/**
 * The first launch whose window surely begins with it: the log shows the 24 hours before, without use. A launch before
 * the log may have opened a window that moves all windows up to then.
 */
function sureMinute(sessions: readonly Session[], { start }: LogSpan): number {
  let before = start;
  for (const session of sessions) {
    if (session.start - before >= WINDOW_MINUTES) return session.start;
    before = Math.max(before, session.end);
  }
  return Infinity;
}

/** Finds the sessions of a day among sessions in order of their start, without a look at all of them. */
export function sessionsByDay(sessions: readonly Session[]): (day: DayNumber) => readonly Session[] {
  let latest = -Infinity;
  const ended = sessions.map(({ end }) => (latest = Math.max(latest, end)));
  return (day) => {
    const midnight = day * WINDOW_MINUTES;
    const behind = placeWhere(sessions.length, (i) => at(sessions, i).start >= midnight + WINDOW_MINUTES);
    const from = placeWhere(behind, (i) => at(ended, i) > midnight || at(sessions, i).start >= midnight);
    return sessions.slice(from, behind).filter(({ start, end }) => end > midnight || start >= midnight);
  };
}

/** The first place from which on a condition holds; the count where it never does. */
function placeWhere(count: number, holds: (place: number) => boolean): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
