import type { CapOf } from "../../engine/rules/true-down";
import { dayOf, isoDay, type DateSystem } from "../../engine/calendar";
import {
  Access,
  type ContractKind,
  type EvidenceKind,
  type LicenseType,
  type ReductionTiming,
  type TokenEventKind,
  type TokensEnd,
  type TrueUpWording,
} from "../../engine/estate/estate";
import {
  days,
  fraction,
  money,
  rate,
  seats,
  tokens,
  type DayNumber,
  type Days,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
  type TokenRate,
  type Tokens,
} from "../../engine/units";
import type { IdleAwareness } from "../../engine/waste/idle-awareness";
import { isTimeZone } from "../../engine/waste/local-time";
import { wholeNumber } from "../../engine/wording";
import type { Cell } from "../../workbook/cells";
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

/**
 * A text that names what several rows or tables speak of: a person, a contract, an offering, a team. Unlike in other
 * texts, "N/A" is none: it would make one person or team of all rows without a name.
 */
export const nameText: Parse<string> = (cell) => typed(cell);

/** A larger number is a typing error; beyond 2^53, a number is not even the one that was typed. */
const MOST_OF_ANYTHING = 1e12;
/** Prices in currencies of small units are larger. */
const MOST_MONEY = 1e15;

/** Any number up to a limit, on both sides of 0. */
const signedUpTo =
  (most: number): Parse<number> =>
  (cell, dialect) => {
    const value = anyNumber(cell, dialect);
    return typeof value === "number" && Math.abs(value) > most
      ? Fault.of("too-large-number", withoutItsEnd(typed(cell)), wholeNumber(most))
      : value;
  };

/** The longest number that a message repeats whole. */
const LONGEST_REPEATED = 30;
const withoutItsEnd = (shown: string): string =>
  shown.length <= LONGEST_REPEATED
    ? shown
    : `${shown.slice(0, LONGEST_REPEATED)}… (${shown.length} characters)`;

/** Any finite number. */
const anyNumber: Parse<number> = (cell, { decimalSign }) => {
  const shown = typed(cell);
  const value =
    typeof cell === "string" ? numberIn(cell, decimalSign) : typeof cell === "number" ? cell : undefined;
  if (value === "ambiguous") return Fault.of("ambiguous-number", shown);
  if (value === undefined || !Number.isFinite(value)) {
    const isMoney = /\d/.test(shown) && (/\p{Sc}/u.test(shown) || currencyIn(shown) !== undefined);
    return Fault.of(isMoney ? "currency-sign" : "not-a-number", shown);
  }
  // 0 and not −0, which JSON and sheets would show as "-0".
  return value === 0 ? 0 : value;
};

const signedNumber = signedUpTo(MOST_OF_ANYTHING);

/** A number of people who use more, or (below 0) of people whose use ends. */
export const peopleMoreOrFewer: Parse<number> = (cell, dialect) => {
  const value = signedNumber(cell, dialect);
  if (value instanceof Fault) return value;
  const shown = typed(cell);
  if (value === 0) return Fault.of("zero-is-unknown", shown);
  if (!Number.isInteger(value)) return Fault.of("not-whole", shown);
  return Math.abs(value) > MOST_SEATS ? Fault.of("too-many", shown, "people") : value;
};

/** Days a month of use that begins, or (below 0) that ends. */
export const monthlyDays: Parse<Days> = (cell, dialect) => {
  const value = signedNumber(cell, dialect);
  if (value instanceof Fault) return value;
  if (value === 0) return Fault.of("zero-is-unknown", typed(cell));
  return Math.abs(value) > 31 ? Fault.of("too-many-days", typed(cell)) : days(value);
};

const notNegative = (parse: Parse<number>): Parse<number> =>
  then(parse, (value, cell) => (value < 0 ? Fault.of("negative-number", typed(cell)) : value));

/** Any number of 0 or more. */
export const number = notNegative(signedNumber);
const largeNumber = notNegative(signedUpTo(MOST_MONEY));

/** Tokens as charged: fractions (half a token for a translation) and credits below 0 are real (DOMAIN §14). */
export const chargedTokens = then(signedNumber, (value) => tokens(Math.round(value * 1e9) / 1e9));

