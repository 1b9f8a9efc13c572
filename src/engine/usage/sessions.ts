import { tokensPerDay, type RateBook } from "../estate/rates";
import { Access, type DailyUse, type Estate, type Session } from "../estate/estate";
import type { Holdings } from "../estate/holdings";
import type { DayNumber } from "../units";
import { chargeMoments, WINDOW_MINUTES } from "./charge-windows";

const dayOfMinute = (minute: number): DayNumber => Math.floor(minute / WINDOW_MINUTES) as DayNumber;

/**
 * The daily use that session records show, added to the exported daily use. A day is used when a session starts on it or a
 * charge falls on it; its tokens are those the sessions state or, where they state none, its charges × the day's rate.
 * A person who holds a seat for the product uses the seat and draws nothing (DOMAIN §2).
 */
export function withSessions(estate: Estate, rates: RateBook, holdings: Holdings): DailyUse {
  if (estate.sessions.length === 0) return estate.use;
  const days = [...groups(estate.sessions).values()].flatMap((sessions) =>
    daysOf(sessions, estate.products[(sessions[0] as Session).product] as string, rates, holdings),
  );
  return joined(estate.use, days);
}

interface SessionDay {
  readonly session: Session;
  readonly day: DayNumber;
  readonly access: Access;
  readonly tokens: number;
}

function groups(sessions: readonly Session[]): Map<string, Session[]> {
  const map = new Map<string, Session[]>();
  for (const session of sessions) {
    const key = `${session.person} ${session.product}`;
    const group = map.get(key);
    if (group) group.push(session);
    else map.set(key, [session]);
  }
  return map;
}

function daysOf(
  sessions: readonly Session[],
  product: string,
  rates: RateBook,
  holdings: Holdings,
): SessionDay[] {
  const charges = new Map<DayNumber, number>();
  for (const moment of chargeMoments(sessions)) {
    const day = dayOfMinute(moment);
    charges.set(day, (charges.get(day) ?? 0) + 1);
  }
  const stated = new Map<DayNumber, number>();
  for (const { start, tokens } of sessions) {
    const day = dayOfMinute(start);
    if (tokens !== undefined) stated.set(day, (stated.get(day) ?? 0) + tokens);
  }
  const used = new Set([...sessions.map(({ start }) => dayOfMinute(start)), ...charges.keys()]);
  const first = sessions[0] as Session;
  return [...used]
    .sort((a, b) => a - b)
    .map((day) => {
      const onSeat = holdings.seatFor(first.person, product, day) !== undefined;
      const estimate = (charges.get(day) ?? 0) * (tokensPerDay(rates, product, day) ?? NaN);
      return {
        session: sessions.find(({ start }) => dayOfMinute(start) === day) ?? first,
        day,
        access: onSeat ? Access.seat : Access.tokens,
        tokens: onSeat ? NaN : (stated.get(day) ?? (charges.has(day) ? estimate : 0)),
      };
    });
}

function joined(use: DailyUse, days: readonly SessionDay[]): DailyUse {
  const length = use.length + days.length;
  const grown = <Column extends Int32Array | Uint8Array | Float64Array | Uint16Array>(
    empty: Column,
    from: Column,
    value: (day: SessionDay) => number,
  ): Column => {
    empty.set(from.subarray(0, use.length));
    days.forEach((day, i) => (empty[use.length + i] = value(day)));
    return empty;
  };
  return {
    length,
    person: grown(new Int32Array(length), use.person, ({ session }) => session.person),
    product: grown(new Int32Array(length), use.product, ({ session }) => session.product),
    variant: grown(new Int32Array(length), use.variant, () => 0),
    day: grown(new Int32Array(length), use.day, ({ day }) => day),
    access: grown(new Uint8Array(length), use.access, ({ access }) => access),
    tokens: grown(new Float64Array(length), use.tokens, ({ tokens }) => tokens),
    source: grown(new Uint16Array(length), use.source, ({ session }) => session.origin.source),
    row: grown(new Int32Array(length), use.row, ({ session }) => session.origin.row),
  };
}
