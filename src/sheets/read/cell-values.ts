import { dayOf, isoDay, type DateSystem } from "../../engine/calendar";
import { Access } from "../../engine/estate/estate";
import {
  days,
  fraction,
  money,
  rate,
  seats,
  tokens,
  type DayNumber,
  type Money,
  type Per,
  type Quantity,
} from "../../engine/units";
import { dayAt, timeIn, type DateOrder, type Minutes } from "./dates";
import { Fault } from "./fault";
import { headerKey } from "./header";
import { numberIn, type DecimalSign } from "./numbers";
import { plainText } from "./plain-text";
import { isFlex } from "./vendor-names";

/** How to read the cells of a file. */
export interface Dialect {
  readonly decimalSign: DecimalSign;
  readonly dateSystem: DateSystem;
  /** The day of the analysis; events dated after it are errors. */
  readonly latest: DayNumber;
  /** The order of day and month in dates with slashes in this column; undefined while undecided. */
  readonly dateOrder?: DateOrder;
}

/** Reads a cell that is not blank, or returns what is wrong with it. */
export type Parse<T> = (cell: string | number | boolean, dialect: Dialect) => T | Fault;

/** A parser that passes the value of `parse` on to `next`; a fault stays a fault. */
const then =
  <A, B>(
    parse: Parse<A>,
    next: (value: A, cell: string | number | boolean, dialect: Dialect) => B | Fault,
  ): Parse<B> =>
  (cell, dialect) => {
    const value = parse(cell, dialect);
    return value instanceof Fault ? value : next(value, cell, dialect);
  };

const typed = (cell: string | number | boolean): string => plainText(String(cell));

/** Text as typed, without invisible characters (`plainText`). */
export const text: Parse<string> = typed;

/** Any finite number. */
const signed: Parse<number> = (cell, { decimalSign }) => {
  const shown = typed(cell);
  const value =
    typeof cell === "string" ? numberIn(cell, decimalSign) : typeof cell === "number" ? cell : undefined;
  if (value === "ambiguous") return Fault.of("ambiguous-number", shown);
  if (value === undefined || !Number.isFinite(value)) {
    const currency = /\d/.test(shown) && /\p{Sc}|\b(?:USD|EUR|GBP|CHF|AUD|CAD|JPY|INR)\b/iu.test(shown);
    return Fault.of(currency ? "currency-sign" : "not-a-number", shown);
  }
  // 0 and not −0, which JSON and sheets would show as "-0".
  return value === 0 ? 0 : value;
};

/** Any finite number of 0 or more. */
export const number = then(signed, (value, cell) =>
  value < 0 ? Fault.of("negative-number", typed(cell)) : value,
);

/** Tokens as charged: fractions (half a token for a translation) and credits below 0 are real (DOMAIN §14). */
export const chargedTokens = then(signed, (value) => tokens(Math.round(value * 1e9) / 1e9));

/** A whole number of 0 or more: `45.0` is whole, `4.5` is not. */
export const whole = then(number, (value, cell) =>
  Number.isInteger(value) ? value : Fault.of("not-whole", typed(cell)),
);

export const wholeTokens = then(whole, tokens);

const SEAT_UNIT = /\s*(?:seats?|users?|licen[cs]es?|subscriptions?)\s*$/i;
/** More seats on one line are a typing error: the largest customers of the vendor have fewer. */
const MOST_SEATS = 1_000_000;
/** A number of seats, with or without the unit (`48 seats`). */
export const wholeSeats = then(
  (cell, dialect) => whole(typeof cell === "string" ? cell.replace(SEAT_UNIT, "") : cell, dialect),
  (value: number, cell) => (value > MOST_SEATS ? Fault.of("too-many-seats", typed(cell)) : seats(value)),
);

export const wholeDays = then(whole, days);
export const amount: Parse<Money> = then(number, (value) => money(value));
/** An amount per unit, such as a price per seat. */
export const each = <Of extends Quantity, Each extends Quantity>(): Parse<Per<Of, Each>> =>
  then(number, (value) => rate<Of, Each>(value));

/** A share between 0 and 1, as 0.2 or 20 %. */
export const share = then(
  (cell, dialect) => {
    const percent = typeof cell === "string" ? /^(.*\d)\s*%$/.exec(cell.trim())?.[1] : undefined;
    const value = number(percent ?? cell, dialect);
    return percent === undefined || value instanceof Fault ? value : value / 100;
  },
  (value: number, cell) => (value > 1 ? Fault.of("not-a-share", typed(cell)) : fraction(value)),
);

const EARLIEST = dayOf(1990, 1, 1)!;

/** A point in time. */
export const time: Parse<Minutes> = (cell, { dateSystem, dateOrder }) => {
  const minutes = typeof cell === "boolean" ? undefined : timeIn(cell, dateSystem, dateOrder);
  if (minutes === "ambiguous") return Fault.of("ambiguous-date", typed(cell));
  return minutes === undefined || dayAt(minutes) < EARLIEST ? Fault.of("not-a-date", typed(cell)) : minutes;
};

const notAfter = (day: DayNumber, latest: DayNumber): Fault | undefined =>
  day > latest ? Fault.of("future-date", isoDay(day), isoDay(latest)) : undefined;

/** A point in time not after the day of the analysis. */
export const pastTime = then(time, (value, _, { latest }) => notAfter(dayAt(value), latest) ?? value);
/** The UTC day of a date or a point in time. */
export const day = then(time, dayAt);
/** A day not after the day of the analysis. */
export const pastDay = then(day, (value, _, { latest }) => notAfter(value, latest) ?? value);

/** The parsers of date cells: their columns decide the order of day and month in dates with slashes. */
export const DATE_PARSERS: ReadonlySet<unknown> = new Set([time, pastTime, day, pastDay]);

/** One of a few words, whatever their case. */
const word =
  <T>(words: Readonly<Record<string, T>>, otherwise: (shown: string) => Fault): Parse<T> =>
  (cell) => {
    const key = headerKey(typed(cell));
    const value = Object.hasOwn(words, key) ? words[key] : undefined;
    return value ?? otherwise(typed(cell));
  };

export const yesNo = word(
  {
    yes: true,
    true: true,
    "1": true,
    x: true,
    ja: true,
    wahr: true,
    no: false,
    false: false,
    "0": false,
    nein: false,
    falsch: false,
  },
  (shown) => Fault.of("not-yes-or-no", shown),
);

const seatAccess = word<Access>(
  { subscription: Access.seat, subscriptions: Access.seat, seats: Access.seat, seat: Access.seat },
  (shown) => Fault.of("unknown-access", shown),
);

/**
 * Seat or tokens, in the words of the Usage Report and of the daily export; the vendor has several words for
 * tokens.
 */
export const access: Parse<Access> = (cell, dialect) =>
  isFlex(typed(cell)) ? Access.tokens : seatAccess(cell, dialect);

/** Whether a seat is held. */
export const seatAssignment = word({ assigned: true, unassigned: false }, (shown) =>
  Fault.of("unknown-assignment", shown),
);

/** Texts separated by `;`. */
export const list = then(text, (value) =>
  value
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
