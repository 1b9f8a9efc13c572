import { counted, wholeNumber } from "../engine/wording";

/**
 * What a cell shows instead of an answer: an error of Excel with a sentence that names the argument, its place in the
 * range, the value, and the remedy. Only #VALUE! and #N/A can carry a sentence: #N/A where something is unknown,
 * #VALUE! for the rest.
 */
export type RefusedAnswer = CustomFunctions.Error;

const wrong = (...sentences: readonly string[]): RefusedAnswer =>
  new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, sentences.join(" "));
const unknown = (...sentences: readonly string[]): RefusedAnswer =>
  new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, sentences.join(" "));

/** Ends the function: Excel shows a thrown error in the cell of the formula. */
export function refuse(refusal: RefusedAnswer): never {
  throw refusal;
}

export const isRefused = (value: unknown): value is RefusedAnswer =>
  typeof value === "object" && value instanceof CustomFunctions.Error;

/** A value as a sentence quotes it: text in quotes, truth as Excel writes it. */
function asQuoted(value: number | string | boolean): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return String(value);
  return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
}

export const notANumber = (place: string, value: number | string | boolean) =>
  wrong(
    `${place}: ${asQuoted(value)} is not a number.`,
    "Enter digits, with a point for decimals, such as 1234.5.",
  );

export const ambiguousNumber = (place: string, text: string) =>
  wrong(
    `${place}: the text ${asQuoted(text)} may mean ${text.trim()} or ${text.trim().replace(".", "")}.`,
    "Turn the cell into a number.",
  );

export const outOfLimits = (place: string, value: number, least: number, most: number) =>
  wrong(
    `${place}: ${asQuoted(value)} is out of range.`,
    `Enter a number from ${wholeNumber(least)} to ${wholeNumber(most)}.`,
  );

export const notWhole = (place: string, value: number, least: number, most: number) =>
  wrong(
    `${place}: ${asQuoted(value)} is not allowed.`,
    `Enter a whole number from ${wholeNumber(least)} to ${wholeNumber(most)}.`,
  );

export const notAShare = (place: string, value: number) =>
  value > 1 && value <= 100
    ? wrong(
        `${place}: ${asQuoted(value)} is ${wholeNumber(value * 100)} %.`,
        `If you mean ${asQuoted(value)} %, enter ${asQuoted(value)}%.`,
      )
    : wrong(`${place}: ${asQuoted(value)} is not allowed. Enter a share from 0 % to 100 %.`);

export const nothingLeft = (place: string) =>
  wrong(`${place}: a discount of 100 % leaves no price. Enter a share below 100 %.`);

export const isUnknown = (place: string) =>
  unknown(
    `${place}: 0 or a blank cell means unknown, not free.`,
    "Enter the figure of the vendor or of your quote.",
  );

export const notAWord = (place: string, value: number | string | boolean, words: readonly string[]) =>
  wrong(`${place}: ${asQuoted(value)} is not a valid choice. Enter ${words.map(asQuoted).join(" or ")}.`);

export const notTrueOrFalse = (place: string, value: number | string | boolean | null) =>
  wrong(`${place}: ${valueOrBlank(value)} is neither TRUE nor FALSE. Enter one of them.`);

export const notADate = (place: string, value: number | string | boolean | null) =>
  wrong(
    `${place}: ${valueOrBlank(value)} is not a date from 1980 on.`,
    'Enter a date, or text such as "2026-12-31".',
  );

const valueOrBlank = (value: number | string | boolean | null): string =>
  value === null ? "a blank cell" : asQuoted(value);

export const notAPlainCell = (place: string, type: string) =>
  wrong(`${place}: the cell holds a data type (${type}). Point to a number in it, as in A2.Price.`);

/** An error passes through as it is, where Excel lets a function answer with it. */
export function errorCell(place: string, code: string): RefusedAnswer {
  const sentence = `${place}: the cell holds ${code}. Correct that cell first.`;
  switch (code) {
    case "#N/A":
      return unknown(sentence);
    case "#DIV/0!":
      return new CustomFunctions.Error(CustomFunctions.ErrorCode.divisionByZero);
    case "#NUM!":
      return new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidNumber);
    case "#NULL!":
      return new CustomFunctions.Error(CustomFunctions.ErrorCode.nullReference);
    default:
      return wrong(sentence);
  }
}

