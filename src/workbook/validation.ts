import { cellName } from "./cells";
import type { InputRule } from "./spec";

/** Characters in the list of words, or in the formula, of a validation. A file with more counts as damaged. */
const MAX_TEXT = 255;
/** Characters in the message for a refused input. */
const MAX_MESSAGE = 225;

/** The title of the message for a refused input. */
export const REFUSAL_TITLE = "Seatwise";

/** How a program checks what is typed into the cells of an input rule. */
export type Validation =
  /** One of the words, offered in a drop-down list. */
  | { readonly list: string }
  /** A formula, en-US without its `=`, about the first cell of the rule. */
  | { readonly formula: string }
  | { readonly number: "whole" | "decimal"; readonly least: number; readonly most: number };

/**
 * The check of an input rule. A list cannot hold words with commas and no more than 255 characters, so a formula
 * compares the cell with each word there; undefined where that is too long as well, and the sheet's formulas refuse
 * the value alone.
 */
export function validationOf({ accepts, firstRow, column }: InputRule): Validation | undefined {
  if (!("words" in accepts)) {
    const { least, most, whole } = accepts;
    return { number: whole ? "whole" : "decimal", least, most };
  }
  const { words } = accepts;
  const list = words.join(",");
  if (list.length <= MAX_TEXT && words.every(standsInList)) return { list };
  const cell = cellName(firstRow, column);
  const formula = `OR(${words.map((word) => `${cell}="${word.replaceAll('"', '""')}"`).join(",")})`;
  return formula.length <= MAX_TEXT ? { formula } : undefined;
}

/** Whether a list keeps the word as it is: it would divide it at commas and take spaces off its ends. */
const standsInList = (word: string): boolean => !word.includes(",") && word === word.trim() && word !== "";

/** The message for a refused input, as long as programs show it. */
export const refusalText = ({ message }: InputRule): string =>
  message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1)}…`;
