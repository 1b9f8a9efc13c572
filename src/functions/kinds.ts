import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { dayOf, fromSerial, parseIsoDay } from "../engine/calendar";
import type {
  DayNumber,
  Days,
  Fraction,
  Months,
  Per,
  SeatPrice,
  Seats,
  TokenPrice,
  TokenRate,
  Tokens,
} from "../engine/units";
import { wholeNumber } from "../engine/wording";
import type { PlaceNamer, CellReader, GivenRange } from "./arguments";
import { contentOf, numberSpelt } from "./cells";
import {
  ambiguousNumber,
  errorCell,
  isUnknown,
  notADate,
  notANumber,
  notAPlainCell,
  notAShare,
  notAWord,
  nothingLeft,
  notTrueOrFalse,
  notWhole,
  outOfLimits,
  unknownMonth,
  type RefusedAnswer,
} from "./refusals";

/** What an argument accepts, in the words of its help. */
export interface Accepted {
  readonly unit: string;
  readonly allowed: string;
  /** Of numbers. */
  readonly limits?: Limits;
  /** Of a choice; the first is the default. */
  readonly words?: readonly string[];
}

/** What the cells of an argument hold: how they are read here and in a twin, and how the help describes them. */
export interface Kind<Value> extends Accepted, CellReader<Value> {
  /** A value as the help writes it. */
  readonly display: (value: Value) => string;
  /** The formula of a twin that reads what a formula gives. */
  readonly twinReader: (formula: string) => string;
  /** The formula of a twin for an argument that may be left out, where it is not a plain default. */
  readonly twinGiven?: (parameter: string) => string;
}

/** The numbers that a cell may hold. */
export interface Limits {
  readonly number: readonly [least: number, most: number];
  readonly whole?: boolean;
  /** 0, and so a blank cell, means that the number is unknown. Without this, 0 is 0. */
  readonly zero?: "unknown";
  /** A text without characters counts as a blank cell: a table may have spare rows. */
  readonly emptyText?: "blank";
  /** Sentences speak of percent. */
  readonly share?: boolean;
}

/** No count of tokens, days or seats and no price is larger. */
const MOST = 1e12;
export const AMOUNT: Limits = { number: [0, MOST] };
const WHOLE: Limits = { number: [0, MOST], whole: true };
/** For prices and rates that must be known. */
export const POSITIVE: Limits = { number: [0, MOST], zero: "unknown" };

/** Numbers of the unit `Q` within limits. A blank cell in a range is 0. */
export const numbersWithin = <Q extends number>(unit: string, limits: Limits): Kind<Q> => ({
  unit,
  limits,
  allowed: allowedBy(limits),
  display: (value) => (limits.share ? `${wholeNumber(value * 100)} %` : wholeNumber(value)),
  holds: (range): range is readonly (readonly Q[])[] => allWithin(range, limits),
  read: (cell, place) => numberWithin<Q>(cell, limits, place),
  twinReader: (formula) => twinReaderOf(limits, formula),
});

/** Numbers that may be absent: left out, 0 and a blank cell all mean `none`. */
export const ifAny = <Q extends number>(kind: Kind<Q>, none: string): Kind<Q | undefined> => ({
  unit: kind.unit,
  ...(kind.limits && { limits: kind.limits }),
  allowed: `${kind.allowed}; 0: ${none}`,
  display: () => none,
  read: (cell, place) => {
    const value = cell === "" ? 0 : kind.read(cell, place);
    return value === 0 ? undefined : value;
  },
  twinReader: kind.twinReader,
});

/** Names. A number is its digits, and a blank cell, handed over as 0, is the empty text. */
const NAME: Kind<string> = {
  unit: "text",
  allowed: "any text; upper and lower case are the same",
  display: (value) => value,
  read: (cell, place) =>
    readContent(cell, place, (content) => (content === null || content === 0 ? "" : String(content).trim())),
  twinReader: (formula) => formula,
};

