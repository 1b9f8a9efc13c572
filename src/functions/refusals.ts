import { wholeNumber } from "../engine/wording";

/**
 * What a cell shows instead of an answer: an Excel error with a sentence that names the argument, the value, its place in the
 * range, and the mend. Only #VALUE! and #N/A can carry a sentence: #N/A where something is not known, #VALUE! for all else.
 */
export type Refusal = CustomFunctions.Error;

const wrong = (sentence: string): Refusal =>
  new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, sentence);
const unknown = (sentence: string): Refusal =>
  new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, sentence);

/** Ends the function: where there is one cell to answer in, Excel takes a thrown error for its content. */
export function refuse(refusal: Refusal): never {
  throw refusal; // eslint-disable-line @typescript-eslint/only-throw-error -- Excel's own class of errors
}

/** A value as a sentence shows it: text in quotes, truth as Excel writes it. */
function shown(value: number | string | boolean): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "string"
    ? `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`
    : String(value);
}

export const notANumber = (place: string, value: number | string | boolean) =>
  wrong(
    `${place}: ${shown(value)} is not a number. Enter digits, with a point for decimals, such as 1234.5.`,
  );

export const twoReadings = (place: string, text: string) =>
  wrong(
    `${place}: the text ${shown(text)} may mean ${text.trim()} or ${text.trim().replace(".", "")}. Turn the cell into a number.`,
  );

export const outside = (place: string, value: number, least: number, most: number) =>
  wrong(
    `${place}: ${shown(value)} cannot be. Enter a number from ${wholeNumber(least)} to ${wholeNumber(most)}.`,
  );

export const notWhole = (place: string, value: number, least: number, most: number) =>
  wrong(
    `${place}: ${shown(value)} cannot be. Enter a whole number from ${wholeNumber(least)} to ${wholeNumber(most)}.`,
  );

export const notAShare = (place: string, value: number) =>
  value > 1 && value <= 100
    ? wrong(
        `${place}: ${shown(value)} is ${wholeNumber(value * 100)} %. If you mean ${shown(value)} %, enter ${shown(value)}%.`,
      )
    : wrong(`${place}: ${shown(value)} cannot be. Enter a share from 0 % to 100 %.`);

export const nothingLeft = (place: string) =>
  wrong(`${place}: a discount of 100 % leaves no price. Enter a share below 100 %.`);

export const isUnknown = (place: string) =>
  unknown(`${place}: 0 or a blank cell means unknown, not free. Enter what the vendor or your quote says.`);

export const notAWord = (place: string, value: number | string | boolean, words: readonly string[]) =>
  wrong(`${place}: ${shown(value)} is not known. Enter ${words.map(shown).join(" or ")}.`);

export const notTrueOrFalse = (place: string, value: number | string | boolean | null) =>
  wrong(
    `${place}: ${value === null ? "a blank cell" : shown(value)} is neither TRUE nor FALSE. Enter one of them.`,
  );

export const notADate = (place: string, value: number | string | boolean | null) =>
  wrong(
    `${place}: ${value === null ? "a blank cell" : shown(value)} is not a date from 1980 on. Enter a date, or text such as "2026-12-31".`,
  );

export const notAPlainCell = (place: string, type: string) =>
  wrong(`${place}: the cell holds a data type (${type}). Point to a number in it, as in A2.Price.`);

/** Errors go on as they are, where Excel lets a function answer with them. */
export function errorCell(place: string, code: string): Refusal {
  const sentence = `${place}: the cell holds ${code}. Mend that cell first.`;
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

export const notThatFar = (name: string) =>
  unknown(`${name} does not reach this cell. Give ranges of one size, or a single cell, row or column.`);

export const notOneCell = (name: string) => wrong(`${name}: a range is too much. Give one cell or value.`);

export const notOneLine = (name: string) =>
  wrong(`${name}: a block of cells has no order. Give one row or one column.`);

export const tooManyMonths = (count: number) =>
  wrong(`monthlyTokens: ${count} months are too many. Give the last 12, or fewer.`);

export const notTwelveBuffers = (count: number) =>
  wrong(`buffer: the rule "season" takes 12 cells, January first, not ${count}.`);

export const notTwoColumns = (columns: number) =>
  wrong(
    `tiers: ${columns === 1 ? "1 column" : `${columns} columns`} instead of 2. Give the least number of tokens and the price of one, without a header.`,
  );

export const noTiers = () =>
  unknown("tiers: there is no price in it. Enter at least one row: 0 and the price of a token.");

export const noTierPrice = (row: number) =>
  unknown(`tiers, row ${row}: the price is 0 or blank. Enter the price of a token from that number on.`);

export const sameMinimum = (minimum: number) =>
  wrong(`tiers: two rows begin at ${wholeNumber(minimum)} tokens. Keep one of them.`);

export const notAlongProducts = (name: string, found: number, wanted: number) =>
  wrong(
    `${name}: ${found} ${found === 1 ? "cell" : "cells"} along the products instead of ${wanted}. Give one for each product, in the same direction.`,
  );

export const noProductName = (place: number) =>
  wrong(`products, cell ${place}: there are days of it and no name. Enter the name of the product.`);

export const notThreeColumns = (columns: number) =>
  wrong(
    `offers: ${columns === 1 ? "1 column" : `${columns} columns`} instead of 2 or 3. Give the offering, the price of a seat for a year, and the products it covers, without a header.`,
  );

export const noOfferName = (row: number) => wrong(`offers, row ${row}: it has no name. Enter the offering.`);

export const noOfferPrice = (row: number, offering: string) =>
  unknown(
    `offers, row ${row}: the price of ${shown(offering)} is 0 or blank, which means unknown, not free. Enter it, or leave the row out.`,
  );

export const sameOffering = (offering: string) =>
  wrong(`offers: ${shown(offering)} stands in two rows. Keep one of them.`);

export const commaBetween = (row: number, list: string) =>
  wrong(`offers, row ${row}: ${shown(list)} is read as one product. Put ; between the products it covers.`);

export const nothingCovers = (product: string) =>
  unknown(
    `Nothing is known that pays for ${shown(product)}: its rate is 0 or blank, and no offer covers it. Enter its tokens per day in rates, or an offer.`,
  );

export const lastsTooLong = () =>
  unknown("The balance lasts beyond the year 9999. Look at tokensPerMonth: 0 means that nothing is drawn.");

export const noFiniteAnswer = () =>
  wrong(
    "The answer is too large for a cell. Look for an amount that is far too large, or a rate that is far too small.",
  );
