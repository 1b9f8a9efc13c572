import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { at } from "../at";
import type { Launch } from "../usage/charge-windows";
import { chargeMoments, WINDOW_MINUTES } from "../usage/charge-windows";
import { dayOfMinute, type SessionCharges } from "../usage/charges";
import { fraction, scale, sumKnown, tokens, type Tokens } from "../units";
import type { BusinessHours, WorkHours } from "./business-hours";

/** Products still open when their window ended, and what closing them at night would have saved. */
export interface LeftOpen {
  readonly charges: number;
  readonly people: number;
  /** Null if the rate of some is unknown. */
  readonly tokens: Tokens | null;
  /** Charges less, and their tokens, if each product were closed at 23:59 and opened again when business begins. */
  readonly saved: { readonly charges: number; readonly tokens: Tokens | null } | null;
}

/** Charges at the end of a window: the product was left open over night, over a weekend or longer. */
export function leftOpen(context: Context, charged: readonly SessionCharges[], hours: WorkHours): LeftOpen {
  const drawn: (Tokens | null)[] = [];
  const people = new Set<PersonIndex>();
  for (const one of charged)
    for (const { isStillOpen, onSeat, tokens } of one.chargePlaces())
      if (isStillOpen && !onSeat) {
        drawn.push(tokens);
        people.add(one.person);
      }
  const savings = charged.map((one) => savedByClosing(one, context, hours.of(one.person)));
  const known = savings.flatMap((saving) => saving ?? []);
  return {
    charges: drawn.length,
    people: people.size,
    tokens: sumKnown(drawn),
    saved:
      known.length < savings.length
        ? null
        : {
            charges: known.reduce((sum, { charges }) => sum + charges, 0),
            tokens: sumKnown(known.map((saving) => saving.tokens)),
          },
  };
}

/**
 * A charge less saves what the charges of its user and product cost on average. Null where charges fell due on an open
 * product, and the time zone of its user is not known.
 */
function savedByClosing(
  one: SessionCharges,
  { holdings, estate }: Context,
  hours: BusinessHours | null,
): { readonly charges: number; readonly tokens: Tokens | null } | null {
  const { person, product } = one;
  const name = at(estate.products, product);
  const drawing = [...one.chargePlaces()].filter(({ onSeat }) => !onSeat);
  if (!drawing.some(({ isStillOpen }) => isStillOpen)) return { charges: 0, tokens: tokens(0) };
  if (hours === null) return null;
  const isDrawing = (minute: number): boolean =>
    holdings.seatFor(person, name, dayOfMinute(minute)) === undefined;
  const closed = chargeMoments(one.sessions.flatMap((session) => closedAtNight(session, hours))).filter(
    isDrawing,
  );
  const less = Math.max(drawing.length - closed.length, 0);
  const sum = sumKnown(drawing.map((charge) => charge.tokens));
  return { charges: less, tokens: sum && scale(sum, fraction(less / drawing.length)) };
}

/**
 * A session as it would be if its product were closed at 23:59 local time. On each later day on which it was open in
 * business hours it is opened again when those begin, as the work went on.
 */
export function closedAtNight({ start, end }: Launch, hours: BusinessHours): Launch[] {
  const { local } = hours;
  const utc = (localMinute: number): number => {
    const guess = start + localMinute - local(start);
    return guess + localMinute - local(guess);
  };
  const lastMinute = (day: number): number => utc((day + 1) * WINDOW_MINUTES - 1);
  const firstDay = Math.floor(local(start) / WINDOW_MINUTES);
  const pieces: Launch[] = [{ start, end: Math.max(start, Math.min(end, lastMinute(firstDay))) }];
  for (let day = firstDay + 1; day <= Math.floor(local(end) / WINDOW_MINUTES); day++) {
    const worked = hours.hoursOf(day);
    if (worked === null) continue;
    const from = utc(worked.from);
    if (from < end) pieces.push({ start: from, end: Math.min(end, lastMinute(day)) });
  }
  return pieces;
}