/** A small vocabulary, in upper or lower case; a blank cell is the first word, the default. */
export function oneOfWords<const Word extends string>(
  vocabulary: Readonly<Record<string, Word>>,
): Kind<Word> {
  const choices = Object.keys(vocabulary);
  const [first] = choices as [string];
  return {
    unit: "text",
    words: choices,
    allowed: choices.map((word) => `"${word}"`).join(", "),
    display: () => `"${first}"`,
    read: (cell, place) =>
      readContent(cell, place, (content) => {
        const word = content === null || content === 0 ? first : String(content).trim().toLowerCase();
        return Object.hasOwn(vocabulary, word)
          ? (vocabulary[word] as Word)
          : notAWord(place(), content ?? "", choices);
      }),
    twinReader: (formula) => formula,
    twinGiven: (parameter) =>
      `LET(w,IF(ISOMITTED(${parameter}),"",${parameter}),IF((LEN(w)=0)+(w=0),"${first}",TRIM(w)))`,
  };
}

/** TRUE or FALSE. A blank cell in a range is neither: it would be FALSE, although nobody entered that. */
const TRUTH: Kind<boolean> = {
  unit: "TRUE, FALSE",
  allowed: "TRUE, FALSE",
  display: (value) => (value ? "TRUE" : "FALSE"),
  read: (cell, place) =>
    readContent(cell, place, (content) => {
      const text = typeof content === "string" ? content.trim().toUpperCase() : content;
      if (text === true || text === "TRUE") return true;
      return text === false || text === "FALSE" ? false : notTrueOrFalse(place(), content);
    }),
  twinReader: (formula) => `truth(${formula})`,
};

/** An earlier serial number is no date of a contract or a balance, but a number in the wrong place. */
export const EARLIEST_DAY = dayOf(1980, 1, 1) as DayNumber;

/** Dates: serial numbers of Excel, or texts such as 2026-12-31. */
const DATE: Kind<DayNumber> = {
  unit: "date",
  allowed: "from 1980 on",
  display: String,
  read: (cell, place) =>
    readContent(cell, place, (content) => {
      const serial = typeof content === "string" ? numberSpelt(content) : content;
      const iso = typeof content === "string" ? parseIsoDay(content.trim()) : null;
      const day = iso ?? (typeof serial === "number" ? fromSerial(serial, 1900) : null);
      return day !== null && day >= EARLIEST_DAY ? day : notADate(place(), content);
    }),
  twinReader: (formula) => `serial(${formula})`,
};

const KNOWN_TOKENS = numbersWithin<Tokens>("tokens", POSITIVE);

/** Tokens of whole months. A blank cell is handed over as 0, and a month without data is not a month without use. */
const WHOLE_MONTHS: Kind<Tokens> = {
  ...KNOWN_TOKENS,
  read: (cell, place) => {
    const content = contentOf(cell);
    return content === null || content === 0 ? unknownMonth(place()) : KNOWN_TOKENS.read(cell, place);
  },
};

/** The kinds of the parameters. A kind that only one function needs is in its record. */
export const KINDS = {
  days: numbersWithin<Days>("days", AMOUNT),
  daysPerMonth: numbersWithin<Days>("days/month", DEFAULT_ASSUMPTIONS.powerDays.accepts),
  noticeDays: numbersWithin<Days>("days", DEFAULT_ASSUMPTIONS.noticeDays.accepts),
  monthsOver: numbersWithin<number>("months", DEFAULT_ASSUMPTIONS.trueUpMonths.accepts),
  years: numbersWithin<number>("years", DEFAULT_ASSUMPTIONS.years.accepts),
  tokens: numbersWithin<Tokens>("tokens", AMOUNT),
  wholeMonths: WHOLE_MONTHS,
  comingMonths: numbersWithin<number>("months", { number: [1, 36], whole: true }),
  tokensPerMonth: numbersWithin<Per<Tokens, Months>>("tokens/month", AMOUNT),
  tokenRate: numbersWithin<TokenRate>("tokens/day", POSITIVE),
  tokenPrice: numbersWithin<TokenPrice>("money", POSITIVE),
  packSize: numbersWithin<Tokens>("tokens", DEFAULT_ASSUMPTIONS.packSize.accepts),
  seats: numbersWithin<Seats>("seats", WHOLE),
  /** An average of use may be a fraction of a seat. */
  seatsNeeded: numbersWithin<Seats>("seats", AMOUNT),
  seatPrice: numbersWithin<SeatPrice>("money/year", POSITIVE),
  /** A price of a seat that may be 0. */
  seatCharge: numbersWithin<SeatPrice>("money/year", AMOUNT),
  share: numbersWithin<Fraction>("share", { number: [0, 1], share: true }),
  discount: numbersWithin<Fraction>("share", { number: [0, 1 - Number.EPSILON], share: true }),
  name: NAME,
  truth: TRUTH,
  date: DATE,
};

