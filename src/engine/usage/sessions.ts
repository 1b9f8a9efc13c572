import type { Context } from "../estate/context";
import { Access, type DailyUse, type Session } from "../estate/estate";
import { addTo } from "../tally";
import type { DayNumber } from "../units";
import { dayOfMinute, type SessionCharges } from "./charges";

/**
 * The exported daily use plus the days that session records show. A day counts as used when a session starts
 * on it or a charge falls on it. Its tokens are those of its charges; a person who holds a seat for the product draws
 * none (DOMAIN §2).
 */
export function withSessions(context: Context, charged: readonly SessionCharges[]): DailyUse {
  const { use } = context.estate;
  if (charged.length === 0) return use;
  return appended(
    use,
    charged.flatMap((one) => sessionDays(one, context)),
  );
}

interface SessionDay {
  readonly session: Session;
  readonly day: DayNumber;
  readonly access: Access;
  readonly tokens: number;
  /** Whether any of the tokens are the rate of a charge, and not stated by the log. */
  readonly isComputed: boolean;
}

function sessionDays(
  { person, product, sessions, charges, besides }: SessionCharges,
  { estate, holdings }: Context,
): SessionDay[] {
  const name = estate.products[product] as string;
  const tokens = new Map<DayNumber, number>();
  const computed = new Set<DayNumber>();
  const firstOf = new Map<DayNumber, Session>();
  for (const session of sessions) {
    const day = dayOfMinute(session.start);
    if (!firstOf.has(day)) firstOf.set(day, session);
  }
  for (const charge of charges) {
    const { day, window } = charge;
    addTo(tokens, day, charge.tokens ?? NaN);
    if (charge.basis === "computed from launches") computed.add(day);
    if (!firstOf.has(day)) firstOf.set(day, window.by);
  }
  for (const session of besides) addTo(tokens, dayOfMinute(session.start), session.tokens);
  return [...firstOf]
    .sort(([a], [b]) => a - b)
    .map(([day, session]): SessionDay => {
      const onSeat = holdings.seatFor(person, name, day) !== undefined;
      return {
        session,
        day,
        access: onSeat ? Access.seat : Access.tokens,
        tokens: onSeat ? NaN : (tokens.get(day) ?? 0),
        isComputed: !onSeat && (computed.has(day) || session.tokens === undefined),
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
    computed: grown(new Uint8Array(length), new Uint8Array(use.length), ({ isComputed }) =>
      isComputed ? 1 : 0,
    ),
    ...(use.adjusts ? { adjusts: grown(new Uint8Array(length), use.adjusts, () => 0) } : {}),
  };
}