const THREE_DECIMALS = /^[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Counts and prices have no three decimals: `1.000` in a file with a decimal point is more likely a thousand, typed in
 * a country that writes it so.
 */
const withoutThreeDecimals = (parse: Parse<number>): Parse<number> =>
  then(parse, (value, cell) =>
    value < 1000 && typeof cell === "string" && THREE_DECIMALS.test(typed(cell))
      ? Fault.of("ambiguous-number", typed(cell))
      : value,
  );

/** A whole number of 0 or more: `45.0` is whole, `4.5` is not. */
export const whole = then(withoutThreeDecimals(number), (value, cell) =>
  Number.isInteger(value) ? value : Fault.of("not-whole", typed(cell)),
);

export const wholeTokens = then(whole, tokens);

/** Tokens that come with each seat. */
export const tokensPerSeat = then(whole, (value) => rate<Tokens, Seats>(value));

/** 0 is unknown for what is bought (DOMAIN §14). */
const notZero = <T extends number>(parse: Parse<T>): Parse<T> =>
  then(parse, (value, cell) => (value === 0 ? Fault.of("zero-is-unknown", typed(cell)) : value));

/** More on one line is a typing error: the largest customers of the vendor have less. */
export const MOST_SEATS = 1_000_000;
const MOST_TOKENS = 1_000_000_000;

/** Tokens bought at one time. */
export const boughtTokens = notZero(
  then(whole, (value, cell) =>
    value > MOST_TOKENS ? Fault.of("too-many", typed(cell), "tokens") : tokens(value),
  ),
);

const SEAT_UNIT = /\s*(?:seats?|users?|licen[cs]es?|subscriptions?)\s*$/i;
/** A cell without the unit behind its number (`48 seats`). */
export const withoutSeatUnit = (cell: string | number | boolean): string | number | boolean =>
  typeof cell === "string" ? cell.replace(SEAT_UNIT, "") : cell;

/** A number of seats, with or without the unit. */
export const wholeSeats = then(
  (cell, dialect) => whole(withoutSeatUnit(cell), dialect),
  (value: number, cell) => (value > MOST_SEATS ? Fault.of("too-many", typed(cell), "seats") : seats(value)),
);

/** Seats on a line of an invoice: below 0 on a credit note. */
export const invoicedSeats: Parse<Seats> = (cell, dialect) => {
  const bare = withoutSeatUnit(cell);
  const value = signedNumber(bare, dialect);
  if (value instanceof Fault || value >= 0) return wholeSeats(cell, dialect);
  if (!Number.isInteger(value)) return Fault.of("not-whole", typed(cell));
  return value < -MOST_SEATS ? Fault.of("too-many", typed(cell), "seats") : seats(value);
};

export const wholeDays = then(whole, days);

const DAYS_OF_UNIT = { day: 1, week: 7 } as const;

/** Days, with or without the unit, or whole weeks; months are of different lengths, so they are no number of days. */
export const noticeDays: Parse<Days> = (cell, dialect) => {
  const [, count, unit] = /^(\d{1,3})\s*(day|week)s?$/i.exec(typed(cell)) ?? [];
  if (unit === undefined) return wholeDays(cell, dialect);
  return days(Number(count) * DAYS_OF_UNIT[unit.toLowerCase() as keyof typeof DAYS_OF_UNIT]);
};

/** A bare number that cannot be meant in months or weeks. */
const LEAST_WITHOUT_UNIT = 28;

/** The same under a header that names no unit: a small number may count months. */
export const noticePeriod = then(noticeDays, (value, cell) =>
  value < LEAST_WITHOUT_UNIT && !/[a-z]/i.test(typed(cell))
    ? Fault.of("notice-without-unit", typed(cell))
    : value,
);
/** Signs and codes of currencies. A dollar or yen sign without a country stands for several currencies. */
const CURRENCIES = [
  "US\\$|AU?\\$|CA?\\$|NZ\\$|HK\\$|S\\$|\\$|€|£|¥|₹|USD|EUR|GBP|CHF|AUD|CAD|NZD|HKD|SGD|JPY|CNY",
  "INR|SEK|NOK|DKK|PLN|CZK|ZAR|BRL|MXN|KRW",
].join("|");
const CURRENCY_BEFORE = new RegExp(`^(${CURRENCIES})\\s*(?=[\\d.,+-])`, "iu");
const AFTER = new RegExp(`(?<=\\d)\\s*(${CURRENCIES})$`, "iu");

const CODE_OF_SIGN: Readonly<Record<string, string>> = {
  US$: "USD",
  A$: "AUD",
  AU$: "AUD",
  C$: "CAD",
  CA$: "CAD",
  NZ$: "NZD",
  HK$: "HKD",
  S$: "SGD",
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
};

/** The currency that a cell states beside its number: a code, or a sign that several currencies share. */
export function currencyIn(cell: Cell | undefined): string | undefined {
  if (typeof cell !== "string") return undefined;
  const shown = typed(cell);
  const sign = (CURRENCY_BEFORE.exec(shown) ?? AFTER.exec(shown))?.[1]?.toUpperCase();
  return sign && (CODE_OF_SIGN[sign] ?? sign);
}

/** The code of a currency. */
export const currencyCode = then(text, (value) => CODE_OF_SIGN[value.toUpperCase()] ?? value.toUpperCase());

/** The word for a price or rate that really is 0. */
const FREE = /^free$/i;

/** A number above 0, or the word `free` for 0. */
const aboveZero = <T extends number>(parse: Parse<number>, of: (value: number) => T): Parse<T> => {
  const positive = notZero(then(parse, of));
  return (cell, dialect) => (FREE.test(typed(cell)) ? of(0) : positive(cell, dialect));
};

/** A number with or without its currency. */
const withCurrency =
  (parse: Parse<number>): Parse<number> =>
  (cell, dialect) =>
    parse(
      typeof cell === "string" ? typed(cell).replace(CURRENCY_BEFORE, "").replace(AFTER, "") : cell,
      dialect,
    );
const moneyNumber = withCurrency(withoutThreeDecimals(largeNumber));

/** The price of a whole purchase. */
export const amount: Parse<Money> = aboveZero(moneyNumber, (value) => money(value));
export const seatPrice: Parse<SeatPrice> = aboveZero(moneyNumber, (value) => rate<Money, Seats>(value));
/** Unlike seats, tokens do have prices of three decimals. */
export const tokenPrice: Parse<TokenPrice> = aboveZero(withCurrency(largeNumber), (value) =>
  rate<Money, Tokens>(value),
);
export const tokenRate: Parse<TokenRate> = aboveZero(number, (value) => rate<Tokens, Days>(value));

/** What one unit of a currency is worth in another. */
export const exchangeRate = notZero(number);

/** The parsers whose cells may state a currency. */
export const MONEY_PARSERS: ReadonlySet<unknown> = new Set([amount, seatPrice, tokenPrice]);

/** A share between 0 and 1, as 0.2 or 20 %. A `1` that was typed as text may be 1 % in a column of percentages. */
export const share = then(
  (cell, dialect) => {
    if (typeof cell === "string" && typed(cell) === "1") return Fault.of("one-or-percent", typed(cell));
    const percent = typeof cell === "string" ? /^(.*\d)\s*%$/.exec(typed(cell))?.[1] : undefined;
    const value = number(percent ?? cell, dialect);
    return percent === undefined || value instanceof Fault ? value : value / 100;
  },
  (value: number, cell) => (value > 1 ? Fault.of("not-a-share", typed(cell)) : fraction(value)),
);

/** A discount on a price: a share below 1, as nothing is offered for nothing. */
export const quotedDiscount = then(share, (value, cell) =>
  value === 1 ? Fault.of("not-a-share", typed(cell)) : value,
);

/** The least and most change from one year to the next that is no typing error. */
const YEARLY_CHANGE = { least: -0.9, most: 1 };

/** A change from one year to the next, as -0.1 or -10 %. */
export const yearlyChange = then(
  (cell, dialect) => {
    const percent = typeof cell === "string" ? /^(.*\d)\s*%$/.exec(typed(cell))?.[1] : undefined;
    const value = signedNumber(percent ?? cell, dialect);
    return percent === undefined || value instanceof Fault ? value : value / 100;
  },
  (value: number, cell) =>
    value < YEARLY_CHANGE.least || value > YEARLY_CHANGE.most
      ? Fault.of("not-a-yearly-change", typed(cell))
      : fraction(value),
);

const MOST_YEARS = 10;

/** The years of a term. */
export const wholeYears = notZero(
  then(whole, (value, cell) =>
    value > MOST_YEARS ? Fault.of("too-many-years", typed(cell), MOST_YEARS) : value,
  ),
);

/** The years of a contract's term, of which a part may be left. */
export const contractYears = notZero(
  then(number, (value, cell) =>
    value > MOST_YEARS ? Fault.of("too-many-years", typed(cell), MOST_YEARS) : value,
  ),
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

/** Whether a line renews by itself: a word for yes or no, or the day on which it does. */
export const renewal: Parse<DayNumber | boolean> = (cell, dialect) =>
  RENEWAL_WORDS[headerKey(typed(cell))] ?? day(cell, dialect);

const RENEWAL_WORDS: Readonly<Partial<Record<string, boolean>>> = {
  yes: true,
  true: true,
  on: true,
  auto: true,
  automatic: true,
  enabled: true,
  ja: true,
  wahr: true,
  no: false,
  false: false,
  off: false,
  manual: false,
  none: false,
  disabled: false,
  nein: false,
  falsch: false,
};

/** The months of a term: "Annual", "3 years", "Monthly", "36 months". */
export const term: Parse<number> = (cell) => {
  const shown = typed(cell).trim();
  const named = TERM_WORDS[headerKey(shown)];
  if (named !== undefined) return named;
  const [, count, unit] = /^(\d{1,2})[\s-]*(year|yr|month|mo|jahr|monat)(?:s|e|en)?$/i.exec(shown) ?? [];
  const n = Number(count);
  if (unit === undefined || n < 1) return Fault.of("not-a-term", shown);
  return /^[yj]/i.test(unit) ? 12 * n : n;
};

const TERM_WORDS: Readonly<Partial<Record<string, number>>> = {
  annual: 12,
  annually: 12,
  yearly: 12,
  monthly: 1,
  triennial: 36,
  jährlich: 12,
  monatlich: 1,
};

/** The parsers of date cells: their columns decide the order of day and month in dates with slashes. */
export const DATE_PARSERS: ReadonlySet<unknown> = new Set([time, pastTime, day, pastDay, renewal]);

/** One of a few words, whatever their case and the signs in them. */
function word<T>(words: Readonly<Record<string, T>>, otherwise: (shown: string) => Fault): Parse<T> {
  const values = new Map(Object.entries(words).map(([key, value]) => [headerKey(key), value]));
  return (cell) => values.get(headerKey(typed(cell))) ?? otherwise(typed(cell));
}

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

/** Whether charges pause while nobody uses a product: yes, no, the word for neither, or the first version that does. */
export const idleAwareness: Parse<IdleAwareness> = (cell, dialect) => {
  const shown = typed(cell);
  if (/^unknown$/i.test(shown)) return {};
  const [, from] = /^(?:from +)?(\d{4}(?:\.\d+)*)$/i.exec(shown) ?? [];
  if (from !== undefined) return { pausesWhenIdle: true, pausesFromVersion: from };
  const pauses = yesNo(cell, dialect);
  return pauses instanceof Fault ? pauses : { pausesWhenIdle: pauses };
};

/** A time zone by its name in the IANA list. */
export const timeZone: Parse<string> = then(text, (zone) =>
  isTimeZone(zone) ? zone : Fault.of("unknown-time-zone", zone),
);

/** One value for several words. */
const words = <T>(value: T, ...keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(keys.map((key) => [key, value]));

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

/** When the tokens of a contract end. */
export const tokensEnd = word<TokensEnd>(
  {
    "after 12 months": "after 12 months",
    "12 months": "after 12 months",
    "after a year": "after 12 months",
    "with the contract": "with the contract",
    "with contract": "with the contract",
    contract: "with the contract",
  },
  (shown) => Fault.of("unknown-tokens-end", shown),
);

/** What kind of contract it is. */
export const contractKind = word<ContractKind>(
  {
    ...words("subscription", "subscription", "subscriptions", "annual subscription"),
    ...words("perpetual + maintenance", "perpetual + maintenance", "perpetual and maintenance", "perpetual"),
    ...words("perpetual + maintenance", "perpetual plus maintenance", "maintenance"),
    ...words("enterprise agreement", "enterprise agreement", "enterprise", "ea", "eba"),
    ...words("enterprise agreement", "enterprise business agreement"),
    ...words("tokens", "tokens", "token", "flex", "flex tokens"),
  },
  (shown) => Fault.of("unknown-contract-kind", shown),
);

/** How a contract counts seats in use beyond those bought. */
export const trueUpWording = word<TrueUpWording>(
  {
    ...words("snapshot", "snapshot", "at renewal", "point in time"),
    ...words("high-water mark", "high-water mark", "highwater mark", "peak", "maximum"),
    ...words("rolling average", "rolling average", "average", "moving average"),
  },
  (shown) => Fault.of("unknown-true-up-wording", shown),
);

/** When a contract lets seats go. */
export const reductionTiming = word<ReductionTiming>(
  {
    ...words("each anniversary", "each anniversary", "anniversary", "every anniversary", "every year"),
    ...words("each anniversary", "each year", "annual", "annually", "yearly"),
    ...words("end of term", "end of term", "end of the term", "at the end", "end", "at renewal", "renewal"),
  },
  (shown) => Fault.of("unknown-reductions", shown),
);

/** What a true-down cap is a share of. */
export const capOf = word<CapOf>(
  {
    ...words("last year", "last year", "the year before", "previous year", "year before"),
    ...words("signing", "signing", "at signing", "seats at signing", "quantity at signing"),
    ...words("band", "band", "a band", "band above a floor", "band above the floor", "down-flex band"),
  },
  (shown) => Fault.of("unknown-cap-of", shown),
);

/** The vendor sells in multiples of 3, up to 21 [V]. */
const LARGEST_MULTIPLE = 21;

/** The number in whose multiples seats are sold. */
export const multiple = then(whole, (value, cell) => {
  if (value === 0) return Fault.of("multiple-of-zero", typed(cell));
  return value > LARGEST_MULTIPLE ? Fault.of("too-large-multiple", typed(cell), LARGEST_MULTIPLE) : value;
});

/** What happened to tokens, in the words of the account portal. */
export const tokenEvent = word<TokenEventKind>(
  {
    ...words("added", "added", "tokens added", "purchased", "purchase", "tokens purchased", "bought"),
    ...words("moved", "moved", "tokens moved", "move", "transferred"),
    ...words("merged", "merged", "tokens merged", "merge", "team merge", "team merged", "teams merged"),
    ...words("expired", "expired", "tokens expired", "expiration", "expiry"),
  },
  (shown) => Fault.of("unknown-token-event", shown),
);

/** How a product is licensed, in the words of auditors and of inventories. */
export const licenseType = word<LicenseType>(
  {
    ...words("named-user", "named user", "single user", "seat"),
    ...words("subscription", "subscription", "flex", "token", "tokens"),
    ...words("floating", "floating", "network", "multi user", "concurrent"),
    ...words("perpetual", "perpetual", "standalone", "stand alone", "perpetual maintenance"),
  },
  (shown) => Fault.of("unknown-license-type", shown),
);

/** What a document proves. */
export const evidenceKind = word<EvidenceKind>(
  {
    ...words("reconciliation", "reconciliation", "monthly reconciliation", "reconciliation report"),
    ...words("decision log", "decision log", "reclamation log", "decision"),
    ...words("notice", "notice", "notices", "30 day notice", "notice mail"),
    ...words("approval", "approval", "approvals", "signed approval"),
    ...words("attestation", "attestation", "attestations", "department attestation"),
    ...words("proof of purchase", "proof of purchase", "invoice", "order", "purchase order", "receipt"),
  },
  (shown) => Fault.of("unknown-evidence", shown),
);

/** Texts separated by `;`. */
export const list = then(text, (value) =>
  value
    .split(";")
    .map(plainText)
    .filter((part) => part !== ""),
);