/** Refuses errors and data types; hands everything else to the reader. */
function readContent<Value>(
  cell: unknown,
  place: PlaceNamer,
  reader: (content: number | string | boolean | null) => Value | RefusedAnswer,
): Value | RefusedAnswer {
  const content = contentOf(cell);
  if (content === null || typeof content !== "object") return reader(content);
  return "error" in content ? errorCell(place(), content.error) : notAPlainCell(place(), content.dataType);
}

/**
 * Whether every cell is a plain number within limits; NaN is not. Loops by index: with iterators a call with a million
 * cells takes half as long again.
 */
function allWithin(range: GivenRange, { number: [least, most], whole, zero }: Limits): boolean {
  const lowest = zero === undefined ? least : Number.MIN_VALUE;
  const rows = range.length;
  for (let r = 0; r < rows; r++) {
    const row = range[r]!;
    const columns = row.length;
    for (let c = 0; c < columns; c++) {
      const cell = row[c];
      if (typeof cell !== "number" || !(cell >= lowest && cell <= most)) return false;
      if (whole === true && !Number.isInteger(cell)) return false;
    }
  }
  return true;
}

/** The number in a cell, or a refusal where the limits do not allow it. */
function numberWithin<Q extends number>(cell: unknown, limits: Limits, place: PlaceNamer): Q | RefusedAnswer {
  // A formula without an answer shows an empty text. A blank cell is handed over as 0, never as a text.
  if (cell === "" && limits.zero === undefined && limits.emptyText === undefined)
    return notANumber(place(), "");
  return readContent(cell, place, (content) => {
    const value = typeof content === "string" ? numberSpelt(content) : (content ?? 0);
    if (value === "ambiguous") return ambiguousNumber(place(), String(content));
    if (typeof value !== "number" || !Number.isFinite(value)) return notANumber(place(), content ?? 0);
    return allWithin([[value]], limits) ? (value as Q) : beyondLimits(place(), value, limits);
  });
}

function beyondLimits(place: string, value: number, limits: Limits): RefusedAnswer {
  const { number, whole, zero, share } = limits;
  if (value === 0 && zero !== undefined) return isUnknown(place);
  if (share) return value === 1 ? nothingLeft(place) : notAShare(place, value);
  return whole ? notWhole(place, value, ...number) : outOfLimits(place, value, ...number);
}

/** "0 or more", "whole, 1 to 10", "0 % to below 100 %". */
function allowedBy({ number: [least, most], whole, zero, share }: Limits): string {
  if (zero !== undefined) return "above 0";
  if (share) return most < 1 ? "0 % to below 100 %" : "0 % to 100 %";
  const range = most === MOST ? "0 or more" : `${wholeNumber(least)} to ${wholeNumber(most)}`;
  return whole ? `whole, ${range}` : range;
}

/** The limits of a number in a few words, where it has an upper limit: ", 1 to 10". */
export const limitsInWords = ({ limits }: Accepted): string =>
  limits === undefined || limits.share || limits.number[1] === MOST
    ? ""
    : `, ${limits.number.map(wholeNumber).join(" to ")}`;

function twinReaderOf(limits: Limits, formula: string): string {
  const { number, whole, zero, share } = limits;
  if (zero !== undefined) return `known(${formula})`;
  if (share) return `share(${formula})`;
  if (number[1] === MOST) return whole ? `seats(${formula})` : `amount(${formula})`;
  return `${whole ? "integer" : "within"}(${formula},${number.join(",")})`;
}