export const noCellHere = (name: string) =>
  unknown(
    `${name} has no cell for this answer.`,
    "Give ranges of the same size, or a single cell, row or column.",
  );

export const notOneCell = (name: string) => wrong(`${name}: a range is not allowed. Give one cell or value.`);

export const notOneLine = (name: string) =>
  wrong(`${name}: a block of cells has no order. Give one row or one column.`);

export const tooManyMonths = (count: number) =>
  wrong(`monthlyTokens: ${count} months are too many. Give the last 12, or fewer.`);

export const tooFewMonths = (count: number, least: number) =>
  unknown(
    `monthlyTokens: ${counted(count, "month")} ${count === 1 ? "is" : "are"} too few.`,
    `Give at least ${least} whole months.`,
  );

export const unknownMonth = (place: string) =>
  unknown(
    `${place}: 0 or a blank cell may be a month without data.`,
    "Give whole months without a gap; for a month without use enter 0.001.",
  );

export const notTwelveBuffers = (count: number) =>
  wrong(`buffer: the rule "season" needs 12 cells, January first, not ${count}.`);

export const notTwoColumns = (columns: number) =>
  wrong(
    `tiers: ${counted(columns, "column")} instead of 2.`,
    "Give the minimum number of tokens and the price of a token, without a header.",
  );

export const noTiers = () =>
  unknown("tiers: the table has no price. Enter at least one row: 0 and the price of a token.");

export const noTierPrice = (row: number) =>
  unknown(`tiers, row ${row}: the price is 0 or blank. Enter the price of a token from that number on.`);

export const sameMinimum = (minimum: number) =>
  wrong(`tiers: two rows begin at ${wholeNumber(minimum)} tokens. Keep one row.`);

export const notAlongProducts = (name: string, found: number, wanted: number) =>
  wrong(
    `${name}: ${counted(found, "cell")} along the products instead of ${wanted}.`,
    "Give a cell for each product, in the same direction.",
  );

export const noProductName = (place: number) =>
  wrong(`products, cell ${place}: the product has days but no name. Enter the name of the product.`);

export const notThreeColumns = (columns: number) =>
  wrong(
    `offers: ${counted(columns, "column")} instead of 2 or 3.`,
    "Give the offering, the price of a seat for a year, and the products it covers, without a header.",
  );

export const noOfferName = (row: number) => wrong(`offers, row ${row}: the offering has no name. Enter it.`);

export const noOfferPrice = (row: number, offering: string) =>
  unknown(
    `offers, row ${row}: the price of ${asQuoted(offering)} is 0 or blank, which means unknown, not free.`,
    "Enter it, or leave the row out.",
  );

export const sameOffering = (offering: string) =>
  wrong(`offers: ${asQuoted(offering)} is listed twice. Keep one row.`);

export const commaBetween = (row: number, list: string) =>
  wrong(
    `offers, row ${row}: ${asQuoted(list)} is read as one product.`,
    "Separate products with semicolons.",
  );

export const nothingCovers = (product: string) =>
  unknown(
    `${asQuoted(product)} has no price: its rate is 0 or blank, and no offer covers it.`,
    "Enter its tokens per day in rates, or an offer.",
  );

export const lastsTooLong = () =>
  unknown(
    "The balance lasts beyond the year 9999.",
    "Check tokensPerMonth: 0 means that no tokens are used.",
  );

export const endsEarlier = () =>
  wrong("commonEnd is before end. Enter a later date: the vendor does not shorten a term.");

export const notAsMany = (name: string, found: number, other: string, wanted: number) =>
  wrong(
    `${name} has ${counted(found, "cell")} and ${other} ${wholeNumber(wanted)}.`,
    "Give a start and an end for each launch.",
  );

export const endsBeforeStart = (place: number) =>
  wrong(
    `Launch ${place} ends before it starts. Check its date, and that both times have the same time zone.`,
  );

export const noFiniteAnswer = () =>
  wrong(
    "The answer is too large for a cell.",
    "Check for an amount that is far too large, or a rate that is far too small.",
  );
