import type { Context } from "../estate/context";
import { Access, type DailyUse } from "../estate/estate";
import { PlainColumn } from "../growing-columns";
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
  const grown = new GrowingUse(use);
  for (const one of charged) for (const day of sessionDays(one, context)) grown.add(one, day);
  return grown.finish();
}

interface SessionDay {
  /** The place of the session that is the day's row. */
  readonly session: number;
  readonly day: DayNumber;
  readonly access: Access;
  readonly tokens: number;
  /** Whether any of the tokens are the rate of a charge, and not stated by the log. */
  readonly isComputed: boolean;
}

function sessionDays(one: SessionCharges, { estate, holdings }: Context): SessionDay[] {
  const { person, product, store } = one;
  const name = estate.products[product] as string;
  const tokens = new Map<DayNumber, number>();
  const computed = new Set<DayNumber>();
  const firstOf = new Map<DayNumber, number>();
  const setFirst = (day: DayNumber, session: number): void => {
    if (!firstOf.has(day)) firstOf.set(day, session);
  };
  for (const place of one.places()) setFirst(dayOfMinute(store.start(place)), place);
  for (const charge of one.chargePlaces()) {
    addTo(tokens, charge.day, charge.tokens ?? NaN);
    if (charge.isComputed) computed.add(charge.day);
    setFirst(charge.day, charge.by);
  }
  for (const session of one.besides) addTo(tokens, dayOfMinute(session.start), session.tokens);
  return [...firstOf]
    .sort(([a], [b]) => a - b)
    .map(([day, session]): SessionDay => {
      const onSeat = holdings.seatFor(person, name, day) !== undefined;
      return {
        session,
        day,
        access: onSeat ? Access.seat : Access.tokens,
        tokens: onSeat ? NaN : (tokens.get(day) ?? 0),
        isComputed: !onSeat && (computed.has(day) || store.tokensOf(session) === undefined),
      };
    });
}

/** Daily use to which the days of sessions are added. */
class GrowingUse {
  private readonly person: PlainColumn<Int32Array>;
  private readonly product: PlainColumn<Int32Array>;
  private readonly variant: PlainColumn<Int32Array>;
  private readonly day: PlainColumn<Int32Array>;
  private readonly access: PlainColumn<Uint8Array>;
  private readonly tokens: PlainColumn<Float64Array>;
  private readonly source: PlainColumn<Uint16Array>;
  private readonly row: PlainColumn<Int32Array>;
  private readonly computed: PlainColumn<Uint8Array>;
  private length: number;

  constructor(private readonly use: DailyUse) {
    this.length = use.length;
    // Copies, as the use of an estate stays as it is.
    this.person = new PlainColumn(use.person.slice(0, use.length));
    this.product = new PlainColumn(use.product.slice(0, use.length));
    this.variant = new PlainColumn(use.variant.slice(0, use.length));
    this.day = new PlainColumn(use.day.slice(0, use.length));
    this.access = new PlainColumn(use.access.slice(0, use.length));
    this.tokens = new PlainColumn(use.tokens.slice(0, use.length));
    this.source = new PlainColumn(use.source.slice(0, use.length));
    this.row = new PlainColumn(use.row.slice(0, use.length));
    this.computed = new PlainColumn(new Uint8Array(use.length));
  }

  add({ person, product, store }: SessionCharges, one: SessionDay): void {
    const place = this.length++;
    const { source, row } = store.origin(one.session);
    this.person.set(place, person);
    this.product.set(place, product);
    this.variant.set(place, 0);
    this.day.set(place, one.day);
    this.access.set(place, one.access);
    this.tokens.set(place, one.tokens);
    this.source.set(place, source);
    this.row.set(place, row);
    this.computed.set(place, one.isComputed ? 1 : 0);
  }

  finish(): DailyUse {
    const { length } = this;
    const { adjusts, byResult } = this.use;
    return {
      length,
      person: this.person.values.subarray(0, length),
      product: this.product.values.subarray(0, length),
      variant: this.variant.values.subarray(0, length),
      day: this.day.values.subarray(0, length),
      access: this.access.values.subarray(0, length),
      tokens: this.tokens.values.subarray(0, length),
      source: this.source.values.subarray(0, length),
      row: this.row.values.subarray(0, length),
      computed: this.computed.values.subarray(0, length),
      ...(adjusts ? { adjusts: padded(adjusts, length) } : {}),
      ...(byResult ? { byResult: padded(byResult, length) } : {}),
    };
  }
}

function padded(column: Uint8Array, length: number): Uint8Array {
  const longer = new Uint8Array(length);
  longer.set(column);
  return longer;
}
