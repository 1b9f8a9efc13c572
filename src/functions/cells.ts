/** What a cell holds. Excel delivers a blank cell in a range as 0, so `null` is only a part of them. */
export type Content =
  | number
  | string
  | boolean
  | null
  /** An error such as #N/A. */
  | { readonly error: string }
  /** A rich value that is not one number, text or truth, by the name of its type. */
  | { readonly dataType: string };

const ERRORS = new Set(
  "#N/A #VALUE! #DIV/0! #NUM! #NULL! #REF! #NAME? #SPILL! #CALC! #FIELD! #BLOCKED! #BUSY! #CONNECT! #UNKNOWN! #EXTERNAL! #GETTING_DATA".split(
    " ",
  ),
);

/** The rich values that stand for one plain value. */
const PLAIN_TYPES: readonly unknown[] = ["Double", "FormattedNumber", "String", "Boolean", "Empty"];

/** Reads a cell in whatever form the host delivers it: plain, as an error's text, or as an object of the data types. */
export function contentOf(cell: unknown): Content {
  if (cell === null || cell === undefined || cell === "") return null;
  if (typeof cell === "string") return ERRORS.has(cell) ? { error: cell } : cell;
  if (typeof cell === "number" || typeof cell === "boolean") return cell;
  if (typeof cell !== "object" || Array.isArray(cell)) return { dataType: typeof cell };
  const { type, basicValue } = cell as { readonly type?: unknown; readonly basicValue?: unknown };
  if (type === "Error") return { error: typeof basicValue === "string" ? basicValue : "#VALUE!" };
  const plain = typeof basicValue !== "object" && PLAIN_TYPES.includes(type);
  return plain ? contentOf(basicValue) : { dataType: typeof type === "string" ? type : "unknown" };
}

/** A number as en-US writes it without separators, or a percentage of one. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(%?)$/i;
/** 1.234 is one thousand and more where the point groups digits; 0.234 is not. */
const GROUPED = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/** The number that a text writes; `"two"` when it may be read in two ways, null when it is none. */
export function numberOf(text: string): number | "two" | null {
  const trimmed = text.trim();
  if (GROUPED.test(trimmed)) return "two";
  const match = NUMBER.exec(trimmed);
  if (match === null) return null;
  return match[1] === "%" ? Number(trimmed.slice(0, -1)) / 100 : Number(trimmed);
}
