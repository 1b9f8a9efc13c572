import { dayOf, toSerial } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { FUNCTIONS } from "../../src/functions/functions";
import { loadRuntime } from "./runtime";

Object.assign(globalThis, { CustomFunctions: loadRuntime() });

type Cell = number | string | boolean | null;
/** The functions by their ids. */
const CALLS = new Map(FUNCTIONS.map(({ name, call }) => [name, call]));

/** What a cell shows: its value, or an error with its sentence. */
export type Shown = Cell | { readonly code: string; readonly sentence: string };

export const shown = (value: unknown): Shown =>
  value instanceof CustomFunctions.Error
    ? { code: value.code, sentence: value.message ?? "" }
    : (value as Shown);

/** The function that Excel calls by an id. */
export function callOf(id: string): (typeof FUNCTIONS)[number]["call"] {
  const found = CALLS.get(id);
  if (found === undefined) throw new Error(`No function is called ${id}.`);
  return found;
}

/** Calls a function as Excel does, and returns what its cells show; Excel shows a thrown error in the cell. */
export function call(id: string, ...given: unknown[]): Shown[][] {
  try {
    const grid = callOf(id)(...given);
    return grid.map((row) => row.map(shown));
  } catch (thrown) {
    if (thrown instanceof CustomFunctions.Error) return [[shown(thrown)]];
    throw thrown;
  }
}

/** The cell that a call with single cells shows. */
export const cellOf = (id: string, ...given: unknown[]): Shown => call(id, ...given)[0]?.[0] as Shown;

/** The arguments of a formula as Excel delivers them: ranges, and null where nothing stands between commas. */
export function argumentsOf(text: string): unknown[] {
  return split(text, ",").map((one) => (one.trim() === "" ? null : rangeOf(one.trim())));
}

/** What a formula such as `=FLEXCOST(85, 6, 3)` shows. */
export function evaluate(formula: string): Shown[][] {
  const match = /^=(\w+)\((.*)\)$/.exec(formula);
  if (match === null) throw new Error(`${formula} is not a call of one function.`);
  return call(match[1] as string, ...argumentsOf(match[2] as string));
}

/** Splits outside of quotes, braces and brackets. */
function split(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (!quoted && "{(".includes(letter)) depth++;
    if (!quoted && "})".includes(letter)) depth--;
    if (letter === separator && depth === 0 && !quoted) parts.push("");
    else parts.push((parts.pop() ?? "") + letter);
  }
  return parts;
}

function rangeOf(text: string): Cell[][] {
  if (!text.startsWith("{")) return [[literal(text)]];
  return split(text.slice(1, -1), ";").map((row) => split(row, ",").map((cell) => literal(cell.trim())));
}

function literal(text: string): Cell {
  if (/^".*"$/.test(text)) return text.slice(1, -1).replaceAll('""', '"');
  if (/^(TRUE|FALSE)$/i.test(text)) return text.toUpperCase() === "TRUE";
  if (text.startsWith("#")) return text;
  const date = /^DATE\((\d+),(\d+),(\d+)\)$/.exec(text);
  if (date !== null) return serial(Number(date[1]), Number(date[2]), Number(date[3]));
  const value = text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (Number.isNaN(value)) throw new Error(`${text} is no literal.`);
  return value;
}

export const serial = (year: number, month: number, day: number): number =>
  toSerial(dayOf(year, month, day) as DayNumber, 1900);
