import { at } from "../at";
import type { Context } from "../estate/context";
import { Access, type DailyUse, type Session } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import type { DayNumber } from "../units";
import { chargeMoments, WINDOW_MINUTES } from "./charge-windows";
import { addTo } from "../tally";

const dayOfMinute = (minute: number): DayNumber => Math.floor(minute / WINDOW_MINUTES) as DayNumber;

/**
 * The exported daily use plus the days that session records show. A day counts as used when a session starts
 * on it or a charge falls on it. Its tokens are the tokens that the sessions state, else charges × the rate
 * of the day; a person who holds a seat for the product draws none (DOMAIN §2).
 */
export function withSessions(context: Context): DailyUse {
  const { sessions, use } = context.estate;
  if (sessions.length === 0) return use;
  return appended(
    use,
    [...byPersonAndProduct(sessions).values()].flatMap((group) => sessionDays(group, context)),
  );
}

interface SessionDay {
  readonly session: Session;
  readonly day: DayNumber;
  readonly access: Access;
  readonly tokens: number;
}

function byPersonAndProduct(sessions: readonly Session[]): Map<string, Session[]> {
  const map = new Map<string, Session[]>();
  for (const session of sessions) {
    const key = `${session.person} ${session.product}`;
    const group = map.get(key);
    if (group) group.push(session);
    else map.set(key, [session]);
  }
  return map;
}

function sessionDays(sessions: readonly Session[], { estate, rates, holdings }: Context): SessionDay[] {
  const first = at(sessions, 0);
  const product = at(estate.products, first.product);
  const charges = new Map<DayNumber, number>();
  for (const moment of chargeMoments(sessions)) {
    const day = dayOfMinute(moment);
    addTo(charges, day);
  }
  const stated = new Map<DayNumber, number>();
  for (const { start, tokens } of sessions) {
    const day = dayOfMinute(start);
    if (tokens !== undefined) addTo(stated, day, tokens);
  }
  const used = new Set([...sessions.map(({ start }) => dayOfMinute(start)), ...charges.keys()]);
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

function appended(use: DailyUse, days: readonly SessionDay[]): DailyUse {
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
