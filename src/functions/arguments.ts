import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { dayOf, fromSerial, parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import { contentOf, numberOf, type Content } from "./cells";
import {
  errorCell,
  isUnknown,
  notADate,
  notANumber,
  notAPlainCell,
  notAShare,
  notAWord,
  nothingLeft,
  notOneCell,
  notTrueOrFalse,
  notWhole,
  outside,
  refuse,
  twoReadings,
  type Refusal,
} from "./refusals";

/** One argument of a function: its range, every cell read and checked. A bad cell holds its refusal. */
export interface Argument<Value> {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly (readonly (Value | Refusal)[])[];
  /** Whether no cell is refused. */
  readonly sound: boolean;
}

/** What a number must be. */
export interface Limits {
  readonly number: readonly [least: number, most: number];
  readonly whole?: boolean;
  /** What 0, and so a blank cell, says: that the number is unknown. Without it, 0 is 0. */
  readonly zero?: "unknown";
  /** Whether an empty text counts as a blank cell: a table may have rows to spare. */
  readonly spareRows?: true;
  /** Sentences speak of percent. */
  readonly share?: boolean;
}

/** Beyond a million millions there are no tokens, days, seats or money to count. */
const MOST = 1e12;
export const AMOUNT: Limits = { number: [0, MOST] };
export const WHOLE: Limits = { number: [0, MOST], whole: true };
/** A price or rate that must be known. */
export const KNOWN: Limits = { number: [0, MOST], zero: "unknown" };
export const SHARE: Limits = { number: [0, 1], share: true };
export const DISCOUNT: Limits = { number: [0, 1 - Number.EPSILON], share: true };
export const DAYS_A_MONTH: Limits = DEFAULT_ASSUMPTIONS.powerDays.accepts;
export const MONTHS_OVER: Limits = DEFAULT_ASSUMPTIONS.trueUpMonths.accepts;
export const YEARS: Limits = DEFAULT_ASSUMPTIONS.years.accepts;
export const NOTICE: Limits = DEFAULT_ASSUMPTIONS.noticeDays.accepts;
export const PACK: Limits = DEFAULT_ASSUMPTIONS.packSize.accepts;

/** Whether an optional argument was left out: nothing between the commas, or after the last of them. */
export const leftOut = (given: unknown): boolean => {
  const [only] = asRange(given);
  return asRange(given).length === 1 && only?.length === 1 && contentOf(only[0]) === null;
};

/** Numbers, in the unit `Q`. Left out, an optional argument is `otherwise`; a blank cell within a range is 0. */
export function numbers<Q extends number>(
  name: string,
  given: unknown,
  limits: Limits,
  otherwise?: Q,
): Argument<Q> {
  const range = asRange(given);
  // Most ranges hold plain numbers only, and serve as they are: a column may have a million.
  if (allWithin(range, limits)) return argument(name, range as Q[][], true);
  return read(name, given, otherwise, (cell, place) => numberIn(cell, limits, place) as Q | Refusal);
}

/** Numbers that may be absent: left out, 0 and a blank cell all mean that there is none. */
export function numbersIfAny<Q extends number>(
  name: string,
  given: unknown,
  limits: Limits,
): Argument<Q | undefined> {
  return read<Q | undefined>(name, given, undefined, (cell, place) => {
    const value = cell === "" ? 0 : (numberIn(cell, limits, place) as Q | Refusal);
    return value === 0 ? undefined : value;
  });
}

/** Names; a number is its digits, and a blank cell, which comes as 0, is the empty text. */
export function texts(name: string, given: unknown): Argument<string> {
  return read<string>(name, given, undefined, (cell, place) =>
    plain(cell, place, (content) => (content === null || content === 0 ? "" : String(content).trim())),
  );
}

/** Words of a small vocabulary, in any case; a blank cell is the argument left out. */
export function words<Word extends string>(
  name: string,
  given: unknown,
  vocabulary: Readonly<Record<string, Word>>,
  otherwise: Word,
): Argument<Word> {
  return read(name, given, otherwise, (cell, place) =>
    plain(cell, place, (content) => {
      if (content === null || content === 0) return otherwise;
      const word = String(content).trim().toLowerCase();
      return Object.hasOwn(vocabulary, word)
        ? (vocabulary[word] as Word)
        : notAWord(place(), content, Object.keys(vocabulary));
    }),
  );
}

/** TRUE or FALSE. A blank cell in a range is neither: it would come as FALSE, and nobody said so. */
export function truths(name: string, given: unknown, otherwise: boolean): Argument<boolean> {
  return read(name, given, otherwise, (cell, place) =>
    plain(cell, place, (content) => {
      const text = typeof content === "string" ? content.trim().toUpperCase() : content;
      return (
        text === true ||
        text === "TRUE" ||
        (text === false || text === "FALSE" ? false : notTrueOrFalse(place(), content))
      );
    }),
  );
}

/** A serial below this is no date that a contract or a balance has, but a number in the wrong place. */
const FIRST_DAY = dayOf(1980, 1, 1) as DayNumber;

/** Dates: Excel's serial numbers, or texts such as 2026-12-31. */
export function dates(name: string, given: unknown): Argument<DayNumber> {
  return read(name, given, undefined, (cell, place) =>
    plain(cell, place, (content) => {
      const serial = typeof content === "string" ? numberOf(content) : content;
      const day = typeof content === "string" ? parseIsoDay(content.trim()) : null;
      const found = day ?? (typeof serial === "number" ? fromSerial(serial, 1900) : null);
      return found !== null && found >= FIRST_DAY ? found : notADate(place(), content);
    }),
  );
}

/** The value of an argument that is one cell; throws its refusal, or one for a range. */
export const one = <Value>(argument: Argument<Value>): Value =>
  argument.rows * argument.columns > 1 ? refuse(notOneCell(argument.name)) : (series(argument)[0] as Value);

/** All values of an argument, row by row; throws the first refusal. */
export function series<Value>(argument: Argument<Value>): Value[] {
  const values = argument.cells.flat();
  const refusal = values.find(isRefusal);
  return refusal === undefined ? (values as Value[]) : refuse(refusal);
}

/** Values are numbers, texts and truths, so the only object among them is a refusal. */
export const isRefusal = (value: unknown): value is Refusal => typeof value === "object";

/** A range; Excel gives one even for a single value, and nothing at all for an argument that was left out. */
export const asRange = (given: unknown): readonly (readonly unknown[])[] =>
  Array.isArray(given) ? (given as unknown[][]) : [[given]];

const argument = <Value>(name: string, cells: Argument<Value>["cells"], sound: boolean): Argument<Value> => ({
  name,
  rows: cells.length,
  columns: cells[0]?.length ?? 0,
  cells,
  sound,
});

type Place = () => string;

/** An argument whose cells a reader takes one by one; `otherwise` where it was left out and may be. */
function read<Value>(
  name: string,
  given: unknown,
  otherwise: Value | undefined,
  reader: (cell: unknown, place: Place) => Value | Refusal,
): Argument<Value> {
  if (otherwise !== undefined && leftOut(given)) return argument(name, [[otherwise]], true);
  const range = asRange(given);
  const cells = range.map((row, r) =>
    row.map((cell, c) => reader(cell, () => placeOf(name, range.length, row.length, r, c))),
  );
  return argument(name, cells, !cells.some((row) => row.some(isRefusal)));
}

/** "days", "days, row 3" in a column, "days, column 3" in a row, "days, row 3, column 2" in a block. */
const placeOf = (name: string, rows: number, columns: number, row: number, column: number): string =>
  `${name}${rows > 1 ? `, row ${row + 1}` : ""}${columns > 1 ? `, column ${column + 1}` : ""}`;

/** Answers for errors and data types; everything else is the reader's to judge. */
function plain<Value>(
  cell: unknown,
  place: Place,
  reader: (content: number | string | boolean | null) => Value | Refusal,
): Value | Refusal {
  const content: Content = contentOf(cell);
  if (content === null || typeof content !== "object") return reader(content);
  return "error" in content ? errorCell(place(), content.error) : notAPlainCell(place(), content.dataType);
}

/**
 * Whether every cell is a plain number within limits; NaN is not. Loops by index: with iterators a call of a million cells takes
 * half as long again.
 */
function allWithin(
  range: readonly (readonly unknown[])[],
  { number: [least, most], whole, zero }: Limits,
): boolean {
  const lowest = zero === undefined ? least : Number.MIN_VALUE;
  for (let r = 0; r < range.length; r++) {
    // eslint-disable-line @typescript-eslint/prefer-for-of
    const row = range[r]!;
    for (let c = 0; c < row.length; c++) {
      // eslint-disable-line @typescript-eslint/prefer-for-of
      const cell = row[c];
      if (typeof cell !== "number" || !(cell >= lowest && cell <= most)) return false;
      if (whole === true && !Number.isInteger(cell)) return false;
    }
  }
  return true;
}

/** The number in a cell, or why there is none that the limits allow. */
function numberIn(cell: unknown, limits: Limits, place: Place): number | Refusal {
  // An empty text is what a formula shows that has no answer. A blank cell comes as 0, and never so.
  if (cell === "" && limits.zero === undefined && !limits.spareRows) return notANumber(place(), "");
  return plain(cell, place, (content) => {
    const value = typeof content === "string" ? numberOf(content) : (content ?? 0);
    if (value === "two") return twoReadings(place(), content as string);
    if (typeof value !== "number" || !Number.isFinite(value)) return notANumber(place(), content ?? 0);
    return allWithin([[value]], limits) ? value : beyond(place(), value, limits);
  });
}

function beyond(
  place: string,
  value: number,
  { number: [least, most], whole, zero, share }: Limits,
): Refusal {
  if (value === 0 && zero !== undefined) return isUnknown(place);
  if (share) return value === 1 ? nothingLeft(place) : notAShare(place, value);
  return whole ? notWhole(place, value, least, most) : outside(place, value, least, most);
}
