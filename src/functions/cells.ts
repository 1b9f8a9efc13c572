/**
 * The content of a cell. Excel hands over a blank cell in a range as 0, so `null` stands for a part of the blank cells
 * only.
 */
export type CellContent =
  | number
  | string
  | boolean
  | null
  /** An error such as #N/A. */
  | { readonly error: string }
  /** A rich value that is not a single number, text or truth value, by the name of its type. */
  | { readonly dataType: string };

const ERROR_TEXTS = new Set([
  "#N/A",
  "#VALUE!",
  "#DIV/0!",
  "#NUM!",
  "#NULL!",
  "#REF!",
  "#NAME?",
  "#SPILL!",
  "#CALC!",
  "#FIELD!",
  "#BLOCKED!",
  "#BUSY!",
  "#CONNECT!",
  "#UNKNOWN!",
  "#EXTERNAL!",
  "#GETTING_DATA",
]);

/** The rich values that stand for a single plain value. */
const PLAIN_TYPES: readonly unknown[] = ["Double", "FormattedNumber", "String", "Boolean", "Empty"];

/**
 * Reads a cell in any form in which a host delivers it: plain, as the text of an error, or as an object of a data
 * type.
 */
export function contentOf(cell: unknown): CellContent {
  if (cell === null || cell === undefined || cell === "") return null;
  if (typeof cell === "string") return ERROR_TEXTS.has(cell) ? { error: cell } : cell;
  if (typeof cell === "number" || typeof cell === "boolean") return cell;
  if (typeof cell !== "object" || Array.isArray(cell)) return { dataType: typeof cell };
  const { type, basicValue } = cell as { readonly type?: unknown; readonly basicValue?: unknown };
  if (type === "Error") return { error: typeof basicValue === "string" ? basicValue : "#VALUE!" };
  const isPlain = typeof basicValue !== "object" && PLAIN_TYPES.includes(type);
  return isPlain ? contentOf(basicValue) : { dataType: typeof type === "string" ? type : "unknown" };
}

/** A number as en-US writes it without separators, or a percentage. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(%?)$/i;
/** 1.234 is over a thousand where the point groups digits; 0.234 never is. */
const GROUPED = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/** The number that a text spells; `"ambiguous"` when it has two readings, null when it is no number. */
export function numberSpelt(text: string): number | "ambiguous" | null {
  const trimmed = text.trim();
  if (GROUPED.test(trimmed)) return "ambiguous";
  const match = NUMBER.exec(trimmed);
  if (match === null) return null;
  return match[1] === "%" ? Number(trimmed.slice(0, -1)) / 100 : Number(trimmed);
}
